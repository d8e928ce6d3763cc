"""Facts of the page Strategy about time and basis, on rows that a hand counts."""

from typing import Any

import pandas as pd
import pytest

from mls_metrics.analysis.landing_in_time import landings
from mls_metrics.analysis.strategy import digital_gap, fill_days, filled_within, serving_shares
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fact_rows import fact_rows
from tests.unit.warehouse.landed import company

Files = dict[str, Any]
PEOPLE = [f"e{number:02}" for number in range(20)]
# Ten clerks of ten assessed in Selling: four at level 3, of whom two since last year.
LEVELS = [3, 3, 3, 3, 1, 1, 1, 1, 1, 1]
DAYS = ["2025-02-01"] * 2 + ["2026-06-01", "2026-07-01"] + ["2026-03-01"] * 6
COMPANY: Files = {
    "employees": "employee_id | hire_date | job_role\n"
    + "\n".join(
        f"{n} | 2020-01-01 | {'Clerk' if i < 10 else 'Agent'}" for i, n in enumerate(PEOPLE)
    ),
    "enrollments": "employee_id | program_id | status | started_on | completed_on | hours | "
    "region\n"
    + "\n".join(
        f"{n} | {'A' if i < 10 else 'B'} | {'completed' if i % 2 else 'failed'} | 2026-01-10 "
        f"| 2026-02-10 | 10 | {'North' if i < 10 else 'South'}"
        for i, n in enumerate(PEOPLE)
    ),
    "programs": """
        program_id | program_name | skill   | objective_id | audience | content_reviewed_on | owner
        A          | Alpha        | Selling | O1           | Clerks   | 2026-05-01          | Ann
        B          | Beta         | Cloud   | O2           | -        | 2023-05-01          | Bob
        C          | Gamma        | Cooking | -            | -        | -                   | -
        D          | Delta        | -       | -            | -        | -                   | -
    """,
    "objectives": """
        objective_id | objective  | category | due_on     | kpi
        O1           | Sell more  | growth   | 2027-10-31 | sales
        O2           | Go digital | digital  | 2027-12-31 | -
    """,
    "costs": """
        program_id | period  | amount
        A          | 2026-01 | 600
        B          | 2025-09 | 300
        C          | 2026-03 | 100
    """,
    "skills": """
        skill   | family | future_critical
        Selling | trade  | false
        Cloud   | data   | false
    """,
    "role_requirements": """
        job_role | skill   | required_level | needed_by  | people_needed
        Clerk    | Selling | 3              | -          | 8
        Agent    | Cloud   | 2              | 2028-06-30 | 9
    """,
    "skill_assessments": "employee_id | skill | assessed_on | level\n"
    + "\n".join(f"{PEOPLE[i]} | Selling | {DAYS[i]} | {LEVELS[i]}" for i in range(10))
    + "\n"
    + "\n".join(f"{PEOPLE[i]} | Cloud | 2025-06-01 | 2" for i in range(10, 20)),
    "needs": """
        need_id | skill   | raised_on  | urgent | due_on     | program_id
        N1      | Selling | 2025-12-31 | true   | 2026-01-10 | -
        N2      | Cloud   | 2026-01-01 | true   | 2026-01-05 | B
        N3      | Magic   | 2026-10-01 | true   | 2026-12-31 | -
    """,
    "vacancies": """
        job_role | opened_on  | filled_on  | internal
        Clerk    | 2026-01-01 | 2026-01-31 | true
        Clerk    | 2026-02-01 | 2026-04-02 | false
        Agent    | 2026-09-01 | -          | -
        Agent    | 2025-01-01 | 2025-01-11 | false
    """,
    "decision_rights": """
        decision | role | letter
        Retire   | Head | A
        Scale    | Head | A
        Scale    | Boss | A
    """,
    "reviews": """
        subject | due_on     | held_on
        Steer   | 2026-03-01 | 2026-03-10
        Steer   | 2026-06-01 | 2026-07-20
    """,
    "self_ratings": """
        foundation | rating | rated_on   | author
        data       | 70     | 2026-01-01 | KB
        data       | 80     | 2026-06-01 | KB
    """,
    "vision": """
        question | text      | version | author | changed_on
        strategy | Old words | 1       | KB     | 2025-01-01
        Strategy | New words | 2       | LM     | 2026-01-01
        people   | Be able   | -       | -      | -
    """,
    "program_modules": """
        program_id | module_id
        A          | M1
        B          | M1
        A          | M2
    """,
    "surveys": "responded_on | growth | scale_max\n"
    + "\n".join(f"2026-03-{day:02} | {4 if day > 4 else 2} | 5" for day in range(1, 11)),
}


