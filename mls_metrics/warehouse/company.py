"""Rows behind the numbers of the whole company, and which of their columns hold nothing."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from mls_metrics.catalog.load import company_metrics
from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.connection import Store, quoted
from mls_metrics.warehouse.fetch import settings

WINDOW_DAYS = 365


@cache
def company_sql(metric_id: str) -> str:
    """The select behind a number of the whole company."""
    name = company_metrics()[metric_id].select or metric_id
    path = files("mls_metrics.warehouse").joinpath("company_metrics", f"{name}.sql")
    return path.read_text(encoding="utf-8")


def company_rows(
    store: Store,
    metric_id: str,
    policy: Policy,
    *,
    since: date | None = None,
    until: date | None = None,
) -> pd.DataFrame:
    """Sufficient statistics of one number of the whole company.

    Parameters
    ----------
    since, until : date, optional
        The window of numbers that have one, first day not included: the last 365 days up to the
        as-of date where left out.
    """
    params: dict[str, Any] = settings(store)
    last = until or params["as_of"]
    params |= {
        "until_on": last,
        "from_on": since or last - timedelta(days=WINDOW_DAYS),
        "work_hours_per_year": policy.work_hours_per_year,
    }
    frame = store.query(company_sql(metric_id), params)
    order = [name for name in ("days", "is_event") if name in frame]
    return frame.sort_values(order, kind="stable", ignore_index=True) if order else frame


def empty_columns(store: Store, columns: Sequence[str]) -> list[str]:
    """Those of these columns (``table.column``) in which no active import holds a value."""
    empty = []
    for name in columns:
        table, _, column = name.partition(".")
        sql = f"select count({quoted(column)}) from staging.{quoted('stg_' + table)}"
        if not store.rows(sql)[0][0]:
            empty.append(name)
    return empty
