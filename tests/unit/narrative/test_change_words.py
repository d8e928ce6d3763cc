"""The page Change in words: titles differ with the data, ranges and letters stay beside numbers."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from mls_metrics.model.change import (
    LOST,
    MISSED,
    OPEN,
    REACHED,
    UNKNOWN,
    ActivityComparison,
    Adoption,
    Decided,
    Depth,
    LedgerRow,
    SuccessMeasure,
    TimeToValue,
    Touched,
    Wave,
)
from mls_metrics.model.estimate import Curve, Estimate, NotEstimable
from mls_metrics.narrative.change import (
    activity_sentence,
    activity_table,
    adoption_sentence,
    change_title,
    depth_sentence,
    depth_table,
    share_of,
    value_sentence,
    waves_table,
)
from mls_metrics.narrative.change_groups import (
    has,
    members_sentence,
    messages_sentence,
    month_name,
    objective_parts,
    stale_figures,
    touched_sentence,
    touched_table,
    why_facts,
    why_text,
)
from mls_metrics.narrative.change_ledger import (
    contract_gaps,
    contract_sentence,
    contract_table,
    dimension_id,
    fault_text,
    forecast_text,
    is_broken,
    ledger_sentence,
    ledger_table,
    mix_name,
    mix_sentence,
    number,
    state_text,
    step_text,
)
from mls_metrics.narrative.change_wording import CHANGE
from mls_metrics.narrative.titles import LONGEST
from mls_metrics.narrative.wording import TEMPLATES

NONE = pd.DataFrame(columns=["audience", "flag"])


def estimate(value: float, low: float, high: float, unit: str = "days") -> Estimate:
    return Estimate(value=value, low=low, high=high, n=40, unit=unit, method="kaplan_meier")


REFUSED = NotEstimable(reason="Too few.", needed="More.", n=3)


def wave(name: str, median) -> Wave:
    axis = np.array([0.0, 30.0])
    curve = Curve(
        label=name, time=axis, value=axis / 60, low=axis / 90, high=axis / 40,
        at_risk=axis + 20, unit="share", time_unit="days",
    )  # fmt: skip
    return Wave(
        program_id="P",
        program_name="Pitching",
        audience=name,
        access_on=date(2026, 6, 1),
        change_activity="",
        people=20,
        adopted=12,
        curve=curve,
        median=median,
    )


def adoption(median, *waves: Wave, people: int = 40) -> Adoption:
    return Adoption(waves=waves, people=people, adopted=24, median=median)


EMPTY = adoption(REFUSED, people=0)
BROKEN = LedgerRow(item="Pitching stays", kind="stays", fault="retired", fault_on=date(2026, 9, 1))
FINE = LedgerRow(item="New tool", kind="changes", before="by hand", after="by tool")


def measure(state: str = OPEN, **parts: object) -> SuccessMeasure:
    base = {
        "measure": "Deals up",
        "dimension": "Business performance",
        "source": "deals",
        "unit": "deals",
        "baseline": 10.0,
        "target": 20.0,
        "due_on": date(2027, 3, 31),
        "owner": "",
        "is_higher_better": True,
        "current": 15.0,
        "current_on": date(2026, 10, 31),
    }
    return SuccessMeasure(state=state, **(base | parts))


@pytest.mark.ledger("41")
def test_the_title_is_the_take_up_and_differs_with_the_data() -> None:
    flagged = pd.DataFrame({"audience": ["A", "B"], "flag": ["late", ""]})
    members = pd.DataFrame({"audience": ["A"]})
    titles = [
        change_title(adoption(estimate(20, 15, 25)), flagged, [BROKEN], [measure()], members),
        change_title(adoption(REFUSED), flagged, [BROKEN], [measure()], members),
        change_title(EMPTY, flagged, [BROKEN, FINE], [measure()], members),
        change_title(EMPTY, flagged, [FINE], [measure()], members),
        change_title(EMPTY, NONE, [FINE], [measure(REACHED)], members),
        change_title(EMPTY, NONE, [FINE], [], members),
        change_title(EMPTY, NONE, [FINE], [], NONE),
        change_title(EMPTY, NONE, [], [], NONE),
    ]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= LONGEST
    assert titles[0] == "Half of 40 people with access used it within 20 days"
    assert titles[1].startswith("24 of 40 people")
    assert titles[2].startswith("1 of 2 changes")
    assert titles[-1] == TEMPLATES["title_change_nothing"]
    assert set(CHANGE) <= set(TEMPLATES)


@pytest.mark.ledger("46")
def test_take_up_is_said_with_its_range_and_its_ends() -> None:
    fast, slow = wave("Fast", estimate(9, 5, 12)), wave("Slow", estimate(40, 30, 60))
    text = adoption_sentence(adoption(estimate(20, 15, 25), fast, slow))
    assert "after 20 days (15 to 25 days)" in text
    assert "Fast took it up fastest (9 days), Slow slowest (40 days)" in text
    assert "fewer than half" in adoption_sentence(adoption(REFUSED, fast))
    table = waves_table([fast, wave("Late", REFUSED)])
    assert table["Change activity"].tolist() == ["none", "none"]
    assert table.iloc[1, -1] == "Too few."


@pytest.mark.ledger("46")
def test_change_activity_is_an_association_with_grade_d() -> None:
    def found(value: float, low: float, high: float) -> ActivityComparison:
        return ActivityComparison(
            program_name="Pitching",
            groups=(1, 2),
            differences=((30, estimate(value, low, high, "pp")), (90, REFUSED)),
        )

    more, fewer, unclear = (
        activity_sentence(found(*ends)) for ends in ((20, 5, 35), (-20, -35, -5), (3, -9, 15))
    )
    for text in (more, fewer, unclear):
        assert "Evidence D" in text
        assert "ssociation, not effect" in text
        assert "After 30 days" in text
        assert "40 people in 3 groups" in text
    assert "20 more of every hundred" in more
    assert "20 fewer of every hundred" in fewer
    assert "cannot be told apart" in unclear
    table = activity_table(found(20, 5, 35))
    assert table["Evidence"].tolist() == ["D, as association"] * 2
    assert table.iloc[1, 1] == "Too few."
    nobody = ActivityComparison(program_name="P", groups=(1, 1), differences=((30, REFUSED),))
    assert "long enough" in activity_sentence(nobody)
    for refusal in ("every", "none"):
        assert activity_sentence(ActivityComparison(program_name="P", refusal=refusal))


@pytest.mark.ledger("46")
def test_speed_use_and_level_stand_together() -> None:
    rows = pd.DataFrame(
        {"people": [40], "used": [30], "use_now": [20], "rated": [20], "at_level": [15]}
    )
    assert "75% (15 of 20) of users with a result are at the level" in depth_sentence(rows)
    assert "not known" in depth_sentence(rows.assign(rated=0, at_level=0))
    assert share_of(1, 0) == "none"
    share = estimate(0.5, 0.4, 0.6, "share")
    one = Depth(program_id="P", audience="A", used=share, thrice=share, now=share, at_level=REFUSED)
    assert depth_table([one]).iloc[0].tolist() == ["A", *["50% (40% to 60%; n 40)"] * 3, "Too few."]


@pytest.mark.ledger("46")
def test_time_to_value_is_a_day_or_the_reason_there_is_none() -> None:
    base = {"program_name": "Pitching", "kpi": "deals", "launched_on": date(2026, 1, 10)}
    reached = TimeToValue(
        **base, state=REACHED, days=110, moved_on=date(2026, 4, 30), limit=10.5, unit="deals"
    )
    assert "after 110 days (30 Apr 2026)" in value_sentence(reached)
    still = TimeToValue(**base, state=OPEN, limit=10.5, months_after=9)
    assert "Not reached yet" in value_sentence(still)
    reasons = ("few_before", "few_after", "already_moving")
    texts = [value_sentence(TimeToValue(**base, state=UNKNOWN, reason=one)) for one in reasons]
    assert len(set(texts)) == 3


DECISION = Decided(
    decision="Retire P",
    decided_on=date(2026, 10, 1),
    by="Board",
    program_id="P",
    program_name="Pitching",
    action="retire",
    source="decisions",
)


def group(name: str, learners: int | None) -> Touched:
    return Touched(
        audience=name,
        stance="",
        owner="",
        program_name="Pitching",
        action="retire",
        decision="Retire P",
        decided_on=date(2026, 10, 1),
        learners=learners,
    )


@pytest.mark.ledger("42")
def test_touched_groups_are_named_with_their_heads() -> None:
    text = touched_sentence([group("Sales", 20), group("HR", None)], [DECISION])
    assert (
        text == "1 decision in force touches 2 groups: most in Sales, with 20 people in Pitching."
    )
    assert "hidden" in touched_sentence([group("HR", None)], [DECISION])
    assert "no group named here" in touched_sentence([], [DECISION])
    assert touched_sentence([], []) == TEMPLATES["groups_no_decision"]
    table = touched_table([group("Sales", 20), group("HR", None)])
    assert table["People who learn in it"].tolist() == ["20 people", "hidden: too few people"]
    members = pd.DataFrame(
        {
            "audience": ["Sales", "HR"],
            "owner": ["Ann", ""],
            "last_contact_on": [pd.Timestamp("2026-09-01"), pd.NaT],
            "days_since": [60, None],
        }
    )
    said = members_sentence(members)
    assert "1 group without a noted contact, 1 group without an owner" in said
    assert "Sales, 60 days" in said


def messages(**parts: object) -> pd.DataFrame:
    base = {
        "audience": "Sales",
        "meant": 40,
        "reached": 30,
        "asked": 40,
        "can_state": 10,
        "flag": "",
        "hidden": "",
    }
    return pd.DataFrame([base | parts])


@pytest.mark.ledger("43", "11")
def test_reach_and_understanding_are_said_with_their_counts() -> None:
    text = messages_sentence(messages())
    assert "75% saw them (30 of 40)" in text
    assert "25% can say what changes and why (10 of 40 asked)" in text
    assert "Every group with a plan was reached" in text
    flagged = pd.concat([messages(), messages(audience="HR", reached=None, flag="not sent")])
    assert "HR (not sent)" in messages_sentence(flagged)
    nothing = messages(meant=None, reached=None, asked=None, can_state=None)
    assert "not known" in messages_sentence(nothing)
    assert "hidden" in messages_sentence(nothing.assign(hidden="too few to show"))


OBJECTIVES = pd.DataFrame(
    [
        {
            "audience": "Sales",
            "objective": "Win more deals",
            "kpi": "win rate",
            "baseline": 20.0,
            "target": 30.0,
            "due_on": pd.Timestamp("2027-03-31"),
            "value": 25.0,
            "month": 2026 * 12 + 9,
            "unit_of_measure": "%",
            "programs": "Pitching, Quoting",
        }
    ]
)
GAPS = pd.DataFrame([{"audience": "Sales", "skill": "Selling", "assessed": 40, "below": 18}])


@pytest.mark.ledger("44a")
def test_the_reason_follows_the_objective_and_shows_its_facts() -> None:
    text = why_text("Sales", OBJECTIVES, GAPS)
    assert "Win more deals" in text
    assert "Win rate is to go from 20.0 % to 30.0 % by 31 Mar 2027" in text
    assert "It stands at 25.0 % in Oct 2026" in text
    assert "Pitching and Quoting serve it" in text
    assert "18 are below" in text
    other = why_text("Sales", OBJECTIVES.assign(objective="Keep customers", target=40.0), GAPS)
    assert other != text
    assert "Keep customers" in other
    assert "40.0 %" in other
    facts = why_facts("Sales", OBJECTIVES, GAPS)
    shown = set(facts["Value"].str.cat(sep=" ").split())
    figures = [word.strip(".,") for word in text.split() if word[0].isdigit()]
    assert figures
    assert all(figure in " ".join([*shown, "31 2027 2026"]) for figure in figures)
    assert facts["From"].str.len().min() > 0
    assert "not known yet" in why_text("HR", OBJECTIVES, GAPS)
    assert why_facts("HR", OBJECTIVES, GAPS).empty


def test_what_is_not_known_is_left_out_of_the_reason() -> None:
    row = OBJECTIVES.assign(baseline=np.nan, value=np.nan, programs=None).iloc[0].to_dict()
    assert objective_parts(row) == ["Win rate is to be 30.0 % by 31 Mar 2027."]
    assert why_text("Sales", OBJECTIVES.iloc[:0], GAPS).startswith("For Sales: of 40 people")
    assert not has(np.nan)
    assert month_name(2026 * 12) == "Jan 2026"


@pytest.mark.ledger("44a")
def test_own_wording_with_numbers_of_yesterday_is_flagged() -> None:
    draft = "Win rate stands at 25.0 % in Oct 2026."
    assert stale_figures("We stand at 25.0 %.", draft) == ""
    assert "24" in stale_figures("We stand at 24 %.", draft)


@pytest.mark.ledger("44b")
def test_the_ledger_has_two_sides_and_names_what_is_broken() -> None:
    rows = [BROKEN, FINE, LedgerRow(item="Q", kind="changes", action="scale", is_automatic=True)]
    text = ledger_sentence(rows)
    assert "2 changes and 1 promise" in text
    assert "Pitching stays: broken: retired by a decision of 1 Sep 2026" in text
    assert "nothing contradicts" in ledger_sentence([FINE])
    assert ledger_sentence([]) == TEMPLATES["ledger_nothing"]
    assert ledger_table(rows, "stays")["Held against the data"].tolist() == [fault_text(BROKEN)]
    changes = ledger_table(rows, "changes")
    assert changes["From, to"].tolist() == [
        "by hand \u2192 by tool",
        "as large as it is \u2192 offered to more people",
    ]
    assert is_broken(BROKEN)
    assert not is_broken(FINE)
    assert step_text(BROKEN) == "stays as it is"
    faults = [key for key in TEMPLATES if key.startswith("fault_")]
    assert len(faults) == 10


@pytest.mark.ledger("44c")
def test_the_contract_names_the_least_sure_measure() -> None:
    sure = measure(measure="Sure", chance=0.9, forecast=(21.0, 19.0, 23.0), months=12)
    unsure = measure(measure="Unsure", chance=0.3, forecast=(16.0, 12.0, 20.0), months=12)
    there = measure(REACHED, reached_on=date(2026, 9, 30))
    text = contract_sentence([sure, unsure, there])
    assert text.startswith("1 of 3 measures at their target")
    assert "Unsure, unlikely (6 in 20) to be there by 31 Mar 2027" in text
    assert "Every measure agreed on is at its target" in contract_sentence([there])
    few = measure(reason="few_months", months=4)
    assert "no chance yet" in contract_sentence([few])
    table = contract_table([sure, there, few])
    assert table["Chance or state"].tolist()[1] == "reached on 30 Sep 2026"
    assert "4 months" in table["Chance or state"].tolist()[2]
    assert forecast_text(sure) == "21.0 deals (19.0 to 23.0 deals; n 12)"
    assert state_text(measure(MISSED)) == TEMPLATES["state_missed"]
    assert "was there until" in state_text(measure(LOST, reached_on=date(2026, 8, 31), chance=0.5))
    assert number(None, "") == "not known"


@pytest.mark.ledger("44c")
def test_a_contract_is_five_to_eight_measures_of_five_dimensions() -> None:
    names = (
        "Speed to competency",
        "workforce_readiness",
        "business performance",
        "Learner satisfaction & engagement",
        "Innovation & continuous improvement",
    )
    whole = [measure(dimension=name) for name in names]
    assert contract_gaps(whole) == ""
    assert "Nothing measures business performance" in contract_gaps(whole[:2] + whole[3:])
    assert "here 1 stands" in contract_gaps(whole[:1])
    assert dimension_id("Own idea") == "own_idea"


@pytest.mark.ledger("45")
def test_the_mix_says_where_own_experts_do_most() -> None:
    rows = pd.DataFrame(
        {
            "work": ["Modules authored", "Sessions led"],
            "skill": ["Selling", "Coaching"],
            "internal_percent": [20.0, 80.0],
            "unknown_percent": [60.0, 0.0],
        }
    )
    text = mix_sentence(rows)
    assert "more than half in 1 of 2 kinds of work; in 1 it is mostly not said" in text
    assert "Coaching, sessions led (80%)" in text
    assert mix_name(rows.iloc[0]) == "Selling, modules authored (20%)"
    assert "most for" not in mix_sentence(rows.iloc[:1])
