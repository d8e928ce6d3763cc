"""Fragments of one enrollment become one row; real repeated attempts stay apart."""

import random
from datetime import date

import pandas as pd
import pytest

from mls_metrics.warehouse.build import build
from tests.unit.warehouse.landed import POLICY, company

HEAD = "employee_id | program_id | status | enrolled_on | started_on | completed_on | attempt"


def staged(*files: str) -> pd.DataFrame:
    store = company({"enrollments": list(files)})
    return store.query(
        "select * from staging.stg_enrollments order by employee_id, program_id, attempt_key"
    )


def test_a_status_only_file_and_a_dates_only_file_make_one_row() -> None:
    rows = staged(
        "employee_id | program_id | status | attempt\n"
        " s1 | p | withdrawn | 1\n s2 | p | completed | 2",
        "employee_id | program_id | enrolled_on | withdrawn_on\n"
        " s1 | p | 2013-09-01 | 2013-12-01\n s2 | p | 2013-09-20 | -",
    )
    assert len(rows) == 2
    assert list(rows["status"]) == ["withdrawn", "completed"]
    assert [str(day)[:10] for day in rows["enrolled_on"]] == ["2013-09-01", "2013-09-20"]
    assert list(rows["source_rows"]) == [2, 2]


def test_the_order_of_the_files_does_not_change_which_rows_there_are() -> None:
    status = "employee_id | program_id | status\n s1 | p | completed"
    dates = "employee_id | program_id | enrolled_on\n s1 | p | 2013-09-01"
    one, other = staged(status, dates), staged(dates, status)
    pd.testing.assert_frame_equal(one, other)


def test_exact_duplicates_collapse() -> None:
    row = " e | p | completed | 2024-01-05 | 2024-01-10 | 2024-02-01 | -"
    rows = staged(f"{HEAD}\n{row}\n{row}\n{row}")
    assert list(rows["source_rows"]) == [3]


def test_attempts_that_start_on_different_days_stay_apart() -> None:
    rows = staged(
        f"{HEAD}\n e | p | failed | - | 2023-01-10 | 2023-02-01 | -\n"
        " e | p | completed | - | 2024-01-10 | 2024-02-01 | -"
    )
    assert list(rows["status"]) == ["failed", "completed"]


def test_numbered_attempts_on_one_start_stay_apart() -> None:
    rows = staged(
        f"{HEAD}\n e | p | failed | - | 2023-01-10 | 2023-02-01 | 1\n"
        " e | p | completed | - | 2023-01-10 | 2023-02-08 | 2"
    )
    assert list(rows["attempt"]) == [1, 2]


def test_sessions_stay_apart() -> None:
    rows = staged(
        "employee_id | program_id | status | session_id\n"
        " e | p | no_show | s1\n e | p | completed | s2"
    )
    assert list(rows["session_id"]) == ["s1", "s2"]


def test_next_months_export_of_the_same_enrollment_updates_it() -> None:
    rows = staged(
        f"{HEAD}\n e | p | enrolled | 2024-01-05 | - | - | -",
        f"{HEAD}\n e | p | in_progress | 2024-01-05 | 2024-01-10 | - | -",
        f"{HEAD}\n e | p | completed | 2024-01-05 | 2024-01-10 | 2024-02-01 | -",
    )
    assert list(rows["status"]) == ["completed"]
    assert list(rows["source_rows"]) == [1]


def test_a_retake_does_not_swallow_the_first_enrollment_or_its_early_fragment() -> None:
    rows = staged(
        f"{HEAD}\n e | p | enrolled | 2024-01-05 | - | - | -",
        f"{HEAD}\n e | p | failed | 2024-01-05 | 2024-01-10 | 2024-02-01 | -\n"
        " e | p | in_progress | 2024-06-01 | 2024-06-02 | - | -",
    )
    assert list(rows["status"]) == ["failed", "in_progress"]
    assert list(rows["source_rows"]) == [1, 1]


def test_completions_without_a_start_on_different_days_are_different() -> None:
    rows = staged(
        "employee_id | program_id | status | completed_on\n"
        " e | p | completed | 2023-05-01\n e | p | completed | 2024-05-01"
    )
    assert len(rows) == 2


def test_a_completion_joins_the_attempt_that_ends_with_it() -> None:
    rows = staged(
        f"{HEAD}\n e | p | completed | - | 2023-01-10 | 2023-02-01 | -\n"
        " e | p | completed | - | 2024-01-10 | 2024-02-01 | -",
        "employee_id | program_id | completed_on | score\n e | p | 2023-02-01 | 55\n"
        " e | p | 2024-02-01 | 90",
    )
    assert list(rows["score"]) == [55, 90]


def test_a_status_alone_joins_the_latest_attempt() -> None:
    rows = staged(
        f"{HEAD}\n e | p | - | - | 2023-01-10 | - | -\n e | p | - | - | 2024-01-10 | - | -",
        "employee_id | program_id | status\n e | p | completed",
    )
    assert list(rows["status"].isna()) == [True, False]


def test_an_undone_import_is_as_if_it_never_was() -> None:
    one = f"{HEAD}\n e | p | enrolled | 2024-01-05 | - | - | -"
    two = f"{HEAD}\n e | p | completed | 2024-01-05 | 2024-01-10 | 2024-02-01 | -"
    store = company({"enrollments": [one, two]}, is_built=False)
    store.execute("update landing.imports set active = false where seq = 2")
    build(store, as_of=date(2026, 10, 31), policy=POLICY)
    left = store.query("select * from staging.stg_enrollments")
    pd.testing.assert_frame_equal(left, staged(one))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_in_a_file_changes_nothing_but_conflicts(seed: int) -> None:
    body = [
        " e | p | failed | 2023-01-02 | 2023-01-10 | 2023-02-01 | -",
        " e | p | completed | 2024-01-02 | 2024-01-10 | 2024-02-01 | -",
        " f | p | completed | 2024-01-02 | - | - | -",
        " f | p | completed | - | 2024-01-10 | - | -",
        " f | q | completed | - | - | 2024-01-10 | -",
    ]
    mixed = body[:]
    random.Random(seed).shuffle(mixed)
    expected = staged("\n".join([HEAD, *body]))
    pd.testing.assert_frame_equal(staged("\n".join([HEAD, *mixed])), expected)
