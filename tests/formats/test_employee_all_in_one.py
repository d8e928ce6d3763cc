"""Three dialects of one export give the same canonical tables."""

from pathlib import Path

import pytest

from tests.formats.made_exports import EMPLOYEES, TRAININGS, excel_litter, mdy_dash, original
from tests.unit.intake.landing import Landed, day, land

DIALECTS = {"original": original, "mdy_dash": mdy_dash, "excel_litter": excel_litter}


@pytest.fixture(params=sorted(DIALECTS))
def dialect(request: pytest.FixtureRequest, tmp_path: Path) -> Landed:
    return land(tmp_path, DIALECTS[request.param]())


def test_dialects_agree_by_value(tmp_path: Path) -> None:
    done = {name: land(tmp_path / name, make()).tables for name, make in DIALECTS.items()}
    assert set(done["original"]) == {"employees", "enrollments", "surveys"}
    assert done["original"] == done["mdy_dash"] == done["excel_litter"]


def test_everything_is_kept_and_nothing_asked(dialect: Landed) -> None:
    assert {report.system for report in dialect.reports} == {"employee_all_in_one"}
    assert [report.rows_kept for report in dialect.reports] == [5, 5, 5]
    assert not [question for report in dialect.reports for question in report.questions]
    assert dialect.findings == []


def test_first_dates_and_total_cost(dialect: Landed) -> None:
    assert dialect.column("enrollments", "started_on") == [day(str(row[1])) for row in TRAININGS]
    (report,) = [report for report in dialect.reports if report.table == "enrollments"]
    assert report.totals["cost"] == pytest.approx(2_840.55, abs=1e-9)
    assert dialect.column("enrollments", "hours") == [32, 16, 32, 16, 8]


def test_outcomes_and_their_words(dialect: Landed) -> None:
    assert dialect.column("enrollments", "status") == [
        "failed",
        "in_progress",
        "completed",
        "completed",
        "completed",
    ]
    assert dialect.column("enrollments", "source_status") == [row[3] for row in TRAININGS]


def test_the_exit_date_rules_and_the_status_word_is_kept(dialect: Landed) -> None:
    exits = [None if row[2] is None else day(str(row[2])) for row in EMPLOYEES]
    assert dialect.column("employees", "termination_date") == exits
    assert dialect.column("employees", "employment_status") == [row[3] for row in EMPLOYEES]
    assert dialect.column("employees", "termination_type") == [
        None,
        "voluntary",
        "voluntary",
        "involuntary",
        "retirement",
    ]


def test_survey_answers_are_on_their_scale(dialect: Landed) -> None:
    assert dialect.column("surveys", "scale_max") == [5] * 5
    assert dialect.column("surveys", "satisfaction") == [5, 4, 3, 2, 1]


def test_columns_that_mean_nothing_here_are_named_and_not_used(dialect: Landed) -> None:
    (report,) = [report for report in dialect.reports if report.table == "employees"]
    unused = {match.source for match in report.columns if match.target is None}
    assert {"DOB", "PayZone", "Division"} <= unused
