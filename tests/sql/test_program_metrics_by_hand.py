"""The catalogue's other metrics of a program, on rows that can be counted by hand."""

from datetime import date

import pytest

from mls_metrics.warehouse.fetch import metric_rows
from tests.unit.warehouse.landed import company

AS_OF = date(2024, 12, 31)
ROSTER = """
    employee_id | hire_date  | termination_date | termination_type | job_role | region
    a           | 2020-01-01 | -                | -                | Agent    | North
    b           | 2020-01-01 | -                | -                | Agent    | North
    c           | 2020-01-01 | 2024-06-30       | voluntary        | Agent    | South
    d           | 2020-01-01 | -                | -                | Agent    | South
"""
STARTED = """
    employee_id | program_id | status    | started_on | completed_on
    a           | p          | completed | 2024-01-01 | 2024-02-01
    b           | p          | completed | 2024-01-01 | 2024-02-01
    c           | p          | completed | 2024-01-01 | 2024-02-01
    d           | p          | completed | 2024-01-01 | 2024-02-01
"""
SKILLED = {
    "employees": ROSTER,
    "programs": "program_id | program_name | skill\n p | Pitching | Sales",
    "role_requirements": """
        job_role | skill | required_level | criticality
        Agent    | Sales | 4              | 0.8
    """,
    "enrollments": STARTED,
}


def rows(files: dict[str, str], metric: str) -> list[dict[str, object]]:
    frame = metric_rows(company(files, as_of=AS_OF), metric)
    return [dict(row) for row in frame.to_dict("records")]


def of(files: dict[str, str], metric: str, program: str = "p") -> dict[str, object] | None:
    found = [row for row in rows(files, metric) if row["program_id"] == program]
    assert len(found) <= 1
    return found[0] if found else None


def share(files: dict[str, str], metric: str, program: str = "p") -> tuple[int, int] | None:
    found = of(files, metric, program)
    return (int(found["k"]), int(found["n"])) if found else None


def ratio(files: dict[str, str], metric: str) -> tuple[float, float, int] | None:
    """Sums of x and y and the people, once their squares are seen to go with them."""
    found = of(files, metric)
    if found is None:
        return None
    x, y, xx, xy, yy = (float(found[name]) for name in ("x", "y", "xx", "xy", "yy"))
    n = int(found["n"])
    assert xx * n >= x * x * (1 - 1e-9)
    assert yy * n >= y * y * (1 - 1e-9)
    assert xy * xy <= xx * yy * (1 + 1e-9)
    return x, y, n


def days(files: dict[str, str], metric: str) -> list[tuple[int, bool, int]]:
    return [(int(r["days"]), bool(r["is_event"]), int(r["n"])) for r in rows(files, metric)]


def rated(lines: str, **more: str) -> dict[str, str]:
    return {
        **SKILLED,
        "skill_assessments": "employee_id | skill | assessed_on | level | scale_max | rater\n"
        + lines,
        **more,
    }


def test_assignment_to_start_censors_who_has_not_begun() -> None:
    enrollments = """
        employee_id | program_id | status      | assigned_on | started_on | completed_on
        a           | p          | completed   | 2024-01-01  | 2024-01-11 | 2024-02-01
        b           | p          | completed   | 2024-01-01  | -          | 2024-01-21
        c           | p          | not_started | 2024-06-20  | -          | -
        d           | p          | not_started | 2024-12-01  | -          | -
        e           | p          | completed   | 2024-03-01  | 2024-02-01 | 2024-04-01
        f           | p          | waived      | 2024-01-01  | -          | -
    """
    found = days({"employees": ROSTER, "enrollments": enrollments}, "assignment_to_start")
    # c left ten days later, d still has it, e began before
    assert found == [(10, False, 1), (10, True, 1), (20, True, 1), (30, False, 1)]


