"""Mappings that people confirmed: checked, written as layouts, read again, shared."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from mls_metrics.catalog.load import tables
from mls_metrics.errors import AnswersError
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.layouts import GENERIC, Layout, parse_layout
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.definition import Column
from mls_metrics.model.source import How

Values = Mapping[str, Mapping[str, str]]
CANNOT = "The columns cannot be read so."
FORMED = "It must be a mapping as this product writes it: table, needs and columns."


def header_key(headers: Headers) -> str:
    """Fingerprint of a set of headers, whatever their order."""
    return key_of(headers.cells)


def key_of(names: tuple[str, ...] | list[str]) -> str:
    """Fingerprint of a set of header names."""
    distinct = sorted(set(filter(None, map(normal, names))))
    return hashlib.sha256("\n".join(distinct).encode()).hexdigest()


def check_mapping(
    headers: Headers,
    table: str,
    mapping: Mapping[str, str | None],
    *,
    values: Values | None = None,
) -> None:
    """Refuse a confirmed mapping that cannot be read.

    Parameters
    ----------
    values : mapping of str to mapping of str to str, optional
        Canonical column to word of the file to canonical word.

    Raises
    ------
    AnswersError
        An unknown table, header, column or word, a column fed twice, or a needed one left out.
    """
    definition = tables().get(table)
    if definition is None:
        raise AnswersError(f"There is no table '{table}'.", "", f"Choose of {', '.join(tables())}.")
    known = {column.name for column in definition.columns}
    targets = [target for target in mapping.values() if target]
    strange = [name for name in mapping if name not in headers.names]
    strange += [target for target in targets if target not in known]
    if strange:
        raise AnswersError(CANNOT, f"Unknown: {', '.join(strange)}.")
    twice = sorted({target for target in targets if targets.count(target) > 1})
    missing = [c.name for c in definition.columns if c.needed and c.name not in targets]
    if twice or missing:
        raise AnswersError(
            CANNOT,
            f"Fed twice: {', '.join(twice)}." if twice else f"Missing: {', '.join(missing)}.",
            "Give each column one meaning, and every needed column a source.",
        )
    for target, words in (values or {}).items():
        if target not in targets:
            raise AnswersError(CANNOT, f"Words are given for '{target}', which no column feeds.")
        check_words(definition.column(target), words)


def check_words(column: Column, words: Mapping[str, str]) -> None:
    """Refuse words that a column does not know.

    Raises
    ------
    AnswersError
        A word outside the closed list, or no number where numbers stand.
    """
    wrong = sorted({word for word in words.values() if word and not is_possible(word, column)})
    if wrong:
        allowed = ", ".join(column.values or ("true", "false"))
        numeric = column.type in ("number", "money", "integer")
        raise AnswersError(
            f"The words of '{column.name}' cannot be read so.",
            f"Unknown: {', '.join(wrong)}.",
            "Write a number for each word." if numeric else f"Choose of {allowed}.",
        )


def is_possible(word: str, column: Column) -> bool:
    """True where a canonical word can stand in a column."""
    if column.type == "enum":
        return word in column.values
    if column.type == "boolean":
        return word in ("true", "false")
    if column.type in ("number", "money", "integer"):
        return bool(re.fullmatch(r"-?\d+(\.\d+)?", word))
    return True


def mapping_text(
    headers: Headers,
    table: str,
    mapping: Mapping[str, str | None],
    *,
    values: Values | None = None,
) -> str:
    """A confirmed mapping as the TOML of a layout, which fits tables with at least its headers."""
    needs = sorted({clean_name(name) for name in headers.cells if normal(name)})
    lines = [
        f"system = {quoted(GENERIC)}",
        f"table = {quoted(table)}",
        f"needs = [{', '.join(map(quoted, needs))}]",
        "",
        "[columns]",
    ]
    for name, target in mapping.items():
        if target:
            words = (values or {}).get(target, {})
            lines.append(f"{target} = {column_text(clean_name(name), words)}")
    return "\n".join(lines) + "\n"


def column_text(name: str, words: Mapping[str, str]) -> str:
    """One column of a layout: its name, with its words where some are given."""
    if not words:
        return quoted(name)
    pairs = ", ".join(f"{quoted(word)} = {quoted(meant)}" for word, meant in sorted(words.items()))
    return f"{{ from = {quoted(name)}, values = {{ {pairs} }} }}"


def quoted(text: str) -> str:
    """Text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def clean_name(name: str) -> str:
    """A header as a layout names it: no bar, which parts alternatives, and no pattern."""
    plain = re.sub(r"[\s|]+", " ", name).strip()
    return plain.strip("/ ") if plain.startswith("/") and plain.endswith("/") else plain


def remembered_layouts(folder: Path) -> tuple[Layout, ...]:
    """Every mapping that people confirmed here, the fullest first."""
    found: list[Layout] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(parse_layout(path.stem, content, how=How.REMEMBERED))
    return tuple(sorted(found, key=lambda layout: (-len(layout.needs), layout.id)))


def new_columns(headers: Headers, layout: Layout) -> tuple[str, ...]:
    """Columns that a table has beyond those under which its mapping is remembered."""
    before = {name for names in layout.needs for name in names}
    return tuple(
        name
        for name, cell in zip(headers.names, headers.cells, strict=True)
        if cell and normal(cell) not in before
    )
