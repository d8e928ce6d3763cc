"""What a workbook's XML says that its values do not: formats, hidden rows, unsaved formulas.

A reader of values gives 123 for a cell that shows 000123, and 0.85 for one that shows 85%. Each
sheet is read once more as a stream of bytes, row by row, with patterns that look at a bounded
number of bytes from any place.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

PIECE, LONGEST_ROW, MOST_CELLS, SMALL_XML = 1 << 20, 32 << 20, 5_000_000, 64 << 20
PERCENT_IDS = {9, 10}
PERCENT = re.compile(r"^[#0,]*(\.[0#]+)? ?%(;.*)?$")
ZEROS = re.compile(r'^(?:"([^"]{1,12})"|([A-Za-z]{1,4})(?=-?0))?(-?)(0{2,})(;.*)?$')
TAG = r"<(?:\w{{1,8}}:)?{0}\b[^>]{{0,2000}}>"
SHEET, RELATION = re.compile(TAG.format("sheet")), re.compile(TAG.format("Relationship"))
FORMAT, STYLE = re.compile(TAG.format("numFmt")), re.compile(TAG.format("xf"))
ATTRIBUTE = re.compile(r'([\w:]{1,40})="([^"]{0,1000})"')
IS_1904 = re.compile(r'<(?:\w{1,8}:)?workbookPr\b[^>]{0,500}\bdate1904="(?:1|true)"')
HIDDEN_ROW = re.compile(rb'<(?:\w{1,8}:)?row\b[^>]{0,300}?\shidden="(?:1|true)"')
UNSAVED = re.compile(
    rb'<(?:\w{1,8}:)?c(?: r="\w{1,11}")?(?: s="\d{1,6}")?><(?:\w{1,8}:)?f\b[^>]{0,200}>'
    rb"(?:[^<]{0,8200}</(?:\w{1,8}:)?f>)?(?:<v></v>|<v ?/>)?</(?:\w{1,8}:)?c>"
)
ROW_END = b"row>"
DAMAGED = (
    KeyError, OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """How a format shows a number: as a percentage, or filled up with zeros behind a prefix."""

    is_percent: bool = False
    width: int = 0
    prefix: str = ""

    def text(self, value: float) -> str | None:
        """The number as its cell shows it; None where the format does not apply."""
        if self.is_percent:
            return f"{round(value * 100, 9):.12g}%"
        if value < 0 or value != int(value):
            return None
        return f"{self.prefix}{int(value):0{self.width}d}"


@dataclass(slots=True)
class SheetLook:
    """What was counted while a sheet's XML went by."""

    hidden_rows: int = 0
    unsaved_formulas: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The parts of a workbook that are needed: sheets' places, formats, and where days begin."""

    places: Mapping[str, str]
    formats: Mapping[int, Shown]
    counts_from_1904: bool


def read_book(archive: zipfile.ZipFile) -> Book:
    """Sheets and formats of a workbook; nothing where its XML is not as expected."""
    workbook = small(archive, "xl/workbook.xml")
    targets = {
        said.get("Id", ""): said.get("Target", "")
        for said in map(attributes, RELATION.findall(small(archive, "xl/_rels/workbook.xml.rels")))
    }
    places: dict[str, str] = {}
    for said in map(attributes, SHEET.findall(workbook)):
        link = next((value for key, value in said.items() if key.endswith(":id")), "")
        target = targets.get(link, "").removeprefix("/")
        if target:
            place = target if target.startswith("xl/") else f"xl/{target}"
            places[said.get("name", "")] = place
    return Book(
        places=places,
        formats=formats_of(small(archive, "xl/styles.xml")),
        counts_from_1904=bool(IS_1904.search(workbook)),
    )


def small(archive: zipfile.ZipFile, name: str) -> str:
    """A part of the archive as text; "" where it is missing or huge."""
    try:
        if archive.getinfo(name).file_size > SMALL_XML:
            return ""
        return archive.read(name).decode("utf-8", "replace")
    except DAMAGED:
        return ""


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag."""
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}


def formats_of(styles: str) -> dict[int, Shown]:
    """The styles whose cells show something else than their value."""
    codes = {
        said.get("numFmtId", ""): said.get("formatCode", "")
        for said in map(attributes, FORMAT.findall(styles))
    }
    begin = re.search(r"<(?:\w{1,8}:)?cellXfs\b", styles)
    end = re.search(r"</(?:\w{1,8}:)?cellXfs>", styles)
    if not begin or not end:
        return {}
    found: dict[int, Shown] = {}
    for number, tag in enumerate(STYLE.findall(styles[begin.end() : end.start()])):
        id_ = attributes(tag).get("numFmtId", "0")
        code = codes.get(id_, "")
        zeros = ZEROS.match(code)
        if PERCENT.match(code) or (not code and id_.isdigit() and int(id_) in PERCENT_IDS):
            found[number] = Shown(is_percent=True)
        elif zeros:
            prefix = (zeros[1] or zeros[2] or "") + zeros[3]
            found[number] = Shown(width=len(zeros[4]), prefix=prefix)
    return found


def shown_cells(
    archive: zipfile.ZipFile, place: str, formats: Mapping[int, Shown], look: SheetLook
) -> Iterator[tuple[int, int, Shown]]:
    """Row, column (from 0) and format of each number that is shown in its own way.

    What is counted goes into `look`; it is complete when the iterator is used up.
    """
    pattern = number_cells(formats)
    found = 0
    for rows in whole_rows(archive, place):
        if b'hidden="' in rows:
            look.hidden_rows += len(HIDDEN_ROW.findall(rows))
        if b"f></" in rows or b"f><v></" in rows or b"f><v/" in rows or b"f><v /" in rows:
            look.unsaved_formulas += len(UNSAVED.findall(rows))
        if pattern is None or look.is_cut:
            continue
        for match in pattern.finditer(rows):
            yield int(match[2]) - 1, column_number(match[1]), formats[int(match[3])]
            found += 1
            if found >= MOST_CELLS:
                look.is_cut = True
                break


def number_cells(formats: Mapping[int, Shown]) -> re.Pattern[bytes] | None:
    """A pattern for numbers in cells of some styles; None where there is no such style."""
    if not formats:
        return None
    ids = "|".join(map(str, sorted(formats, reverse=True)))
    text = rf'<(?:\w{{1,8}}:)?c r="([A-Z]{{1,3}})(\d{{1,7}})" s="({ids})"(?: t="n")?>'
    return re.compile(text.encode())


def column_number(letters: bytes) -> int:
    """The column that ``A``, ``B``, ... ``AA`` stand for, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def whole_rows(archive: zipfile.ZipFile, place: str) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end where a row ends."""
    rest = b""
    for piece in pieces(archive, place):
        rest += piece
        cut = rest.rfind(ROW_END)
        if cut >= 0:
            yield rest[: cut + len(ROW_END)]
            rest = rest[cut + len(ROW_END) :]
        elif len(rest) > LONGEST_ROW:
            return
    yield rest


def pieces(archive: zipfile.ZipFile, place: str) -> Iterator[bytes]:
    """The bytes of a part, as far as they can be read: the values come from elsewhere."""
    try:
        with archive.open(place) as stream:
            while piece := stream.read(PIECE):
                yield piece
    except DAMAGED:
        return
