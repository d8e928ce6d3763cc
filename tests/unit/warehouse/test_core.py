"""Core relations: what had happened by the as-of date, in employment or not, month by month."""

from datetime import date

import pytest

from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import count_enrollments, count_people
from tests.unit.warehouse.landed import company

ROSTER = """
    employee_id | hire_date  | termination_date | termination_type | job_role | manager_id
    a           | 2020-01-15 | -                | -                | Agent    | m1
    b           | 2020-01-15 | 2024-03-10       | voluntary        | Agent    | m1
    c           | 2023-05-01 | 2030-01-01       | voluntary        | Agent    | m2
"""


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    return store.rows(sql)


def test_what_had_not_happened_yet_is_undone() -> None:
    store = company(
        {
            "enrollments": """
            employee_id | program_id | status    | enrolled_on | started_on | completed_on | score
            a           | p          | completed | 2024-01-05  | 2024-01-10 | 2024-02-01   | 80
            b           | p          | completed | 2024-01-05  | 2024-01-10 | 2024-06-30   | 90
            c           | p          | failed    | 2024-01-05  | 2024-05-10 | 2024-06-30   | 20
            d           | p          | enrolled  | 2024-06-01  | -          | -            | -
            """
        },
        as_of=date(2024, 3, 31),
    )
    found = rows(
        store,
        'select employee_id, "status", started_on, completed_on, score, completion_month '
        "from core.enrollments order by employee_id",
    )
    month = 2024 * 12 + 1
    assert found == [
        ("a", "completed", date(2024, 1, 10), date(2024, 2, 1), 80.0, month),
        ("b", "in_progress", date(2024, 1, 10), None, None, None),
        ("c", "enrolled", None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ("2024-01-05 | - | - | -", "enrolled"),
        ("2024-01-05 | 2024-01-06 | - | -", "in_progress"),
        ("2024-01-05 | 2024-01-06 | 2024-01-09 | -", "completed"),
        ("2024-01-05 | 2024-01-06 | - | 2024-01-08", "withdrawn"),
    ],
)
def test_dates_speak_where_no_status_does(dates: str, status: str) -> None:
    head = "employee_id | program_id | enrolled_on | started_on | completed_on | withdrawn_on"
    store = company({"enrollments": f"{head}\n a | p | {dates}"})
    assert rows(store, 'select "status" from core.enrollments') == [(status,)]


def test_a_status_word_nobody_knows_stays_unknown() -> None:
    store = company(
        {
            "enrollments": "employee_id | program_id | status | source_status | completed_on\n"
            "a | p | unknown | Zurueckgestellt | 2024-01-05"
        }
    )
    assert rows(store, 'select "status" from core.enrollments') == [("unknown",)]


@pytest.mark.parametrize(
    ("row", "zero", "kind"),
    [
        ("in_progress | 2024-01-05 | 2024-01-10 | -", date(2024, 1, 10), "start"),
        ("completed | 2024-01-05 | - | 2024-02-01", date(2024, 1, 5), "enrollment"),
        ("completed | - | - | 2024-02-01", date(2024, 2, 1), "completion"),
        ("not_started | 2024-01-05 | - | -", None, None),
        ("denied | 2024-01-05 | - | -", None, None),
        ("waitlisted | 2024-01-05 | - | -", None, None),
        ("no_show | 2024-01-05 | - | -", None, None),
        ("cancelled | 2024-01-05 | 2024-01-10 | -", None, None),
        ("waived | - | - | 2024-02-01", None, None),
        ("withdrawn | 2024-01-05 | - | -", date(2024, 1, 5), "enrollment"),
    ],
)
def test_time_zero_is_start_else_enrollment_else_completion(
    row: str, zero: date | None, kind: str | None
) -> None:
    head = "employee_id | program_id | status | enrolled_on | started_on | completed_on"
    store = company({"enrollments": f"{head}\n a | p | {row}"})
    assert rows(store, "select time_zero_on, time_zero_kind from core.enrollments") == [
        (zero, kind)
    ]


def test_the_exit_date_rules_and_a_later_exit_has_not_happened() -> None:
    store = company({"employees": ROSTER}, as_of=date(2024, 12, 31))
    found = rows(
        store,
        "select employee_id, person_key, exit_on, exit_type from core.people order by person_key",
    )
    assert found == [
        ("a", 0, None, None),
        ("b", 1, date(2024, 3, 10), "voluntary"),
        ("c", 2, None, None),
    ]


def test_the_roster_ends_with_its_snapshot_and_not_later() -> None:
    ends = "select distinct observed_until from core.people"
    dated = ROSTER.replace("manager_id\n", "manager_id | snapshot_date\n").replace(
        "| m1\n", "| m1 | 2024-09-30\n"
    )
    dated = dated.replace("| m2\n", "| m2 | 2024-09-30\n")
    assert rows(company({"employees": dated}), ends) == [(date(2024, 9, 30),)]
    early = company({"employees": dated}, as_of=date(2024, 5, 31))
    assert rows(early, ends) == [(date(2024, 5, 31),)]


