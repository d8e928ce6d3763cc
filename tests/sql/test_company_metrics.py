"""Each number of the whole company on a handful of rows that can be counted by hand."""

from datetime import date
from functools import cache

import pandas as pd
import pytest

from mls_metrics.analysis.company import estimate_company_metric
from mls_metrics.assess import INFLATION
from mls_metrics.catalog.load import company_metrics, load_policy, tables
from mls_metrics.company import measure_company
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.report.explain import explain
from mls_metrics.warehouse.company import company_rows, empty_columns
from mls_metrics.warehouse.connection import Store
from tests.unit.warehouse.landed import company

AS_OF = date(2024, 12, 31)
POLICY = load_policy()
COUNTED = [metric for metric in company_metrics().values() if metric.has_select]
SHAPES = {
    "share": {"k", "n"},
    "mean": {"mean", "sd", "n"},
    "median_days": {"days", "is_event", "n"},
    "survival_share": {"days", "is_event", "n"},
    "rate": {"k", "exposure", "exits", "untyped", "n"},
    "count_ratio": {"k", "k_squares", "base", "base_squares", "fewest", "n"},
    "counted": {"value", "n"},
}
ROSTER = """
    employee_id | hire_date  | termination_date | termination_type | job_role | snapshot_date
    a           | 2020-01-01 | -                | -                | Agent    | 2024-12-31
    b           | 2024-07-01 | -                | -                | Agent    | 2024-12-31
    c           | 2020-01-01 | 2024-06-30       | voluntary        | Agent    | 2024-12-31
    d           | 2024-01-11 | 2024-03-01       | involuntary      | Clerk    | 2024-12-31
    e           | 2020-01-01 | 2023-05-01       | voluntary        | Clerk    | 2024-12-31
    f           | 2020-01-01 | 2024-12-31       | -                | Clerk    | 2024-12-31
"""


@cache
def built(files: tuple[tuple[str, str], ...]) -> Store:
    return company(dict(files), as_of=AS_OF)


def landed(files: dict[str, str]) -> Store:
    """The company of these files; tests that ask it for several numbers share it."""
    return built(tuple(files.items()))


def row(files: dict[str, str], metric: str) -> dict[str, object]:
    return dict(company_rows(landed(files), metric, POLICY).to_dict("records")[0])


def counted(files: dict[str, str], metric: str) -> tuple[float, int]:
    found = row(files, metric)
    return (float(found["value"]), int(found["n"]))  # type: ignore[call-overload]


def share(files: dict[str, str], metric: str) -> tuple[int, int]:
    found = row(files, metric)
    return (int(found["k"]), int(found["n"]))  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def nothing() -> Store:
    return landed({"enrollments": "employee_id | program_id | started_on\n a | p | 2024-01-01"})


@pytest.mark.ledger("29b")
@pytest.mark.parametrize("metric", COUNTED, ids=lambda metric: metric.id)
def test_every_number_is_described_and_has_a_select_of_its_shape(metric, nothing: Store) -> None:
    assert SHAPES[metric.statistic] <= set(company_rows(nothing, metric.id, POLICY).columns)
    assert metric.definition.endswith(".")
    assert metric.question.endswith("?")
    assert all((metric.formula, metric.standard, metric.caveat, metric.area))
    for source in metric.inputs:
        table, _, column = source.partition(".")
        assert tables()[table].column(column)
    assert set(empty_columns(nothing, metric.inputs)) <= set(metric.inputs)


def test_where_nothing_is_known_the_missing_columns_are_named(nothing: Store) -> None:
    measured = measure_company(nothing, POLICY)
    assert set(measured) == {metric.id for metric in COUNTED}
    assert [id_ for id_, one in company_metrics().items() if not one.has_select] == [INFLATION]
    refused = measured["escalations_on_time"]
    assert isinstance(refused, NotEstimable)
    assert "escalations.due_on" in refused.needed
    objectives = measured["programs_without_objective"]
    assert isinstance(objectives, NotEstimable)
    assert "objectives.objective_id" in objectives.needed


def test_turnover_counts_voluntary_exits_of_the_window_over_years_worked_in_it() -> None:
    found = row({"employees": ROSTER}, "voluntary_turnover")
    days = 365 + 183 + 181 + 50 + 365  # a, b, c, d, f from 2024-01-01; e had left before
    assert found["exposure"] == pytest.approx(days / 365.25)
    assert (found["k"], found["exits"], found["untyped"], found["n"]) == (1, 3, 1, 5)


