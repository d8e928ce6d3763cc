"""Findings of Future fit in words: ranges and n beside numbers, what is missing said."""

from datetime import date

import pandas as pd
import pytest

from mls_metrics.analysis.future import (
    LEAST,
    WEIGHTS,
    median_wait,
    next_learners,
    next_of,
    outdated_programs,
    outdated_share,
    refresh_pace,
    share_of,
    waiting_of,
)
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.future import NextLearners, Outdated, Waiting
from mls_metrics.narrative.future import (
    demand_sentences,
    first_known,
    fit_rows,
    future_title,
    outdated_sentences,
    plan_sentence,
    queue_sentences,
    spotted_sentences,
)
from mls_metrics.narrative.future_pace import (
    age_rows,
    ages_sentence,
    change_sentence,
    cost_sentences,
    days_range,
    experiments_sentence,
    in_days,
    lead_sentences,
    load_sentences,
    met_sentence,
    modules_sentence,
    quarters_sentence,
    reach_sentences,
    wait_rows,
    wait_table,
)
from mls_metrics.narrative.future_wording import FUTURE
from mls_metrics.narrative.pulse import named
from mls_metrics.narrative.titles import LONGEST

FIT = pd.DataFrame(
    {
        "program_name": ["Alpha", "Beta", "Gamma"],
        "age_months": [12.0, 24.0, None],
        "half_life_months": [24.0, 24.0, None],
        "from_age": [0.4, 0.6, None],
        "from_age_low": [0.3, 0.5, None],
        "from_age_high": [0.5, 0.7, None],
        "rule_on": [pd.NaT, pd.NaT, pd.NaT],
        "from_demand": [None, 0.5, None],
        "spend": [100.0, 300.0, 100.0],
        "starters": [None, 20, 0],
    }
)


def waiting(name: str, value: float, *, missing: int = 0) -> Waiting:
    measure = Estimate(
        value=value, low=value - 2, high=value + 4, n=9, unit="days", method="kaplan_meier"
    )
    return Waiting(name=name, measure=measure, done=7, open=2, missing=missing)


@pytest.mark.ledger("37", "38")
def test_the_share_out_of_date_is_weighed_and_the_unknown_left_out() -> None:
    found = [outdated_share(FIT, by) for by in WEIGHTS]
    assert [type(item) for item in found] == [Outdated] * 3
    by_spend = found[0].measure
    assert by_spend.value == pytest.approx((100 * 0.4 + 300 * 0.8) / 400)
    assert by_spend.low == pytest.approx((100 * 0.3 + 300 * 0.75) / 400)
    assert found[0].unknown == pytest.approx(0.2)
    assert found[1].measure.value == pytest.approx(0.8)
    assert found[2].measure.value == pytest.approx(0.6)
    assert list(outdated_programs(FIT)["value"].dropna()) == pytest.approx([0.4, 0.8])
    said = " ".join(outdated_sentences(found, months=12, doubt=1.4))
    assert "70% by spend (64% to 76%; 2 programs)" in said
    assert "Not known for 20% of spend" in said
    assert "age 55%, new rules 0%, falling demand 38%" in said
    assert list(fit_rows(FIT)["name"]) == ["Alpha", "Beta"]


@pytest.mark.ledger("37")
def test_titles_differ_and_stay_short() -> None:
    known = [outdated_share(FIT, by) for by in WEIGHTS]
    fresh = [
        outdated_share(
            FIT.assign(from_age=0.0, from_demand=0.0, from_age_low=0.0, from_age_high=0.001),
            "spend",
        )
    ]
    bare = [outdated_share(FIT.tail(1), by) for by in WEIGHTS]
    titles = [
        future_title(known, months=12),
        future_title(known, months=24),
        future_title(fresh, months=12),
        future_title(bare, months=12),
        future_title([], months=12, is_missing=True),
    ]
    assert titles[0] == "70% of spend will be out of date in 12 months (64% to 76%)"
    assert len(set(titles)) == 5
    assert max(map(len, titles)) <= LONGEST
    assert first_known(bare) is None
    assert "Needed:" in outdated_sentences(bare, months=12, doubt=1.4)[0]


