"""What the page Change rests on, read and worked out once a run."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from mls_metrics.analysis.adoption import adoption
from mls_metrics.analysis.change_ledger import change_ledger
from mls_metrics.analysis.decided import decided, touched
from mls_metrics.analysis.pooling import pool
from mls_metrics.analysis.success_contract import success_contract
from mls_metrics.catalog.load import metrics
from mls_metrics.model.agreement import Agreement
from mls_metrics.model.change import (
    Adoption,
    Decided,
    LedgerRow,
    OtherSeries,
    SeriesPoint,
    SuccessMeasure,
    Touched,
)
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.change_ledger import dimension_id
from mls_metrics.warehouse.fetch import metric_rows
from pages.components import session
from pages.components.organization import Organized
from pages.components.workshop_log import LOG


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The parts of the page."""

    adoption: Adoption
    decisions: tuple[Decided, ...]
    touched: tuple[Touched, ...]
    ledger: tuple[LedgerRow, ...]
    contract: tuple[SuccessMeasure, ...]
    members: pd.DataFrame
    messages: pd.DataFrame

    @property
    def is_empty(self) -> bool:
        """Nothing of the change is written down, decided or rolled out."""
        return not (
            self.adoption.people
            or self.ledger
            or self.contract
            or len(self.members)
            or len(self.messages)
        )


def gathered(org: Organized) -> Found:
    """Facts, decisions of every book, and what follows from them."""
    members, learners = org.rows("group_members"), org.rows("group_learners")
    decisions = decided(
        org.rows("decided_programs"),
        agreements(org),
        names=program_names(org, learners),
        scenarios=org.workspace.scenarios(),
    )
    agreed = org.rows("success_agreed")
    return Found(
        adoption=adoption(org.rows("adoption_days"), policy=org.policy),
        decisions=decisions,
        touched=touched(members, learners, decisions),
        ledger=change_ledger(org.rows("commitments_held"), decisions, as_of=org.as_of),
        contract=success_contract(
            agreed,
            org.rows("success_months"),
            as_of=org.as_of,
            policy=org.policy,
            others=other_series(org, agreed),
        ),
        members=members,
        messages=org.rows("message_check"),
    )


def agreements(org: Organized) -> list[Agreement]:
    """The decision log; where nothing can be kept, what this sitting agreed on."""
    kept = org.workspace.decision_log()
    mine: list[Agreement] = [] if session.can_edit() else session.state_value(LOG) or []
    return [*mine, *kept]


def program_names(org: Organized, learners: pd.DataFrame) -> Mapping[str, str]:
    """Names of programs by id."""
    names = {
        str(row["program_id"]): str(row["program_name"]) for row in learners.to_dict("records")
    }
    if org.shown is not None:
        for item in org.shown.assessment.recommendations:
            names[item.evidence.facts.program_id] = item.evidence.facts.program_name
    return names


def other_series(org: Organized, agreed: pd.DataFrame) -> dict[str, OtherSeries]:
    """Values of measures that are no KPI: dimensions by period, metrics of the service as one."""
    found: dict[str, OtherSeries] = {}
    for row in agreed.to_dict("records"):
        name = str(row["metric"] or row["dimension"])
        if row["kpi"] or not name or name in found:
            continue
        id_ = dimension_id(name)
        if id_ in metrics():
            found[name] = metric_series(org, id_)
        else:
            found[name] = dimension_series(org, id_)
    return found


def dimension_series(org: Organized, id_: str) -> OtherSeries:
    """Points of one dimension of the service, or of its total (``score``), by period."""
    if org.shown is None:
        return OtherSeries()
    trend = org.shown.assessment.portfolio.service.get("trend")
    points = []
    for period in trend if isinstance(trend, (list, tuple)) else ():
        value = period["score"] if id_ == "score" else period["dimensions"].get(id_)
        if isinstance(value, Estimate):
            points.append(SeriesPoint(on=period["until"], value=value.value))
    return OtherSeries(points=tuple(points))


def metric_series(org: Organized, id_: str) -> OtherSeries:
    """A metric over all programs today; shares in percent. No chance follows from one value."""
    metric = metrics()[id_]
    try:
        rows = metric_rows(org.workspace.store, id_)
    except FileNotFoundError:  # an effect, or a number of the verdict: no select makes it
        return OtherSeries(unit=metric.unit)
    found = pool(metric, rows, policy=org.policy)
    if not isinstance(found, Estimate):
        return OtherSeries(unit=metric.unit)
    factor, unit = (100.0, "%") if found.unit == "share" else (1.0, found.unit)
    return OtherSeries(points=(SeriesPoint(on=org.as_of, value=factor * found.value),), unit=unit)
