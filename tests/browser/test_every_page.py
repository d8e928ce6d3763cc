"""Every page, wide and narrow, light and dark: drawn, whole, in its bounds, and readable by all."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.dashboard import NAMES, PHONE, WIDE, Visit, visited

SIZES = {"wide": WIDE, "phone": PHONE}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# Streamlit's own upload box carries a presentation role and a label: a best practice missed in
# its markup, which no option changes; WCAG holds.
NOT_OURS = {"presentation-role-conflict": 'data-testid="stFileUploaderDropzone"'}


# A page's further views, in turn light and dark.
VIEWS = (
    *(f"strategy?view={view}" for view in ("Pressures", "In%20time", "Foundations")),
    *(f"strategy?view={view}" for view in ("Advantage", "Vision")),
    *(f"future?view={view}" for view in ("Demand", "Building", "Growth", "Speed")),
    *(f"future?view={view}" for view in ("Teams%20and%20trials", "What%20changed")),
    "governance?part=Service",
    "method?part=Claims",
    "method?part=Coverage",
)


@pytest.mark.parametrize(("place", "name"), list(enumerate(VIEWS)), ids=VIEWS)
def test_view_is_whole(browser: Browser, address: str, place: int, name: str) -> None:
    with visited(browser, address, size=WIDE, dark=bool(place % 2)) as visit:
        visit.open(name)
        assert visit.texts('[data-testid="stException"]') == []
        holds_at(visit, WIDE)
        holds_at(visit, PHONE)
        assert visit.errors == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_page_is_whole(browser: Browser, address: str, name: str, dark: bool) -> None:
    """In the light it opens on a phone that is turned into a screen, in the dark the other way."""
    first, then = (WIDE, PHONE) if dark else (PHONE, WIDE)
    with visited(browser, address, size=first, dark=dark) as visit:
        visit.open(name)
        assert visit.texts('[data-testid="stException"]') == []
        assert visit.texts('[role="dialog"]') == []
        assert [len(visit.texts("h1")), visit.texts("h1")[0].strip() != ""] == [1, True]
        assert "made-up company" in visit.page.inner_text("body")
        assert "policy" in visit.texts('[data-testid="stCaptionContainer"]')[-1]
        holds_at(visit, first)
        holds_at(visit, then)
        assert visit.errors == []
        assert visit.strangers == []


def holds_at(visit: Visit, size: tuple[int, int]) -> None:
    """In its bounds and readable by all in a window of that size."""
    if visit.page.viewport_size != {"width": size[0], "height": size[1]}:
        visit.page.set_viewport_size({"width": size[0], "height": size[1]})
        visit.settle()
    assert visit.overflow() <= 0, size
    assert violations(visit.page) == [], size


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_primary_button_can_be_read(browser: Browser, address: str, dark: bool) -> None:
    """Counted here: axe passes over white on light blue as long as the button is out of sight."""
    with visited(browser, address, dark=dark) as visit:
        visit.open("scenarios")
        button = visit.page.get_by_role("button", name="Apply", exact=True)
        words, ground = button.evaluate(
            "button => [getComputedStyle(button.querySelector('p')).color,"
            " getComputedStyle(button).backgroundColor]"
        )
        assert contrast(words, ground) >= 4.5


def contrast(one: str, other: str) -> float:
    """Contrast of two CSS colors by WCAG 2.2, 1 to 21."""

    def luminance(color: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("size", SIZES)
def test_a_program_opens_with_its_reasons(browser: Browser, address: str, size: str) -> None:
    with visited(browser, address, size=SIZES[size]) as visit:
        visit.open("programs")
        visit.page.get_by_role("button", name="Why").first.click()
        visit.page.wait_for_selector("text=What would change our mind")
        visit.settle()
        assert "program=" in visit.page.url
        assert visit.texts('[data-testid="stException"]') == []
        assert visit.overflow() <= 0
        assert violations(visit.page) == []


def violations(page: Page) -> list[str]:
    """What axe-core objects to: rule, help, and where."""
    found = []
    for rule in Axe().run(page, options=RULES).response["violations"]:
        mark = NOT_OURS.get(rule["id"])
        nodes = [
            node["html"][:300] for node in rule["nodes"] if not mark or mark not in node["html"]
        ]
        if nodes:
            found.append(f"{rule['id']}: {rule['help']}: {json.dumps(nodes[:4])}")
    return found
