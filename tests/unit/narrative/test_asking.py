"""Messages to colleagues: what is missing, for whom, with an example that can be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from mls_metrics.catalog.load import tables
from mls_metrics.catalog.unlocks import inputs
from mls_metrics.narrative.asking import ask_text, asks
from mls_metrics.narrative.unlocks import unlocks
from mls_metrics.workspace import Workspace
from tests.pages.made_assessment import make_assessment

EVERYTHING = unlocks(None)
PERSONAL = {"full_name", "email", "username", "termination_reason", "comment"}


def row(id_: str):
    return next(row for row in EVERYTHING if row.asked.id == id_)


def examples(text: str) -> list[str]:
    """Header and row of each example in a message."""
    parts = text.split("For example:\n")[1:]
    return ["\n".join(part.split("\n")[:2]) + "\n" for part in parts]


def test_the_message_for_leavers_says_all_that_is_needed() -> None:
    text = ask_text(row("stay"), "leavers")
    assert text.startswith("To the HRIS team:\n")
    assert "Do people stay?" in text
    assert "Template employees.csv" in text
    assert "- employee_id: staff number" in text
    assert "- termination_date: last day for those who left" in text
    assert "employee_id,termination_date,termination_type\nE1001,2026-05-31,voluntary\n" in text
    assert "names and e-mail addresses are not needed" in text


def test_other_columns_that_would_do_are_named() -> None:
    text = ask_text(row("work"), "kpis")
    assert "- employee_id: staff number; or unit: team or department" in text


def test_one_message_asks_for_all_that_several_questions_miss() -> None:
    text = ask_text([row("objective"), row("regulatory"), row("fresh")], "programs")
    assert "objective_id" in text
    assert "mandatory" in text
    assert "Template improvements.csv" in text
    assert "No data on persons are needed." in text
    assert text.count("program_name: name of the program") == 1


def test_of_two_choices_the_narrower_is_asked_for() -> None:
    text = ask_text([row("stay"), row("competent")], "enrollments")
    assert "- started_on: day of the start; or enrolled_on: day of enrollment\n" in text
    assert text == ask_text([row("competent"), row("stay")], "enrollments").replace(
        "Are people competent sooner? Do people stay?",
        "Do people stay? Are people competent sooner?",
    )


def test_nothing_is_asked_for_what_is_there_or_of_no_use() -> None:
    assert ask_text(row("stay"), "surveys") == ""
    assert {ask.input.id for ask in asks(EVERYTHING)} == set(inputs())
    made = make_assessment()
    left = asks(unlocks(replace(made, imports=made.imports)))
    people = next(ask for ask in left if ask.input.id == "people")
    assert "hire_date" in people.text
    assert "employees.csv" in people.text


def test_inputs_for_most_questions_come_first() -> None:
    counts = [len(ask.questions) for ask in asks(EVERYTHING)]
    assert counts == sorted(counts, reverse=True)
    first = asks(EVERYTHING)[0]
    assert first.headline == (
        f"{first.input.title}: ask {first.input.who} (for {counts[0]} questions)"
    )


@pytest.mark.parametrize("input_", list(inputs()))
def test_examples_are_rows_that_our_own_templates_take(tmp_path: Path, input_: str) -> None:
    ask = next(ask for ask in asks(EVERYTHING) if ask.input.id == input_)
    found = examples(ask.text)
    assert len(found) == len(ask.tables)
    for table, text in zip(ask.tables, found, strict=True):
        header = text.split("\n")[0].split(",")
        assert len(header) == len(set(header))
        (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")
        assert not PERSONAL & set(text.split("\n")[0].split(","))
        assert set(text.split("\n")[0].split(",")) >= {
            column.name for column in tables()[table].columns if column.needed
        }
    with Workspace.open(None) as workspace:
        workspace.add([tmp_path])
        reports = workspace.imports()
        kept = {report.table: report.rows_kept for report in reports}
        aside = [item for report in reports for item in report.set_aside]
    assert kept == dict.fromkeys(ask.tables, 1)
    assert aside == []
