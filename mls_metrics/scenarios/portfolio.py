"""The best portfolio inside the limits, what it gives up, and what the next money would buy."""

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.decision import Action, Assessment
from mls_metrics.model.outcome import OPTION_OF, NextMoney, NoPlan, Option, Plan, Totals
from mls_metrics.model.scenario import Scenario
from mls_metrics.scenarios.apply import Applied, applied
from mls_metrics.scenarios.ledger import total
from mls_metrics.scenarios.solver import Problem, best_options, least

ORDER = (Option.AS_IS, Option.SCALE, Option.STOP)
STEP_SHARE = 0.05
STEPS = (1, 2, 4, 8)
# At equal worth, more learners: a tenth of a unit of money each, far below what any range tells.
TIE = 0.1


def best_portfolio(scenario: Scenario, assessment: Assessment) -> Plan | NoPlan:
    """The portfolio with the highest expected net value inside cap and capacity.

    The evidence says what may grow and what may go: a program is scaled only where its action is
    scale, and stopping it is a gain only where its action is retire. Every other program counts at
    what it is worth, at least nothing, and goes only where the limits leave no money for it; those
    of which nothing can be said go last of all. Required programs and locks stay as they are, and
    each objective keeps a program.

    Raises
    ------
    ScenarioError
        A lock that no portfolio can keep.
    """
    return plan_of(applied(scenario, assessment), objectives_of(assessment))


def plan_of(base: Applied, objectives: Iterable[Iterable[str]]) -> Plan | NoPlan:
    """The best portfolio of a scenario that was applied.

    Parameters
    ----------
    objectives : iterable of iterable of str
        Ids of the programs of each objective.
    """
    scenario = base.outcome.scenario
    problem = make_problem(base, objectives)
    cap, capacity = scenario.cap, scenario.capacity
    free = best_options(problem, cap=None, capacity=None)
    found = best_options(problem, cap=cap, capacity=capacity)
    if free is None or found is None:
        return why_none(base, problem)
    stopped = np.flatnonzero(problem.unjudged[np.arange(len(found)), found] > 0)
    return Plan(
        totals=totals_of(base, found),
        worth=worth_of(problem, found),
        worth_free=worth_of(problem, free),
        free=totals_of(base, free),
        unjudged=tuple(base.ledger.evidence[row].facts.program_name for row in stopped),
        next_money=next_money(base, problem, found),
    )


def objectives_of(assessment: Assessment) -> list[list[str]]:
    """Programs of each objective, by the objective map and by what the register names."""
    found: dict[str, set[str]] = {}
    for row in assessment.portfolio.objectives:
        named = row.get("programs")
        members = named if isinstance(named, (list, tuple)) else ()
        found.setdefault(str(row["objective_id"]), set()).update(map(str, members))
    for item in assessment.recommendations:
        facts = item.evidence.facts
        if facts.objective_id:
            found.setdefault(facts.objective_id, set()).add(facts.program_id)
    return [sorted(members) for _, members in sorted(found.items()) if members]


def make_problem(base: Applied, objectives: Iterable[Iterable[str]]) -> Problem:
    """Worth, money, hours and allowed options of every program."""
    ledger, decisions = base.ledger, base.outcome.decisions
    count = len(decisions)
    learners = np.stack([ledger.learners([option] * count) for option in ORDER], axis=1)
    money = np.nan_to_num(ledger.paid)[:, None] * learners
    worth, tie, unjudged = (np.zeros((count, 3)) for _ in range(3))
    allowed = np.zeros((count, 3), dtype=bool)
    each = ledger.net.mean(axis=1) if count else np.zeros(0)
    for row, decision in enumerate(decisions):
        judged = bool(ledger.valued[row]) and decision.action is not Action.FIND_OUT
        value = float(each[row]) if judged else 0.0
        if decision.action is not Action.RETIRE:
            value = max(value, 0.0)
        worth[row] = value * learners[row]
        if not base.mandatory[row]:
            tie[row, :2] = TIE * learners[row, 0] * (decision.action is not Action.RETIRE)
            unjudged[row, 2] = float(not judged and money[row, 0] > 0)
        allowed[row] = allowed_options(base, row)
    rows = {decision.program_id: row for row, decision in enumerate(decisions)}
    return Problem(
        worth=worth,
        tie=tie,
        money=money,
        hours=ledger.hours[:, None] * learners,
        unjudged=unjudged,
        allowed=allowed,
        groups=live_groups(base, objectives, rows),
    )


