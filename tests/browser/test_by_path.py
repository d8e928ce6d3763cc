"""Large files before a real browser: what is too large, named by path, called off, read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.dashboard import PHONE, Visit, served, visited

ROWS = 1_500_000  # enough to be called off in between


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """A home with a folder of exports: one small, one that takes its time."""
    folder = tmp_path / "home" / "exports"
    folder.mkdir(parents=True)
    people = "".join(f"E{number:03},2022-01-01\n" for number in range(50))
    (folder / "employees.csv").write_text(f"employee_id,hire_date\n{people}")
    with (tmp_path / "home" / "large.csv").open("w") as stream:
        stream.write("employee_id,program_id,status,started_on\n")
        for number in range(ROWS):
            stream.write(f"E{number:07},P{number % 9},completed,2023-01-01\n")
    return folder


@pytest.fixture
def address(
    exports: Path, tmp_path: Path, kept_sample: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A dashboard of that home, whose browser limit is 1 MB."""
    monkeypatch.setenv("HOME", str(exports.parent))
    monkeypatch.setenv("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", "1")
    with served(tmp_path / "workspace", kept=kept_sample) as started:
        yield started


def name_path(visit: Visit, typed: str) -> None:
    entry = visit.page.get_by_label("Path of the file or folder")
    if not entry.is_visible():
        visit.page.locator("summary", has_text="From a folder on this computer").click()
    entry.fill(typed)
    entry.press("Enter")
    visit.page.get_by_role("button", name="from there").wait_for()


def test_a_large_file_is_refused_by_the_browser_and_read_by_its_path(
    browser: Browser, address: str, exports: Path
) -> None:
    with visited(browser, address, size=PHONE) as visit:
        page = visit.open("data").page
        page.set_input_files('input[type="file"]', str(exports.parent / "large.csv"))
        page.get_by_text("File must be 1.0MB or smaller.").wait_for(state="attached")
        assert "At most 1 MB a file" in page.inner_text("body")

        name_path(visit, "large.csv")
        page.get_by_role("button", name="Read 1 file from there").click()
        page.get_by_role("button", name="Call it off").click()
        page.get_by_text("Called off; nothing was changed.").wait_for()
        visit.settle()
        assert "large.csv: " not in page.inner_text("body")

        name_path(visit, "exports")
        assert visit.overflow() <= 0
        page.get_by_role("button", name="Read 1 file from there").click()
        page.get_by_text("1 file read.").wait_for()
        visit.settle()
        assert "employees.csv: employees" in page.inner_text("body")
        assert visit.errors == []
        assert visit.strangers == []
