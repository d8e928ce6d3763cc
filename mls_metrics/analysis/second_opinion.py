"""One joint hazard model for all programs: the second opinion on every retention effect."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.hazard import (
    HazardModel,
    pooled_logistic,
    standardized_difference,
)

TENURE_FROM = np.array([3, 6, 12, 24, 36, 60])
PATTERN = ("tenure_code", "role_code", "region_code", "level_code", "rating_code")
FEWEST_LEAVERS = 20

SecondOpinions = Mapping[str, tuple[float, float]]


def second_opinions(
    cells: pd.DataFrame,
    starters: pd.DataFrame,
    programs: Sequence[str],
    *,
    grace: int,
    horizon: int,
) -> SecondOpinions:
    """Retention difference of each program in pp with its standard error, by program id.

    A logistic model of leaving in each month with month, tenure, role, region, level and rating,
    and every program as something that switches on `grace` months after its start; for each
    starter the predicted survival with and without the program gives the difference. A month is
    told exposed or not by what was known before any notice began: whoever started within the
    grace is not on notice, and to set those months apart would leave the others looking worse.

    Parameters
    ----------
    cells : DataFrame
        People and leavers by month, pattern and bit masks of programs begun.
    starters : DataFrame
        Pattern of each starter in the start month; `program` is the place in `programs`.
    """
    leavers = float(cells["leavers"].sum()) if len(cells) else 0.0
    if leavers < FEWEST_LEAVERS:
        return {}
    months = cells["month"].to_numpy(dtype=np.int64)
    first = int(months.min())
    model = pooled_logistic(
        [months - first, *(cells[name].to_numpy(dtype=np.int64) for name in PATTERN)],
        cells["exposed"].to_numpy(dtype=np.int64),
        exposures=len(programs),
        people=cells["people"].to_numpy(dtype=float),
        events=cells["leavers"].to_numpy(dtype=float),
    )
    found = {}
    for place, program in enumerate(programs):
        rows = starters[starters["program"] == place]
        error = float(model.exposure_errors[place])
        if not len(rows) or not 0 < error < 5:
            continue
        base = baseline_odds(model, rows, first=first, grace=grace, horizon=horizon)
        value, spread = standardized_difference(base, float(model.exposures[place]), error)
        found[program] = (100 * value, 100 * spread)
    return found


def baseline_odds(
    model: HazardModel, rows: pd.DataFrame, *, first: int, grace: int, horizon: int
) -> FloatArray:
    """Log odds of leaving of each starter without the program, shape (starters, K - g)."""
    constant = np.full(len(rows), model.intercept)
    for effects, name in zip(model.factors[2:], PATTERN[1:], strict=True):
        constant += level_effects(effects, rows[name].to_numpy(dtype=np.int64))
    taken = rows["exposed"].to_numpy(dtype=np.int64)
    for place, effect in enumerate(model.exposures):
        constant += effect * ((taken >> place) & 1)
    start = rows["start_month"].to_numpy(dtype=np.int64)
    hire = rows["hire_month"].to_numpy(dtype=np.int64)
    month = start[:, None] + np.arange(grace + 1, horizon + 1)[None, :]
    band = np.searchsorted(TENURE_FROM, month - hire[:, None], side="right")
    calendar, tenure = model.factors[0], model.factors[1]
    odds = constant[:, None] + level_effects(calendar, month - first) + level_effects(tenure, band)
    return np.asarray(odds)


def level_effects(effects: FloatArray, codes: IntArray) -> FloatArray:
    """Effect of each code; codes beyond those seen take the last one's."""
    return np.asarray(effects[np.minimum(codes, len(effects) - 1)])