@pytest.fixture(scope="module")
def store() -> Store:
    return company(COMPANY)


def rows_of(store: Store, id_: str, **parameters: float) -> pd.DataFrame:
    found = fact_rows(store, id_, parameters)
    assert found.missing == ()
    return found.rows


def changed(table: str, old: str, new: str) -> Store:
    assert old in COMPANY[table]
    return company({**COMPANY, table: COMPANY[table].replace(old, new)})


def serves(store: Store, months: float) -> dict[str, str]:
    rows = rows_of(store, "program_horizon", horizon=months)
    return dict(zip(rows["program"], rows["serves"], strict=True))


@pytest.mark.ledger("24")
def test_ready_needed_and_arrivals_of_the_window_by_hand(store: Store) -> None:
    rows = rows_of(store, "landing_in_time").set_index("objective")
    selling = rows.loc["Sell more"]
    assert (selling["people"], selling["ready"], selling["needed"]) == (10, 4, 8)
    assert (selling["came"], selling["came_squares"]) == (2, 2)
    assert selling["months_left"] == pytest.approx(365 / 30.4375)
    cloud = rows.loc["Go digital"]
    assert (cloud["people"], cloud["ready"], cloud["needed"], cloud["came"]) == (10, 10, 9, 0)
    assert [item.chance for item in landings(rows_of(store, "landing_in_time"))][-1] == 1.0


@pytest.mark.ledger("24")
def test_without_a_number_asked_for_eight_tenths_of_those_assessed_are_needed() -> None:
    files = dict(COMPANY)
    files["role_requirements"] = "job_role | skill | required_level\nClerk | Selling | 3"
    files["skill_assessments"] = "\n".join(COMPANY["skill_assessments"].splitlines()[:10])
    row = rows_of(company(files), "landing_in_time").iloc[0]
    assert (row["people"], row["needed"], bool(row["is_stated"])) == (9, 8, False)


@pytest.mark.ledger("19", "56")
def test_the_horizon_changes_only_the_half_of_the_future(store: Store) -> None:
    near, far = serves(store, 12.0), serves(store, 24.0)
    assert near == {"Alpha": "today", "Beta": "tomorrow", "Gamma": "neither", "Delta": "not known"}
    assert far == {**near, "Beta": "neither"}
    assert rows_of(store, "readiness_today").iloc[0][["assessed", "ready", "below"]].to_list() == [
        20,
        14,
        6,
    ]
    assert rows_of(store, "needs_ahead", horizon=12.0).empty
    ahead = rows_of(store, "needs_ahead", horizon=24.0).iloc[0]
    assert (ahead["people_needed"], ahead["ready"], ahead["short"]) == (9, 10, 0)


@pytest.mark.ledger("56")
def test_moving_a_need_across_the_horizon_moves_its_share(store: Store) -> None:
    def share(store: Store) -> float:
        shares = serving_shares(rows_of(store, "program_horizon", horizon=12.0))
        sums = shares.groupby("measure")["share"].sum()
        assert sums.to_list() == pytest.approx([1.0] * len(sums))
        part = shares[(shares["measure"] == "Spend") & (shares["serves"] == "tomorrow")]
        return float(part["share"].iloc[0])

    assert share(store) == pytest.approx(0.3)
    assert share(changed("role_requirements", "2028-06-30", "2027-06-30")) == 0.0
    critical = changed("skills", "Cloud   | data   | false", "Cloud | data | true")
    assert serves(critical, 36.0)["Beta"] == "tomorrow"
    ready = rows_of(critical, "future_ready").iloc[-1]
    assert (ready["ready"], ready["assessed"]) == (10, 10)


