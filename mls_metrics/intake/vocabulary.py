"""Words of the field: how names and cells are compared, and what words mean."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from mls_metrics.model.definition import Column

# Signs without width: spaces and joiners, marks of direction, the byte order mark, soft hyphens.
HIDDEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0xAD])
LONGEST_STATUS = 200
CREDITS = ("equivalent", "rpl", "self_asserted")
FIGURE = re.compile(r"^[(+-]?[\s$€£]*\d[\d.,\s']*[%)]?$")
NUMBERED = re.compile(r"^\d{1,3}(?:\s*[-.:)]\s*|\s+)(?=[^\W\d_])")
OVERRIDDEN = re.compile(r"\s*\((?:set|overridden|marked) by [^)]*\)\s*$")
GLUE = re.compile(r"^(.{1,80}?)\s*[/(|,–-]\s*([^/()|,–]{1,40})\)?$")


@cache
def words() -> Mapping[str, Any]:
    """The vocabulary file, parsed."""
    text = (files("mls_metrics.intake") / "vocabulary.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """A header as it is compared: no case, accents, signs or runs of spaces."""
    folded = unicodedata.normalize("NFKD", name.translate(HIDDEN)).casefold()
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", plain).strip()


def fold(word: str) -> str:
    """A cell as it is compared: trimmed, casefolded, runs of spaces as one, no hidden signs."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word.translate(HIDDEN))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFacts:
    """What a status word says: where the person stands, and what else is glued to it.

    None where the word says nothing of it.
    """

    lifecycle: str | None = None
    overdue: bool | None = None
    credit: str | None = None
    passed: bool | None = None
    overridden: bool | None = None


@lru_cache(maxsize=4096)
def status_facts(word: str) -> StatusFacts:
    """The facts in a status word, matched whole and never by a part.

    In this order: a leading number is taken off, then "(set by ...)", then an overdue suffix in
    all its spacings; what is left is looked up. "Not completed" and "Completed (did not achieve
    pass grade)" both hold the positive word, so parts say nothing.
    """
    if len(word) > LONGEST_STATUS:
        return StatusFacts()
    folded = fold(word)
    bare = OVERRIDDEN.sub("", folded)
    facts = looked_up(bare) or looked_up(NUMBERED.sub("", bare))
    overdue = None
    if facts is None:
        rest, overdue = peeled(NUMBERED.sub("", bare))
        facts = looked_up(rest) or StatusFacts()
    overridden = True if bare != folded else None
    return replace(facts, overdue=overdue or facts.overdue, overridden=overridden)


def peeled(word: str) -> tuple[str, bool | None]:
    """A status without its overdue suffix ("/ Past Due"), and True where it had one."""
    glued = GLUE.match(word)
    if glued and glued[2].strip() in words()["status_says"]["overdue"]:
        return glued[1].strip(), True
    return word, None


def looked_up(word: str) -> StatusFacts | None:
    """The facts of a whole status word; None for one that nobody has explained."""
    lifecycle = status_words().get(word)
    if lifecycle is None:
        return None
    said = words()["status_says"]
    credit = (name for name in CREDITS if word in said[name])
    passed = True if word in said["passed"] else False if word in said["failed"] else None
    return StatusFacts(
        lifecycle=lifecycle,
        overdue=True if word in said["overdue"] else None,
        credit=next(credit, None),
        passed=passed,
    )


@cache
def status_words() -> Mapping[str, str]:
    """Casefolded status word to lifecycle."""
    lists: Mapping[str, list[str]] = words()["status"]
    known = {fold(name): value for value, names in lists.items() for name in names}
    own = {fold(value.replace("_", " ")): value for value in lists}
    return known | own | {fold(value): value for value in lists}


def meaning(word: str, column: Column) -> str | None:
    """The canonical word for a cell: "" where it stands for an empty one, None where unknown."""
    known = word_list(column)
    folded = fold(word)
    if folded in known:
        return known[folded]
    if folded in nulls("enum"):
        return ""
    return status_facts(word).lifecycle if column.name == "status" else None


def is_total_row(cells: list[str]) -> bool:
    """True for a line that sums up or signs off.

    Such a first word, and few other cells, or nothing but numbers in them.
    """
    first = next((cell for cell in cells if cell), "")
    if first[:2].casefold() not in total_starts() or not is_total_word(fold(first)):
        return False
    filled = [cell for cell in cells if cell][1:]
    return len(filled) < max(2, len(cells) // 2) or all(map(FIGURE.match, filled))


@cache
def total_starts() -> frozenset[str]:
    """The first two letters of words that sum up."""
    return frozenset(token[:2] for token in words()["total_rows"])


def is_total_word(first: str) -> bool:
    """True for a word that sums up or signs off."""
    return any(first == token or first.startswith(f"{token}:") for token in words()["total_rows"])
