"""Facts, costs, gaps and objectives on companies small enough to count by hand."""

from datetime import date

import pandas as pd
import pytest

from mls_metrics.warehouse.fetch import fetch, settings
from tests.unit.warehouse.landed import company

AS_OF = date(2024, 12, 31)
TAKEN = """
    employee_id | program_id | status    | started_on | completed_on | cost | hours
    a           | p          | completed | 2024-01-05 | 2024-02-01   | 10   | 4
    b           | p          | completed | 2024-01-09 | 2024-02-01   | 20   | 6
    c           | p          | withdrawn | 2024-03-05 | -            | -    | -
    d           | p          | denied    | -          | -            | -    | -
"""


def mart(name: str, **files: str) -> pd.DataFrame:
    return fetch(company(files, as_of=AS_OF), name)


def test_costs_follow_their_basis_and_their_currency() -> None:
    costs = """
        program_id | period  | amount | currency | basis
        p          | 2024-01 | 1000   | USD      | program
        p          | 2024-01 | 100    | -        | learner
        p          | 2024-03 | 50     | usd      | session
        p          | 2024-02 | 200    | EUR      | -
        p          | 2024-02 | 300    | CHF      | -
        p          | 2025-02 | 9999   | USD      | -
    """
    rates = "currency | period | rate\n EUR | 2024-02 | 1.1"
    sessions = """
        session_id | program_id | held_on
        s1         | p          | 2024-03-02
        s2         | p          | 2024-03-09
        s3         | p          | -
    """
    files = {"enrollments": TAKEN, "costs": costs, "exchange_rates": rates, "sessions": sessions}
    posted = mart("program_costs", **files).iloc[0]
    assert posted["posted_cost"] == pytest.approx(1000 + 2 * 100 + 2 * 50 + 220)
    assert (posted["postings"], posted["postings_left_out"]) == (5, 1)
    facts = mart("program_facts", **files).iloc[0]
    assert facts["direct_cost"] == pytest.approx(1520 + 30)
    assert facts["hours_per_starter"] == pytest.approx(5)


def test_who_began_and_is_unknown_to_the_roster_is_counted() -> None:
    roster = "employee_id | hire_date\n a | 2020-01-01\n c | 2020-01-01\n d | 2020-01-01"
    facts = mart("program_facts", employees=roster, enrollments=TAKEN).iloc[0]
    # a, b and c began; b is not on the roster; d was denied
    assert (facts["begun_people"], facts["unmatched_people"]) == (3, 1)


def test_the_pace_of_a_program_is_who_began_in_the_last_twelve_months() -> None:
    taken = """
        employee_id | program_id | status    | started_on
        old         | p          | completed | 2023-06-30
        first       | p          | completed | 2023-07-01
        first       | p          | completed | 2024-02-01
        last        | p          | completed | 2024-06-30
        """
    facts = mart("program_facts", enrollments=taken).iloc[0]
    assert (facts["starters"], facts["starters_year"]) == (3, 2)


def test_unknown_cost_is_unknown_and_not_zero() -> None:
    bare = "employee_id | program_id | status | started_on\n a | p | completed | 2024-01-05"
    assert mart("program_facts", enrollments=bare)["direct_cost"].isna().all()


def test_a_cumulative_cost_file_counts_each_posting_once() -> None:
    january = "program_id | period | amount\n p | 2024-01 | 100\n p | 2024-01 | 100"
    store = company({"costs": [january, january + "\n p | 2024-02 | 50"]}, as_of=AS_OF)
    found = fetch(store, "program_costs")
    assert (found["posted_cost"][0], found["postings"][0]) == (250, 3)


def test_a_cumulative_survey_file_counts_each_answer_once() -> None:
    january = "responded_on | program_id | satisfaction\n 2024-01-05 | p | 5\n 2024-01-05 | p | 5"
    more = january + "\n 2024-02-05 | p | 2"
    store = company({"surveys": [january, more]}, as_of=AS_OF)
    assert store.rows("select count(*) from core.survey_answers") == [(3,)]


def test_people_are_counted_once_and_only_with_a_place() -> None:
    facts = mart("program_facts", enrollments=TAKEN).iloc[0]
    assert (facts["people"], facts["starters"], facts["completers"]) == (3, 3, 2)
    assert pd.Timestamp(facts["last_start_on"]).date() == date(2024, 3, 5)


ROSTER = "employee_id | hire_date | job_role | region\n" + "\n".join(
    f"e{number} | 2020-01-01 | Agent | {'North' if number < 4 else 'South'}" for number in range(6)
)
NEEDS = "job_role | skill | required_level\n Agent | Sales | 3\n Agent | Data | 2"


def rated(*rows: tuple[str, str, int, str]) -> str:
    lines = [f"{who} | Sales | {day} | {level} | {rater}" for who, day, level, rater in rows]
    return "employee_id | skill | assessed_on | level | rater\n" + "\n".join(lines)


@pytest.mark.ledger("34b")
def test_gaps_count_the_latest_assessment_of_those_assessed() -> None:
    ratings = rated(
        ("e0", "2024-01-10", 1, "manager"),
        ("e0", "2024-05-10", 3, "manager"),
        ("e1", "2024-01-10", 4, "self"),
        ("e1", "2024-01-10", 1, "manager"),
        ("e2", "2024-01-10", 2, "test"),
        ("e2", "2024-01-10", 5, "manager"),
    )
    found = mart("skill_gaps", employees=ROSTER, role_requirements=NEEDS, skill_assessments=ratings)
    counted = {
        (row["skill"], row["region"]): (row["people"], row["assessed"], row["below"])
        for row in found.to_dict("records")
    }
    assert counted == {
        ("Data", "North"): (4, 0, 0),
        ("Data", "South"): (2, 0, 0),
        ("Sales", "North"): (4, 3, 2),
        ("Sales", "South"): (2, 0, 0),
    }


