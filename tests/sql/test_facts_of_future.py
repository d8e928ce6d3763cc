"""Facts of Future fit on rows that a hand counts; where a metric says the same, it agrees."""

from collections.abc import Mapping

import pandas as pd
import pytest

from mls_metrics.analysis.future import (
    change_times,
    lead_times,
    next_learners,
    outdated_share,
    share_of,
)
from mls_metrics.analysis.metrics import estimate_metric
from mls_metrics.catalog.load import load_policy, metrics
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.warehouse.fact_rows import fact_rows
from mls_metrics.warehouse.fetch import metric_rows
from tests.unit.warehouse.landed import company

POLICY = load_policy()
MONTH = 30.4375


def rows_of(files: Mapping[str, str], fact: str, **parameters: float) -> pd.DataFrame:
    found = fact_rows(company(files), fact, parameters)
    assert found.missing == ()
    return found.rows


def programs(*, reviewed: str = "2025-10-31", mandatory: str = "false") -> str:
    return f"""
        program_id | program_name | skill | content_reviewed_on | mandatory     | closes_on
        A          | Alpha        | S     | {reviewed}          | {mandatory}   | -
        B          | Beta         | T     | 2026-10-31          | false         | -
        Z          | Closed       | S     | 2020-01-01          | false         | 2026-01-01
    """


def skills(half_life: str = "12") -> str:
    return f"""
        skill | half_life_months
        S     | {half_life}
        T     | 12
    """


def starts(*, alpha: int, beta: int, on: str = "2026-05-10") -> str:
    lines = [f"a{n} | A | completed | {on}" for n in range(alpha)]
    lines += [f"b{n} | B | completed | {on}" for n in range(beta)]
    return "employee_id | program_id | status | started_on\n" + "\n".join(lines)


@pytest.mark.ledger("10c", "37")
def test_what_is_out_of_date_follows_age_and_half_life() -> None:
    rows = rows_of({"programs": programs(), "skills": skills()}, "content_fit")
    found = rows.set_index("program_name")
    assert list(found.index) == ["Alpha", "Beta"], "a closed program is not offered"
    age = 365 / MONTH
    assert found.loc["Alpha", "age_months"] == pytest.approx(age)
    assert found.loc["Alpha", "from_age"] == pytest.approx(1 - 0.5 ** ((age + 12) / 12))
    assert found.loc["Beta", "from_age"] == pytest.approx(0.5)
    assert found.loc["Beta", "from_age_low"] == pytest.approx(1 - 0.5 ** (1 / 1.4))
    assert found.loc["Beta", "from_age_high"] == pytest.approx(1 - 0.5**1.4)


@pytest.mark.ledger("37", "38")
def test_a_shorter_half_life_raises_the_share_and_an_endless_one_ends_it() -> None:
    shares = []
    for half_life in ("24", "12", "6"):
        files = {"programs": programs(), "skills": skills(half_life)}
        rows = rows_of(files, "content_fit")
        measure = outdated_share(rows, "programs").measure
        assert isinstance(measure, Estimate)
        shares.append(measure.value)
    assert shares == sorted(shares)
    assert shares[0] < shares[2]
    endless = rows_of(
        {"programs": programs(), "skills": "skill | half_life_months\nS | 1000000000"},
        "content_fit",
    )
    found = outdated_share(endless, "programs")
    assert isinstance(found.measure, Estimate)
    assert found.measure.value == pytest.approx(0, abs=1e-6)
    assert found.causes["age"] == pytest.approx(0, abs=1e-6)
    assert found.unknown == pytest.approx(0.5), "Beta's skill has no half-life"


