"""Facts of the page Change on rows that a hand counts."""

from typing import Any

import pytest

from mls_metrics.analysis.adoption import adoption
from mls_metrics.analysis.pooling import pool
from mls_metrics.catalog.load import metrics
from mls_metrics.warehouse.fact_rows import fact_query, fact_rows
from mls_metrics.warehouse.fetch import fetch, metric_rows
from tests.unit.warehouse.landed import POLICY, company

HEAD = "employee_id | hire_date | department | region | job_role | termination_date"


def staff(emea: int = 20, apac: int = 12, *, left: dict[str, str] | None = None) -> str:
    """People of Sales: e0, e1, ... in EMEA, then in APAC."""
    rows = [
        f"e{n} | 2024-01-01 | Sales | {'EMEA' if n < emea else 'APAC'} | Agent | "
        f"{(left or {}).get(f'e{n}', '-')}"
        for n in range(emea + apac)
    ]
    return "\n".join([HEAD, *rows])


AUDIENCES = """
    audience | department | region | stance | owner | last_contact_on
    Sales    | Sales      | -      | for    | Ann   | 2026-09-01
    EMEA     | Sales      | EMEA   | -      | -     | -
    HR       | HR         | -      | -      | -     | -
    All      | -          | -      | -      | -     | -
"""
PROGRAMS = """
    program_id | program_name | skill   | objective_id | owner
    P          | Pitching     | Selling | O            | Head of Sales
"""


def starts(people: range, program: str = "P", day: str = "2026-08-01") -> str:
    rows = [f"e{n} | {program} | in_progress | {day}" for n in people]
    return "\n".join(["employee_id | program_id | status | started_on", *rows])


def records(store: Any, id_: str, **parameters: float) -> list[dict[str, Any]]:
    """Rows of a fact; its text in plain DuckDB gives as many."""
    rows = fact_rows(store, id_, parameters).rows
    assert len(store.query(fact_query(store, id_, parameters))) == len(rows)
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


ROLLED_OUT = {
    "employees": staff(left={"e19": "2026-09-10"}),
    "audiences": AUDIENCES,
    "programs": PROGRAMS,
    "rollouts": """
        program_id | audience | access_on  | change_activity
        P          | EMEA     | 2026-08-01 | coaching
        P          | Sales    | 2026-09-01 | none
    """,
    "enrollments": starts(range(8), day="2026-08-11"),
    "activity": """
        employee_id | occurred_on | program_id
        e20         | 2026-09-21  | P
        e20         | 2026-09-22  | P
        e20         | 2026-09-23  | P
        e0          | 2026-07-01  | P
    """,
}


@pytest.mark.ledger("46")
def test_people_who_have_not_used_it_stay_in_the_count() -> None:
    store = company(ROLLED_OUT)
    rows = records(store, "adoption_days")
    counted = {(row["audience"], row["days"], row["is_event"]): row["n"] for row in rows}
    assert counted == {
        ("EMEA", 10, True): 7,  # e1 to e7: e0 used it before
        ("EMEA", 40, False): 1,  # e19 left
        ("EMEA", 91, False): 11,
        ("Sales", 20, True): 1,
        ("Sales", 60, False): 11,
    }
    assert {row["audience"]: row["change_activity"] for row in rows} == {
        "EMEA": "coaching",
        "Sales": "",
    }
    third = records(store, "adoption_days", use_number=3)
    assert [(row["audience"], row["days"]) for row in third if row["is_event"]] == [("Sales", 22)]


@pytest.mark.ledger("46")
def test_take_up_agrees_with_the_metric_of_the_catalogue() -> None:
    store = company(ROLLED_OUT | {"enrollments": starts(range(1, 30), day="2026-09-11")})
    found = adoption(fact_rows(store, "adoption_days").rows, policy=POLICY)
    metric = pool(
        metrics()["time_to_first_use"], metric_rows(store, "time_to_first_use"), policy=POLICY
    )
    assert found.median == metric