@pytest.mark.ledger("2")
def test_each_pressure_panel_has_its_number_and_stands_alone(store: Store) -> None:
    digital = digital_gap(rows_of(store, "pressure_digital"))
    assert digital.now.value == 0.0  # type: ignore[union-attr]
    vacancies = rows_of(store, "pressure_vacancies")
    fill = fill_days(vacancies)
    assert fill.now.value == 60.0  # type: ignore[union-attr]
    assert fill.before.value == 10.0  # type: ignore[union-attr]
    assert filled_within(vacancies).now.value == 0.5  # type: ignore[union-attr]
    growth = rows_of(store, "pressure_expectations").iloc[0]
    assert (growth["favorable"], growth["answers"]) == (6, 10)
    speed = rows_of(store, "pressure_speed")
    assert set(speed.columns) == {"kind", "days", "is_event", "n"}
    without = company({name: text for name, text in COMPANY.items() if name != "vacancies"})
    assert fact_rows(without, "pressure_vacancies").missing == (("vacancies.opened_on",),)
    for other in ("pressure_digital", "pressure_expectations"):
        assert not rows_of(without, other).empty


@pytest.mark.ledger("50", "51a")
def test_days_from_need_to_first_learner(store: Store) -> None:
    rows = rows_of(store, "needs_answered").set_index("skill")
    assert rows["days"].to_dict() == {"Selling": 10, "Cloud": 9, "Magic": 30}
    assert rows["is_event"].to_dict() == {"Selling": True, "Cloud": True, "Magic": False}
    assert rows.loc["Selling", "is_met"]
    assert not rows.loc["Cloud", "is_met"]
    assert pd.isna(rows.loc["Magic", "is_met"])  # not due yet


@pytest.mark.ledger("51b", "51c")
def test_sites_and_half_years_by_hand(store: Store) -> None:
    sites = rows_of(store, "site_outcomes").set_index("site")
    assert sites.loc["North", ["good", "ended", "expected", "variance"]].to_list() == [
        5,
        10,
        5,
        2.5,
    ]
    halves = rows_of(store, "alignment_by_period").set_index("half_year")
    assert halves["spend"].to_dict() == {"2025 H2": 300.0, "2026 H1": 700.0}
    assert halves.loc["2026 H1", "starts"] == 20


@pytest.mark.ledger("20")
def test_each_part_of_a_foundation_is_counted_by_hand(store: Store) -> None:
    governance = rows_of(store, "foundation_governance").set_index("measure")["points"]
    assert governance["decisions with one owner"] == 50.0
    assert governance["reviews held within two weeks"] == 50.0
    assert pd.isna(governance["escalations closed in time"])
    change = rows_of(store, "foundation_change").set_index("measure")["points"]
    assert change.to_dict() == {
        "programs with fresh content": 50.0,
        "modules in two programs or more": 50.0,
        "needs with a learner in time": 100.0,
    }
    data = rows_of(store, "foundation_data").set_index("measure")["points"]
    assert data["programs with participation data"] == 50.0
    assert data["programs with proficiency data"] == 50.0
    rated = rows_of(store, "self_ratings").iloc[0]
    assert (rated["foundation"], rated["rating"]) == ("data", 80)


@pytest.mark.ledger("7", "58")
def test_the_latest_version_of_each_question_stands_beside_what_the_data_say(store: Store) -> None:
    now = rows_of(store, "vision_now").set_index("question")
    assert now["text"].to_dict() == {"people": "Be able", "strategy": "New words"}
    assert now.loc["strategy", "version"] == 2
    evidence = rows_of(store, "vision_evidence").set_index("question")
    assert len(evidence) == 9
    assert evidence.loc["people", ["k", "n"]].to_list() == [14, 20]
    assert evidence.loc["target_audiences", ["k", "n"]].to_list() == [1, 4]
    assert not evidence.loc["continuous_improvement", "is_backed"]
    assert str(evidence.loc["people", "last_checked"])[:10] == "2026-07-01"


@pytest.mark.ledger("59")
def test_what_the_promises_rest_on(store: Store) -> None:
    book = rows_of(store, "standard_process")
    assert not book["is_standard"].any()
    ready = rows_of(store, "cost_per_ready")
    # within the year two people got ready, too few to be shown; in the one before, two and ten
    assert ready.to_dict("records") == [
        {"span": "year before", "spend": 300.0, "people": 12, "spend_per_person": 25.0}
    ]
    assert fact_rows(store, "kpi_direction").missing == (("kpis.value",),)
    assert fact_rows(store, "engagement_by_year").missing
