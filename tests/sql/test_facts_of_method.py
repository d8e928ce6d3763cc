"""Our own tests of claims on rows that a hand counts."""

from datetime import date, timedelta

import pandas as pd
import pytest

from mls_metrics.warehouse.company import company_rows
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fact_rows import fact_rows
from tests.unit.warehouse.landed import POLICY, company

OBJECTIVES = {
    "objectives": """
        objective_id | objective | kpi   | baseline | target | due_on     | owner
        O1           | Sell      | sales | 10       | 20     | 2027-01-01 | Ann
        O2           | Settle    | days  | 30       | 20     | 2027-01-01 | Bob
        O3           | Answer    | calls | 50       | 60     | 2027-01-01 | -
        O4           | Please    | -     | 1        | 2      | 2027-01-01 | Eve
    """,
    "programs": """
        program_id | program_name
        P1         | One
        P2         | Two
    """,
    "objective_links": """
        objective_id | program_id
        O1           | P1
        O3           | P2
    """,
    "kpis": """
        kpi   | period  | value | unit | unit_type
        sales | 2026-07 | 99    | N    | region
        sales | 2026-08 | 12    | N    | region
        sales | 2026-09 | 14    | N    | region
        sales | 2026-10 | 19    | N    | region
        days  | 2026-10 | 28    | N    | region
        calls | 2026-10 | 20    | N    | region
    """,
}


def progress(files: dict[str, str]) -> dict[str, tuple[bool, float | None]]:
    """Of each objective: whether its chain is whole, and its way to the target."""
    rows = fact_rows(company(files), "aligned_progress").rows
    ways = [None if pd.isna(way) else float(way) for way in rows["progress"]]
    return dict(zip(rows["objective"], zip(rows["is_whole"], ways, strict=True), strict=True))


@pytest.mark.ledger("12")
def test_progress_is_the_way_from_baseline_to_target_of_the_latest_months() -> None:
    assert progress(OBJECTIVES) == {
        "Sell": (True, 0.5),  # mean of 12, 14 and 19; July is four months ago
        "Settle": (False, 0.2),  # lower is better: from 30 to 28 of 20
        "Answer": (False, -1.0),  # three distances backwards count as one
        "Please": (False, None),  # without a KPI nothing is known, which is not zero
    }


@pytest.mark.ledger("12")
def test_another_link_moves_an_objective_to_the_other_side() -> None:
    links = OBJECTIVES["objective_links"].replace("O1 ", "O2 ")
    moved = progress({**OBJECTIVES, "objective_links": links})
    assert {name: whole for name, (whole, _) in moved.items() if whole} == {"Settle": True}


AS_OF = date(2026, 10, 31)


def people(count: int, *, start: int, left: int = 0, kind: str = "voluntary") -> list[str]:
    """Lines of a roster: that many people, of whom the first `left` left in the spring."""
    return [
        f"E{start + i} | 2020-01-01 | "
        + (f"2026-04-01 | {kind} | pay" if i < left else "- | - | -")
        + f" | {AS_OF}"
        for i in range(count)
    ]


def roster(*groups: list[str]) -> str:
    head = (
        "employee_id | hire_date | termination_date | termination_type | termination_reason "
        "| snapshot_date"
    )
    return "\n".join([head, *(line for group in groups for line in group)])


def asked_company() -> Store:
    """Ten who learned nothing, ten who learned twice, two who learned once."""
    answers = ["responded_on | employee_id | intent_to_stay | scale_max"]
    enrolled = ["employee_id | program_id | status | started_on"]
    for i in range(10):
        answers.append(f"2025-10-01 | E{i} | {4 if i < 3 else 2} | 5")
        answers.append(f"2025-10-02 | E{100 + i} | {5 if i < 9 else 3} | 5")
        enrolled += [f"E{100 + i} | {p} | completed | 2025-05-0{1 + i % 9}" for p in ("P1", "P2")]
    for i in (200, 201):
        answers.append(f"2025-10-02 | E{i} | 4 | 5")
        enrolled.append(f"E{i} | P1 | completed | 2025-05-01")
    answers.append("2026-05-01 | E0 | 5 | 5")  # too young to be followed for a year
    answers.append("2024-02-01 | E9 | 5 | 5")  # older than the latest that can be followed
    enrolled.append("E0 | P1 | completed | 2024-01-01")  # more than a year before the answer
    return company(
        {
            "employees": roster(
                people(10, start=0, left=1),
                people(10, start=100, left=4),
                people(2, start=200),
            ),
            "surveys": "\n".join(answers),
            "enrollments": "\n".join(enrolled),
        },
        as_of=AS_OF,
    )