@pytest.mark.ledger("46")
def test_a_small_group_is_left_out_of_take_up() -> None:
    store = company(ROLLED_OUT | {"employees": staff(emea=20, apac=7)})
    assert {row["audience"] for row in records(store, "adoption_days")} == {"EMEA"}
    assert {row["audience"] for row in records(store, "adoption_depth")} == {"EMEA"}


@pytest.mark.ledger("46")
def test_use_and_level_of_those_still_here() -> None:
    store = company(
        ROLLED_OUT
        | {
            "program_skills": "program_id | skill | target_level\nP | Selling | 3",
            "skill_assessments": """
                employee_id | skill   | assessed_on | level
                e1          | Selling | 2026-09-01  | 4
                e2          | Selling | 2026-09-01  | 2
                e3          | Selling | 2026-07-01  | 4
            """,
            "enrollments": """
                employee_id | program_id | status      | started_on | score | pass_mark
                e1          | P          | in_progress | 2026-08-11 | 10    | 70
                e2          | P          | in_progress | 2026-08-11 | -     | -
                e3          | P          | in_progress | 2026-08-11 | 80    | 70
                e4          | P          | in_progress | 2026-08-11 | -     | -
            """,
        }
    )
    emea, sales = records(store, "adoption_depth", recent_days=60)
    assert (emea["people"], emea["used"], emea["use_now"]) == (18, 4, 0)
    assert (emea["rated"], emea["at_level"]) == (3, 2)
    assert (sales["people"], sales["used"], sales["used_thrice"], sales["use_now"]) == (12, 1, 1, 1)


@pytest.mark.ledger("42")
def test_groups_have_their_people_stance_owner_and_contact() -> None:
    found = {row["audience"]: row for row in records(company(ROLLED_OUT), "group_members")}
    assert found["Sales"]["people"] == 31
    assert (found["Sales"]["stance"], found["Sales"]["owner"]) == ("for", "Ann")
    assert found["Sales"]["days_since"] == 60
    assert found["EMEA"]["people"] == 19
    assert found["HR"]["unknown_because"] == "nobody on the roster fits"
    assert found["All"]["unknown_because"] == "not said who belongs"


@pytest.mark.ledger("42")
def test_counts_that_give_a_few_people_away_are_hidden() -> None:
    files = {"audiences": AUDIENCES, "employees": staff(emea=20, apac=7)}
    found = {row["audience"]: row for row in records(company(files), "group_members")}
    assert found["Sales"]["people"] == 27
    assert found["EMEA"]["people"] is None  # 27 less 20 would tell of seven
    files["employees"] = staff(emea=4, apac=0)
    found = {row["audience"]: row for row in records(company(files), "group_members")}
    assert found["Sales"]["unknown_because"] == "hidden: too few people"


@pytest.mark.ledger("42")
def test_learners_of_each_group_are_counted_or_hidden() -> None:
    files = {"audiences": AUDIENCES, "employees": staff(), "programs": PROGRAMS}
    both = starts(range(10)) + "\n" + starts(range(20, 30)).partition("\n")[2]
    found = {
        r["audience"]: r for r in records(company(files | {"enrollments": both}), "group_learners")
    }
    assert (found["Sales"]["learners"], found["EMEA"]["learners"]) == (20, 10)
    few = {"enrollments": starts(range(7))}
    found = {r["audience"]: r for r in records(company(files | few), "group_learners")}
    assert (found["Sales"]["learners"], found["EMEA"]["learners"]) == (None, None)
    nearly_all = {"enrollments": starts(range(16))}
    found = {r["audience"]: r for r in records(company(files | nearly_all), "group_learners")}
    assert (found["Sales"]["learners"], found["EMEA"]["learners"]) == (16, None)
    split = starts(range(10)) + "\n" + starts(range(20, 23)).partition("\n")[2]
    found = {
        r["audience"]: r for r in records(company(files | {"enrollments": split}), "group_learners")
    }
    assert (found["Sales"]["learners"], found["EMEA"]["learners"]) == (13, None)
    old = {"enrollments": starts(range(10), day="2024-02-01").replace("in_progress", "completed")}
    assert records(company(files | old), "group_learners") == []