@pytest.mark.parametrize(
    ("started", "is_outside"),
    [("2019-12-31", True), ("2020-01-15", False), ("2024-03-10", False), ("2024-03-11", True)],
)
def test_outside_employment_is_before_hire_or_after_exit(started: str, is_outside: bool) -> None:
    head = "employee_id | program_id | status | started_on"
    store = company(
        {"employees": ROSTER, "enrollments": f"{head}\n b | p | in_progress | {started}"}
    )
    assert rows(store, "select is_outside_employment from core.enrollments") == [(is_outside,)]


def test_people_whom_the_roster_does_not_know_are_not_outside_anything() -> None:
    head = "employee_id | program_id | status | started_on"
    store = company(
        {"employees": ROSTER, "enrollments": f"{head}\n x | p | in_progress | 1999-01-01"}
    )
    found = rows(store, "select person_key, is_outside_employment from core.enrollments")
    assert found == [(None, False)]


HISTORY = """
    employee_id | valid_from | job_role | performance_rating
    a           | 2024-02-01 | Agent    | low
    a           | 2024-04-15 | Lead     | high
"""
TAKEN = "employee_id | program_id | status | started_on\n a | p | completed | 2024-03-01"


def test_a_month_holds_what_was_known_at_its_start() -> None:
    store = company(
        {"employees": ROSTER, "job_history": HISTORY, "enrollments": TAKEN},
        as_of=date(2024, 6, 30),
    )
    found = rows(
        store,
        'select "month" - 2024 * 12 + 1 as month_of_year, job_role, rating from core.person_months '
        'where person_key = 0 and "month" >= 2024 * 12 order by 1',
    )
    assert found == [
        (1, "Agent", "unknown"),
        (2, "Agent", "low"),
        (3, "Agent", "low"),
        (4, "Agent", "low"),
        (5, "Lead", "high"),
        (6, "Lead", "high"),
    ]


def test_people_are_at_risk_from_hire_to_the_month_of_exit() -> None:
    store = company({"employees": ROSTER, "enrollments": TAKEN}, as_of=date(2024, 6, 30))
    found = rows(
        store,
        'select person_key, min("month") - 2022 * 12, max("month") - 2024 * 12, count(*) '
        "from core.person_months group by person_key order by person_key",
    )
    # a: from eighteen months before the first start (September 2022) to June 2024; b: to March.
    assert found == [(0, 8, 5, 22), (1, 8, 2, 19), (2, 16, 5, 14)]


def test_tenure_bands_change_in_the_right_month() -> None:
    store = company({"employees": ROSTER, "enrollments": TAKEN}, as_of=date(2024, 6, 30))
    found = rows(
        store, 'select tenure_band from core.person_months where person_key = 2 order by "month"'
    )
    assert [band for (band,) in found] == [0] * 3 + [1] * 3 + [2] * 6 + [3] * 2


def test_kpis_know_their_unit() -> None:
    store = company(
        {
            "kpis": """
            kpi   | period  | value | employee_id | unit  | unit_type | direction
            calls | 2024-01 | 5     | a           | -     | -         | -
            calls | 2024-01 | 6     | -           | m1    | team      | lower
            calls | 2024-01 | 7     | -           | North | region    | -
            calls | 2024-01 | 8     | -           | -     | -         | -
            calls | 2024-07 | 9     | a           | -     | -         | -
            """
        },
        as_of=date(2024, 6, 30),
    )
    found = rows(
        store, 'select unit_kind, unit_id, "value", direction from core.kpis order by "value"'
    )
    assert found == [
        ("person", "a", 5.0, "higher"),
        ("manager", "m1", 6.0, "lower"),
        ("region", "North", 7.0, "higher"),
        ("company", "company", 8.0, "higher"),
    ]


def test_programs_are_all_that_any_export_names() -> None:
    store = company(
        {
            "programs": "program_id | program_name\n p | Pitching",
            "enrollments": "employee_id | program_id | status\n a | q | completed",
            "surveys": "responded_on | program_id | satisfaction\n 2024-01-05 | r | 4",
        }
    )
    found = rows(
        store, "select program_id, program_name, is_registered from core.programs order by 1"
    )
    assert found == [("p", "Pitching", True), ("q", "q", False), ("r", "r", False)]


def test_people_and_enrollments_are_counted_once_over_several_files() -> None:
    roster = "employee_id | hire_date\n a | 2020-01-01\n b | 2021-01-01"
    learning = "employee_id | program_id | status | started_on\n a | p | in_progress | 2024-01-10"
    results = "employee_id | program_id | status | started_on\n a | p | completed | 2024-01-10"
    more = f"{results}\n b | p | completed | 2024-02-10"
    store = company({"employees": [roster, roster], "enrollments": [learning, more]})
    assert count_people(store) == 2
    assert count_enrollments(store) == 2
