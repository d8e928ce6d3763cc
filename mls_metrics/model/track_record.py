"""What came of chances that were stated."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Decisions of which one word of likelihood was said.

    Parameters
    ----------
    word : str
        The word, or ``all``.
    n, came_true : int
    expected : float
        Sum of the chances stated.
    luck_low, luck_high : int
        How many would come true in nineteen cases of twenty were every stated chance right.
    share_low, share_high : float
        Wilson interval of the share that came true, 0-1.
    """

    word: str
    n: int
    came_true: int
    expected: float
    luck_low: int
    luck_high: int
    share_low: float
    share_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """Stated chances against outcomes.

    Parameters
    ----------
    words : tuple of Calls
        One entry per word that was said, the most likely first.
    total : Calls or None
        All of them; None where no outcome is known.
    brier : float or None
        Mean squared distance of chance and outcome; 0 is best, always saying even odds gives 0.25.
    open : int
        Decisions with a chance and no outcome yet.
    unclear : int
        Outcomes in words that say neither yes nor no.
    """

    words: tuple[Calls, ...]
    total: Calls | None
    brier: float | None
    open: int
    unclear: int
