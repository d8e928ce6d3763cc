"""Facts of who decides and what becomes of it, on rows that a hand counts."""

from datetime import date

import pytest

from mls_metrics.warehouse.fact_rows import fact_query, fact_rows
from tests.unit.warehouse.landed import company

RIGHTS = {
    "decision_rights": """
        decision | role    | letter | party    | strategic
        Retire   | Head    | A      | internal | true
        Retire   | Partner | A      | partner  | true
        Room     | Partner | A      | partner  | false
        Room     | Desk    | R      | internal | false
        Vision   | Partner | A      | partner  | true
        Budget   | Head    | R      | internal | true
        Venue    | Desk    | A      | internal | false
    """
}


@pytest.mark.ledger("18", "26", "29a")
def test_each_rule_of_ownership_names_its_fault() -> None:
    rows = fact_rows(company(RIGHTS), "ownership_faults").rows
    assert dict(zip(rows["decision"], rows["fault"], strict=True)) == {
        "Budget": "nobody accountable",
        "Retire": "more than one accountable",
        "Venue": "nobody responsible",
        "Vision": "strategy given to the partner",
        "Room": "",
    }


def test_without_rows_the_columns_are_named() -> None:
    found = fact_rows(company({}), "ownership_faults")
    assert found.missing == (("decision_rights.decision",), ("decision_rights.letter",))
    assert found.rows.empty


@pytest.mark.ledger("18")
def test_a_decision_of_strategy_in_the_partners_hands_is_flagged_by_word_or_by_name() -> None:
    rights = """
        decision         | role    | letter | party    | strategic
        Retire a program | Partner | A      | partner  | -
        Retire a program | Head    | R      | internal | -
        Spend on rooms   | Partner | A      | partner  | -
        Spend on rooms   | Desk    | R      | internal | -
        Set the menu     | Partner | A      | partner  | true
    """
    store = company({"decision_rights": rights})
    rows = fact_rows(store, "reins").rows.set_index("decision")
    assert rows["is_flagged"].to_dict() == {
        "Retire a program": True,
        "Set the menu": True,
        "Spend on rooms": False,
    }
    faults = fact_rows(store, "ownership_faults").rows.set_index("decision")["fault"]
    assert faults["Retire a program"] == "strategy given to the partner"
    ours = rights.replace("Partner | A      | partner  | -", "Head | A | internal | -", 1)
    again = fact_rows(company({"decision_rights": ours}), "reins").rows.set_index("decision")
    assert not again.loc["Retire a program", "is_flagged"]
    assert again.loc["Retire a program", "accountable_side"] == "internal"


def test_rights_stand_in_the_order_of_their_letters() -> None:
    rows = fact_rows(company(RIGHTS), "rights").rows
    assert [*rows[rows["decision"] == "Room"]["letter"]] == ["A", "R"]


@pytest.mark.ledger("26", "27", "28")
def test_what_has_nobody_and_what_has_two_is_counted_by_kind() -> None:
    store = company(
        RIGHTS
        | {
            "programs": """
                program_id | program_name | owner
                P1         | One          | Ann
                P2         | Two          | -
            """,
            "kpis": """
                kpi   | period  | value | owner
                Calls | 2026-01 | 3     | Ann
                Calls | 2026-02 | 3     | Bo
                Sales | 2026-01 | 3     | Ann
            """,
        }
    )
    rows = fact_rows(store, "ownership_gaps").rows.set_index("thing")
    assert rows.loc["Decisions", ["things", "without_owner", "several_owners"]].tolist() == [
        5,
        1,
        1,
    ]
    assert rows.loc["Programs", "names"] == "P2"
    assert rows.loc["KPIs", ["things", "without_owner", "several_owners"]].tolist() == [2, 0, 1]
    assert "Objectives" not in rows.index


@pytest.mark.ledger("27", "28")
def test_days_to_a_decision_stand_beside_whether_one_owner_was_named() -> None:
    store = company(
        {
            "programs": """
                program_id | program_name | owner | skill
                P1         | One          | Ann   | Sales
                P2         | Two          | Bo    | Data
                P3         | Three        | Cy    | Data
            """,
            "needs": """
                need_id | skill | raised_on  | decided_on | program_id
                N1      | Sales | 2026-10-01 | 2026-10-11 | P1
                N2      | Data  | 2026-10-01 | -          | -
                N3      | Cloud | 2026-09-01 | 2026-10-01 | -
                N4      | Sales | 2026-10-21 | -          | -
            """,
        }
    )
    rows = fact_rows(store, "decision_speed").rows.set_index("need_id")
    assert rows["days"].to_dict() == {"N1": 10, "N2": 30, "N3": 30, "N4": 10}
    assert rows["ownership"].to_dict() == {
        "N1": "one owner",
        "N2": "no single owner",
        "N3": "no single owner",
        "N4": "one owner",
    }
    assert rows["is_decided"].sum() == 2


