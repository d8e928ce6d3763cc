"""Organizations made in code for the tests of their pages: a few rows of a few tables."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mls_metrics.catalog.load import load_policy
from mls_metrics.workspace import Workspace
from pages.components import organization, session
from pages.components.organization import Organized

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 10, 31)
# The sample company's tables that are small; the large ones (who did what) are left out.
SMALL = 200_000
TURNS = count()
# Pages about the organization: they need no assessment, so they are tested apart.
ORGANIZED = ("strategy", "future", "change", "governance")


def workspace_of(files: Mapping[str, str], folder: Path, *, as_of: date = AS_OF) -> Workspace:
    """A workspace of these tables (name to CSV text), built."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        lines = [line.strip() for line in text.strip().splitlines()]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return workspace_over(sorted(folder.glob("*.csv")), as_of=as_of)


def workspace_over(paths: list[Path], *, as_of: date = AS_OF) -> Workspace:
    """A workspace of these files, built."""
    workspace = Workspace.open(None)
    workspace.add(paths)
    workspace.build(as_of=as_of, books_alone=True)
    return workspace


def small_sample(folder: Path, *, without: str = "") -> Workspace:
    """The sample company without its large tables, and without one more where asked."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "data").glob("*.csv")):
        if path.stat().st_size < SMALL and path.stem != without:
            shutil.copy(path, folder)
    return workspace_over(sorted(folder.glob("*.csv")))


def organized_of(
    workspace: Workspace, *, shown: session.Shown | None = None, may_edit: bool = False
) -> Organized:
    """What a page renders of a workspace."""
    return Organized(
        workspace=workspace,
        shown=shown,
        is_sample=False,
        may_edit=may_edit,
        as_of=AS_OF,
        policy=load_policy(),
        key=(str(workspace.directory), next(TURNS)),
    )


Opener = Callable[..., AppTest]


@pytest.fixture
def open_organized(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Open a page over an organization made in code."""
    st.config.set_option("client.showErrorDetails", "full")

    def open_page(file: str, org: Organized | None, **address: str) -> AppTest:
        monkeypatch.setattr(session, "current", lambda: org.shown if org else None)
        monkeypatch.setattr(organization, "organized", lambda: org)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        for name, value in address.items():
            app.query_params[name] = value
        app.switch_page(file).run()
        assert not app.exception, app.exception
        return app

    return open_page


def said(app: AppTest) -> str:
    """Everything the page says as Markdown, escapes removed."""
    parts = [
        element.value
        for kind in (app.title, app.header, app.subheader, app.markdown, app.caption)
        for element in kind
    ]
    return "\n".join(parts).replace("\\", "").replace("\u2060", "")
