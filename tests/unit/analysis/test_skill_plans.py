"""What to learn next, readiness, decay and families: orders, ranges, hidden groups."""

from math import log
from typing import Any

import pandas as pd
import pytest

from mls_metrics.analysis.skill_plans import (
    at_level,
    family_time,
    family_times,
    gain_of,
    half_life,
    median_days,
    readiness_part,
    readiness_parts,
    role_step,
    role_steps,
    skill_decays,
    too_few,
    weighted_share,
)
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.stats.intervals import wilson
from mls_metrics.stats.survival import kaplan_meier

POLICY = load_policy()


def need(role: str, skill: str, assessed: int, below: int, **changed: Any) -> dict[str, Any]:
    row = {
        "job_role": role,
        "skill": skill,
        "required_level": 3.0,
        "weight": 0.5,
        "needed_by": pd.NaT,
        "people_needed": None,
        "people": 100,
        "assessed": assessed,
        "below": below,
        "middle_level": 2.5,
    }
    return row | changed


@pytest.mark.ledger("10b")
def test_the_skill_that_would_add_most_comes_first_and_a_higher_level_reorders() -> None:
    rows = [need("Agent", "Data", 50, 20), need("Agent", "Calm", 50, 15)]
    steps = role_steps(pd.DataFrame(rows), policy=POLICY)
    assert [step.skill for step in steps] == ["Data", "Calm"]
    # Two skills of one weight: half of the readiness each, times the share below.
    assert gain_of(steps[0]) == pytest.approx(50 * 20 / 50)
    assert steps[0].share.value == pytest.approx(30 / 50)
    assert steps[0].gain.low < steps[0].gain.value < steps[0].gain.high
    raised = [rows[0], need("Agent", "Calm", 50, 40, required_level=4.0)]
    assert [step.skill for step in role_steps(pd.DataFrame(raised), policy=POLICY)] == [
        "Calm",
        "Data",
    ]
    heavier = [rows[0], need("Agent", "Calm", 50, 15, weight=0.9)]
    assert role_steps(pd.DataFrame(heavier), policy=POLICY)[0].skill == "Calm"


@pytest.mark.ledger("10b", "34b")
def test_groups_under_the_minimum_stay_hidden_with_their_neighbor() -> None:
    rows = pd.DataFrame(
        [
            need("Agent", "Data", 7, 5),
            need("Clerk", "Data", 20, 5),
            need("Pilot", "Data", 90, 5),
            need("Agent", "Calm", 40, 10),
        ]
    )
    steps = {(step.job_role, step.skill): step for step in role_steps(rows, policy=POLICY)}
    for hidden in (steps["Agent", "Data"], steps["Clerk", "Data"]):
        assert (hidden.people, hidden.middle_level, hidden.share.n) == (None, None, None)
        assert isinstance(hidden.gain, NotEstimable)
    assert isinstance(steps["Pilot", "Data"].share, Estimate)
    # The hidden skill is in no total either: Calm carries all of the readiness that is known.
    assert gain_of(steps["Agent", "Calm"]) == pytest.approx(100 * 10 / 40)
    assert gain_of(steps["Agent", "Data"]) == -1
    assert role_steps(rows.head(0), policy=POLICY) == ()


def test_nobody_assessed_is_not_known() -> None:
    step = role_step(need("Agent", "Data", 0, 0), 1.0, hide=False, policy=POLICY)
    assert isinstance(step.share, NotEstimable)
    assert step.share.n == 0
    assert at_level(3, 7, hide=False, policy=POLICY) == too_few(POLICY)
    dated = need("Agent", "Data", 9, 1, needed_by=pd.Timestamp("2027-01-31"), people_needed=5)
    step = role_step(dated, 1.0, hide=False, policy=POLICY)
    assert (str(step.needed_by), step.people_needed) == ("2027-01-31", 5)


def part(kind: str, name: str, people: int, met: int, **changed: Any) -> dict[str, Any]:
    """Everybody has one required pair of weight one, known, and `met` of them meet it."""
    row = {
        "kind": kind,
        "part": name,
        "people": people,
        "known_people": people,
        "pairs": people,
        "known_pairs": people,
        "expired_pairs": 0,
        "x": float(met),
        "y": float(people),
        "xx": float(met),
        "xy": float(met),
        "yy": float(people),
    }
    return row | changed


@pytest.mark.ledger("48b")
def test_readiness_without_valid_assessments_is_unknown_and_not_zero() -> None:
    gone = {"known_people": 0, "known_pairs": 0, "expired_pairs": 40, "x": 0.0, "y": 0.0}
    (found,) = readiness_parts(
        pd.DataFrame([part("all", "Everybody", 40, 0, **gone)]), policy=POLICY
    )
    assert isinstance(found.share, NotEstimable)
    assert (found.share.n, found.people, found.expired_pairs) == (0, 40, 40)
    zero = readiness_part(part("all", "Everybody", 40, 0), hide=False, policy=POLICY)
    assert isinstance(zero.share, Estimate)
    assert zero.share.value == 0


