"""The matrix of questions and inputs flips exactly the cells that the catalogue declares."""

import csv
import tomllib
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from mls_metrics.catalog.load import tables
from mls_metrics.catalog.unlocks import column_words, inputs, questions
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.source import ColumnMatch, How, ImportReport
from mls_metrics.model.unlock import CellState, RowStatus
from mls_metrics.narrative.unlocks import unlocks
from mls_metrics.workspace import Workspace
from tests.pages.made_assessment import make_assessment, make_import

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = sorted((ROOT / "data").glob("*.csv"))
DECLARED = tomllib.loads((ROOT / "mls_metrics" / "catalog" / "unlocks.toml").read_text("utf-8"))
LINES = 120


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample company, the first rows of each file."""
    folder = tmp_path_factory.mktemp("company")
    for path in SAMPLE:
        with path.open(encoding="utf-8") as file:
            (folder / path.name).write_text("".join(islice(file, LINES)), encoding="utf-8")
    return {path.stem: path for path in sorted(folder.glob("*.csv"))}


@pytest.fixture(scope="module")
def reports(company) -> dict[str, ImportReport]:
    """How each of them is read."""
    with Workspace.open(None) as workspace:
        workspace.add(company.values())
        return {report.table: report for report in workspace.imports() if report.table}


@pytest.fixture(scope="module")
def made():
    return make_assessment()


def filled_columns(path: Path) -> set[str]:
    """Columns of a file that questions may count on: dates only where there is one."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    types = {column.name: column.type for column in tables()[path.stem].columns}
    found = {
        name
        for name in rows[0]
        if types[name] not in ("date", "month") or any(row[name] for row in rows)
    }
    return {f"{path.stem}.{name}" for name in found}


def cells(made, reports) -> dict[tuple[str, str], tuple]:
    """State and missing columns of every cell."""
    rows = unlocks(replace(made, imports=tuple(reports)))
    return {
        (row.asked.id, cell.input): (cell.state, cell.missing) for row in rows for cell in row.cells
    }


def declared_for(new: set[str], there: set[str]) -> set[tuple[str, str]]:
    """Cells that name one of the new columns in a place that nothing filled before."""
    return {
        (question, input_)
        for question, entry in DECLARED["questions"].items()
        for input_, places in entry["cells"].items()
        if any(set(p.split("|")) & new and not set(p.split("|")) & there for p in places)
    }


def changed(before, after) -> set[tuple[str, str]]:
    return {place for place in before if before[place] != after[place]}


def test_the_sample_is_all_there(company) -> None:
    assert {"employees", "enrollments", "kpis", "costs", "surveys"} <= set(company)
    assert all(path.stem in company for path in SAMPLE)


@pytest.mark.parametrize("table", [path.stem for path in SAMPLE])
def test_one_file_alone_flips_exactly_its_cells(made, company, reports, table: str) -> None:
    flipped = changed(cells(made, ()), cells(made, [reports[table]]))
    assert flipped == declared_for(filled_columns(company[table]), set())


def test_files_one_after_another_flip_exactly_their_cells(made, company, reports) -> None:
    there: set[str] = set()
    before = cells(made, ())
    for number, table in enumerate(company, start=1):
        after = cells(made, [reports[name] for name in list(company)[:number]])
        new = filled_columns(company[table])
        assert changed(before, after) == declared_for(new, there), table
        before, there = after, there | new
    assert {state for state, _ in before.values()} == {CellState.THERE, CellState.UNUSED}


def test_without_data_every_question_needs_all_it_uses() -> None:
    rows = unlocks(None)
    assert {row.status for row in rows} == {RowStatus.NEEDS}
    assert {c.state for row in rows for c in row.cells} == {CellState.NEEDED, CellState.UNUSED}
    stay = next(row for row in rows if row.asked.id == "stay")
    assert "Leavers (last day for those who left, kind of leaving" in stay.sentence
    assert "day of the start or day of enrollment or day of completion" in stay.sentence


def roster(leaving_dates: int, *, rows: int = 80) -> ImportReport:
    names = ("employee_id", "hire_date", "termination_date", "termination_type")
    return replace(
        make_import("employees", rows),
        columns=tuple(
            ColumnMatch(source=name, target=name, confidence=1.0, how=How.EXACT) for name in names
        ),
        totals={"hire_date": rows, "termination_date": leaving_dates},
    )


def test_a_roster_without_leavers_has_people_and_no_leavers(made) -> None:
    now = cells(made, [roster(0)])
    assert now["stay", "people"][0] is CellState.THERE
    assert now["stay", "leavers"][0] is CellState.NEEDED
    assert cells(made, [roster(3)])["stay", "leavers"][0] is CellState.THERE


def test_a_file_of_which_no_row_was_kept_is_not_there(made) -> None:
    assert cells(made, [roster(3, rows=0)]) == cells(made, ())


def test_a_question_with_its_columns_says_for_how_many_programs_it_is_answered(
    made, reports
) -> None:
    rows = {row.asked.id: row for row in unlocks(replace(made, imports=tuple(reports.values())))}
    measures = [item.evidence.effects["retention_12m"].measure for item in made.recommendations]
    answered = sum(isinstance(measure, Estimate) for measure in measures)
    assert 0 < answered < len(measures) == 9
    assert rows["stay"].status is RowStatus.ANSWERED
    assert rows["stay"].sentence == f"Answered for {answered} of 9 programs"
    assert rows["ready"].sentence == "Answered"
    assert rows["satisfied"].status is RowStatus.PARTLY
    assert "for none of 9 programs are there enough rows" in rows["satisfied"].sentence
    assert rows["regulatory"].of == 1


def test_every_needed_column_is_known_and_has_words_and_an_example() -> None:
    needed = {
        name
        for asked in questions().values()
        for places in asked.cells.values()
        for names in places
        for name in names
    }
    templates = {
        f"{table}.{column.name}"
        for entry in inputs().values()
        for table in entry.tables
        for column in tables()[table].columns
        if column.needed
    }
    assert needed | templates == set(column_words())
    assert all(entry.words and entry.example for entry in column_words().values())


def test_questions_use_only_inputs_that_exist() -> None:
    assert len(questions()) == 14
    for asked in questions().values():
        assert asked.question.endswith("?")
        assert set(asked.cells) <= set(inputs())
    used = {input_ for asked in questions().values() for input_ in asked.cells}
    assert used == set(inputs())
