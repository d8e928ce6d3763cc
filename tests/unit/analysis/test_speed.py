"""Speed against comparable people: known truths are found, and what cannot be told is refused."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from mls_metrics.analysis.speed import (
    days_saved,
    estimate_speed,
    fewest_of_a_level,
    fit_speed,
    speed_frame,
)
from mls_metrics.analysis.speed_checks import SPEED_CHECKS, followed_starters, looks_of
from mls_metrics.analysis.speed_data import SpeedData
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import Check, EffectEstimate, Grade
from mls_metrics.stats.balanced_trials import balance_trials
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.trial_cells import ClusterRows, TrialCells
from tests.lab.speed_replicate import speed_replicate
from tests.lab.speed_world import SpeedWorld, happen, last_look, true_days

POLICY = load_policy()
SEEDS = (1, 2)


@cache
def found(world: SpeedWorld) -> tuple[tuple[float, EffectEstimate], ...]:
    return tuple(speed_replicate(world, seed) for seed in SEEDS)


def check_of(effect: EffectEstimate, name: str) -> Check:
    return next(check for check in effect.checks if check.name == name)


@pytest.mark.parametrize(
    "world",
    [
        SpeedWorld(people=2500, effect=0.0),
        SpeedWorld(people=2500, effect=1.2),
        SpeedWorld(people=2500, effect=0.0, output=True),
        SpeedWorld(people=2500, effect=1.2, output=True),
    ],
    ids=["no effect", "effect", "no effect on output", "effect on output"],
)
def test_known_truths_are_found_and_the_plain_number_is_not(world: SpeedWorld) -> None:
    for truth, effect in found(world):
        measure = effect.measure
        assert isinstance(measure, Estimate)
        # Three standard errors: two companies of each kind must never be far off.
        assert abs(measure.value - truth) < 3 * effect.standard_error
        assert (measure.low > 0) == (world.effect > 0)
        assert effect.naive is not None
        assert effect.naive > (30 if world.effect == 0 else truth)
        assert check_of(effect, "detection").passed
        assert check_of(effect, "balance").passed


def test_who_is_assessed_more_is_found_sooner_and_that_blocks() -> None:
    for truth, effect in found(SpeedWorld(people=2500, course_test=True)):
        assert truth == 0
        assert isinstance(effect.measure, Estimate)
        assert effect.measure.value > 5
        detection = check_of(effect, "detection")
        assert not detection.passed
        assert detection.blocks
        assert "more often or sooner" in detection.sentence


def test_tests_that_only_participants_sit_do_not_count() -> None:
    for _, effect in found(SpeedWorld(people=2500, course_test=True, other_rater=True)):
        assert isinstance(effect.measure, Estimate)
        assert abs(effect.measure.value) < 3 * effect.standard_error
        assert check_of(effect, "detection").passed
        assert "100% from their manager" in check_of(effect, "rater").sentence


def test_all_checks_are_run_and_named() -> None:
    _, effect = found(SpeedWorld(people=2500, effect=1.2))[0]
    assert tuple(check.name for check in effect.checks) == SPEED_CHECKS
    assert all(check.sentence.endswith(".") for check in effect.checks)
    assert effect.grace_months == 0
    assert [curve.label for curve in effect.curves] == ["Started it", "Comparable people"]
    for curve in effect.curves:
        assert np.all(np.diff(curve.value) >= 0)
        assert np.all((curve.low <= curve.value) & (curve.value <= curve.high))


def two_arm_data(treated: list[int], control: list[int], *, looked: bool = True) -> SpeedData:
    """People of one month who reach it after so many months; 0: not within the twelve."""
    months = [*treated, *control]
    n = len(months)
    reached = np.array([month > 0 for month in months])
    followed = np.where(reached, months, 12)
    zero: IntArray = np.zeros(n, dtype=np.int64)
    cells = TrialCells(
        month=zero,
        factors=(zero,),
        names=("role",),
        treated=np.arange(n) < len(treated),
        followed=followed,
        outcome=reached.astype(np.int64),
        count=np.ones(n),
    )
    return SpeedData(
        program_id="P",
        kind="skill",
        subject="Sales",
        skills=("Sales",),
        target=3.0,
        cells=cells,
        clusters=ClusterRows(cell=np.arange(n), members=(np.arange(n), np.arange(n))),
        looked=followed if looked else zero,
        rater=zero + 1,
        starters=len(treated),
        last_month=20,
        dated_share=1.0,
    )


def test_days_saved_are_the_difference_of_mean_months_within_the_year() -> None:
    treated, control = [2, 4, 6, 0] * 20, [3, 9, 0, 0] * 40
    data = two_arm_data(treated, control)
    assert data.cells is not None
    assert data.clusters is not None
    trials = balance_trials(data.cells, grace=0, horizon=12, minimum=6)
    assert trials is not None
    fit = fit_speed(data, trials, data.clusters, POLICY)
    by_hand = np.mean([3, 9, 12, 12]) - np.mean([2, 4, 6, 12])
    assert days_saved(fit.table) == pytest.approx(by_hand * 365.25 / 12)
    assert followed_starters(trials, data.last_month) == (80, 80)
    assert looks_of(data, trials).observed == 80
    assert fewest_of_a_level(data.cells) == 6
    effect = estimate_speed(data, policy=POLICY)
    assert isinstance(effect.measure, Estimate)
    # With one arm's means known to these errors, the standard error follows from their spread.
    spread = np.sqrt(np.var([2, 4, 6, 12]) / 80 + np.var([3, 9, 12, 12]) / 160) * 365.25 / 12
    assert effect.standard_error == pytest.approx(spread, rel=0.02)
    assert effect.observed_reached == 60


def test_people_never_looked_at_are_unknown_and_said() -> None:
    effect = estimate_speed(two_arm_data([5, 0, 0, 0] * 20, [7, 0, 0, 0] * 40), policy=POLICY)
    assert check_of(effect, "unassessed").passed
    blind = two_arm_data([5, 0, 0, 0] * 20, [7, 0, 0, 0] * 40)
    assert blind.cells is not None
    blind = replace(blind, looked=np.where(blind.cells.outcome == 1, blind.cells.followed, 0))
    check = check_of(estimate_speed(blind, policy=POLICY), "unassessed")
    assert not check.passed
    assert "75% of the starters" in check.sentence
    assert "unknown, not slow" in check.sentence


def test_own_ratings_cost_a_letter() -> None:
    data = two_arm_data([2, 4, 6, 0] * 20, [3, 9, 0, 0] * 40)
    assert data.rater is not None
    check = check_of(estimate_speed(replace(data, rater=data.rater + 1), policy=POLICY), "rater")
    assert not check.passed
    assert check.costs_a_grade


@pytest.mark.parametrize(
    ("data", "reason", "needed"),
    [
        (SpeedData(program_id="P", kind="none"), "cannot be compared", "skill assessments"),
        (
            SpeedData(program_id="P", kind="none", skills=("Chess",)),
            "Nobody is assessed in Chess",
            "KPI by person",
        ),
        (SpeedData(program_id="P", kind="skill", mandatory=True), "everyone takes it", "A group"),
        (SpeedData(program_id="P", kind="skill", subject="Chess"), "No starter", "an assessment"),
        (SpeedData(program_id="P", kind="output", subject="calls"), "No starter", "a KPI value"),
        (
            SpeedData(program_id="P", kind="skill", starters=50, outside=50),
            "outside their own employment",
            "dates",
        ),
        (two_arm_data([3] * 12, [5] * 60), "Only 12 starters", "At least 8 more starters"),
        (
            replace(two_arm_data([3] * 40, [5] * 60), last_month=5),
            "Too few starters began",
            "More months",
        ),
        (two_arm_data([0] * 40, [0] * 60), "too few to see a difference", "repeated"),
    ],
    ids=[
        "nothing assessed",
        "skill not assessed",
        "required",
        "nobody below",
        "no value before",
        "dates",
        "few",
        "too recent",
        "nobody reached it",
    ],
)
def test_refusals_name_the_reason_and_what_is_needed(
    data: SpeedData, reason: str, needed: str
) -> None:
    effect = estimate_speed(data, policy=POLICY)
    assert isinstance(effect.measure, NotEstimable)
    assert reason in effect.measure.reason
    assert needed in effect.measure.needed
    assert effect.estimand
    assert effect.design


def test_completion_dates_alone_are_weaker_and_said() -> None:
    data = SpeedData(program_id="P", kind="skill", subject="S", starters=40, by_completion=30)
    frame = speed_frame(data, POLICY)
    assert frame.base_grade is Grade.C
    assert frame.time_zero == "completion"
    assert "who completed the program" in frame.estimand
    assert "level their role requires in S" in frame.estimand


def test_few_starters_get_a_wider_range_that_keeps_the_sign() -> None:
    few = estimate_speed(two_arm_data([2, 4, 6, 0] * 6, [3, 9, 0, 0] * 40), policy=POLICY)
    many = estimate_speed(two_arm_data([2, 4, 6, 0] * 60, [3, 9, 0, 0] * 40), policy=POLICY)
    assert isinstance(few.measure, Estimate)
    assert isinstance(many.measure, Estimate)
    assert few.measure.value == pytest.approx(many.measure.value)
    assert few.measure.high - few.measure.low > many.measure.high - many.measure.low
    assert many.measure.low > 0


def test_the_truth_computed_forward_comes_about() -> None:
    """Mean months to the level of a large company's starters, twice the same but for the effect."""
    waits = []
    for effect in (0.0, 1.5):
        world = SpeedWorld(people=40_000, months=60, effect=effect)
        learned = happen(world, np.random.default_rng(5))
        company = learned.company
        seen = last_look(learned, np.minimum(company.started, world.months - 1))
        who = np.flatnonzero(
            (company.started + 13 < world.months)
            & (company.gone > company.started + 13)
            & (seen >= 0)
            & (learned.able > seen)
        )
        months = np.arange(world.months)[None, :] - company.started[who, None]
        shows = learned.looks[who] & (learned.able[who, None] <= np.arange(world.months)[None, :])
        shows &= (months >= 1) & (months <= 12)
        first = np.where(shows, months, 12).min(axis=1)
        waits.append((first.mean(), first.std() / np.sqrt(len(first))))
        truth, _ = true_days(world, learned, horizon=12)
    gap = (waits[0][0] - waits[1][0]) * 365.25 / 12
    error = np.hypot(waits[0][1], waits[1][1]) * 365.25 / 12
    assert truth > 20
    assert abs(gap - truth) < 3.5 * error
