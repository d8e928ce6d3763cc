"""What is known about a file: how it is read, what its columns mean, what was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class How(StrEnum):
    """How a column came to its meaning."""

    EXACT = "exact"
    ALIAS = "alias"
    VALUES = "values"
    GUESS = "guess"
    REMEMBERED = "remembered"
    ANSWER = "answer"


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatch:
    """One source column and the canonical column it feeds (`target` None: not used)."""

    source: str
    target: str | None
    confidence: float
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something no rule can decide, with the default that applies until it is answered.

    `samples` are cells it is about; `effect` says in words what the answer changes.
    """

    id: str
    text: str
    options: tuple[str, ...]
    default: str
    samples: tuple[str, ...] = ()
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One cell or row that could not be trusted. `row` counts records of the file from 1."""

    row: int
    column: str
    value: str
    reason: str


# Stands for the cell itself in what a case gives.
CELL = "{cell}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a column decided case by case.

    It holds where the cell of `source` is one of `words` (casefolded), or is filled or not
    (`is_filled`), or is a number above `above`; the column then has the value `then`, or, where
    that is `CELL`, what the cell says.
    """

    then: str
    source: str = ""
    words: tuple[str, ...] = ()
    is_filled: bool | None = None
    above: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """How one canonical column is filled from the clean copy of a file.

    Parameters
    ----------
    target : str
        Canonical column.
    sources : tuple of str
        Names of the clean file's columns it reads (``c0``, ``c1``, ... by position).
    kind : str
        ``copy`` (one source), ``mapped`` (one source, replaced by `values`), ``first`` (per row
        the first filled source), ``cases`` (the first of `cases` that holds, else `template`),
        ``template`` (`template` with ``{0}``, ``{1}`` for the sources), ``day_offset`` (source 0
        is days after the date that `origins` holds for source 1), ``origin`` (the date that
        `origins` holds for source 0), ``constant`` (`template` as it is).
    values : mapping of str to str
        Words as they stand in the file to canonical words, "" for words that mean nothing;
        others become `other`, or null and are listed where that is None. Of kind ``mapped``: what
        a cell is replaced by before it is read.
    keeps_rest : bool
        Of kind ``mapped``: cells that `values` does not hold are read as they are, without what
        `strip` fits at their beginning; else they are empty.
    pattern : str
        The cell is the first group of this pattern; null where it does not fit.
    scale, shift : float
        Numbers are multiplied by the one, and the other is added.
    nulls : tuple of str
        Casefolded words that stand for an empty cell.
    needed : bool
        A row where it is empty or wrong is set aside.
    date_order, decimal : str or None
        In place of the plan's own, where a column differs from the rest of its file.
    latest_year : int or None
        The last year that a year of two digits can mean; None for the usual one.
    only_if_above : (str, float) or None
        A source column and a number: the value is kept only where that source is empty or above.
    only_if_one_of : (str, tuple of str) or None
        A source column and casefolded words: the value is kept only where that source is one.
    is_duration : bool
        Times such as ``1h 23m`` are read as hours.
    """

    target: str
    sources: tuple[str, ...] = ()
    kind: str = "copy"
    template: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    strip: str = ""
    keeps_rest: bool = False
    pattern: str = ""
    scale: float = 1.0
    shift: float = 0.0
    other: str | None = None
    nulls: tuple[str, ...] = ()
    needed: bool = False
    date_order: str | None = None
    latest_year: int | None = None
    decimal: str | None = None
    only_if_above: tuple[str, float] | None = None
    only_if_one_of: tuple[str, tuple[str, ...]] | None = None
    is_duration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlan:
    """Everything the warehouse needs to read one table of one file in one pass.

    `epoch` is the day from which bare day numbers count. `unwrap` says that cells stand as
    ``="00124"`` or ``'00124`` somewhere in it, or with signs that nobody sees; `fold` that its
    rows are events of enrollments, of which those with the same ids make one.
    """

    table: str
    path: Path
    columns: tuple[ColumnPlan, ...]
    date_order: str | None
    decimal: str = "."
    epoch: str = "1899-12-30"
    unwrap: bool = False
    fold: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was understood of one table of one file (the `imports` entry of contract.md 2)."""

    file: str
    sheet: str | None
    sha256: str
    system: str
    table: str | None
    confidence: float
    header_row: int
    encoding: str
    delimiter: str
    date_order: str | None
    columns: tuple[ColumnMatch, ...]
    rows_read: int = 0
    rows_kept: int = 0
    rows_set_aside: int = 0
    set_aside: tuple[SetAside, ...] = ()
    totals: Mapping[str, float] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A doubt about the data: how many rows, what it means, what to do."""

    id: str
    severity: Severity
    rows: int
    sentence: str
    fix: str
