"""Numbers of the company about use, content, money and cost, each counted by hand."""

from datetime import date
from functools import cache

import pytest

from mls_metrics.catalog.load import load_policy
from mls_metrics.company import measure_company
from mls_metrics.model.estimate import NotEstimable
from mls_metrics.warehouse.company import company_rows
from mls_metrics.warehouse.connection import Store
from tests.unit.warehouse.landed import company

AS_OF = date(2024, 12, 31)
POLICY = load_policy()


@cache
def built(files: tuple[tuple[str, str], ...]) -> Store:
    return company(dict(files), as_of=AS_OF)


def landed(files: dict[str, str]) -> Store:
    """The company of these files; tests that ask it for several numbers share it."""
    return built(tuple(files.items()))


def row(files: dict[str, str], metric: str) -> dict[str, object]:
    return dict(company_rows(landed(files), metric, POLICY).to_dict("records")[0])


def counted(files: dict[str, str], metric: str) -> tuple[float, int]:
    found = row(files, metric)
    return (pytest.approx(found["value"]), int(found["n"]))  # type: ignore[call-overload]


def share(files: dict[str, str], metric: str) -> tuple[int, int]:
    found = row(files, metric)
    return (int(found["k"]), int(found["n"]))  # type: ignore[call-overload]


STAFF = """
    employee_id | hire_date  | termination_date | fte | snapshot_date | region | annual_salary
    a           | 2020-01-01 | -                | -   | 2024-12-31    | North  | 36000
    b           | 2020-01-01 | -                | 0.5 | 2024-12-31    | North  | 36000
    c           | 2020-01-01 | 2024-07-01       | 1   | 2024-12-31    | South  | 36000
"""


def quarters(kpi: str, *values: float, unit_type: str = "company") -> str:
    months = ("2024-01", "2024-04", "2024-07", "2024-10")
    return "\n".join(f"{kpi}|{m}|{v}|{unit_type}|EUR" for m, v in zip(months, values, strict=False))


def kpis(*texts: str) -> str:
    return "\n".join(["kpi|period|value|unit_type|unit_of_measure", *texts])


def test_revenue_is_of_a_whole_year_and_by_full_time_staff() -> None:
    text = kpis("Revenue|2023-10|99|company|EUR", quarters("Revenue", 100, 200, 300, 400))
    found = row({"employees": STAFF, "kpis": text}, "revenue_per_employee")
    # to October: the year runs from November 2023 to October 2024, with c in it for 243 days
    assert found["value"] == pytest.approx(1000 / (1 + 0.5 + 243 / 366))
    assert (found["unit"], found["n"]) == ("EUR", 3)


@pytest.mark.parametrize(
    "text",
    [
        kpis(quarters("revenue", 100, 200, 300)),
        kpis(quarters("revenue", 100)),
        kpis(quarters("revenue", 1, 2, 3, 4, unit_type="department")),
        kpis(quarters("sales", 1, 2, 3, 4)),
    ],
    ids=["three quarters", "one value", "of departments", "another name"],
)
def test_revenue_of_less_than_the_company_or_a_year_is_refused(text: str) -> None:
    refused = measure_company(landed({"employees": STAFF, "kpis": text}), POLICY)
    found = refused["revenue_per_employee"]
    assert isinstance(found, NotEstimable)
    assert "revenue" in found.needed
    assert "unit_type company" in found.needed


def test_returns_of_the_workforce_are_of_the_same_year() -> None:
    text = kpis(
        quarters("revenue", 100, 100, 100, 100),
        quarters("operating_cost", 75, 75, 75, 75),
        quarters("workforce_cost", 50, 50, 50, 50),
        "revenue|2025-01|999|company|EUR",
    )
    # (400 - (300 - 200)) / 200 - 1, and 400 - 200
    assert counted({"kpis": text}, "human_capital_roi") == (0.5, 4)
    assert counted({"kpis": text}, "talent_profit_contribution") == (200, 4)
    later = kpis(
        "revenue|2023-10|7|company|EUR",
        quarters("revenue", 100, 100, 100, 100),
        "workforce_cost|2023-10|50|company|EUR",
        quarters("workforce_cost", 50, 50, 50),
    )
    # up to July, the last month that both know: 7 + 300 less 4 x 50
    assert counted({"kpis": later}, "talent_profit_contribution") == (107, 4)
    assert row({"kpis": later}, "human_capital_roi")["n"] == 0


