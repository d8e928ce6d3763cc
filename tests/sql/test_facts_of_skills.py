"""Facts of the page Skills on a company that a hand counts; as-of 2026-10-31."""

from collections.abc import Mapping
from typing import Any

import pytest

from mls_metrics.catalog.load import load_policy
from mls_metrics.warehouse.fact_rows import fact_rows
from tests.unit.warehouse.landed import company

POLICY = load_policy()
PEOPLE = """
    employee_id | hire_date  | termination_date | job_role | snapshot_date
    a           | 2020-01-01 | -                | Agent    | 2026-10-31
    b           | 2020-01-01 | -                | Agent    | 2026-10-31
    c           | 2026-04-30 | -                | Agent    | 2026-10-31
    d           | 2020-01-01 | 2025-10-31       | Agent    | 2026-10-31
    e           | 2020-01-01 | -                | Clerk    | 2026-10-31
"""
NEEDS = """
    job_role | skill | required_level | criticality | needed_by  | people_needed
    Agent    | Data  | 3              | 0.9         | 2027-06-30 | 2
    Agent    | Calm  | 3              | -           | -          | -
    Clerk    | Data  | 2              | 0.3         | -          | -
"""
RATED = """
    employee_id | skill | assessed_on | level | rater
    a           | Data  | 2025-05-31  | 2     | manager
    a           | Data  | 2026-05-31  | 3     | manager
    b           | Data  | 2023-01-31  | 4     | manager
    c           | Calm  | 2026-06-01  | 3     | manager
    c           | Calm  | 2026-06-01  | 5     | self
    c           | Calm  | 2026-10-01  | 2     | manager
    e           | Data  | 2026-10-01  | 1     | test
"""
TAGS = """
    skill | family            | future_critical | half_life_months
    Data  | Data and AI       | true            | 18
    Calm  | foundational      | false           | 42
"""
TAKEN = """
    employee_id | program_id | status      | started_on | completed_on | hours
    a           | P          | completed   | 2026-01-01 | 2026-02-01   | 30
    c           | Q          | completed   | 2026-08-01 | 2026-08-20   | 6
    e           | P          | in_progress | 2026-09-01 | -            | 4
"""
TAUGHT = """
    program_id | skill | target_level
    P          | Data  | 3
    Q          | Calm  | 3
"""
FILES: Mapping[str, str] = {
    "employees": PEOPLE,
    "role_requirements": NEEDS,
    "skill_assessments": RATED,
    "skills": TAGS,
    "enrollments": TAKEN,
    "program_skills": TAUGHT,
}


def rows_of(
    id_: str, files: Mapping[str, str] = FILES, **parameters: float
) -> list[dict[str, Any]]:
    found = fact_rows(company(files), id_, parameters)
    assert found.missing == ()
    rows: list[dict[str, Any]] = found.rows.to_dict("records")
    return rows


@pytest.mark.ledger("10b")
def test_each_role_and_skill_has_who_is_below_the_level_and_the_date() -> None:
    rows = {(row["job_role"], row["skill"]): row for row in rows_of("role_steps")}
    data = rows["Agent", "Data"]
    assert (data["people"], data["assessed"], data["below"]) == (3, 2, 0)
    assert (data["weight"], data["people_needed"], data["middle_level"]) == (0.9, 2, 3.5)
    assert str(data["needed_by"])[:10] == "2027-06-30"
    calm = rows["Agent", "Calm"]
    assert (calm["people"], calm["assessed"], calm["below"], calm["weight"]) == (3, 1, 1, 0.5)
    assert rows["Clerk", "Data"]["below"] == 1


@pytest.mark.ledger("48b")
def test_readiness_counts_valid_assessments_and_calls_the_rest_unknown() -> None:
    rows = {(row["kind"], row["part"]): row for row in rows_of("readiness")}
    every = rows["all", "Everybody"]
    # Required pairs: three agents with two skills each, one clerk with one. The level of b is too
    # old; a has met Data (0.9), c is below in Calm (0.5), e is below in Data (0.3).
    assert (every["people"], every["known_people"]) == (4, 3)
    assert (every["pairs"], every["known_pairs"], every["expired_pairs"]) == (7, 3, 1)
    assert every["x"] == pytest.approx(0.9)
    assert every["y"] == pytest.approx(0.9 + 0.5 + 0.3)
    assert every["yy"] == pytest.approx(0.81 + 0.25 + 0.09)
    assert every["xy"] == pytest.approx(0.81)
    assert rows["role", "Clerk"]["x"] == 0


