"""The service counted from files: regions, periods, the day it began, and what is left out."""

from dataclasses import replace
from datetime import date

import pytest

from mls_metrics.analysis.service import BeforeAfter
from mls_metrics.catalog.load import load_policy
from mls_metrics.errors import PolicyError
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.service import REGIONS_SHOWN, count_service
from mls_metrics.warehouse.connection import Store
from tests.unit.warehouse.landed import company

AS_OF = date(2024, 12, 31)
POLICY = load_policy()


def roster(regions: list[str]) -> str:
    lines = ["employee_id|hire_date|termination_date|termination_type|region|snapshot_date"]
    lines += ["old|2010-01-01|2012-01-01|voluntary|North|2024-12-31"]
    for place, region in enumerate(regions):
        left = "2023-10-15|voluntary" if place == 0 else "-|-"
        lines.append(f"e{place}|2020-01-01|{left}|{region}|2024-12-31")
    return "\n".join(lines)


def taken(people: int, dated: bool = True) -> str:
    lines = ["employee_id|program_id|status|started_on|completed_on"]
    for place in range(people):
        begun = f"{2023 + place % 2}-0{1 + place % 9}-05"
        done = f"{begun[:4]}-{begun[5:7]}-25" if dated else "-"
        lines.append(f"e{place}|p|completed|{begun}|{done}")
    return "\n".join(lines)


def built(regions: list[str], **more: str) -> Store:
    files = {"employees": roster(regions), "enrollments": taken(len(regions))}
    return company(files | more, as_of=AS_OF)


def test_regions_and_periods_are_counted() -> None:
    store = built(["North"] * 30 + ["South"] * 20 + ["-"] * 10)
    found = count_service(store, POLICY, AS_OF)
    assert found.learners == {"North": 30, "South": 20, None: 10}
    counts = {name: int(rows["completion_rate"]["n"].sum()) for name, rows in found.regions.items()}
    assert counts == {"North": 30, "South": 20}
    assert [period.label for period, _ in found.periods] == [
        "2023-H1", "2023-H2", "2024-H1", "2024-H2",
    ]  # fmt: skip
    ended = [int(rows["completion_rate"]["n"].sum()) for _, rows in found.periods]
    assert sum(ended) == 60
    assert ended == [21, 9, 21, 9]  # places 0-59: 42 of them in months 1-6, half in each year
    assert found.around is None
    assert "gap_closure" not in found.periods[-1][1], "not followed for half a year yet"
    assert "gap_closure" in found.periods[1][1]
    assert "content_age" in found.left_out["by_region"]
    assert "retention_effect" in found.left_out["trend"]
    assert "completion_rate" not in found.left_out["trend"]


def test_only_the_largest_regions_are_given_and_the_others_named() -> None:
    names = [f"R{place:02}" for place in range(REGIONS_SHOWN + 1)]
    found = count_service(built([n for n in names for _ in range(2)] + ["R00"]), POLICY, AS_OF)
    assert sorted(found.regions) == names[:-1]
    assert "largest" in found.left_out["by_region"][names[-1]]


def test_how_enrollments_end_is_no_trend_where_their_days_are_not_known() -> None:
    files = {"employees": roster(["North"] * 30), "enrollments": taken(30, dated=False)}
    found = count_service(company(files, as_of=AS_OF), POLICY, AS_OF)
    assert found.left_out["trend"]["completion_rate"].startswith("30 of 30")
    assert "completion_rate" not in found.periods[0][1]


SERVICE = "measure|period|value\n tickets|2024-01|5\n tickets|2024-02|6"


def test_the_service_began_with_its_first_measure_or_on_the_day_said() -> None:
    store = built(["North"] * 30, service=SERVICE)
    by_table = count_service(store, POLICY, AS_OF).around
    assert isinstance(by_table, BeforeAfter)
    assert by_table.began_on == date(2024, 1, 1)
    counts = [int(rows["completion_rate"]["n"].sum()) for rows in by_table.rows]
    assert counts == [15, 15]
    before, after = by_table.turnover
    assert isinstance(before, Estimate)
    assert isinstance(after, Estimate)
    assert before.value == pytest.approx(1 / ((29 * 365 + 288) / 365.25), rel=0.01)
    assert after.value == 0
    said = replace(POLICY, service_began_on="2024-06-15")
    by_policy = count_service(store, said, AS_OF).around
    assert isinstance(by_policy, BeforeAfter)
    assert by_policy.periods[1].since == date(2024, 6, 1)
    late = count_service(store, replace(POLICY, service_began_on="2024-11-15"), AS_OF).around
    assert isinstance(late, NotEstimable)


def test_a_day_the_service_began_must_be_a_day(tmp_path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('[settings]\nservice_began_on = "June 2024"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match="service_began_on"):
        load_policy(path)
    path.write_text('[settings]\nservice_began_on = "2024-06-01"\n', encoding="utf-8")
    assert load_policy(path).service_began_on == "2024-06-01"