def test_goal_owners_are_asked_by_a_question_of_their_own() -> None:
    surveys = """
        responded_on | program_id | construct               | answer | scale_max
        2024-03-01   | p          | goal_owner_satisfaction | 5      | 5
        2024-03-02   | p          | Sponsor_Satisfaction    | 3      | 5
        2024-03-03   | p          | satisfaction            | 5      | 5
    """
    assert share({"surveys": surveys}, "goal_owner_satisfaction") == (1, 2)


TAKEN = """
    employee_id | program_id | status      | started_on | completed_on | voluntary | hours
    a           | p          | completed   | 2024-02-01 | 2024-03-01   | true      | 10
    a           | q          | completed   | 2024-05-20 | 2024-05-30   | true      | 20
    b           | p          | completed   | 2024-02-01 | 2024-03-01   | false     | 6
    b           | q          | in_progress | 2024-12-20 | -            | false     | -
    c           | p          | completed   | 2023-02-01 | 2023-03-01   | true      | 50
    c           | q          | in_progress | 2024-06-01 | -            | -         | -
"""
USED = {"employees": STAFF, "enrollments": TAKEN}


def test_people_and_participations_of_a_year() -> None:
    assert counted(USED, "unique_learners") == (3, 3)
    assert counted(USED, "participations") == (5, 3)


def test_active_people_are_of_the_last_month_and_need_an_export_that_tells() -> None:
    assert row(USED, "active_learners")["n"] == 0
    more = {
        "activity": "employee_id | occurred_on\n a | 2024-12-02\n a | 2024-12-30\n c | 2024-12-30"
    }
    assert share(USED | more, "active_learners") == (2, 2)  # b began; c has left
    old = {"activity": "employee_id | occurred_on\n a | 2024-12-01"}
    assert share(USED | old, "active_learners") == (1, 2)


def test_hours_are_of_completions_by_average_headcount() -> None:
    # 36 hours; c worked 183 of 365 days to the first of July, from 2024-01-01 not included
    assert counted(USED, "hours_per_employee") == (36 / (2 + 182 / 365), 3)
    gaps = TAKEN.replace("| 6\n", "| -\n")
    assert row({"employees": STAFF, "enrollments": gaps}, "hours_per_employee")["n"] == 0


def test_the_voluntary_share_is_of_marked_enrollments() -> None:
    assert share(USED, "voluntary_share") == (2, 4)


def test_who_came_back_within_a_quarter_by_choice() -> None:
    assert share(USED, "return_rate") == (1, 2)  # a on day 80; b not by choice; c a year before
    later = TAKEN.replace("2024-05-20", "2024-05-31")
    assert share({"employees": STAFF, "enrollments": later}, "return_rate") == (0, 2)
    unmarked = TAKEN.replace("true ", "-    ").replace("false", "-    ")
    assert row({"employees": STAFF, "enrollments": unmarked}, "return_rate")["n"] == 0


def test_access_compares_the_region_reached_least_with_all() -> None:
    lines = ["employee_id|hire_date|region|termination_date"]
    lines += [f"n{k}|2020-01-01|North|-" for k in range(10)]
    lines += [f"s{k}|2020-01-01|South|-" for k in range(10)]
    lines += [f"e{k}|2020-01-01|East|-" for k in range(7)] + ["s0x|2020-01-01|South|2021-01-01"]
    taken = ["employee_id|program_id|started_on"]
    taken += [f"n{k}|p|2024-03-01" for k in range(8)] + [f"s{k}|p|2024-03-01" for k in range(2)]
    taken += ["s5|p|2023-03-01", "s0|q|2024-04-01"]
    files = {"employees": "\n".join(lines), "enrollments": "\n".join(taken)}
    assert counted(files, "equity_of_access") == (0.2 / 0.5, 20)


def test_the_catalog_is_what_was_on_offer() -> None:
    programs = """
        program_id | program_name | launched_on | closes_on
        p          | P            | -           | -
        q          | Q            | 2020-01-01  | 2024-06-01
        r          | R            | -           | -
        s          | S            | 2025-02-01  | -
        t          | T            | -           | 2023-06-01
    """
    assert counted(USED | {"programs": programs}, "catalog_use") == (2 / 3, 3)


