"""Productivity: whether a KPI moves more after completion than among those not yet trained."""

from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.analysis.groups import with_groups
from mls_metrics.analysis.kpi_panel import Grouping
from mls_metrics.analysis.one_shot import compared_once
from mls_metrics.analysis.productivity_checks import (
    Break,
    productivity_checks,
    selected_on_a_dip,
)
from mls_metrics.analysis.productivity_groups import GroupSet, group_sets, kpi_levels
from mls_metrics.model.estimate import Curve, Estimate, FloatArray, NotEstimable, normal_quantile
from mls_metrics.model.evidence import EffectEstimate, Grade
from mls_metrics.model.policy import Policy
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.group_time_did import (
    NEVER,
    Contrasts,
    Panel,
    Window,
    clustered_error,
    group_time_did,
)

METHOD = "group_time_difference_in_differences"
SHOWN_BEFORE = 6
SMALLEST_DOSE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KpiData:
    """A KPI by unit and month with who was trained when; n units, T months.

    Parameters
    ----------
    kpi : str or None
        None where there is no KPI for these people.
    unit_kind : str
        person, or manager, department, location, region, company.
    panel : Panel or None
        Values, month of completion (of adoption for units of people), and covariates by month.
    dose : ndarray, shape (n, T), or None
        Share of the unit's people who have completed; None for persons.
    clusterings : tuple of ndarray of int, each of shape (n,)
        Ways of clustering the units.
    groupings : tuple of Grouping
        Regions, roles and versions of the units.
    naive_groups : tuple of two ndarray of bool, shape (n, T)
        Unit-months after completion, and unit-months of the never trained.
    started : ndarray of int, shape (n,), or None
        Month of the start as a column, `NEVER` for people never enrolled; None for units of people.
    breaks : tuple of Break
        Months in which the KPI jumped for nearly all units.
    """

    program_id: str
    learners: int
    kpi: str | None = None
    unit_kind: str = "person"
    unit_of_measure: str = ""
    is_higher_better: bool = True
    value_per_unit: float | None = None
    panel: Panel | None = None
    dose: FloatArray | None = None
    clusterings: tuple[IntArray, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    naive_groups: tuple[np.ndarray, np.ndarray] | None = None
    started: IntArray | None = None
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KpiFit:
    """Everything estimated before it is judged; sets are all units, then the groups in `sets`."""

    data: KpiData
    sets: tuple[GroupSet, ...]
    months: Contrasts
    placebos: Contrasts
    overall: FloatArray
    overall_influence: FloatArray
    dose: float
    months_seen: float


def estimate_productivity(data: KpiData, *, policy: Policy) -> EffectEstimate:
    """Mean difference in the KPI over the observed months after completion, in its own unit.

    Never raises for thin data: a refusal stands in `measure`, with estimand, design, naive number
    and whatever checks could be run.
    """
    frame = effect_frame(data, policy)
    panel = data.panel
    refusal = refusal_before(data, policy)
    if refusal is not None or panel is None:
        return replace(frame, measure=refusal or no_kpi(data))
    fit = fit_panel(data, panel, policy)
    treated, controls = int(fit.months.treated.sum()), int(fit.months.controls.sum())
    frame = replace(frame, treated_n=treated, comparison_n=controls)
    mean, spread = comparison_moments(data)
    frame = replace(frame, kpi_mean=mean, kpi_sd=spread)
    refusal = refusal_after(fit, policy)
    if refusal is not None and data.started is not None:
        groups = data.clusterings
        return compared_once(frame, panel, data.started, groups, refusal=refusal, policy=policy)
    if refusal is not None:
        return replace(frame, measure=refusal)
    checks = productivity_checks(
        fit.months,
        fit.placebos,
        data.clusterings,
        months_seen=fit.months_seen,
        breaks=data.breaks,
        policy=policy,
    )
    frame = replace(frame, checks=checks, curves=(event_curve(fit, policy),))
    if selected_on_a_dip(checks):
        return replace(frame, measure=dip_refusal(fit))
    return finished(frame, fit, policy)


def effect_frame(data: KpiData, policy: Policy) -> EffectEstimate:
    """The effect with its question and design, before there is a number."""
    by_person = data.unit_kind == "person"
    whom = "people" if by_person else f"units ({data.unit_kind})"
    event = (
        "completion"
        if by_person
        else (f"the month in which {policy.team_adoption_share:.0%} of the unit had completed")
    )
    design = (
        f"change from up to {policy.baseline_months} months before {event}, without the last "
        f"{policy.gap_months}, against the same change among {whom} not yet or never trained, "
        "alike in what is known about them"
    )
    if not by_person:
        design += "; divided by the change in the trained share, so it speaks of a unit in full"
    return EffectEstimate(
        name="productivity",
        program_id=data.program_id,
        measure=NotEstimable(reason="Not estimated.", needed="", n=data.learners),
        estimand=(
            f"Mean difference in {data.kpi or 'the KPI'} per month over the observed months (up to "
            f"{policy.follow_up_months}) after {event}, against not yet or never trained {whom}."
        ),
        design=design,
        comparison_n=0,
        naive=naive_difference(data),
        checks=(),
        base_grade=Grade.B,
        time_zero="completion",
        grace_months=0,
        kpi=data.kpi,
        kpi_unit=data.unit_of_measure,
        higher_is_better=data.is_higher_better,
        value_per_unit=data.value_per_unit,
    )


def naive_difference(data: KpiData) -> float | None:
    """Mean after completion minus mean of the never trained."""
    if data.panel is None or data.naive_groups is None:
        return None
    seen = np.isfinite(data.panel.values)
    after, never = (group & seen for group in data.naive_groups)
    if not after.any() or not never.any():
        return None
    return float(data.panel.values[after].mean() - data.panel.values[never].mean())


def comparison_moments(data: KpiData) -> tuple[float | None, float | None]:
    """Mean of, and spread between, the units never trained (all units where there are none)."""
    assert data.panel is not None
    values, never = data.panel.values, data.panel.cohort >= NEVER
    rows = values[never] if never.sum() > 1 else values
    seen = np.isfinite(rows)
    count = seen.sum(axis=1)
    known = count > 0
    means = np.where(seen, rows, 0.0).sum(axis=1)[known] / count[known]
    if len(means) < 2:
        return None, None
    return float(means.mean()), float(means.std(ddof=1))


def only(count: int) -> str:
    """A count at the head of a sentence that calls it too small."""
    return f"Only {count:,}" if count else "No"


def no_kpi(data: KpiData) -> NotEstimable:
    """Refusal where nothing is measured on the learners."""
    return NotEstimable(
        reason="No KPI is measured on the people of this program or on their units.",
        needed="The table kpis with a value per month and person, team, department or region.",
        n=data.learners,
    )


def refusal_before(data: KpiData, policy: Policy) -> NotEstimable | None:
    """Why nothing can be estimated, from counts alone."""
    panel = data.panel
    if panel is None or data.kpi is None:
        return no_kpi(data)
    what = "people" if data.unit_kind == "person" else "units"
    trained = int((panel.cohort < panel.values.shape[1]).sum())
    if trained < policy.minimum_units:
        return NotEstimable(
            reason=(
                f"{only(trained)} {what} with values of {data.kpi} completed the program"
                + ("." if what == "people" else " with at least half of their people.")
            ),
            needed=f"At least {policy.minimum_units} trained {what} with monthly values.",
            n=trained,
        )
    return None


def windows_of(policy: Policy) -> tuple[tuple[Window, ...], tuple[Window, ...]]:
    """Months shown around completion, and the two placebos: lead and dip."""
    gap, length = policy.gap_months, policy.baseline_months
    base = tuple(range(-gap - length, -gap))
    shown = range(-gap - SHOWN_BEFORE, policy.follow_up_months + 1)
    half = length // 2
    lead = Window(months=base[half:], base=base[:half])
    dip = Window(months=tuple(range(-gap, 0)), base=base)
    return tuple(Window(months=(k,), base=base) for k in shown), (lead, dip)


def fit_panel(data: KpiData, panel: Panel, policy: Policy) -> KpiFit:
    """Effects by month since completion, placebos, and the mean over the months after."""
    shown, placebos = windows_of(policy)
    sets = group_sets(data.groupings, panel)
    members = np.column_stack([np.ones(len(panel.cohort)), *(one.member for one in sets)])
    months = group_time_did(panel, shown, members, gap=policy.gap_months)
    after = [place for place, window in enumerate(shown) if window.months[0] >= 1]
    overall, influence = pooled(months, after, members.shape[1])
    dose = 1.0
    if data.dose is not None:
        doses = replace(panel, values=np.where(np.isfinite(panel.values), data.dose, np.nan))
        dosed = group_time_did(doses, shown, members, gap=policy.gap_months)
        share, share_influence = pooled(dosed, after, members.shape[1])
        dose = float(np.nan_to_num(share[0]))
        influence = divided(overall, influence, share, share_influence)
        overall = overall / np.where(np.abs(share) > 1e-9, share, np.nan)
    return KpiFit(
        data=data,
        sets=sets,
        months=months,
        placebos=group_time_did(
            panel, placebos, np.ones((len(panel.cohort), 1)), gap=policy.gap_months
        ),
        overall=overall,
        overall_influence=influence,
        dose=dose,
        months_seen=float(months.observations[:: members.shape[1]][after].sum())
        / max(int(months.treated.sum()), 1),
    )


def pooled(months: Contrasts, after: list[int], sets: int) -> tuple[FloatArray, FloatArray]:
    """Mean over several months, each counting by its units; effects (R,) and influence (n, R)."""
    places = np.array(after)[:, None] * sets + np.arange(sets)[None, :]
    weights = months.observations[places]
    total = weights.sum(axis=0)
    shares = weights / np.where(total > 0, total, np.nan)
    effects = np.nan_to_num(months.effect[places])
    overall = (shares * effects).sum(axis=0)
    influence = np.zeros((months.influence.shape[0], sets))
    for row, share in zip(places, np.nan_to_num(shares), strict=True):
        influence += months.influence[:, row] * share
    return overall, influence


def divided(
    top: FloatArray, top_influence: FloatArray, bottom: FloatArray, bottom_influence: FloatArray
) -> FloatArray:
    """Influence values of a quotient (delta method)."""
    safe = np.where(np.abs(bottom) > 1e-9, bottom, np.nan)
    return np.nan_to_num((top_influence - (top / safe) * bottom_influence) / safe)


def refusal_after(fit: KpiFit, policy: Policy) -> NotEstimable | None:
    """Why the estimate is not given, once the comparison is known."""
    data = fit.data
    what = "people" if data.unit_kind == "person" else "units"
    treated, controls = int(fit.months.treated.sum()), int(fit.months.controls.sum())
    if treated < policy.minimum_units or not np.isfinite(fit.overall[0]):
        return NotEstimable(
            reason=(
                f"{only(treated)} trained {what} have values of {data.kpi} both before and after "
                "completion beside a comparison."
            ),
            needed=(
                f"At least {policy.minimum_units} {what} with {policy.gap_months + 3} months "
                "before and one month after."
            ),
            n=treated,
        )
    if controls < policy.minimum_units:
        return NotEstimable(
            reason=f"Not estimable: only {controls} {what} were not yet trained at the time.",
            needed="People or units that start later or not at all.",
            n=treated,
        )
    if fit.dose < SMALLEST_DOSE:
        return NotEstimable(
            reason="Trained units hardly differ from the others in how many completed.",
            needed="Units in which most people complete beside units in which few do.",
            n=treated,
        )
    return None


def dip_refusal(fit: KpiFit) -> NotEstimable:
    """Refusal where people were sent after a bad month."""
    return NotEstimable(
        reason=(
            f"Not identified: {fit.data.kpi} already moved in the months just before completion "
            "(people were sent after an unusual month), so what came after may be a return to "
            "normal."
        ),
        needed="A group chosen by another rule than recent results, or starts staggered by lot.",
        n=int(fit.months.treated.sum()),
    )


def finished(frame: EffectEstimate, fit: KpiFit, policy: Policy) -> EffectEstimate:
    """The effect with number, range and groups."""
    data, z = fit.data, normal_quantile(policy.level)

    def measured(place: int, units: int) -> Estimate:
        value = float(fit.overall[place])
        error = clustered_error(fit.overall_influence[:, place], data.clusterings)
        return Estimate(
            value=value,
            low=value - z * error,
            high=value + z * error,
            level=policy.level,
            n=units,
            unit=data.unit_of_measure,
            method=METHOD,
        )

    whole = measured(0, int(fit.months.treated.sum()))
    error = clustered_error(fit.overall_influence[:, 0], data.clusterings)
    frame = replace(frame, measure=whole, standard_error=error)
    levels = kpi_levels(
        data.groupings,
        fit.sets,
        fit.months.treated,
        lambda place, units: measured(place, units) if np.isfinite(fit.overall[place]) else None,
        by_person=data.unit_kind == "person",
    )
    return with_groups(frame, levels, policy=policy)


def event_curve(fit: KpiFit, policy: Policy) -> Curve:
    """Difference from the comparison by month since completion."""
    sets = 1 + len(fit.sets)
    shown, _ = windows_of(policy)
    z = normal_quantile(policy.level)
    kept = [p for p in range(len(shown)) if np.isfinite(fit.months.effect[p * sets])]
    value = np.array([fit.months.effect[p * sets] for p in kept])
    error = np.array(
        [clustered_error(fit.months.influence[:, p * sets], fit.data.clusterings) for p in kept]
    )
    return Curve(
        label="Trained minus comparison",
        time=np.array([float(shown[p].months[0]) for p in kept]),
        value=value,
        low=value - z * error,
        high=value + z * error,
        at_risk=np.array([fit.months.observations[p * sets] for p in kept]),
        unit=fit.data.unit_of_measure,
    )
