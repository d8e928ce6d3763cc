"""Whether a large text file is regular enough for the fast way, by one look at its bytes.

Regular means: every reader of CSV takes it apart in the same way. Quotes open where a cell begins
and close where it ends, rows end in one way, and nothing is left open. The look also counts the
rows, so that a copy can be checked, and notes which blanks there are to take off.
"""

import csv
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from mls_metrics.intake.sniff import FIELD_LIMIT, Sniffed
from mls_metrics.model.progress import COPY, Tell, tell_nobody

CHUNK, LONGEST_LINE, MOST_BLANK_LINES = 8 << 20, 1 << 20, 64
LF, CR, QUOTE = 10, 13, 34
EVERY_SPACE = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
SPACES = {sign: sign.encode() for sign in EVERY_SPACE if sign not in " \r\n"}
BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class TextScan:
    """What a look at the bytes below the headers found.

    `blank_after` has of each blank line how many rows stand before it, those at the end left out.
    """

    rows: int = 0
    blank_after: list[int] = field(default_factory=list)
    line_end: str = ""
    has_breaks: bool = False
    trims: bool = False
    spaces: set[str] = field(default_factory=set)


class IrregularError(Exception):
    """A file that readers of CSV may take apart in different ways."""


@dataclass(frozen=True, slots=True)
class Below:
    """Where the rows below the headers begin: in lines, and in bytes."""

    lines: int
    offset: int
    is_plain: bool


def scan(path: Path, *, offset: int, delimiter: str, tell: Tell = tell_nobody) -> TextScan:
    """Look at a UTF-8 file from a byte on.

    Raises
    ------
    IrregularError
        The fast way is not safe.
    """
    found = TextScan()
    with path.open("rb") as stream:
        stream.seek(offset)
        ended = True
        while chunk := next_chunk(stream):
            if not ended or b"\x00" in chunk:
                raise IrregularError
            ended = chunk.endswith(b"\n")
            tell(COPY, 0.0)
            note_spaces(chunk, delimiter, found)
            look(chunk, delimiter, found)
    while found.blank_after and found.blank_after[-1] == found.rows:
        found.blank_after.pop()
    if len(found.blank_after) > MOST_BLANK_LINES:
        raise IrregularError
    if found.has_breaks:
        found.spaces |= {"\n", "\r"}
    return found


def next_chunk(stream: BinaryIO) -> bytes:
    """Whole records: up to a line end that stands outside quotes, or the file's end."""
    chunk = stream.read(CHUNK)
    quotes = chunk.count(b'"')
    while chunk:
        line = stream.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE:
            raise IrregularError
        chunk += line
        quotes += line.count(b'"')
        if not line or quotes % 2 == 0:
            break
        if len(chunk) > 2 * CHUNK:
            raise IrregularError
    if quotes % 2:
        raise IrregularError
    return chunk


def note_spaces(chunk: bytes, delimiter: str, found: TextScan) -> None:
    """Note which blanks occur; the delimiter is one only inside quotes."""
    found.trims = found.trims or b" " in chunk
    is_ascii, has_quotes = chunk.isascii(), b'"' in chunk
    for sign, code in SPACES.items():
        may_be = has_quotes if sign == delimiter else len(code) == 1 or not is_ascii
        if may_be and sign not in found.spaces and code in chunk:
            found.spaces.add(sign)


def look(chunk: bytes, delimiter: str, found: TextScan) -> None:
    """Count the rows of whole records and check that they are regular."""
    if b'"' not in chunk:
        look_at_plain(chunk, found)
        return
    data = np.frombuffer(chunk, dtype=np.uint8)
    quotes = np.flatnonzero(data == QUOTE)
    check_quotes(data, quotes, ord(delimiter))
    breaks = np.flatnonzero(data == LF)
    outside = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
    returns = np.flatnonzero(data == CR)
    lone = returns[np.searchsorted(quotes, returns) % 2 == 0]
    found.has_breaks |= len(outside) < len(breaks) or len(lone) < len(returns)
    if len(lone) and (lone[-1] + 1 == len(data) or (data[lone + 1] != LF).any()):
        raise IrregularError
    note_line_ends(found, ends=len(outside), returns=len(lone))
    width = len(found.line_end)
    lengths = np.diff(outside, prepend=-1) - max(width, 1)
    count_rows(found, np.flatnonzero(lengths == 0), len(outside), is_open=data[-1] != LF)


