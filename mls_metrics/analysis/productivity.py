"""Productivity: whether a KPI moves more after completion than among those not yet trained."""

from dataclasses import replace

import numpy as np

from mls_metrics.analysis.groups import with_groups
from mls_metrics.analysis.kpi_fit import (
    KpiData,
    KpiFit,
    drifts_before,
    fit_panel,
    months_from_base,
)
from mls_metrics.analysis.one_shot import compared_once
from mls_metrics.analysis.productivity_checks import (
    breakdown_check,
    productivity_checks,
    selected_on_a_dip,
)
from mls_metrics.analysis.productivity_groups import kpi_levels
from mls_metrics.model.estimate import Curve, Estimate, NotEstimable, normal_quantile
from mls_metrics.model.evidence import EffectEstimate, Grade
from mls_metrics.model.policy import Policy
from mls_metrics.model.words import spoken
from mls_metrics.stats.bands import band_quantile
from mls_metrics.stats.breakdown import breakdown
from mls_metrics.stats.group_time_did import NEVER, clustered_error

METHOD = "group_time_difference_in_differences"
SMALLEST_DOSE = 0.1


def estimate_productivity(data: KpiData, *, policy: Policy) -> EffectEstimate:
    """Mean difference in the KPI over the observed months after completion, in its own unit.

    Never raises for thin data: a refusal stands in `measure`, with estimand, design, naive number
    and whatever checks could be run.
    """
    frame = effect_frame(data, policy)
    panel = data.panel
    if panel is not None:
        mean, spread = comparison_moments(data)
        frame = replace(frame, kpi_mean=mean, kpi_sd=spread)
    refusal = refusal_before(data, policy)
    if refusal is not None or panel is None:
        return replace(frame, measure=refusal or no_kpi(data))
    fit = fit_panel(data, panel, policy)
    treated, controls = int(fit.months.treated.sum()), int(fit.months.controls.sum())
    frame = replace(frame, treated_n=treated, comparison_n=controls)
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
    return with_breakdown(finished(frame, fit, policy), fit, policy)


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
        money_share=data.reach.share,
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
                f"{only(trained)} {what} with values of {spoken(data.kpi)} completed the program"
                + ("." if what == "people" else " with at least half of their people.")
            ),
            needed=f"At least {policy.minimum_units} trained {what} with monthly values.",
            n=trained,
        )
    return None


def refusal_after(fit: KpiFit, policy: Policy) -> NotEstimable | None:
    """Why the estimate is not given, once the comparison is known."""
    data = fit.data
    what = "people" if data.unit_kind == "person" else "units"
    treated, controls = int(fit.months.treated.sum()), int(fit.months.controls.sum())
    if treated < policy.minimum_units or not np.isfinite(fit.overall[0]):
        return NotEstimable(
            reason=(
                f"{only(treated)} trained {what} have values of {spoken(data.kpi or '')} both "
                "before and after completion beside a comparison."
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
            f"Not identified: {spoken(fit.data.kpi or '')} already moved in the months just before "
            "completion (people were sent after an unusual month), so what came after may be a "
            "return to normal."
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


def with_breakdown(effect: EffectEstimate, fit: KpiFit, policy: Policy) -> EffectEstimate:
    """The effect with how much drift afterwards it would survive, and the check of that."""
    measure, months = effect.measure, months_from_base(fit)
    if not isinstance(measure, Estimate):
        return effect
    # Drifts are of units as they are; the measure may speak of units trained in full.
    bound = max(measure.low, -measure.high) * fit.dose
    multiple = breakdown(bound, drifts_before(fit, policy), months=months) if bound > 0 else None
    check = breakdown_check(bound, multiple, months=months, unit=measure.unit)
    return replace(effect, breakdown=multiple, checks=(*effect.checks, check))


def event_curve(fit: KpiFit, policy: Policy) -> Curve:
    """Difference from the comparison by month since completion, each month and all together."""
    z = normal_quantile(policy.level)
    kept = np.flatnonzero(np.isfinite(fit.months.effect))
    value = fit.months.effect[kept]
    error = np.array(
        [clustered_error(fit.months.influence[:, p], fit.data.clusterings) for p in kept]
    )
    wide = band_quantile(
        fit.months.influence[:, kept],
        fit.data.clusterings,
        level=policy.level,
        seed=policy.seed,
    )
    return Curve(
        label="Trained minus comparison",
        time=np.array([float(fit.shown[p].months[0]) for p in kept]),
        value=value,
        low=value - z * error,
        high=value + z * error,
        uniform_low=value - wide * error,
        uniform_high=value + wide * error,
        at_risk=fit.months.observations[kept],
        unit=fit.data.unit_of_measure,
    )