@pytest.mark.ledger("34b")
@pytest.mark.parametrize(
    ("levels", "quarters"),
    [
        ({"2024-01-10": 1, "2024-04-10": 1, "2024-07-10": 1, "2024-10-10": 1}, 4),
        ({"2024-04-10": 1, "2024-07-10": 1, "2024-10-10": 1}, 3),
        ({"2024-04-10": 3, "2024-07-10": 1, "2024-10-10": 1}, 2),
        ({"2024-04-10": 1, "2024-07-10": 3, "2024-10-10": 1}, 1),
        ({"2024-01-10": 1, "2024-04-10": 3, "2024-07-10": 1, "2024-10-10": 1}, 2),
        ({"2024-01-10": 1, "2024-04-10": 1, "2024-07-10": 1, "2024-10-10": 3}, 0),
        ({"2024-01-10": 1, "2024-07-10": 1}, 3),
        ({"2023-10-10": 1, "2024-01-10": 1}, 2),
    ],
)
def test_a_gap_persists_through_an_unbroken_run(levels: dict[str, int], quarters: int) -> None:
    ratings = rated(*[("e0", day, level, "manager") for day, level in levels.items()])
    found = mart("skill_gaps", employees=ROSTER, role_requirements=NEEDS, skill_assessments=ratings)
    sales = found[(found["skill"] == "Sales") & (found["region"] == "North")]
    assert list(sales["periods_persisting"]) == [quarters]


@pytest.mark.ledger("34b")
def test_the_program_named_for_a_gap_is_the_one_with_most_starters() -> None:
    found = mart(
        "skill_gaps",
        employees=ROSTER,
        role_requirements=NEEDS,
        skill_assessments=rated(("e0", "2024-01-10", 1, "manager")),
        programs="program_id | program_name | skill\n big | B | Sales\n small | S | Sales",
        enrollments="employee_id | program_id | status | started_on\n"
        "e1 | big | completed | 2024-01-05\n e2 | big | completed | 2024-01-05\n"
        "e1 | small | completed | 2024-01-05",
    )
    named = dict(zip(found["skill"], found["program_id"], strict=True))
    assert named == {"Sales": "big", "Data": ""}


@pytest.mark.ledger("5", "60")
def test_objectives_say_what_their_chain_lacks() -> None:
    objectives = """
        objective_id | objective | kpi   | baseline | target | due_on     | owner
        o1           | Grow      | sales | 1        | 2      | 2025-06-30 | Ann
        o2           | Shrink    | waste | 1        | 2      | 2025-06-30 | Ann
        o3           | Rest      | -     | 1        | 2      | -          | Ann
        o4           | Wait      | sales | 1        | 2      | 2025-06-30 | Ann
    """
    found = mart(
        "objective_map",
        objectives=objectives,
        programs="program_id | program_name | objective_id\n p | P | o1\n q | Q | o2",
        objective_links="objective_id | program_id\n o1 | q\n o3 | p",
        kpis="kpi | period | value\n sales | 2024-01 | 5",
        costs="program_id | period | amount\n p | 2024-01 | 100\n q | 2024-01 | 10",
    )
    assert list(found["missing_step"]) == ["", "values of the KPI", "a KPI", "a program"]
    assert list(found["programs"]) == ["p, q", "q", "p", ""]


def test_rows_come_in_the_order_of_their_keys_and_can_be_picked() -> None:
    taken = TAKEN.replace("| p  ", "| q  ") + "\n x | p | completed | - | - | - | -"
    store = company({"enrollments": taken}, as_of=AS_OF)
    assert list(fetch(store, "program_facts")["program_id"]) == ["p", "q"]
    assert list(fetch(store, "program_facts", program_id="q")["people"]) == [3]
    with pytest.raises(KeyError):
        fetch(store, "program_facts", nobody="x")
    assert settings(store)["as_of"] == AS_OF


def test_what_persists_is_lost_again_or_is_rated_higher_by_oneself() -> None:
    ratings = rated(
        # below at the last three, though not at the first
        ("e0", "2023-01-10", 3, "manager"),
        ("e0", "2023-07-10", 1, "manager"),
        ("e0", "2024-01-10", 2, "manager"),
        ("e0", "2024-07-10", 2, "manager"),
        # three times, the last one at the level
        ("e1", "2023-01-10", 1, "manager"),
        ("e1", "2023-07-10", 1, "manager"),
        ("e1", "2024-01-10", 3, "manager"),
        # three assessments, but by two kinds of rater; a self-rating two levels above the manager's
        ("e2", "2023-01-10", 3, "manager"),
        ("e2", "2023-03-10", 5, "self"),
        ("e2", "2024-07-10", 2, "manager"),
        # a self-rating more than half a year later is not compared
        ("e3", "2023-01-10", 1, "manager"),
        ("e3", "2024-01-10", 5, "self"),
    )
    found = mart(
        "skill_standing", employees=ROSTER, role_requirements=NEEDS, skill_assessments=ratings
    ).set_index("skill")
    sales, data = found.loc["Sales"], found.loc["Data"]
    counted = ["people", "assessed", "below", "repeated", "persistent", "held", "lost", "compared"]
    assert list(sales[counted]) == [6, 4, 2, 2, 1, 2, 2, 1]
    assert sales["self_above"] == 2
    assert list(data[counted]) == [6, 0, 0, 0, 0, 0, 0, 0]
    assert pd.isna(data["self_above"])
