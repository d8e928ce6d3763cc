"""Rows of a mart or of a metric, in a stable order and with the columns its sidecar promises."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.sidecars import sidecar


def fetch(store: Store, mart: str, **equals: Any) -> pd.DataFrame:
    """Rows of a mart, ordered by its keys.

    Parameters
    ----------
    mart : str
        Name of a relation in the schema `marts`.
    equals : column = value
        Only rows where the column has the value.

    Raises
    ------
    KeyError
        A column asked for is not in the sidecar, or the relation lacks a column it promises.
    """
    entry = sidecar("marts", mart)
    columns = list(entry["columns"])
    unknown = [name for name in equals if name not in columns]
    if unknown:
        message = f"marts.{mart} has no columns {unknown}"
        raise KeyError(message)
    where = " and ".join(f'"{name}" = ${name}' for name in equals)
    chosen = ", ".join(f'"{name}"' for name in columns)
    order = ", ".join(f'"{name}"' for name in entry["keys"])
    sql = f"select {chosen} from marts.{mart}" + (f" where {where}" if where else "")
    return store.query(f"{sql} order by {order}", equals)


@cache
def metric_sql(metric_id: str) -> str:
    """The select behind a metric."""
    path = files("mls_metrics.warehouse").joinpath("metrics", f"{metric_id}.sql")
    return path.read_text(encoding="utf-8")


def settings(store: Store) -> dict[str, Any]:
    """What the relations were built for (as-of date, currency, ...), to bind as parameters."""
    columns = list(sidecar("core", "settings")["columns"])
    values = store.rows(f"select {', '.join(columns)} from core.settings")[0]
    return dict(zip(columns, values, strict=True))


def count_people(store: Store) -> int:
    """Different people of all rosters together."""
    return int(store.rows("select count(*) from core.people")[0][0])


def count_enrollments(store: Store) -> int:
    """Different enrollments of all files together."""
    return int(store.rows("select count(*) from core.enrollments")[0][0])


def metric_rows(store: Store, metric_id: str, params: dict[str, Any] | None = None) -> pd.DataFrame:
    """Sufficient statistics of a metric, ordered by program."""
    frame = store.query(metric_sql(metric_id), settings(store) | (params or {}))
    order = [name for name in ("program_id", "days", "is_event") if name in frame]
    return frame.sort_values(order, kind="stable", ignore_index=True)


def metric_query(store: Store, metric_id: str, program_id: str) -> str:
    """The select behind one number as text that runs in plain DuckDB over the workspace's file.

    Parameters stand in it as literals, so that nothing else is needed to run it.
    """
    sql = metric_sql(metric_id).strip()
    for name, value in sorted(settings(store).items(), key=lambda pair: -len(pair[0])):
        sql = sql.replace(f"${name}", literal(value))
    indented = "\n".join(f"    {line}" for line in sql.splitlines())
    return f"select *\nfrom (\n{indented}\n) as metric\nwhere program_id = {literal(program_id)}"


def literal(value: Any) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, date):
        return f"date '{value.isoformat()[:10]}'"
    text = str(value).replace("'", "''")
    return f"'{text}'"