def test_turnover_is_refused_where_exits_have_no_type() -> None:
    metric = company_metrics()["voluntary_turnover"]
    rows = pd.DataFrame([{"k": 4, "exposure": 40.0, "exits": 8, "untyped": 2, "n": 50}])
    refused = estimate_company_metric(metric, rows, absent=(), policy=POLICY)
    assert isinstance(refused, NotEstimable)
    assert "2 of 8 exits have no type" in refused.reason
    typed = estimate_company_metric(metric, rows.assign(untyped=1), absent=(), policy=POLICY)
    assert isinstance(typed, Estimate)
    assert typed.value == pytest.approx(0.1)
    assert (typed.low, typed.high) == pytest.approx((0.02725, 0.25604), abs=1e-5)  # Garwood of 4


def test_turnover_without_any_leaver_in_the_roster_is_unknown_and_not_zero() -> None:
    stayers = "employee_id | hire_date | snapshot_date\n a | 2020-01-01 | 2024-12-31"
    assert row({"employees": stayers}, "voluntary_turnover")["n"] == 0


def test_early_attrition_takes_hires_since_the_roster_holds_leavers() -> None:
    frame = company_rows(landed({"employees": ROSTER}), "early_attrition_90", POLICY)
    found = [(r["days"], bool(r["is_event"]), r["n"]) for r in frame.to_dict("records")]
    assert found == [(50, True, 1), (183, False, 1)]
    again = company_rows(landed({"employees": ROSTER}), "early_attrition_365", POLICY)
    assert again.equals(frame)


def test_bench_depth_leaves_out_skills_that_few_were_assessed_in() -> None:
    people = [f"p{place}" for place in range(9)]
    roster = ["employee_id | hire_date | job_role | termination_date"]
    roster += [f"{name} | 2020-01-01 | Agent | -" for name in people]
    roster += ["gone | 2020-01-01 | Agent | 2024-02-01"]
    tests = ["employee_id | skill | assessed_on | level | scale_max | rater"]
    tests += [f"{name} | Selling | 2024-05-01 | 2 | 5 | manager" for name in people]
    tests += ["p0 | Selling | 2024-06-01 | 4 | 5 | manager", "gone | Selling | 2024-01-01|5|5|test"]
    tests += [f"{name} | Law | 2024-05-01 | 4 | 5 | manager" for name in people]
    tests += ["p0 | Rare | 2024-06-01 | 1 | 5 | manager", "p0 | Usual | 2024-06-01 | 1 | 5 | self"]
    files = {
        "employees": "\n".join(roster),
        "skill_assessments": "\n".join(tests),
        "skills": "skill | future_critical\n Law | true\n Rare | true\n Usual | false",
        "role_requirements": """
            job_role | skill   | required_level | criticality
            Agent    | Selling | 3              | 0.7
            Agent    | Usual   | 3              | 0.6
        """,
    }
    assert counted(files, "bench_depth") == (0.5, 2)


def test_skill_loss_is_of_assessed_leavers_and_hires() -> None:
    files = {
        "employees": ROSTER,
        "role_requirements": """
            job_role | skill | required_level
            Agent    | Sales | 3
            Agent    | Law   | 3
            Clerk    | Law   | 3
        """,
        "skill_assessments": """
            employee_id | skill | assessed_on | level | scale_max | rater
            c           | Sales | 2024-05-01  | 4     | 5         | manager
            c           | Law   | 2024-05-01  | 3     | 5         | manager
            c           | Law   | 2024-08-01  | 1     | 5         | manager
            d           | Law   | 2024-02-01  | 2     | 5         | manager
            b           | Sales | 2024-08-01  | 3     | 5         | self
            b           | Law   | 2024-08-01  | 1     | 5         | test
            a           | Sales | 2024-08-01  | 5     | 5         | test
        """,
    }
    found = row(files, "skill_loss_ratio")
    assert (found["k"], found["k_squares"]) == (2, 4)  # c held two; d none
    assert (found["base"], found["base_squares"]) == (1, 1)  # b holds one; d, hired too, none
    assert (found["fewest"], found["n"]) == (2, 3)


def test_a_ratio_of_few_people_is_hidden_and_one_of_many_has_a_range() -> None:
    metric = company_metrics()["skill_loss_ratio"]
    rows = pd.DataFrame(
        [{"k": 20, "k_squares": 20, "base": 10, "base_squares": 10, "fewest": 7, "n": 30}]
    )
    hidden = estimate_company_metric(metric, rows, absent=(), policy=POLICY)
    assert isinstance(hidden, NotEstimable)
    assert hidden.n is None
    shown = estimate_company_metric(metric, rows.assign(fewest=10), absent=(), policy=POLICY)
    assert isinstance(shown, Estimate)
    assert shown.value == 2.0
    # exp(1.95996 * sqrt(1/20 + 1/10)) = 2.1363
    assert (shown.low, shown.high) == pytest.approx((2 / 2.1363, 2 * 2.1363), rel=1e-4)
    none = estimate_company_metric(metric, rows.assign(base=0, fewest=10), absent=(), policy=POLICY)
    assert isinstance(none, NotEstimable)