@pytest.mark.ledger("37")
def test_a_rule_and_falling_demand_are_causes_of_their_own() -> None:
    files = {
        "programs": programs(),
        "skills": "skill | half_life_months\nS | 1000000000\nT | 1000000000",
        "objectives": """
            objective_id | objective | category   | due_on
            O            | Comply    | regulatory | 2027-06-30
        """,
        "objective_links": "objective_id | program_id\nO | A",
        "role_requirements": "job_role | skill | required_level\nAgent | T | 3",
        "workforce_plan": """
            job_role | period  | needed
            Agent    | 2026-10 | 100
            Agent    | 2027-10 | 75
        """,
    }
    rows = rows_of(files, "content_fit").set_index("program_name")
    assert str(rows.loc["Alpha", "rule_on"])[:10] == "2027-06-30"
    assert pd.isna(rows.loc["Beta", "rule_on"])
    assert rows.loc["Beta", "from_demand"] == pytest.approx(0.25)
    found = outdated_share(rows.reset_index(), "programs")
    assert found.measure.value == pytest.approx((1 + 0.25) / 2, abs=1e-6)
    assert found.causes["rule"] == pytest.approx(0.5)
    assert found.causes["demand"] == pytest.approx(0.125)
    sooner = rows_of(files, "content_fit", horizon_months=6.0).set_index("program_name")
    assert pd.isna(sooner.loc["Alpha", "rule_on"]), "the rule lies beyond the horizon"
    assert pd.isna(sooner.loc["Beta", "from_demand"]), "the plan says nothing of six months"


@pytest.mark.ledger("10c")
def test_age_is_the_metric_content_age() -> None:
    files = {
        "programs": programs(reviewed="2024-01-31"),
        "skills": skills(),
        "program_modules": """
            program_id | module_id | reviewed_on
            A          | m1        | 2025-01-31
            A          | m2        | 2026-01-31
        """,
    }
    store = company(files)
    rows = fact_rows(store, "content_fit").rows.set_index("program_name")
    metric = metric_rows(store, "content_age").set_index("program_id")
    assert rows.loc["Alpha", "age_months"] == pytest.approx(metric.loc["A", "mean"])


@pytest.mark.ledger("10c", "37")
def test_the_queue_puts_a_course_reviewed_three_years_ago_at_the_computed_place() -> None:
    def queue(reviewed: str) -> pd.DataFrame:
        return rows_of(
            {
                "programs": programs(reviewed=reviewed),
                "skills": "skill | half_life_months\nS | 40\nT | 12",
                "enrollments": starts(alpha=40, beta=10),
                "role_requirements": """
                    job_role | skill | required_level | criticality
                    Agent    | S     | 3              | 0.8
                """,
                "improvements": "program_id | raised_on | kind\nA | 2026-09-01 | refresh",
            },
            "refresh_queue",
        )

    assert list(queue("2026-10-31")["program_name"]) == ["Beta"]
    rows = queue("2023-10-31")
    assert list(rows["program_name"]) == ["Alpha", "Beta"]
    alpha, beta = rows.iloc[0], rows.iloc[1]
    age = 1096 / MONTH
    assert alpha["priority"] == pytest.approx(100 * 1.0 * (1 - 0.5 ** (age / 40)) * 0.8)
    assert beta["priority"] == pytest.approx(0), "reviewed today"
    assert pd.isna(beta["importance"])
    assert str(alpha["asked_on"])[:10] == "2026-09-01"
    assert list(rows["place"]) == [1, 2]


@pytest.mark.ledger("10c")
def test_use_staleness_and_importance_each_move_the_queue() -> None:
    base = {
        "programs": programs(reviewed="2024-10-31").replace("2026-10-31", "2024-10-31"),
        "skills": skills(),
        "enrollments": starts(alpha=10, beta=20),
    }
    assert list(rows_of(base, "refresh_queue")["program_name"]) == ["Beta", "Alpha"]
    used = {**base, "enrollments": starts(alpha=30, beta=20)}
    assert list(rows_of(used, "refresh_queue")["program_name"]) == ["Alpha", "Beta"]
    must = {
        **base,
        "programs": base["programs"].replace(
            "| 2024-10-31          | false ", "| 2024-10-31          | true  ", 1
        ),
    }
    assert rows_of(must, "refresh_queue").iloc[0]["importance"] == 1
    few = rows_of({**base, "enrollments": starts(alpha=3, beta=20)}, "refresh_queue")
    assert pd.isna(few.set_index("program_name").loc["Alpha", "starters"]), "three are hidden"


