"""Who asked for a program and could not come by chance, on a company counted by hand."""

from datetime import date

from mls_metrics.inputs.retention import turned_away
from mls_metrics.inputs.study import StudySettings
from mls_metrics.warehouse.connection import Store
from tests.unit.warehouse.landed import POLICY, company

AS_OF = date(2024, 12, 31)
JANUARY = 2024 * 12
PEOPLE = "abcdefghijklm"
ROSTER = (
    "employee_id | hire_date | termination_date | termination_type | job_role | snapshot_date\n"
) + "\n".join(
    f"{name} | 2020-01-01 | {'2024-06-15' if name == 'a' else '-'} | "
    f"{'voluntary' if name == 'a' else '-'} | Agent | 2024-12-31"
    for name in PEOPLE
)
TAKEN = """
    employee_id | program_id | status      | enrolled_on | started_on | waitlisted | cancelled_by | session_id | attempt | withdrawn_on
    a           | p          | completed   | 2024-01-03  | 2024-02-05 | false      | -            | -          | -       | -
    b           | p          | waitlisted  | 2024-02-03  | -          | true       | -            | -          | -       | -
    c           | p          | cancelled   | 2024-02-03  | -          | -          | organizer    | -          | -       | 2024-03-09
    d           | p          | cancelled   | 2024-02-03  | -          | -          | learner      | -          | -       | -
    e           | p          | denied      | 2024-02-03  | -          | -          | -            | full       | -       | -
    f           | p          | denied      | 2024-02-03  | -          | -          | -            | half       | -       | -
    g           | p          | not_started | 2024-02-03  | -          | -          | -            | off        | -       | -
    h           | p          | enrolled    | 2024-04-03  | -          | true       | -            | -          | -       | -
    i           | p          | completed   | 2024-01-10  | 2024-05-05 | true       | -            | -          | -       | -
    j           | p          | waitlisted  | 2024-03-03  | -          | true       | -            | -          | 1       | -
    j           | p          | completed   | 2024-06-03  | 2024-06-10 | false      | -            | -          | 2       | -
    k           | p          | completed   | 2024-01-10  | 2024-01-12 | false      | -            | -          | 1       | -
    k           | p          | waitlisted  | 2024-08-10  | -          | true       | -            | -          | 2       | -
    l           | p          | waitlisted  | -           | -          | true       | -            | -          | -       | -
"""  # noqa: E501
SESSIONS = """
    session_id | program_id | planned_on | held_on    | seats | booked
    full       | p          | 2024-03-01 | 2024-03-01 | 10    | 10
    half       | p          | 2024-03-01 | 2024-03-01 | 10    | 5
    off        | p          | 2024-05-01 | -          | 10    | 5
"""


def store() -> Store:
    return company({"employees": ROSTER, "enrollments": TAKEN, "sessions": SESSIONS}, as_of=AS_OF)


def test_each_reason_and_its_month() -> None:
    rows = store().rows(
        "select people.employee_id, away.reason, away.asked_month, away.start_month "
        "from marts.turned_away as away "
        "inner join core.people as people on away.person_key = people.person_key order by 1"
    )
    assert rows == [
        ("b", "waitlist", JANUARY + 1, None),
        ("c", "organizer", JANUARY + 2, None),  # the month it was called off
        ("e", "no_seat", JANUARY + 1, None),  # f was denied though seats were free: a judgement
        ("g", "session", JANUARY + 4, None),  # planned and not held
        ("h", "waitlist", JANUARY + 3, None),  # enrolled, on the waitlist, never begun
        ("i", "waitlist", JANUARY, JANUARY + 4),  # one row that went from waiting to completed
        ("j", "waitlist", JANUARY + 2, JANUARY + 5),
    ]  # d called it off, k had it before, l has no date


def test_those_who_never_started_have_no_start_month() -> None:
    rows = store().rows(
        "select people.employee_id, starts.start_month, starts.is_excluded "
        "from marts.retention_starts as starts "
        "inner join core.people as people on starts.person_key = people.person_key "
        "where starts.start_month is null order by 1"
    )
    assert [name for name, _, _ in rows] == list("bcdefghl")
    assert not any(excluded for _, _, excluded in rows)


def test_the_analysis_gets_the_same_people_and_the_study_its_rates() -> None:
    built = store()
    away = turned_away(built, "p")
    assert sorted(away.reason) == ["no_seat", "organizer", "session", *["waitlist"] * 4]
    assert away.started_later.sum() == 2
    setting = StudySettings(built, POLICY).of("p")
    # four starters from January to June: k in January, a in February, i in May, j in June
    assert setting.starts_per_month == 4 / 6
    assert setting.turned_away_per_month == 7 / 6
    assert setting.never_begun == 5
    # thirteen people at the end of 2023, one of whom left in the sixth month of twelve
    assert setting.people == 13
    assert setting.leaving_rate == 1 / (12 * 12 + 6)
