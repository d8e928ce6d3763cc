"""Confirmed mappings: with their words, shared, forgotten, replayed with new columns."""

from pathlib import Path

import pytest

from mls_metrics.errors import AnswersError, UserError, ViewOnlyError
from mls_metrics.model.source import How
from mls_metrics.workspace import Workspace

ODD = (
    "Who,Learning,How it went\n"
    "7,Safety,Geschafft\n8,Safety,Offen\n9,Safety,Geschafft\n7,Ethics,Completed\n"
)
COLUMNS = {"Who": "employee_id", "Learning": "program_id", "How it went": "status"}
WORDS = {"status": {"Geschafft": "completed", "Offen": "in_progress"}}
FORMS = "Sent,Was it useful\n2024-01-05,Rather yes\n2024-01-06,Rather no\n2024-01-06,4\n"


def put(folder: Path, **contents: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def landed(workspace: Workspace, column: str, table: str = "enrollments") -> list[object]:
    sql = (
        f"select {column} from landing.{table} join landing.imports using (import_id) "
        "where active order by file, source_row"
    )
    return [value for (value,) in workspace.store.rows(sql)]


def confirmed(workspace: Workspace, folder: Path) -> None:
    workspace.add([put(folder, odd=ODD)])
    (record,) = workspace.unrecognised()
    workspace.confirm(record.import_id, "enrollments", COLUMNS, values=WORDS)


def test_words_are_proposed_with_their_rows_and_confirmed_beside_columns(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([put(tmp_path / "in", odd=ODD)])
        (record,) = workspace.unrecognised()
        words = workspace.values(record.import_id, "enrollments", COLUMNS)
        assert set(words) == {"status"}
        assert [(m.word, m.rows, m.target) for m in words["status"]] == [
            ("Geschafft", 2, None), ("Completed", 1, "completed"), ("Offen", 1, None),
        ]  # fmt: skip
        workspace.confirm(record.import_id, "enrollments", COLUMNS, values=WORDS)
        wanted = ["completed", "in_progress", "completed", "completed"]
        assert landed(workspace, "status") == wanted
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([put(tmp_path / "next", february=ODD.replace("Safety", "Fire"))])
        assert landed(workspace, "status") == wanted + wanted


def test_answers_in_words_can_be_given_numbers(tmp_path: Path) -> None:
    with Workspace.open(None) as workspace:
        workspace.add([put(tmp_path, forms=FORMS)])
        (record,) = workspace.unrecognised()
        columns = {"Sent": "responded_on", "Was it useful": "relevance"}
        words = {"relevance": {"Rather yes": "4", "Rather no": "2"}}
        workspace.confirm(record.import_id, "surveys", columns, values=words)
        assert landed(workspace, "relevance", "surveys") == [4, 2, 4]


@pytest.mark.parametrize(
    "values",
    [
        {"status": {"Geschafft": "done"}},
        {"score": {"Geschafft": "1"}},
    ],
)
def test_words_that_no_list_holds_are_refused(
    tmp_path: Path, values: dict[str, dict[str, str]]
) -> None:
    with Workspace.open(None) as workspace:
        workspace.add([put(tmp_path, odd=ODD)])
        (record,) = workspace.unrecognised()
        with pytest.raises(AnswersError):
            workspace.confirm(record.import_id, "enrollments", COLUMNS, values=values)
        assert workspace.mappings() == []


def test_a_mapping_is_shared_with_another_workspace(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a") as workspace:
        confirmed(workspace, tmp_path / "in")
        ((key, text),) = workspace.mappings()
    with Workspace.open(tmp_path / "b") as workspace:
        workspace.add([tmp_path / "in"])
        assert len(workspace.unrecognised()) == 1
        (report,) = workspace.import_mapping(text)
        assert (report.table, report.rows_kept) == ("enrollments", 4)
        assert workspace.mappings() == [(key, text)]
        assert workspace.unrecognised() == []


def test_a_forgotten_mapping_is_not_used_again(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        confirmed(workspace, tmp_path / "in")
        ((key, _),) = workspace.mappings()
        workspace.forget_mapping(key)
        assert workspace.mappings() == []
        assert len(landed(workspace, "status")) == 4
        workspace.add([put(tmp_path / "next", later=ODD.replace("7,", "6,"))])
        assert len(workspace.unrecognised()) == 1
        for absent in (key, "../../escape"):
            with pytest.raises(AnswersError):
                workspace.forget_mapping(absent)


def test_new_columns_are_told_and_not_used(tmp_path: Path) -> None:
    more = "Mood,Who,How it went,Learning\nfine,5,Offen,Safety\n"
    with Workspace.open(tmp_path / "w") as workspace:
        confirmed(workspace, tmp_path / "in")
        assert "new_columns" not in {finding.id for finding in workspace.findings_of_intake()}
        (report,) = workspace.add([put(tmp_path / "next", march=more)])
        assert {match.how for match in report.columns if match.target} == {How.REMEMBERED}
        (told,) = [f for f in workspace.findings_of_intake() if f.id == "new_columns"]
        assert "1 new column: Mood." in told.sentence


GOOD = 'system = "generic"\ntable = "costs"\nneeds = ["A", "B", "C"]\n\n[columns]\n'
FEEDS = 'program_id = "A"\nperiod = "B"\namount = "C"\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no toml at all [",
        GOOD,
        GOOD + 'program_id = "A"\nperiod = "B"\n',
        GOOD + FEEDS + 'shoe_size = "A"\n',
        GOOD + FEEDS + 'category = "Z"\n',
        GOOD + FEEDS + 'category = "/A/"\n',
        GOOD + FEEDS + "category = 7\n",
        GOOD + FEEDS + 'category = { constant = "x" }\n',
        GOOD + FEEDS + 'basis = { from = "A", values = { x = "moon" } }\n',
        GOOD + FEEDS + 'basis = { from = "A", values = { x = 1 } }\n',
        (GOOD + FEEDS).replace('"costs"', '"moon"'),
        (GOOD + FEEDS).replace('"costs"', "[]"),
        (GOOD + FEEDS).replace('["A", "B", "C"]', '["A", "/(B+)+/", "C"]'),
        (GOOD + FEEDS).replace('["A", "B", "C"]', '"ABC"'),
        (GOOD + FEEDS).replace('"generic"', '"moodle"'),
        'dates = "sideways"\n' + GOOD + FEEDS,
        "title = 7\n" + GOOD + FEEDS,
        "melt = {}\n" + GOOD + FEEDS,
    ],
)
def test_text_that_is_no_mapping_is_refused(text: str) -> None:
    with Workspace.open(None) as workspace:
        with pytest.raises(UserError):
            workspace.import_mapping(text)
        assert workspace.mappings() == []
        workspace.import_mapping(GOOD + FEEDS)
        assert len(workspace.mappings()) == 1


def test_viewing_keeps_mappings_as_they_are(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        confirmed(workspace, tmp_path / "in")
    with Workspace.open(tmp_path / "w", view_only=True) as viewing:
        ((key, text),) = viewing.mappings()
        for call in (lambda: viewing.forget_mapping(key), lambda: viewing.import_mapping(text)):
            with pytest.raises(ViewOnlyError):
                call()


def test_a_mapping_spoiled_by_hand_is_named(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        confirmed(workspace, tmp_path / "in")
        ((key, _),) = workspace.mappings()
        (tmp_path / "w" / "mappings" / f"{key}.toml").write_text("spoiled [", encoding="utf-8")
        with pytest.raises(UserError, match=key):
            workspace.add([put(tmp_path / "next", later=ODD.replace("7,", "6,"))])


def test_columns_of_people_are_held_against_the_roster(tmp_path: Path) -> None:
    roster = "employee_id,hire_date,email\n" + "".join(
        f"{n:04d},2020-01-31,p{n}@x.org\n" for n in range(1, 31)
    )
    learning = "Who,Approver,Learning,Went\n" + "".join(
        f"{n},{n + 5000},Safety,yes\n" for n in range(1, 31)
    )
    with Workspace.open(None) as workspace:
        workspace.add([put(tmp_path, employees=roster, learning=learning)])
        (record,) = workspace.unrecognised()
        proposal = workspace.proposal(record.import_id, table="enrollments")
        who = proposal.columns[0]
        assert (who.guess, who.target, who.how) == ("employee_id", None, How.VALUES)
        assert "100 % of its ids are on the roster" in who.reasons
        assert proposal.columns[1].guess is None
