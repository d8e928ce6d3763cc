"""Each check finds what it is for, and nothing in a company where all is well."""

from datetime import date

import pytest

from mls_metrics.model.source import Finding
from mls_metrics.warehouse.check import check, check_ids
from tests.unit.warehouse.landed import POLICY, company

AS_OF = date(2024, 12, 31)
SOUND = {
    "employees": """
        employee_id | hire_date | termination_date | termination_type | job_role | employment_status
        a           | 2020-01-01 | -                | -                | Agent    | Active
        b           | 2020-01-01 | 2024-06-30       | voluntary        | Agent    | Terminated
    """,
    "job_history": "employee_id | valid_from | job_role\n a | 2020-01-01 | Agent",
    "programs": "program_id | program_name | skill | objective_id\n p | Pitching | Sales | o",
    "enrollments": """
        employee_id | program_id | status    | started_on | completed_on
        a           | p          | completed | 2024-01-05 | 2024-02-01
    """,
    "kpis": "kpi | period | value | employee_id\n sales | 2024-01 | 5 | a",
    "costs": "program_id | period | amount | currency\n p | 2024-01 | 100 | USD",
    "surveys": "responded_on | program_id | satisfaction\n 2024-02-02 | p | 5",
    "skill_assessments": "employee_id | skill | assessed_on | level\n a | Sales | 2024-03-01 | 4",
    "role_requirements": "job_role | skill | required_level\n Agent | Sales | 3",
    "objectives": "objective_id | objective | kpi | due_on\n o | Grow | sales | 2025-06-30",
    "improvements": "program_id | raised_on | kind\n p | 2024-01-05 | idea",
    "decision_rights": "decision | role | letter\n Buy | Head | A\n Buy | Lead | R",
}


def findings(**changed: str) -> dict[str, Finding]:
    store = company({**SOUND, **changed}, as_of=AS_OF)
    return {finding.id: finding for finding in check(store, as_of=AS_OF, policy=POLICY)}


def test_where_all_is_well_nothing_is_said() -> None:
    assert findings() == {}


ROSTER = SOUND["employees"]
TAKEN = SOUND["enrollments"]
TRIGGERS = {
    "training_outside_employment": {
        "enrollments": TAKEN + "\n b | p | in_progress | 2024-07-01 | -"
    },
    "employment_status_conflict": {"employees": ROSTER.replace("Terminated", "Active")},
    "exits_untyped": {"employees": ROSTER.replace("voluntary ", "-")},
    "exit_before_hire": {"employees": ROSTER.replace("2024-06-30", "2019-06-30")},
    "hire_date_missing": {"employees": ROSTER.replace("| 2020-01-01 | 2024", "| - | 2024")},
    "roster_without_leavers": {"employees": "\n".join(ROSTER.strip().splitlines()[:-1])},
    "unknown_people": {"enrollments": TAKEN + "\n x | p | completed | 2024-01-05 | 2024-02-01"},
    "completed_before_started": {
        "enrollments": TAKEN + "\n b | p | completed | 2024-02-05 | 2024-02-01"
    },
    "merged_rows": {"enrollments": TAKEN + "\n a | p | completed | 2024-01-05 | 2024-02-01"},
    "dates_after_as_of": {"enrollments": TAKEN + "\n b | p | enrolled | 2025-02-05 | -"},
    "future_dates": {"enrollments": TAKEN + "\n a | q | completed | 2024-12-05 | 2025-02-01"},
    "enrollments_without_status": {"enrollments": TAKEN + "\n b | p | unknown | 2024-02-05 | -"},
    "kpi_units_unmatched": {
        "kpis": "kpi | period | value | unit | unit_type\n sales | 2024-01 | 5 | Moon | region"
    },
    "cost_of_unknown_program": {"costs": SOUND["costs"] + "\n nobody | 2024-01 | 100 | USD"},
    "currency_without_rate": {"costs": SOUND["costs"] + "\n p | 2024-01 | 100 | CHF"},
    "objectives_without_program": {
        "objectives": SOUND["objectives"] + "\n alone | Shrink | sales | 2026-06-30"
    },
    "objective_without_kpi": {"objectives": SOUND["objectives"].replace("sales", "smiles")},
    "programs_without_objective": {
        "programs": SOUND["programs"] + "\n q | Juggling | Juggling | -"
    },
    "two_accountable_owners": {"decision_rights": SOUND["decision_rights"].replace("| R", "| A")},
}