REVIEWS = {
    "reviews": """
        subject  | due_on     | held_on    | outcome
        Steering | 2026-03-01 | 2026-03-01 | fine
        Steering | 2026-06-01 | 2026-06-20 | late
        Steering | 2026-09-01 | -          | -
        Partner  | 2027-01-15 | -          | -
    """
}


@pytest.mark.ledger("29c")
def test_the_clock_makes_a_review_overdue() -> None:
    before = fact_rows(company(REVIEWS, as_of=date(2026, 8, 31)), "review_calendar").rows
    assert before["overdue"].sum() == 0
    after = fact_rows(company(REVIEWS, as_of=date(2026, 9, 11)), "review_calendar").rows
    steering = after.set_index("subject").loc["Steering"]
    assert (steering["overdue"], steering["days_overdue"]) == (1, 10)
    assert steering["cadence"] == 92
    assert steering["next_on"].date() == date(2026, 12, 2)
    states = fact_rows(company(REVIEWS, as_of=date(2026, 9, 11)), "reviews_due").rows
    assert dict(zip(states["due_on"].dt.date, states["state"], strict=True)) == {
        date(2026, 3, 1): "held on time",
        date(2026, 6, 1): "held late",
        date(2026, 9, 1): "overdue",
        date(2027, 1, 15): "planned",
    }


@pytest.mark.ledger("29d")
def test_an_escalation_is_triggered_then_acknowledged_then_late_then_closed() -> None:
    store = company(
        {
            "escalations": """
                rule | raised_on  | role | due_on     | acknowledged_on | closed_on
                A    | 2026-10-30 | Head | 2026-11-13 | -               | -
                B    | 2026-10-30 | Head | 2026-11-13 | 2026-10-31      | -
                C    | 2026-10-01 | Head | 2026-10-15 | 2026-10-02      | -
                D    | 2026-10-01 | Head | 2026-10-15 | -               | 2026-10-15
                E    | 2026-10-01 | Head | 2026-10-15 | -               | 2026-10-16
            """
        }
    )
    rows = fact_rows(store, "escalation_log").rows.set_index("rule")
    assert rows["state"].to_dict() == {
        "A": "triggered",
        "B": "acknowledged",
        "C": "late",
        "D": "closed in time",
        "E": "closed late",
    }
    assert rows.loc["E", "days_open"] == 15


@pytest.mark.ledger("29d")
def test_a_number_that_no_row_supports_is_not_watched() -> None:
    rows = fact_rows(company(RIGHTS | REVIEWS), "escalation_measures").rows
    found = dict(zip(rows["measure"], rows["amount"], strict=True))
    assert found == {
        "days_review_overdue": 60,
        "decisions_without_one_owner": 2,
        "overdue_reviews": 1,
    }


DECISIONS = """
    decision | decided_on | action | probability | review_on  | outcome           | outcome_on
    One      | 2025-01-01 | Scale  | 0.8         | 2026-01-01 | yes               | 2025-12-20
    Two      | 2025-02-01 | retire | 0.7         | 2026-01-01 | No, it was missed | 2026-02-01
    Three    | 2025-03-01 | keep   | 0.9         | 2026-01-01 | -                 | -
    Four     | 2026-09-01 | keep   | 0.9         | 2027-01-01 | -                 | -
    Five     | 2025-04-01 | keep   | 0.5         | 2026-01-01 | hard to say       | 2026-01-01
"""


@pytest.mark.ledger("6", "29 all")
def test_outcomes_are_read_and_what_became_of_decisions_is_counted() -> None:
    store = company({"decisions": DECISIONS} | REVIEWS)
    rows = fact_rows(store, "decision_book").rows.set_index("decision")
    assert rows.loc["One", "came_true"]
    assert not rows.loc["Two", "came_true"]
    assert rows.loc[["Three", "Four", "Five"], "came_true"].isna().all()
    assert [*rows.index] == ["Four", "Five", "Three", "Two", "One"]
    kept = fact_rows(store, "follow_through").rows
    assert [*kept["n"]] == [4, 4, 3, 0]
    assert [*kept["kept"][:3]] == [3, 2, 2]
    assert kept["kept"].isna().tolist() == [False, False, False, True]


@pytest.mark.ledger("6", "29b")
def test_every_fact_of_the_page_says_what_it_is_and_runs_in_plain_duckdb() -> None:
    from mls_metrics.catalog.facts_of_pages import facts

    store = company(RIGHTS | REVIEWS | {"decisions": DECISIONS})
    for fact in (item for item in facts().values() if item.page == "governance"):
        assert fact.definition.endswith(".")
        assert fact.question.endswith("?")
        plain_rows = store.query(fact_query(store, fact.id))
        found = fact_rows(store, fact.id)
        if not found.missing:
            assert plain_rows[list(fact.columns)].astype(str).equals(found.rows.astype(str))
