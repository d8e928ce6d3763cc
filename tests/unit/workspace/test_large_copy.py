"""The fast way and the row loop give the same clean copy and the same evidence."""

import csv
import io
import random
from pathlib import Path
from typing import Any

import pytest

from mls_metrics.intake.bulk import copy_large
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.normalise import Clean, normalise
from mls_metrics.intake.parts import Part, rows_of
from mls_metrics.intake.sniff import Sniffed
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.copying import DuckCopier, copy_source

HEADER = ("employee_id", "hire_date", "score", "job_role", "", "note")
ROLES = {0: "id", 1: "date", 2: "number", 3: "word", 4: "fill", 5: "both"}
PLAIN = [
    "1", "E7", "00124", "2024-01-31", "31/01/2024", "3,5", "1.250,5", "completed", "", "", "x y",
    "Köln", "日本語", "n/a", "1 000", "²34567890123456", "a|b", "Mean", "12 Jan 2024 and some more",
]  # fmt: skip
MESSY = [
    "Total", "total: 7", "Grand  Total", "Total Général", "", " lead", "trail  ",
    "\u00a0nbsp\u2003",
    '="00124"', "'0012", "\x85x\x1c", "ſumme", "\u2028", "employee_id", "-", "\tab",
]  # fmt: skip
QUOTED = ["two\nlines", "cr\r\nlf", 'say "hi"', "a,b;c\td", '"', "\n", 'end"', '"begin', "\r"]


def made(random_: random.Random, *, rows: int, mess: float, quote: bool) -> list[list[str]]:
    """Rows of a table with some mess in it."""
    table = []
    for _ in range(rows):
        pool = MESSY if random_.random() < mess else PLAIN
        if quote and random_.random() < 0.3:
            pool = pool + QUOTED
        row = [random_.choice(pool) for _ in HEADER]
        if random_.random() < mess:
            row = ["", "", "", "", "", ""]
            row[random_.randrange(3)] = random_.choice(MESSY)
        if random_.random() < mess / 4:
            row = list(HEADER)
        if random_.random() < mess / 4:
            row = row[: random_.randrange(1, 6)]
        if random_.random() < mess / 4:
            row = [*row, random_.choice(["", " ", "more"]), ""]
        table.append(row)
    return table


def written(
    random_: random.Random, table: list[list[str]], delimiter: str, *, quote: bool, blank: float
) -> str:
    """The table as a file: one line end, quotes where needed or everywhere, blank lines."""
    end, always = random_.choice(["\n", "\r\n"]), random_.random() < 0.5
    signs = {delimiter, '"', "\r", "\n"}
    lines: list[str] = []
    for row in table:
        cells = row if quote else [without(cell, '",;\t|\n\r') for cell in row]
        if quote:
            cells = [quoted(cell) if always or signs & set(cell) else cell for cell in cells]
        lines.append(delimiter.join(cells) + end)
        if random_.random() < blank:
            lines.append(end)
    text = "".join(lines)
    return text.removesuffix(end) if random_.random() < 0.3 else text


def without(cell: str, signs: str) -> str:
    return cell.translate({ord(sign): "_" for sign in signs})


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def headers_at(rows: int) -> Headers:
    return Headers(row=rows, cells=HEADER)


def both(folder: Path, data: bytes, sniffed: Sniffed, headers: Headers) -> tuple[Any, Any]:
    """What each way gives; None for the fast way where it is refused."""
    source = folder / "table.csv"
    source.write_bytes(data)
    part = Part(sheet=None, path=source, sniffed=sniffed)
    slow = normalise(rows_of(part), headers, folder / "slow.csv", roles=ROLES)
    with slow.path.open(encoding="utf-8", newline="") as stream:
        _, *slow_rows = csv.reader(stream)
    store = Store.open(None)
    try:
        target = folder / "fast.parquet"
        fast = copy_large(source, sniffed, headers, target, roles=ROLES, copier=DuckCopier(store))
        if fast is None:
            return said(slow, slow_rows), None
        rows = store.rows(f"select * from ({copy_source(store, target)}) order by _row")
        return said(slow, slow_rows), said(fast, [[str(cell) for cell in row] for row in rows])
    finally:
        store.close()
        for path in folder.glob("fast*"):
            path.unlink()