def test_internal_fill_is_of_critical_roles_filled_in_the_window() -> None:
    files = {
        "skills": "skill | future_critical\n Law | true\n Sales | false",
        "role_requirements": """
            job_role | skill | required_level | criticality
            Agent    | Sales | 3              | 0.8
            Clerk    | Sales | 3              | 0.2
            Lawyer   | Law   | 3              | -
        """,
        "vacancies": """
            job_role | opened_on  | filled_on  | internal
            Agent    | 2024-01-01 | 2024-03-01 | true
            Lawyer   | 2024-01-01 | 2024-03-01 | false
            Clerk    | 2024-01-01 | 2024-03-01 | true
            Agent    | 2024-01-02 | -          | -
            Agent    | 2024-01-03 | 2024-03-01 | -
            Agent    | 2022-01-04 | 2022-03-01 | true
        """,
    }
    assert share(files, "internal_fill_critical") == (1, 2)


ALIGNED = {
    "programs": """
        program_id | program_name | objective_id | owner
        p          | P            | o            | Ann
        q          | Q            | o            | -
        r          | R            | unknown      | Ben
        s          | S            | -            | Cleo
        t          | T            | bare         | Dan
    """,
    "objectives": """
        objective_id | objective | kpi
        o            | Grow      | sales
        bare         | Be nice   | -
        linked       | Keep      | -
        lone         | Shine     | joy
    """,
    "objective_links": "objective_id | program_id | kpi\n linked | s | leavers",
    "costs": """
        program_id | period  | amount
        p          | 2024-01 | 100
        q          | 2024-01 | 200
        r          | 2024-01 | 300
        s          | 2024-01 | 400
        t          | 2024-01 | 1000
    """,
}


@pytest.mark.ledger("5")
def test_alignment_is_spend_on_programs_with_objective_kpi_and_owner() -> None:
    assert counted(ALIGNED, "alignment_coverage") == (0.25, 5)  # p 100 and s 400 of 2000


@pytest.mark.ledger("21")
def test_orphans_are_counted_both_ways() -> None:
    assert counted(ALIGNED, "objectives_without_program") == (0.25, 4)  # lone
    assert counted(ALIGNED, "programs_without_objective") == (0.2, 5)  # r


def test_reviews_count_from_two_weeks_after_their_date() -> None:
    reviews = """
        subject | due_on     | held_on
        s       | 2024-03-01 | 2024-03-15
        s       | 2024-06-01 | 2024-06-16
        s       | 2024-09-01 | -
        s       | 2024-12-20 | -
        s       | 2024-12-21 | 2024-12-20
        s       | 2025-03-01 | -
    """
    assert share({"reviews": reviews}, "review_adherence") == (2, 4)


DECISIONS = """
    decision | decided_on | probability | review_on  | outcome | outcome_on
    a        | 2024-01-01 | 0.9         | 2024-06-01 | yes     | 2024-06-01
    b        | 2024-01-02 | 0.6         | 2024-06-01 | No      | 2024-06-02
    c        | 2024-01-03 | 0.5         | 2024-06-01 | unclear | -
    d        | 2024-01-04 | 0.5         | 2025-06-01 | -       | -
    e        | 2024-01-05 | -           | -          | yes     | 2024-02-01
"""


def test_decisions_are_followed_through_by_their_review_date() -> None:
    assert share({"decisions": DECISIONS}, "decision_follow_through") == (1, 3)


def test_the_brier_score_is_of_calls_with_a_clear_outcome() -> None:
    found = row({"decisions": DECISIONS}, "call_brier")
    assert found["n"] == 2
    assert found["mean"] == pytest.approx((0.1**2 + 0.6**2) / 2)


def test_escalations_count_once_closed_or_past_their_date() -> None:
    escalations = """
        rule | raised_on  | role | due_on     | closed_on
        r    | 2024-01-01 | x    | 2024-01-10 | 2024-01-10
        r    | 2024-02-01 | x    | 2024-02-10 | 2024-02-11
        r    | 2024-03-01 | x    | 2024-03-10 | -
        r    | 2024-12-30 | x    | 2025-01-10 | -
        r    | 2024-12-29 | x    | 2025-01-10 | 2024-12-30
        r    | 2024-05-01 | x    | -          | 2024-05-02
    """
    assert share({"escalations": escalations}, "escalations_on_time") == (2, 4)


def test_explain_tells_a_number_of_the_company_by_id_and_by_number() -> None:
    assert "Of the whole company" in explain("call-brier")
    by_number = explain("42")
    assert "early_attrition_90" in by_number
    assert "early_attrition_365" in by_number
