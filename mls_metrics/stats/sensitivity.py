"""How strong something unseen would have to be to explain an effect away."""

import numpy as np


def e_value(ratio: float) -> float:
    """E-value of a rate or risk ratio, at least 1.

    The smallest ratio with which a hidden factor would have to go with both taking part and the
    outcome to account for the whole of `ratio`.

    Parameters
    ----------
    ratio : float
        Positive; 0.7 and 1 / 0.7 have the same E-value.

    References
    ----------
    .. [1] VanderWeele & Ding (2017), Annals of Internal Medicine 167:268.
    """
    if not ratio > 0:
        message = f"a ratio is positive, got {ratio}"
        raise ValueError(message)
    above = max(ratio, 1 / ratio)
    return float(above + np.sqrt(above * (above - 1)))


def limit_nearest_one(low: float, high: float) -> float:
    """The bound of a ratio's interval nearest to 1; exactly 1 where the interval holds 1."""
    if low <= 1 <= high:
        return 1.0
    return high if high < 1 else low
