"""What the relations were last built of, so that building the same again costs nothing."""

import json
from collections.abc import Mapping

from mls_metrics.warehouse.connection import Store

NOTED = "select 1 from duckdb_tables() where schema_name = 'landing' and table_name = 'built'"


def built_as(store: Store) -> dict[str, str]:
    """What was noted after the last build that ended well; empty where none did."""
    if not store.rows(NOTED):
        return {}
    rows = store.rows("select noted from landing.built")
    return dict(json.loads(rows[0][0])) if rows else {}


def note_built(store: Store, parts: Mapping[str, str]) -> None:
    """Note what the relations are built of now; nothing while they are being built."""
    with store.writing():
        store.execute("create table if not exists landing.built (noted varchar)")
        store.execute("delete from landing.built")
        if parts:
            store.execute(
                "insert into landing.built values ($noted)", {"noted": json.dumps(dict(parts))}
            )
