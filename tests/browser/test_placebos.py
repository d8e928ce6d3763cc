"""People who never took a program, drawn on the Method page at the press of a button."""

from playwright.sync_api import Browser

from tests.browser.dashboard import PATIENCE_MS, PHONE, WIDE, visited
from tests.browser.test_every_page import holds_at

DRAWING_MS = 420_000


def test_claims_are_counted_beside_what_chance_makes(browser: Browser, address: str) -> None:
    with visited(browser, address, size=WIDE) as visit:
        visit.page.goto(f"{address}/method?part=Placebos")
        visit.settle()
        button = visit.page.get_by_role("button", name="times for each program")
        button.wait_for(timeout=PATIENCE_MS)
        button.click()
        visit.page.get_by_text("Chance alone makes about").first.wait_for(timeout=DRAWING_MS)
        visit.settle()
        assert visit.texts('[data-testid="stException"]') == []
        holds_at(visit, WIDE)
        holds_at(visit, PHONE)
