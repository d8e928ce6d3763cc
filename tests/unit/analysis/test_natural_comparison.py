"""Starters beside those turned away by chance: a hidden reason for choosing is shared by both."""

from dataclasses import replace

import numpy as np
import pytest

from mls_metrics.analysis.natural_comparison import (
    ENOUGH_TURNED_AWAY,
    HIDDEN_CHOICE,
    TurnedAway,
    affordable,
    answered,
    answers_hidden_choice,
    asked_rows,
    in_periods,
    natural_check,
    natural_interval,
    with_natural_comparison,
)
from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.analysis.retention_data import RetentionData
from mls_metrics.analysis.retention_fit import fit_trials
from mls_metrics.catalog.load import load_policy
from mls_metrics.inputs.retention import retention_data, turned_away
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import Check, EffectEstimate
from mls_metrics.stats.balanced_trials import balance_trials
from tests.lab.landed import PROGRAM, built_store, retention_frames
from tests.lab.retention_world import NOBODY, Company, RetentionWorld, happen

POLICY = load_policy()
SEATS = RetentionWorld(people=4000, starting=-4.6, no_seat=0.35)
HIDDEN = replace(SEATS, hidden=0.9)


def landed(world: RetentionWorld, seed: int) -> tuple[RetentionData, TurnedAway, Company]:
    company = happen(world, np.random.default_rng(seed))
    frames = retention_frames(company, dated=True, completion_only=False)
    store = built_store(frames, last_month=world.months, policy=POLICY)
    data = retention_data(store, PROGRAM, POLICY, mandatory=False)
    away = turned_away(store, PROGRAM)
    store.close()
    return data, away, company


def effect_of(data: RetentionData, away: TurnedAway) -> EffectEstimate:
    return with_natural_comparison(
        estimate_retention(data, policy=POLICY), data, away, policy=POLICY
    )


@pytest.fixture(scope="module")
def hidden() -> tuple[RetentionData, TurnedAway, Company]:
    return landed(HIDDEN, 4)


@pytest.fixture(scope="module")
def seats() -> tuple[RetentionData, TurnedAway, Company]:
    return landed(SEATS, 1)


def check_of(effect: EffectEstimate):
    return next(check for check in effect.checks if check.name == "natural_comparison")


def test_what_nobody_recorded_fools_the_main_estimate_and_not_the_natural_one(hidden) -> None:
    data, away, _ = hidden
    effect = effect_of(data, away)
    measure, natural = effect.measure, effect.natural_comparison
    assert isinstance(measure, Estimate)
    assert isinstance(natural, Estimate)
    assert measure.low > 0  # the truth is zero
    assert natural.low < 0 < natural.high
    check = check_of(effect)
    assert not check.passed
    assert check.blocks
    assert check.costs_a_grade
    assert "do not agree" in check.sentence


def test_without_anything_hidden_both_agree(seats) -> None:
    data, away, company = seats
    effect = effect_of(data, away)
    assert isinstance(effect.natural_comparison, Estimate)
    check = check_of(effect)
    assert not check.blocks
    asked = int((company.turned_away < NOBODY).sum())
    # those who left within the grace, or asked in the last months, cannot be compared
    assert 0.7 * asked < effect.natural_comparison.n <= asked
    assert f"{effect.natural_comparison.n:,} people asked for it" in check.sentence
    assert "waitlisted" in check.sentence
    assert "called off by the organizer" in check.sentence


def test_only_the_turned_away_in_their_months_are_compared(seats) -> None:
    data, away, _ = seats
    assert data.cells is not None
    assert data.clusters is not None
    keep = asked_rows(data, away, POLICY)
    month, treated = data.cells.month, data.cells.treated
    rows = keep & ~treated[data.clusters.cell]
    asked = dict(zip(away.person, away.asked_month, strict=True))
    since = month[data.clusters.cell[rows]] - [asked[p] for p in data.clusters.members[0][rows]]
    assert set(since.tolist()) == {0, 1, 2}
    assert int(keep.sum() - rows.sum()) == int(data.cells.count[treated].sum())


def test_few_turned_away_are_refused_and_a_handful_is_not_counted(seats) -> None:
    data, away, _ = seats
    for number, shown in ((15, True), (5, False)):
        few = TurnedAway(
            person=away.person[:number],
            asked_month=away.asked_month[:number],
            reason=away.reason[:number],
            started_later=away.started_later[:number],
        )
        natural = effect_of(data, few).natural_comparison
        assert isinstance(natural, NotEstimable)
        assert (natural.n is not None) <= shown
        assert "20 people waitlisted" in natural.needed


