"""The human side of a change: take-up, what was decided, what was promised, what was agreed on."""

from dataclasses import dataclass, field
from datetime import date

from mls_metrics.model.estimate import Curve, Measure


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wave:
    """A group of people that got a program, and how it took it up.

    Parameters
    ----------
    change_activity : str
        What went with the roll-out to help people change; empty where nothing did.
    people, adopted : int
        People with access, and those who have used it so far.
    curve : Curve
        Share that has used it by day, those who have not yet kept in the count.
    median : Measure
        Days until half had used it.
    """

    program_id: str
    program_name: str
    audience: str
    access_on: date
    change_activity: str
    people: int
    adopted: int
    curve: Curve
    median: Measure


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Adoption:
    """All waves of what was rolled out, and all their people together."""

    waves: tuple[Wave, ...]
    people: int
    adopted: int
    median: Measure


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActivityComparison:
    """Groups with change activity beside groups without, of one program.

    Parameters
    ----------
    curves : tuple of Curve
        With, then without; empty where one of them is missing.
    groups : tuple of int
        How many groups of people stand behind each.
    differences : tuple of (day, Measure)
        With minus without, percentage points, at each of a few days.
    refusal : str
        Why there is no comparison; empty where there is one.
    """

    program_name: str
    curves: tuple[Curve, ...] = ()
    groups: tuple[int, ...] = ()
    differences: tuple[tuple[int, Measure], ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How many people of a group use what they got, and how well; shares of those still here.

    Parameters
    ----------
    used, thrice, now : Measure
        Used it at all, on three different days, lately.
    at_level : Measure
        Of users with a result, at the level.
    """

    program_id: str
    audience: str
    used: Measure
    thrice: Measure
    now: Measure
    at_level: Measure


REACHED, OPEN, MISSED, LOST, UNKNOWN = "reached", "open", "missed", "lost", "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeToValue:
    """Days from a launch to the first sustained movement of its KPI.

    Parameters
    ----------
    state : str
        ``reached``, ``open`` (not reached yet) or ``unknown``.
    days : int or None
        From the launch to the end of the first month of the movement.
    limit : float or None
        What a month must pass to count as movement.
    months_before, months_after : int
        Months seen before the launch month, and from it on.
    reason : str
        Why it is not known; empty else.
    """

    program_name: str
    kpi: str
    launched_on: date
    state: str
    days: int | None = None
    moved_on: date | None = None
    limit: float | None = None
    is_higher_better: bool = True
    unit: str = ""
    months_before: int = 0
    months_after: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision on a program, whichever book it stands in.

    Parameters
    ----------
    action : str
        ``scale``, ``keep``, ``fix``, ``retire``, ``find_out``, or another word of the file.
    replaced_on : date or None
        The day a later decision on the same program took its place.
    """

    decision: str
    decided_on: date
    by: str
    program_id: str
    program_name: str
    action: str
    source: str
    review_on: date | None = None
    replaced_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A group of which people learn in a program that a decision changes.

    `learners` is None where the count is hidden.
    """

    audience: str
    stance: str
    owner: str
    program_name: str
    action: str
    decision: str
    decided_on: date
    learners: int | None


CHANGES, STAYS = "changes", "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One thing that changes or stays.

    Parameters
    ----------
    fault : str
        What contradicts or is missing, as a code of `mls_metrics.narrative.change_ledger`; empty
        where nothing is.
    fault_on : date or None
        The day the fault is about.
    source : str
        Where the row stands.
    """

    item: str
    kind: str
    before: str = ""
    after: str = ""
    action: str = ""
    audience: str = ""
    owner: str = ""
    due_on: date | None = None
    decided_in: str = ""
    is_automatic: bool = False
    source: str = ""
    fault: str = ""
    fault_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessMeasure:
    """A measure of the success contract: where it stands, and the chance of its target.

    Parameters
    ----------
    state : str
        ``reached``, ``lost`` (reached, but not any more), ``open``, ``missed`` (the day is over)
        or ``unknown``.
    chance : float or None
        Of being at the target by the day, 0-1, from trend and noise.
    forecast : tuple of float or None
        Value, low and high on that day.
    months : int
        Months behind it.
    reason : str
        Why there is no chance; empty else.
    """

    measure: str
    dimension: str
    source: str
    unit: str
    baseline: float | None
    target: float | None
    due_on: date | None
    owner: str
    is_higher_better: bool
    state: str
    current: float | None = None
    current_on: date | None = None
    reached_on: date | None = None
    chance: float | None = None
    forecast: tuple[float, float, float] | None = None
    months: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """A value and the last day of the stretch that it is of."""

    on: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSeries:
    """Values of a measure that is no KPI: a dimension of the service by period, or one number."""

    points: tuple[SeriesPoint, ...] = field(default_factory=tuple)
    unit: str = "points"
