"""Credit for other learning, results by hand, marks of overdue: each column means what it says."""

from datetime import date

import pytest

from mls_metrics.warehouse.check import check
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import metric_rows
from tests.unit.warehouse.landed import POLICY, company

AS_OF = date(2024, 12, 31)
PEOPLE = "employee_id | hire_date\n a | 2020-01-01\n b | 2020-01-01\n c | 2020-01-01"
PROGRAMS = "program_id | program_name | mandatory\n p | Fire safety | true"
HEAD = "employee_id | program_id | status | started_on | completed_on | "


def built(taken: str) -> Store:
    return company({"employees": PEOPLE, "programs": PROGRAMS, "enrollments": taken}, as_of=AS_OF)


def share(store: Store, metric: str) -> tuple[int, int]:
    rows = metric_rows(store, metric)
    return int(rows["k"].iloc[0]), int(rows["n"].iloc[0])


def said(store: Store) -> dict[str, int]:
    return {item.id: item.rows for item in check(store, as_of=AS_OF, policy=POLICY)}


@pytest.mark.parametrize("credit", ["equivalent", "rpl"])
def test_credit_for_other_learning_holds_the_requirement_and_is_no_training(credit: str) -> None:
    store = built(
        f"{HEAD} credit\n a | p | completed | 2024-01-05 | 2024-02-01 | earned\n"
        f" b | p | completed | - | 2024-02-01 | {credit}\n c | p | failed | 2024-01-05 | - | -"
    )
    assert share(store, "completion_rate") == (1, 2)
    assert share(store, "pass_rate") == (1, 2)
    assert share(store, "compliance_completion") == (2, 3)
    assert store.rows(
        "select status, time_zero_on from core.enrollments where employee_id = 'b'"
    ) == [("waived", None)]
    assert store.rows("select starters from marts.program_facts") == [(2,)]
    assert said(store)["credit_for_other_learning"] == 1


def test_completed_and_not_passed_is_finished_and_not_able() -> None:
    store = built(
        f"{HEAD} passed\n a | p | completed | 2024-01-05 | 2024-02-01 | true\n"
        " b | p | completed | 2024-01-05 | 2024-02-01 | false\n"
        " c | p | completed | 2024-01-05 | 2024-02-01 | -"
    )
    assert share(store, "completion_rate") == (3, 3)
    assert share(store, "pass_rate") == (2, 3)
    assert share(store, "first_attempt_pass_rate") == (2, 3)
    assert share(store, "compliance_completion") == (2, 3)
    able = store.rows("select employee_id from marts.time_to_level where is_event order by 1")
    assert able == [("a",), ("c",)]
    assert said(store)["completed_not_passed"] == 1


def test_a_mark_of_overdue_counts_where_there_is_no_due_date() -> None:
    store = built(
        f"{HEAD} due_on | overdue\n a | p | completed | 2024-01-05 | 2024-02-01 | - | -\n"
        " b | p | in_progress | 2024-01-05 | - | - | true\n"
        " c | p | in_progress | 2024-01-05 | - | 2025-06-30 | true"
    )
    assert share(store, "completion_rate") == (1, 2)
    assert said(store)["overdue_disagrees"] == 1


def test_results_set_by_hand_are_told() -> None:
    store = built(f"{HEAD} overridden\n a | p | completed | 2024-01-05 | 2024-02-01 | true")
    assert said(store)["results_set_by_hand"] == 1


def test_the_rest_is_carried_to_the_enrollment() -> None:
    store = built(
        f"{HEAD} progress | last_active_on\n a | p | in_progress | 2024-01-05 | - | 40 | 2024-03-01"
    )
    assert store.rows("select progress, last_active_on from core.enrollments") == [
        (40.0, date(2024, 3, 1))
    ]
