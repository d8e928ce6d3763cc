"""Everything known about each program, gathered from the warehouse, without a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from mls_metrics.analysis.cost import cost_measures
from mls_metrics.analysis.metrics import estimate_metric
from mls_metrics.analysis.readiness import (
    READINESS,
    data_readiness,
    missing_of,
    not_known,
    with_missing,
)
from mls_metrics.catalog.load import metrics
from mls_metrics.model.decision import NextEvidence, Recommendation
from mls_metrics.model.definition import Metric
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.evidence import EffectEstimate, ProgramEvidence, ProgramFacts
from mls_metrics.model.filled import Filled
from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import fetch, metric_rows
from mls_metrics.warehouse.filled import filled_columns

Effects = Mapping[str, Mapping[str, EffectEstimate]]


def read_facts(store: Store) -> list[ProgramFacts]:
    """One entry per program, in the order of their ids."""
    frame = fetch(store, "program_facts").sort_values("program_id", kind="stable")
    names = [spec.name for spec in fields(ProgramFacts)]
    return [
        ProgramFacts(**{name: plain(value) for name, value in row.items() if name in names})
        for row in frame.to_dict("records")
    ]


def plain(value: Any) -> Any:
    """A cell as a plain Python value, missing as None, moments as dates."""
    if value is None or value is pd.NaT or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, (pd.Timestamp, datetime)):
        return value.date()
    if isinstance(value, date):
        return value
    return value.item() if hasattr(value, "item") else value


def count_metrics(store: Store, as_of: date) -> dict[str, pd.DataFrame]:
    """Sufficient statistics of every metric with SQL of its own, by metric id."""
    return {
        id_: metric_rows(store, id_, {"as_of": as_of})
        for id_, metric in metrics().items()
        if metric.has_select
    }


def measure_programs(
    rows: Mapping[str, pd.DataFrame], policy: Policy
) -> dict[str, dict[str, Measure]]:
    """Those metrics estimated, by program id and metric id."""
    measured: dict[str, dict[str, Measure]] = {}
    for id_, frame in rows.items():
        for program_id, measure in estimate_metric(metrics()[id_], frame, policy=policy).items():
            measured.setdefault(program_id, {})[id_] = measure
    return measured


def gather_evidence(
    facts: Sequence[ProgramFacts],
    measured: Mapping[str, Mapping[str, Measure]],
    effects: Effects,
    *,
    competent: Mapping[str, int],
    filled: Filled,
    policy: Policy,
) -> list[ProgramEvidence]:
    """Facts, metrics and effects of each program side by side; what is absent is a refusal.

    Parameters
    ----------
    competent : mapping of program id to int
        People who reached the level, as `count_competent` gives them.
    """
    return [
        ProgramEvidence(
            facts=entry,
            metrics=complete_metrics(
                entry.program_id,
                {
                    **measured.get(entry.program_id, {}),
                    **cost_measures(entry, competent.get(entry.program_id, 0), policy),
                },
                effects[entry.program_id],
                filled,
            ),
            effects=effects[entry.program_id],
        )
        for entry in facts
    ]


def complete_metrics(
    program_id: str,
    measured: Mapping[str, Measure],
    effects: Mapping[str, EffectEstimate],
    filled: Filled,
) -> dict[str, Measure]:
    """Every metric but the verdict's own: measured, read off an effect, or refused by name."""
    complete: dict[str, Measure] = {}
    for id_, metric in metrics().items():
        missing = missing_of(metric, filled, program_id)
        if metric.statistic == "effect":
            complete[id_] = with_missing(effect_metric(metric, effects), missing)
        elif metric.statistic != "decision":
            complete[id_] = measured.get(id_) or not_known(metric, missing)
    return {**complete, READINESS: data_readiness(complete)}


def count_competent(rows: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """By program the people who reached the level it is for, from the counts of the metrics."""
    frame = rows["time_to_competency"]
    able = frame[frame["is_event"].astype(bool)].groupby("program_id")["n"].sum()
    return {str(program): int(n) for program, n in able.items()}


def read_filled(store: Store) -> Filled:
    """Which of the columns that metrics need hold something."""
    needed = (name for metric in metrics().values() for names in metric.needs for name in names)
    return filled_columns(store, needed)


def effect_metric(metric: Metric, effects: Mapping[str, EffectEstimate]) -> Measure:
    """A metric that restates an effect: retention, days saved, the KPI effect, its percentage."""
    if metric.id == "retention_effect":
        return effects["retention_12m"].measure
    if metric.id == "days_saved":
        return effects["speed"].measure
    effect = effects["productivity"]
    measure = effect.measure
    if metric.id == "isolated_impact" or not isinstance(measure, Estimate):
        return measure
    if not effect.kpi_mean:
        return NotEstimable(
            reason="The comparison's mean is zero or unknown, so a percentage has no base.",
            needed="A KPI that is not centered on zero.",
            n=measure.n,
        )
    sign = 1.0 if effect.higher_is_better else -1.0
    scale = sign * 100.0 / abs(effect.kpi_mean)
    ends = sorted((measure.low * scale, measure.high * scale))
    return Estimate(
        value=measure.value * scale,
        low=ends[0],
        high=ends[1],
        n=measure.n,
        unit="%",
        method=measure.method,
        level=measure.level,
    )


def hide_if_small(item: Recommendation, policy: Policy) -> Recommendation:
    """A recommendation without any count that would reveal a group below the minimum size."""
    facts = item.evidence.facts
    if facts.people is None or facts.people == 0 or facts.people >= policy.minimum_group:
        return item
    hidden = NotEstimable(
        reason=f"Fewer than {policy.minimum_group} people: hidden to protect them.",
        needed="More people.",
        n=None,
    )
    closed = replace(
        facts,
        people=None,
        begun_people=None,
        unmatched_people=None,
        starters=0,
        starters_year=None,
        completers=0,
        outside_employment=0,
        direct_cost=None,
        hours_per_starter=None,
        mean_salary=None,
        unreached_people=None,
    )
    effects = {
        name: replace(
            effect,
            measure=hidden,
            naive=None,
            treated_n=0,
            checks=(),
            by_region={},
            by_role={},
            by_version={},
            differs_by_group=None,
            natural_comparison=None,
            plans=(),
        )
        for name, effect in item.evidence.effects.items()
    }
    return replace(
        item,
        evidence=ProgramEvidence(
            facts=closed, metrics=dict.fromkeys(item.evidence.metrics, hidden), effects=effects
        ),
        dimensions=dict.fromkeys(item.dimensions, hidden),
        score=hidden,
        net_value=hidden,
        break_even=hidden,
        roi=hidden,
        chance_of_net_benefit=hidden,
        flips=(),
        rank=None,
        next_evidence=NextEvidence(sentence=hidden.needed, people=0, weeks=0),
    )