@pytest.mark.ledger("42")
def test_narrower_groups_are_known_as_such() -> None:
    store = company({"audiences": AUDIENCES, "employees": staff()})
    pairs = fetch(store, "audience_pairs")
    assert pairs[["narrower", "wider", "people"]].values.tolist() == [["EMEA", "Sales", 20]]
    people = fetch(store, "audience_people")
    assert people.groupby("audience").size().to_dict() == {"EMEA": 20, "Sales": 32}


def test_decisions_bear_their_program() -> None:
    store = company(
        {
            "programs": PROGRAMS,
            "decisions": """
                decision  | decided_on | by    | program_id | action
                End it    | 2026-09-01 | Board | P          | Retire
                Not yet   | 2027-01-01 | Board | P          | Keep
                New rooms | 2026-08-01 | Board | -          | -
            """,
        }
    )
    rows = records(store, "decided_programs")
    assert [(r["decision"], r["program_name"], r["action"]) for r in rows] == [
        ("End it", "Pitching", "retire"),
        ("New rooms", "", ""),
    ]


MESSAGES = """
    audience | planned_on | sent_on    | message | channel | people | reached | can_state_it
    Sales    | 2026-05-01 | 2026-05-02 | one     | mail    | 40     | 30      | 10
    Sales    | 2026-06-01 | 2026-06-02 | two     | mail    | 40     | 10      | -
    EMEA     | 2026-05-01 | -          | one     | mail    | 20     | -       | -
    HR       | 2026-12-01 | -          | one     | mail    | -      | -       | -
    All      | -          | -          | draft   | why     | -      | -       | -
    Board    | 2026-05-01 | 2026-05-01 | one     | talk    | -      | -       | -
"""


@pytest.mark.ledger("43", "11")
def test_a_plan_without_reach_is_flagged_and_reach_takes_the_flag_away() -> None:
    files = {"audiences": AUDIENCES, "employees": staff(), "communications": MESSAGES}
    found = {row["audience"]: row for row in records(company(files), "message_check")}
    assert {name: row["flag"] for name, row in found.items()} == {
        "Sales": "",
        "EMEA": "planned, not sent, late",
        "HR": "planned, not sent yet",
        "All": "no message planned",
        "Board": "sent, reach not known",
    }
    assert (found["Sales"]["planned"], found["Sales"]["sent"]) == (2, 2)
    assert found["Sales"]["reached_percent"] == 50
    assert found["Sales"]["can_state_percent"] == 25
    sent = MESSAGES.replace(
        "EMEA     | 2026-05-01 | -          | one     | mail    | 20     | - ",
        "EMEA     | 2026-05-01 | 2026-05-09 | one     | mail    | 20     | 12",
    )
    found = {
        r["audience"]: r
        for r in records(company(files | {"communications": sent}), "message_check")
    }
    assert (found["EMEA"]["flag"], found["EMEA"]["reached_percent"]) == ("", 60)


@pytest.mark.ledger("43", "11")
@pytest.mark.parametrize(
    ("people", "reached", "stated", "flag", "is_hidden"),
    [
        (20, 0, 0, "sent, nobody reached", False),
        (20, 3, 0, "", True),
        (20, 17, 8, "", True),
        (6, 6, 6, "", True),
        (20, 25, 9, "more people than the group has", False),
    ],
)
def test_few_people_and_impossible_counts_in_messages(
    people: int, reached: int, stated: int, flag: str, is_hidden: bool
) -> None:
    text = (
        "audience | planned_on | sent_on | message | people | reached | can_state_it\n"
        f"EMEA | 2026-05-01 | 2026-05-02 | one | {people} | {reached} | {stated}"
    )
    (row,) = records(company({"communications": text}), "message_check")
    assert row["flag"] == flag
    assert (row["reached"] is None) == is_hidden
    assert (row["hidden"] != "") == is_hidden


