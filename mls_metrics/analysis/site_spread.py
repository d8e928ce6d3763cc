"""Whether regions, or providers, differ by more than chance gives."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mls_metrics.model.estimate import FloatArray, normal_quantile
from mls_metrics.model.strategy import Period, Site

FEWEST_SITES = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Apart:
    """Sites' distance from what is expected, as shares, with its standard error by chance."""

    table: pd.DataFrame
    center: float
    distance: FloatArray
    error: FloatArray


def apart(rows: pd.DataFrame) -> Apart | None:
    """Sites of a kind; None where fewer than three, or where all or nobody completed.

    Notes
    -----
    The expected rates are made of the sites' own results, which draws a site towards them: its
    variance by chance is ``variance * (1 - part of all enrollments)``.
    """
    columns = ["good", "ended", "expected", "variance"]
    table = rows.groupby("site", sort=True)[columns].sum().reset_index()
    table = table[table["variance"] > 0]
    if len(table) < FEWEST_SITES:
        return None
    ended = table["ended"].to_numpy(float)
    own = 1 - ended / ended.sum()
    error = np.sqrt(table["variance"].to_numpy(float) * own) / ended
    distance = (table["good"] - table["expected"]).to_numpy(float) / ended
    center = float(table["good"].sum() / ended.sum())
    return Apart(table=table, center=center, distance=distance, error=error)


def sites(rows: pd.DataFrame, kind: str) -> tuple[Site, ...]:
    """Sites of a kind over all half-years with their limits, the furthest out first."""
    found = apart(rows[rows["kind"] == kind])
    if found is None:
        return ()
    half = normal_quantile(0.95) * found.error
    spread = found.center * (1 - found.center)
    made = [
        Site(
            name=str(row["site"]),
            good=int(row["good"]),
            ended=int(row["ended"]),
            share=found.center + float(found.distance[place]),
            low=found.center - float(half[place]),
            high=found.center + float(half[place]),
            weight=spread / float(found.error[place]) ** 2,
        )
        for place, row in enumerate(found.table.to_dict("records"))
    ]
    order = np.argsort(-np.abs(found.distance / found.error), kind="stable")
    return tuple(made[place] for place in order)


def spread_by_period(rows: pd.DataFrame, kind: str) -> tuple[Period, ...]:
    """Each half-year's spread between sites beyond chance, in percentage points."""
    chosen = rows[(rows["kind"] == kind) & (rows["half_year"] != "undated")]
    made = []
    for name, part in chosen.groupby("half_year", sort=True):
        found = apart(part)
        if found is not None:
            value, low, high = (100 * x for x in between(found.distance, found.error))
            made.append(Period(name=str(name), value=value, low=low, high=high, n=len(found.table)))
    return tuple(made)


def between(distance: FloatArray, error: FloatArray) -> tuple[float, float, float]:
    """Standard deviation between sites beyond chance, and its 95 % range.

    References
    ----------
    .. [1] DerSimonian & Laird (1986), Controlled Clinical Trials 7:177, for the estimate;
       Viechtbauer (2007), Statistics in Medicine 26:37, for the range (Q-profile).
    """
    from scipy.stats import chi2

    weights = 1 / error**2
    free = len(distance) - 1
    room = weights.sum() - (weights**2).sum() / weights.sum()
    value = max(0.0, (heterogeneity(distance, error, 0.0) - free) / room) ** 0.5
    low, high = (solve(distance, error, float(chi2.ppf(q, free))) ** 0.5 for q in (0.975, 0.025))
    return value, min(low, value), max(high, value)


def heterogeneity(distance: FloatArray, error: FloatArray, extra: float) -> float:
    """Weighted squares around the weighted mean where sites vary by `extra` beyond chance."""
    weights = 1 / (error**2 + extra)
    mean = (weights * distance).sum() / weights.sum()
    return float((weights * (distance - mean) ** 2).sum())


def solve(distance: FloatArray, error: FloatArray, level: float) -> float:
    """The variance between sites at which the squares come down to `level`; 0 where they are."""
    if heterogeneity(distance, error, 0.0) <= level:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if heterogeneity(distance, error, middle) > level:
            low = middle
        else:
            high = middle
    return high
