"""Claims of others about learning, and what our own tests of them give."""

from dataclasses import dataclass

from mls_metrics.model.estimate import Measure
from mls_metrics.model.evidence import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim that is often cited; shown and tested, used in no calculation.

    Parameters
    ----------
    row : str
        Row of the ledger.
    claim : str
        What is claimed, without its figure.
    cited : str
        The figure cited and what it counts.
    said_by, source, year : str
        Who repeats it; who said it first and when, empty where none is named.
    evidence, found : str
        What kind of evidence the source is, and what a search for it gave.
    followed : bool
        True where somebody was followed to see whether it came about.
    facts : tuple of str
        Facts of our own test, in order.
    """

    id: str
    row: str
    claim: str
    cited: str
    said_by: str
    source: str
    year: str
    evidence: str
    found: str
    followed: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedTest:
    """Progress of objectives with a whole chain against the others.

    Parameters
    ----------
    whole, others : float or None
        Mean share of the way to the target; None where no such objective can be measured.
    whole_count, other_count, unmeasured : int
        Objectives behind each, and those whose progress is not known.
    difference : Measure
        Whole less others, a share of the way.
    grade : Grade
        Letter of the comparison.
    """

    whole: float | None
    others: float | None
    whole_count: int
    other_count: int
    unmeasured: int
    difference: Measure
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAndDone:
    """One amount of learning: share who say they will stay, and share who stayed."""

    programs: str
    said: Measure
    stayed: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class SayAndDo:
    """Stated intent beside observed staying, by amount of learning.

    Parameters
    ----------
    groups : tuple of SaidAndDone
        Groups that may be shown, least learning first.
    hidden : int
        Groups too small to be shown.
    said, stayed : Measure
        Difference of the last group to the first, in percentage points.
    any_exit : bool
        True where too many exits have no type, so that every exit counts as leaving.
    verdict : str
        ``disagree``, ``said_only``, ``done_only``, ``alike`` or ``unknown``.
    """

    groups: tuple[SaidAndDone, ...]
    hidden: int
    said: Measure
    stayed: Measure
    any_exit: bool
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason of voluntary leavers with its share of all of them."""

    reason: str
    share: Measure
    is_growth: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Own top reasons for leaving by choice, most frequent first.

    Parameters
    ----------
    leavers : int or None
        Everybody who left by choice in the window; None where too few to say.
    """

    leavers: int | None
    named: tuple[Reason, ...]
