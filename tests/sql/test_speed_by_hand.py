"""Who is below a level, when it is reached and who is followed, on people counted by hand."""

from datetime import date

import pytest

from mls_metrics.analysis.metrics import estimate_metric
from mls_metrics.catalog.load import load_policy, metrics
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import fetch, metric_rows
from mls_metrics.warehouse.speed_data import (
    SpeedSubject,
    plain_speed,
    speed_context,
    speed_rows,
    speed_subject,
    unpack_speed,
)
from tests.unit.warehouse.landed import company

AS_OF = date(2024, 12, 31)
JANUARY = 2024 * 12
PEOPLE = "employee_id | hire_date | termination_date | job_role | snapshot_date\n" + "\n".join(
    f"{name} | 2020-01-05 | {left} | Agent | 2024-12-31"
    for name, left in (("a", "-"), ("b", "-"), ("c", "2024-06-10"), ("d", "-"), ("e", "-"))
)
TAKEN = """
    employee_id | program_id | status    | started_on | completed_on
    a           | P          | completed | 2024-03-04 | 2024-04-01
    d           | P          | completed | 2024-06-04 | 2024-07-01
    e           | Q          | completed | 2024-01-10 | 2024-02-01
"""
SKILLS = """
    program_id | skill | target_level
    P          | Sales | 3
    Q          | Sales | 3
    R          | Chess | -
"""
RATED = """
    employee_id | skill | assessed_on | level | rater
    a           | Sales | 2024-02-05  | 2.0   | manager
    a           | Sales | 2024-04-02  | 3.5   | test
    a           | Sales | 2024-05-02  | 2.5   | manager
    a           | Sales | 2024-08-02  | 3.0   | manager
    b           | Sales | 2024-01-05  | 1.0   | manager
    b           | Sales | 2024-10-05  | 3.0   | manager
    c           | Sales | 2024-03-05  | 2.5   | self
    d           | Sales | 2024-03-05  | 2.5   | manager
    d           | Sales | 2024-03-20  | 2.0   | self
    d           | Sales | 2024-12-20  | 2.0   | manager
    e           | Sales | 2024-03-05  | 3.0   | manager
"""


@pytest.fixture(scope="module")
def store() -> Store:
    files = {"employees": PEOPLE, "enrollments": TAKEN, "program_skills": SKILLS}
    return company(files | {"skill_assessments": RATED}, as_of=AS_OF)


def spans(store: Store) -> dict[str, list[tuple[int, ...]]]:
    rows = store.rows(
        "select people.employee_id, below.from_month, below.until_month, below.rater_code, "
        "below.next_look, below.reached_month from marts.below_level as below "
        "inner join core.people as people on below.person_key = people.person_key "
        "order by people.employee_id, below.from_month"
    )
    found: dict[str, list[tuple[int, ...]]] = {}
    for name, *months in rows:
        shown = [m if m is None or m < 10 or m > 900_000 else m - JANUARY + 1 for m in months]
        found.setdefault(str(name), []).append(tuple(shown))
    return found


def test_below_the_level_until_the_next_look_and_reached_by_the_same_kind_of_rater(
    store: Store,
) -> None:
    found = spans(store)
    never = 1_000_000
    # A test counts as known from the month after: it may be the program's own.
    assert found["a"] == [(2, 5, 1, 5, 8), (5, 8, 1, 8, 8)]
    assert found["b"] == [(1, 10, 1, 10, 10)]
    assert found["c"] == [(3, never, 2, None, None)]
    # In one month a manager speaks before oneself.
    assert found["d"][0] == (3, 12, 1, 12, None)
    assert "e" not in found


def test_the_subject_is_the_skill_most_people_are_assessed_in(store: Store) -> None:
    context = speed_context(store)
    subject, skills = speed_subject(store, context, "P", None)
    assert subject == SpeedSubject(
        kind="skill", subject="Sales", target=3.0, last_month=JANUARY + 11, rivals=("Q",)
    )
    assert skills == ("Sales",)
    assert speed_subject(store, context, "R", None) == (None, ("Chess",))