def test_attempts_to_mastery_keeps_who_has_not_passed() -> None:
    enrollments = """
        employee_id | program_id | status    | attempt | score | pass_mark
        a           | p          | completed | 1       | 60    | 50
        b           | p          | failed    | 1       | 40    | 50
        b           | p          | completed | 2       | 90    | 50
        c           | p          | failed    | 1       | 40    | 50
        c           | p          | failed    | 2       | 40    | 50
        d           | p          | withdrawn | 1       | -     | -
    """
    found = days({"enrollments": enrollments}, "attempts_to_mastery")
    assert found == [(1, True, 1), (2, False, 1), (2, True, 1)]


RATINGS = """
    a | Sales | 2023-12-02 | 2 | 5 | manager
    a | Sales | 2024-03-01 | 3 | 5 | manager
    a | Sales | 2024-12-27 | 4 | 5 | manager
    a | Sales | 2024-12-30 | 5 | 5 | self
    b | Sales | 2024-02-10 | 1 | 5 | test
    b | Sales | 2024-02-20 | 5 | 5 | test
    c | Sales | 2023-12-02 | 5 | 5 | manager
    d | Sales | 2023-12-02 | 3 | 4 | manager
    d | Sales | 2024-12-27 | 3 | 5 | manager
"""


def test_learning_velocity_compares_one_rater_and_one_scale() -> None:
    # a gained 2 in 391 days; b's tests lie 10 days apart, c was not seen since, d's scale changed
    assert ratio(rated(RATINGS), "learning_velocity") == (2.0, 391.0, 1)


def test_normalized_gain_leaves_out_who_was_at_the_top() -> None:
    # a gained 1 of 3 by the first rating after completion; c was at the top, d's scale changed
    assert ratio(rated(RATINGS), "normalized_gain") == (1.0, 3.0, 1)


def test_retained_learning_needs_a_test_at_the_end_and_one_later() -> None:
    tests = """
        a | Sales | 2024-02-05 | 4 | 5 | test
        a | Sales | 2024-02-15 | 1 | 5 | test
        a | Sales | 2024-06-01 | 3 | 5 | test
        b | Sales | 2024-02-05 | 4 | 5 | test
        b | Sales | 2024-06-01 | 4 | 5 | manager
        c | Sales | 2024-05-05 | 4 | 5 | test
        c | Sales | 2024-06-01 | 4 | 5 | test
        d | Sales | 2024-02-05 | 5 | 5 | test
        d | Sales | 2024-03-01 | 2 | 5 | test
        d | Sales | 2024-12-01 | 5 | 5 | test
    """
    # a kept 3 of 4, d 5 of 5; b's later rating is no test, c was not tested at the end
    assert ratio(rated(tests), "retained_learning") == (8.0, 9.0, 2)


def test_critical_gap_index_weighs_assessed_pairs() -> None:
    two = """
        job_role | skill | required_level | criticality
        Agent    | Sales | 4              | 0.5
        Agent    | Tax   | 2              | 1
        Agent    | Law   | 3              | -
    """
    taught = "program_id | skill\n p | Sales\n p | Tax\n p | Law"
    tests = """
        a | Sales | 2024-03-01 | 3 | 5 | test
        a | Tax   | 2024-03-01 | 5 | 5 | test
        a | Law   | 2024-03-01 | 1 | 5 | test
        b | Sales | 2024-03-01 | 2 | 5 | test
    """
    files = rated(tests, role_requirements=two, program_skills=taught)
    # a: 0.5 x 1 of 0.5 x 4 + 1 x 2; b: 0.5 x 2 of 0.5 x 4, Tax unassessed
    assert ratio(files, "critical_gap_index") == (1.5, 6.0, 2)


def test_role_ready_asks_every_critical_skill_and_only_of_the_assessed() -> None:
    needs = """
        job_role | skill | required_level | criticality
        Agent    | Sales | 4              | 0.8
        Agent    | Tax   | 2              | 0.5
        Agent    | Law   | 3              | 0.2
    """
    tests = """
        a | Sales | 2024-03-01 | 4 | 5 | test
        a | Tax   | 2024-03-01 | 2 | 5 | test
        b | Sales | 2024-03-01 | 4 | 5 | test
        b | Tax   | 2024-03-01 | 1 | 5 | test
        d | Sales | 2024-03-01 | 1 | 5 | test
        c | Sales | 2024-03-01 | 4 | 5 | test
        c | Tax   | 2024-03-01 | 2 | 5 | test
    """
    # d's Tax is unknown, c has left
    assert share(rated(tests, role_requirements=needs), "role_ready_rate") == (1, 2)


