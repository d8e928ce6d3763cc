"""The service by region, over time, and before and after it began."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.analysis.comparable import Score, comparable_score, same_metrics
from mls_metrics.analysis.disclosure import hidden_with_neighbors
from mls_metrics.analysis.metrics import hidden_as_few
from mls_metrics.analysis.periods import Period
from mls_metrics.analysis.pooling import ProgramRows, pool_programs
from mls_metrics.model.definition import Metric
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.policy import DIMENSIONS, Policy

Rows = Mapping[str, pd.DataFrame]
ASSOCIATION = (
    "What changed when the service began also changed with the market, the people and the season: "
    "this difference is an association, not an effect of the service."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BeforeAfter:
    """The same counts in two stretches of equal length, and leaving in both."""

    began_on: date
    periods: tuple[Period, Period]
    rows: tuple[Rows, Rows]
    turnover: tuple[Measure, Measure]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ServiceRows:
    """Counts of the service's parts.

    Parameters
    ----------
    regions : mapping of region to rows of metrics
    learners : mapping of region (None: unknown) to the number of its people who enrolled
    periods : sequence of (Period, rows of metrics), oldest first
    around : BeforeAfter, NotEstimable or None
        None where it is not known when the service began.
    left_out : mapping of part to metric id to reason
    """

    regions: Mapping[str, Rows]
    learners: Mapping[str | None, int]
    periods: Sequence[tuple[Period, Rows]]
    around: BeforeAfter | NotEstimable | None
    left_out: Mapping[str, Mapping[str, str]]


def describe_parts(
    parts: ServiceRows,
    whole: Rows,
    *,
    metrics: Mapping[str, Metric],
    score: Score,
    policy: Policy,
) -> dict[str, Any]:
    """The entries of `service` that are of people or of time.

    Parameters
    ----------
    whole : mapping of metric id to DataFrame
        The rows of the whole company, by program.
    score : callable
        From a name and pooled metrics to their dimensions and score.
    """

    def over_time(
        stretches: Sequence[tuple[Period, Rows]],
    ) -> tuple[dict[str, list[str]], list[dict[str, Any]]]:
        found = [pooled(rows, metrics, policy) for _, rows in stretches]
        chosen = same_metrics(found, metrics)
        return chosen, [
            {
                "period": period.label,
                "since": period.since,
                "until": period.until,
                **comparable_score(f"period {period.label}", measures, chosen, metrics, score),
            }
            for (period, _), measures in zip(stretches, found, strict=True)
        ]

    around: Any = parts.around
    if isinstance(around, BeforeAfter):
        chosen, sides = over_time(list(zip(around.periods, around.rows, strict=True)))
        around = before_after(around, sides) | {"metrics": chosen}
    trend_metrics, trend = over_time(parts.periods)
    return {
        "by_region": region_scores(parts, whole, metrics=metrics, score=score, policy=policy),
        "trend": trend,
        "trend_metrics": trend_metrics,
        "before_after": around,
        "left_out": parts.left_out,
    }


def pooled(rows: Rows, metrics: Mapping[str, Metric], policy: Policy) -> dict[str, Measure]:
    """Every metric over all programs together."""
    return {
        id_: pool_programs(metrics[id_], ProgramRows.of(frame), None, policy=policy)
        for id_, frame in rows.items()
    }


def region_scores(
    parts: ServiceRows,
    whole: Rows,
    *,
    metrics: Mapping[str, Metric],
    score: Score,
    policy: Policy,
) -> dict[str, Mapping[str, Any]]:
    """The five dimensions of each region; regions of few people hidden, and what gives them away.

    Someone who knows the whole could subtract the regions that are shown. So a metric that counts
    few people in one region, or in what is left of the whole, is hidden in the next smallest too.
    """
    names = sorted(parts.regions)
    if not names:
        return {}
    unknown = float(parts.learners.get(None, 0))
    learners = np.array([*(float(parts.learners[name]) for name in names), unknown])
    closed = hidden_with_neighbors(learners, policy.minimum_group)
    measures = {name: pooled(parts.regions[name], metrics, policy) for name in names}
    for id_ in parts.regions[names[0]]:
        if metrics[id_].counts_people:
            counts = [float(parts.regions[name][id_]["n"].sum()) for name in names]
            rest = max(float(whole[id_]["n"].sum()) - sum(counts), 0.0) if id_ in whole else 0.0
            hidden = hidden_with_neighbors(np.array([*counts, rest]), policy.minimum_group)
            for name, is_hidden in zip(names, hidden, strict=False):
                if is_hidden:
                    measures[name][id_] = hidden_as_few(policy)
    few = hidden_as_few(policy)
    return {
        name: {"dimensions": dict.fromkeys(DIMENSIONS, few), "score": few}
        if closed[place]
        else score(f"region {name}", measures[name])
        for place, name in enumerate(names)
    }


def before_after(around: BeforeAfter, sides: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Both stretches and their differences, said to be an association."""
    before, after = sides
    return {
        "began_on": around.began_on,
        "before": before,
        "after": after,
        "difference": {
            name: difference(before["dimensions"][name], after["dimensions"][name])
            for name in DIMENSIONS
        }
        | {"score": difference(before["score"], after["score"])},
        "voluntary_turnover": {
            "before": around.turnover[0],
            "after": around.turnover[1],
            "difference": difference(*around.turnover),
        },
        "sentence": ASSOCIATION,
    }


def difference(before: Measure, after: Measure) -> Measure:
    """After minus before of two independent estimates, each with its own lopsided interval.

    References
    ----------
    .. [1] Zou & Donner (2008), Statistics in Medicine 27:1693 (MOVER).
    """
    if not isinstance(before, Estimate) or not isinstance(after, Estimate):
        missing = before if not isinstance(before, Estimate) else after
        assert isinstance(missing, NotEstimable)
        side = "before" if missing is before else "after"
        return NotEstimable(
            reason=f"Not known {side} the service began: {missing.reason}",
            needed=missing.needed,
            n=missing.n,
        )
    value = after.value - before.value
    down = np.hypot(after.value - after.low, before.high - before.value)
    up = np.hypot(after.high - after.value, before.value - before.low)
    return Estimate(
        value=value,
        low=float(value - down),
        high=float(value + up),
        n=before.n + after.n,
        unit=after.unit,
        method="before_after",
        level=after.level,
    )
