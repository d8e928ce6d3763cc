"""A workshop as it happens: twelve phones, thirty changes, a killed browser, a link back."""

import re

from playwright.sync_api import Browser

from mls_metrics.model.policy import DIMENSIONS
from tests.browser.dashboard import PHONE, Visit, visited

VOTERS, CHANGES = 12, 30
ON_DESK = re.compile(r"On the desk: .*?\(([a-z0-9-]+)")


def on_desk(visit: Visit) -> str:
    """The id of what is on the desk: it changes with any part of the scenario."""
    found = ON_DESK.search(visit.page.inner_text("body"))
    assert found, "the page does not say what is on the desk"
    return found.group(1)


def vote(browser: Browser, address: str, code: str, favorite: int) -> None:
    """Give a hundred points from a phone of one's own."""
    with visited(browser, address, size=PHONE) as phone:
        phone.open(f"join?room={code}")
        phone.page.wait_for_selector("text=Your hundred points")
        phone.settle()
        fields = phone.page.get_by_role("spinbutton")
        assert fields.count() == len(DIMENSIONS)
        for number in range(len(DIMENSIONS)):
            field = fields.nth(number)
            field.fill("60" if number == favorite else "10")
            field.press("Tab")
        phone.page.get_by_role("button", name="Send my points").click()
        phone.page.wait_for_selector("text=Your points are in")
        assert phone.overflow() <= 0
        assert phone.errors == []


def test_twelve_voices_come_in_from_phones(browser: Browser, address: str) -> None:
    with visited(browser, address) as desk:
        desk.open("workshop?step=Weights")
        desk.page.get_by_role("button", name="Open a room for voices").click()
        desk.page.wait_for_selector("text=with the code")
        code = re.search(r"with the code ([A-Z0-9]{5})", desk.page.inner_text("body"))
        assert code
        for number in range(VOTERS):
            vote(browser, address, code.group(1), number % 5)
        desk.page.get_by_role("button", name="Look again").click()
        desk.page.wait_for_selector(f"text={VOTERS} voices so far")
        desk.page.get_by_role("radio", name="Result").click()
        desk.page.wait_for_selector(f"text={VOTERS} voices:")
        desk.settle()
        assert "decisions are the same" in desk.page.inner_text("body")


def test_thirty_changes_are_undone_to_where_it_began_and_a_killed_browser_loses_none(
    browser: Browser, fresh_address: str
) -> None:
    with visited(browser, fresh_address) as visit:
        visit.open("scenarios")
        began = on_desk(visit)
        for number in range(1, CHANGES + 1):
            field = visit.page.get_by_label(re.compile("^Cap")).first
            field.fill(str(900_000 + 1_000 * number))
            field.press("Tab")
            visit.page.get_by_role("button", name="Apply").click()
            visit.page.wait_for_selector(f"text=step {number + 1} of {number + 1}.")
            visit.idle()
        changed = on_desk(visit)
        assert changed != began
    with visited(browser, fresh_address) as again:
        again.open("scenarios")
        assert on_desk(again) == changed
        for number in range(CHANGES, 0, -1):
            again.page.get_by_role("button", name=re.compile("^Undo")).click()
            again.page.wait_for_selector(f"text=step {number} of {CHANGES + 1}.")
            again.idle()
        assert on_desk(again) == began
        again.page.get_by_role("button", name=re.compile("^Redo")).click()
        again.page.wait_for_selector(f"text=step 2 of {CHANGES + 1}.")
        again.idle()
        again.page.get_by_label("Name", exact=True).fill("Autumn cap")
        again.page.get_by_label("Reason, in one line").fill("What finance will give")
        again.page.get_by_role("button", name="Save", exact=True).click()
        again.page.wait_for_selector("text=Saved as autumn-cap")
        again.settle()
        link, said = again.page.url, again.page.inner_text("h1")
        saved = on_desk(again)
    assert "s=autumn-cap" in link
    with visited(browser, fresh_address, size=PHONE) as other:
        other.page.goto(link)
        other.settle()
        assert (other.page.inner_text("h1"), on_desk(other)) == (said, saved)
