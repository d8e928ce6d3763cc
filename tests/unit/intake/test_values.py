"""Dates, numbers, ids, words and flags as people and programs write them."""

from pathlib import Path
from typing import Any

import pytest

from mls_metrics.errors import AnswersError
from tests.unit.intake.landing import day, land


def dates(tmp_path: Path, cells: list[str], **more: Any) -> Any:
    rows = "".join(f'{n},"{cell}"\n' for n, cell in enumerate(cells, start=1))
    return land(tmp_path, {"employees.csv": "employee_id,hire_date\n" + rows}, **more)


@pytest.mark.parametrize(
    "cell",
    [
        "2023-08-03",
        "2023/8/3",
        "2023-08-03T10:11:12Z",
        "2023-08-03 10:11:12.5+02:00",
        "20230803",
        "03-Aug-23",
        "3 August 2023",
        "3. Aug. 2023",
        "Aug 3, 2023",
        "August 03 2023",
        "Aug-03-2023 08:00 AM America/New York",
        "3 août 2023",
        "03.08.2023",
        "45141",
        "45141.75",
        "1691020800",
        "1691020800000",
    ],
)
def test_forms_of_one_date(tmp_path: Path, cell: str) -> None:
    done = dates(tmp_path, [cell])
    assert done.column("employees", "hire_date") == [day("2023-08-03")], done.report.set_aside


@pytest.mark.parametrize(
    ("cells", "order", "first"),
    [
        (["03/08/2023", "25/08/2023"], "dmy", "2023-08-03"),
        (["03/08/2023", "08/25/2023"], "mdy", "2023-03-08"),
        (["3/8/23", "25/8/23"], "dmy", "2023-08-03"),
        (["2023-08-03", "2023-08-25"], "ymd", "2023-08-03"),
        (["03.08.2023", "04.09.2023"], "dmy", "2023-08-03"),
        (["01/08/2023", "01/09/2023", "01/10/2023", "01/11/2023"], "dmy", "2023-08-01"),
        (["8/1/2023", "9/1/2023", "10/1/2023", "11/1/2023"], "mdy", "2023-08-01"),
    ],
)
def test_order_is_what_the_dates_prove(
    tmp_path: Path, cells: list[str], order: str, first: str
) -> None:
    done = dates(tmp_path, cells)
    assert done.report.date_order == order
    assert done.column("employees", "hire_date")[0] == day(first)
    assert not done.report.questions


def test_order_is_pooled_over_all_date_columns_even_unused_ones(tmp_path: Path) -> None:
    content = "employee_id,hire_date,birthday\n1,03/08/2023,08/25/1980\n2,04/09/2023,01/02/1981\n"
    content += "3,05/06/2022,12/24/1990\n"
    done = land(tmp_path, {"employees.csv": content})
    assert done.report.date_order == "mdy"
    assert done.column("employees", "hire_date")[0] == day("2023-03-08")


def test_a_proof_far_down_the_file_counts(tmp_path: Path) -> None:
    done = dates(tmp_path, ["03/08/2023"] * 5_000 + ["08/25/2023"])
    assert done.column("employees", "hire_date")[0] == day("2023-03-08")


def test_columns_that_prove_different_orders_keep_their_own(tmp_path: Path) -> None:
    content = (
        "employee_id,hire_date,termination_date\n1,25/08/2020,08/26/2023\n2,03/04/2020,05/06/2023\n"
    )
    done = land(tmp_path, {"employees.csv": content})
    assert done.column("employees", "hire_date")[1] == day("2020-04-03")
    assert done.column("employees", "termination_date")[1] == day("2023-05-06")


def test_what_comes_later_decides(tmp_path: Path) -> None:
    head = "employee_id,program_id,status,enrolled_on,completed_on\n"
    rows = "".join(f"{n},P,completed,01/0{n}/2023,02/0{n - 1}/2023\n" for n in range(3, 9))
    done = land(tmp_path, {"enrollments.csv": head + rows})
    assert done.report.date_order == "mdy"
    assert not done.report.questions


def test_other_files_of_the_same_system_decide(tmp_path: Path) -> None:
    files = {
        "employees.csv": "employee_id,hire_date\n1,08/25/2020\n",
        "activity.csv": "employee_id,occurred_on\n1,03/04/2021\n2,05/06/2021\n",
    }
    done = land(tmp_path, files)
    assert {report.date_order for report in done.reports} == {"mdy"}


