"""Chance in words: IPCC terms with the number of readings in twenty beside them."""

from dataclasses import dataclass
from math import floor

IN_ALL = 20
VERY_LIKELY = "very likely"
LIKELY = "likely"
EVEN = "about as likely as not"
UNLIKELY = "unlikely"
VERY_UNLIKELY = "very unlikely"
ORDER = (VERY_UNLIKELY, UNLIKELY, EVEN, LIKELY, VERY_LIKELY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """A probability as people read it.

    Parameters
    ----------
    word : str
        IPCC term, the lower claim where probability and count disagree.
    count : int
        Readings in twenty, 0-19; never all of them, so nothing looks certain.
    in_twenty : str
        ``"17 in 20"``, ``"more than 19 in 20"`` or ``"fewer than 1 in 20"``.
    """

    word: str
    count: int
    in_twenty: str

    @property
    def phrase(self) -> str:
        """Word and number together, as in ``likely (17 in 20)``."""
        return f"{self.word} ({self.in_twenty})"


def verbal(probability: float) -> Likelihood:
    """The words for a probability (0-1).

    The term comes from the unrounded probability and the count from rounding (half up); where
    the two fall on different sides of a cut-point the weaker claim is shown.

    Examples
    --------
    >>> verbal(0.85).phrase
    'likely (17 in 20)'
    >>> verbal(0.999).phrase
    'very likely (more than 19 in 20)'
    """
    count = floor(IN_ALL * probability + 0.5)
    word = weaker(term(probability), term_of_count(count))
    if count >= IN_ALL:
        return Likelihood(
            word=word, count=IN_ALL - 1, in_twenty=f"more than {IN_ALL - 1} in {IN_ALL}"
        )
    if count <= 0:
        return Likelihood(word=word, count=0, in_twenty=f"fewer than 1 in {IN_ALL}")
    return Likelihood(word=word, count=count, in_twenty=f"{count} in {IN_ALL}")


def term(probability: float) -> str:
    """IPCC term of an unrounded probability."""
    if probability > 0.9:
        return VERY_LIKELY
    if probability >= 0.66:
        return LIKELY
    if probability >= 0.33:
        return EVEN
    return UNLIKELY if probability >= 0.1 else VERY_UNLIKELY


def term_of_count(count: int) -> str:
    """The strongest term that a count in twenty may carry."""
    if count >= 18:
        return VERY_LIKELY
    if count >= 14:
        return LIKELY
    if count >= 7:
        return EVEN
    return UNLIKELY if count >= 2 else VERY_UNLIKELY


def weaker(first: str, second: str) -> str:
    """The term nearer to "as likely as not"."""
    middle = ORDER.index(EVEN)
    return min(first, second, key=lambda word: abs(ORDER.index(word) - middle))
