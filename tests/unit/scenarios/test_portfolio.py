"""The best portfolio is the one that trying every portfolio finds, and its limits hold."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from mls_metrics.model.decision import Action
from mls_metrics.model.outcome import NoPlan, Option, Plan
from mls_metrics.model.scenario import Lock, Scenario
from mls_metrics.scenarios.apply import applied, apply
from mls_metrics.scenarios.portfolio import (
    best_portfolio,
    make_problem,
    objectives_of,
    plan_of,
    round_step,
)
from mls_metrics.scenarios.solver import Problem, best_options, least
from mls_metrics.scenarios.valuation import base_scenario
from tests.unit.scenarios.made_portfolio import made_portfolio

MADE = made_portfolio(48, 300)
BASE = base_scenario(MADE)
NOW = apply(BASE, MADE).totals.bridge.now


def planned(scenario: Scenario) -> Plan:
    plan = best_portfolio(scenario, MADE)
    assert isinstance(plan, Plan), plan
    return plan


def random_problem(seed: int, count: int = 6) -> Problem:
    rng = np.random.default_rng(seed)
    money = rng.uniform(1, 10, (count, 1)) * np.array([[1.0, 1.5, 0.0]])
    worth = rng.normal(2, 4, (count, 3)) * np.array([[1.0, 1.5, 0.0]])
    unjudged = np.zeros((count, 3))
    unjudged[:2, 2] = 1.0
    worth[:2] = 0.0
    allowed = rng.random((count, 3)) < 0.8
    allowed[:, 0] = True
    return Problem(
        worth=worth,
        tie=np.zeros((count, 3)),
        money=money,
        hours=rng.uniform(1, 5, (count, 1)) * np.array([[1.0, 1.5, 0.0]]),
        unjudged=unjudged,
        allowed=allowed,
        groups=[[0, 3], [4]],
    )


def by_trying_all(problem: Problem, cap: float, capacity: float) -> tuple[float, float] | None:
    """Fewest unjudged programs stopped, and the highest worth with it."""
    rows = np.arange(len(problem.worth))
    found = []
    for options in itertools.product(range(3), repeat=len(rows)):
        chosen = np.array(options)
        fits = (
            problem.allowed[rows, chosen].all()
            and problem.money[rows, chosen].sum() <= cap
            and problem.hours[rows, chosen].sum() <= capacity
            and all((chosen[group] < 2).any() for group in problem.groups)
        )
        if fits:
            gave = float(problem.unjudged[rows, chosen].sum())
            found.append((gave, -float(problem.worth[rows, chosen].sum())))
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(12))
def test_the_solver_finds_what_trying_all_finds(seed: int) -> None:
    problem = random_problem(seed)
    rows = np.arange(len(problem.worth))
    for cap, capacity in ((40.0, 30.0), (22.0, 12.0), (12.0, 30.0), (1.0, 30.0)):
        wanted = by_trying_all(problem, cap, capacity)
        found = best_options(problem, cap=cap, capacity=capacity)
        if wanted is None:
            assert found is None
            continue
        assert found is not None
        assert problem.unjudged[rows, found].sum() == pytest.approx(wanted[0], abs=1e-6)
        assert problem.worth[rows, found].sum() == pytest.approx(-wanted[1], abs=1e-4)


def test_least_is_the_smallest_sum_that_rules_leave() -> None:
    problem = random_problem(3)
    rows = np.arange(len(problem.worth))
    sums = [
        problem.money[rows, chosen].sum()
        for chosen in map(np.array, itertools.product(range(3), repeat=len(rows)))
        if problem.allowed[rows, chosen].all()
        and all((chosen[group] < 2).any() for group in problem.groups)
    ]
    assert least(problem, problem.money) == pytest.approx(min(sums))


def test_without_limits_the_best_portfolio_is_what_the_verdicts_say() -> None:
    plan = planned(BASE)
    wanted = apply(BASE, MADE).totals
    chosen = {c.program_id: c.option for c in plan.totals.choices}
    for choice in wanted.choices:
        if choice.option is Option.AS_IS:
            assert chosen[choice.program_id] is Option.AS_IS
    assert plan.worth == plan.worth_free
    assert plan.next_money is None
    assert plan.unjudged == ()


@pytest.mark.parametrize("share", [0.9, 0.7, 0.5, 0.3])
def test_every_limit_holds(share: float) -> None:
    decisions = {d.program_id: d for d in apply(BASE, MADE).decisions}
    plan = planned(replace(BASE, cap=share * NOW))
    assert plan.totals.bridge.total <= share * NOW + 1
    options = {c.program_id: c.option for c in plan.totals.choices}
    for item in MADE.recommendations:
        option = options[item.program_id]
        if item.evidence.facts.mandatory:
            assert option is Option.AS_IS
        if option is Option.SCALE:
            assert decisions[item.program_id].action is Action.SCALE
        if item.evidence.facts.direct_cost is None:
            assert option is Option.AS_IS, "what is not known is no reason to stop"
    for members in objectives_of(MADE):
        assert any(options[name] is not Option.STOP for name in members)
    capacity = best_portfolio(replace(BASE, capacity=0.5 * max(plan.free.hours, 1)), MADE)
    assert isinstance(capacity, Plan)


def test_more_money_is_never_worth_less_and_unjudged_go_last() -> None:
    plans = [planned(replace(BASE, cap=share * NOW)) for share in (0.3, 0.5, 0.7, 0.9, 1.2, 1e6)]
    unjudged = [len(plan.unjudged) for plan in plans]
    assert unjudged == sorted(unjudged, reverse=True)
    same = [plan for plan in plans if not plan.unjudged]
    assert [p.worth for p in same] == sorted(p.worth for p in same)
    assert plans[-1].worth == pytest.approx(plans[-1].worth_free)
    assert plans[-1].next_money is None
    for plan in same:
        assert plan.worth <= plan.worth_free + 1e-6
    first = plans[0]
    assert first.unjudged, "a third of the money cannot keep all of them"
    judged_free = [
        c
        for c, d in zip(first.totals.choices, apply(BASE, MADE).decisions, strict=True)
        if c.option is not Option.STOP and d.action is not Action.FIND_OUT and c.money
    ]
    assert len(judged_free) < len(first.totals.choices) / 3


def test_the_next_money_buys_what_solving_again_buys() -> None:
    scenario = replace(BASE, cap=0.4 * NOW)
    plan = planned(scenario)
    assert plan.next_money is not None
    more = planned(replace(scenario, cap=0.4 * NOW + plan.next_money.step))
    assert plan.next_money.worth == pytest.approx(more.worth - plan.worth, abs=1.0)
    assert plan.next_money.totals.people == more.totals.people
    assert plan.next_money.worth > 0 or more.totals.people > plan.totals.people
    assert plan.next_money.step % round_step(0.05 * NOW) == 0


@pytest.mark.parametrize(("amount", "step"), [(0.2, 1), (47_000, 50_000), (130, 100), (8, 10)])
def test_steps_are_round(amount: float, step: float) -> None:
    assert round_step(amount) == step


def test_locks_hold_in_the_portfolio() -> None:
    decisions = apply(BASE, MADE).decisions
    retire = next(d for d in decisions if d.action is Action.RETIRE)
    keep = next(d for d in decisions if d.action is Action.SCALE)
    locks = (
        Lock(program_id=retire.program_id, action=Action.KEEP, reason="Promised."),
        Lock(program_id=keep.program_id, action=Action.RETIRE, reason="Provider gone."),
    )
    plan = planned(replace(BASE, locks=locks, cap=0.7 * NOW))
    options = {c.program_id: c.option for c in plan.totals.choices}
    assert options[retire.program_id] is Option.AS_IS
    assert options[keep.program_id] is Option.STOP


def test_a_cap_below_what_must_stay_says_the_least() -> None:
    plan = best_portfolio(replace(BASE, cap=1.0), MADE)
    assert isinstance(plan, NoPlan)
    assert "The cap cannot be kept" in plan.reason
    amount = float(plan.needed.split("USD ")[1].split(", or")[0].replace(",", ""))
    assert isinstance(best_portfolio(replace(BASE, cap=amount), MADE), Plan)
    assert isinstance(best_portfolio(replace(BASE, cap=0.9999 * amount), MADE), NoPlan)


def test_locks_that_end_an_objective_are_said() -> None:
    base = applied(BASE, MADE)
    program = next(d for d in base.outcome.decisions if d.action is Action.RETIRE)
    locked = replace(
        BASE, locks=(Lock(program_id=program.program_id, action=Action.RETIRE, reason="No."),)
    )
    plan = plan_of(applied(locked, MADE), [[program.program_id]])
    assert isinstance(plan, NoPlan)
    assert "objective without any program" in plan.reason
    kept = plan_of(base, [[program.program_id]])
    assert isinstance(kept, Plan), "unlocked, it is kept for its objective"
    options = {c.program_id: c.option for c in kept.totals.choices}
    assert options[program.program_id] is Option.AS_IS


def test_too_little_capacity_is_said() -> None:
    base = applied(replace(BASE, capacity=1.0), MADE)
    hours = replace(base.ledger, hours=np.full(48, 3.0))
    plan = plan_of(replace(base, ledger=hours), objectives_of(MADE))
    assert isinstance(plan, NoPlan)
    assert "The capacity cannot be kept" in plan.reason


def test_problem_worth_is_never_below_nothing_for_what_is_not_to_be_retired() -> None:
    base = applied(BASE, MADE)
    problem = make_problem(base, [])
    for row, decision in enumerate(base.outcome.decisions):
        if decision.action is Action.FIND_OUT:
            assert not problem.worth[row].any()
        elif decision.action is not Action.RETIRE:
            assert (problem.worth[row] >= 0).all()
