"""Each metric's select on a handful of rows that can be counted by hand."""

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
    d           | 2020-01-01 | -                | -                | Clerk    | South
"""
SKILLED = {
    "programs": "program_id | program_name | skill\n p | Pitching | Sales",
    "role_requirements": "job_role | skill | required_level\n Agent | Sales | 4",
}


def rows(files: dict[str, str], metric: str) -> list[dict[str, object]]:
    store = company(files, as_of=AS_OF)
    frame = metric_rows(store, metric)
    return [dict(row) for row in frame.drop(columns="program_id").to_dict("records")]


def share(files: dict[str, str], metric: str) -> tuple[int, int] | None:
    found = rows(files, metric)
    return (int(found[0]["k"]), int(found[0]["n"])) if found else None


STATUSES = """
    employee_id | program_id | status      | due_on
    a           | p          | completed   | -
    b           | p          | failed      | -
    c           | p          | withdrawn   | -
    d           | p          | in_progress | -
    e           | p          | in_progress | 2024-06-30
    f           | p          | in_progress | 2025-06-30
    g           | p          | no_show     | -
    h           | p          | cancelled   | -
    i           | p          | denied      | -
    j           | p          | waitlisted  | -
    k           | p          | waived      | -
"""


@pytest.mark.parametrize(
    ("metric", "expected"),
    [("completion_rate", (1, 5)), ("pass_rate", (1, 7)), ("withdrawal_rate", (1, 7))],
)
def test_rates_leave_out_who_never_had_a_place_or_is_not_due(
    metric: str, expected: tuple[int, int]
) -> None:
    assert share({"enrollments": STATUSES}, metric) == expected


def test_on_time_leaves_out_what_is_not_due_and_who_left_before() -> None:
    enrollments = """
        employee_id | program_id | status      | started_on | completed_on | due_on
        a           | p          | completed   | 2024-01-01 | 2024-02-01   | 2024-02-01
        b           | p          | completed   | 2024-01-01 | 2024-02-02   | 2024-02-01
        c           | p          | in_progress | 2024-01-01 | -            | 2024-09-01
        d           | p          | in_progress | 2024-01-01 | -            | 2025-09-01
    """
    files = {"employees": ROSTER, "enrollments": enrollments}
    assert share(files, "on_time_completion") == (1, 2)


def test_first_attempts_are_judged_by_score_where_there_is_one() -> None:
    enrollments = """
        employee_id | program_id | status    | attempt | score | pass_mark
        a           | p          | completed | 1       | 60    | 50
        b           | p          | failed    | 1       | 40    | 50
        b           | p          | completed | 2       | 90    | 50
        c           | p          | withdrawn | 1       | -     | -
        d           | p          | completed | 1       | -     | -
    """
    assert share({"enrollments": enrollments}, "first_attempt_pass_rate") == (2, 3)


def test_time_to_complete_censors_and_skips_what_has_no_start() -> None:
    enrollments = """
        employee_id | program_id | status      | started_on | completed_on | withdrawn_on
        a           | p          | completed   | 2024-01-01 | 2024-01-31   | -
        b           | p          | withdrawn   | 2024-01-01 | -            | 2024-01-11
        c           | p          | in_progress | 2024-06-20 | -            | -
        d           | p          | in_progress | 2024-12-21 | -            | -
        e           | p          | completed   | -          | 2024-03-01   | -
        f           | p          | completed   | 2024-03-05 | 2024-03-01   | -
    """
    found = rows({"employees": ROSTER, "enrollments": enrollments}, "time_to_complete")
    assert [(row["days"], bool(row["is_event"]), row["n"]) for row in found] == [
        (10, False, 3),
        (30, True, 1),
    ]
    assert {row["naive"] for row in found} == {30.0}


def test_persistence_ends_at_withdrawal_close_and_as_of() -> None:
    files = {
        "programs": "program_id | program_name | closes_on\n p | P | 2024-10-01",
        "enrollments": """
            employee_id | program_id | status    | enrolled_on | started_on | withdrawn_on
            a           | p          | completed | 2023-12-01  | 2024-01-01 | -
            b           | p          | withdrawn | 2023-12-01  | 2024-01-01 | 2024-04-10
            c           | p          | withdrawn | 2023-12-01  | 2024-01-01 | 2024-11-01
            d           | p          | withdrawn | 2023-12-01  | -          | 2023-12-20
        """,
    }
    found = rows(files, "persistence_day_180")
    assert [(row["days"], bool(row["is_event"]), row["n"]) for row in found] == [
        (100, True, 1),
        (274, False, 2),
    ]
    assert {row["naive"] for row in found} == {0.25}


ASSESSED = """
    employee_id | skill | assessed_on | level | rater
    a           | Sales | 2023-12-01  | 2     | manager
    a           | Sales | 2024-03-01  | 3     | manager
    a           | Sales | 2024-04-30  | 4     | manager
    b           | Sales | 2024-03-01  | 3     | manager
    c           | Sales | 2023-12-01  | 5     | manager
    c           | Sales | 2024-03-01  | 5     | manager
    d           | Sales | 2023-12-01  | 1     | manager
