"""The closed lists of docs/formats.md are those of the code."""

import re
from pathlib import Path

import pytest

from mls_metrics.catalog.load import tables
from mls_metrics.intake import normalise
from mls_metrics.intake.layouts import shipped, systems
from mls_metrics.intake.sniff import DELIMITERS
from mls_metrics.model.source import How
from mls_metrics.warehouse import readings

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = (DOCS / "formats.md").read_text("utf-8")
LAYOUTS = (DOCS / "layouts.md").read_text("utf-8")
REASONS = {
    *filter(None, readings.REASONS.values()),
    readings.EMPTY,
    readings.NO_FACT,
    readings.OUT_OF_RANGE,
    readings.NO_ORIGIN,
    readings.NO_DAYS,
    normalise.TOTAL,
    normalise.TOO_LONG,
    normalise.TOO_SHORT,
    normalise.REPEATED,
}


def test_reasons() -> None:
    after = PAGE.split("| reason |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `([^`]+)` \|", after, re.MULTILINE)) == REASONS


@pytest.mark.parametrize("name", [*How, *tables()["enrollments"].column("status").values])
def test_named(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("system", systems())
def test_every_system_is_named(system: str) -> None:
    assert f"`{system}`" in PAGE + LAYOUTS


def test_the_page_of_layouts_is_current() -> None:
    listed = set(re.findall(r"^\| `(\w+)` \|", LAYOUTS, re.MULTILINE))
    assert listed == {layout.id for layout in shipped()}


def test_delimiters() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("| `delimiter`"))
    assert [sign for sign in DELIMITERS if sign.strip() and sign not in line] == []
