"""Core tables given as frames instead of files: for validation against companies we made."""

from collections.abc import Mapping

import pandas as pd

from mls_metrics.warehouse.build import build_order, make, relations
from mls_metrics.warehouse.connection import Store

EFFECT_MARTS = ("retention_", "kpi_")


def store_of_core(tables: Mapping[str, pd.DataFrame]) -> Store:
    """A store in memory whose core holds these tables, with the marts that effects read.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        people, person_spells, enrollments, kpis.
    """
    store = Store.open(None)
    for schema in ("core", "marts"):
        store.execute(f"create schema {schema}")
    for name, frame in tables.items():
        store.write_frame(f"core.{name}", frame)
    for name in build_order():
        relation = relations()[name]
        if relation.schema == "marts" and relation.name.startswith(EFFECT_MARTS):
            make(store, relation, {})
    return store
