"""Landing tables: typed rows as they were read, each with its import and its place in the file."""

from mls_metrics.catalog.load import tables
from mls_metrics.model.definition import Table
from mls_metrics.warehouse.connection import Store, quoted

SQL_TYPES = {
    "id": "varchar",
    "text": "varchar",
    "enum": "varchar",
    "date": "date",
    "month": "date",
    "number": "double",
    "money": "decimal(18,4)",
    "integer": "bigint",
    "boolean": "boolean",
}

SET_ASIDE = """
create table if not exists landing.set_aside (
    import_id varchar, "row" bigint, "column" varchar, "value" varchar, reason varchar
)
"""

IMPORTS = """
create table if not exists landing.imports (
    import_id varchar, seq bigint, file varchar, sheet varchar, sha256 varchar,
    "system" varchar, target_table varchar, report_json varchar, active boolean,
    imported_at timestamp
)
"""


CROSSWALK = """
create table if not exists landing.crosswalk (
    external_id varchar, employee_id varchar, is_corrected boolean, entered_at timestamp
)
"""


def create_landing(store: Store) -> None:
    """Make every landing table that is not there yet."""
    with store.writing():
        store.execute("create schema if not exists landing")
        store.execute(SET_ASIDE)
        store.execute(IMPORTS)
        store.execute(CROSSWALK)
        for table in tables().values():
            store.execute(landing_ddl(table))


def landing_ddl(table: Table) -> str:
    """The statement that makes one landing table."""
    columns = [f"{quoted(column.name)} {SQL_TYPES[column.type]}" for column in table.columns]
    columns += ["import_id varchar", "source_row bigint"]
    return f"create table if not exists landing.{quoted(table.name)} ({', '.join(columns)})"
