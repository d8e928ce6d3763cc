"""What deciding today risks, what a study saves of it, and when it does not pay."""

from dataclasses import replace

import numpy as np
import pytest
from made_evidence import POLICY, evidence, retention, verdicts

from mls_metrics.model.decision import Recommendation
from mls_metrics.model.evidence import Design, ProgramEvidence, StudyPlan
from mls_metrics.recommend.information_value import (
    perfect_information,
    price_of_staying,
    worth_of_more,
    worth_of_plan,
)
from mls_metrics.recommend.next_evidence import priced

PLAN = StudyPlan(
    design=Design.COIN_FLIP,
    people_per_group=300,
    months=14,
    detectable=4.0,
    unit="pp",
    sentence="Draw lots.",
)


def doubtful(observed: float = 91, plans: tuple[StudyPlan, ...] = ()) -> ProgramEvidence:
    """A program whose benefit may or may not cover its cost."""
    effect = retention(observed=observed)
    return evidence(effect=replace(effect, plans=plans))


def worlds_of(entry: ProgramEvidence):
    from mls_metrics.analysis.success import dimension_draws
    from mls_metrics.catalog.load import dimensions, metrics
    from mls_metrics.recommend.worlds import make_worlds
    from tests.unit.recommend.made_evidence import AS_OF

    points, observed = dimension_draws(
        {entry.facts.program_id: entry.metrics},
        metrics=metrics(),
        dimensions=dimensions(),
        draws=POLICY.draws,
        seed=POLICY.seed,
    )
    return make_worlds([entry], points, observed, policy=POLICY, as_of=AS_OF)


def test_what_is_at_stake_is_the_mean_of_the_better_choice_less_the_better_mean() -> None:
    entry = doubtful()
    worlds = worlds_of(entry)
    net = worlds.draws.benefit[0] - worlds.draws.cost[0]
    by_hand = 800 * (np.where(net > 0, net, 0).mean() - max(net.mean(), 0))
    assert perfect_information(0, entry, worlds) == pytest.approx(by_hand)
    assert by_hand > 0


def test_a_sharper_study_saves_more_and_never_more_than_is_at_stake() -> None:
    entry = doubtful()
    worlds = worlds_of(entry)
    saved = [
        worth_of_plan(0, entry, worlds, part=0, plan=replace(PLAN, detectable=size), policy=POLICY)
        for size in (8.0, 4.0, 1.0, 0.01)
    ]
    figures = [one.saved for one in saved if one is not None]
    assert len(figures) == 4
    assert figures == sorted(figures)
    assert figures[-1] <= perfect_information(0, entry, worlds) + 1e-6


def test_the_study_costs_its_fixed_part_and_every_person() -> None:
    entry = doubtful()
    worth = worth_of_plan(0, entry, worlds_of(entry), part=0, plan=PLAN, policy=POLICY)
    assert worth is not None
    assert worth.cost == POLICY.study_fixed_cost + 600 * POLICY.study_cost_per_person
    trained = worth_of_more(0, entry, worlds_of(entry), part=0, people=10, policy=POLICY)
    worlds = worlds_of(entry)
    short = max(400 - float(worlds.draws.benefit[0].mean()), 0.0)
    each = short + POLICY.study_cost_per_person
    assert trained.cost == pytest.approx(POLICY.study_fixed_cost + 10 * each)


def test_a_size_that_is_no_money_has_no_worth() -> None:
    entry = doubtful()
    plan = replace(PLAN, unit="sd")
    assert worth_of_plan(0, entry, worlds_of(entry), part=1, plan=plan, policy=POLICY) is None
    assert priced(told(doubtful(plans=(PLAN,))).next_evidence, None, entry.facts).people == 600


def told(entry: ProgramEvidence) -> Recommendation:
    (item,) = verdicts(entry)
    return item


def test_the_next_step_says_its_money_and_what_it_would_not_pay() -> None:
    step = told(doubtful(plans=(PLAN,))).next_evidence
    assert step.saves is not None
    assert step.cost is not None
    assert step.at_stake is not None
    assert "Draw lots. It " in step.sentence
    assert ("does not pay" in step.sentence) == (step.cost > step.saves)
    dear = replace(PLAN, people_per_group=900_000)
    assert "does not pay" in told(doubtful(plans=(dear,))).next_evidence.sentence


def test_a_clear_case_has_little_at_stake() -> None:
    sure, unsure = doubtful(observed=10), doubtful()
    assert perfect_information(0, sure, worlds_of(sure)) < 0.05 * perfect_information(
        0, unsure, worlds_of(unsure)
    )


def test_the_price_of_a_leaver_is_read_off_the_draws() -> None:
    share = np.array([0.1, -0.2, 0.0])
    assert price_of_staying(30_000 * share, share) == pytest.approx(30_000)
    assert price_of_staying(np.zeros(3), np.zeros(3)) == 0.0
