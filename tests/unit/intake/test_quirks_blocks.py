"""Several tables on one sheet, and single tables with gaps that look like several."""

import pytest

from mls_metrics.intake.blocks import blocks

STAFF = ["Employee ID,Hire Date,Location", "E1,2020-01-31,Ulm", "E2,2021-01-31,Bonn"]
COURSES = ["Course,Title,Hours", "C1,Safety,3", "C2,Data,5"]
WORDS = ["Name,Role,Team", "Ann,Analyst,North", "Bob,Clerk,South"]
OTHER_WORDS = ["City,Country,Continent,Language", "Ulm,Germany,Europe,German"]


def rows(*lines: str) -> list[list[str]]:
    return [line.split(",") if line else [] for line in lines]


def test_two_tables_below_each_other() -> None:
    assert blocks(rows(*STAFF, "", *COURSES)) == [(0, 4), (4, 7)]


def test_three_tables_with_titles_and_several_blank_rows() -> None:
    sheet = rows("Staff", "", *STAFF, "", ",,", "Courses 2024", *COURSES, "", *OTHER_WORDS)
    assert blocks(sheet) == [(0, 7), (7, 12), (12, 14)]


def test_tables_of_words_differ_by_their_columns() -> None:
    assert blocks(rows(*WORDS, "", *OTHER_WORDS)) == [(0, 4), (4, 6)]


@pytest.mark.parametrize(
    "sheet",
    [
        [*STAFF],
        [STAFF[0], "", *STAFF[1:]],
        [*STAFF, "", "E3,2022-01-31,Kiel", "E4,2022-01-31,Kiel"],
        [*STAFF, "", *STAFF],
        [*STAFF, "", "Total,2,,"],
        [*STAFF, "", "Total,all,both", "Confidential,x,y"],
        ["Report,Staff", "Run on,2024-01-05", "Filter,all", "", *STAFF],
        ["Staff list", "", "as of today", "", *STAFF],
        [*WORDS, "", "Cid,Driver,West", "Dan,Painter,East"],
        [*STAFF, "", "Notes", "Prepared by HR"],
        [*STAFF, "", "Legend,means,that", ""],
        [*STAFF, "", "E5,unknown,Kiel", "E6,2022-01-31,Ulm"],
        ["", "", *STAFF],
        [],
        ["", ""],
    ],
)
def test_one_table_stays_one(sheet: list[str]) -> None:
    given = rows(*sheet)
    end = max((at + 1 for at, row in enumerate(given) if any(row)), default=0)
    assert blocks(given) == [(0, end)]


def test_the_rows_of_a_long_table_are_not_kept() -> None:
    def long() -> object:
        yield from rows(*STAFF)
        for number in range(50_000):
            yield [f"E{number}", "2020-01-31", "Ulm"] if number % 1000 else []
        yield from rows("", *COURSES)

    assert blocks(long()) == [(0, 50_004), (50_004, 50_007)]  # type: ignore[arg-type]
