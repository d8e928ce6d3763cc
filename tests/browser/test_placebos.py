"""People who never took a program, drawn on the Method page at the press of a button."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.dashboard import PATIENCE_MS, PHONE, WIDE, visited
from tests.browser.test_every_page import violations

DRAWING_MS = 420_000


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_claims_are_counted_beside_what_chance_makes(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    with visited(browser, address, size=size) as visit:
        visit.page.goto(f"{address}/method?part=Placebos")
        visit.settle()
        button = visit.page.get_by_role("button", name="times for each program")
        drawn = visit.page.get_by_text("Chance alone makes about")
        # the second size finds what the first has drawn; either takes its time to appear
        button.or_(drawn).first.wait_for(timeout=PATIENCE_MS)
        if not drawn.count():
            button.click()
        drawn.first.wait_for(timeout=DRAWING_MS)
        visit.settle()
        assert visit.texts('[data-testid="stException"]') == []
        assert visit.overflow() <= 0
        assert violations(visit.page) == []
        if os.environ.get("MLS_SHOTS"):
            visit.page.set_viewport_size({"width": size[0], "height": 4000})
            visit.page.screenshot(
                path=Path(os.environ["MLS_SHOTS"]) / f"placebos-{size[0]}.png", full_page=True
            )