NEEDS = """
    need_id | skill | raised_on  | raised_by       | due_on     | decided_on | urgent
    n1   | S     | 2026-01-01 | Learning team   | 2026-06-01 | 2026-02-01 | true
    n2   | S     | 2026-02-01 | Sales director  | 2026-03-01 | 2026-04-01 | true
    n3   | T     | 2026-03-01 | Sales director  | -          | -          | false
    n4   | T     | 2026-04-01 | L&D             | 2027-01-01 | -          | false
    n5   | T     | 2026-05-01 | -               | 2026-06-01 | -          | false
"""


@pytest.mark.ledger("37", "38")
def test_needs_seen_before_the_business_asked() -> None:
    rows = rows_of({"needs": NEEDS}, "needs_spotted").set_index("need_id")
    assert dict(rows["spotted"]) == {
        "n1": "before the business asked",
        "n2": "after the business asked",
        "n3": "after the business asked",
        "n4": "after the business asked",
        "n5": "not known",
    }
    assert dict(rows["decided"]) == {
        "n1": "in time",
        "n2": "late",
        "n3": "no due date",
        "n4": "open",
        "n5": "late",
    }


def raised(skill: str, recent: int, before: int) -> list[str]:
    return [f"{skill}r{n} | {skill} | 2026-05-0{1 + n % 9}" for n in range(recent)] + [
        f"{skill}b{n} | {skill} | 2025-05-0{1 + n % 9}" for n in range(before)
    ]


@pytest.mark.ledger("10c")
def test_demand_rises_and_falls_beyond_chance_only() -> None:
    lines = [*raised("Up", 12, 2), *raised("Down", 2, 12), *raised("Even", 5, 4)]
    needs = "need_id | skill | raised_on\nold | Old | 2024-01-01\n" + "\n".join(lines)
    rows = rows_of({"needs": needs}, "skill_demand").set_index("skill")
    assert dict(rows["direction"]) == {"Up": "rising", "Down": "falling", "Even": "steady"}
    young = "need_id | skill | raised_on\n" + "\n".join(lines)
    rows = rows_of({"needs": young}, "skill_demand")
    assert set(rows["direction"]) == {"not known"}, "the log does not go back two years"
    assert rows["needs_before"].isna().all()


@pytest.mark.ledger("10c")
def test_vacancies_and_the_plan_count_by_the_skills_of_their_role() -> None:
    opened = "\n".join(f"Agent | 2026-0{1 + n % 9}-02" for n in range(9))
    rows = rows_of(
        {
            "role_requirements": "job_role | skill | required_level\nAgent | S | 3\nClerk | T | 3",
            "vacancies": f"job_role | opened_on\nClerk | 2024-01-01\n{opened}",
            "workforce_plan": """
                job_role | period  | needed
                Agent    | 2026-10 | 100
                Agent    | 2027-10 | 80
                Clerk    | 2026-10 | 100
                Clerk    | 2027-10 | 130
            """,
        },
        "skill_demand",
    ).set_index("skill")
    assert rows.loc["S", "vacancies_recent"] == 9
    assert rows.loc["S", "direction"] == "mixed", "more vacancies, fewer planned"
    assert rows.loc["T", "direction"] == "rising"
    assert rows.loc["T", "programs"] == 0