@pytest.mark.ledger("48b")
def test_one_pair_each_is_the_plain_share_with_wilsons_range() -> None:
    share = weighted_share(part("all", "Everybody", 200, 60), POLICY)
    assert isinstance(share, Estimate)
    assert share.value == pytest.approx(0.3)
    assert (share.low, share.high) == pytest.approx(wilson(60, 200), abs=0.002)
    assert share.n == 200


@pytest.mark.ledger("48b", "34b")
def test_small_parts_are_hidden_together_and_the_whole_stays() -> None:
    rows = [part("all", "Everybody", 119, 60)]
    rows += [part("role", n, k, k // 2) for n, k in (("A", 100), ("B", 5), ("C", 14))]
    found = {item.part: item for item in readiness_parts(pd.DataFrame(rows), policy=POLICY)}
    assert [name for name, item in found.items() if item.people is None] == ["B", "C"]
    assert found["B"].known_pairs is None
    assert isinstance(found["Everybody"].share, Estimate)
    assert readiness_parts(pd.DataFrame(rows).head(0), policy=POLICY) == ()


def lost(skill: str, people: int, lost: int, months: float, planned: float | None = 18.0):
    return {
        "skill": skill,
        "people": people,
        "held": people,
        "lost": lost,
        "held_months": months,
        "half_life_months": planned,
    }


def test_half_lives_follow_the_rate_and_the_fastest_comes_first() -> None:
    rows = pd.DataFrame(
        [
            lost("Calm", 40, 10, 1000.0),
            lost("Data", 40, 20, 400.0, None),
            lost("Few", 7, 7, 10.0),
            lost("Kept", 40, 0, 400.0),
            lost("None", 0, 0, 0.0),
        ]
    )
    found = skill_decays(rows, policy=POLICY)
    assert [item.skill for item in found] == ["Data", "Calm", "Few", "Kept", "None"]
    assert found[0].half_life.value == pytest.approx(log(2) * 20)
    assert found[0].half_life.low < found[0].half_life.value < found[0].half_life.high
    assert (found[0].planned, found[0].lost) == (None, 20)
    assert (found[2].half_life.n, found[2].lost) == (None, None)
    assert isinstance(half_life(lost("Kept", 40, 0, 400.0), POLICY), NotEstimable)


def times(part: str, *rows: tuple[int, bool, int]) -> list[dict[str, Any]]:
    return [{"part": part, "days": d, "is_event": e, "learners": n} for d, e, n in rows]


@pytest.mark.ledger("23", "48a")
def test_unfinished_learners_stay_in_the_count_of_their_family() -> None:
    kept = times("Digital, data and AI", (60, True, 10), (120, True, 5), (150, False, 15))
    other = times("All other skills", (60, True, 10), (90, True, 6))
    first, second = family_times(pd.DataFrame(kept + other), policy=POLICY)
    assert (first.part, first.learners, second.learners) == ("Digital, data and AI", 30, 16)
    only_finished = family_time("x", pd.DataFrame(kept[:2]), POLICY)
    assert isinstance(only_finished.median, Estimate)
    assert only_finished.median.value == 60
    assert first.curve is not None
    # After 150 days half have reached it; without the unfinished it would be all of them.
    assert first.curve.value[-1] == pytest.approx(0.5)
    assert only_finished.curve.value[-1] == pytest.approx(1.0, abs=0.4)


@pytest.mark.ledger("23")
def test_learners_that_change_family_leave_one_curve_for_the_other() -> None:
    moved = times("", (60, True, 10), (90, True, 12))
    rows = times("Digital, data and AI", (30, True, 20)) + times("All other skills", (70, True, 30))

    def learners(extra: str) -> dict[str, int | None]:
        tagged = [row | {"part": extra} for row in moved]
        found = family_times(pd.DataFrame(rows + tagged), policy=POLICY)
        return {item.part: item.learners for item in found}

    before, after = learners("All other skills"), learners("Digital, data and AI")
    assert before == {"Digital, data and AI": 20, "All other skills": 52}
    assert after == {"Digital, data and AI": 42, "All other skills": 30}


def test_small_families_are_hidden_and_a_median_is_refused_where_few_reached_it() -> None:
    rows = times("Digital, data and AI", (60, True, 5)) + times("All other skills", (60, True, 50))
    assert [item.learners for item in family_times(pd.DataFrame(rows), policy=POLICY)] == [None] * 2
    frame = pd.DataFrame(times("x", (60, True, 5), (90, False, 40)))
    curve = kaplan_meier(
        frame["days"].to_numpy(float),
        frame["is_event"].to_numpy(),
        frame["learners"].to_numpy(float),
    )
    assert isinstance(median_days(curve, 45, POLICY), NotEstimable)