@pytest.mark.ledger("35")
def test_saying_and_staying_are_counted_by_what_was_learned_before() -> None:
    rows = fact_rows(asked_company(), "say_and_do").rows.set_index("programs")
    assert list(rows.index) == ["none", "one", "two or more"]
    assert rows.loc["two or more"].tolist() == [10, 9, 6, 4, 0, 0]
    # two people are too few, and with them goes the next smallest group
    assert rows.loc["one"].isna().all()
    assert rows.loc["none"].isna().all()


def test_where_nobody_is_hidden_every_group_is_told() -> None:
    store = asked_company()
    store.execute("delete from staging.stg_surveys where employee_id in ('E200', 'E201')")
    rows = fact_rows(store, "say_and_do").rows.set_index("programs")
    assert rows.loc["none"].tolist() == [10, 3, 9, 1, 0, 0]
    assert rows.loc["two or more"].tolist() == [10, 9, 6, 4, 0, 0]


def leavers(*reasons: tuple[str, int]) -> Store:
    """People who left by choice a month ago, by reason, among others who stay."""
    lines = [
        f"{reason}{i} | 2020-01-01 | 2026-09-30 | voluntary | {reason} | {AS_OF}"
        for reason, count in reasons
        for i in range(count)
    ]
    old = AS_OF - timedelta(days=400)
    lines.append(f"Y | 2020-01-01 | {old} | voluntary | pay | {AS_OF}")
    lines.append(f"Z | 2020-01-01 | 2026-09-30 | involuntary | conduct | {AS_OF}")
    return company({"employees": roster(lines, people(40, start=1))}, as_of=AS_OF)


@pytest.mark.ledger("36")
def test_reasons_of_few_stand_together_with_what_would_reveal_them() -> None:
    store = leavers(("pay", 12), ("no growth", 9), ("moved", 3), ("illness", 2))
    rows = fact_rows(store, "reasons_for_leaving").rows
    # 3 and 2 are 5 and still few: the next smallest goes with them
    assert dict(zip(rows["reason"], rows["leavers"], strict=True)) == {
        "pay": 12,
        "reasons of few, together": 14,
    }
    assert set(rows["every_leaver"]) == {26}


@pytest.mark.ledger("36")
def test_enough_few_stand_together_and_growth_is_recognized() -> None:
    store = leavers(("pay", 12), ("no growth", 9), ("moved", 5), ("career change", 4))
    rows = fact_rows(store, "reasons_for_leaving").rows
    assert list(rows["reason"]) == ["pay", "no growth", "reasons of few, together"]
    assert list(rows["leavers"]) == [12, 9, 9]
    assert list(rows["is_growth"]) == [False, True, False]
    assert list(rows["is_named"]) == [True, True, False]


def test_too_few_leavers_give_no_reason_and_no_total() -> None:
    rows = fact_rows(leavers(("pay", 4), ("moved", 3)), "reasons_for_leaving").rows
    assert rows["leavers"].isna().all()
    assert rows["every_leaver"].isna().all()


@pytest.mark.ledger("36")
def test_our_own_leaving_is_the_companys_voluntary_turnover() -> None:
    store = leavers(("pay", 12), ("moved", 9))
    own = fact_rows(store, "own_leaving").rows
    theirs = company_rows(store, "voluntary_turnover", POLICY)
    assert own.iloc[0].to_dict() == theirs[list(own.columns)].iloc[0].to_dict()
    assert int(own["k"].iloc[0]) == 21
