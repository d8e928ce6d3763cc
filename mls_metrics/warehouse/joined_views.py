"""Views over landing in which people bear the roster's id, whatever id an export gave them."""

from mls_metrics.catalog.load import tables
from mls_metrics.warehouse.connection import Store, quoted

PEOPLE = ("employee_id", "manager_id")
TRANSLATED = "select 1 from joined.person_keys where employee_id is not null limit 1"


def make_views(store: Store) -> None:
    """Make one view per canonical table; plain ones where every id stands as in the roster."""
    is_needed = bool(store.rows(TRANSLATED))
    for table in tables().values():
        ids = [name for name in PEOPLE if name in {column.name for column in table.columns}]
        view = f"joined.{quoted(table.name)}"
        store.execute(f"create or replace view {view} as {view_sql(table.name, ids, is_needed)}")


def view_sql(table: str, ids: list[str], is_needed: bool) -> str:
    """The select of one view."""
    source = f"landing.{quoted(table)} as source"
    own = [name for name in ids if not (table == "employees" and name == "employee_id")]
    if not is_needed or not own:
        return f"select source.* from {source}"
    replaced = ", ".join(
        f"coalesce({name}_key.employee_id, source.{name}) as {name}" for name in own
    )
    joins = " ".join(
        f"left join joined.person_keys as {name}_key on source.{name} = {name}_key.external_id"
        for name in own
    )
    return f"select source.* replace ({replaced}) from {source} {joins}"