@pytest.mark.ledger("10c")
def test_the_queue_and_how_long_it_takes() -> None:
    queue = pd.DataFrame(
        {
            "program_name": ["Alpha", "Beta"],
            "due_on": pd.to_datetime(["2026-01-01", "2027-01-01"]),
            "asked_on": pd.to_datetime(["2026-02-01", None]),
            "is_assumed": [True, False],
        }
    )
    said = queue_sentences(queue, months=12, usual=36, as_of=date(2026, 10, 31))
    assert said[0].startswith("2 programs due in 12 months, 1 already past the half-life.")
    assert "First: Alpha. A refresh is open for 1." in said[0]
    assert "1 program" in said[1]
    assert "No course" in queue_sentences(queue[:0], months=6, usual=36, as_of=date(2026, 1, 1))[0]
    quarters = pd.DataFrame({"refreshes": [1, 0, 2, 1]})
    pace = refresh_pace(quarters, 6)
    assert pace.value == pytest.approx(6)
    assert pace.low < 6 < pace.high
    assert "1.0 refreshes a quarter" in plan_sentence(pace, 6)
    fast = refresh_pace(pd.DataFrame({"refreshes": [40, 40]}), 3)
    assert "less than a quarter" in plan_sentence(fast, 3)
    none = refresh_pace(pd.DataFrame({"refreshes": [0, 0]}), 3)
    assert isinstance(none, NotEstimable)
    assert "has no end yet" in plan_sentence(none, 3)


@pytest.mark.ledger("37", "38", "10c")
def test_who_saw_it_first_and_what_is_asked_for() -> None:
    needs = pd.DataFrame(
        {
            "spotted": ["before the business asked", "after the business asked", "not known"],
            "decided": ["in time", "late", "open"],
        }
    )
    said = spotted_sentences(needs, share_of(1, 2))
    assert said[0].startswith("We saw 50% of skill needs before the business asked (")
    assert "1 of 2" in said[0]
    assert "1 need" in said[1]
    assert "Of no need" in spotted_sentences(needs, share_of(0, 0))[0]
    skills = pd.DataFrame(
        {
            "skill": ["S", "T", "U"],
            "direction": ["rising", "falling", "not known"],
            "programs": [0, 1, 1],
        }
    )
    said = demand_sentences(skills)
    assert said[0] == "Rising: S. Falling: T. Rising and taught by no program: S."
    assert "1 skill" in said[1]
    assert "No skill" in demand_sentences(skills.tail(1))[0]


@pytest.mark.ledger("39d", "51a")
def test_waiting_is_told_with_range_and_n() -> None:
    waits = [waiting("Raised to decided", 10), waiting("Decided to designed", 30, missing=3)]
    whole = waiting("Raised to first learner", 78)
    said = lead_sentences([*waits, whole])
    assert said[0] == ("From need to first learner: 78 days (76 to 82; n 9, 2 still waiting).")
    assert said[1] == "Slowest step: decided to designed, 30 days (28 to 34)."
    assert "3 needs" in said[2]
    assert change_sentence([whole]).startswith("From finding to change: 78 days (76 to 82; n 9")
    few = waiting_of(
        "x", pd.DataFrame({"state": ["done"], "days": [4], "needs": [1]}), "needs", level=0.95
    )
    assert isinstance(few.measure, NotEstimable)
    assert f"fewer than the {LEAST}" in lead_sentences([few])[0]
    assert "Only 1" in change_sentence([few])
    assert list(wait_rows([whole, few])["name"]) == ["Raised to first learner (n 9)"]
    assert wait_table([whole, few])["Not given because"].iloc[0] == ""
    assert (in_days(whole.measure), days_range(whole.measure)) == ("78 days", "76 to 82")
    assert (
        "no median"
        in median_wait(
            pd.Series([5.0, 6, 7]).to_numpy(),
            pd.Series([1.0, 0, 0]).to_numpy(),
            pd.Series([1.0, 1, 1]).to_numpy(),
        ).reason
    )
    assert lead_sentences([])


@pytest.mark.ledger("51a", "39d")
def test_needs_met_and_programs_changed() -> None:
    rows = pd.DataFrame({"urgency": ["urgent"], "met": [3], "late": [1], "open": [2]})
    assert "75%" in met_sentence(rows, share_of(3, 4))
    assert "3 of 4" in met_sentence(rows, share_of(3, 4))
    assert "No urgent need" in met_sentence(rows, share_of(0, 0))
    quarters = pd.DataFrame(
        {"quarter": ["2026 Q2", "2026 Q3"], "programs": [10, 10], "changed": [2, 5]}
    )
    assert quarters_sentence(quarters, share_of(5, 10)).startswith(
        "50% of programs changed in 2026 Q3 ("
    )
    assert "20% the quarter before" in quarters_sentence(quarters, share_of(5, 10))
    assert "before" not in quarters_sentence(quarters.tail(1), share_of(5, 10))
    assert "No complete quarter" in quarters_sentence(quarters[:0], share_of(0, 0))