def test_persistent_gaps_and_decay_follow_one_rater_since_the_start() -> None:
    tests = """
        a | Sales | 2023-12-01 | 1 | 5 | test
        a | Sales | 2024-03-01 | 3 | 5 | test
        a | Sales | 2024-05-01 | 3 | 5 | test
        a | Sales | 2024-07-01 | 3 | 5 | test
        b | Sales | 2024-03-01 | 4 | 5 | test
        b | Sales | 2024-05-01 | 3 | 5 | test
        b | Sales | 2024-07-01 | 4 | 5 | test
        b | Sales | 2024-09-01 | 4 | 5 | test
        c | Sales | 2023-12-01 | 1 | 5 | test
        c | Sales | 2024-03-01 | 1 | 5 | test
        c | Sales | 2024-05-01 | 1 | 5 | test
        d | Sales | 2024-03-01 | 4 | 5 | test
        d | Sales | 2024-05-01 | 1 | 5 | self
    """
    # c was rated twice since the start; b's rating at level was lost once of two followed up
    assert share(rated(tests), "persistent_gap_share") == (1, 2)
    assert share(rated(tests), "skill_decay") == (1, 2)
    assert of(rated(tests), "skill_decay")["people"] == 1


def test_rating_bias_takes_the_test_before_the_manager() -> None:
    tests = """
        a | Sales | 2024-03-01 | 3 | 5 | test
        a | Sales | 2024-03-01 | 5 | 5 | manager
        a | Sales | 2024-04-01 | 4 | 5 | self
        b | Sales | 2024-03-01 | 3 | 5 | manager
        b | Sales | 2024-05-01 | 5 | 5 | self
        d | Sales | 2023-03-01 | 1 | 5 | manager
        d | Sales | 2024-03-01 | 5 | 5 | self
    """
    found = of(rated(tests), "rating_bias")
    assert (found["mean"], found["n"]) == (1.5, 2)


def test_certification_counts_who_holds_held_or_was_due() -> None:
    taken = """
        employee_id | program_id | status      | due_on     | completed_on | expires_on
        a           | p          | completed   | -          | 2024-02-01   | 2025-02-01
        b           | p          | completed   | -          | 2023-02-01   | 2024-02-01
        c           | p          | completed   | -          | 2024-02-01   | 2025-02-01
        d           | p          | in_progress | 2024-06-01 | -            | -
        a           | q          | completed   | -          | 2024-02-01   | -
    """
    files = {"employees": ROSTER, "enrollments": taken}
    assert share(files, "certification_currency") == (1, 3)
    assert share(files, "certification_currency", "q") is None
    waiting = {**files, "enrollments": taken.replace("2024-06-01", "2025-06-01")}
    assert share(waiting, "certification_currency") == (1, 2)


def test_the_silent_the_unsure_and_the_boundless_estimate_nothing() -> None:
    survey = """
        responded_on | program_id | employee_id | self_isolated_gain | self_confidence
        2024-05-01   | p          | a           | 20                 | 50
        2024-05-01   | p          | b           | 300                | 100
    """
    found = of({**SKILLED, "surveys": survey}, "isolated_impact_estimate")
    # 20 x 0.5 for a, nothing for b's claim and for c and d who are silent
    assert (found["mean"], found["n"]) == (2.5, 4)
    unsure = survey.replace("| 50", "| - ")
    assert of({**SKILLED, "surveys": unsure}, "isolated_impact_estimate")["mean"] == 0
    long = """
        responded_on | program_id | employee_id | construct          | answer
        2024-05-01   | p          | a           | self_isolated_gain | 0.2
        2024-05-01   | p          | a           | self_confidence    | 0.5
    """
    found = of({**SKILLED, "surveys": long}, "isolated_impact_estimate")
    assert (found["mean"], found["n"]) == (2.5, 4)


