"""The same report brought in again: which rows of its earlier editions no longer count.

Two imports are editions of one report where their system and their headers are the same. Which of
their rows say the same is the catalogue's matter (`key`, `group` and `steady` in tables.toml).
"""

import json
from collections.abc import Iterator, Mapping

from mls_metrics.catalog.load import tables
from mls_metrics.model.definition import Table
from mls_metrics.warehouse.connection import Store, quoted

BOOK = 'select import_id, seq, "system", report_json from landing.imports where active order by seq'
PAIRS = """
create or replace table joined.editions (
    table_name varchar, earlier varchar, later varchar, shared_rows bigint, rows_again bigint,
    is_edition boolean
)
"""
REPLACED = """
create or replace table joined.replaced_rows (
    table_name varchar, import_id varchar, source_rows bigint
)
"""
Report = tuple[str, tuple[str, ...]]


def find_editions(store: Store) -> frozenset[str]:
    """List the editions among what counts and the groups of rows that a later one replaces.

    Returns
    -------
    frozenset of str
        Tables of which some rows are replaced; the groups stand in ``joined.replaced_<table>``.
    """
    store.execute(PAIRS)
    store.execute(REPLACED)
    reports = known_reports(store)
    found: list[str] = []
    for table in tables().values():
        if not (table.key or table.group) or not is_repeated(store, table, reports):
            continue
        list_pairs(store, table, reports)
        list_replaced(store, table)
        if store.rows(f"select 1 from {replaced(table)} limit 1"):
            found.append(table.name)
    return frozenset(found)


def known_reports(store: Store) -> dict[str, tuple[int, Report]]:
    """Place in the book and report of every import that counts and whose headers are known."""
    found: dict[str, tuple[int, Report]] = {}
    for import_id, seq, system, text in store.rows(BOOK):
        report = json.loads(text or "{}").get("report", {})
        sources = sorted(match["source"] for match in report.get("columns", ()))
        if sources:
            found[import_id] = (seq, (system or "", tuple(sources)))
    return found


def is_repeated(store: Store, table: Table, reports: Mapping[str, tuple[int, Report]]) -> bool:
    """True where two imports of one report hold rows of the table."""
    if len({report for _, report in reports.values()}) == len(reports):
        return False
    held = store.rows(f"select distinct import_id from landing.{quoted(table.name)}")
    seen = [reports[id_][1] for (id_,) in held if id_ in reports]
    return len(set(seen)) < len(seen)


def pairs(reports: Mapping[str, tuple[int, Report]]) -> Iterator[tuple[str, str]]:
    """Every import with every later one of the same report; tables of one file are no editions."""
    for earlier, (seq, report) in reports.items():
        for later, (other, same) in reports.items():
            if seq < other and report == same:
                yield earlier, later


def list_pairs(store: Store, table: Table, reports: Mapping[str, tuple[int, Report]]) -> None:
    """Count for each pair how many rows of shared groups stand in the later one again."""
    group = table.key or table.group
    both = " and ".join(same_cell("old", "new", name) for name in group)
    store.execute(
        "insert into joined.editions "
        "with pairs as (select unnest($earlier) as earlier, unnest($later) as later), "
        "found as (select pairs.earlier, pairs.later, old.rowid as place, "
        f"bool_or({again(table)}) as is_again from pairs "
        f"inner join landing.{quoted(table.name)} as old on pairs.earlier = old.import_id "
        f"inner join landing.{quoted(table.name)} as new "
        f"on pairs.later = new.import_id and {both} "
        "group by pairs.earlier, pairs.later, old.rowid) "
        "select $table_name, earlier, later, count(*), count(*) filter (where is_again), "
        "2 * count(*) filter (where is_again) >= count(*) from found "
        "group by earlier, later order by earlier, later",
        {
            "table_name": table.name,
            "earlier": [earlier for earlier, _ in pairs(reports)],
            "later": [later for _, later in pairs(reports)],
        },
    )


def again(table: Table) -> str:
    """True where two rows of one group say the same."""
    if table.key:
        return "true"
    if not table.steady:
        return " and ".join(same_cell("old", "new", column.name) for column in table.columns)
    any_equal = " or ".join(
        f"coalesce(old.{quoted(name)} = new.{quoted(name)}, false)" for name in table.steady
    )
    nothing = " and ".join(f"old.{quoted(name)} is null" for name in table.steady)
    return f"({any_equal} or ({nothing}))"


def list_replaced(store: Store, table: Table) -> None:
    """List the groups of each import that a later edition holds."""
    group = ", ".join(f"new.{quoted(name)}" for name in table.key or table.group)
    store.execute(
        f"create or replace table {replaced(table)} as "
        f"select distinct editions.earlier as import_id, {group} from joined.editions as editions "
        f"inner join landing.{quoted(table.name)} as new on editions.later = new.import_id "
        "where editions.table_name = $table_name and editions.is_edition",
        {"table_name": table.name},
    )
    store.execute(
        "insert into joined.replaced_rows select $table_name, source.import_id, count(*) "
        f"from landing.{quoted(table.name)} as source where not {still_counts(table)} "
        "group by source.import_id",
        {"table_name": table.name},
    )


def replaced(table: Table) -> str:
    """Where the replaced groups of a table stand."""
    return f"joined.{quoted('replaced_' + table.name)}"


def still_counts(table: Table) -> str:
    """True for a row of the alias `source` that no later edition replaces."""
    group = table.key or table.group
    both = " and ".join(same_cell("gone", "source", name) for name in ("import_id", *group))
    return f"not exists (select 1 from {replaced(table)} as gone where {both})"


def same_cell(left: str, right: str, name: str) -> str:
    """True where two cells hold the same, or both nothing."""
    return f"{left}.{quoted(name)} is not distinct from {right}.{quoted(name)}"
