"""What to learn next, who is ready and what is lost, said with ranges and as what is known."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.readiness_forecast import forecast_readiness
from mls_metrics.model.estimate import Curve, Estimate, NotEstimable
from mls_metrics.model.skill_plan import (
    DueSkill,
    FamilyTime,
    Pace,
    ReadinessPart,
    ReadinessStart,
    RoleStep,
    SkillDecay,
    SkillOutlook,
)
from mls_metrics.narrative.skill_depth import bench_sentence, decay_sentence, decay_table
from mls_metrics.narrative.skill_plans import (
    assumption_text,
    by_role,
    chance,
    coverage_sentence,
    days_range,
    due_sentence,
    due_table,
    family_sentence,
    family_table,
    gap_value,
    hours_sentence,
    new_roles_sentence,
    next_steps,
    outlook_sentence,
    outlook_table,
    part_words,
    parts_sentence,
    people_range,
    planned_title,
    readiness_sentence,
    readiness_table,
    role_sentence,
    step_words,
    steps_table,
    whole,
)

HIDDEN = NotEstimable(reason="Fewer than 8 people: hidden to protect them.", needed="", n=None)


def estimate(value: float, low: float, high: float, unit: str = "share", n: int = 50) -> Estimate:
    return Estimate(value=value, low=low, high=high, n=n, unit=unit, method="wilson")


def step(skill: str, gain: float | None = 12.0, *, due: date | None = None) -> RoleStep:
    known = gain is not None
    return RoleStep(
        job_role="Agent",
        skill=skill,
        required_level=3.0,
        needed_by=due,
        people_needed=None,
        people=100 if known else None,
        share=estimate(0.6, 0.46, 0.72) if known else HIDDEN,
        gain=estimate(gain, gain / 2, 2 * gain, "points") if gain is not None else HIDDEN,
        middle_level=2.5 if known else None,
    )


@pytest.mark.ledger("10b")
def test_a_role_hears_of_three_skills_at_most_with_now_needed_and_gain() -> None:
    steps = [
        step("Data", due=date(2027, 1, 31)),
        step("Calm", 9.0),
        step("Code", 5.0),
        step("D", 1),
    ]
    sentence = role_sentence("Agent", steps)
    assert sentence.startswith(
        "Agent: Data (46% to 72% of 50 assessed are at level 3, needed by 31 Jan 2027; closing it "
        "adds 6 to 24 points of readiness)"
    )
    assert "Code" in sentence
    assert "D (" not in sentence
    assert [item.skill for item in next_steps(steps)] == ["Data", "Calm", "Code"]
    assert step_words(steps[1]).startswith("Calm (46% to 72%")
    assert list(by_role(steps)) == ["Agent"]


@pytest.mark.ledger("10b")
def test_hidden_and_closed_are_said_apart() -> None:
    assert "too few" in role_sentence("Agent", [step("Data", None)])
    assert "nobody assessed is below" in role_sentence("Agent", [step("Data", 0.0)])
    table = steps_table([step("Data", None), step("Calm")])
    assert list(table["At the level now"]) == [HIDDEN.reason, "60% (46% to 72%; n 50)"]
    assert table["Readiness gained, points"].iloc[0] == "not known"


def part(kind: str = "all", name: str = "Everybody", *, known: bool = True) -> ReadinessPart:
    nothing = NotEstimable(reason="No valid assessment, so not known.", needed="", n=0)
    return ReadinessPart(
        kind=kind,
        part=name,
        share=estimate(0.64, 0.62, 0.66, n=2000) if known else nothing,
        people=3000,
        pairs=9000,
        known_pairs=4000 if known else 0,
        expired_pairs=1000,
    )


@pytest.mark.ledger("48b")
def test_unknown_readiness_is_said_and_is_no_zero() -> None:
    assert "62% to 66% is met" in readiness_sentence([part()])
    unknown = readiness_sentence([part(known=False)])
    assert unknown == "How ready the workforce is, is not known: no valid assessment, so not known."
    assert "0%" not in unknown
    assert "5,000 of 9,000" in coverage_sentence([part()])
    assert "1,000 of them" in coverage_sentence([part()])
    assert coverage_sentence([replace(part(), pairs=None)]) == ""
    assert "not known" in readiness_sentence([])
    table = readiness_table([part(), replace(part(), share=HIDDEN, pairs=None, people=None)])
    assert list(table["Pairs known"]) == ["4,000 of 9,000", "hidden"]


@pytest.mark.ledger("51d", "23")
def test_parts_stand_beside_each_other_with_their_ranges() -> None:
    parts = [part("tag", "Future-critical skills"), part("tag", "Other skills", known=False)]
    assert parts_sentence(parts, "tag") == (
        "Readiness: Future-critical skills 62% to 66% (2,000 people) and Other skills not known."
    )
    assert parts_sentence(parts, "family") == ""
    assert part_words(parts[1]) == "Other skills not known"


def due(ready: int = 40, needed: float | None = 45.0, *, decay: float = 0.0) -> DueSkill:
    start = ReadinessStart(
        people=100,
        ready=ready,
        below=100 - ready,
        inflow=Pace(fixed=0.0) if decay else Pace(events=12, exposure=12),
        decay=Pace(fixed=decay),
        attrition=Pace(fixed=0.0),
    )
    forecast = forecast_readiness(start, months=24, seed=1)
    return DueSkill(
        job_role="Agent",
        skill="Data",
        needed_by=date(2027, 10, 31),
        needed=needed,
        due_month=12,
        assessed=100,
        start=start,
        forecast=forecast,
        on_time=None if needed is None else forecast.chance_by(needed, 12),
        held=None if needed is None else forecast.chance_at(needed, 12),
    )


@pytest.mark.ledger("15d", "24")
def test_on_time_is_said_as_a_chance_in_twenty_with_the_range() -> None:
    sentence = due_sentence(due())
    assert sentence.startswith("Agent needs 45 people with Data by 31 Oct 2027. We expect 4")
    assert "in 20)" in sentence
    assert "lost again" not in sentence
    assert "very unlikely (fewer than 1 in 20)" in due_sentence(due(needed=99.0))
    assert people_range(due()).endswith(" people")
    fading = due_sentence(due(50, 50.0, decay=0.1))
    assert "very likely" in fading
    assert "on the date itself fewer than 1 in 20" in fading


@pytest.mark.ledger("15d")
def test_what_keeps_a_date_from_a_chance_is_said() -> None:
    assert "not written down" in due_sentence(due(needed=None))
    missing = replace(due(), forecast=None, missing=("decay",))
    assert "because Levels lost, a year is not known" in due_sentence(missing)
    hidden = replace(due(), start=None, forecast=None, assessed=None, on_time=None, held=None)
    assert "too few people" in due_sentence(hidden)
    table = due_table([due(), due(needed=None), hidden])
    assert list(table["Assessed"]) == ["100", "100", "hidden"]
    assert list(table["People needed"]) == ["45", "not known", "45"]
    assert table["On time"].iloc[2] == "not known"
    assert table["Ready now"].iloc[0] == "40 to 40"
    assert chance(0.5) == "10 in 20"


def outlook(skill: str, *gaps: float) -> SkillOutlook:
    return SkillOutlook(
        skill=skill,
        gaps=tuple(estimate(gap, max(gap - 5, 0), gap + 5, "people") for gap in gaps),
        roles=1,
    )


@pytest.mark.ledger("25")
def test_the_widest_gap_to_come_is_named_with_how_many_grow() -> None:
    items = [outlook("Data", 60, 90), outlook("Calm", 50, 40)]
    assert outlook_sentence(items, (0, 36)) == (
        "Data lacks most people in 3 years: 85 to 95 people, now 55 to 65. Of 2 skills with a "
        "forecast, the gap grows in 1."
    )
    assert "No skill lacks anybody" in outlook_sentence([outlook("Data", 5, 0)], (0, 36))
    unknown = SkillOutlook(skill="Code", gaps=(HIDDEN, HIDDEN), roles=0)
    assert "Too few" in outlook_sentence([unknown], (0, 36))
    table = outlook_table([*items, unknown], (0, 36))
    assert list(table.columns) == ["Skill", "Now", "In 36 months", "Assessed"]
    assert list(table["In 36 months"]) == ["90 (85 to 95)", "40 (35 to 45)", "not known"]
    assert gap_value(HIDDEN) == 0
    assert whole(HIDDEN) == "not known"


@pytest.mark.ledger("25")
def test_what_is_assumed_is_said_with_its_range() -> None:
    assert assumption_text("decay", estimate(0.1, 0.08, 0.12)) == "10% (8% to 12%)"
    assert assumption_text("growth", estimate(0.02, 0.02, 0.02)) == "2%"
    assert "today's number" in assumption_text("growth", HIDDEN)


def family(name: str, low: float, high: float) -> FamilyTime:
    ends = np.linspace(0, 0.6, 13)
    curve = Curve(
        label=name,
        time=np.arange(13.0),
        value=ends,
        low=ends,
        high=ends,
        at_risk=ends,
        unit="share",
    )
    return FamilyTime(
        part=name,
        learners=100,
        median=estimate((low + high) / 2, low, high, "days", 100),
        curve=curve,
    )


@pytest.mark.ledger("23")
def test_families_stand_beside_each_other_as_association() -> None:
    data, rest = family("Digital, data and AI", 150, 190), family("All other skills", 80, 100)
    apart = family_sentence([rest, data])
    assert apart.startswith(
        "Half of the learners of Digital, data and AI reach the level within 150"
    )
    assert "do not touch. As association, not effect; evidence D." in apart
    assert "the ranges touch." in family_sentence([data, family("All other skills", 120, 160)])
    hidden = FamilyTime(part="All other skills", learners=None, median=HIDDEN)
    assert "Only for Digital" in family_sentence([data, hidden])
    assert "No median" in family_sentence([hidden])
    table = family_table([data, hidden])
    assert list(table["Learners"]) == ["100", "hidden"]
    assert list(table["At the level after 12 months"]) == ["60% to 60%", "not known"]


@pytest.mark.ledger("51d")
def test_hours_are_said_with_their_total() -> None:
    rows = pd.DataFrame([{"tagged_hours": 30.0, "all_hours": 120.0, "people": 20}])
    assert hours_sentence(rows).startswith("25% of recorded learning hours")
    assert "30 of 120 hours, 20 people" in hours_sentence(rows)
    few = pd.DataFrame([{"tagged_hours": None, "all_hours": None, "people": None}])
    assert "Too few" in hours_sentence(few)


@pytest.mark.ledger("34b")
def test_a_thin_bench_is_named_without_a_count_below_three() -> None:
    rows = pd.DataFrame(
        {"skill": ["Data", "Calm", "Code"], "bench": ["one or two"] * 2 + ["nobody"]}
    )
    assert bench_sentence(rows) == (
        "3 critical skills hang on one or two people or on nobody: Data (one or two), Calm (one or "
        "two) and Code (nobody)."
    )
    assert "Each of 2 critical skills" in bench_sentence(
        pd.DataFrame({"skill": ["A", "B"], "bench": ["three or more"] * 2})
    )
    assert "Too few" in bench_sentence(pd.DataFrame({"skill": ["A"], "bench": ["not known"]}))


def test_decay_is_set_beside_what_was_planned() -> None:
    fast = SkillDecay(skill="Data", half_life=estimate(7, 5, 12, "months"), planned=18.0, lost=16)
    slow = SkillDecay(skill="Calm", half_life=estimate(40, 30, 60, "months"), planned=42.0, lost=9)
    assert decay_sentence([fast, slow]) == (
        "1 of 2 skills are lost faster than planned; fastest is Data: half are below the level "
        "again after 5.0 to 12.0 months, planned 18 months."
    )
    assert "No skill of 1" in decay_sentence([slow])
    hidden = SkillDecay(skill="Few", half_life=HIDDEN, planned=None, lost=None)
    assert "unknown" in decay_sentence([hidden])
    assert list(decay_table([fast, hidden])["Levels lost"]) == ["16", "hidden"]


@pytest.mark.ledger("25")
def test_the_title_without_assessments_says_what_the_plan_needs() -> None:
    plan = pd.DataFrame(
        {"job_role": ["A", "A", "B"], "months_ahead": [0, 12, 12], "needed": [5.0, 9.0, 11.0]}
    )
    title = planned_title(plan)
    assert title == "The plan needs 20 people in 2 roles; their skills are not known yet"
    assert planned_title(plan.head(0)) != title


@pytest.mark.ledger("25")
def test_planned_roles_that_nobody_holds_are_named() -> None:
    plan = pd.DataFrame(
        {
            "job_role": ["AI engineer", "AI engineer", "Agent"],
            "period": pd.to_datetime(["2027-10-01", "2029-10-01", "2029-10-01"]),
            "months_ahead": [12, 36, 36],
            "needed": [15.0, 40.0, 9.0],
            "people": [None, None, 8.0],
        }
    )
    assert "all of them: AI engineer (40 by Oct 2029)." in new_roles_sentence(plan)
    assert new_roles_sentence(plan.tail(1)) == ""
    assert days_range(estimate(50.0, 49.0, 59.4, "days")) == "49 to 59 days"
