"""How a text file is written: encoding and delimiter, by rule."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mls_metrics.errors import UnreadableFileError
from mls_metrics.intake.records import records

DELIMITERS = (",", ";", "\t", "|")
HEAD_BYTES, HEAD_ROWS, CHUNK = 1 << 17, 200, 1 << 20
CP1252_HOLES = frozenset(b"\x81\x8d\x8f\x90\x9d")
NUL_SHARE, BINARY_SHARE = 0.2, 0.01
BINARY = bytes({*range(0x09), *range(0x0E, 0x1B)})
FIELD_LIMIT = 1 << 24
SEPARATOR = re.compile(r"^\ufeff?\"?sep=(.)\"?[;,\t|]*(?:\r|\n|$)", re.IGNORECASE)
FOREIGN = re.compile("[\udc80-\udcff]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Signs without width as bytes of UTF-8; they make two equal ids different.
HIDDEN_SIGNS = re.compile(rb"\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81\xa0|\xef\xbb\xbf|\xc2\xad")
THEIR_BEGINNINGS = (b"\xe2\x80", b"\xe2\x81\xa0", b"\xef\xbb\xbf", b"\xc2\xad")
ENOUGH = 10_000
MIXED = "cp1252_where_it_is_no_utf_8"


def as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as cp1252, and those that it leaves undefined as latin-1."""
    assert isinstance(error, UnicodeDecodeError)
    foreign = error.object[error.start : error.end]
    is_whole = not CP1252_HOLES.intersection(foreign)
    return foreign.decode("cp1252" if is_whole else "latin-1"), error.end


codecs.register_error(MIXED, as_cp1252)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """How to read a text file. `codec` is Python's name; `encoding` is from the closed list.

    `errors` says what becomes of bytes outside the codec; `has_nuls` that zero bytes are to be
    left out; `has_hidden` that signs without width stand in it, `has_quotes` quotation marks;
    `is_mixed` that some of its lines are in another encoding.
    """

    encoding: str
    codec: str
    delimiter: str
    says_delimiter: bool = False
    errors: str = "replace"
    has_nuls: bool = False
    has_hidden: bool = False
    has_quotes: bool = True

    @property
    def is_mixed(self) -> bool:
        """True for UTF-8 with bytes of cp1252 in it."""
        return self.errors == MIXED


@dataclass(slots=True)
class Look:
    """What the bytes of a whole file are."""

    multibyte: int = 0
    foreign: int = 0
    has_holes: bool = False
    nuls: int = 0
    has_hidden: bool = False
    has_quotes: bool = False


def sniff(path: Path) -> Sniffed:
    """Encoding and delimiter of a text file.

    Raises
    ------
    UnreadableFileError
        An empty file, or one that holds no text.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFileError(f"'{path.name}' is empty.", "", "Export it again.")
    looked = look(path) if not is_utf_16(head) else Look(has_quotes=True)
    encoding, codec, errors = find_encoding(head, looked)
    text = codecs.getincrementaldecoder(codec)("replace").decode(head)
    binary = sum(map(text.count, map(chr, BINARY)))
    if binary > BINARY_SHARE * len(text):
        raise UnreadableFileError(
            f"'{path.name}' could not be read.",
            "Its bytes are not text.",
            "Export it again as CSV or XLSX.",
        )
    named = SEPARATOR.match(text)
    return Sniffed(
        encoding=encoding,
        codec=codec,
        delimiter=named[1] if named else find_delimiter(text.replace("\x00", "")),
        says_delimiter=bool(named),
        errors=errors,
        has_nuls=looked.nuls > 0,
        has_quotes=looked.has_quotes,
        has_hidden=looked.has_hidden or (encoding == "utf-16" and has_hidden_signs(text)),
    )


def is_utf_16(head: bytes) -> bool:
    """True for a mark of UTF-16, or the zero bytes of plain letters in it."""
    is_marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return is_marked or head.count(0) > NUL_SHARE * len(head)


def has_hidden_signs(text: str) -> bool:
    """True where signs without width stand below the beginning of a text."""
    return hides_signs(text.lstrip("\ufeff").encode("utf-8", "replace"))


def hides_signs(body: bytes) -> bool:
    """True where signs without width stand in bytes of UTF-8."""
    if not any(beginning in body for beginning in THEIR_BEGINNINGS):
        return False
    return bool(HIDDEN_SIGNS.search(body))


def look(path: Path) -> Look:
    """Count in the bytes of a whole file what tells its encoding."""
    found = Look()
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    is_first = True
    for chunk in chunks(path):
        found.nuls += chunk.count(0)
        found.has_quotes = found.has_quotes or b'"' in chunk
        body = chunk.removeprefix(codecs.BOM_UTF8) if is_first else chunk
        is_first = False
        if body.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(body)
        found.has_hidden = found.has_hidden or hides_signs(body)
        foreign = count_foreign(text)
        found.foreign += foreign
        if found.multibyte < ENOUGH:
            found.multibyte += NOT_ASCII.subn("", text)[1] - foreign
        found.has_holes = found.has_holes or bool(CP1252_HOLES.intersection(body))
    found.foreign += len(decoder.decode(b"", final=True))
    return found


def count_foreign(text: str) -> int:
    """How many bytes of a text were no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return FOREIGN.subn("", text)[1]
    return 0


