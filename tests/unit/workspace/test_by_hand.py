"""Tables kept by hand: versions, conflicts, undo, and that nothing saved is lost."""

import json
from pathlib import Path

import duckdb
import pytest

from mls_metrics.catalog.facts_of_pages import books, facts, kept_by_hand
from mls_metrics.catalog.load import tables
from mls_metrics.errors import ByHandError, EditConflictError, ViewOnlyError
from mls_metrics.model.by_hand import HandVersion
from mls_metrics.warehouse.build import is_built
from mls_metrics.workspace import Workspace, by_hand
from mls_metrics.workspace.keeping import now

RIGHTS = [
    {"decision": "Retire", "role": "Head", "letter": "A", "party": "internal", "strategic": True},
    {"decision": "Retire", "role": "Analyst", "letter": "R"},
]
FILE = "decision,role,letter\nRetire,Head,A\nRetire,Partner,A\n"


@pytest.fixture
def workspace(tmp_path: Path):
    source = tmp_path / "decision_rights.csv"
    source.write_text(FILE, encoding="utf-8")
    with Workspace.open(tmp_path / "workspace") as opened:
        opened.add([source])
        opened.build(books_alone=True)
        yield opened


def owners(workspace: Workspace) -> dict[str, str]:
    rows = workspace.fact("ownership_faults").rows
    return dict(zip(rows["decision"], rows["fault"], strict=True))


def test_what_is_saved_stands_in_the_place_of_what_was_imported(workspace: Workspace) -> None:
    assert owners(workspace) == {"Retire": "more than one accountable"}
    version = workspace.keep_by_hand(
        "decision_rights", RIGHTS, author=" K B ", base=0, note="one A"
    )
    assert (version.version, version.author, version.rows) == (1, "K B", 2)
    assert owners(workspace) == {"Retire": ""}
    assert [r.file for r in workspace.imports()] == ["decision rights, by hand, version 1.csv"]


def test_every_version_can_stand_again_and_none_is_lost(workspace: Workspace) -> None:
    workspace.keep_by_hand("decision_rights", RIGHTS, author="A", base=0)
    workspace.keep_by_hand("decision_rights", RIGHTS[:1], author="B", base=1)
    assert owners(workspace) == {"Retire": "nobody responsible"}
    workspace.put_back("decision_rights", 1, author="A", base=2)
    assert owners(workspace) == {"Retire": ""}
    workspace.put_back("decision_rights", 0, author="A", base=3)
    assert owners(workspace) == {"Retire": "more than one accountable"}
    workspace.put_back("decision_rights", 2, author="A", base=4)
    assert owners(workspace) == {"Retire": "nobody responsible"}
    known = workspace.hand_versions("decision_rights")
    assert [item.version for item in known] == [1, 2, 3, 4, 5]
    assert [len(workspace.hand_rows("decision_rights", v)) for v in (1, 2, 3, 4, 5)] == [
        2,
        1,
        2,
        2,
        1,
    ]


def test_the_second_of_two_editors_loses_nothing_and_decides(workspace: Workspace) -> None:
    workspace.keep_by_hand("decision_rights", RIGHTS, author="First", base=0)
    with pytest.raises(EditConflictError, match="First saved version 1") as caught:
        workspace.keep_by_hand("decision_rights", RIGHTS[:1], author="Second", base=0)
    assert caught.value.version == 1
    assert owners(workspace) == {"Retire": ""}
    workspace.keep_by_hand("decision_rights", RIGHTS[:1], author="Second", base=1)
    assert len(workspace.hand_rows("decision_rights")) == 1
    assert len(workspace.hand_rows("decision_rights", 1)) == 2


