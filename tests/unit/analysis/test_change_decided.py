"""Decisions of every book, the groups they touch, the ledger, and the success contract."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.change_ledger import (
    broken,
    change_ledger,
    day_of,
    decided_row,
    hand_row,
    late,
)
from mls_metrics.analysis.decided import decided, decided_of, marked, touched
from mls_metrics.analysis.success_contract import (
    agreed_measure,
    first_of_last_run,
    is_there,
    judged,
    kpi_points,
    number,
    success_contract,
    with_chance,
)
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.agreement import DECIDED, PARKED, Agreement
from mls_metrics.model.change import (
    LOST,
    MISSED,
    OPEN,
    REACHED,
    UNKNOWN,
    Decided,
    LedgerRow,
    OtherSeries,
    SeriesPoint,
    SuccessMeasure,
    Touched,
)
from mls_metrics.model.decision import Action
from mls_metrics.model.scenario import Assumption, Lock, Scenario

POLICY = load_policy()
AS_OF = date(2026, 10, 31)
NAMES = {"P": "Pitching", "Q": "Quoting"}
NONE = pd.DataFrame(
    columns=["decision", "decided_on", "decided_by", "program_id", "program_name", "action"]
)


def agreement(program: str, action: Action, *, at: str = "2026-10-01", kind: str = DECIDED):
    return Agreement(
        kind=kind,
        at=f"{at}T09:00:00",
        decision=f"{action.value} {program}",
        by="Board",
        program_id=program,
        action=action,
        review_on=date(2027, 4, 1),
    )


def scenario(*locks: Lock) -> Scenario:
    one = Assumption(value=0.5, low=0.3, high=0.8)
    return Scenario(
        data_sha256="d",
        weights=(20.0, 20.0, 20.0, 20.0, 20.0),
        scale_score=60.0,
        retire_score=40.0,
        horizon_months=12,
        replacement_cost_share=one,
        work_hours_per_year=Assumption(value=1600.0, low=1500.0, high=1700.0),
        locks=locks,
    )


MEMBERS = pd.DataFrame({"audience": ["Sales", "HR"], "stance": ["for", ""], "owner": ["Ann", ""]})
LEARNERS = pd.DataFrame(
    {
        "audience": ["Sales", "HR", "HR"],
        "program_id": ["P", "P", "Q"],
        "program_name": ["Pitching", "Pitching", "Quoting"],
        "learners": [20, np.nan, 9],
    }
)


@pytest.mark.ledger("42")
def test_retiring_a_program_makes_its_groups_appear_with_head_counts() -> None:
    assert touched(MEMBERS, LEARNERS, decided(NONE, [], names=NAMES)) == ()
    kept = decided(NONE, [agreement("P", Action.KEEP)], names=NAMES)
    assert touched(MEMBERS, LEARNERS, kept) == ()
    gone = decided(NONE, [agreement("P", Action.RETIRE)], names=NAMES)
    first, second = touched(MEMBERS, LEARNERS, gone)
    assert isinstance(first, Touched)
    assert (first.audience, first.learners, first.owner) == ("Sales", 20, "Ann")
    assert (second.audience, second.learners) == ("HR", None)
    from_file = pd.DataFrame(
        [["End it", pd.Timestamp("2026-09-01"), "Board", "Q", "Quoting", "retire"]],
        columns=NONE.columns,
    )
    (only,) = touched(MEMBERS, LEARNERS, decided(from_file, [], names=NAMES))
    assert (only.program_name, only.learners, only.decision) == ("Quoting", 9, "End it")


@pytest.mark.ledger("42", "44b")
def test_a_later_decision_takes_the_place_of_an_earlier_one() -> None:
    found = decided(
        NONE,
        [agreement("P", Action.KEEP, at="2026-10-09"), agreement("P", Action.RETIRE)],
        names=NAMES,
    )
    assert [(item.action, item.replaced_on) for item in found] == [
        ("keep", None),
        ("retire", date(2026, 10, 9)),
    ]
    assert touched(MEMBERS, LEARNERS, found) == ()
    assert marked(found[::-1])[0].replaced_on == date(2026, 10, 9)


@pytest.mark.ledger("44b")
def test_each_agreement_adds_exactly_its_change() -> None:
    held = pd.DataFrame(columns=["decided_in", "program_id"])
    log = [agreement("P", Action.RETIRE), agreement("Q", Action.KEEP)]
    parked = agreement("P", Action.FIX, kind=PARKED)
    rows = change_ledger(held, decided(NONE, [*log, parked], names=NAMES), as_of=AS_OF)
    assert {(row.item, row.kind, row.action) for row in rows} == {
        ("Pitching", "changes", "retire"),
        ("Quoting", "stays", "keep"),
    }
    assert all(isinstance(row, LedgerRow) and row.is_automatic for row in rows)
    assert change_ledger(held, (), as_of=AS_OF) == ()
    same = pd.DataFrame(
        [["retire P", pd.Timestamp("2026-10-01"), "Board", "P", "Pitching", "retire"]],
        columns=NONE.columns,
    )
    assert len(decided(same, log, names=NAMES)) == 2  # the file and the log tell of one decision


@pytest.mark.ledger("44b")
def test_accepting_a_scenario_adds_exactly_its_changes() -> None:
    locks = (
        Lock(program_id="P", action=Action.RETIRE, reason="old"),
        Lock(program_id="Q", action=Action.SCALE, reason="good"),
    )
    entry = Agreement(kind=DECIDED, at="2026-10-01T09:00:00", decision="Accept", scenario="autumn")
    saved = {"autumn": scenario(*locks)}
    found = decided(NONE, [entry], names=NAMES, scenarios=saved)
    rows = change_ledger(pd.DataFrame(), found, as_of=AS_OF)
    assert {(row.item, row.action) for row in rows} == {
        ("Pitching", "retire"),
        ("Quoting", "scale"),
    }
    assert len(decided(NONE, [entry], names=NAMES)) == 1
    assert decided_of(entry, NAMES, {})[0].program_id == ""
    assert decided_row(found[0]).source == "decision log"


def promise(**parts: object) -> dict[str, object]:
    return {
        "item": "P stays",
        "kind": "stays",
        "before": "",
        "after": "",
        "audience": "",
        "owner": "Head",
        "due_on": pd.Timestamp("2027-06-30"),
        "decided_in": "",
        "program_id": "P",
        "changed_on": pd.NaT,
        "closes_on": pd.NaT,
        "last_start_on": pd.Timestamp("2026-10-01"),
        "starts_lately": 3,
        "is_known_lately": True,
    } | parts


RETIRED = decided(NONE, [agreement("P", Action.RETIRE)], names=NAMES)


@pytest.mark.ledger("44b")
@pytest.mark.parametrize(
    ("parts", "decisions", "fault"),
    [
        ({}, (), ""),
        ({}, RETIRED, "retired"),
        ({"program_id": "Q"}, RETIRED, ""),
        ({"due_on": pd.Timestamp("2026-09-01")}, RETIRED, "over"),
        ({"closes_on": pd.Timestamp("2026-10-01")}, (), "closed"),
        ({"closes_on": pd.Timestamp("2027-01-01")}, (), "closing"),
        ({"closes_on": pd.Timestamp("2027-12-01")}, (), ""),
        ({"starts_lately": 0}, (), "no_starts"),
        ({"starts_lately": 0, "is_known_lately": False}, (), ""),
        ({"starts_lately": 0, "last_start_on": pd.NaT}, (), ""),
        ({"owner": ""}, (), "no_owner"),
        ({"due_on": pd.NaT}, (), "no_end"),
    ],
)
def test_a_promise_is_held_against_the_data(parts, decisions, fault) -> None:
    assert broken(promise(**parts), decisions, AS_OF)[0] == fault
    (row,) = change_ledger(pd.DataFrame([promise(**parts)]), (), as_of=AS_OF)
    assert row.item == "P stays"
    assert hand_row(promise(**parts), decisions, AS_OF).fault == fault


@pytest.mark.ledger("44b")
@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({}, ""),
        ({"due_on": pd.Timestamp("2026-09-01")}, "late"),
        ({"due_on": pd.Timestamp("2026-09-01"), "changed_on": pd.Timestamp("2026-08-01")}, ""),
        ({"owner": ""}, "no_owner"),
        ({"due_on": pd.NaT}, "no_date"),
    ],
)
def test_a_change_is_late_until_it_is_made(parts, fault) -> None:
    assert late(promise(kind="changes", **parts), AS_OF)[0] == fault


def test_a_row_by_hand_that_names_its_decision_stands_for_it() -> None:
    named = promise(kind="changes", decided_in="retire P", item="Pitching ends in spring")
    rows = change_ledger(pd.DataFrame([named]), RETIRED, as_of=AS_OF)
    assert [row.item for row in rows] == ["Pitching ends in spring"]
    assert isinstance(RETIRED[0], Decided)
    assert day_of(pd.NaT) is None


def agreed(**parts: object) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "measure": "Deals up",
                "dimension": "business performance",
                "metric": "",
                "kpi": "deals",
                "baseline": 10.0,
                "baseline_on": pd.NaT,
                "target": 20.0,
                "due_on": pd.Timestamp("2027-03-31"),
                "owner": "Head",
                "is_higher_better": True,
                "unit_of_measure": "deals",
            }
            | parts
        ]
    )


def months(values: list[float]) -> pd.DataFrame:
    last = 2026 * 12 + 9
    return pd.DataFrame(
        {"kpi": "deals", "month": range(last - len(values) + 1, last + 1), "value": values}
    )


def contract(values: list[float], **parts: object) -> SuccessMeasure:
    (found,) = success_contract(agreed(**parts), months(values), as_of=AS_OF, policy=POLICY)
    return found


STEADY = [10.0, 11.2, 11.8, 13.1, 13.9, 15.2, 15.8, 17.1]


@pytest.mark.ledger("44c")
def test_the_chance_follows_trend_and_noise() -> None:
    steady = contract(STEADY)
    assert (steady.state, steady.months, steady.current) == (OPEN, 8, 17.1)
    assert steady.chance is not None
    assert steady.chance > 0.95
    noisy = contract([value + 4 * (-1) ** place for place, value in enumerate(STEADY)])
    assert noisy.chance is not None
    assert noisy.chance < steady.chance
    flat = contract([10.0, 10.4, 9.8, 10.1, 10.2, 9.9, 10.3, 10.0])
    assert flat.chance is not None
    assert flat.chance < 0.05
    sooner = contract(STEADY, due_on=pd.Timestamp("2026-11-30"))
    assert sooner.chance is not None
    assert sooner.chance < steady.chance
    assert steady.forecast is not None
    assert steady.forecast[1] < steady.forecast[0] < steady.forecast[2]
    falling = [-value for value in STEADY]
    mirrored = contract(falling, target=-20.0, baseline=-10.0, is_higher_better=False)
    assert mirrored.chance == pytest.approx(steady.chance)


@pytest.mark.ledger("44c")
def test_a_target_that_is_reached_shows_its_date() -> None:
    found = contract([*STEADY, 20.5, 21.0])
    assert (found.state, found.reached_on, found.chance) == (REACHED, date(2026, 9, 30), None)
    lost = contract([*STEADY, 20.5, 18.0])
    assert (lost.state, lost.reached_on) == (LOST, date(2026, 9, 30))
    assert lost.chance is not None


@pytest.mark.ledger("44c")
def test_there_is_no_chance_without_six_months_a_target_or_a_day() -> None:
    few = contract(STEADY[:5])
    assert (few.state, few.chance, few.reason) == (OPEN, None, "few_months")
    assert contract(STEADY[:6]).chance is not None
    assert contract(STEADY, target=np.nan).reason == "no_target"
    assert contract(STEADY, due_on=pd.NaT).reason == "no_date"
    assert contract(STEADY, kpi="other").reason == "no_values"
    assert contract(STEADY, due_on=pd.Timestamp("2026-09-30")).state == MISSED


@pytest.mark.ledger("44c")
def test_a_measure_may_be_a_dimension_or_one_number() -> None:
    points = tuple(
        SeriesPoint(on=date(2025 + k // 4, 3 * (k % 4) + 3, 28), value=50.0 + k) for k in range(7)
    )
    series = {"workforce readiness": OtherSeries(points=points)}
    rows = agreed(kpi="", dimension="workforce readiness", target=60.0, unit_of_measure="")
    (found,) = success_contract(rows, months([]), as_of=AS_OF, policy=POLICY, others=series)
    assert (found.unit, found.current) == ("points", 56.0)
    assert found.chance is not None
    one = {"workforce readiness": OtherSeries(points=points[-1:], unit="%")}
    (found,) = success_contract(rows, months([]), as_of=AS_OF, policy=POLICY, others=one)
    assert (found.current, found.chance, found.reason) == (56.0, None, "few_months")


def test_parts_of_the_contract_by_hand() -> None:
    frame = agreed_measure(agreed().iloc[0].to_dict())
    assert frame.state == UNKNOWN
    points = kpi_points(months(STEADY), "deals")
    assert points[-1] == SeriesPoint(on=AS_OF, value=17.1)
    assert first_of_last_run(frame, points) is None
    assert is_there(frame, 20.0)
    assert not is_there(frame, 19.9)
    assert judged(frame, points, as_of=AS_OF, policy=POLICY) == contract(STEADY)
    assert with_chance(frame, points[:5], POLICY).reason == "few_months"
    assert number(np.nan) is None
