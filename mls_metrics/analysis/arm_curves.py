"""Two curves out of one contrast: starters, with what was expected of them, and the comparison."""

from dataclasses import replace

import numpy as np

from mls_metrics.model.estimate import Curve, FloatArray
from mls_metrics.stats.balanced_trials import SurvivalContrast


def arm_curves(
    table: SurvivalContrast, time: FloatArray, *, quantile: float, rising: bool
) -> tuple[Curve, Curve]:
    """Share by month since the start with pointwise bands (Greenwood), for both arms.

    Parameters
    ----------
    time : ndarray, shape (K + 1,)
        Months, the first one before any event.
    quantile : float
        Of the standard normal, for the bands.
    rising : bool
        The share for whom the event has happened; otherwise for whom it has not.
    """

    def curve(label: str, arm: int, behind: FloatArray, people: FloatArray) -> Curve:
        hazard = table.hazards[arm]
        waiting = np.concatenate([[1.0], np.cumprod(1 - hazard)])
        growth = hazard / np.maximum((1 - hazard) * np.maximum(behind, 1.0), 1e-12)
        growth = np.where(hazard < 1, growth, 0.0)
        half = quantile * waiting * np.sqrt(np.concatenate([[0.0], np.cumsum(growth)]))
        value = 1 - waiting if rising else waiting
        return Curve(
            label=label,
            time=time,
            value=value,
            low=np.maximum(value - half, 0.0),
            high=np.minimum(value + half, 1.0),
            at_risk=np.concatenate([people[:1], people]),
            unit="share",
        )

    happened, expected = np.cumsum(table.monthly, axis=1)
    started = curve("Started it", 1, table.at_risk, table.at_risk)
    return (
        replace(
            started,
            left=np.concatenate([[0.0], happened]),
            expected=np.concatenate([[0.0], expected]),
        ),
        curve("Comparable people", 0, table.control_effective, table.control_at_risk),
    )