@pytest.mark.ledger("39a")
def test_known_reuse_gives_the_exact_share() -> None:
    files = {
        "programs": programs(),
        "program_modules": """
            program_id | module_id | minutes | replaceable
            A          | m1        | 10      | true
            B          | m1        | 10      | true
            A          | m2        | 30      | true
            A          | m3        | 50      | false
            B          | m4        | 20      | -
        """,
    }
    store = company(files)
    rows = fact_rows(store, "modules").rows
    shared = int((rows["programs"] >= 2).sum())
    assert share_of(shared, len(rows)).value == 0.25
    assert rows["minutes"].median() == 25
    assert rows["replaceable"].dropna().astype(bool).mean() == pytest.approx(2 / 3)
    grid = fact_rows(store, "module_grid").rows
    assert len(grid) == 5
    assert set(grid.loc[grid["module_id"] == "m1", "programs"]) == {2}


def cost_files(*, fixed: float, each: float, basis: str) -> dict[str, str]:
    sizes = {f"2026-0{month}": 8 + 2 * month for month in range(1, 9)}
    people = [
        f"{month}p{n} | A | completed | {month}-05"
        for month, size in sizes.items()
        for n in range(size)
    ]
    if basis == "total":
        costs = [f"A | {month} | {fixed + each * size} | program" for month, size in sizes.items()]
    else:
        costs = [f"A | {month} | {fixed} | program" for month in sizes]
        costs += [f"A | {month} | {each} | {basis}" for month in sizes]
    return {
        "programs": programs(),
        "enrollments": "employee_id | program_id | status | started_on\n" + "\n".join(people),
        "costs": "program_id | period | amount | basis\n" + "\n".join(costs),
    }


@pytest.mark.ledger("39b")
@pytest.mark.parametrize("basis", ["learner", "total"])
def test_fixed_and_variable_cost_give_the_analytic_curve(basis: str) -> None:
    rows = rows_of(cost_files(fixed=500, each=20, basis=basis), "cost_split")
    (item,) = next_learners(rows, currency="USD")
    pace = sum(8 + 2 * month for month in range(1, 9))
    assert item.pace == pace
    assert item.each.value == pytest.approx(20)
    assert item.fixed == pytest.approx(12 * 500)
    assert item.next_learners(100) == pytest.approx((2000, 2000, 2000), abs=1e-3)
    for learners in (50, pace, pace + 100, 1000):
        assert item.each_of(learners)[0] == pytest.approx(6000 / learners + 20)


@pytest.mark.ledger("39b")
def test_a_cost_per_session_counts_by_sessions_and_what_is_paid_once_is_left_out() -> None:
    files = cost_files(fixed=0, each=100, basis="session")
    files["costs"] = (
        files["costs"]
        .replace("amount | basis", "amount | basis | category")
        .replace("program\n", "program | delivery\n")
        .replace("session", "session | delivery")
    )
    files["costs"] += "\nA | 2026-01 | 9000 | program | design"
    held = "\n".join(f"s{n} | A | 2026-0{1 + n % 8}-10" for n in range(16))
    files["sessions"] = f"session_id | program_id | held_on\n{held}"
    rows = rows_of(files, "cost_split")
    learners = sum(8 + 2 * month for month in range(1, 9))
    assert rows.iloc[0]["posted_rate"] == pytest.approx(16 * 100 / learners)
    assert rows.iloc[0]["once_cost"] == 9000
    assert rows.iloc[0]["how"] == "as posted"


@pytest.mark.ledger("39b")
def test_a_total_over_few_months_counts_as_fixed() -> None:
    files = cost_files(fixed=500, each=20, basis="total")
    lines = files["costs"].splitlines()
    files["costs"] = "\n".join(lines[:4])
    (item,) = next_learners(rows_of(files, "cost_split"), currency="USD")
    assert item.how == "all fixed"
    assert item.each.value == 0


