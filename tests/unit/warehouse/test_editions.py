"""The same report month after month: history, not duplicates; the later edition rules."""

from datetime import date

import pandas as pd

from mls_metrics.warehouse.build import build
from mls_metrics.warehouse.check import check
from mls_metrics.warehouse.connection import Store
from tests.unit.warehouse.landed import POLICY, company

AS_OF = date(2026, 10, 31)
HEAD = "employee_id | program_id | status | started_on | completed_on"
COSTS = "program_id | period | amount | category"
ROSTER = "employee_id | hire_date | snapshot_date | region | performance_rating | termination_date"


def finding_ids(store: Store) -> dict[str, str]:
    return {item.id: item.sentence for item in check(store, as_of=AS_OF, policy=POLICY)}


def roster(day: str, *people: str, rating: str = "3", region: str = "North") -> str:
    rows = "\n".join(f" {name} | 2020-01-01 | {day} | {region} | {rating} | -" for name in people)
    return f"{ROSTER}\n{rows}"


def test_a_corrected_completion_date_is_no_second_attempt() -> None:
    store = company(
        {
            "enrollments": [
                f"{HEAD}\n a | p | completed | 2026-01-05 | 2026-02-01\n"
                " b | p | completed | 2026-01-06 | 2026-02-02",
                f"{HEAD}\n a | p | completed | 2026-01-05 | 2026-02-20\n"
                " b | p | in_progress | 2026-01-06 | -",
            ]
        }
    )
    rows = store.query(
        "select employee_id, status, completed_on from staging.stg_enrollments order by 1"
    )
    assert [str(day)[:10] for day in rows["completed_on"]] == ["2026-02-20", "NaT"]
    assert list(rows["status"]) == ["completed", "in_progress"]
    assert "enrollments-1.csv: 2 rows" in finding_ids(store)["reports_updated"]


def test_an_export_of_new_attempts_only_is_added() -> None:
    store = company(
        {
            "enrollments": [
                f"{HEAD}\n a | p | failed | 2026-01-05 | 2026-02-01",
                f"{HEAD}\n a | p | completed | 2026-05-05 | 2026-06-01",
            ]
        }
    )
    assert list(
        store.query("select status from staging.stg_enrollments order by started_on")["status"]
    ) == ["failed", "completed"]
    assert "reports_updated" not in finding_ids(store)


def test_costs_of_an_earlier_edition_are_not_doubled_and_its_correction_wins() -> None:
    store = company(
        {
            "costs": [
                f"{COSTS}\n p | 2026-01 | 100 | vendor\n p | 2026-01 | 100 | vendor\n"
                " p | 2026-02 | 50 | vendor\n q | 2026-02 | 70 | vendor",
                f"{COSTS}\n p | 2026-01 | 100 | vendor\n p | 2026-01 | 120 | vendor\n"
                " p | 2026-02 | 50 | vendor\n q | 2026-02 | 70 | vendor\n"
                " p | 2026-03 | 10 | vendor",
            ],
            "enrollments": f"{HEAD}\n a | p | completed | 2026-01-05 | 2026-02-01",
        }
    )
    assert store.rows("select sum(amount) from staging.stg_costs") == [(350,)]


def test_costs_that_share_months_with_other_amounts_are_told() -> None:
    store = company(
        {
            "costs": [
                f"{COSTS}\n p | 2026-01 | 100 | vendor",
                f"{COSTS}\n p | 2026-01 | 130 | vendor",
            ],
            "enrollments": f"{HEAD}\n a | p | completed | 2026-01-05 | 2026-02-01",
        }
    )
    assert store.rows("select sum(amount) from staging.stg_costs") == [(230,)]
    said = finding_ids(store)["costs_counted_twice"]
    assert "costs-1.csv and costs-2.csv: 1 postings" in said


def test_different_headers_are_different_reports() -> None:
    store = company(
        {
            "costs": [
                f"{COSTS}\n p | 2026-01 | 100 | vendor",
                "program_id | period | amount | currency\n p | 2026-01 | 100 | EUR",
            ],
            "enrollments": f"{HEAD}\n a | p | completed | 2026-01-05 | 2026-02-01",
        }
    )
    assert store.rows("select sum(amount) from staging.stg_costs") == [(200,)]