def test_follow_up_questions_of_a_long_survey() -> None:
    survey = """
        responded_on | program_id | employee_id | construct       | answer | scale_max
        2024-05-01   | p          | a           | stopped_using   | yes    | 1
        2024-05-01   | p          | b           | stopped_using   | no     | 1
        2024-05-01   | p          | a           | impact          | 5      | 5
        2024-05-01   | p          | b           | impact          | 4      | 5
        2024-05-01   | p          | d           | impact          | 2      | 5
        2024-05-01   | p          | a           | manager_support | 4      | 5
        2024-05-01   | p          | b           | manager_support | 3      | 5
    """
    files = {**SKILLED, "surveys": survey}
    assert share(files, "tried_and_stopped") == (1, 2)
    assert share(files, "manager_support") == (1, 2)
    impact = of(files, "net_impact_rating")
    assert (impact["k_plus"], impact["k_minus"], impact["n"]) == (2, 1, 3)
    # four finished and were there 60 days later: one of them is silent on impact, two on support
    assert (impact["asked"], impact["silent"]) == (4, 1)
    assert of(files, "manager_support")["silent"] == 2
    assert of(files, "response_rate") is None


def test_plan_attainment_is_of_months_of_this_year_with_a_plan() -> None:
    files = {
        "programs": "program_id | program_name | objective_id\n p | P | o",
        "objectives": "objective_id | objective | kpi\n o | Sell more | sales",
        "enrollments": STARTED,
        "kpis": """
            kpi   | period  | value | target
            sales | 2023-12 | 1     | 100
            sales | 2024-01 | 90    | 100
            sales | 2024-02 | 100   | 100
            sales | 2024-03 | 50    | -
        """,
    }
    assert ratio(files, "plan_attainment") == (190.0, 200.0, 2)


def test_participations_count_those_who_had_a_place() -> None:
    taken = """
        employee_id | program_id | status    | attempt
        a           | p          | failed    | 1
        a           | p          | completed | 2
        b           | p          | completed | 1
        c           | p          | denied    | 1
    """
    found = of({"enrollments": taken}, "participations_per_learner")
    assert (found["mean"], found["n"]) == (1.5, 2)


ON_IT = """
    employee_id | program_id | status      | enrolled_on | started_on | completed_on
    a           | p          | in_progress | 2024-01-01  | 2024-01-01 | -
    b           | p          | in_progress | 2024-01-01  | 2024-01-01 | -
    c           | p          | in_progress | 2024-01-01  | 2024-01-01 | -
    d           | p          | completed   | 2024-01-01  | 2024-01-01 | 2024-02-01
    a           | q          | in_progress | 2024-01-01  | 2024-01-01 | -
"""


def test_active_and_stalled_are_of_people_on_it_where_visits_are_logged() -> None:
    visits = """
        employee_id | occurred_on | program_id
        a           | 2024-12-20  | p
        b           | 2024-06-01  | p
        b           | 2024-12-30  | -
    """
    files = {"employees": ROSTER, "enrollments": ON_IT, "activity": visits}
    # c has left and d is done; nothing is logged of q
    assert share(files, "active_learners") == (1, 2)
    assert share(files, "stalled_learners") == (2, 2)
    assert share(files, "active_learners", "q") is None
    fresh = {**files, "activity": visits.replace("2024-12-20", "2024-12-29")}
    assert share(fresh, "stalled_learners") == (1, 2)


def test_hours_are_set_against_the_years_people_were_there() -> None:
    taken = """
        employee_id | program_id | status    | started_on | completed_on | hours
        a           | p          | completed | 2024-03-01 | 2024-04-01   | 6
        b           | p          | completed | 2024-03-01 | 2024-04-01   | -
        d           | p          | completed | 2023-03-01 | 2023-04-01   | 8
    """
    x, y, n = ratio({"employees": ROSTER, "enrollments": taken}, "hours_per_employee")
    # c was there from 1 January 2024 to 30 June: 181 of 365 days after 1 January
    assert (x, n) == (6.0, 4)
    assert y == pytest.approx(3 + 181 / 365)