@pytest.mark.ledger("40")
def test_no_capacity_is_said_as_such() -> None:
    teams = pd.DataFrame(
        {
            "team": ["subject_experts", "Facilitators"],
            "load_share": [1.1, None],
            "hours_per_hundred": [80.0, 20.0],
        }
    )
    said = load_sentences(teams)
    assert said[0] == (
        "Internal hours: 100 hours for every 100 starters. Fullest: subject experts, 110% of its "
        "hours."
    )
    assert said[1] == "No capacity data for Facilitators."
    assert "No capacity data" in load_sentences(teams.tail(1))[0]
    assert "inf" not in " ".join(load_sentences(teams.tail(1)))


@pytest.mark.ledger("15e")
def test_experiments_with_a_result_raise_the_share() -> None:
    rows = pd.DataFrame({"started": [4], "running": [1], "with_result": [2], "without_result": [1]})
    assert "67%" in experiments_sentence(rows, share_of(2, 3))
    more = rows.assign(with_result=3, without_result=0)
    assert "100%" in experiments_sentence(more, share_of(3, 3))
    assert "none concluded" in experiments_sentence(rows, share_of(0, 0))
    assert "No experiment" in experiments_sentence(rows[:0], share_of(0, 0))


@pytest.mark.ledger("39a", "39b", "39c")
def test_parts_cost_reach_and_ages() -> None:
    modules = pd.DataFrame(
        {
            "programs": [2, 1, 1, 1],
            "minutes": [10.0, 20, 30, None],
            "replaceable": [True, False, None, None],
        }
    )
    said = modules_sentence(modules, share_of(1, 4))
    assert said == (
        "25% of 4 modules stand in two programs or more (1 of 4). Median length: 20.0 minutes. "
        "Replaceable alone: 50% (2 known)."
    )
    row = {
        "program_name": "Alpha",
        "months": 12,
        "starters_year": 100,
        "how": "split",
        "fixed_month": 500.0,
        "slope": 20.0,
        "slope_error": 1.0,
        "posted_rate": 5.0,
    }
    item = next_of(row, currency="USD", level=0.95)
    assert isinstance(item, NextLearners)
    assert (item,) == next_learners(pd.DataFrame([row]), currency="USD")
    assert item.each.low < 25 < item.each.high
    assert "The next 100 learners of Alpha cost USD 2,500 (USD " in cost_sentences(item)[0]
    exact = next_of({**row, "slope_error": None, "how": "as posted"}, currency="USD", level=0.95)
    assert "(as posted; 12 months)" in cost_sentences(exact)[0]
    reach = pd.DataFrame(
        {
            "language_count": [2, 1],
            "regions": [3, 3],
            "regions_reached": [3, 1],
            "sessions_planned": [4, None],
            "sessions_held": [3, None],
        }
    )
    assert reach_sentences(reach) == [
        "1 of 2 programs exist in more than one language.",
        "1 of 2 programs reach every region.",
        "3 of 4 sessions of the busiest months were held.",
    ]
    unknown = reach_sentences(
        reach.assign(language_count=None, regions=None, sessions_planned=None)
    )
    assert unknown[0] == "The languages of no program are known."
    groups = pd.DataFrame(
        {
            "job_role": ["Agent", "Clerk"],
            "skill": ["S", "S"],
            "age_months": [20.0, None],
            "age_low": [18.0, None],
            "age_high": [22.0, None],
        }
    )
    said = ages_sentence(groups, months=12)
    assert said.startswith("In 1 of 2 groups of role and skill the median person was last")
    assert "in 1 nobody ever was" in said
    assert "Every group is too small" in ages_sentence(groups[:0], months=12)
    assert list(age_rows(groups, months=12)["limit"]) == [12, 12]


def test_names_are_counted_and_templates_are_of_this_page() -> None:
    assert named(["a", "b"]) == "2 (a, b)"
    assert named([]) == "none"
    assert "future_empty" in FUTURE