def said(clean: Clean, rows: list[list[str]]) -> dict[str, Any]:
    """Everything that a clean copy says, to be compared."""
    names = ("rows", "set_aside", "listed", "dates", "numbers", "words", "filled", "is_wrapped")
    return {name: getattr(clean, name) for name in names} | {"cells": rows}


def sniffed(delimiter: str, codec: str = "utf-8") -> Sniffed:
    return Sniffed(encoding="utf-8", codec=codec, delimiter=delimiter)


@pytest.mark.parametrize("seed", range(60))
def test_both_ways_agree_on_messy_tables(tmp_path: Path, seed: int) -> None:
    random_ = random.Random(seed)
    quote = random_.random() < 0.5
    delimiter = random_.choice([",", ";", "\t", "|"])
    mess = random_.choice([0, 0.1])
    table = made(random_, rows=random_.choice([3, 40, 400]), mess=mess, quote=quote)
    above = [["Report"], ["Run on", "2024-01-05"]] if random_.random() < 0.5 else []
    blank = random_.choice([0, 0, 0.02])
    whole = [*above, list(HEADER), *table]
    text = written(random_, whole, delimiter, quote=quote, blank=blank)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header_row = next(n for n, row in enumerate(records, start=1) if tuple(row) == HEADER)
    codec = random_.choice(["utf-8", "utf-8-sig", "utf-16"])
    data, how = text.encode(codec), sniffed(delimiter, codec)
    slow, fast = both(tmp_path, data, how, headers_at(header_row))
    assert fast is not None
    assert fast == slow


@pytest.mark.parametrize(
    "body",
    [
        'E1,2024-01-01,1,a"b,,x\nE2,2024-01-01,1,b,,y\n',
        'E1,2024-01-01,1,"a"b,,x\nE2,2024-01-01,1,b,,y\n',
        'E1,2024-01-01,1, "a,b",,x\nE2,2024-01-01,1,b,,y\n',
        'E1,2024-01-01,1,"a,,x\nE2,2024-01-01,1,b,,y\n',
        "E1,2024-01-01,1,a\rE2,,x\nE2,2024-01-01,1,b,,y\n",
        "E1,2024-01-01,1,a,,x\r\nE2,2024-01-01,1,b,,y\n",
        "E1,2024-01-01,1,a\x00,,x\nE2,2024-01-01,1,b,,y\n",
        'E1,2024-01-01,1,5" disk,,x\nE2,2024-01-01,1,6" disk,,y\nE3,2024-01-01,1,b,,z\n',
    ],
    ids=["quote inside", "text after quote", "blank before quote", "open quote", "lone return",
         "two line ends", "nul", "two inches"],
)  # fmt: skip
def test_what_readers_may_take_apart_differently_goes_the_slow_way(
    tmp_path: Path, body: str
) -> None:
    text = ",".join(HEADER) + "\n" + body
    slow, fast = both(tmp_path, text.encode(), sniffed(","), headers_at(1))
    assert fast is None
    assert slow["rows"] >= 1


def test_rows_keep_their_numbers_over_many_row_groups(tmp_path: Path) -> None:
    lines = [",".join(HEADER)]
    lines += [f"E{n},2024-01-{n % 28 + 1:02},{n / 8},word{n % 7},,{n}" for n in range(400_000)]
    lines[200_000:200_000] = ["", "Total,,,,,", ",,,,,"]
    data = ("\n".join(lines) + "\n\n\n").encode()
    slow, fast = both(tmp_path, data, sniffed(","), headers_at(1))
    assert fast == slow
    assert fast["cells"][-1][0] == "400004"
