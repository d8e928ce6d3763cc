"""Facts of the page Strategy on rows that a hand counts."""

from typing import Any

import pandas as pd
import pytest

from mls_metrics.warehouse.company import company_rows
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fact_rows import fact_rows
from tests.unit.warehouse.landed import POLICY, company

Files = dict[str, Any]
PEOPLE = [f"e{number:02}" for number in range(20)]
ROSTER = "employee_id | hire_date | job_role\n" + "\n".join(
    f"{name} | 2020-01-01 | {'Clerk' if place < 10 else 'Agent'}"
    for place, name in enumerate(PEOPLE)
)
# Ten of program A, eight of B, three of C (too few to be shown), none of D.
TAKEN = "employee_id | program_id | status | started_on | completed_on | hours\n" + "\n".join(
    f"{name} | {program} | completed | {start} | {end} | 10"
    for program, names, start, end in (
        ("A", PEOPLE[:10], "2026-01-10", "2026-02-10"),
        ("B", PEOPLE[10:18], "2026-03-10", "2026-04-10"),
        ("C", PEOPLE[17:20], "2026-03-10", "2026-04-10"),
    )
    for name in names
)
COMPANY: Files = {
    "employees": ROSTER,
    "enrollments": TAKEN,
    "programs": """
        program_id | program_name | purpose | skill | objective_id | owner | mandatory | regulation
        A | Alpha | growth | Selling | O1 | Ann | false | -
        B | Beta  | rule   | Law     | O2 | Bob | true  | Act 7
        C | Gamma | -      | -       | -  | -   | false | -
        D | Delta | serve  | Cloud   | O3 | Dan | false | -
    """,
    "objectives": """
        objective_id|objective|category|kpi|baseline|target|due_on|weight|owner|learning_owner
        O1 | Sell more   | growth     | sales | 10 | 20 | 2027-10-31 | 6 | Ann | Lea
        O2 | Stay lawful | regulatory | fines | 5  | 0  | 2027-06-30 | 3 | Bob | -
        O3 | Go digital  | digital    | -     | -  | -  | 2027-12-31 | 1 | -   | -
        O4 | Nobody's    | customer   | calls | 1  | 2  | -          | - | Eve | Lea
    """,
    "kpis": """
        kpi   | period  | value | unit  | unit_type  | direction | baseline_on | owner
        sales | 2026-08 | 14 | Shop 1 | location | higher | 2025-12-01 | Ann
        sales | 2026-09 | 16 | Shop 1 | location | higher | -          | -
        sales | 2025-09 | 12 | Shop 1 | location | higher | -          | -
        fines | 2026-09 | 4  | -      | company  | lower  | 2026-04-01 | -
    """,
    "costs": """
        program_id | period  | amount
        A          | 2026-01 | 600
        B          | 2026-03 | 300
        C          | 2026-03 | 100
    """,
}


@pytest.fixture(scope="module")
def store() -> Store:
    return company(COMPANY)


def rows_of(store: Store, id_: str, **parameters: float) -> pd.DataFrame:
    found = fact_rows(store, id_, parameters)
    assert found.missing == ()
    return found.rows


def changed(table: str, old: str, new: str) -> Store:
    """The company with one text replaced."""
    assert old in COMPANY[table]
    return company({**COMPANY, table: COMPANY[table].replace(old, new)})


def column(rows: pd.DataFrame, key: str, value: str) -> dict[Any, Any]:
    return dict(zip(rows[key], rows[value], strict=True))


@pytest.mark.ledger("5")
def test_deleting_a_kpi_breaks_the_chain_by_its_programs_share_of_spend(store: Store) -> None:
    whole = rows_of(store, "chain_completeness").iloc[-1]
    assert whole["step"] == "Owner"
    assert whole["spend_share"] == pytest.approx(0.9)  # Alpha 600 and Beta 300 of 1000
    assert whole["learner_share"] == 1.0  # Gamma's three learners are in no share
    without = rows_of(changed("objectives", "| sales |", "| - |"), "chain_completeness")
    assert whole["spend_share"] - without.iloc[-1]["spend_share"] == pytest.approx(0.6)
    assert without.iloc[-1]["learner_share"] == pytest.approx(8 / 18)
    unmeasured = changed("kpis", "sales ", "sails ")
    links = rows_of(unmeasured, "chain_links")
    assert column(links, "program", "missing_step")["Alpha"] == "values of the KPI"
    assert rows_of(unmeasured, "chain_completeness").iloc[-1]["spend_share"] == pytest.approx(0.3)


