"""What a study in this company would find: leaving, demand, sites, and the spread of a KPI."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mls_metrics.analysis.kpi_fit import KpiData
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.policy import Policy
from mls_metrics.stats.group_time_did import NEVER
from mls_metrics.stats.power import intraclass_of_shares, intraclass_of_values

SITE_KINDS = ("manager", "location", "department", "region")
FEWEST_MONTHS = 3
MINIMUM_SPREAD_UNITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """One way of dividing the people of a program's roles into groups.

    Parameters
    ----------
    kind : str
        manager, location, department or region.
    number, people : int
        Groups, and people in them.
    alike : float
        Intraclass correlation of leaving.
    """

    kind: str
    number: int
    people: int
    alike: float

    @property
    def size(self) -> float:
        """Mean people in a group."""
        return self.people / max(self.number, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySetting:
    """What is known of one program before a study is planned.

    Parameters
    ----------
    leaving_rate, other_rate : float
        Exits per person-month that count, and other exits, of people in the roles that take the
        program; 0 where none are known.
    starts_per_month, turned_away_per_month : float
        Over the months from the first start to the last.
    never_begun : int
        Turned away by chance, and never begun it.
    people : int
        People in the roles that take it, a horizon ago.
    sites : tuple of Sites
    """

    leaving_rate: float
    other_rate: float
    starts_per_month: float
    turned_away_per_month: float
    never_begun: int
    people: int
    sites: tuple[Sites, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiSpread:
    """Spread of a KPI between units.

    Parameters
    ----------
    level, change : float
        Standard deviation of the units' means, and of their change from the baseline to the
        months followed; in the KPI's own unit.
    units : int
    alike : float
        Intraclass correlation of the change within teams; 0 where the units are groups.
    """

    level: float
    change: float
    units: int
    alike: float


def study_setting(
    frame: pd.DataFrame,
    *,
    starters: int,
    months: int,
    turned_away: int,
    never_begun: int,
) -> StudySetting:
    """Rates and sites from counts by site.

    Parameters
    ----------
    frame : DataFrame
        `site_kind`, `site`, `people`, `person_months`, `leavers`, `others`; one site of the kind
        company holds everybody.
    months : int
        From the first start to the last, both counted.
    """
    whole = frame[frame["site_kind"] == "company"]
    time = float(whole["person_months"].sum())
    return StudySetting(
        leaving_rate=float(whole["leavers"].sum()) / time if time else 0.0,
        other_rate=float(whole["others"].sum()) / time if time else 0.0,
        starts_per_month=starters / max(months, 1),
        turned_away_per_month=turned_away / max(months, 1),
        never_begun=never_begun,
        people=int(whole["people"].sum()),
        sites=tuple(
            sites_of(kind, frame[frame["site_kind"] == kind])
            for kind in SITE_KINDS
            if (frame["site_kind"] == kind).sum() >= 2
        ),
    )


def sites_of(kind: str, rows: pd.DataFrame) -> Sites:
    """One way of dividing people, with how alike their leaving is."""
    people = rows["people"].to_numpy(dtype=float)
    leavers = rows["leavers"].to_numpy(dtype=float)
    return Sites(
        kind=kind,
        number=len(rows),
        people=int(people.sum()),
        alike=intraclass_of_shares(people, leavers),
    )


def kpi_spread(data: KpiData, policy: Policy) -> KpiSpread | None:
    """Spread of a KPI's level and change between units; None where too few units are seen.

    The change is that of the mean of the last months (half the follow-up) from the mean of up to
    `baseline_months` before, the gap between them left out, among units never trained, or all of
    them where too few are.
    """
    if data.panel is None:
        return None
    never = data.panel.cohort >= NEVER
    for rows in (never, np.ones(len(never), dtype=bool)):
        found = spread_of(data, rows, policy)
        if found is not None:
            return found
    return None


def spread_of(data: KpiData, rows: np.ndarray, policy: Policy) -> KpiSpread | None:
    """Spread among the chosen units; None where fewer than eight are seen in both periods."""
    assert data.panel is not None, "there are values"
    values = data.panel.values[rows]
    late = policy.follow_up_months // 2
    early = values[:, max(values.shape[1] - late - policy.gap_months - policy.baseline_months, 0) :]
    early = early[:, : max(early.shape[1] - late - policy.gap_months, 0)]
    before, n_before = row_means(early)
    after, n_after = row_means(values[:, -late:])
    seen = (n_before >= FEWEST_MONTHS) & (n_after >= FEWEST_MONTHS)
    if seen.sum() < MINIMUM_SPREAD_UNITS:
        return None
    change, level = (after - before)[seen], before[seen]
    alike = 0.0
    if data.unit_kind == "person" and len(data.clusterings) > 1:
        alike = intraclass_of_values(change, data.clusterings[1][rows][seen])
    return KpiSpread(
        level=float(level.std(ddof=1)),
        change=float(change.std(ddof=1)),
        units=len(change),
        alike=alike,
    )


def row_means(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean of what is seen in each row (0 where nothing is), and how many values that is."""
    seen = np.isfinite(values)
    count = seen.sum(axis=1).astype(float)
    return np.where(seen, values, 0.0).sum(axis=1) / np.maximum(count, 1.0), count
