"""How a text file is written: encoding and delimiter, by rule."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mls_metrics.errors import UnreadableFileError

DELIMITERS = (",", ";", "\t", "|")
HEAD_BYTES, HEAD_ROWS, CHUNK = 1 << 17, 200, 1 << 20
CP1252_HOLES = frozenset(b"\x81\x8d\x8f\x90\x9d")
NUL_SHARE = 0.2
FIELD_LIMIT = 1 << 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """How to read a text file. `codec` is Python's name; `encoding` is from the closed list."""

    encoding: str
    codec: str
    delimiter: str
    says_delimiter: bool = False


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
    encoding, codec = find_encoding(path, head)
    text = codecs.getincrementaldecoder(codec)("replace").decode(head)
    if "\x00" in text:
        raise UnreadableFileError(
            f"'{path.name}' could not be read.",
            "Its bytes are not text.",
            "Export it again as CSV or XLSX.",
        )
    first_line = text.lstrip("\ufeff").splitlines()[0].strip()
    if first_line[:4].lower() == "sep=" and len(first_line) == len("sep=") + 1:
        return Sniffed(
            encoding=encoding, codec=codec, delimiter=first_line[-1], says_delimiter=True
        )
    if first_line.lower() == "sep=" and text.lstrip("\ufeff")[4:5] == "\t":
        return Sniffed(encoding=encoding, codec=codec, delimiter="\t", says_delimiter=True)
    return Sniffed(encoding=encoding, codec=codec, delimiter=find_delimiter(text))


def find_encoding(path: Path, head: bytes) -> tuple[str, str]:
    """The encoding's name in reports, and Python's name for it."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig", "utf-8-sig") if is_utf8(path) else ("cp1252", "cp1252")
    if head.count(0) > NUL_SHARE * len(head):
        little = head[1::2].count(0) >= head[::2].count(0)
        return "utf-16", "utf-16-le" if little else "utf-16-be"
    if is_utf8(path):
        return "utf-8", "utf-8"
    return ("latin-1", "latin-1") if has_holes(path) else ("cp1252", "cp1252")


def chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes, piece by piece."""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def is_utf8(path: Path) -> bool:
    """True where every byte of the file fits UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def has_holes(path: Path) -> bool:
    """True where the file holds a byte that cp1252 leaves undefined."""
    return any(CP1252_HOLES.intersection(chunk) for chunk in chunks(path))


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
    """Every record of a text file, cells as they stand.

    Raises
    ------
    UnreadableFileError
        A record that never ends, most often because of a lone quote.
    """
    csv.field_size_limit(FIELD_LIMIT)
    with path.open(encoding=sniffed.codec, newline="", errors="replace") as stream:
        try:
            yield from csv.reader(stream, delimiter=sniffed.delimiter)
        except csv.Error as error:
            raise UnreadableFileError(
                f"'{path.name}' could not be read.",
                f"A record does not end: {error}.",
                "Look for a lone quotation mark, or export it again.",
            ) from error
