"""What is planned for skills: what to learn next, who will be ready, what is lost again."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from mls_metrics.model.estimate import Curve, Estimate, FloatArray, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStep:
    """One skill that a role requires: where people stand, and what closing the gap would add.

    Parameters
    ----------
    share : Measure
        Share of those assessed who are at the level.
    gain : Measure
        Points of the role's readiness, 0-100, added if everybody below reached the level.
    middle_level : float or None
        Median level of those assessed; None where hidden or unknown.
    """

    job_role: str
    skill: str
    required_level: float
    needed_by: date | None
    people_needed: int | None
    people: int | None
    share: Measure
    gain: Measure
    middle_level: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessPart:
    """How ready a part of the workforce is; pairs are of a person and a skill the role requires.

    Parameters
    ----------
    kind : str
        all, role, tag or family.
    people, pairs, known_pairs, expired_pairs : int or None
        None where hidden.
    """

    kind: str
    part: str
    share: Measure
    people: int | None
    pairs: int | None
    known_pairs: int | None
    expired_pairs: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A monthly rate known from counts, or set by a reader and then taken as sure.

    Parameters
    ----------
    events, exposure : float
        Events in that many months of exposure; no exposure: the rate is not known.
    fixed : float or None
        A rate per month that stands instead.
    """

    events: float = 0.0
    exposure: float = 0.0
    fixed: float | None = None

    @property
    def is_known(self) -> bool:
        """True where there is a rate."""
        return self.fixed is not None or self.exposure > 0

    @property
    def rate(self) -> float:
        """Events per month."""
        if self.fixed is not None:
            return self.fixed
        assert self.exposure > 0, "a rate without exposure is not known"
        return self.events / self.exposure

    def times(self, factor: float) -> "Pace":
        """The pace of so many at once: per month and person to per month."""
        if self.fixed is not None:
            return Pace(fixed=self.fixed * factor)
        return Pace(events=self.events, exposure=self.exposure / factor if factor > 0 else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessStart:
    """Who is ready today, and what changes it from month to month.

    Parameters
    ----------
    people, ready, below : int
        People today, known to be ready, known not to be; the others are not known.
    unknown_share : float or None
        Share of those not known who are ready; None: as many as of those known, with its doubt.
    inflow : Pace
        People who become ready, per month.
    decay, attrition : Pace
        Shares of those ready who are no longer able, or who leave, per month.
    growth : float
        Growth of the number of people, a year.
    joined, joined_ready : int
        People hired lately and assessed, and those of them at the level at first.
    entry : float or None
        Share of new hires at the level; None: as of those hired lately, none where nobody was.
    """

    people: int
    ready: int
    below: int
    inflow: Pace
    decay: Pace
    attrition: Pace
    unknown_share: float | None = None
    growth: float = 0.0
    joined: int = 0
    joined_ready: int = 0
    entry: float | None = None

    @property
    def share_of_entry(self) -> float:
        """Share of new hires who are taken to be at the level."""
        if self.entry is not None:
            return self.entry
        return self.joined_ready / self.joined if self.joined else 0.0

    @property
    def expected(self) -> float:
        """People expected to be ready today."""
        return self.ready + (self.people - self.ready - self.below) * self.share_of_unknown

    @property
    def share_of_unknown(self) -> float:
        """Share of those not known who are taken to be ready."""
        if self.unknown_share is not None:
            return self.unknown_share
        known = self.ready + self.below
        return self.ready / known if known else 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadinessForecast:
    """People ready month by month, as plausible paths.

    Parameters
    ----------
    expected : ndarray, shape (months + 1,)
        From the rates as they are, without any doubt.
    paths : ndarray, shape (draws, months + 1)
    known : int
        People assessed behind it.
    level : float
        Of the ranges given.
    """

    expected: FloatArray
    paths: FloatArray
    known: int
    level: float = 0.95

    @property
    def months(self) -> int:
        """The last month of the forecast."""
        return len(self.expected) - 1

    def band(self, level: float | None = None) -> tuple[FloatArray, FloatArray]:
        """Lower and upper end of each month, around what is expected."""
        tail = (1 - (self.level if level is None else level)) / 2
        low, high = np.quantile(self.paths, [tail, 1 - tail], axis=0)
        return np.minimum(low, self.expected), np.maximum(high, self.expected)

    def ready_at(self, month: int) -> Estimate:
        """People ready in a month."""
        low, high = self.band()
        return Estimate(
            value=float(self.expected[month]),
            low=float(low[month]),
            high=float(high[month]),
            level=self.level,
            n=self.known,
            unit="people",
            method="readiness_paths",
        )

    def chance_by(self, needed: float, month: int) -> float:
        """Chance that so many have been ready in some month until this one: never falls later."""
        return float((self.paths[:, : month + 1] >= needed).any(axis=1).mean())

    def chance_at(self, needed: float, month: int) -> float:
        """Chance that so many are ready in that very month."""
        return float((self.paths[:, month] >= needed).mean())

    def reached(self, needed: float) -> tuple[int | None, int | None, int | None]:
        """Month in which so many are ready: early, middle and late; None past the horizon."""
        there = self.paths >= needed
        first = np.where(there.any(axis=1), there.argmax(axis=1), self.months + 1)
        tail = (1 - self.level) / 2
        ends = np.quantile(first, [tail, 0.5, 1 - tail], method="higher")
        early, middle, late = (int(end) if end <= self.months else None for end in ends)
        return early, middle, late


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DueSkill:
    """A skill that a role needs by a date, and whether enough people will have it.

    Parameters
    ----------
    needed : float or None
        People needed by the date; None where nothing says how many.
    due_month : int
        Whole months from today to the date.
    on_time, held : float or None
        Chance that so many are ready by then, and that they still are on the date.
    missing : tuple of str
        Rates that are not known, without which there is no forecast.
    """

    job_role: str
    skill: str
    needed_by: date
    needed: float | None
    due_month: int
    assessed: int | None
    start: ReadinessStart | None
    forecast: ReadinessForecast | None
    on_time: float | None = None
    held: float | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What a reader sets instead of what is computed, as shares a year; None: as computed.

    Parameters
    ----------
    growth : float or None
        Growth of the people needed.
    attrition, decay : float or None
        Share of people who leave, and of those at the level who lose it.
    inflow : float or None
        People who reach the level in a year, as a share of those below it today.
    unknown : float or None
        Share of those not assessed who are at the level; None: as of those assessed.
    entry : float or None
        Share of new hires who are at the level when they come.
    """

    growth: float | None = None
    attrition: float | None = None
    decay: float | None = None
    inflow: float | None = None
    unknown: float | None = None
    entry: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillOutlook:
    """How many people a skill lacks, now and later.

    Parameters
    ----------
    gaps : tuple of Measure
        People lacking at each horizon, the first today.
    roles : int
        Roles counted; those too small to show, or without a rate, are left out.
    """

    skill: str
    gaps: tuple[Measure, ...]
    roles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillDecay:
    """How long people keep a skill, beside how long it was planned to last.

    Parameters
    ----------
    half_life : Measure
        Months until half of those at the level are below it.
    planned : float or None
    """

    skill: str
    half_life: Measure
    planned: float | None
    lost: int | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FamilyTime:
    """How fast learners of a family of skills reach the level, the unfinished kept.

    Parameters
    ----------
    learners : int or None
        None where hidden.
    median : Measure
        Days until half have reached it.
    """

    part: str
    learners: int | None
    median: Measure
    curve: Curve | None = field(default=None)
