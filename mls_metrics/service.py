"""What the service as a whole is made of, counted from the warehouse part by part."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from mls_metrics.analysis.company import estimate_company_metric
from mls_metrics.analysis.periods import Period, around, choose_periods
from mls_metrics.analysis.service import BeforeAfter, Rows, ServiceRows
from mls_metrics.catalog.load import company_metrics, metrics, parts
from mls_metrics.model.estimate import Measure, NotEstimable
from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.company import company_rows
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.parts import PartMaker, parts_of

REGIONS_SHOWN = 12
UNDATED_LIMIT = 0.1
OF_ENDS = {"ended", "first_ended"}


def count_service(store: Store, policy: Policy, as_of: date) -> ServiceRows:
    """Counts of the service by region, by period, and before and after it began."""
    with parts_of(store) as maker:
        people = maker.count("region_people")
        learners = {
            None if pd.isna(region) else str(region): int(count)
            for region, count in zip(people["region"], people["learners"], strict=True)
        }
        known = sorted(
            (name for name in learners if name), key=lambda name: (-learners[name], name)
        )
        shown = known[:REGIONS_SHOWN]
        left_out = {"by_region": without("region"), "trend": without("period")}
        left_out["by_region"] |= dict.fromkeys(
            known[REGIONS_SHOWN:], f"Only the {REGIONS_SHOWN} largest regions are given."
        )
        undated = undated_metrics(maker)
        left_out["trend"] |= undated
        return ServiceRows(
            regions={name: rows_of_region(maker, name) for name in shown},
            learners=learners,
            periods=[
                (period, rows_of_period(maker, period, as_of, undated))
                for period in choose_periods(maker.count("month_events"), as_of)
            ],
            around=count_around(store, maker, policy, as_of, undated),
            left_out=left_out,
        )


def without(kind: str) -> dict[str, str]:
    """Scored metrics that a part of this kind (`region` or `period`) leaves out, and why."""
    reasons: dict[str, str] = {}
    for id_, metric in metrics().items():
        part = parts().metrics.get(id_)
        if not metric.scored or (part is not None and getattr(part, kind)):
            continue
        if metric.statistic == "effect":
            reasons[id_] = "An effect is of one program and is not added up."
        else:
            reasons[id_] = (part and part.reason) or "It is not said how to keep it to a part."
    return reasons


def undated_metrics(maker: PartMaker) -> dict[str, str]:
    """Metrics of how enrollments end, where too many of these have no day of it."""
    row = maker.count("undated_ends").iloc[0]
    if row["undated"] <= UNDATED_LIMIT * row["n"]:
        return {}
    reason = f"{int(row['undated'])} of {int(row['n'])} enrollments that ended have no date of it."
    return {id_: reason for id_, part in parts().metrics.items() if part.period in OF_ENDS}


def rows_of_region(maker: PartMaker, region: str) -> Rows:
    """Rows of every metric that can be kept to the people of a region."""
    part = maker.part(region=region)
    return {
        id_: part.rows(id_, parts().restrictions[entry.region])
        for id_, entry in parts().metrics.items()
        if entry.region
    }


def rows_of_period(
    maker: PartMaker, period: Period, as_of: date, left_out: Mapping[str, str]
) -> Rows:
    """Rows of every metric that can be kept to a period, and whose follow-up is over."""
    part = maker.part(from_on=period.since, until_on=period.until)
    rows: dict[str, pd.DataFrame] = {}
    for id_, entry in parts().metrics.items():
        judged_on = period.until + timedelta(days=entry.followed_days)
        if not entry.period or id_ in left_out or (entry.followed_days and judged_on > as_of):
            continue
        changed = {"as_of": judged_on} if entry.followed_days else {}
        rows[id_] = part.rows(id_, parts().restrictions[entry.period], **changed)
    return rows


def count_around(
    store: Store, maker: PartMaker, policy: Policy, as_of: date, left_out: Mapping[str, str]
) -> BeforeAfter | NotEstimable | None:
    """Counts before and after the service began, where that day is known."""
    said = policy.service_began_on
    first = maker.count("service_began")["began_on"].iloc[0]
    if not said and pd.isna(first):
        return None
    began_on = date.fromisoformat(said) if said else pd.Timestamp(first).date()
    periods = around(began_on, as_of)
    if periods is None:
        return NotEstimable(
            reason=f"The service began on {began_on}, less than three whole months ago.",
            needed="Three whole months since it began.",
            n=0,
        )
    return BeforeAfter(
        began_on=began_on,
        periods=periods,
        rows=(
            rows_of_period(maker, periods[0], as_of, left_out),
            rows_of_period(maker, periods[1], as_of, left_out),
        ),
        turnover=(turnover(store, periods[0], policy), turnover(store, periods[1], policy)),
    )


def turnover(store: Store, period: Period, policy: Policy) -> Measure:
    """Voluntary leaving in a period, per person-year."""
    rows = company_rows(
        store,
        "voluntary_turnover",
        policy,
        since=period.since - timedelta(days=1),
        until=period.until,
    )
    metric = company_metrics()["voluntary_turnover"]
    return estimate_company_metric(metric, rows, absent=(), policy=policy)