@pytest.mark.ledger("48b")
def test_expired_assessments_leave_nothing_known() -> None:
    every = next(row for row in rows_of("readiness", valid_months=0) if row["kind"] == "all")
    assert (every["known_people"], every["known_pairs"], every["expired_pairs"]) == (0, 0, 4)
    longer = next(row for row in rows_of("readiness", valid_months=60) if row["kind"] == "all")
    assert (longer["known_pairs"], longer["expired_pairs"]) == (4, 0)


@pytest.mark.ledger("51d", "23")
def test_a_tag_moves_pairs_between_parts_and_the_total_stays() -> None:
    def pairs(files: Mapping[str, str], kind: str) -> dict[str, int]:
        return {r["part"]: r["pairs"] for r in rows_of("readiness", files) if r["kind"] == kind}

    turned = {**FILES, "skills": TAGS.replace("foundational", "digital").replace("false", "true ")}
    assert pairs(FILES, "tag") == {"Future-critical skills": 4, "Other skills": 3}
    assert pairs(turned, "tag") == {"Future-critical skills": 7}
    assert pairs(FILES, "family") == {"Digital, data and AI": 4, "All other skills": 3}
    assert pairs(turned, "family") == {"Digital, data and AI": 7}


def test_without_tags_there_are_no_such_parts() -> None:
    files = {name: text for name, text in FILES.items() if name != "skills"}
    assert {row["kind"] for row in rows_of("readiness", files)} == {"all", "role"}


@pytest.mark.ledger("15d", "25")
def test_what_adds_to_the_ready_and_takes_from_them_is_counted_over_months() -> None:
    rows = {(row["job_role"], row["skill"]): row for row in rows_of("readiness_flows")}
    data = rows["Agent", "Data"]
    assert (data["people"], data["ready"], data["below"]) == (3, 1, 0)
    # From 2025-05-31 to 2026-05-31 a reached the level somewhere in 365 days: half of them count.
    assert (data["reached"], data["lost"], data["held_months"]) == (1, 0, 0)
    assert data["below_months"] == pytest.approx(365 / 30.4375 / 2)
    calm = rows["Agent", "Calm"]
    assert (calm["reached"], calm["lost"], calm["below"]) == (0, 1, 1)
    assert calm["held_months"] == pytest.approx(122 / 30.4375 / 2)
    # c came half a year ago and was at the level when first assessed, by the manager's rating.
    assert (calm["joined"], calm["joined_ready"], data["joined"]) == (1, 1, 0)
    # Two years of a and b (730 days each), half a year of c, one of d until the exit.
    assert data["exits"] == 1
    assert data["role_months"] == pytest.approx((730 + 730 + 184 + 365) / 30.4375)
    assert rows["Clerk", "Data"]["exits"] == 0


@pytest.mark.ledger("15d", "25")
def test_without_exits_nobody_is_counted_as_leaving() -> None:
    stays = {**FILES, "employees": PEOPLE.replace("2025-10-31 ", "-          ")}
    rows = rows_of("readiness_flows", stays)
    assert {row["exits"] for row in rows} == {0}
    assert {row["people"] for row in rows if row["job_role"] == "Agent"} == {4}


@pytest.mark.ledger("25")
def test_the_plan_adds_up_regions_and_stands_beside_today() -> None:
    plan = """
        job_role | region | period  | needed | planned_hires
        Agent    | North  | 2027-10 | 4      | 1
        Agent    | South  | 2027-10 | 2      | 2
        Pilot    | -      | 2027-10 | 5      | -
    """
    agent, pilot = rows_of("headcount_plan", {**FILES, "workforce_plan": plan})
    assert (agent["needed"], agent["planned_hires"], agent["people"]) == (6, 3, 3)
    assert agent["months_ahead"] == 12
    assert (pilot["job_role"], pilot["needed"]) == ("Pilot", 5)
    found = fact_rows(company(FILES), "headcount_plan")
    assert found.missing == (("workforce_plan.needed",),)


