"""Numbers of the whole company and facts of its organization, gathered from the warehouse."""

import numpy as np
import pandas as pd

from mls_metrics.analysis.company import estimate_company_metric
from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.catalog.load import company_metrics
from mls_metrics.model.estimate import Measure
from mls_metrics.model.fact import FactTable
from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.company import company_rows, empty_columns
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fact_rows import fact_rows


def measure_company(store: Store, policy: Policy) -> dict[str, Measure]:
    """Every number of the company that a select counts: an estimate, or why there is none."""
    measured: dict[str, Measure] = {}
    for id_, metric in company_metrics().items():
        if not metric.has_select:
            continue
        rows = company_rows(store, id_, policy)
        absent = () if rows["n"].sum() else empty_columns(store, metric.inputs)
        measured[id_] = estimate_company_metric(metric, rows, absent=absent, policy=policy)
    return measured


def describe_organization(store: Store) -> tuple[FactTable, ...]:
    """Every fact of the organization with its rows, or the columns that it lacks."""
    found = []
    for id_ in facts():
        read = fact_rows(store, id_)
        rows = tuple(
            {str(name): value_of(cell) for name, cell in row.items()}
            for row in read.rows.to_dict("records")
        )
        found.append(FactTable(id=id_, rows=rows, missing=read.missing))
    return tuple(found)


def value_of(cell: object) -> object:
    """A cell as a plain value: days as days, what is not there as None."""
    if cell is None or cell is pd.NaT or cell is pd.NA or cell != cell:
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return cell.item() if isinstance(cell, np.generic) else cell