def test_undecidable_dates_are_asked_and_the_default_is_said(tmp_path: Path) -> None:
    done = dates(tmp_path, ["03/08/2023", "04/09/2022"])
    (question,) = done.report.questions
    assert (question.id, question.default) == ("date_order:employees.csv", "dmy")
    assert done.column("employees", "hire_date")[0] == day("2023-08-03")
    assert "date_order_assumed" in done.ids()


def test_an_answer_decides(tmp_path: Path) -> None:
    answers = {"date_order:employees.csv": "mdy"}
    done = dates(tmp_path, ["03/08/2023", "04/09/2022"], answers=answers)
    assert done.column("employees", "hire_date")[0] == day("2023-03-08")
    assert not done.report.questions


@pytest.mark.parametrize(
    "answers", [{"date_order:other.csv": "mdy"}, {"date_order:employees.csv": "x"}]
)
def test_answers_that_fit_nothing_are_refused(tmp_path: Path, answers: dict[str, str]) -> None:
    with pytest.raises(AnswersError):
        dates(tmp_path, ["03/08/2023"], answers=answers)


@pytest.mark.parametrize("cell", ["31/02/2023", "2023-02-30", "45/45/2023", "soon", "1200-01-01"])
def test_impossible_dates_become_null_and_are_listed(tmp_path: Path, cell: str) -> None:
    done = dates(tmp_path, ["25/12/2022", cell])
    assert done.report.rows_kept == 2
    assert done.column("employees", "hire_date")[1] is None
    (aside,) = done.report.set_aside
    assert (aside.row, aside.column, aside.value, aside.reason) == (
        3,
        "hire_date",
        cell,
        "not a date",
    )


def test_an_impossible_date_in_a_needed_column_sets_the_row_aside(tmp_path: Path) -> None:
    content = "employee_id,occurred_on,platform\n1,2023-02-30,A\n2,2023-02-28,B\n3,,C\n"
    done = land(tmp_path, {"activity.csv": content})
    assert done.column("activity", "employee_id") == ["2"]
    assert [(i.row, i.reason) for i in done.report.set_aside] == [(2, "not a date"), (4, "empty")]
    assert (done.report.rows_read, done.report.rows_kept, done.report.rows_set_aside) == (3, 1, 2)
    assert "rows_set_aside" in done.ids()


@pytest.mark.parametrize(
    "cell", ["", "N/A", "-", "12/31/9999", "9999-12-31", "#N/A", "null", "TBD"]
)
def test_words_for_no_date_are_null_and_not_listed(tmp_path: Path, cell: str) -> None:
    done = dates(tmp_path, ["2022-12-25", cell])
    assert done.column("employees", "hire_date")[1] is None
    assert done.report.set_aside == ()


@pytest.mark.parametrize(
    "cell", ["2024-03", "03/2024", "Mar-24", "März 2024", "202403", "2024-03-17", "45352"]
)
def test_forms_of_one_month(tmp_path: Path, cell: str) -> None:
    done = land(tmp_path, {"costs.csv": f"program_id,period,amount\nP1,{cell},1\n"})
    assert done.column("costs", "period") == [day("2024-03-01")], done.report.set_aside


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1,234.50", "7"], [1234.5, 7]),
        (["1.234,50", "7"], [1234.5, 7]),
        (["1 234,50", "3,5"], [1234.5, 3.5]),
        (["$99.95", "(120.10)"], [99.95, -120.1]),
        (["€ 1.000,00", "-5,25"], [1000, -5.25]),
        (["1,234", "5,678.25"], [1234, 5678.25]),
        (["12.5 USD", "12.5-"], [12.5, -12.5]),
        (["1e3", "2.5E2"], [1000, 250]),
    ],
)
def test_forms_of_numbers(tmp_path: Path, cells: list[str], values: list[float]) -> None:
    rows = "".join(f'P{n},2024-01,"{cell}"\n' for n, cell in enumerate(cells))
    done = land(tmp_path, {"costs.csv": "program_id,period,amount\n" + rows})
    assert done.column("costs", "amount") == pytest.approx(values), done.report.set_aside


def test_percent_signs_are_taken_off(tmp_path: Path) -> None:
    content = "employee_id,program_id,status,score\n1,P,completed,85%\n2,P,completed,120\n"
    done = land(tmp_path, {"enrollments.csv": content})
    assert done.column("enrollments", "score") == [85, None]
    assert done.report.set_aside[0].reason == "out of range"


def test_a_word_among_numbers_is_listed(tmp_path: Path) -> None:
    done = land(tmp_path, {"costs.csv": "program_id,period,amount\nP1,2024-01,ten\nP2,2024-01,2\n"})
    assert done.report.rows_kept == 1
    assert done.report.set_aside[0].reason == "not a number"


