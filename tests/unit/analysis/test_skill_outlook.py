"""Ready when needed, and the next years: by hand, under assumptions, small groups hidden."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.skill_outlook import (
    AS_COMPUTED,
    HORIZONS,
    at_level_at_first,
    computed_assumptions,
    due_skill,
    due_skills,
    gap_at,
    gap_paths,
    inflow_of,
    last_gap,
    monthly,
    months_between,
    no_outlook,
    outlooks,
    people_needed,
    planned_growth,
    readiness_start,
    role_growth,
    shown_flows,
    unknown_rates,
    yearly,
)
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.skill_plan import Assumptions

POLICY = load_policy()
AS_OF = date(2026, 10, 31)
NO_PLAN = pd.DataFrame(
    columns=["job_role", "period", "months_ahead", "needed", "planned_hires", "people"]
)
STILL = Assumptions(growth=0.0, attrition=0.0, decay=0.0, inflow=0.0)


def flow(role: str = "Agent", skill: str = "Data", **changed: Any) -> dict[str, Any]:
    row = {
        "job_role": role,
        "skill": skill,
        "people": 100,
        "ready": 40,
        "below": 60,
        "needed_by": pd.NaT,
        "people_needed": None,
        "reached": 12,
        "below_months": 600.0,
        "lost": 8,
        "held_months": 800.0,
        "exits": 20,
        "role_months": 2000.0,
        "joined": 0,
        "joined_ready": 0,
    }
    return row | changed


def flows(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows)


def plan(*rows: tuple[str, str, int, float, float | None]) -> pd.DataFrame:
    names = ["job_role", "period", "months_ahead", "needed", "people"]
    found = pd.DataFrame(rows, columns=names).assign(planned_hires=None)
    return found.assign(period=pd.to_datetime(found["period"]))


DUE = flow(needed_by=pd.Timestamp("2027-10-31"), people_needed=45)


@pytest.mark.ledger("25")
def test_without_growth_and_decay_the_gap_is_todays_less_planned_training() -> None:
    # A tenth of the 60 below reach the level in a year: 6 people, so 18 in three years.
    trained = replace(STILL, inflow=0.1)
    (item,) = outlooks(flows(flow()), NO_PLAN, policy=POLICY, assumptions=trained)
    values = [gap.value for gap in item.gaps if isinstance(gap, Estimate)]
    assert values == pytest.approx([60 - 6 * years for years in (0, 1, 2, 3)])
    (still,) = outlooks(flows(flow()), NO_PLAN, policy=POLICY, assumptions=STILL)
    assert [(gap.value, gap.low, gap.high) for gap in still.gaps] == [(60.0, 60.0, 60.0)] * 4


@pytest.mark.ledger("25")
@pytest.mark.parametrize("name", ["growth", "attrition", "decay"])
def test_growth_attrition_and_decay_each_widen_the_gap(name: str) -> None:
    (item,) = outlooks(
        flows(flow()), NO_PLAN, policy=POLICY, assumptions=replace(STILL, **{name: 0.1})
    )
    gaps = [gap.value for gap in item.gaps]
    assert gaps == sorted(gaps)
    # A tenth of 100 needed, or of 40 ready, a year, compounded.
    expected = 100 * 1.1**3 - 40 if name == "growth" else 100 - 40 * 0.9**3
    assert gaps[-1] == pytest.approx(expected)


@pytest.mark.ledger("25")
def test_the_plan_gives_the_growth_where_the_reader_gives_none() -> None:
    planned = plan(("Agent", "2027-10-01", 12, 105, 100), ("Agent", "2028-10-01", 24, 121, 100))
    assert role_growth(planned) == {"Agent": pytest.approx(0.1)}
    assert role_growth(NO_PLAN) == {}
    rows = flows(flow())
    kept = replace(STILL, growth=None)
    (item,) = outlooks(rows, planned, policy=POLICY, assumptions=kept)
    assert item.gaps[1].value == pytest.approx(110 - 40)
    assert planned_growth(planned).value == pytest.approx(0.1)
    nothing = planned_growth(NO_PLAN)
    assert isinstance(nothing, NotEstimable)
    assert "today's number" in nothing.reason


@pytest.mark.ledger("25")
def test_what_is_assumed_is_computed_with_ranges_from_the_counts() -> None:
    rows = flows(flow(), flow(skill="Calm"), flow(role="Clerk", exits=0, role_months=1000.0))
    found = computed_assumptions(rows, NO_PLAN, policy=POLICY)
    # Exits are counted once a role: 20 in 3,000 months, however many skills it has.
    assert found["attrition"].value == pytest.approx(1 - (1 - 20 / 3000) ** 12)
    assert found["decay"].value == pytest.approx(1 - (1 - 0.01) ** 12)
    assert found["inflow"].value == pytest.approx(12 * 0.02)
    assert found["entry"].reason == "Not known: taken as none."
    for measure in (found["attrition"], found["decay"], found["inflow"]):
        assert measure.low < measure.value < measure.high
    assert isinstance(yearly(0, 0, POLICY), NotEstimable)
    hired = at_level_at_first(6, 20, POLICY)
    assert (hired.value, hired.n) == (0.3, 20)
    assert hired.low < 0.3 < hired.high


def test_rates_are_the_counted_ones_or_those_set() -> None:
    start = readiness_start(flow(), {}, AS_COMPUTED)
    assert start.inflow.rate == pytest.approx(12 / 600 * 60)
    assert start.decay.rate == pytest.approx(0.01)
    assert start.attrition.rate == pytest.approx(0.01)
    assert monthly(0.1, 5, 10).rate == pytest.approx(1 - 0.9 ** (1 / 12))
    assert inflow_of(flow(), 0.0, AS_COMPUTED).rate == 0
    partly = readiness_start(flow(ready=20, below=30), {}, replace(AS_COMPUTED, unknown=0.0))
    assert partly.expected == 20
    assert partly.inflow.rate == pytest.approx(12 / 600 * 80)


@pytest.mark.ledger("15d", "24")
def test_a_skill_with_a_date_says_how_likely_it_is_on_time() -> None:
    (item,) = due_skills(flows(DUE, flow(skill="Calm")), NO_PLAN, as_of=AS_OF, policy=POLICY)
    assert (item.skill, item.needed, item.due_month, item.assessed) == ("Data", 45, 12, 100)
    assert item.forecast is not None
    assert item.on_time is not None
    assert 0.05 < item.on_time < 0.95
    later = due_skills(
        flows(DUE | {"needed_by": pd.Timestamp("2029-10-31")}), NO_PLAN, as_of=AS_OF, policy=POLICY
    )[0]
    assert later.on_time is not None
    assert later.on_time >= item.on_time
    nobody_learns = due_skill(
        shown_flows(flows(DUE), POLICY).to_dict("records")[0],
        NO_PLAN,
        {},
        as_of=AS_OF,
        policy=POLICY,
        assumptions=STILL,
    )
    assert nobody_learns.on_time == 0
    assert nobody_learns.forecast is not None
    assert set(nobody_learns.forecast.expected) == {40.0}


def test_the_least_likely_comes_first_and_what_is_not_known_last() -> None:
    sure = DUE | {"skill": "Calm", "people_needed": 5}
    unsaid = DUE | {"skill": "Code", "people_needed": None}
    found = due_skills(flows(sure, unsaid, DUE), NO_PLAN, as_of=AS_OF, policy=POLICY)
    assert [item.skill for item in found] == ["Data", "Calm", "Code"]
    assert found[-1].needed is None
    assert found[-1].forecast is not None


def test_how_many_are_needed_comes_from_the_requirement_then_the_plan() -> None:
    planned = plan(("Agent", "2027-01-01", 3, 70, 100), ("Agent", "2027-12-01", 14, 90, 100))
    day = date(2027, 10, 31)
    assert people_needed(DUE, planned, day) == 45
    assert people_needed(DUE | {"people_needed": None}, planned, day) == 70
    assert people_needed(DUE | {"people_needed": None}, planned, date(2026, 12, 1)) is None
    assert people_needed(DUE | {"people_needed": None}, NO_PLAN, day) is None


def test_a_rate_that_nobody_counted_is_not_taken_as_zero() -> None:
    thin = DUE | {"held_months": 0.0, "lost": 0}
    (item,) = due_skills(flows(thin), NO_PLAN, as_of=AS_OF, policy=POLICY)
    assert item.forecast is None
    assert item.missing == ("decay",)
    assert unknown_rates(readiness_start(thin, {}, replace(AS_COMPUTED, decay=0.1))) == ()
    (ahead,) = outlooks(flows(thin), NO_PLAN, policy=POLICY)
    assert isinstance(ahead.gaps[0], NotEstimable)
    assert no_outlook().n is None
    assert last_gap(ahead) < 0


@pytest.mark.ledger("34b", "15d")
def test_a_small_role_is_hidden_with_the_one_that_a_total_would_reveal() -> None:
    small = flow(role="Pilot", people=7, ready=3, below=4, needed_by=DUE["needed_by"])
    next_up = flow(role="Clerk", people=20, ready=10, below=10)
    rows = flows(DUE, small, next_up)
    hidden = shown_flows(rows, POLICY)
    assert dict(zip(hidden["job_role"], hidden["is_hidden"], strict=True)) == {
        "Agent": False,
        "Pilot": True,
        "Clerk": True,
    }
    due = {item.job_role: item for item in due_skills(rows, NO_PLAN, as_of=AS_OF, policy=POLICY)}
    assert (due["Pilot"].start, due["Pilot"].assessed, due["Pilot"].on_time) == (None, None, None)
    (item,) = outlooks(rows, NO_PLAN, policy=POLICY, assumptions=STILL)
    assert (item.gaps[0].value, item.gaps[0].n, item.roles) == (60.0, 100, 1)
    assert shown_flows(rows.head(0), POLICY).empty


def test_gaps_add_up_over_roles_and_are_never_below_zero() -> None:
    start = readiness_start(flow(), {}, STILL)
    parts = [gap_paths(start, (0, 12), seed=place, policy=POLICY) for place in range(2)]
    assert gap_at(parts, 1, 200, POLICY).value == pytest.approx(120)
    full = readiness_start(flow(ready=100, below=0), {}, STILL)
    expected, drawn = gap_paths(full, (0, 12), seed=1, policy=POLICY)
    assert np.all(expected == 0)
    assert np.all(drawn == 0)
    assert HORIZONS == (0, 12, 24, 36)


@pytest.mark.parametrize(
    ("end", "months"),
    [("2026-11-30", 1), ("2026-11-29", 0), ("2027-10-31", 12), ("2027-01-15", 2)],
)
def test_months_are_whole_and_month_ends_count(end: str, months: int) -> None:
    assert months_between(AS_OF, date.fromisoformat(end)) == months
