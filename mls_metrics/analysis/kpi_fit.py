"""A KPI's panel, and everything estimated from it before it is judged."""

from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.analysis.kpi_money import EVERYONE, KpiReach
from mls_metrics.analysis.kpi_panel import Grouping
from mls_metrics.analysis.productivity_checks import Break
from mls_metrics.analysis.productivity_groups import GroupSet, group_sets
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.policy import Policy
from mls_metrics.stats.breakdown import Drift
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.group_time_did import (
    Contrasts,
    Panel,
    Window,
    clustered_error,
    group_time_did,
)

SHOWN_BEFORE = 6


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
    reach : KpiReach
        Whom its values speak of.
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
    reach: KpiReach = EVERYONE
    panel: Panel | None = None
    dose: FloatArray | None = None
    clusterings: tuple[IntArray, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    naive_groups: tuple[np.ndarray, np.ndarray] | None = None
    started: IntArray | None = None
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KpiFit:
    """Everything estimated before it is judged; sets are all units, then the groups in `sets`.

    Parameters
    ----------
    shown : tuple of W Window
        The months of `months`; their base is the same.
    months, placebos : Contrasts
        By month since completion; and the lead and the dip before it.
    overall : ndarray, shape (1 + groups,)
    overall_influence : ndarray, shape (n, 1 + groups)
    dose : float
        Change in the trained share of a unit that counts as trained; 1 for persons.
    """

    data: KpiData
    sets: tuple[GroupSet, ...]
    shown: tuple[Window, ...]
    months: Contrasts
    placebos: Contrasts
    overall: FloatArray
    overall_influence: FloatArray
    dose: float
    months_seen: float


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
    gap = policy.gap_months
    after = [place for place, window in enumerate(shown) if window.months[0] >= 1]
    months = group_time_did(panel, shown, members, gap=gap, pooled=after)
    overall, influence, dose = months.pooled, months.pooled_influence, 1.0
    if data.dose is not None:
        doses = replace(panel, values=np.where(np.isfinite(panel.values), data.dose, np.nan))
        dosed = group_time_did(doses, shown, members, gap=gap, pooled=after)
        share = dosed.pooled
        dose = float(np.nan_to_num(share[0]))
        influence = divided(overall, influence, share, dosed.pooled_influence)
        overall = overall / np.where(np.abs(share) > 1e-9, share, np.nan)
    return KpiFit(
        data=data,
        sets=sets,
        shown=shown,
        months=months,
        placebos=group_time_did(panel, placebos, members[:, :1], gap=gap),
        overall=overall,
        overall_influence=influence,
        dose=dose,
        months_seen=float(months.observations[after].sum()) / max(int(months.treated.sum()), 1),
    )


def divided(
    top: FloatArray, top_influence: FloatArray, bottom: FloatArray, bottom_influence: FloatArray
) -> FloatArray:
    """Influence values of a quotient (delta method)."""
    safe = np.where(np.abs(bottom) > 1e-9, bottom, np.nan)
    return np.nan_to_num((top_influence - (top / safe) * bottom_influence) / safe)


def drifts_before(fit: KpiFit, policy: Policy) -> tuple[Drift, ...]:
    """How far trained units moved away from the comparison before completion: lead and dip."""
    _, placebos = windows_of(policy)
    return tuple(
        Drift(
            size=float(fit.placebos.effect[place]),
            error=clustered_error(fit.placebos.influence[:, place], fit.data.clusterings),
            months=middle(window.months) - middle(window.base),
        )
        for place, window in enumerate(placebos)
    )


def months_from_base(fit: KpiFit) -> float:
    """From the middle of the base to the mean of the months after completion that are seen."""
    month = np.array([float(window.months[0]) for window in fit.shown])
    seen = np.where(month >= 1, fit.months.observations, 0.0)
    return float(month @ seen / seen.sum()) - middle(fit.shown[0].base)


def middle(months: tuple[int, ...]) -> float:
    """Middle of consecutive relative months."""
    return (months[0] + months[-1]) / 2
