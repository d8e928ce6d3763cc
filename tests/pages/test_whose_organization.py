"""Whose organization is shown: one's own as soon as anything of it is there."""

from pathlib import Path

import pytest

from mls_metrics.workspace import Workspace
from pages.components import organization, session
from pages.components.organization import organized
from pages.components.shelf import Shelf

REVIEW = {"subject": "Service", "due_on": "2026-03-31", "held_on": "2026-03-12"}
FILE = "employee_id,program_id,status,completed_on\n" + "".join(
    f"E{n},P1,completed,2026-05-01\n" for n in range(9)
)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """An installation that may be edited, without the sample."""
    monkeypatch.setenv("MLS_METRICS_MODE", "edit")
    monkeypatch.setenv("MLS_METRICS_SAMPLE", "off")
    workspace = Workspace.open(tmp_path / "w")
    kept = Shelf()
    monkeypatch.setattr(session, "shelf", lambda: kept)
    monkeypatch.setattr(session, "own_workspace", lambda **_: workspace)
    yield workspace
    workspace.close()


def test_nothing_is_shown_of_nothing(own: Workspace) -> None:
    assert session.current() is None
    assert organized() is None


def test_books_alone_show_the_organization_and_no_verdict(own: Workspace) -> None:
    own.keep_by_hand("reviews", [REVIEW], author="KB", base=0)
    session.shelf().version += 1
    assert session.current() is None
    found = organized()
    assert found is not None
    assert (found.shown, found.is_sample, found.may_edit) == (None, False, True)
    assert found.rows("last_review")["subject"].to_list() == ["Service"]
    assert found.as_of.isoformat() >= "2026-03-12"


def test_a_change_of_the_books_refreshes_the_answer_without_a_new_assessment(
    own: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "enrollments.csv"
    path.write_text(FILE)
    own.add([path])
    session.shelf().version += 1
    first = session.current()
    assert first is not None
    monkeypatch.setattr(session, "work_out", lambda *_: pytest.fail("assessed anew"))
    own.keep_by_hand("reviews", [REVIEW], author="KB", base=0)
    session.shelf().version += 1
    second = session.current()
    assert second is not None
    assert second.key == first.key, "scenarios and decisions stay those of these data"
    before, after = (s.assessment.provenance.books_sha256 for s in (first, second))
    assert before != after
    told = {table.id: table.rows for table in second.assessment.organization}
    assert told["last_review"][0]["subject"] == "Service"
    found = organization.organized()
    assert found is not None
    assert found.shown is second or found.shown == second
