"""What the page Future fit computes: what will be out of date, and how fast it can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from mls_metrics.model.estimate import Estimate, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """How much of the portfolio no longer holds at the horizon, by one weight.

    Parameters
    ----------
    by : str
        ``spend``, ``starters`` or ``programs``.
    measure : Estimate or NotEstimable
        Share out of date; the range comes from the doubt about half-lives.
    causes : mapping of str to float
        The share that each cause would put out of date alone: ``age``, ``rule``, ``demand``.
    unknown : float
        Share of the weight of programs about which it is not known.
    """

    by: str
    measure: Measure
    causes: Mapping[str, float]
    unknown: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A step, or a kind of change: median days, and how many are done, open or without a date."""

    name: str
    measure: Measure
    done: int
    open: int
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLearners:
    """What learners of one program cost: fixed a year, and what each adds.

    Parameters
    ----------
    each : Estimate
        Cost of one more learner; its n counts months.
    fixed : float
        What a year costs whatever happens.
    pace : int
        Starters of the last twelve months.
    how : str
        How totals were split: ``split``, ``all fixed``, ``all variable``, ``no slope`` or
        ``as posted``.
    """

    program: str
    each: Estimate
    fixed: float
    pace: int
    how: str

    def a_year(self, learners: float) -> tuple[float, float, float]:
        """Cost of a year with so many learners, and its range.

        The cost at today's pace is known; the doubt about one more learner counts from there.
        """
        today = self.fixed + self.each.value * self.pace
        more = learners - self.pace
        low, high = sorted((today + self.each.low * more, today + self.each.high * more))
        return today + self.each.value * more, low, high

    def each_of(self, learners: float) -> tuple[float, float, float]:
        """Mean cost of a learner in a year with so many, and its range."""
        value, low, high = self.a_year(learners)
        return value / learners, low / learners, high / learners

    def next_learners(self, more: float = 100) -> tuple[float, float, float]:
        """Cost of so many learners beyond those that there are, and its range."""
        return more * self.each.value, more * self.each.low, more * self.each.high