@pytest.mark.ledger("39b")
def test_languages_regions_and_the_busiest_month() -> None:
    roster = "\n".join(
        [f"a{n} | 2020-01-01 | North" for n in range(20)]
        + [f"s{n} | 2020-01-01 | South" for n in range(20)]
    )
    enrolled = [f"a{n} | A | completed | 2026-03-05" for n in range(16)]
    enrolled += [f"s{n} | A | completed | 2026-0{4 + n // 8}-05" for n in range(16)]
    rows = rows_of(
        {
            "programs": """
                program_id | program_name | languages
                A          | Alpha        | en; de, EN
                B          | Beta         | -
            """,
            "employees": f"employee_id | hire_date | region\n{roster}",
            "enrollments": "employee_id | program_id | status | started_on\n" + "\n".join(enrolled),
            "sessions": """
                session_id | program_id | planned_on | held_on
                s1         | A          | 2026-03-10 | 2026-03-10
                s2         | A          | 2026-03-20 | -
                s3         | A          | 2026-04-20 | -
            """,
        },
        "program_reach",
    ).set_index("program_name")
    alpha = rows.loc["Alpha"]
    assert alpha["language_count"] == 2
    assert (alpha["regions_reached"], alpha["regions"]) == (2, 2)
    assert (alpha["busiest_month"], alpha["busiest_starters"]) == ("2026-03", 16)
    assert alpha["times_usual"] == pytest.approx(2)
    assert (alpha["sessions_planned"], alpha["sessions_held"]) == (2, 1)
    assert pd.isna(rows.loc["Beta", "language_count"])
    assert rows.loc["Beta", "regions_reached"] == 0


def assessed(dates: Mapping[str, tuple[int, str]]) -> dict[str, str]:
    people, tests = [], []
    for role, (size, when) in dates.items():
        people += [f"{role}{n} | 2020-01-01 | {role}" for n in range(size)]
        tests += [f"{role}{n} | S | {when} | 3" for n in range(size) if when != "never"]
    needed = "\n".join(f"{role} | S | 3" for role in dates)
    return {
        "employees": "employee_id | hire_date | job_role\n" + "\n".join(people),
        "role_requirements": f"job_role | skill | required_level\n{needed}",
        "skill_assessments": "employee_id | skill | assessed_on | level\n" + "\n".join(tests),
    }


@pytest.mark.ledger("39c")
def test_assessing_one_group_again_lowers_its_age_only() -> None:
    groups = {"Agent": (10, "2024-10-31"), "Clerk": (12, "2025-04-30"), "Guard": (9, "2024-01-31")}
    before = rows_of(assessed(groups), "assessment_age").set_index("job_role")
    assert list(before.index) == ["Guard", "Agent", "Clerk"], "the oldest first"
    again = {**groups, "Agent": (10, "2026-10-01")}
    after = rows_of(assessed(again), "assessment_age").set_index("job_role")
    assert after.loc["Agent", "age_months"] < 1.1 < before.loc["Agent", "age_months"]
    assert after.loc["Agent", "recent_share"] == 1
    for role in ("Clerk", "Guard"):
        assert after.loc[role].equals(before.loc[role])
    longer = rows_of(assessed(groups), "assessment_age", recent_months=24.0).set_index("job_role")
    assert list(longer.loc[["Clerk", "Guard"], "recent_share"]) == [1, 0]


@pytest.mark.ledger("39c")
def test_a_small_group_is_hidden_with_the_one_that_would_reveal_it() -> None:
    groups = {"Agent": (10, "2024-10-31"), "Clerk": (12, "2025-04-30"), "Guard": (5, "2024-01-31")}
    assert list(rows_of(assessed(groups), "assessment_age")["job_role"]) == ["Clerk"]
    nobody = {"Agent": (10, "never"), "Clerk": (12, "2025-04-30")}
    rows = rows_of(assessed(nobody), "assessment_age").set_index("job_role")
    assert pd.isna(rows.loc["Agent", "age_months"]), "never assessed is not known, not fresh"