"""
STARTED = """
    employee_id | program_id | status    | started_on | completed_on
    a           | p          | completed | 2024-01-01 | 2024-02-01
    b           | p          | completed | 2024-01-01 | 2024-02-01
    c           | p          | completed | 2024-01-01 | 2024-02-01
    d           | p          | completed | 2024-01-01 | 2024-02-01
"""


@pytest.mark.ledger("48a")
def test_time_to_competency_knows_only_what_was_assessed() -> None:
    files = {"employees": ROSTER, **SKILLED, "skill_assessments": ASSESSED, "enrollments": STARTED}
    found = rows(files, "time_to_competency")
    # a reached level on day 120; b was last seen below it on day 60; c was able before;
    # d was not assessed since.
    assert [(row["days"], bool(row["is_event"]), row["n"]) for row in found] == [
        (60, False, 1),
        (120, True, 1),
    ]


@pytest.mark.parametrize("first", ["test", "self"])
def test_of_two_raters_on_one_day_the_test_says_who_was_able_before(first) -> None:
    other = "self" if first == "test" else "test"
    # on one day the test says 1 and c says 4 of the level asked for, in either order of rows
    levels = {"test": 1, "self": 4}
    both = "".join(
        f"\n        c | Sales | 2023-12-31 | {levels[rater]} | {rater}" for rater in (first, other)
    )
    header = "\n        employee_id | skill | assessed_on | level | rater"
    after = "\n        c | Sales | 2024-05-01 | 4 | test\n"
    files = {"employees": ROSTER, **SKILLED, "enrollments": STARTED}
    found = rows(files | {"skill_assessments": header + both + after}, "time_to_competency")
    assert [bool(row["is_event"]) for row in found] == [True]


def test_time_to_competency_falls_back_to_completion_where_nothing_is_assessed() -> None:
    found = rows({"employees": ROSTER, **SKILLED, "enrollments": STARTED}, "time_to_competency")
    assert [(row["days"], bool(row["is_event"]), row["n"]) for row in found] == [(31, True, 4)]


def test_a_completion_without_a_start_gives_no_time() -> None:
    bare = "employee_id | program_id | status | completed_on\n a | p | completed | 2024-02-01"
    for metric in ("time_to_competency", "competent_by_day_90", "time_to_complete"):
        assert rows({"enrollments": bare}, metric) == []


@pytest.mark.ledger("48b")
def test_readiness_counts_employed_learners_whose_role_needs_the_skill() -> None:
    files = {"employees": ROSTER, **SKILLED, "skill_assessments": ASSESSED, "enrollments": STARTED}
    assert share(files, "target_achievement") == (1, 2)
    assert share(files, "assessment_coverage") == (2, 2)
    gap = rows(files, "average_skill_gap")[0]
    assert gap["mean"] == pytest.approx((0 + 1 / 4) / 2)
    unseen = {
        **files,
        "skill_assessments": ASSESSED.replace("    b           | Sales", "    x | Sales"),
    }
    assert share(unseen, "target_achievement") == (1, 1)
    assert share(unseen, "assessment_coverage") == (1, 2)


def test_gap_closure_compares_the_same_person_and_rater() -> None:
    ratings = """
        employee_id | skill | assessed_on | level | rater
        a           | Sales | 2023-12-01  | 2     | manager
        a           | Sales | 2024-04-30  | 3     | manager
        a           | Sales | 2024-05-30  | 4     | self
        b           | Sales | 2023-12-01  | 0     | test
        b           | Sales | 2024-04-30  | 4     | test
    """
    files = {"employees": ROSTER, **SKILLED, "skill_assessments": ratings, "enrollments": STARTED}
    found = rows(files, "gap_closure")[0]
    assert (found["mean"], found["n"]) == (pytest.approx(1 - 1 / 6), 2)


def test_compliance_counts_valid_completions_of_those_it_binds() -> None:
    register = "program_id | program_name | mandatory\n p | Safety | true\n q | Pitching | false"
    taken = """
        employee_id | program_id | status | assigned_on | due_on | completed_on | expires_on
        a           | p          | completed | 2024-01-01 | 2024-03-01 | 2024-02-01   | 2025-02-01
        b           | p          | completed | 2023-01-01 | 2023-03-01 | 2023-02-01   | 2024-02-01
        c           | p          | in_progress | 2024-01-01 | 2024-03-01 | -            | -
        d           | p          | in_progress | 2024-12-01 | 2025-03-01 | -            | -
        a           | q          | completed | 2024-01-01 | -          | 2024-02-01   | -
    """
    files = {"employees": ROSTER, "programs": register, "enrollments": taken}
    assert share(files, "compliance_completion") == (1, 2)
    bare = "employee_id | program_id | status | completed_on\n a | p | completed | 2024-02-01"
    assert share({**files, "enrollments": bare}, "compliance_completion") == (1, 3)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((5, 4, 3, 1), (2, 4)),
        ((7, 6, 5, 1), (2, 4)),
        ((1, 1, 0, 0), (2, 4)),
        ((100, 80, 60, 10), (2, 4)),
    ],
)
def test_the_scale_is_read_off_the_answers(
    answers: tuple[int, ...], expected: tuple[int, int]
) -> None:
    for construct, metric in (
        ("satisfaction", "reaction_favourable"),
        ("applied", "application_rate"),
        ("intent_to_apply", "intent_to_apply"),
    ):
        lines = "\n".join(f"2024-02-01 | p | {answer}" for answer in answers)
        survey = f"responded_on | program_id | {construct}\n{lines}"
        assert share({"surveys": survey}, metric) == expected


def test_a_long_survey_says_its_own_scale() -> None:
    survey = """
        responded_on | program_id | question | construct    | answer | scale_max
        2024-02-01   | p          | Happy?   | satisfaction | 4      | 5
        2024-02-02   | p          | Happy?   | satisfaction | 8      | 10
        2024-02-03   | p          | Happy?   | satisfaction | 3      | 5
        2024-02-03   | p          | Used?    | applied      | Yes    | 1
        2024-02-04   | p          | Used?    | applied      | no     | 1
    """
    assert share({"surveys": survey}, "reaction_favourable") == (2, 3)
    assert share({"surveys": survey}, "application_rate") == (1, 2)


def test_relevance_stands_in_where_intent_is_not_asked() -> None:
    survey = "responded_on | program_id | relevance\n2024-02-01 | p | 5\n2024-02-01 | p | 2"
    assert share({"surveys": survey}, "intent_to_apply") == (1, 2)


@pytest.mark.ledger("48d")
def test_recommendation_is_promoters_less_detractors() -> None:
    answers = "\n".join(
        f"2024-02-0{1 + place} | p | {a}" for place, a in enumerate((10, 9, 8, 6, 0))
    )
    found = rows({"surveys": f"responded_on | program_id | recommend\n{answers}"}, "learner_nps")[0]
    assert (found["k_plus"], found["k_minus"], found["n"]) == (2, 2, 5)


IMPROVED = """
    program_id | raised_on  | kind       | released_on | concluded_on | outcome
    p          | 2024-01-01 | refresh    | 2024-01-31  | -            | adopted
    p          | 2024-01-01 | refresh    | -           | 2024-01-11   | rejected
    p          | 2024-12-01 | refresh    | -           | -            | open
    p          | 2024-01-01 | suggestion | 2024-02-01  | -            | adopted
    p          | 2024-01-01 | suggestion | -           | -            | open
    p          | 2024-12-01 | suggestion | -           | -            | open
    p          | 2024-01-01 | idea       | -           | 2024-03-01   | adopted
    p          | 2024-01-01 | idea       | -           | -            | open
    p          | 2024-12-01 | idea       | -           | -            | open
    p          | 2024-12-01 | experiment | -           | 2024-12-10   | rejected
