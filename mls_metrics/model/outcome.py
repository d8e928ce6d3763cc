"""What a scenario comes to: decisions, people, money, and the best portfolio inside its limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mls_metrics.model.decision import Action
from mls_metrics.model.estimate import FloatArray, Measure
from mls_metrics.model.evidence import Grade
from mls_metrics.model.scenario import Scenario


class Option(StrEnum):
    """What can be done with a program's money."""

    AS_IS = "as_is"
    SCALE = "scale"
    STOP = "stop"


OPTION_OF: Mapping[Action, Option] = {
    Action.SCALE: Option.SCALE,
    Action.KEEP: Option.AS_IS,
    Action.FIX: Option.AS_IS,
    Action.RETIRE: Option.STOP,
    Action.FIND_OUT: Option.AS_IS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One program under one option, a year.

    Parameters
    ----------
    people_now, people : int
        Learners a year, as they are and under the option.
    money_now, money : float or None
        What is paid a year; None where the cost is not known.
    """

    program_id: str
    program_name: str
    option: Option
    people_now: int
    people: int
    money_now: float | None
    money: float | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """From what is paid now to what would be paid, a year.

    Parameters
    ----------
    now, freed, added, total : float
        Money a year; ``now - freed + added == total``.
    low, high : float
        The total at the lowest and the highest of the assumptions on cost and growth.
    cap : float or None
    unknown : int
        Programs that run and whose cost is not known: they are in none of the sums.
    """

    now: float
    freed: float
    added: float
    total: float
    low: float
    high: float
    currency: str
    cap: float | None = None
    unknown: int = 0

    @property
    def over(self) -> float:
        """Money above the cap; 0 where there is none or it is kept."""
        return 0.0 if self.cap is None else max(self.total - self.cap, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Totals:
    """All programs together, a year.

    Parameters
    ----------
    leavers_avoided : Measure
        People who stay who would have left within a year, over programs with an effect on staying.
    net_value : Measure
        Benefit minus fully loaded cost, over programs whose effect and cost are known.
    dimensions : mapping of dimension id to Measure
        Points of what runs, weighted by learners.
    leavers_draws, net_draws : ndarray, shape (S,)
        The same two in every world.
    leavers_of, valued_of : int
        Programs that run and could be counted in each.
    """

    choices: tuple[Choice, ...]
    bridge: Bridge
    people: int
    hours: float
    leavers_avoided: Measure
    net_value: Measure
    dimensions: Mapping[str, Measure]
    leavers_draws: FloatArray
    net_draws: FloatArray
    leavers_of: int
    valued_of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioDecision:
    """The action a scenario gives one program.

    Parameters
    ----------
    action : Action
        As locked, else as the rule says.
    ruled : Action
        As the rule says under the scenario.
    lock_reason : str
        Empty where the program is not locked.
    under_any_weights : mapping of Action to float
        Share of the weightings within the agreed bounds under which the rule gives each action.
    """

    program_id: str
    program_name: str
    action: Action
    ruled: Action
    probability: Mapping[Action, float]
    grade: Grade
    under_any_weights: Mapping[Action, float]
    lock_reason: str = ""

    @property
    def is_stable(self) -> bool:
        """True where every weighting within the bounds gives the same action."""
        return len(self.under_any_weights) == 1 or bool(self.lock_reason)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """A scenario over an assessment."""

    scenario: Scenario
    decisions: tuple[ScenarioDecision, ...]
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NextMoney:
    """What a step of money above the cap would buy.

    Parameters
    ----------
    worth : float
        Gain in what the plan maximizes.
    """

    step: float
    worth: float
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """The best portfolio inside the limits.

    Parameters
    ----------
    worth, worth_free : float
        What is maximized, inside the limits and without them: expected net value a year of
        programs whose worth can be judged.
    free : Totals
        The best portfolio without cap and capacity.
    unjudged : tuple of str
        Names of programs stopped for want of money although nothing can be said of their worth.
    next_money : NextMoney or None
        None where there is no cap, or where no step tried buys anything.
    """

    totals: Totals
    worth: float
    worth_free: float
    free: Totals
    unjudged: tuple[str, ...] = ()
    next_money: NextMoney | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPlan:
    """Why no portfolio fits the limits, and what would."""

    reason: str
    needed: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """Up to four outcomes side by side; the first is what the others are held against.

    Parameters
    ----------
    changed : tuple of int
        Decisions that differ from the first.
    chance_better : tuple of float
        Share of worlds in which the net value is above the first one's, ties half.
    leavers_more : tuple of (float, float) or None
        Range of how many more leavers are avoided than under the first; None where not known.
    """

    outcomes: tuple[Outcome, ...]
    changed: tuple[int, ...]
    chance_better: tuple[float, ...]
    leavers_more: tuple[tuple[float, float] | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """One assumption, and the net value of the whole at its bounds.

    Parameters
    ----------
    low, high : float
        The assumption's bounds.
    at_low, at_high : float
        Net value of what runs, a year, with the assumption there and all else as assumed.
    """

    assumption: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def span(self) -> float:
        """How far the net value moves between the bounds."""
        return abs(self.at_high - self.at_low)
