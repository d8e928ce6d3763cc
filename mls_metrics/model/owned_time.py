"""Days from need to decision of one group of needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedTime:
    """One group of needs.

    Parameters
    ----------
    ownership : str
        ``one owner`` or ``no single owner``.
    n, decided : int
    median, low, high : float or None
        Days by which half are decided, and its 95 % range; None where too few are decided.
    """

    ownership: str
    n: int
    decided: int
    median: float | None
    low: float | None
    high: float | None
