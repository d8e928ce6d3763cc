import pandas as pd
import pytest

from pages.components.downloads import csv_bytes, harmless
from pages.components.escape import markup, plain
from pages.components.tables import readable
from tests.pages.made_assessment import HOSTILE


def unescaped(text: str) -> str:
    """What a Markdown reader shows: the backslashes gone."""
    return text.replace("\\", "")


@pytest.mark.parametrize("character", list("\\`*_{}[]()#+-.!|~$:<>&=^\"'"))
def test_every_markdown_sign_gets_a_backslash(character: str) -> None:
    assert plain(f"a{character}b") == f"a\\{character}b"


def test_lines_become_one() -> None:
    assert plain("a\n\n# b\t c") == "a \\# b c"


@pytest.mark.parametrize(
    "text",
    [
        "see http://evil.test/x",
        "www.evil.test",
        "a@evil.test",
        "FTP://x",
        ":smile: :material/home:",
    ],
)
def test_automatic_links_and_icons_are_broken(text: str) -> None:
    shown = unescaped(plain(text))
    for sign in ("://", "www.", "@e", ":smile:", ":material/"):
        assert sign not in shown.lower()
    assert shown.replace("\u2060", "") == text


def test_hostile_names_hold_no_live_markup() -> None:
    safe = plain(HOSTILE)
    assert "![" not in safe
    assert "](" not in safe
    assert "<script>" not in safe
    assert ":red[" not in safe
    assert "<" not in markup(HOSTILE)


@pytest.mark.parametrize("text", ["=1+1", "+cmd|calc", "-2+3+cmd|calc", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_made_harmless_in_downloads(text: str) -> None:
    assert harmless(text) == f"'{text}"
    frame = pd.DataFrame({"=name": [text, "plain"], "number": [-1.5, 2.0]})
    assert csv_bytes(frame).decode("utf-8-sig").splitlines()[0] == "'=name,number"
    back = csv_bytes(frame).decode("utf-8-sig")
    assert "-1.5" in back
    assert f"'{text.strip()}" in back or f"'{text}" in back


@pytest.mark.parametrize("text", ["-2", "+1.5", "-1,250.00"])
def test_a_number_is_no_formula(text: str) -> None:
    """Rows to correct come back as they left: a negative cost stays a number."""
    assert harmless(text) == text


def test_cells_read_like_numbers() -> None:
    frame = readable(pd.DataFrame({"a": [1234567.0, -0.5, None], "b": [True, "x", 12]}))
    assert frame["a"].tolist() == ["1,234,567", "\u22120.5", "–"]
    assert frame["b"].tolist() == ["yes", "x", "12"]
