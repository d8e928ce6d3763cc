"""Whether a column's values can be what its name says."""

import re
from collections.abc import Sequence

from mls_metrics.intake.dates import SERIAL, looks_like_date
from mls_metrics.intake.vocabulary import fold, meaning, nulls
from mls_metrics.model.definition import Column

NUMBER = re.compile(r"^[(+-]?\s*[$€£¥]?\s*[+-]?\d[\d.,\s'’]*\s*([$€£¥%]|[A-Z]{3})?\)?$")
MONTH = re.compile(r"^\d{4}-\d{2}$|^\d{1,2}/\d{4}$|^[^\W\d_]{3,9}\.?[- ]\d{2,4}$")
UNTESTED = 0.9


def value_share(cells: Sequence[str], column: Column) -> float:
    """Share of the filled cells that fit the column's type; 0.9 where there is none to test."""
    filled = [cell for cell in cells if fold(cell) not in nulls("id")]
    if not filled:
        return UNTESTED
    return sum(fits(cell, column) for cell in filled) / len(filled)


def fits(cell: str, column: Column) -> bool:
    """True where one cell can be read as the column's type."""
    if column.type == "date":
        return looks_like_date(cell) or bool(SERIAL.match(cell))
    if column.type == "month":
        return looks_like_date(cell) or bool(MONTH.match(cell) or SERIAL.match(cell))
    if column.type in ("number", "money", "integer"):
        return bool(NUMBER.match(cell))
    if column.type in ("enum", "boolean"):
        return meaning(cell, column) is not None
    if column.type == "id":
        return not looks_like_date(cell)
    return True