def test_voluntary_share_counts_what_is_known() -> None:
    taken = """
        employee_id | program_id | status    | voluntary
        a           | p          | completed | true
        b           | p          | completed | false
        c           | p          | completed | -
        d           | p          | denied    | true
    """
    assert share({"enrollments": taken}, "voluntary_share") == (1, 2)


def test_overdue_is_of_what_is_due_of_people_still_there() -> None:
    taken = """
        employee_id | program_id | status      | started_on | due_on     | completed_on
        a           | p          | in_progress | 2024-01-01 | 2024-06-01 | -
        b           | p          | completed   | 2024-01-01 | 2024-06-01 | 2024-07-01
        c           | p          | in_progress | 2024-01-01 | 2024-06-01 | -
        d           | p          | in_progress | 2024-01-01 | 2025-06-01 | -
    """
    assert share({"employees": ROSTER, "enrollments": taken}, "overdue_share") == (1, 2)


def test_return_rate_waits_ninety_days_and_asks_for_choice() -> None:
    taken = """
        employee_id | program_id | status    | started_on | completed_on | voluntary
        a           | p          | completed | 2024-01-01 | 2024-02-01   | true
        a           | q          | completed | 2024-03-01 | 2024-12-01   | true
        b           | p          | completed | 2024-01-01 | 2024-02-01   | true
        b           | q          | completed | 2024-03-01 | 2024-12-01   | false
        d           | p          | completed | 2024-01-01 | 2024-02-01   | true
        d           | q          | completed | 2024-06-01 | 2024-12-01   | true
        e           | p          | completed | 2024-11-01 | 2024-12-01   | true
    """
    assert share({"employees": ROSTER, "enrollments": taken}, "return_rate") == (1, 3)
    assert of({"employees": ROSTER, "enrollments": taken}, "return_rate", "q") is None
    unknown = taken.replace("| true", "| -   ").replace("| false", "| -    ")
    assert rows({"employees": ROSTER, "enrollments": unknown}, "return_rate") == []


def test_equity_looks_at_the_least_reached_group_of_those_it_is_for() -> None:
    people = [(f"n{i}", "North", "Agent") for i in range(40)]
    people += [(f"s{i}", "South", "Agent") for i in range(40)]
    people += [(f"w{i}", "West", "Agent") for i in range(10)]
    people += [(f"x{i}", "South", "Clerk") for i in range(40)]
    roster = "employee_id | hire_date | region | job_role\n" + "\n".join(
        f"{name} | 2020-01-01 | {region} | {role}" for name, region, role in people
    )
    taken = "employee_id | program_id | status | started_on\n" + "\n".join(
        f"{name} | p | in_progress | 2024-01-01"
        for name in [*(f"n{i}" for i in range(30)), *(f"s{i}" for i in range(15))]
    )
    files = {
        "employees": roster,
        "programs": "program_id | program_name | audience\n p | P | Agent",
        "enrollments": taken,
    }
    found = of(files, "equity_of_access")
    # 15 of 40 in the South against 45 of 90 agents; ten in the West are too few to look at
    assert (found["mean"], found["n"]) == (pytest.approx(15 / 40 / (45 / 90)), 40)


def test_duplication_means_skill_level_and_audience() -> None:
    files = {
        "programs": """
            program_id | program_name | audience | closes_on
            p          | P            | Agents   | -
            q          | Q            | Agents   | -
            r          | R            | Clerks   | -
            s          | S            | Agents   | 2024-06-30
        """,
        "program_skills": """
            program_id | skill | target_level
            p          | Sales | 3
            p          | Tax   | 2
            q          | Sales | 3
            r          | Tax   | 2
            s          | Tax   | 2
        """,
        "enrollments": "employee_id | program_id | status | started_on\n"
        + "\n".join(f"a | {name} | in_progress | 2024-05-01" for name in "pqrs"),
    }
    assert share(files, "duplication") == (1, 2)
    assert share(files, "duplication", "q") == (1, 1)
    assert share(files, "duplication", "r") == (0, 1)
    assert share(files, "duplication", "s") is None