def allowed_options(base: Applied, row: int) -> tuple[bool, bool, bool]:
    """Whether a program may run as is, be scaled, be stopped."""
    decision = base.outcome.decisions[row]
    option = OPTION_OF[decision.action]
    grows = option is Option.SCALE and bool(base.ledger.growth[row] > 0)
    if decision.lock_reason:
        as_is = option is Option.AS_IS or (option is Option.SCALE and not grows)
        return as_is, grows, option is Option.STOP
    known = bool(np.isfinite(base.ledger.paid[row]))
    return True, grows, known and not base.mandatory[row]


def live_groups(
    base: Applied, objectives: Iterable[Iterable[str]], rows: Mapping[str, int]
) -> list[list[int]]:
    """Rows of each objective that has a program running now."""
    groups = ([rows[name] for name in members if name in rows] for members in objectives)
    running = ([row for row in group if base.ledger.people[row] > 0] for group in groups)
    return [group for group in running if group]


def worth_of(problem: Problem, chosen: NDArray[np.int64]) -> float:
    """What a choice of options is worth."""
    return float(problem.worth[np.arange(len(chosen)), chosen].sum())


def totals_of(base: Applied, chosen: NDArray[np.int64]) -> Totals:
    """All programs together under a choice of options."""
    options = [ORDER[int(code)] for code in chosen]
    return total(base.ledger, options, base.outcome.scenario, base.policy)


def next_money(base: Applied, problem: Problem, found: NDArray[np.int64]) -> NextMoney | None:
    """What a step above the cap buys: the smallest of a few steps that buys anything."""
    scenario = base.outcome.scenario
    if scenario.cap is None:
        return None
    now, people = worth_of(problem, found), totals_of(base, found).people
    step = round_step(STEP_SHARE * max(scenario.cap, base.outcome.totals.bridge.now))
    for times in STEPS:
        more = best_options(problem, cap=scenario.cap + times * step, capacity=scenario.capacity)
        if more is None or np.array_equal(more, found):
            continue
        totals = totals_of(base, more)
        gain = worth_of(problem, more) - now
        if gain >= 1.0 or totals.people > people:
            return NextMoney(step=times * step, worth=gain, totals=totals)
    return None


def round_step(amount: float) -> float:
    """The nearest of 1, 2, 5, 10, 20, 50 ... not below 1."""
    if amount <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(amount))
    return min((power * figure for figure in (1, 2, 5, 10)), key=lambda s: abs(s - amount))


def why_none(base: Applied, problem: Problem) -> NoPlan:
    """Which limit cannot be kept, and the least it would have to be."""
    scenario, currency = base.outcome.scenario, base.outcome.totals.bridge.currency
    money, hours = least(problem, problem.money), least(problem, problem.hours)
    if money is None or hours is None:
        return NoPlan(
            reason="The locks leave some objective without any program.",
            needed="Take a lock to retire away from a program of that objective.",
        )
    kept = "what is required, what is locked and one program for each objective"
    if scenario.cap is not None and money > scenario.cap:
        return NoPlan(
            reason=f"The cap cannot be kept: {kept} cost {currency} {math.ceil(money):,} a year.",
            needed=f"A cap of at least {currency} {math.ceil(money):,}, or fewer locks.",
        )
    if scenario.capacity is not None and hours > scenario.capacity:
        return NoPlan(
            reason=f"The capacity cannot be kept: {kept} take {math.ceil(hours):,} hours a year.",
            needed=f"A capacity of at least {math.ceil(hours):,} hours, or fewer locks.",
        )
    return NoPlan(
        reason="Cap and capacity cannot both be kept.",
        needed="Raise one of them, or take a lock away.",
    )