def test_programs_repeat_each_other_at_the_same_level_for_the_same_audience() -> None:
    files = {
        "programs": """
            program_id | program_name | skill | audience | closes_on
            p          | P            | Sales | Agents   | -
            q          | Q            | -     | Agents   | -
            r          | R            | Sales | Clerks   | -
            s          | S            | -     | Agents   | -
            t          | T            | Sales | Agents   | 2024-01-01
            u          | U            | Sales | -        | -
        """,
        "program_skills": """
            program_id | skill | target_level
            q          | Sales | -
            s          | Sales | 3
        """,
    }
    assert counted(files, "duplication") == (0.5, 4)  # p and q of p, q, r, s


@pytest.mark.ledger("39a")
def test_modules_are_reused_where_two_programs_hold_them() -> None:
    modules = """
        program_id | module_id
        p          | m1
        q          | m1
        p          | m2
        q          | m3
    """
    assert counted({"program_modules": modules}, "module_reuse") == (1 / 3, 3)


def test_a_change_was_tested_where_an_experiment_came_before_it() -> None:
    improvements = """
        program_id | raised_on  | kind       | released_on | concluded_on | outcome
        p          | 2024-01-01 | refresh    | 2024-06-01  | -            | -
        p          | 2024-01-02 | experiment | -           | 2024-05-01   | rejected
        q          | 2024-01-03 | suggestion | -           | 2024-06-01   | adopted
        q          | 2024-01-04 | experiment | -           | 2024-07-01   | adopted
        r          | 2024-01-05 | idea       | -           | 2024-06-01   | rejected
        s          | 2022-01-06 | refresh    | 2022-06-01  | -            | -
    """
    assert share({"improvements": improvements}, "tested_change_rate") == (1, 2)


def test_lead_time_is_from_the_first_need_to_the_first_program() -> None:
    files = {
        "needs": """
            need_id | skill | raised_on
            1       | AI    | 2024-01-01
            2       | AI    | 2023-12-02
            3       | Law   | 2024-12-01
            4       | Sales | 2024-06-01
            5       | Craft | 2024-06-01
        """,
        "programs": """
            program_id | program_name | skill | launched_on
            p          | P            | AI    | 2024-03-01
            q          | Q            | Sales | 2020-01-01
            r          | R            | Craft | -
        """,
    }
    frame = company_rows(landed(files), "emerging_skill_lead_time", POLICY)
    found = [(r["days"], bool(r["is_event"]), r["n"]) for r in frame.to_dict("records")]
    assert found == [(30, False, 1), (90, True, 1)]  # Sales had one before, Craft has no date


def costed() -> dict[str, str]:
    staff = ["employee_id|hire_date|annual_salary"]
    staff += [f"e{k}|2020-01-01|36000" for k in range(10)]
    taken = ["employee_id|program_id|status|started_on|hours"]
    taken += [f"e{k}|p|in_progress|2024-03-01|9" for k in range(10)]
    taken += [f"e{k}|q|in_progress|2024-03-01|18" for k in range(8)]
    taken += [f"e{k}|small|in_progress|2024-03-01|99" for k in range(7)]
    costs = "program_id|period|amount\np|2024-03|1000\nsmall|2024-03|5000"
    return {"employees": "\n".join(staff), "enrollments": "\n".join(taken), "costs": costs}


def test_costs_are_of_programs_with_enough_people_and_all_their_parts() -> None:
    files = costed()  # an hour is 36000 / 1800 = 20
    assert counted(files, "opportunity_cost") == (10 * 9 * 20 + 8 * 18 * 20, 2)
    assert counted(files, "fully_loaded_cost") == (1000 + 1800, 1)
    assert counted(files, "cost_per_learner") == (280, 10)
    assert counted(files, "cost_per_learning_hour") == (2800 / 90, 1)
    assert row(files, "fully_loaded_cost")["unit"] == "USD"


def test_use_of_capacity_and_seats_is_of_the_last_year() -> None:
    files = {
        "capacity": """
            group    | period  | hours_available | hours_used
            Trainers | 2024-03 | 100             | 60
            Trainers | 2024-04 | 100             | -
            Studio   | 2024-03 | 50              | 60
            Trainers | 2022-03 | 100             | 0
        """,
        "sessions": """
            session_id | program_id | held_on    | seats | attended
            1          | p          | 2024-03-01 | 10    | 5
            2          | p          | 2024-04-01 | 10    | 10
            3          | p          | -          | 10    | -
            4          | p          | 2022-04-01 | 10    | 0
        """,
        "enrollments": "employee_id | program_id | started_on\n a | p | 2024-01-01",
    }
    assert counted(files, "capacity_use") == (0.8, 2)
    assert counted(files, "seat_use") == (0.75, 2)
