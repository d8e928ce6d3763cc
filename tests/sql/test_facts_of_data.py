"""Platforms and regions by hand: people count once, small cells are hidden in pairs."""

import pandas as pd
import pytest

from mls_metrics.narrative.data_coverage import coverage_map, coverage_sentence
from mls_metrics.warehouse.fact_rows import fact_rows
from tests.unit.warehouse.landed import company

HEAD = "employee_id | hire_date | region | email"


def people(region: str, count: int, start: int) -> str:
    return "\n".join(
        f"{n:05} | 2020-01-01 | {region} | p{n}@firm.test" for n in range(start, start + count)
    )


def taken(platform: str, ids: list[str], program: str = "P1") -> str:
    return "\n".join(f"{id_} | {program} | completed | 2023-05-01 | {platform}" for id_ in ids)


FILES = {
    "employees": "\n".join(
        [HEAD, people("EMEA", 12, 0), people("APAC", 9, 100), people("AMER", 3, 200)]
    ),
    "enrollments": "\n".join(
        [
            "employee_id | program_id | status | completed_on | platform",
            taken("Moodle", [f"{n:05}" for n in range(12)]),
            taken("Moodle", [f"p{n}@firm.test" for n in range(12)]),
            taken("Moodle", [f"{n:05}" for n in range(100, 109)]),
            taken("Moodle", [f"{n:05}" for n in range(200, 203)]),
            taken("Docebo", [f"{n:05}" for n in range(12)], "P2"),
        ]
    ),
}


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return fact_rows(company(FILES), "platform_regions").rows


@pytest.mark.ledger("33")
def test_the_same_people_under_two_ids_count_once(rows: pd.DataFrame) -> None:
    cell = rows[(rows["platform"] == "Moodle") & (rows["region"] == "EMEA")].iloc[0]
    assert (cell["people"], cell["enrollments"]) == (12, 12)


@pytest.mark.ledger("33")
def test_a_small_cell_is_hidden_and_nothing_beside_it_gives_it_away(rows: pd.DataFrame) -> None:
    known = rows.set_index(["platform", "region"])["people"]
    assert pd.isna(known["Moodle", "AMER"])
    assert pd.isna(known["Moodle", "APAC"]), "the next smallest goes with it"
    assert known["Docebo", "EMEA"] == 12


@pytest.mark.ledger("33")
def test_the_map_names_where_nobody_is(rows: pd.DataFrame) -> None:
    table = coverage_map(rows).set_index("Platform")
    assert table.loc["Docebo", "APAC"] == "–"
    assert table.loc["Moodle", "AMER"] == "few"
    assert table.loc["Moodle", "EMEA"] == "12"
    said = coverage_sentence(rows)
    assert said.startswith("The learning exports cover 2 platforms in 3 regions.")
    assert "Docebo holds nobody" in said
    assert "nobody" not in coverage_sentence(rows[rows["platform"] == "Moodle"])