def test_nan_and_infinity_are_no_numbers(tmp_path: Path) -> None:
    content = "kpi,period,value\nK,2024-01,inf\nK,2024-02,NaN\nK,2024-03,1\n"
    done = land(tmp_path, {"kpis.csv": content})
    assert done.column("kpis", "value") == [1]


def test_half_a_module_is_no_whole_number(tmp_path: Path) -> None:
    content = "program_id,program_name,modules\nP1,A,3.5\nP2,B,4.0\n"
    done = land(tmp_path, {"programs.csv": content})
    assert done.column("programs", "modules") == [None, 4]
    assert done.report.set_aside[0].reason == "not a whole number"


def test_ids_are_text_and_their_wrappings_go(tmp_path: Path) -> None:
    cells = ['"=""00124"""', "'00125", "\u00a000126 ", "E-7", "00127.0"]
    content = "employee_id,hire_date\n" + "".join(f"{cell},2020-01-31\n" for cell in cells)
    done = land(tmp_path, {"employees.csv": content})
    assert done.column("employees", "employee_id") == ["00124", "00125", "00126", "E-7", "00127"]


def test_ids_that_a_spreadsheet_has_rounded_are_set_aside(tmp_path: Path) -> None:
    done = land(tmp_path, {"employees.csv": "employee_id,hire_date\n1.2E+05,2020-01-31\n7,\n"})
    assert done.column("employees", "employee_id") == ["7"]
    assert done.report.set_aside[0].reason == "id lost by a spreadsheet"


def test_north_america_is_no_empty_region(tmp_path: Path) -> None:
    content = "employee_id,region,manager_id\n1,NA,NO_MANAGER\n2,N/A,7\n"
    done = land(tmp_path, {"employees.csv": content})
    assert done.column("employees", "region") == ["NA", None]
    assert done.column("employees", "manager_id") == [None, "7"]


def test_flags_in_many_words(tmp_path: Path) -> None:
    cells = ["true", "No", "1", "ja", "FALSE", "", "maybe"]
    rows = "".join(f"P{n},x,{cell}\n" for n, cell in enumerate(cells))
    done = land(tmp_path, {"programs.csv": "program_id,program_name,mandatory\n" + rows})
    assert done.column("programs", "mandatory") == [True, False, True, True, False, None, None]
    assert [(i.row, i.reason) for i in done.report.set_aside] == [(8, "not true or false")]


def test_statuses_are_matched_whole(tmp_path: Path) -> None:
    words = {
        "Completed": "completed",
        "Incomplete": "in_progress",
        "Not completed": "in_progress",
        "Completed (did not achieve pass grade)": "failed",
        "In Progress / Past Due": "in_progress",
        "Pending Pre-Work/Past Due": "not_started",
        "60 Completed - Not OK": "failed",
        "Completed (set by A. Lee)": "completed",
        "no_show": "no_show",
        "Nicht bestanden": "failed",
        "Exempt": "waived",
        "Frobnicated": "unknown",
    }
    rows = "".join(f'{n},P,"{word}"\n' for n, word in enumerate(words))
    done = land(tmp_path, {"enrollments.csv": "employee_id,program_id,status\n" + rows})
    assert dict(zip(words, done.column("enrollments", "status"), strict=True)) == words
    assert done.column("enrollments", "source_status") == list(words)
    (finding,) = [item for item in done.findings if item.id == "unknown_status"]
    assert finding.rows == 1
    assert "Frobnicated" in finding.sentence


def test_an_enrollment_without_a_status_word_is_set_aside(tmp_path: Path) -> None:
    content = "employee_id,program_id,status,completed_on\n1,P,,2024-01-05\n2,P,completed,\n"
    done = land(tmp_path, {"enrollments.csv": content})
    assert done.column("enrollments", "employee_id") == ["2"]


def test_exit_types_in_other_words(tmp_path: Path) -> None:
    content = "employee_id,termination_type\n1,Resignation\n2,Retirement\n3,Unk\n4,Eaten\n"
    done = land(tmp_path, {"employees.csv": content})
    types = done.column("employees", "termination_type")
    assert types == ["voluntary", "retirement", None, None]
    assert [(i.row, i.reason) for i in done.report.set_aside] == [(5, "not in the list")]


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    done = land(tmp_path, {"employees.csv": "employee_id,job_role\n1,=1+1\n2,@SUM(A1)\n"})
    assert done.column("employees", "job_role") == ["=1+1", "@SUM(A1)"]