def test_without_the_later_edition_everything_is_as_before() -> None:
    texts = [
        f"{HEAD}\n a | p | completed | 2026-01-05 | 2026-02-01",
        f"{HEAD}\n a | p | completed | 2026-01-05 | 2026-02-20",
    ]
    query = "select * from core.enrollments order by all"
    before = company({"enrollments": texts[0]}).query(query)
    both = company({"enrollments": texts})
    both.execute("update landing.imports set active = false where seq = 2")
    build(both, as_of=AS_OF, policy=POLICY)
    pd.testing.assert_frame_equal(both.query(query), before)
    assert both.rows("select count(*) from joined.replaced_rows") == [(0,)]


def test_exports_of_the_roster_are_a_history_of_its_values() -> None:
    people = [f"p{number}" for number in range(30)]
    store = company(
        {
            "employees": [
                roster("2026-07-31", *people, rating="3"),
                roster("2026-08-31", *people, rating="3"),
                roster("2026-09-30", *people, rating="4"),
            ],
            "enrollments": f"{HEAD}\n p1 | p | completed | 2026-01-05 | 2026-02-01",
        }
    )
    history = store.rows(
        "select valid_from, performance_rating, is_from_roster from staging.stg_job_history "
        "where employee_id = 'p1' order by valid_from"
    )
    assert history == [(date(2026, 7, 31), "3", True), (date(2026, 9, 30), "4", True)]
    # a value holds from the first month that begins after its day
    months = store.rows(
        "select months.month % 12 + 1, rating, is_rating_dated from core.person_months as months "
        "inner join core.people using (person_key) where employee_id = 'p1' "
        "and months.month >= 2026 * 12 + 5 order by 1"
    )
    assert months == [
        (6, "3", False),
        (7, "3", False),
        (8, "3", True),
        (9, "3", True),
    ]


def test_an_older_roster_loaded_later_does_not_become_todays() -> None:
    store = company(
        {
            "employees": [
                roster("2026-09-30", "a", region="South"),
                roster("2026-08-31", "a", region="North"),
            ],
            "enrollments": f"{HEAD}\n a | p | completed | 2026-01-05 | 2026-02-01",
        }
    )
    assert store.rows("select region from core.people") == [("South",)]


def test_a_withdrawn_notice_is_no_exit() -> None:
    told = f"{ROSTER}\n a | 2020-01-01 | 2026-08-31 | North | 3 | 2026-08-15"
    store = company(
        {
            "employees": [told, roster("2026-09-30", "a")],
            "enrollments": f"{HEAD}\n a | p | completed | 2026-01-05 | 2026-02-01",
        }
    )
    assert store.rows("select exit_on from core.people") == [(None,)]


def test_who_is_gone_from_the_next_roster_has_left() -> None:
    people = [f"p{number:02}" for number in range(30)]
    store = company(
        {
            "employees": [roster("2026-08-31", *people), roster("2026-09-30", *people[1:])],
            "enrollments": f"{HEAD}\n p01 | p | completed | 2026-01-05 | 2026-02-01",
        }
    )
    left = store.rows(
        "select employee_id, exit_on, exit_type from core.people where exit_on is not null"
    )
    assert left == [("p00", date(2026, 9, 15), None)]
    assert "31 Aug 2026 to 30 Sep 2026" in finding_ids(store)["exits_from_absence"]


def test_a_roster_of_a_part_makes_nobody_a_leaver() -> None:
    people = [f"p{number:02}" for number in range(30)]
    store = company(
        {
            "employees": [roster("2026-08-31", *people), roster("2026-09-30", *people[20:])],
            "enrollments": f"{HEAD}\n p01 | p | completed | 2026-01-05 | 2026-02-01",
        }
    )
    assert store.rows("select count(*) from core.people where exit_on is not null") == [(0,)]
    assert "20 of 30 people of 31 Aug 2026" in finding_ids(store)["roster_of_a_part"]
