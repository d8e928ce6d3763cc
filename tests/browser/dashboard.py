"""The dashboard as its users meet it: a server of its own, and a real browser before it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from pages.components.places import PLACES
from run import find_browser, no_browser_sentence

ROOT = Path(__file__).resolve().parents[2]
NAMES = tuple(place.name for place in PLACES)
WIDE, PHONE = (1280, 900), (360, 740)
PATIENCE_MS = 420_000  # the first visit works out the sample company, beside another server
QUICK_MS = 60_000
SAID = 'h1, [data-testid="stException"], [data-testid="stAlert"]'
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(workspace: Path, *, editable: bool = True, kept: Path | None = None) -> Iterator[str]:
    """A fresh dashboard process by its address; `kept`: the sample as an earlier start left it."""
    if kept is not None:
        shutil.copytree(kept, workspace / "sample")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MLS_METRICS_")}
    settings = {**kept, "PYTHONUTF8": "1", "MLS_METRICS_WORKSPACE": str(workspace)}
    if editable:
        settings["MLS_METRICS_MODE"] = "edit"
    log = workspace.parent / f"server-{port}.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=sink, stderr=sink)
        try:
            wait_until_healthy(f"http://localhost:{port}", process, log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers; show its log where it never does."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


@contextmanager
def launched() -> Iterator[Browser]:
    """The system's browser, without a window."""
    path = find_browser()
    assert path is not None, no_browser_sentence()
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--force-prefers-reduced-motion"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One page, opened and settled, with everything that went wrong on the way."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, name: str) -> "Visit":
        """Go to that page, the first one at the bare address, and wait until it is drawn."""
        self.page.goto(f"{self.address}/{'' if name == NAMES[0] else name}")
        return self.settle()

    def settle(self) -> "Visit":
        """Wait until the script has ended and the charts are drawn."""
        self.page.wait_for_selector(SAID, timeout=PATIENCE_MS)
        self.idle()
        self.page.wait_for_load_state("networkidle", timeout=QUICK_MS)
        self.page.wait_for_timeout(300)
        return self

    def idle(self) -> None:
        """Wait until the script has ended: until then a form may still be the one before."""
        self.page.wait_for_selector(IDLE, timeout=PATIENCE_MS)

    def texts(self, selector: str) -> list[str]:
        """What the elements say."""
        return [item.inner_text() for item in self.page.query_selector_all(selector)]

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        script = """() => Math.max(
            ...[document.documentElement, document.querySelector('[data-testid="stMain"]')]
                .map(part => part.scrollWidth - part.clientWidth))"""
        return int(self.page.evaluate(script))


@contextmanager
def visited(
    browser: Browser, address: str, *, size: tuple[int, int] = WIDE, dark: bool = False
) -> Iterator[Visit]:
    """A browser window of that size and scheme, with nothing in it yet."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    visit = Visit(page=context.new_page(), address=address)
    visit.page.set_default_timeout(QUICK_MS)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("request", lambda request: note_stranger(visit, request.url))
    yield visit
    context.close()


def note_stranger(visit: Visit, url: str) -> None:
    """Remember a request that leaves this machine."""
    here = (visit.address, visit.address.replace("http:", "ws:"), "data:", "blob:")
    if not url.startswith(here):
        visit.strangers.append(url)
