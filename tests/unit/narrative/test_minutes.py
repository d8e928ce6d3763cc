"""Minutes begin with what learning is for, as does whatever leaves the house."""

from datetime import date

import pytest

from mls_metrics.model.agreement import DECIDED, PARKED, Agreement
from mls_metrics.model.fact import FactTable
from mls_metrics.narrative.strategy_basis import vision_of
from mls_metrics.narrative.workshop import minutes

STAMP = {"at": "2026-11-02T10:00:00+00:00", "data_sha256": "d", "state_sha256": "s"}
ENTRIES = (
    Agreement(kind=PARKED, decision="Who owns the data?", scenario="", **STAMP),
    Agreement(kind=DECIDED, decision="Scale Sales essentials", scenario="", **STAMP),
)
ROW = {
    "question": "strategy",
    "text": "Learning that sells\nand keeps people",
    "version": 2,
    "author": "LM",
    "changed_on": date(2026, 9, 1),
}


@pytest.mark.ledger("7")
def test_minutes_begin_with_the_vision() -> None:
    vision = vision_of((FactTable(id="vision_now", rows=(ROW,)),))
    text = minutes(
        ENTRIES, vision=vision, data_line="Your data", voices="", weights="20 each.", link=""
    )
    first, _, title = text.splitlines()[:3]
    assert first == vision
    assert all(part in first for part in ("Learning that sells and keeps people", "2", "LM"))
    assert title.startswith("# ")
    assert text.index("Scale Sales essentials") < text.index("Who owns the data?")


@pytest.mark.ledger("7")
def test_without_a_vision_the_line_says_so() -> None:
    lacking = FactTable(id="vision_now", rows=(), missing=(("vision.question",),))
    assert vision_of(()) == vision_of((lacking,))
    assert "vision" in vision_of(()).lower()
