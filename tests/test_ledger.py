"""The ledger of the customer's paper: every row is held up by a test, and the page says which."""

from pathlib import Path

import pytest

from tests.ledger.collect import ROOT, Row, by_row, expanded, rows
from tests.ledger.coverage import (
    REMOVED,
    grouped,
    line,
    passes,
    results_of,
    table,
    without_passes,
    written,
)
from tests.ledger.removal import (
    Removed,
    chosen,
    facts_in,
    features,
    markdown,
    removable,
    replaced,
    runnable,
    take_out,
)

PAGE = ROOT / "docs" / "coverage.md"
PAPER = """
    1 2 3 4 5 6 7 8 9 10a 10b 10c 11 12 13 14 15a 15b 15c 15d 15e 16 17 18 19 20 21 22 23 24 25 26
    27 28 29a 29b 29c 29d 29_all 30 31 32 33 34a 34b 34c 35 36 37 38 39a 39b 39c 39d 40 41 42 43 44a
    44b 44c 45 46 47 48a 48b 48c 48d 48e 48_all 49 50 51a 51b 51c 51d 52 53 54 55 56 57 58 59 60
"""
# Rows that no test holds up yet. The list only gets shorter: a row that a test names leaves it.
OPEN = ""


def ids(text: str) -> list[str]:
    """Rows of a text list; a name of two words is written with a line below."""
    return [word.replace("_", " ") for word in text.split()]


def test_every_row_of_the_paper_is_in_the_ledger() -> None:
    assert list(rows()) == ids(PAPER)
    for row in rows().values():
        assert row.ask
        assert len(row.ask) <= 110
        assert row.page
        assert row.status in {"here", "later"}


def test_every_row_is_held_up_by_a_test() -> None:
    named = set(by_row())
    open_rows = ids(OPEN)
    missing = [row.id for row in rows().values() if row.status == "here" and row.id not in named]
    assert missing == [id_ for id_ in rows() if id_ in open_rows], "shorten OPEN, never lengthen it"


def test_no_test_names_a_row_that_is_none() -> None:
    assert {id_: tests for id_, tests in by_row().items() if id_ not in rows()} == {}


def test_the_page_names_every_row_and_its_tests() -> None:
    again = "python -m tests.ledger.coverage docs/coverage.md"
    assert without_passes(PAGE.read_text(encoding="utf-8")) == without_passes(table()), again


@pytest.mark.parametrize("id_", [id_ for id_, row in rows().items() if row.remove])
def test_what_is_taken_out_for_a_row_is_there(id_: str) -> None:
    for feature in rows()[id_].remove:
        place, _, change = feature.partition(":")
        text = (ROOT / place).read_text(encoding="utf-8")
        if change:
            name, _, answer = change.partition("=")
            assert replaced(text, name.strip(), answer.strip()) != text


def test_marks_are_read_as_rows() -> None:
    assert expanded("3-4") == ["3", "4"]
    assert expanded("53\u201355") == ["53", "54", "55"]
    assert expanded("29a") == ["29a"]
    assert expanded("48") == ["48 all"]