TOUCHED = {
    "employees": staff(),
    "audiences": AUDIENCES,
    "programs": PROGRAMS,
    "enrollments": starts(range(10)),
    "objectives": """
        objective_id | objective  | kpi   | baseline | target | due_on
        O            | Win more   | deals | 4        | 8      | 2027-01-31
        X            | Not theirs | -     | -        | -      | -
    """,
    "kpis": """
        kpi   | period  | value | unit  | unit_type  | unit_of_measure
        deals | 2026-08 | 5     | North | department | deals
        deals | 2026-08 | 7     | South | department | deals
        deals | 2026-09 | 7     | North | department | deals
        deals | 2026-09 | 8     | South | department | deals
    """,
    "role_requirements": "job_role | skill | required_level\nAgent | Selling | 3",
    "skill_assessments": "employee_id | skill | assessed_on | level\n"
    + "\n".join(f"e{n} | Selling | 2026-05-01 | {2 if n < 9 else 4}" for n in range(20)),
}


@pytest.mark.ledger("44a")
def test_an_objective_touches_a_group_by_learners_or_by_a_roll_out() -> None:
    rows = records(company(TOUCHED), "group_objectives")
    assert {(row["audience"], row["objective"]) for row in rows} == {
        ("Sales", "Win more"),
        ("EMEA", "Win more"),
    }
    assert rows[0]["value"] == 7.5
    assert rows[0]["month"] == 2026 * 12 + 8
    assert (rows[0]["programs"], rows[0]["unit_of_measure"]) == ("Pitching", "deals")
    few = TOUCHED | {"enrollments": starts(range(7))}
    assert records(company(few), "group_objectives") == []
    rolled = few | {"rollouts": "program_id | audience | access_on\nP | HR | 2026-08-01"}
    assert [row["audience"] for row in records(company(rolled), "group_objectives")] == ["HR"]


@pytest.mark.ledger("44a")
def test_gaps_of_a_group_leave_out_what_tells_of_a_few() -> None:
    rows = {row["audience"]: row for row in records(company(TOUCHED), "group_gaps")}
    assert rows["EMEA"]["assessed"] == 20
    assert rows["EMEA"]["below_percent"] == 45
    one_more = TOUCHED["skill_assessments"] + "\ne25 | Selling | 2026-05-01 | 2"
    rows = records(company(TOUCHED | {"skill_assessments": one_more}), "group_gaps")
    assert [row["audience"] for row in rows] == ["Sales"]  # 21 less 20 would tell of one


def test_own_wording_is_the_latest_message_named_why() -> None:
    text = """
        audience | planned_on | channel | message
        EMEA     | 2026-05-01 | Why     | sent words
        EMEA     | -          | why     | the draft
        EMEA     | 2026-05-01 | mail    | something else
    """
    rows = records(company({"communications": text}), "group_wording")
    assert [row["message"] for row in rows] == ["sent words", "the draft"]


@pytest.mark.ledger("44b")
def test_commitments_bear_what_the_data_say_of_their_program() -> None:
    files = {
        "programs": PROGRAMS,
        "commitments": """
            item     | kind    | program_id | due_on
            P stays  | stays   | P          | 2027-01-01
            New tool | changes | -          | -
        """,
        "enrollments": starts(range(3), day="2026-05-01")
        + "\n"
        + starts(range(2), program="Q", day="2026-10-01").partition("\n")[2],
    }
    change, stay = records(company(files), "commitments_held")
    assert (change["item"], change["kind"], change["program_id"]) == ("New tool", "changes", "")
    assert (stay["starts_lately"], stay["is_known_lately"]) == (0, True)
    assert str(stay["last_start_on"])[:10] == "2026-05-01"
    longer = records(company(files), "commitments_held", quiet_days=200)
    assert longer[1]["starts_lately"] == 3