def bench_company(able: int, others: int) -> dict[str, str]:
    """So many agents at the level of Data, so many below it."""
    names = [f"p{place}" for place in range(able + others)]
    people = "employee_id | hire_date | job_role | snapshot_date\n" + "\n".join(
        f"{name} | 2020-01-01 | Agent | 2026-10-31" for name in names
    )
    rated = "employee_id | skill | assessed_on | level | rater\n" + "\n".join(
        f"{name} | Data | 2026-05-01 | {3 if place < able else 1} | manager"
        for place, name in enumerate(names)
    )
    return {"employees": people, "role_requirements": NEEDS, "skill_assessments": rated}


@pytest.mark.ledger("34b")
@pytest.mark.parametrize(
    ("able", "others", "bench"),
    [
        (0, 9, "nobody"),
        (1, 9, "one or two"),
        (2, 9, "one or two"),
        (3, 9, "three or more"),
        (2, 6, "hidden: too few people"),
        (1, 4, "hidden: too few people"),
        (0, 7, "hidden: too few people"),
    ],
)
def test_a_thin_bench_is_counted_in_words_and_reveals_nobody(
    able: int, others: int, bench: str
) -> None:
    (row,) = rows_of("skill_bench", bench_company(able, others))
    assert (row["skill"], row["bench"]) == ("Data", bench)
    assert set(row) == {"skill", "people", "assessed", "bench"}
    if able + others < POLICY.minimum_group:
        assert row["people"] != row["people"] or row["people"] is None  # not given


def test_old_levels_make_a_bench_unknown() -> None:
    (row,) = rows_of("skill_bench", bench_company(3, 9), valid_months=1)
    assert (row["bench"], row["assessed"]) == ("not known", 0)


def test_levels_lost_are_counted_beside_the_planned_half_life() -> None:
    rows = {row["skill"]: row for row in rows_of("skill_decay")}
    calm = rows["Calm"]
    assert (calm["people"], calm["held"], calm["lost"]) == (1, 1, 1)
    assert calm["half_life_months"] == 42
    assert calm["held_months"] == pytest.approx(122 / 30.4375 / 2)
    assert rows["Data"]["held"] == 0


@pytest.mark.ledger("23", "48a")
def test_a_family_tag_moves_learners_between_the_curves_and_keeps_the_unfinished() -> None:
    def learners(files: Mapping[str, str]) -> dict[str, list[tuple[int, bool, int]]]:
        found: dict[str, list[tuple[int, bool, int]]] = {}
        for row in rows_of("family_times", files):
            known = (row["days"], bool(row["is_event"]), row["learners"])
            found.setdefault(row["part"], []).append(known)
        return found

    # a reached Data after 150 days; e is still below at the last assessment, day 30.
    base = learners(FILES)
    assert base == {"Digital, data and AI": [(30, False, 1), (150, True, 1)]}
    moved = learners({**FILES, "skills": TAGS.replace("Data and AI", "efficiency ")})
    assert moved == {"All other skills": base["Digital, data and AI"]}


@pytest.mark.ledger("51d")
def test_hours_on_future_critical_skills_follow_the_tag() -> None:
    many = "employee_id | program_id | status | started_on | completed_on | hours\n" + "\n".join(
        f"p{place} | {'P' if place < 3 else 'Q'} | completed | 2026-01-01 | 2026-02-01 | 10"
        for place in range(9)
    )
    files = {**bench_company(0, 9), "skills": TAGS, "program_skills": TAUGHT, "enrollments": many}
    (row,) = rows_of("future_hours", files)
    assert (row["tagged_hours"], row["all_hours"], row["people"]) == (30, 90, 9)
    turned = TAGS.replace("false", "true ").replace("true            | 18", "false           | 18")
    (row,) = rows_of("future_hours", {**files, "skills": turned})
    assert row["tagged_hours"] == 60
    (few,) = rows_of("future_hours")
    assert few["all_hours"] != few["all_hours"] or few["all_hours"] is None  # not given
