"""The numbers of the whole company, gathered from the warehouse."""

from mls_metrics.analysis.company import estimate_company_metric
from mls_metrics.catalog.load import company_metrics
from mls_metrics.model.estimate import Measure
from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.company import company_rows, empty_columns
from mls_metrics.warehouse.connection import Store


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