def test_nobody_turned_away_or_no_effect_leaves_the_effect_as_it_is(seats) -> None:
    data, away, _ = seats
    none = TurnedAway(
        person=away.person[:0],
        asked_month=away.asked_month[:0],
        reason=away.reason[:0],
        started_later=away.started_later[:0],
    )
    effect = estimate_retention(data, policy=POLICY)
    assert with_natural_comparison(effect, data, none, policy=POLICY) is effect
    refused = replace(effect, measure=NotEstimable(reason="", needed="", n=0))
    assert with_natural_comparison(refused, data, away, policy=POLICY) is refused


def test_few_people_are_not_fitted_in_every_column(seats) -> None:
    data, _, _ = seats
    assert data.cells is not None
    control = ~data.cells.treated & (data.cells.followed > POLICY.grace_months)
    months = [
        len(np.unique(in_periods(data.cells, control, people, POLICY).month))
        for people in (5000, 400, 60)
    ]
    assert months == sorted(months, reverse=True)
    assert months[-1] <= 4
    factors = [len(affordable(data.cells, data, people, POLICY).names) for people in (5000, 60)]
    assert factors[0] == len(data.cells.names)
    assert factors[1] < factors[0]


def test_with_few_leavers_the_range_is_no_narrower_than_their_ratio_allows(seats) -> None:
    data, _, _ = seats
    assert data.cells is not None
    assert data.clusters is not None
    trials = balance_trials(data.cells, grace=2, horizon=12, minimum=6.0)
    assert trials is not None
    fit = fit_trials(data, trials, data.clusters, POLICY, inflation=60.0)
    assert fit.ratio.effective_observed < 30
    low, high = natural_interval(fit, POLICY)
    plain = fit_trials(data, trials, data.clusters, POLICY)
    tight_low, tight_high = natural_interval(plain, POLICY)
    assert low < tight_low <= plain.table.difference <= tight_high < high


def both(main: tuple[float, float, float], natural: tuple[float, float, float]):
    return (
        Estimate(value=value, low=low, high=high, n=90, unit="pp", method="m")
        for value, low, high in (main, natural)
    )


@pytest.mark.parametrize(
    ("main", "natural", "passed", "blocks", "words"),
    [
        ((3.0, 1.0, 5.0), (2.5, 0.5, 4.5), True, False, "alone shows a difference"),
        ((3.0, 1.0, 5.0), (1.5, -0.5, 3.5), True, False, "so few people"),
        ((3.0, 1.0, 5.0), (-0.5, -4.5, 3.5), False, False, "too few people to contradict"),
        ((5.0, 3.0, 7.0), (0.5, -1.5, 2.5), False, True, "do not agree"),
        ((0.5, -2.0, 3.0), (-0.5, -3.5, 2.5), True, False, "so few people"),
    ],
    ids=["both clear", "wide", "other way", "apart", "both unclear"],
)
def test_agreement_is_two_errors_of_the_difference_and_the_same_side(
    main, natural, passed, blocks, words
) -> None:
    one, other = both(main, natural)
    check = natural_check(one, other, error=2.0, who="90 people.")
    assert (check.passed, check.blocks, check.costs_a_grade) == (passed, blocks, blocks)
    assert words in check.sentence


def test_seats_by_lot_leave_the_other_worlds_to_the_byte() -> None:
    world = RetentionWorld(people=300, starting=-4.4)
    company = happen(world, np.random.default_rng(1))
    assert (company.turned_away == NOBODY).all()
    # the figures of this company before there were seats
    assert int((company.started < NOBODY).sum()) == 121
    assert int(company.gone.sum()) == 1542936


def test_people_who_asked_too_answer_the_doubt_about_hidden_choice() -> None:
    data, away, _ = landed(replace(SEATS, people=9000, effect=-0.9), 3)
    alone = estimate_retention(data, policy=POLICY)
    beside = with_natural_comparison(alone, data, away, policy=POLICY)
    natural = beside.natural_comparison
    assert isinstance(natural, Estimate)
    assert natural.low > 0
    assert answers_hidden_choice(alone.measure, natural)
    doubts = [check for check in beside.checks if check.name in HIDDEN_CHOICE]
    assert doubts
    assert all("asked for it as well" in check.sentence for check in doubts)
    few = replace(natural, n=ENOUGH_TURNED_AWAY - 1)
    assert not answers_hidden_choice(alone.measure, few)
    assert not answers_hidden_choice(alone.measure, replace(natural, low=-1.0))


def test_an_answered_doubt_is_passed() -> None:
    doubt = Check(name="unrecorded_choice", passed=False, sentence="A motive.", blocks=True)
    assert answered(doubt).passed
    assert answered(doubt).sentence.startswith("A motive.")