def test_a_table_can_be_emptied_and_filled_again(workspace: Workspace) -> None:
    emptied = workspace.keep_by_hand("decision_rights", [{"decision": None}], author="A", base=0)
    assert (emptied.rows, emptied.sha256) == (0, "")
    assert workspace.fact("ownership_faults").missing
    workspace.keep_by_hand("decision_rights", RIGHTS, author="A", base=1)
    assert owners(workspace) == {"Retire": ""}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"decision": "Retire", "role": ""}], "Row 1 cannot be kept. 'role' is empty."),
        ([RIGHTS[0], {"decision": "x" * 2001, "role": "y", "letter": "A"}], "Row 2"),
        ([{"decision": "Retire", "role": "Head", "letter": "Z"}], "Nothing was saved"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_changes(
    workspace: Workspace, rows: list[dict[str, object]], said: str
) -> None:
    with pytest.raises(ByHandError, match=said):
        workspace.keep_by_hand("decision_rights", rows, author="A", base=0)
    assert owners(workspace) == {"Retire": "more than one accountable"}
    assert workspace.hand_versions("decision_rights") == []


def test_saving_takes_a_name_and_a_table_of_its_own(workspace: Workspace) -> None:
    with pytest.raises(ByHandError, match="not known who saves"):
        workspace.keep_by_hand("decision_rights", RIGHTS, author=" ", base=0)
    for table in ("employees", "../secret"):
        with pytest.raises(ByHandError, match="not kept by hand"):
            workspace.hand_rows(table)
    with pytest.raises(ByHandError, match="no version 7"):
        workspace.put_back("decision_rights", 7, author="A", base=0)


def test_viewers_change_nothing(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as opened:
        opened.keep_by_hand("decision_rights", RIGHTS, author="A", base=0)
        opened.build(books_alone=True)
    with Workspace.open(tmp_path / "w", view_only=True) as viewed:
        with pytest.raises(ViewOnlyError):
            viewed.keep_by_hand("decision_rights", RIGHTS, author="A", base=1)
        with pytest.raises(ViewOnlyError):
            viewed.put_back("decision_rights", 0, author="A", base=1)
        viewed.build(books_alone=True)
        assert owners(viewed) == {"Retire": ""}


def test_a_workspace_of_books_alone_is_dated_by_them(tmp_path: Path) -> None:
    reviews = [{"subject": "Service", "due_on": "2026-06-30", "held_on": "2026-06-12"}]
    with Workspace.open(tmp_path / "w") as opened:
        assert not is_built(opened.store)
        opened.keep_by_hand("reviews", reviews, author="A", base=0)
        assert opened.build(books_alone=True).isoformat() >= "2026-06-12"
        assert not opened.has_more_than_books()


def test_books_leave_the_fingerprint_of_the_data_alone(workspace: Workspace) -> None:
    data, written = workspace.data_sha256(), workspace.books_sha256()
    workspace.keep_by_hand("decision_rights", RIGHTS, author="A", base=0)
    assert workspace.data_sha256() == data
    assert workspace.books_sha256() != written


def test_the_select_of_a_fact_runs_in_plain_duckdb(workspace: Workspace, tmp_path: Path) -> None:
    query, rows = workspace.fact_query("ownership_faults"), workspace.fact("ownership_faults").rows
    workspace.store.close()
    with duckdb.connect(str(tmp_path / "workspace" / "mls_metrics.duckdb"), read_only=True) as raw:
        assert raw.execute(query).df().to_dict() == rows.to_dict()


def test_the_journal_survives_lines_it_cannot_read(tmp_path: Path) -> None:
    assert by_hand.latest(tmp_path, "reviews") == HandVersion(table="reviews", version=0)
    by_hand.add(tmp_path, HandVersion(table="reviews", version=1, author="A", at=now()))
    path = tmp_path / by_hand.FOLDER / "reviews.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{]\n" + json.dumps({"odd": 1}) + "\n")
    assert [item.version for item in by_hand.versions(tmp_path, "reviews")] == [1]


def test_books_and_tables_kept_by_hand_are_canonical() -> None:
    assert books() <= set(kept_by_hand()) <= set(tables())
    assert "employees" not in kept_by_hand()
    assert {fact.page for fact in facts().values()} >= {"governance"}
