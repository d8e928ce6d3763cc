"""Days from need to decision by whether one owner was named; open needs stay in the count."""

import pandas as pd

from mls_metrics.model.owned_time import OwnedTime
from mls_metrics.stats.survival import kaplan_meier

HALF = 0.5
FEWEST = 5


def ownership_times(rows: pd.DataFrame) -> tuple[OwnedTime, ...]:
    """Kaplan-Meier medians of the fact decision_speed, by ownership."""
    return tuple(
        owned_time(str(name), group) for name, group in rows.groupby("ownership", sort=True)
    )[::-1]


def owned_time(name: str, group: pd.DataFrame) -> OwnedTime:
    """One group; the range inverts the band of the curve, as Brookmeyer and Crowley do."""
    decided = int(group["is_decided"].sum())
    median = low = high = None
    if decided >= FEWEST:
        curve = kaplan_meier(
            group["days"].to_numpy(dtype=float), group["is_decided"].to_numpy(dtype=bool)
        )
        median, low, high = (curve.first_below(HALF, line) for line in ("survival", "low", "high"))
    return OwnedTime(
        ownership=name, n=len(group), decided=decided, median=median, low=low, high=high
    )
