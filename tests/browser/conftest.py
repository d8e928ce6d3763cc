"""One server and one browser for all browser tests; a fresh server where a test asks for it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from mls_metrics.assess import assess
from mls_metrics.workspace import open_sample
from tests.browser.dashboard import ROOT, launched, served

WAIT = 600


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture(scope="session")
def kept_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company as an earlier start left it, worked out once for all workers."""
    place = tmp_path_factory.getbasetemp().parent / "kept_sample"
    try:
        place.mkdir()
    except FileExistsError:
        end = time.monotonic() + WAIT
        while not (place / "done").exists():
            assert time.monotonic() < end, "the other worker never finished"
            time.sleep(0.5)
        return place / "sample"
    with open_sample(sorted((ROOT / "data").glob("*.csv")), place / "sample") as workspace:
        workspace.keep_answer(assess(workspace))
    (place / "done").touch()
    return place / "sample"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, kept_sample: Path) -> Iterator[str]:
    """A dashboard on the sample company, shared by the tests that change nothing."""
    with served(tmp_path_factory.mktemp("shared") / "workspace", kept=kept_sample) as started:
        yield started


@pytest.fixture
def fresh_address(tmp_path: Path, kept_sample: Path) -> Iterator[str]:
    """A dashboard process that nobody has visited yet, started before on this machine."""
    with served(tmp_path / "workspace", kept=kept_sample) as started:
        yield started


@pytest.fixture
def first_address(tmp_path: Path) -> Iterator[str]:
    """A dashboard process on a machine where it never ran."""
    with served(tmp_path / "workspace") as started:
        yield started
