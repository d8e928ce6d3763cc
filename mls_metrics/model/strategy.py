"""What the page Strategy computes from its facts: results that words and charts share."""

from dataclasses import dataclass
from datetime import date

from mls_metrics.model.estimate import Measure

FEWEST_PERIODS = 4
FOUNDATIONS = ("alignment", "governance", "data", "change")
FIELDS = (
    "strategy",
    "people",
    "pace",
    "long_term_goals",
    "target_audiences",
    "outcomes",
    "alignment",
    "scalability",
    "continuous_improvement",
)
SERVES = ("today", "both", "tomorrow", "neither", "not known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """Whether enough people are ready by an objective's date.

    Parameters
    ----------
    people, ready, needed : int
        In the roles, ready now, needed by `due_on`.
    is_stated : bool
        The roles ask for that number; else it is eight tenths of those assessed.
    expected, low, high : int
        Ready by the date at the pace of the window, and the 95 % range.
    chance : float
        That at least `needed` are ready by then, 0-1.
    reached, reached_low, reached_high : float or None
        Months from `as_of` until `needed` are ready; None beyond the years looked at.
    """

    objective: str
    category: str
    as_of: date
    due_on: date
    people: int
    ready: int
    needed: int
    is_stated: bool
    expected: int
    low: int
    high: int
    chance: float
    reached: float | None
    reached_low: float | None
    reached_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressure:
    """One number of what presses on the company, now and a year before."""

    now: Measure
    before: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class SubMeasure:
    """A part of a foundation: points out of a hundred, and the fact or metric that counts it."""

    name: str
    points: float
    n: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """One of the four foundations; `points` is None where nothing is known of it.

    `rating` is what people gave themselves; it stands beside and enters nothing.
    """

    name: str
    points: float | None
    measures: tuple[SubMeasure, ...]
    rating: float | None = None

    @property
    def gap(self) -> float | None:
        """How far people rate themselves above what the data say."""
        if self.points is None or self.rating is None:
            return None
        return self.rating - self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A region or provider against what chance alone would give.

    Parameters
    ----------
    share : float
        Completed of ended, with the mix of programs taken out.
    low, high : float
        Limits that 95 in 100 sites hold where nothing differs.
    weight : float
        Enrollments that the share counts as.
    """

    name: str
    good: int
    ended: int
    share: float
    low: float
    high: float
    weight: float

    @property
    def is_outside(self) -> bool:
        """Beyond the limits."""
        return not self.low <= self.share <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One half-year of a trend; equal bounds where everything was counted."""

    name: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """One of the four advantages over time."""

    name: str
    unit: str
    higher_is_better: bool
    periods: tuple[Period, ...]

    @property
    def missing(self) -> int:
        """Half-years that a trend still lacks."""
        return max(0, FEWEST_PERIODS - len(self.periods))


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing that a learning strategy is said to give, and what our data say of it.

    Parameters
    ----------
    now, before : float or None
        None: not known.
    source : str
        The fact that counts it.
    """

    name: str
    what: str
    now: float | None
    before: float | None
    unit: str
    higher_is_better: bool
    n: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisionField:
    """One question of the vision, its latest answer and what the data say.

    `credit` is 1 where it is filled and backed by data, a half where it is text alone.
    """

    question: str
    text: str
    version: int
    author: str
    changed_on: date | None
    what: str
    k: int | None
    n: int | None
    last_checked: date | None
    credit: float
