"""A KPI by region, role and version: which groups are asked about, and what each says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mls_metrics.analysis.groups import NOT_KNOWN, Level, no_second
from mls_metrics.analysis.kpi_panel import Grouping
from mls_metrics.model.estimate import Estimate, FloatArray, NotEstimable
from mls_metrics.stats.group_time_did import Panel

GROUP_UNITS = 60
Measured = Callable[[int, int], Estimate | None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupSet:
    """One group that is large enough to be asked about.

    Parameters
    ----------
    factor, name : str
    member : ndarray, shape (n,)
        1 for its units, 0 for the others.
    """

    factor: str
    name: str
    member: FloatArray


def group_sets(groupings: Sequence[Grouping], panel: Panel) -> tuple[GroupSet, ...]:
    """Groups with enough treated units, of factors that have two of them."""
    treated = panel.cohort < panel.values.shape[1]
    found: list[GroupSet] = []
    for grouping in groupings:
        own = [
            GroupSet(
                factor=grouping.factor, name=name, member=(grouping.codes == code).astype(float)
            )
            for code, name in grouping.names.items()
            if name not in NOT_KNOWN and (treated & (grouping.codes == code)).sum() >= GROUP_UNITS
        ]
        found += own if len(own) > 1 else []
    return tuple(found)


def kpi_levels(
    groupings: Sequence[Grouping],
    sets: Sequence[GroupSet],
    treated: np.ndarray,
    measured: Measured,
    *,
    by_person: bool,
) -> dict[str, list[Level]]:
    """The levels of each factor with their own estimates or refusals.

    Parameters
    ----------
    treated : ndarray of bool, shape (n,)
        Units that took part as treated.
    measured : callable
        Estimate of a set by its place (0 for all units) and its number of units; None where no
        month of it could be compared.
    by_person : bool
        Units are people, so that small groups of them are hidden.
    """
    places = {(one.factor, one.name): place for place, one in enumerate(sets, start=1)}
    found: dict[str, list[Level]] = {}
    for grouping in groupings:
        levels = []
        for code, name in grouping.names.items():
            units = int((treated & (grouping.codes == code)).sum())
            if name in NOT_KNOWN or units == 0:
                continue
            place = places.get((grouping.factor, name))
            enough = place is not None and units >= GROUP_UNITS
            estimate = measured(place, units) if enough and place is not None else None
            what = "people" if by_person else "units"
            levels.append(
                Level(
                    name=name,
                    people=units if by_person else max(units, GROUP_UNITS),
                    measure=estimate or refusal_of(units, what),
                    error=estimate.standard_error if estimate else 0.0,
                )
            )
        found[grouping.factor] = levels
    return found


def refusal_of(units: int, what: str) -> NotEstimable:
    """Refusal where a group has too few trained units, or stands alone."""
    if units >= GROUP_UNITS:
        return no_second(units)
    return NotEstimable(
        reason=f"Only {units} trained {what} of this group can be compared.",
        needed=f"At least {GROUP_UNITS} trained {what} in this group.",
        n=units,
    )