@pytest.mark.ledger("44c")
def test_measures_as_agreed_and_the_months_of_their_kpi() -> None:
    store = company(
        TOUCHED
        | {
            "success_measures": """
                measure    | kpi   | baseline | target | due_on
                Deals up   | deals | 4        | 8      | 2027-01-31
                Fewer exit | exits | 9        | 5      | 2027-01-31
            """
        }
    )
    rows = {row["measure"]: row for row in records(store, "success_agreed")}
    assert rows["Deals up"]["is_higher_better"]
    assert not rows["Fewer exit"]["is_higher_better"]
    months = records(store, "success_months")
    assert [(row["kpi"], row["value"], row["units"]) for row in months] == [
        ("deals", 6.0, 2),
        ("deals", 7.5, 2),
    ]


@pytest.mark.ledger("44c")
def test_a_kpi_kept_by_person_shows_no_month_of_a_few() -> None:
    kpis = "kpi | period | value | employee_id\n" + "\n".join(
        f"deals | 2026-0{month} | 3 | e{n}" for month, most in ((8, 9), (9, 5)) for n in range(most)
    )
    agreed = "measure | kpi | baseline | target\nDeals up | deals | 4 | 8"
    store = company({"kpis": kpis, "success_measures": agreed})
    assert [row["units"] for row in records(store, "success_months")] == [9]


@pytest.mark.ledger("46")
def test_the_kpi_of_a_launch_is_that_of_the_people_who_got_access() -> None:
    kpis = "kpi | period | value | employee_id\n" + "\n".join(
        f"deals | 2026-08 | {3 if n < 20 else 9} | e{n}" for n in range(32)
    )
    rolled = "program_id | audience | access_on\nP | EMEA | 2026-08-01"
    (row,) = records(company(TOUCHED | {"kpis": kpis, "rollouts": rolled}), "launch_kpis")
    assert (row["value"], row["units"], row["kpi"]) == (3.0, 20, "deals")
    assert str(row["launched_on"])[:10] == "2026-08-01"


@pytest.mark.ledger("45")
def test_shares_of_own_experts_sum_to_the_whole_for_each_skill() -> None:
    store = company(
        {
            "programs": PROGRAMS + "    Q | Quoting | - | - | -",
            "program_skills": "program_id | skill\nP | Talking",
            "program_modules": """
                program_id | module_id | author_party
                P          | M1        | internal
                P          | M2        | partner
                P          | M3        | -
                P          | M4        | partner
                Q          | M5        | internal
            """,
            "sessions": """
                session_id | program_id | held_on    | facilitator_party
                S1         | P          | 2026-05-01 | internal
                S2         | P          | -          | partner
            """,
            "reviews": """
                subject  | due_on     | held_on
                Pitching | 2026-05-01 | 2026-05-02
                Quoting  | 2026-05-01 | 2026-05-02
                Quoting  | 2026-09-01 | -
            """,
            "decision_rights": """
                decision | role          | letter | party
                Retire   | Head of Sales | A      | internal
            """,
        }
    )
    rows = records(store, "internal_mix")
    found = {
        (row["work"], row["skill"]): [
            row["internal_percent"],
            row["partner_percent"],
            row["unknown_percent"],
            row["n"],
        ]
        for row in rows
    }
    assert all(sum(shares[:3]) == pytest.approx(100) for shares in found.values())
    assert found == {
        ("Modules authored", "Selling"): [25, 50, 25, 4],
        ("Modules authored", "Talking"): [25, 50, 25, 4],
        ("Modules authored", "skill not known"): [100, 0, 0, 1],
        ("Sessions led", "Selling"): [100, 0, 0, 1],
        ("Sessions led", "Talking"): [100, 0, 0, 1],
        ("Reviews held", "Selling"): [100, 0, 0, 1],
        ("Reviews held", "Talking"): [100, 0, 0, 1],
        ("Reviews held", "skill not known"): [0, 0, 100, 1],
    }
