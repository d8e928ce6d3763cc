"""Rows of a fact of the organization, what it lacks, and its select for plain DuckDB."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.model.fact import Fact
from mls_metrics.warehouse.connection import PARAMETER, Store, quoted
from mls_metrics.warehouse.fetch import literal, settings


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRows:
    """What a fact gives: its rows, or the columns of which one entry each must hold something."""

    fact: Fact
    rows: pd.DataFrame
    missing: tuple[tuple[str, ...], ...] = ()


@cache
def fact_sql(id_: str) -> str:
    """The select of a fact."""
    path = files("mls_metrics.warehouse").joinpath("facts", facts()[id_].page, f"{id_}.sql")
    return path.read_text(encoding="utf-8")


def fact_rows(store: Store, id_: str, parameters: Mapping[str, Any] | None = None) -> FactRows:
    """The rows of a fact in the order of its select; none where something needed is not there.

    Raises
    ------
    KeyError
        A fact that is none, a parameter that it does not have, or a column it does not give.
    """
    fact = facts()[id_]
    missing = missing_columns(store, fact)
    if missing:
        return FactRows(fact=fact, rows=pd.DataFrame(columns=list(fact.columns)), missing=missing)
    rows = store.query(fact_sql(id_), bound(store, fact, parameters))
    return FactRows(fact=fact, rows=rows[list(fact.columns)])


def fact_query(store: Store, id_: str, parameters: Mapping[str, Any] | None = None) -> str:
    """The select as text that runs in plain DuckDB over the workspace's file."""
    values = bound(store, facts()[id_], parameters)
    return PARAMETER.sub(lambda found: literal(values[found[1]]), fact_sql(id_).strip())


def bound(store: Store, fact: Fact, parameters: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the select may ask for: the settings, and its own parameters."""
    unknown = set(parameters or {}) - set(fact.parameters)
    if unknown:
        message = f"{fact.id} has no parameters {sorted(unknown)}"
        raise KeyError(message)
    return {**settings(store), **fact.parameters, **(parameters or {})}


def missing_columns(store: Store, fact: Fact) -> tuple[tuple[str, ...], ...]:
    """Entries of what a fact needs of which no column holds anything."""
    return tuple(
        names for names in fact.needs if not any(holds_something(store, name) for name in names)
    )


def holds_something(store: Store, column: str) -> bool:
    """True where a column (``table.column``) has a value in what counts."""
    table, _, name = column.partition(".")
    sql = f"select 1 from staging.{quoted('stg_' + table)} where {quoted(name)} is not null limit 1"
    return bool(store.rows(sql))