LEADS = """
    need_id | raised_on  | decided_on | designed_on | scheduled_on | program_id | urgent | due_on
    n1 | 2026-01-01 | 2026-01-11 | 2026-01-31 | 2026-02-10 | A | true  | 2026-03-01
    n2 | 2026-01-01 | 2026-01-21 | 2026-02-20 | 2026-03-12 | A | true  | 2026-03-01
    n3 | 2026-01-01 | 2026-01-31 | -          | 2026-03-02 | A | true  | 2026-03-01
    n4 | 2026-10-01 | -          | -          | -          | - | true  | 2026-12-31
    n5 | 2026-09-01 | -          | -          | -          | A | false | -
"""


def lead_files(needs: str = LEADS) -> dict[str, str]:
    return {
        "programs": programs(),
        "needs": needs,
        "enrollments": """
            employee_id | program_id | status    | started_on
            e1          | A          | completed | 2026-02-15
            e2          | A          | completed | 2026-03-22
        """,
    }


@pytest.mark.ledger("39d", "51a", "15a")
def test_each_step_counts_from_dates_only_and_says_what_is_missing() -> None:
    waits = {item.name: item for item in lead_times(rows_of(lead_files(), "lead_times"))}
    first = waits["Raised to decided"]
    assert (first.done, first.open, first.missing) == (3, 2, 0)
    assert first.measure.value == 30, "10, 20, 30 days done, 30 and 60 still waiting"
    design = waits["Decided to designed"]
    assert (design.done, design.open, design.missing) == (2, 0, 1)
    assert isinstance(design.measure, NotEstimable)
    assert design.measure.n == 2
    whole = waits["Raised to first learner"]
    assert (whole.done, whole.open, whole.missing) == (3, 1, 1)
    assert whole.measure.n == 4, "n5's program ran before: its start is not known"
    assert whole.measure.value == 80
    only_done = [45, 80, 80]
    assert whole.measure.high >= max(only_done)


@pytest.mark.ledger("39d", "15a")
def test_a_delay_in_one_step_moves_that_step() -> None:
    before = rows_of(lead_files(), "lead_times")
    later = LEADS.replace("| 2026-02-20 |", "| 2026-03-10 |")
    after = rows_of(lead_files(later), "lead_times")

    def of(rows: pd.DataFrame, step: str) -> list[tuple[object, ...]]:
        chosen = rows[rows["step"] == step]
        return list(chosen[["state", "days", "needs"]].itertuples(index=False, name=None))

    for step in ("Raised to decided", "Scheduled to first learner", "Raised to first learner"):
        assert of(before, step) == of(after, step)
    assert of(before, "Decided to designed") != of(after, "Decided to designed")


@pytest.mark.ledger("51a")
def test_urgent_needs_met_by_their_date() -> None:
    rows = rows_of(lead_files(), "needs_met").set_index("urgency")
    assert list(rows.loc["urgent", ["met", "late", "open", "undated"]]) == [1, 2, 1, 0]
    assert list(rows.loc["other", ["met", "late", "open", "undated"]]) == [0, 0, 0, 1]


CHANGES = """
    program_id | raised_on  | kind       | released_on | concluded_on | outcome
    A          | 2026-01-01 | refresh    | 2026-02-10  | -            | adopted
    A          | 2026-01-01 | refresh    | 2026-03-12  | -            | adopted
    A          | 2026-02-01 | refresh    | 2026-05-12  | -            | adopted
    A          | 2026-04-01 | refresh    | -           | -            | open
    B          | 2026-01-05 | experiment | -           | 2026-03-05   | adopted
    B          | 2026-01-06 | experiment | -           | 2026-03-06   | -
    B          | 2026-06-06 | experiment | -           | -            | open
    B          | 2026-01-06 | suggestion | 2026-07-06  | -            | adopted
"""


