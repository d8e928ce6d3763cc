"""Module presentations become programs, days from a start become dates."""

from pathlib import Path

import pytest

from tests.unit.intake.landing import Landed, day, land

COURSES = """code_module,code_presentation,module_presentation_length
AAA,2013J,268
BBB,2014B,234
"""
REGISTRATION = """code_module,code_presentation,id_student,date_registration,date_unregistration
AAA,2013J,11391,-159,
AAA,2013J,30268,-92,12
BBB,2014B,31604,-52,0
BBB,2014B,32885,-176,-3
BBB,2014B,38053,,
ZZZ,2019X,40000,-5,
"""
INFO = """code_module,code_presentation,id_student,gender,region,imd_band,final_result
AAA,2013J,11391,M,East Anglian Region,90-100%,Pass
AAA,2013J,30268,F,North Western Region,30-40%,Withdrawn
BBB,2014B,31604,F,South East Region,50-60%,Fail
BBB,2014B,32885,F,West Midlands Region,50-60%,Distinction
"""
MANGLED = """id_student,code_module,code_presentation,gender,region,imd_band,final_result
11391,AAA,2013J,M,East Anglian Region,Oct-20,Pass
30268,AAA,2013J,F,?,?,Withdrawn
"""


UNUSED = {
    "vle.csv": "id_site,code_module,code_presentation,activity_type\n1,AAA,2013J,url\n",
    "assessments.csv": "code_module,code_presentation,id_assessment,assessment_type,weight\n"
    "AAA,2013J,1752,TMA,10\n",
    "studentAssessment.csv": "id_assessment,id_student,date_submitted,score\n1752,1,18,7\n",
}


@pytest.fixture
def done(tmp_path: Path) -> Landed:
    files = {"courses.csv": COURSES, "studentInfo.csv": INFO, **UNUSED}
    return land(tmp_path, files | {"studentRegistration.csv": REGISTRATION})


def rows(done: Landed, file: str) -> list[dict]:
    """Rows of enrollments by the file they came from: registrations hold no status."""
    is_info = file == "studentInfo.csv"
    return [row for row in done.tables["enrollments"] if (row["status"] is not None) == is_info]


def test_presentations_are_programs_and_modules_their_group(done: Landed) -> None:
    assert done.column("programs", "program_id") == ["AAA-2013J", "BBB-2014B"]
    assert done.column("programs", "program_group") == ["AAA", "BBB"]
    assert done.column("programs", "launched_on") == [day("2013-10-01"), day("2014-02-01")]
    assert done.column("programs", "closes_on") == [day("2014-06-26"), day("2014-09-23")]


def test_days_become_dates_and_who_left_before_the_start_never_started(done: Landed) -> None:
    by_id = {row["employee_id"]: row for row in rows(done, "studentRegistration.csv")}
    assert by_id["11391"]["enrolled_on"] == day("2013-04-25")
    assert by_id["11391"]["started_on"] == day("2013-10-01")
    assert by_id["30268"]["withdrawn_on"] == day("2013-10-13")
    assert by_id["30268"]["started_on"] == day("2013-10-01")
    assert by_id["31604"]["started_on"] is None
    assert by_id["32885"]["started_on"] is None
    assert by_id["38053"]["started_on"] == day("2014-02-01")
    assert by_id["38053"]["program_id"] == "BBB-2014B"


def test_a_presentation_without_a_stated_start_is_said(done: Landed) -> None:
    (report,) = [r for r in done.reports if r.file == "studentRegistration.csv"]
    assert (report.rows_kept, report.rows_set_aside) == (5, 1)
    assert {item.row for item in report.set_aside} == {7}
    assert "not a number of days" not in {item.reason for item in report.set_aside}


def test_results_and_their_words(done: Landed) -> None:
    info = {row["employee_id"]: row for row in rows(done, "studentInfo.csv")}
    assert {id_: row["status"] for id_, row in info.items()} == {
        "11391": "completed",
        "30268": "withdrawn",
        "31604": "failed",
        "32885": "completed",
    }
    assert info["32885"]["source_status"] == "Distinction"
    assert info["11391"]["region"] == "East Anglian Region"


def test_files_from_which_nothing_is_read_are_said(done: Landed) -> None:
    unused = [finding for finding in done.findings if finding.id == "file_not_used"]
    assert len(unused) == 3
    assert {r.system for r in done.reports} == {"oulad"}


def test_the_mangled_copy_is_read_too(tmp_path: Path) -> None:
    done = land(tmp_path, {"studentInfo.csv": MANGLED})
    assert done.column("enrollments", "status") == ["completed", "withdrawn"]
    assert done.column("enrollments", "program_id") == ["AAA-2013J", "AAA-2013J"]
    assert done.column("enrollments", "region") == ["East Anglian Region", None]
