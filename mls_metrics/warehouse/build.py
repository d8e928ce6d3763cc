"""Build every relation from its select-only file, in the order that the SQL itself demands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from typing import Any

import duckdb

from mls_metrics.errors import BuildError, NothingUsableError
from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.connection import Store, params_of
from mls_metrics.warehouse.joined_views import make_views
from mls_metrics.warehouse.landing import create_landing
from mls_metrics.warehouse.sidecars import sidecar

FLOORS = ("joined", "staging", "core", "marts")
UNDATED = date(1970, 1, 1)
UNDATED_ROWS = "select count(*) from staging.stg_enrollments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation: the schema it lives in, its name and its select."""

    schema: str
    name: str
    sql: str

    @property
    def full_name(self) -> str:
        """Schema and name."""
        return f"{self.schema}.{self.name}"


@cache
def relations() -> Mapping[str, Relation]:
    """Every relation by its full name."""
    found: dict[str, Relation] = {}
    for schema in FLOORS:
        for path in sorted(files("mls_metrics.warehouse").joinpath(schema).iterdir(), key=str):
            if path.name.endswith(".sql"):
                name = path.name.removesuffix(".sql")
                sql = path.read_text(encoding="utf-8")
                found[f"{schema}.{name}"] = Relation(schema=schema, name=name, sql=sql)
    return found


@cache
def sources() -> Mapping[str, frozenset[str]]:
    """Full names of the relations that each relation reads."""
    known = relations()
    with duckdb.connect(":memory:") as parser:
        return {
            name: frozenset(reads(parser, known[name].sql) & set(known)) for name in sorted(known)
        }


@cache
def build_order() -> tuple[str, ...]:
    """Full names in an order in which each comes after everything it reads."""
    return tuple(TopologicalSorter(sources()).static_order())


def reads(parser: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """Full names of the tables a select reads, whether or not they exist yet."""
    answer = parser.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchall()[0][0]
    tree = json.loads(answer)
    assert not tree.get("error"), f"not a single select: {tree.get('error_message')}\n{sql}"
    found: set[str] = set()
    collect_tables(tree, found)
    return found


def collect_tables(node: Any, found: set[str]) -> None:
    """Gather the base tables of a parsed statement."""
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE" and node.get("schema_name"):
            found.add(f"{node['schema_name']}.{node['table_name']}")
        for child in node.values():
            collect_tables(child, found)
    elif isinstance(node, list):
        for child in node:
            collect_tables(child, found)


def build(store: Store, *, as_of: date | None, policy: Policy, books_alone: bool = False) -> date:
    """(Re)build joined, staging, core and marts and return the as-of date they were built for.

    Parameters
    ----------
    as_of : date or None
        None: the latest event date in the data that is not in the future, never today.
    books_alone : bool
        Where nothing happened in the data, take the latest date in the organization's books.
    """
    create_landing(store)
    with store.writing():
        for schema in FLOORS:
            store.execute(f"create schema if not exists {schema}")
        params = build_params(policy)
        for name in build_order():
            if name.startswith("joined."):
                make(store, relations()[name], params)
        make_views(store)
        for name in build_order():
            if name.startswith("staging."):
                make(store, relations()[name], params)
        params["as_of"] = as_of or latest_event(store, books_alone=books_alone)
        for name in build_order():
            if not name.startswith(("joined.", "staging.")):
                make(store, relations()[name], params)
    day = params["as_of"]
    assert isinstance(day, date)
    return day


def is_built(store: Store) -> bool:
    """True where the relations stand, as `build` left them."""
    sql = "select 1 from duckdb_tables() where schema_name = 'core' and table_name = 'settings'"
    return bool(store.rows(sql))


def rebuild_from(store: Store, table: str, policy: Policy) -> None:
    """Make anew what rests on one canonical table; the as-of date stays."""
    with store.writing():
        make_views(store)
        params = build_params(policy)
        params["as_of"] = store.rows("select as_of from core.settings")[0][0]
        touched = {f"joined.{table}"}
        for name in build_order():
            if name == f"staging.stg_{table}" or sources()[name] & touched:
                touched.add(name)
                make(store, relations()[name], params)


def build_params(policy: Policy) -> dict[str, Any]:
    """What the selects may ask of the policy."""
    return {
        "currency": policy.currency,
        "minimum_group": policy.minimum_group,
        "horizon_months": policy.horizon_months,
        "persisting_share": 0.2,
        "productive_share": policy.productive_share,
        "tenured_months": policy.tenured_months,
    }


def latest_event(store: Store, *, books_alone: bool = False) -> date:
    """The latest date of something that happened, not in the future.

    Rows without any date, such as a report of statuses alone, are dated `UNDATED`: counts can be
    given, nothing about time can, and the day of the run stays out of the answer.
    """
    found = latest_day(store, "latest_event.sql")
    if found is None and books_alone:
        found = latest_day(store, "latest_entry.sql")
    if not isinstance(found, date):
        if store.rows(UNDATED_ROWS)[0][0]:
            return UNDATED
        raise NothingUsableError(
            "There is nothing to assess.",
            "No file held a date on which something happened.",
            "Add a learning export with start, enrollment or completion dates, or give --as-of.",
        )
    return found


def latest_day(store: Store, name: str) -> date | None:
    """The one day that a select of this room gives, not in the future."""
    sql = files("mls_metrics.warehouse").joinpath(name).read_text(encoding="utf-8")
    day = store.rows(sql, {"today": date.today()})[0][0]
    return day if isinstance(day, date) else None


def make(store: Store, relation: Relation, params: Mapping[str, Any]) -> None:
    """Create one relation, as a view where its sidecar says so, and attach its grain."""
    entry = sidecar(relation.schema, relation.name)
    kind = "view" if entry.get("view") else "table"
    statement = f"create or replace {kind} {relation.full_name} as {relation.sql}"
    try:
        try:
            store.execute(statement, params_of(relation.sql, params))
        except duckdb.CatalogException:
            make_room(store, relation, kind)
            store.execute(statement, params_of(relation.sql, params))
        grain = entry["grain"].replace("'", "''")
        store.execute(f"comment on {kind} {relation.full_name} is '{grain}'")
    except duckdb.Error as error:
        raise BuildError(relation.full_name, relation.sql, str(error)) from error


def make_room(store: Store, relation: Relation, kind: str) -> None:
    """Drop what bears a relation's name and is of the other kind, as an older version left it."""
    other = "view" if kind == "table" else "table"
    known = f"select 1 from duckdb_{other}s() where schema_name = $schema and {other}_name = $name"
    if store.rows(known, {"schema": relation.schema, "name": relation.name}):
        store.execute(f"drop {other} {relation.full_name}")
