"""Questions, the inputs that answer them and the columns in plain words, from unlocks.toml."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from mls_metrics.catalog.load import read_toml, tables
from mls_metrics.model.unlock import Asked, ColumnWords, Input


@cache
def declared() -> Mapping[str, Any]:
    """The file as it is."""
    return read_toml("unlocks.toml")


@cache
def inputs() -> Mapping[str, Input]:
    """Every input by id, in the order in which they are shown."""
    return {
        id_: Input(id=id_, **{**entry, "tables": tuple(entry["tables"])})
        for id_, entry in declared()["inputs"].items()
    }


@cache
def column_words() -> Mapping[str, ColumnWords]:
    """Columns that questions need, in plain words, by ``table.column``."""
    entries = declared()["columns"]
    return {name: ColumnWords(name=name, **known_column(name, entries[name])) for name in entries}


def known_column(name: str, entry: Mapping[str, str]) -> Mapping[str, str]:
    """The entry of a column that the catalogue has."""
    table, _, column = name.partition(".")
    tables()[table].column(column)
    return entry


@cache
def rests_on() -> Mapping[str, str]:
    """Columns that say nothing where another one holds nothing."""
    return dict(declared()["rests_on"])


@cache
def questions() -> Mapping[str, Asked]:
    """Every question by id, in the order in which they are shown."""
    return {
        id_: Asked(
            id=id_,
            question=entry["question"],
            cells={
                input_: tuple(tuple(line.split("|")) for line in lines)
                for input_, lines in entry["cells"].items()
            },
            measured=tuple(entry.get("measured", ())),
            only_mandatory=entry.get("only_mandatory", False),
        )
        for id_, entry in declared()["questions"].items()
    }