"""


@pytest.mark.ledger("48e")
def test_improvements_by_kind() -> None:
    files = {"improvements": IMPROVED}
    found = rows(files, "refresh_cycle_time")
    assert [(row["days"], bool(row["is_event"]), row["n"]) for row in found] == [
        (10, False, 1),
        (30, False, 1),
        (30, True, 1),
    ]
    assert share(files, "feedback_to_change") == (1, 2)
    assert share(files, "ideas_implemented") == (1, 3)


@pytest.mark.ledger("15e", "48e")
@pytest.mark.parametrize(
    ("row", "counted"),
    [
        ("p | 2024-01-01 | experiment | - | 2024-12-10 | adopted", (2, 4)),
        ("p | 2024-12-01 | experiment | - | - | adopted", (1, 3)),
        ("p | 2024-01-01 | experiment | - | 2024-12-10 | open", (1, 4)),
    ],
    ids=["concluded with a result", "not concluded", "without a result"],
)
def test_an_experiment_counts_once_it_is_concluded_with_a_result(
    row: str, counted: tuple[int, int]
) -> None:
    assert share({"improvements": IMPROVED + row}, "ideas_implemented") == counted


def test_content_age_is_of_modules_where_they_carry_dates() -> None:
    files = {
        "programs": "program_id | program_name | content_reviewed_on\n"
        "p | P | 2024-12-31\n q | Q | -",
        "program_modules": "program_id | module_id | reviewed_on\np | m1 | 2023-12-31\n p | m2 | -",
    }
    found = rows(files, "content_age")
    assert [(round(float(row["mean"]), 2), row["n"]) for row in found] == [(12.02, 1)]
    del files["program_modules"]
    assert [row["mean"] for row in rows(files, "content_age")] == [0.0]


def test_reach_and_recent_use() -> None:
    files = {
        "employees": ROSTER,
        "programs": "program_id | program_name | eligible_learners\n p | P | 10",
        "enrollments": STARTED,
    }
    assert share(files, "reach") == (3, 10)
    assert share(files, "recent_use") == (1, 12)
