"""Mappings that people confirmed: checked, written as layouts, read again, shared."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mls_metrics.catalog.load import tables
from mls_metrics.errors import AnswersError
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.layouts import GENERIC, Layout, parse_layout
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.definition import Column
from mls_metrics.model.source import How

Values = Mapping[str, Mapping[str, str]]
CANNOT = "The columns cannot be read so."
FORMED = "It must be a mapping as this product writes it: system, table, needs and columns."
ENTRIES = {"system", "title", "table", "needs", "dates", "columns"}
ORDERS = ("dmy", "mdy", "ymd")


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
    """Every mapping that people confirmed here, the fullest first.

    Raises
    ------
    AnswersError
        A file there that is no mapping.
    """
    found: list[Layout] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        content = read_mapping(path.read_text(encoding="utf-8"), named=path.name)
        found.append(parse_layout(path.stem, content, how=How.REMEMBERED))
    return tuple(sorted(found, key=lambda layout: (-len(layout.needs), layout.id)))


def shared_mapping(text: str) -> str:
    """The key of a mapping that was written elsewhere.

    Raises
    ------
    AnswersError
        Text that is no mapping.
    """
    return key_of(read_mapping(text, named="the mapping")["needs"])


def read_mapping(text: str, *, named: str) -> dict[str, Any]:
    """The content of a mapping, everything in it checked.

    Raises
    ------
    AnswersError
        No TOML, an entry that a mapping does not have, a table, column, header or word that is
        not known, or a needed column left out.
    """
    what = f"{named[0].upper()}{named[1:]} cannot be used."
    try:
        content = tomllib.loads(text)
    except ValueError as error:
        raise AnswersError(what, f"{error}.", FORMED) from error
    table, needs, columns = content.get("table"), content.get("needs"), content.get("columns")
    strangers = sorted(set(content) - ENTRIES)
    if strangers:
        raise AnswersError(what, f"Unknown: {', '.join(strangers)}.", FORMED)
    if not isinstance(table, str) or table not in tables():
        raise AnswersError(what, f"There is no table '{table}'.", FORMED)
    if not isinstance(content.get("title", ""), str):
        raise AnswersError(what, "Its title is no text.", FORMED)
    if not isinstance(needs, list) or not is_names(needs) or not isinstance(columns, dict):
        raise AnswersError(what, "It names no headers, or no columns.", FORMED)
    if content.get("system") != GENERIC or content.get("dates", "dmy") not in ORDERS:
        said = f'Its system is not "{GENERIC}", or its dates are none of {", ".join(ORDERS)}.'
        raise AnswersError(what, said, FORMED)
    check_columns(what, table, needs, columns)
    return content


def is_names(needs: list[object]) -> bool:
    """True for plain names of headers, at least one."""
    return bool(needs) and all(
        isinstance(name, str) and normal(name) and is_plain(name) for name in needs
    )


def is_plain(name: str) -> bool:
    """True for a name that is neither a pattern nor several names."""
    return name == clean_name(name)


def check_columns(what: str, table: str, needs: list[str], columns: Mapping[str, object]) -> None:
    """Refuse columns of a mapping that cannot be read.

    Raises
    ------
    AnswersError
        With the column that does not fit.
    """
    definition = tables()[table]
    known = {column.name for column in definition.columns}
    for target, entry in columns.items():
        if target not in known:
            raise AnswersError(what, f"The table '{table}' has no column '{target}'.", FORMED)
        source, words = entry_of(entry)
        if source is None or normal(source) not in map(normal, needs):
            said = f"'{target}' is read from no header that the mapping names."
            raise AnswersError(what, said, FORMED)
        check_words(definition.column(target), words)
    missing = [c.name for c in definition.columns if c.needed and c.name not in columns]
    if missing:
        raise AnswersError(what, f"Missing: {', '.join(missing)}.", FORMED)


def entry_of(entry: object) -> tuple[str | None, dict[str, str]]:
    """Header and words of one column of a mapping; None where it is neither."""
    if isinstance(entry, str):
        return (entry if is_plain(entry) else None), {}
    if not isinstance(entry, dict) or set(entry) - {"from", "values"}:
        return None, {}
    source, words = entry.get("from"), entry.get("values", {})
    if not isinstance(source, str) or not is_plain(source) or not isinstance(words, dict):
        return None, {}
    return (source, words) if all(isinstance(w, str) for w in words.values()) else (None, {})


def new_columns(headers: Headers, layout: Layout) -> tuple[str, ...]:
    """Columns that a table has beyond those under which its mapping is remembered."""
    before = {name for names in layout.needs for name in names}
    return tuple(
        name
        for name, cell in zip(headers.names, headers.cells, strict=True)
        if cell and normal(cell) not in before
    )