@pytest.mark.ledger("5")
@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("| sales | 10 | 20 |", "| sales | - | 20 |", "a baseline"),
        ("| sales | 10 | 20 |", "| sales | 10 | - |", "a target"),
        ("2027-10-31", "-", "a date"),
    ],
)
def test_each_step_of_the_chain_can_be_the_missing_one(old: str, new: str, step: str) -> None:
    links = rows_of(changed("objectives", old, new), "chain_links")
    assert column(links, "program", "missing_step")["Alpha"] == step


@pytest.mark.ledger("5")
def test_the_chain_up_to_the_owner_is_the_companys_alignment_coverage(store: Store) -> None:
    """Objective, KPI and owner alone are the metric of the scorecard."""
    row = company_rows(store, "alignment_coverage", POLICY).iloc[0]
    assert row["value"] == pytest.approx(0.9)
    assert rows_of(store, "foundation_alignment")["points"].iloc[0] == pytest.approx(90.0)


@pytest.mark.ledger("10a")
def test_each_objective_says_what_stands_behind_it_and_where_its_kpi_went(store: Store) -> None:
    rows = rows_of(store, "objective_support").set_index("objective")
    assert list(rows["programs"]) == [1, 1, 1, 0]
    assert rows.loc["Sell more", "people"] == 10
    assert rows.loc["Sell more", "kpi_now"] == 15.0
    assert rows.loc["Sell more", "way_done"] == pytest.approx(0.5)
    assert rows.loc["Stay lawful", "way_done"] == pytest.approx(0.2)
    assert rows.loc["Nobody's", "programs"] == 0


@pytest.mark.ledger("11")
def test_the_share_of_spend_on_the_top_objectives(store: Store) -> None:
    rows = rows_of(store, "priority_fit", top=1.0).set_index("objective")
    assert rows.loc["Sell more", "weight_share"] == pytest.approx(0.6)
    assert rows.loc["Sell more", "spend_share"] == pytest.approx(0.6)
    assert list(rows["is_top"]) == [True, False, False, False]
    assert rows_of(store, "priority_fit", top=2.0)["is_top"].sum() == 2


@pytest.mark.ledger("11")
def test_a_baseline_dated_after_the_start_does_not_count(store: Store) -> None:
    standing = column(rows_of(store, "baseline_timing"), "program", "standing")
    assert standing == {
        "Alpha": "before",
        "Beta": "after the start: does not count",
        "Gamma": "no KPI",
        "Delta": "no KPI",
    }
    earlier = changed("kpis", "2026-04-01", "2026-02-01")
    assert column(rows_of(earlier, "baseline_timing"), "program", "standing")["Beta"] == "before"


@pytest.mark.ledger("16")
def test_programs_that_do_not_say_why_they_are_there_are_listed(store: Store) -> None:
    missing = column(rows_of(store, "program_reasons"), "program", "missing")
    assert missing == {"Gamma": "purpose and objective", "Alpha": "", "Beta": "", "Delta": ""}
    filled = changed("programs", "C | Gamma | -  ", "C | Gamma | fun")
    assert column(rows_of(filled, "program_reasons"), "program", "missing")["Gamma"] == "objective"


@pytest.mark.ledger("21")
def test_what_stands_alone_is_listed_in_three_kinds(store: Store) -> None:
    rows = rows_of(store, "orphans")
    assert set(zip(rows["kind"], rows["name"], strict=True)) == {
        ("program without an objective", "Gamma"),
        ("objective without a program", "Nobody's"),
        ("KPI without an owner", "fines"),
        ("KPI without an owner", "calls"),
    }
    for metric in ("programs_without_objective", "objectives_without_program"):
        assert company_rows(store, metric, POLICY).iloc[0]["value"] == pytest.approx(1 / 4)