@pytest.mark.ledger("39a")
def test_module_reuse_lists_modules_or_trusts_the_register() -> None:
    files = {
        "programs": """
            program_id | program_name | modules | shared_modules
            p          | P            | 9       | 9
            q          | Q            | -       | -
            r          | R            | 5       | 2
        """,
        "program_modules": "program_id | module_id\n p | m1\n p | m2\n q | m1",
        "enrollments": STARTED,
    }
    assert share(files, "module_reuse") == (1, 2)
    assert share(files, "module_reuse", "q") == (1, 1)
    assert share(files, "module_reuse", "r") == (2, 5)


@pytest.mark.ledger("48e")
def test_version_lift_compares_roles_and_waits_180_days() -> None:
    lines = ["employee_id | program_id | status | started_on | completed_on | version"]
    for number in range(10):
        done = "completed | 2023-01-01 | 2023-03-01" if number < 4 else "failed | 2023-01-01 | -"
        lines.append(f"o{number} | p | {done} | 1")
    for number in range(5):
        done = "completed | 2024-01-01 | 2024-03-01" if number < 4 else "failed | 2024-01-01 | -"
        lines.append(f"m{number} | p | {done} | 2")
    lines += [f"l{number} | p | in_progress | 2024-12-01 | - | 3" for number in range(5)]
    found = of({"enrollments": "\n".join(lines)}, "version_lift")
    # 4 of 5 against 4 of 10; nobody on version 3 has had 180 days
    assert (found["mean"], found["n"]) == (pytest.approx(40.0), 15)
    # shares drawn to the middle: 5/7 of 5 and 5/12 of 10, and the doubt of their difference
    doubt = (5 / 7 * 2 / 7 / 5 + 5 / 12 * 7 / 12 / 10) ** 0.5
    assert found["sd"] / 15**0.5 == pytest.approx(100 * doubt)


@pytest.mark.ledger("48e")
def test_tested_changes_had_an_experiment_in_the_year_before() -> None:
    log = """
        program_id | raised_on  | kind       | released_on | concluded_on
        p          | 2023-01-01 | experiment | -           | 2023-03-01
        p          | 2023-01-01 | refresh    | 2023-06-01  | -
        p          | 2024-01-01 | refresh    | 2024-06-01  | -
        p          | 2024-01-01 | experiment | 2024-02-01  | -
        p          | 2024-01-01 | refresh    | -           | -
    """
    assert share({"improvements": log}, "tested_change_rate") == (2, 3)


def test_seats_count_in_sessions_held() -> None:
    sessions = """
        session_id | program_id | planned_on | held_on    | seats | booked | attended
        1          | p          | 2024-01-01 | 2024-01-01 | 10    | 12     | 8
        2          | p          | 2024-02-01 | 2024-02-01 | 10    | 12     | -
        3          | p          | 2024-03-01 | -          | 10    | 12     | -
        4          | p          | 2024-04-01 | 2024-04-01 | 10    | -      | -
    """
    assert share({"sessions": sessions, "enrollments": STARTED}, "seat_utilization") == (18, 20)


def test_first_use_counts_from_access_of_a_persons_audience() -> None:
    files = {
        "employees": ROSTER,
        "audiences": "audience | region\n northern | North\n southern | South\n nobody | -",
        "rollouts": """
            program_id | audience | access_on
            p          | northern | 2024-06-01
            p          | southern | 2024-06-01
            p          | nobody   | 2024-06-01
        """,
        "activity": """
            employee_id | occurred_on | program_id
            a           | 2024-06-11  | p
            a           | 2024-07-11  | p
            d           | 2024-05-01  | p
        """,
    }
    # a used it after 10 days, b not yet, c left after 29 days, d had used it before
    assert days(files, "time_to_first_use") == [(10, True, 1), (29, False, 1), (213, False, 1)]
    habit = "\n        a           | 2024-07-21  | p\n        a           | 2024-07-21  | p\n"
    used = {**files, "activity": files["activity"].rstrip() + habit}
    assert days(used, "time_to_third_use") == [(29, False, 1), (50, True, 1), (213, False, 1)]