@pytest.mark.ledger("39d", "15e")
def test_refreshes_take_as_long_as_the_metric_says() -> None:
    store = company({"programs": programs(), "improvements": CHANGES})
    waits = {w.name: w for w in change_times(fact_rows(store, "change_times").rows)}
    metric = metrics()["refresh_cycle_time"]
    rows = metric_rows(store, metric.id, dict(metric.parameters))
    expected = estimate_metric(metric, rows, policy=POLICY)["A"]
    ours = waits["refresh"].measure
    assert (ours.value, ours.low, ours.high, ours.n) == (
        expected.value,
        expected.low,
        expected.high,
        expected.n,
    )
    assert waits["all"].done == 4
    assert waits["all"].open == 4


@pytest.mark.ledger("39d")
def test_programs_changed_per_quarter() -> None:
    launched = programs().replace("closes_on", "closes_on  | launched_on", 1)
    lines = [
        f"{line} | 2025-01-01"
        if "Alpha" in line or "Closed" in line
        else f"{line} | 2026-05-01"
        if "Beta" in line
        else line
        for line in launched.splitlines()
    ]
    rows = rows_of(
        {"programs": "\n".join(lines), "improvements": CHANGES}, "changes_by_quarter"
    ).set_index("quarter")
    assert list(rows.index) == ["2026 Q1", "2026 Q2", "2026 Q3"], "since the log began"
    assert list(rows["programs"]) == [2, 2, 2]
    assert list(rows["changed"]) == [1, 1, 1]
    assert list(rows["refreshes"]) == [2, 1, 0]


@pytest.mark.ledger("15e", "10c")
def test_an_experiment_counts_where_it_ended_with_a_result() -> None:
    rows = rows_of({"programs": programs(), "improvements": CHANGES}, "experiments")
    beta = rows.iloc[0]
    assert beta["program_name"] == "Beta"
    counted = ["started", "running", "with_result", "without_result", "adopted"]
    assert list(beta[counted]) == [3, 1, 1, 1, 1]
    said = CHANGES.replace("2026-03-06   | -", "2026-03-06   | rejected")
    after = rows_of({"programs": programs(), "improvements": said}, "experiments").iloc[0]
    assert list(after[counted]) == [3, 1, 2, 0, 1]


def teams(available: str) -> dict[str, str]:
    return {
        "programs": programs(),
        "enrollments": starts(alpha=20, beta=20, on="2026-09-10"),
        "capacity": f"""
            group        | period  | hours_available | hours_used
            Experts      | 2026-08 | 100             | 50
            Experts      | 2026-09 | 100             | 110
            Facilitators | 2026-09 | {available}     | 60
        """,
    }


@pytest.mark.ledger("40")
@pytest.mark.parametrize("available", ["0", "-"])
def test_no_capacity_is_no_capacity_data_and_never_endless(available: str) -> None:
    rows = rows_of(teams(available), "team_load").set_index("team")
    assert rows.loc["Facilitators", "state"] == "no capacity data"
    assert pd.isna(rows.loc["Facilitators", "load_share"])
    assert rows.loc["Facilitators", "hours_per_hundred"] == pytest.approx(150)
    assert rows.loc["Experts", "load_share"] == pytest.approx(0.8)
    assert rows.loc["Experts", "peak_share"] == pytest.approx(1.1)
    assert rows.loc["Experts", "hours_per_hundred"] == pytest.approx(400)


@pytest.mark.ledger("40")
def test_load_follows_capacity() -> None:
    rows = rows_of(teams("120"), "team_load").set_index("team")
    assert rows.loc["Facilitators", "load_share"] == pytest.approx(0.5)
    assert rows.loc["Facilitators", "state"] == ""


@pytest.mark.ledger("1")
def test_days_of_review_and_decision() -> None:
    rows = rows_of(
        {
            "reviews": """
                subject  | due_on     | held_on
                Steering | 2026-03-01 | 2026-03-02
                Steering | 2026-06-01 | -
            """,
            "decisions": "decision | decided_on\nStop it | 2026-05-05",
        },
        "meetings",
    )
    assert [str(day)[:10] for day in rows["held_on"]] == ["2026-05-05", "2026-03-02"]
    assert list(rows["subject"]) == ["Stop it", "Steering"]