@pytest.mark.ledger("22")
def test_categories_come_in_their_order_and_add_up(store: Store) -> None:
    rows = rows_of(store, "category_totals")
    assert list(rows["category"]) == [
        "growth",
        "digital",
        "regulatory",
        "customer",
        "no objective",
    ]
    assert rows["spend_share"].sum() == pytest.approx(1.0)
    assert rows["program_share"].sum() == pytest.approx(1.0)
    shares = column(rows, "category", "spend_share")
    assert shares["growth"] == pytest.approx(0.6)
    assert shares["regulatory"] == pytest.approx(0.3)


@pytest.mark.ledger("22")
def test_a_program_of_two_goals_counts_in_parts() -> None:
    links = "objective_id | program_id | weight\nO1 | A | 3\nO4 | A | 1"
    rows = rows_of(company({**COMPANY, "objective_links": links}), "category_totals")
    spend = column(rows, "category", "spend")
    assert spend["growth"] == pytest.approx(450.0)
    assert spend["customer"] == pytest.approx(150.0)
    assert rows["spend"].sum() == pytest.approx(1000.0)


@pytest.mark.ledger("22")
def test_a_regulatory_program_is_listed_with_its_rule_and_only_the_mark_guards(
    store: Store,
) -> None:
    rows = rows_of(store, "guarded_programs").set_index("program")
    assert rows.loc["Beta", "regulation"] == "Act 7"
    assert rows.loc["Beta", "standing"].startswith("must keep")
    unmarked = changed("programs", "| true  |", "| false |")
    assert "not guarded" in rows_of(unmarked, "guarded_programs")["standing"].iloc[0]


@pytest.mark.ledger("60")
def test_filling_the_missing_step_advances_the_checklist(store: Store) -> None:
    assert column(rows_of(store, "alignment_checklist"), "objective", "next_step") == {
        "Sell more": "measure the skill gap",
        "Stay lawful": "measure the skill gap",
        "Go digital": "measure the skill gap",
        "Nobody's": "measure the skill gap",
    }
    files = {
        **COMPANY,
        "role_requirements": """
            job_role | skill   | required_level
            Clerk    | Selling | 3
            Clerk    | Law     | 3
            Agent    | Cloud   | 3
        """,
        "skill_assessments": """
            employee_id | skill   | assessed_on | level
            e00         | Selling | 2026-02-20  | 3
            e00         | Law     | 2026-02-20  | 1
            e10         | Cloud   | 2026-02-20  | 1
        """,
    }

    def step(files: Files, objective: str) -> str:
        rows = rows_of(company(files), "alignment_checklist")
        return str(column(rows, "objective", "next_step")[objective])

    assert step(files, "Go digital") == "name a KPI"
    for old, new, after in (
        (
            "Go digital  | digital    | -     | -  | -  |",
            "Go digital | digital | bots | - | - |",
            "record the baseline",
        ),
        ("| bots | - | - |", "| bots | 1 | - |", "set target and date"),
        ("| bots | 1 | - |", "| bots | 1 | 9 |", "name the business owner"),
        ("| 1 | -   | -", "| 1 | Dan | -", "name the learning owner"),
        ("| 1 | Dan | -", "| 1 | Dan | Lea", "hold a joint review"),
    ):
        assert old in files["objectives"]
        files["objectives"] = files["objectives"].replace(old, new)
        assert step(files, "Go digital") == after
    files["reviews"] = "subject | due_on | held_on\nGo digital, joint | 2026-09-01 | 2026-09-02"
    assert step(files, "Go digital") == ""
    files["reviews"] = files["reviews"].replace("2026-09-02", "2025-09-02")
    assert step(files, "Go digital") == "hold the next joint review"


def test_without_objectives_the_columns_are_named() -> None:
    found = fact_rows(company({"programs": "program_id | program_name\nP | Pitch"}), "orphans")
    assert found.missing == (("objectives.objective_id",),)
