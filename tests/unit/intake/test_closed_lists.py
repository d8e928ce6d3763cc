"""The closed lists of docs/formats.md are those of the code."""

import re
from pathlib import Path

import pytest

from mls_metrics.catalog.load import tables
from mls_metrics.intake import normalise
from mls_metrics.intake.layouts import systems
from mls_metrics.intake.sniff import DELIMITERS
from mls_metrics.model.source import How
from mls_metrics.warehouse import readings

PAGE = Path(__file__).resolve().parents[3].joinpath("docs", "formats.md").read_text("utf-8")
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


@pytest.mark.parametrize(
    "name", [*systems(), *How, *tables()["enrollments"].column("status").values]
)
def test_named(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_delimiters() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("| `delimiter`"))
    assert [sign for sign in DELIMITERS if sign.strip() and sign not in line] == []
