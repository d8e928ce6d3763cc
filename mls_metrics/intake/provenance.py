"""What a file's name and the rows above its header say: course, report date."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from mls_metrics.intake.headers import Headers
from mls_metrics.intake.vocabulary import normal

DAY = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
MONTH = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])(?!\d)")
ENDINGS = re.compile(
    r"\.(csv|tsv|txt|tab|xlsx|xlsm|xls|parquet|jsonl?|ndjson|gz|zip)$", re.IGNORECASE
)
COPIES = re.compile(r"[ _-]*(\(\d+\)|copy)$", re.IGNORECASE)


def stem_of(named: str) -> str:
    """A file's name without folders, endings and numbers of copies."""
    stem = PurePosixPath(named.replace("\\", "/")).name
    while ENDINGS.search(stem):
        stem = ENDINGS.sub("", stem)
    return COPIES.sub("", stem).strip()


def from_name(pattern: str, named: str) -> str | None:
    """The first group of a pattern in a file's name, else the name itself; None for no name."""
    stem = stem_of(named)
    match = re.search(pattern, stem, re.IGNORECASE)
    found = next((group for group in match.groups() if group), "") if match else ""
    return found.strip() or stem or None


def from_above(label: str, above: Sequence[Sequence[str]]) -> str | None:
    """The cell right of a label above the header row, or the text after it in its cell."""
    wanted = normal(label)
    for row in above:
        for position, cell in enumerate(row):
            if not normal(cell).startswith(wanted) or not wanted:
                continue
            rest = cell.partition(":")[2] if label.strip().endswith(":") else ""
            beside = next((other for other in row[position + 1 :] if other), "")
            if rest.strip() or beside:
                return rest.strip() or beside
    return None


def date_of_file(headers: Headers) -> date | None:
    """The day that a file's name or the rows above its header name, written year first."""
    texts = [stem_of(headers.named), *(cell for row in headers.above for cell in row)]
    for text in texts:
        match = DAY.search(text)
        if match:
            return date_or_none(int(match[1]), int(match[2]), int(match[3]))
    for text in texts:
        match = MONTH.search(text)
        if match:
            return date_or_none(int(match[1]), int(match[2]), 1)
    return None


def date_or_none(year: int, month: int, day: int) -> date | None:
    """A date, where there is such a day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