@pytest.mark.ledger("48a")
def test_everybody_below_it_in_a_month_of_starts_is_followed(store: Store) -> None:
    subject, _ = speed_subject(store, speed_context(store), "P", None)
    assert subject is not None
    packed, person, manager = speed_rows(store, "P", subject, load_policy())
    codes = unpack_speed(packed)
    names = dict(store.rows("select person_key, employee_id from core.people"))
    found = {
        (names[int(key)], int(month) - JANUARY + 1): tuple(int(codes[name][row]) for name in SEEN)
        for row, (key, month) in enumerate(zip(person, codes["month"], strict=True))
    }
    assert found == {
        # started, reached, months followed, months to the next look
        ("a", 3): (1, 1, 5, 2),
        ("b", 3): (0, 1, 7, 7),
        ("c", 3): (0, 0, 3, 0),  # left in June
        ("d", 3): (0, 0, 3, 0),  # started in June: no longer a comparison
        ("b", 6): (0, 1, 4, 4),
        ("d", 6): (1, 0, 6, 6),
    }
    assert len(set(manager)) == len(set(person))
    gap = dict(zip(zip(person, codes["month"], strict=True), codes["gap"], strict=True))
    assert len(set(gap.values())) == 3


SEEN = ("treated", "reached", "followed", "looked")


def test_a_plain_dashboard_counts_only_those_who_got_there(store: Store) -> None:
    subject, _ = speed_subject(store, speed_context(store), "P", None)
    assert subject is not None
    plain = plain_speed(store, "P", subject)
    assert plain.started_days == pytest.approx(5 * 365.25 / 12)
    assert plain.never_days == pytest.approx(9 * 365.25 / 12)
    assert plain.by_completion == 0


def output_company(direction: str, usual: int, low: int) -> Store:
    """Nine tenured people at the usual value, and two newcomers who start P in March."""
    tenured = [f"t{number}" for number in range(9)]
    people = "employee_id | hire_date | job_role | snapshot_date\n"
    people += "\n".join(f"{name} | 2020-01-05 | Agent | 2024-12-31" for name in tenured)
    people += "\nx | 2024-01-05 | Agent | 2024-12-31\ny | 2024-01-05 | Agent | 2024-12-31"
    taken = "employee_id | program_id | status | started_on\n"
    taken += "x | P | completed | 2024-03-04\ny | P | completed | 2024-03-04"
    values = [(name, month, usual) for name in tenured for month in range(1, 13)]
    # x is up once in May and for good from July on; y never.
    values += [("x", m, usual if m == 5 or m >= 7 else low) for m in range(1, 13)]
    values += [("y", m, low) for m in range(1, 11)]
    kpis = "kpi | period | value | employee_id | direction\n" + "\n".join(
        f"calls | 2024-{month:02d} | {value} | {name} | {direction}"
        for name, month, value in values
    )
    files = {"employees": people, "enrollments": taken, "kpis": kpis}
    return company(files, as_of=AS_OF)


@pytest.mark.parametrize(("direction", "usual", "low"), [("higher", 10, 7), ("lower", 10, 14)])
def test_output_is_reached_in_the_first_of_two_months_in_a_row(
    direction: str, usual: int, low: int
) -> None:
    store = output_company(direction, usual, low)
    frame = fetch(store, "time_to_output")
    days = [round(4 * 365.25 / 12), round(7 * 365.25 / 12)]
    assert list(zip(frame["days"], frame["is_event"], strict=True)) == [
        (days[0], True),
        (days[1], False),
    ]
    standing = fetch(store, "output_standing")
    assert set(standing["standing"].round(3)) == {1.0, round(7 / 10, 3) if low == 7 else 0.714}
    subject, skills = speed_subject(store, speed_context(store), "P", None)
    assert (subject.kind, subject.subject, skills) == ("output", "calls", ())
    codes = unpack_speed(speed_rows(store, "P", subject, load_policy())[0])
    assert sorted(zip(codes["reached"], codes["followed"], strict=True)) == [(0, 8), (1, 4)]


def test_too_few_starters_give_no_median_of_days() -> None:
    rows = metric_rows(output_company("higher", 10, 7), "time_to_productivity")
    metric = metrics()["time_to_productivity"]
    found = estimate_metric(metric, rows, policy=load_policy())["P"]
    assert "hidden" in found.reason