def look_at_plain(chunk: bytes, found: TextScan) -> None:
    """Count the rows of a chunk without quotes."""
    ends, returns = chunk.count(b"\n"), chunk.count(b"\r")
    if returns != (chunk.count(b"\r\n") if returns else 0):
        raise IrregularError
    note_line_ends(found, ends=ends, returns=returns)
    end = found.line_end.encode() or b"\n"
    blank: list[int] = []
    if chunk.startswith(end) or end + end in chunk:
        data = np.frombuffer(chunk, dtype=np.uint8)
        lengths = np.diff(np.flatnonzero(data == LF), prepend=-1) - len(end)
        blank = list(np.flatnonzero(lengths == 0))
    count_rows(found, blank, ends, is_open=not chunk.endswith(b"\n"))


def check_quotes(data: NDArray[np.uint8], quotes: NDArray[np.intp], delimiter: int) -> None:
    """Refuse quotes that open inside a cell or close before its end."""
    opening, closing = quotes[0::2], quotes[1::2]
    before = data[opening[1:] - 1] if opening[0] == 0 else data[opening - 1]
    after = data[closing[:-1] + 1] if closing[-1] + 1 == len(data) else data[closing + 1]
    good = np.zeros(256, dtype=bool)
    good[[delimiter, LF, QUOTE]] = True
    if not good[before].all():
        raise IrregularError
    good[CR] = True
    if not good[after].all():
        raise IrregularError


def note_line_ends(found: TextScan, *, ends: int, returns: int) -> None:
    """Refuse rows that end in different ways."""
    if not ends:
        return
    if returns not in (0, ends):
        raise IrregularError
    end = "\r\n" if returns else "\n"
    if found.line_end not in ("", end):
        raise IrregularError
    found.line_end = end


def count_rows(
    found: TextScan, blank: "list[int] | NDArray[np.intp]", ends: int, *, is_open: bool
) -> None:
    """Count rows and blank lines; `blank` has the places of blank lines among the lines."""
    if len(blank) > CHUNK // 64:
        raise IrregularError
    found.blank_after += [found.rows + int(at) - number for number, at in enumerate(blank)]
    found.rows += ends - len(blank) + is_open


def below(path: Path, sniffed: Sniffed, records: int) -> Below:
    """Where the rows below the first `records` records of a UTF-8 file begin.

    Raises
    ------
    IrregularError
        Its first lines are not regular.
    """
    csv.field_size_limit(FIELD_LIMIT)
    with path.open(encoding=sniffed.codec, newline="") as stream:
        reader = csv.reader(stream, delimiter=sniffed.delimiter)
        for _ in islice(reader, records):
            pass
        lines = reader.line_num
    offset, is_plain = 0, lines == records
    with path.open("rb") as stream_of_bytes:
        for _ in range(lines):
            line = stream_of_bytes.readline(LONGEST_LINE)
            if not line.endswith(b"\n") or b"\r" in line.removesuffix(b"\n").removesuffix(b"\r"):
                raise IrregularError
            is_plain = is_plain and line.count(b'"') % 2 == 0
            offset += len(line)
    return Below(lines, offset, is_plain)


def as_utf8(path: Path, sniffed: Sniffed, target: Path) -> Path:
    """The text of a file in another encoding, as UTF-8."""
    with (
        path.open(encoding=sniffed.codec, newline="", errors=sniffed.errors) as stream,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        while piece := stream.read(CHUNK):
            out.write(piece)
    return target


def without_beginning(path: Path, offset: int, target: Path) -> Path:
    """The bytes of a file from one on."""
    with path.open("rb") as stream, target.open("wb") as out:
        stream.seek(offset)
        while piece := stream.read(CHUNK):
            out.write(piece)
    return target
