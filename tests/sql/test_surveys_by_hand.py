"""Who was asked, who answered and who stayed silent, on rows that can be counted by hand."""

from datetime import date

import pytest

from mls_metrics.warehouse.fetch import metric_rows
from tests.unit.warehouse.landed import company

AS_OF = date(2024, 12, 31)
ROSTER = """
    employee_id | hire_date  | termination_date | termination_type
    a           | 2020-01-01 | -                | -
    b           | 2020-01-01 | -                | -
    c           | 2020-01-01 | 2024-03-01       | voluntary
    d           | 2020-01-01 | -                | -
    e           | 2020-01-01 | -                | -
"""
FINISHED = """
    employee_id | program_id | status      | started_on | completed_on
    a           | p          | completed   | 2024-01-01 | 2024-02-01
    a           | p          | completed   | 2024-05-01 | 2024-06-01
    b           | p          | completed   | 2024-01-01 | 2024-02-01
    c           | p          | completed   | 2024-01-01 | 2024-02-01
    d           | p          | completed   | 2024-10-01 | 2024-12-01
    e           | p          | in_progress | 2024-10-01 | -
"""
LIKED = """
    responded_on | program_id | employee_id | satisfaction | relevance
    2024-02-02   | p          | a           | 5            | 5
    2024-06-02   | p          | a           | 1            | -
    2024-02-02   | p          | b           | -            | 4
    2024-02-02   | p          | e           | 5            | 5
"""


def asked(files: dict[str, str]) -> dict[str, tuple[int, int, int | None]]:
    """Asked, answered and silent, by what was asked."""
    store = company(files, as_of=AS_OF)
    found = store.query("select * from marts.survey_asked")
    return {
        str(row["construct"]): (
            int(row["asked"]),
            int(row["answered"]),
            None if row["silent"] is None or row["silent"] != row["silent"] else int(row["silent"]),
        )
        for row in found.to_dict("records")
    }


@pytest.mark.ledger("48d")
def test_people_count_once_and_who_did_not_finish_was_not_asked() -> None:
    found = asked({"employees": ROSTER, "enrollments": FINISHED, "surveys": LIKED})
    assert found == {"satisfaction": (4, 1, 3), "relevance": (4, 2, 2), "reaction": (4, 2, 2)}


def test_a_follow_up_asks_who_is_still_there_sixty_days_later() -> None:
    survey = "responded_on | program_id | employee_id | applied\n 2024-05-01 | p | a | 5"
    found = asked({"employees": ROSTER, "enrollments": FINISHED, "surveys": survey})
    # c left before, d finished too late to be asked yet
    assert found == {"applied": (2, 1, 1)}


def test_an_open_link_asked_nobody() -> None:
    survey = """
        responded_on | program_id | employee_id | satisfaction | invited
        2024-02-02   | p          | a           | 5            | true
        2024-02-02   | p          | b           | 5            | false
    """
    found = asked({"employees": ROSTER, "enrollments": FINISHED, "surveys": survey})
    assert found["satisfaction"] == (4, 1, 3)


def test_answers_without_a_name_are_no_more_than_were_asked() -> None:
    header = "responded_on | program_id | satisfaction"
    some = header + "\n 2024-02-02 | p | 5" * 2
    many = header + "\n 2024-02-02 | p | 5" * 9
    files = {"employees": ROSTER, "enrollments": FINISHED}
    assert asked(files | {"surveys": some})["satisfaction"] == (4, 2, 2)
    assert asked(files | {"surveys": many})["satisfaction"] == (4, 4, 0)


def test_where_nobody_is_known_to_have_finished_silence_is_unknown() -> None:
    assert asked({"employees": ROSTER, "surveys": LIKED})["satisfaction"] == (0, 0, None)


@pytest.mark.ledger("48d")
def test_response_rate_and_scrap_learning() -> None:
    survey = """
        responded_on | program_id | employee_id | satisfaction | applied
        2024-05-01   | p          | a           | 5            | 5
        2024-05-01   | p          | b           | 1            | 2
    """
    store = company({"employees": ROSTER, "enrollments": FINISHED, "surveys": survey}, as_of=AS_OF)
    response = metric_rows(store, "response_rate").iloc[0]
    assert (int(response["k"]), int(response["n"])) == (2, 4)
    scrap = metric_rows(store, "scrap_learning").iloc[0]
    assert (int(scrap["k"]), int(scrap["n"])) == (1, 2)
    assert (int(scrap["asked"]), int(scrap["silent"])) == (2, 0)
    used = metric_rows(store, "application_rate").iloc[0]
    assert int(used["k"]) + int(scrap["k"]) == int(used["n"])