@pytest.mark.parametrize("check_id", sorted(TRIGGERS))
def test_a_check_finds_its_row(check_id: str) -> None:
    found = findings(**TRIGGERS[check_id])
    assert check_id in found, found.keys()
    finding = found[check_id]
    assert finding.rows == 1
    assert "{" not in finding.sentence + finding.fix
    assert "1" in finding.sentence or "One" in finding.sentence


@pytest.mark.parametrize("count", [19, 25])
def test_a_late_objective_needs_enough_people_to_say_so(count: int) -> None:
    people = [f"n{number}" for number in range(count)]
    roster = ROSTER + "\n" + "\n".join(f"{p} | 2020-01-01 | - | - | Agent | Active" for p in people)
    tests = "employee_id | skill | assessed_on | level\n" + "\n".join(
        f"{p} | Sales | 2024-03-01 | 1" for p in people
    )
    found = findings(employees=roster, skill_assessments=tests)
    assert ("late_objective" in found) == (count >= 20)


def test_a_gap_that_lasts_with_nothing_against_it() -> None:
    people = [f"n{number}" for number in range(20)]
    roster = ROSTER + "\n" + "\n".join(f"{p} | 2020-01-01 | - | - | Agent | Active" for p in people)
    days = ("2024-01-15", "2024-07-15", "2024-12-15")
    tests = "employee_id | skill | assessed_on | level\n" + "\n".join(
        f"{p} | Data | {day} | 1" for p in people for day in days
    )
    needs = SOUND["role_requirements"] + "\n Agent | Data | 3"
    found = findings(employees=roster, skill_assessments=tests, role_requirements=needs)
    assert found["persisting_gap_without_program"].rows == 1
    short = tests.replace("2024-01-15", "2024-12-14").replace("2024-07-15", "2024-12-13")
    found = findings(employees=roster, skill_assessments=short, role_requirements=needs)
    assert "persisting_gap_without_program" not in found


def test_every_check_has_a_company_that_triggers_it() -> None:
    of_people = {"late_objective", "persisting_gap_without_program"}
    of_no_date_at_all = {"no_dates"}  # tests/sql/test_models.py
    of_ids = {"people_ambiguous", "people_matched_by_other_ids"}  # workspace/test_people.py
    of_editions = {  # unit/warehouse/test_editions.py
        "costs_counted_twice",
        "exits_from_absence",
        "reports_updated",
        "roster_of_a_part",
    }
    of_leavers = {"learners_active_only"}  # tests/sql/test_active_only.py
    of_credit = {  # tests/sql/test_credit.py
        "completed_not_passed",
        "credit_for_other_learning",
        "overdue_disagrees",
        "results_set_by_hand",
    }
    of_kpis = {"kpi_definition_changed"}  # tests/sql/test_kpi_breaks.py
    others = of_people | of_no_date_at_all | of_ids | of_editions | of_leavers | of_credit
    others |= of_kpis
    assert set(check_ids()) == set(TRIGGERS) | others


@pytest.mark.parametrize("table", ["employees", "enrollments", "kpis", "costs", "surveys"])
def test_a_missing_table_says_what_it_would_answer(table: str) -> None:
    store = company({name: text for name, text in SOUND.items() if name != table}, as_of=AS_OF)
    found = {finding.id: finding for finding in check(store, as_of=AS_OF, policy=POLICY)}
    assert found[f"missing_{table}"].sentence
    assert found[f"missing_{table}"].fix