def find_encoding(head: bytes, looked: Look) -> tuple[str, str, str]:
    """The encoding's name in reports, Python's name for it, and what becomes of other bytes.

    Text of cp1252 hardly ever looks like UTF-8 by chance, so where both occur the file was put
    together from two, and each byte is read as what it is.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "utf-16", "replace"
    if is_utf_16(head):
        little = head[1::2].count(0) >= head[::2].count(0)
        return "utf-16", "utf-16-le" if little else "utf-16-be", "replace"
    is_signed = head.startswith(codecs.BOM_UTF8)
    own = ("utf-8-sig", "utf-8-sig") if is_signed else ("utf-8", "utf-8")
    if looked.foreign == 0:
        return *own, "replace"
    if looked.multibyte > looked.foreign or is_signed:
        return own[0], "utf_8_sig", MIXED
    return (
        ("latin-1", "latin-1", "replace") if looked.has_holes else ("cp1252", "cp1252", "replace")
    )


def chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes, piece by piece."""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def find_delimiter(text: str) -> str:
    """The separator that cuts most rows into the same number of cells, the more the better."""
    complete = text[: text.rfind("\n") + 1] or text
    scores = {sign: score(complete, sign) for sign in DELIMITERS}
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best] > 0 else ","


def score(text: str, delimiter: str) -> float:
    """Share of rows of the most common width, times that width; 0 where it cuts nothing."""
    widths = Counter(len(row) for row in first_rows(text, delimiter) if any(row))
    widths = Counter({width: rows for width, rows in widths.items() if width > 1})
    if not widths:
        return 0.0
    width, rows = max(widths.items(), key=lambda item: (item[0] * item[1], item[0]))
    return rows * width


def first_rows(text: str, delimiter: str) -> list[list[str]]:
    """The first rows of a text, as far as they can be parsed."""
    rows: list[list[str]] = []
    csv.field_size_limit(FIELD_LIMIT)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) >= HEAD_ROWS:
                break
    except csv.Error:
        return rows
    return rows


def read_rows(path: Path, sniffed: Sniffed) -> Iterator[list[str]]:
    """Every record of a text file, cells as they stand."""
    csv.field_size_limit(FIELD_LIMIT)
    with path.open(encoding=sniffed.codec, newline="", errors=sniffed.errors) as stream:
        lines: Iterable[str] = stream
        if sniffed.has_nuls:
            lines = (line.replace("\x00", "") for line in stream)
        if sniffed.has_quotes:
            yield from records(lines, sniffed.delimiter)
        else:
            yield from csv.reader(lines, delimiter=sniffed.delimiter)
