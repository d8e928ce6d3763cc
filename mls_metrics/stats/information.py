"""Value of information about a normal quantity that is taken where it is positive."""

from math import erfc, exp, pi, sqrt


def unit_loss(z: float) -> float:
    """Unit normal loss ``phi(z) - z (1 - Phi(z))``: mean excess of a standard normal over z."""
    return max(exp(-z * z / 2) / sqrt(2 * pi) - z * erfc(z / sqrt(2)) / 2, 0.0)


def expected_gain(mean: float, *, doubt: float, error: float) -> float:
    """Expected gain from measuring a quantity before taking it or leaving it.

    Parameters
    ----------
    mean, doubt : float
        Mean and standard deviation of the quantity as known today.
    error : float
        Standard error of the measurement, 0 or more; 0 is perfect information.

    Returns
    -------
    float
        In the quantity's unit, 0 or more; at most ``doubt x unit_loss(|mean| / doubt)``.

    Notes
    -----
    The measurement moves the mean by ``s = doubt^2 / sqrt(doubt^2 + error^2)`` on average, and
    ``s x unit_loss(|mean| / s)`` is what choosing after it gains over choosing before.

    References
    ----------
    .. [1] Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, section 5.4.
    """
    if doubt <= 0:
        return 0.0
    spread = doubt / sqrt(1 + (error / doubt) ** 2)
    return spread * unit_loss(abs(mean) / spread) if spread > 0 else 0.0
