"""The form of a table kept by hand: save, see both sides of a conflict, bring back, begin."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mls_metrics.workspace import Workspace
from pages.components import session
from tests.pages.made_organization import (
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
    said,
    workspace_of,
)

PAGE, TABLE = "pages/run/governance.py", "decision_rights"
RIGHTS = {TABLE: "decision,role,letter\nRetire,Head,A\nRetire,Partner,A"}
OTHER = [{"decision": "Retire", "role": "Head", "letter": "A"}]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_of(RIGHTS, tmp_path / "files")


def press(app: AppTest, key: str) -> AppTest:
    """Press the button whose key begins so."""
    next(b for b in app.button if b.key and b.key.startswith(key)).click().run()
    assert not app.exception, app.exception
    return app


def named(app: AppTest, name: str) -> AppTest:
    """Say who saves."""
    app.text_input(key=f"hand_author_{TABLE}").set_value(name).run()
    return app


def open_form(opener: Opener, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("MLS_METRICS_MODE", "edit")
    return opener(PAGE, organized_of(workspace, may_edit=True))


def test_saving_takes_a_name_and_makes_a_version(
    open_organized: Opener,  # noqa: F811
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_form(open_organized, workspace, monkeypatch)
    assert "As it was imported: 2 rows." in said(app)
    press(app, f"hand_save_{TABLE}")
    assert workspace.hand_versions(TABLE) == []
    press(named(app, "KB"), f"hand_save_{TABLE}")
    versions = workspace.hand_versions(TABLE)
    assert [(v.version, v.author, v.rows) for v in versions] == [(1, "KB", 2)]
    assert "Version 1, saved by KB" in said(app)


def test_the_second_sees_the_change_of_the_first_and_decides(
    open_organized: Opener,  # noqa: F811
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_form(open_organized, workspace, monkeypatch)
    workspace.keep_by_hand(TABLE, OTHER, author="First", base=0)
    named(app, "Second")
    assert [w.value for w in app.warning if "First saved version 1" in w.value]
    press(app, f"hand_save_{TABLE}")
    assert [v.author for v in workspace.hand_versions(TABLE)] == ["First", "Second"]
    assert len(workspace.hand_rows(TABLE, 1)) == 1
    assert len(workspace.hand_rows(TABLE)) == 2


def test_theirs_can_be_kept(
    open_organized: Opener,  # noqa: F811
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = open_form(open_organized, workspace, monkeypatch)
    workspace.keep_by_hand(TABLE, OTHER, author="First", base=0)
    press(named(app, "Second"), f"hand_theirs_{TABLE}")
    assert [v.author for v in workspace.hand_versions(TABLE)] == ["First"]
    assert not [w for w in app.warning if "First saved" in w.value]


def test_an_earlier_version_is_brought_back(
    open_organized: Opener,  # noqa: F811
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace.keep_by_hand(TABLE, OTHER, author="First", base=0)
    app = named(open_form(open_organized, workspace, monkeypatch), "KB")
    press(app, f"hand_save_{TABLE}")
    app.selectbox(key=f"hand_back_{TABLE}_2").set_value(0).run()
    press(app, f"hand_again_{TABLE}")
    last = workspace.hand_versions(TABLE)[-1]
    assert (last.version, last.as_imported) == (3, True)
    assert len(workspace.hand_rows(TABLE)) == 2


def test_viewers_see_who_saved_and_change_nothing(
    open_organized: Opener,  # noqa: F811
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MLS_METRICS_MODE", raising=False)
    workspace.keep_by_hand(TABLE, OTHER, author="First", base=0)
    app = open_organized(PAGE, organized_of(workspace))
    assert "Version 1, saved by First" in said(app)
    assert not [b for b in app.button if b.key and b.key.startswith("hand_save")]


def test_on_the_sample_ones_own_table_begins_empty(
    open_organized: Opener,  # noqa: F811
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("MLS_METRICS_MODE", "edit")
    monkeypatch.setenv("MLS_METRICS_WORKSPACE", str(tmp_path / "own"))
    org = replace(organized_of(workspace), is_sample=True)
    app = open_organized(PAGE, org)
    assert "Your own table begins empty" in said(app)
    app.text_input(key=f"hand_author_{TABLE}").set_value("KB")
    for name, value in (("decision", "Retire"), ("role", "Head")):
        app.text_input(key=f"first_{TABLE}_{name}").set_value(value)
    app.selectbox(key=f"first_{TABLE}_letter").set_value("A")
    next(b for b in app.button if b.label == "Begin with this row").click().run()
    assert not app.exception, app.exception
    own = session.own_workspace()
    assert own is not None
    assert own.hand_rows(TABLE)["decision"].to_list() == ["Retire"]
    assert len(workspace.hand_rows(TABLE)) == 2
    own.close()
