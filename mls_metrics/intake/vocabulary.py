"""Words of the field: how names and cells are compared, and what words mean."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from mls_metrics.model.definition import Column

OVERDUE = re.compile(r"\s*(/\s*past due|\(past due\))$")
OVERRIDDEN = re.compile(r"\s*\(set by [^)]*\)$")
NUMBERED = re.compile(r"^\d{1,3}\s+(?=\D)")


@cache
def words() -> Mapping[str, Any]:
    """The vocabulary file, parsed."""
    text = (files("mls_metrics.intake") / "vocabulary.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """A header as it is compared: no case, accents, signs or runs of spaces."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", plain).strip()


def fold(word: str) -> str:
    """A cell as it is compared: trimmed, casefolded, runs of spaces as one."""
    return " ".join(word.casefold().split())


@cache
def nulls(type_: str) -> tuple[str, ...]:
    """Casefolded words that stand for an empty cell in a column of that type."""
    always = tuple(words()["nulls"])
    return always if type_ == "text" else (*always, *words()["nulls_unless_text"])


@cache
def word_list(column: Column) -> Mapping[str, str]:
    """Casefolded word to canonical word, for a column of a closed list or a flag."""
    if column.type == "boolean":
        lists: Mapping[str, list[str]] = words()["boolean"]
    else:
        lists = words().get(column.name, {})
    known = {fold(value.replace("_", " ")): value for value in column.values}
    known |= {fold(value): value for value in column.values}
    for value, names in lists.items():
        if column.type == "boolean" or value in column.values:
            known |= {fold(name): value for name in names}
    return known


def meaning(word: str, column: Column) -> str | None:
    """The canonical word for a cell: "" where it stands for an empty one, None where unknown.

    Statuses are matched whole after a leading number, an overdue suffix and "(set by ...)" are
    taken off; never by a part, since "not completed" holds "completed".
    """
    known = word_list(column)
    folded = fold(word)
    if folded in known:
        return known[folded]
    if folded in nulls("enum"):
        return ""
    if column.name != "status":
        return None
    peeled = NUMBERED.sub("", OVERRIDDEN.sub("", OVERDUE.sub("", folded))).strip()
    if peeled in known:
        return known[peeled]
    return "not_started" if peeled.startswith("pending ") else None


def is_total_row(cells: list[str]) -> bool:
    """True for a line that sums up or signs off: such a first word and few other cells."""
    filled = [cell for cell in cells if cell]
    if not filled or len(filled) > max(2, len(cells) // 2):
        return False
    first = fold(filled[0])
    tokens = words()["total_rows"]
    return any(first == token or first.startswith(f"{token}:") for token in tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFacts:
    """What a status word says besides the lifecycle."""

    lifecycle: str | None = None
    overdue: bool | None = None
    credit: str | None = None
    passed: bool | None = None
    overridden: bool | None = None


def status_facts(word: str) -> StatusFacts:
    """What a status word says."""
    folded = fold(word)
    return StatusFacts(overdue=True if OVERDUE.search(folded) else None)
