"""A bookmark opened on a server that nobody has visited yet."""

import pytest
from playwright.sync_api import Browser

from pages.components.places import PLACES
from tests.browser.dashboard import visited


@pytest.mark.parametrize("name", ["impact"])
def test_a_bookmark_shows_the_whole_frame_at_once(
    browser: Browser, first_address: str, name: str
) -> None:
    with visited(browser, first_address) as visit:
        notices: list[str] = []
        visit.page.expose_function("note", lambda text: notices.append(text))
        visit.page.add_init_script(WATCH)
        visit.open(name)
        assert notices == []
        assert visit.page.url.endswith(f"/{name}")
        said = visit.page.inner_text("body")
        assert [place.title for place in PLACES if place.in_menu and place.title not in said] == []
        assert "made-up company" in said
        assert "policy" in visit.texts('[data-testid="stCaptionContainer"]')[-1]
        assert visit.texts('[data-testid="stException"]') == []


WATCH = """
new MutationObserver(() => {
    if (document.body && document.body.innerText.includes("Page not found")) {
        window.note("Page not found");
    }
}).observe(document, {childList: true, subtree: true});
"""
