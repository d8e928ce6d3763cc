"""Whether enough people are ready by an objective's date, at the pace of the months before."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.strategy import Landing

POINTS = 200
MONTHS_AHEAD = 120.0
TAIL = 0.025


def landings(rows: pd.DataFrame) -> tuple[Landing, ...]:
    """Each row of the fact ``landing_in_time``, the least likely to be in time first."""
    found = [landing(row) for row in rows.to_dict("records")]
    return tuple(sorted(found, key=lambda item: (item.chance, item.due_on, item.objective)))


def landing(row: Mapping[Any, Any]) -> Landing:
    """One objective.

    Notes
    -----
    Each of those not ready gets ready at one rate, the same every month. Given the arrivals of
    the window the rate is Gamma(came + 1/2, exposure), both divided by the dispersion of the
    monthly arrivals where these come in lumps; the number ready by a date is then a binomial
    draw mixed over that rate. Both grow with the date, so a later date never lowers the chance.
    """
    people, ready, needed = int(row["people"]), int(row["ready"]), int(row["needed"])
    came, squares = int(row["came"]), float(row["came_squares"])
    months = float(row["pace_months"])
    left = max(float(row["months_left"]), 0.0)
    waiting, short = people - ready, needed - ready
    lumps = dispersion(came, squares, months)
    rates = rate_points(came / lumps, months * (waiting + came / 2) / lumps)
    low, middle, high = (ready + arrivals(rates, waiting, left, q) for q in (TAIL, 0.5, 1 - TAIL))
    first, half, last = (reached(rates, waiting, short, q) for q in (TAIL, 0.5, 1 - TAIL))
    return Landing(
        objective=str(row["objective"]),
        category=str(row["category"]),
        as_of=day(row["as_of"]),
        due_on=day(row["due_on"]),
        people=people,
        ready=ready,
        needed=needed,
        is_stated=bool(row["is_stated"]),
        expected=middle,
        low=low,
        high=high,
        chance=chance(rates, waiting, short, left),
        reached=half,
        reached_low=first,
        reached_high=last,
    )


def day(value: object) -> date:
    """A cell as a day."""
    return pd.Timestamp(str(value)).date()


def dispersion(came: int, squares: float, months: float) -> float:
    """Variance of the monthly arrivals by their mean; 1 where they come evenly or are too few."""
    if came < 2 or months < 2:
        return 1.0
    variance = (squares - came**2 / months) / (months - 1)
    return max(1.0, variance / (came / months))


def rate_points(events: float, exposure: float) -> FloatArray:
    """Equally likely values of a monthly rate per waiting person."""
    return gamma_points(round(events, 9)) / max(exposure, 1e-9)


@cache
def gamma_points(events: float) -> FloatArray:
    """Quantiles of Gamma(events + 1/2), in the middle of equal parts."""
    from scipy.stats import gamma

    places = (np.arange(POINTS) + 0.5) / POINTS
    return np.asarray(gamma.ppf(places, events + 0.5), dtype=float)


def chance(rates: FloatArray, waiting: int, short: int, months: float) -> float:
    """That at least `short` of `waiting` people get there within `months`."""
    from scipy.stats import binom

    if short <= 0:
        return 1.0
    if short > waiting or months <= 0:
        return 0.0
    return float(np.mean(binom.sf(short - 1, waiting, -np.expm1(-rates * months))))


def arrivals(rates: FloatArray, waiting: int, months: float, quantile: float) -> int:
    """Smallest number of arrivals whose chance of not being passed is at least `quantile`."""
    from scipy.stats import binom

    share = -np.expm1(-rates * months)
    low, high = 0, waiting
    while low < high:
        middle = (low + high) // 2
        if float(np.mean(binom.cdf(middle, waiting, share))) >= quantile:
            high = middle
        else:
            low = middle + 1
    return low


def reached(rates: FloatArray, waiting: int, short: int, quantile: float) -> float | None:
    """Months until the chance is `quantile`; None beyond ten years."""
    if short <= 0:
        return 0.0
    if chance(rates, waiting, short, MONTHS_AHEAD) < quantile:
        return None
    low, high = 0.0, MONTHS_AHEAD
    for _ in range(18):
        middle = (low + high) / 2
        low, high = (
            (low, middle) if chance(rates, waiting, short, middle) >= quantile else (middle, high)
        )
    return high
