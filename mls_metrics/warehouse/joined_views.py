"""Views over landing: people bear the roster's id, and what a later edition replaces is gone."""

from mls_metrics.catalog.load import tables
from mls_metrics.model.definition import Table
from mls_metrics.warehouse.connection import Store, quoted
from mls_metrics.warehouse.editions import find_editions, still_counts

PEOPLE = ("employee_id", "manager_id")
TRANSLATED = "select 1 from joined.person_keys where employee_id is not null limit 1"


def make_views(store: Store) -> None:
    """Make one view per canonical table; plain ones where every row and id stands as it came."""
    is_needed = bool(store.rows(TRANSLATED))
    repeated = find_editions(store)
    for table in tables().values():
        view = f"joined.{quoted(table.name)}"
        select = view_sql(table, is_translated=is_needed, is_repeated=table.name in repeated)
        store.execute(f"create or replace view {view} as {select}")


def view_sql(table: Table, *, is_translated: bool, is_repeated: bool) -> str:
    """The select of one view."""
    source = f"landing.{quoted(table.name)} as source"
    known = {column.name for column in table.columns}
    own = [name for name in PEOPLE if name in known] if is_translated else []
    if table.name == "employees":
        own = [name for name in own if name != "employee_id"]
    columns, joins = "source.*", ""
    if own:
        replaced = ", ".join(
            f"coalesce({name}_key.employee_id, source.{name}) as {name}" for name in own
        )
        columns = f"source.* replace ({replaced})"
        joins = " ".join(
            f"left join joined.person_keys as {name}_key on source.{name} = {name}_key.external_id"
            for name in own
        )
    rows = f" where {still_counts(table)}" if is_repeated else ""
    return f"select {columns} from {source} {joins}{rows}"
