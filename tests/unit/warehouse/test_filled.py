"""Which columns hold something, by program and for all."""

from datetime import date

import pytest

from mls_metrics.catalog.load import metrics
from mls_metrics.gather import count_competent, count_metrics, read_filled
from mls_metrics.warehouse.filled import filled_columns
from tests.unit.warehouse.landed import company

AS_OF = date(2024, 12, 31)
FILES = {
    "employees": "employee_id | hire_date | job_role\n a | 2020-01-01 | -",
    "enrollments": """
        employee_id | program_id | status    | started_on | completed_on
        a           | p          | completed | 2024-01-01 | 2024-02-01
        b           | q          | enrolled  | -          | -
    """,
    "improvements": "program_id | raised_on | kind\n p | 2024-01-01 | idea",
    "surveys": """
        responded_on | program_id | construct    | answer
        2024-03-01   | p          | satisfaction | 4
        2024-03-01   | p          | Impact       | 4
    """,
}
WANTED = (
    "employees.hire_date",
    "employees.job_role",
    "enrollments.started_on",
    "enrollments.status",
    "improvements.kind=idea",
    "improvements.kind=refresh",
    "surveys.satisfaction",
    "surveys.relevance",
    "surveys.construct=impact",
)


def test_columns_are_told_by_program_and_by_value() -> None:
    found = filled_columns(company(FILES, as_of=AS_OF), WANTED)
    assert found.anywhere == {"employees.hire_date"}
    assert {name for name in WANTED if found.holds(name, "p")} == {
        "employees.hire_date",
        "enrollments.started_on",
        "enrollments.status",
        "improvements.kind=idea",
        "surveys.satisfaction",
        "surveys.construct=impact",
    }
    assert {name for name in WANTED if found.holds(name, "q")} == {
        "employees.hire_date",
        "enrollments.status",
    }


def test_a_column_that_no_table_has_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        filled_columns(company(FILES, as_of=AS_OF), ["employees.shoe_size"])


def test_everything_that_the_catalogue_needs_can_be_looked_up() -> None:
    store = company(FILES, as_of=AS_OF)
    found = read_filled(store)
    assert found.holds("enrollments.completed_on", "p")
    counted = count_metrics(store, AS_OF)
    assert set(counted) == {id_ for id_, metric in metrics().items() if metric.has_select}
    assert count_competent(counted) == {"p": 1}