def test_a_file_is_read_for_its_marks(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    mark = "@pytest.mark.led" + "ger"  # in one word it would be a mark of this file's reader
    text = f"""
        import pytest
        {mark}("3-4", "9")
        def test_one(): pass
        def test_two(): pass
        class TestThings:
            {mark}("9")
            def test_three(self): pass
    """
    lines = [row[8:] for row in text.splitlines()]
    (tmp_path / "tests" / "test_x.py").write_text("\n".join(lines), encoding="utf-8")
    one, three = "tests/test_x.py::test_one", "tests/test_x.py::TestThings::test_three"
    assert by_row(tmp_path) == {"3": [one], "4": [one], "9": [one, three]}
    (tmp_path / "tests" / "test_y.py").write_text(
        f"import pytest\npytestmark = [{mark[1:]}('7')]\ndef test_all(): pass\n", encoding="utf-8"
    )
    assert by_row(tmp_path)["7"] == ["tests/test_y.py::test_all"]


def test_results_are_read_from_a_run(tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    file.write_text(
        "<testsuites><testsuite>"
        '<testcase classname="tests.sql.test_a" name="test_b[1]"/>'
        '<testcase classname="tests.sql.test_a" name="test_b[2]"><failure/></testcase>'
        '<testcase classname="tests.sql.test_a" name="test_c"/>'
        '<testcase classname="tests.sql.test_a" name="test_d"><skipped/></testcase>'
        '<testcase classname="tests.sql.test_a.TestE" name="test_f"/>'
        "</testsuite></testsuites>",
        encoding="utf-8",
    )
    found = results_of(file)
    assert found == {
        "tests/sql/test_a.py::test_b": False,
        "tests/sql/test_a.py::test_c": True,
        "tests/sql/test_a.py::TestE::test_f": True,
    }
    b, c, d = (f"tests/sql/test_a.py::test_{name}" for name in "bcd")
    assert passes([b, c], found) == "no"
    assert passes([c], found) == "yes"
    assert passes([c, d], found) == "1 of 2 run"
    assert passes([], found) == passes([c], None) == "–"


def test_a_line_says_page_tests_and_result(tmp_path: Path) -> None:
    row = Row(id="9", ask="Warn", page="Service", status="here")
    tests = ["tests/sql/test_a.py::test_one_thing", "tests/sql/test_a.py::test_other"]
    assert grouped(tests) == "`tests/sql/test_a.py`: one thing, other"
    assert line(row, tests, "yes").endswith("| `tests/sql/test_a.py`: one thing, other | yes |")
    assert line(row, [], "–") == "| 9 | Warn | Service | none yet | – |"
    page = tmp_path / "coverage.md"
    written(page, first="# First\n", removed="\nsecond\n")
    written(page, first="# Other\n")
    assert page.read_text(encoding="utf-8") == f"# Other\n{REMOVED}\nsecond\n"


def test_features_are_taken_out_and_rows_drawn_by_a_seed(tmp_path: Path) -> None:
    (tmp_path / "x.sql").write_text("select 1 as n", encoding="utf-8")
    take_out(tmp_path, "x.sql")
    assert "where 1 = 0" in (tmp_path / "x.sql").read_text(encoding="utf-8")
    source = 'def f(a):\n    """Doc."""\n    if a:\n        return 1\n    return 2\n\nX = 1\n'
    assert replaced(source, "f", "None") == "def f(a):\n    return None\n\nX = 1\n"
    with pytest.raises(KeyError):
        replaced(source, "g", "None")
    assert chosen(7, 10) == chosen(7, 10)
    assert len(chosen(7, 10)) == 10
    assert chosen(7, 10) != chosen(8, 10)
    dear = ["tests/whole/test_a.py::test_b", "tests/browser/test_c.py::test_d"]
    assert runnable([*dear, "tests/sql/test_e.py::test_f"]) == [
        "tests/sql/test_e.py::test_f",
        dear[0],
    ]
    said = markdown([Removed(row="9", feature="x.sql", tests=1, noticed="yes")], seed=7)
    assert "--seed 7 --rows 1" in said
    assert "| 9 | x.sql | 1 | yes |" in said


def test_a_fact_that_a_test_names_is_what_is_taken_out_for_its_row() -> None:
    file = "tests/sql/test_facts_of_method.py"
    direct = f"{file}::test_reasons_of_few_stand_together_with_what_would_reveal_them"
    through = f"{file}::test_another_link_moves_an_objective_to_the_other_side"
    assert facts_in(direct) == ["reasons_for_leaving"]
    assert facts_in(through) == ["aligned_progress"]
    place = "mls_metrics/warehouse/facts/method/aligned_progress.sql"
    assert features(rows()["12"], [through]) == (place,)
    assert removable()["12"][0] == place
