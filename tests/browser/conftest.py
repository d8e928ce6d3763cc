"""One server and one browser for all browser tests; a fresh server where a test asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.dashboard import launched, served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard on the sample company, shared by the tests that change nothing."""
    with served(tmp_path_factory.mktemp("shared") / "workspace") as started:
        yield started


@pytest.fixture
def fresh_address(tmp_path: Path) -> Iterator[str]:
    """A dashboard process that nobody has visited yet."""
    with served(tmp_path / "workspace") as started:
        yield started
