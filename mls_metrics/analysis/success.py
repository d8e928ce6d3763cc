"""Five dimension scores per program from its metrics, with their doubt carried through."""

import zlib
from collections.abc import Mapping

import numpy as np

from mls_metrics.model.definition import Dimension, Metric
from mls_metrics.model.draws import BoolArray
from mls_metrics.model.estimate import (
    Estimate,
    FloatArray,
    Measure,
    NotEstimable,
    normal_quantile,
)
from mls_metrics.model.policy import DIMENSIONS, Policy
from mls_metrics.stats.composite import goalpost_points, power_mean


def metric_points(
    metric: Metric, measure: Estimate, *, rng: np.random.Generator, draws: int
) -> FloatArray:
    """Draws of a metric's points after shrinkage to its fixed prior.

    The estimate is pulled to the catalogue's prior as if that were `prior_n` more observations,
    so a small program is not best or worst by luck, and no other program's score is touched.
    Answers of which few were given count as fewer (`counts_as`): they are pulled further, and the
    spread is their wider interval's, pulled as all n would be. Pulling the spread further as well
    would make few answers look surer than many.

    Returns
    -------
    ndarray, shape (draws,)
        Points, 0-100.
    """
    counted = measure.n if measure.counts_as is None else measure.counts_as
    own = weight_of(counted, metric)
    center = own * measure.value + (1 - own) * metric.prior
    normal = rng.standard_normal(draws)
    up, down = measure.high - measure.value, measure.value - measure.low
    spread = np.where(normal > 0, up, down) / normal_quantile(measure.level)
    values = center + weight_of(measure.n, metric) * spread * normal
    return goalpost_points(values, floor=metric.floor, target=metric.target, stretch=metric.stretch)


def weight_of(n: float, metric: Metric) -> float:
    """How much n observations weigh against the metric's prior, 0-1."""
    return n / (n + metric.prior_n) if n + metric.prior_n > 0 else 0.0


def dimension_draws(
    program_metrics: Mapping[str, Mapping[str, Measure]],
    *,
    metrics: Mapping[str, Metric],
    dimensions: Mapping[str, Dimension],
    draws: int,
    seed: int,
) -> tuple[FloatArray, BoolArray]:
    """Points of every dimension in every world.

    Each metric of each program has a random stream of its own, so that adding a program or a
    metric changes no other draw.

    Returns
    -------
    points : ndarray, shape (P, S, 5)
        The mean over the observed scored metrics of a dimension; the dimension's wide prior
        where none is observed.
    observed : ndarray of bool, shape (P, 5)
    """
    points = np.empty((len(program_metrics), draws, len(DIMENSIONS)))
    observed = np.zeros((len(program_metrics), len(DIMENSIONS)), dtype=bool)
    for row, (program_id, measures) in enumerate(program_metrics.items()):
        stream = zlib.crc32(program_id.encode())
        for column, name in enumerate(DIMENSIONS):
            scored = scored_metrics(measures, metrics, name)
            observed[row, column] = bool(scored)
            if scored:
                parts = [
                    metric_points(
                        metric,
                        measure,
                        rng=np.random.default_rng([seed, stream, zlib.crc32(metric.id.encode())]),
                        draws=draws,
                    )
                    for metric, measure in scored
                ]
                points[row, :, column] = np.mean(parts, axis=0)
            else:
                prior = dimensions[name]
                rng = np.random.default_rng([seed, stream, column])
                points[row, :, column] = rng.normal(prior.prior_mean, prior.prior_sd, draws)
    return np.clip(points, 0.0, 100.0), observed


def scored_metrics(
    measures: Mapping[str, Measure], metrics: Mapping[str, Metric], dimension: str
) -> list[tuple[Metric, Estimate]]:
    """The metrics of a dimension that count towards its score and could be estimated."""
    return [
        (metrics[id_], measure)
        for id_, measure in sorted(measures.items())
        if isinstance(measure, Estimate)
        and id_ in metrics
        and metrics[id_].scored
        and metrics[id_].dimension == dimension
    ]


def summarize_points(points: FloatArray, *, n: int, level: float, method: str) -> Estimate:
    """Mean and central interval of draws in points, shape (S,)."""
    low, high = np.quantile(points, [(1 - level) / 2, (1 + level) / 2])
    value = float(points.mean())
    return Estimate(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        n=n,
        unit="points",
        method=method,
        level=level,
    )


def dimension_measures(
    measures: Mapping[str, Measure],
    points: FloatArray,
    observed: BoolArray,
    *,
    metrics: Mapping[str, Metric],
    dimensions: Mapping[str, Dimension],
    level: float,
) -> dict[str, Measure]:
    """The five dimensions of one program; points of shape (S, 5), observed of shape (5,).

    A dimension without data is a refusal that names the metrics it would need, never zero.
    """
    result: dict[str, Measure] = {}
    for column, name in enumerate(DIMENSIONS):
        if observed[column]:
            found = scored_metrics(measures, metrics, name)
            n = max((estimate.n for _, estimate in found), default=0)
            result[name] = summarize_points(
                points[:, column], n=n, level=level, method="dimension_score"
            )
        else:
            inputs = sorted(
                {
                    source
                    for m in metrics.values()
                    if m.dimension == name and m.scored
                    for source in m.inputs
                }
            )
            result[name] = NotEstimable(
                reason=f"{dimensions[name].title} is not scored: none of its metrics has data.",
                needed="Any of these columns would allow a score: " + ", ".join(inputs) + ".",
                n=0,
            )
    return result


def overall_measure(points: FloatArray, observed: BoolArray, policy: Policy) -> Measure:
    """The total over five dimensions, or a refusal where too few were observed.

    Parameters
    ----------
    points : ndarray, shape (S, 5)
    observed : ndarray of bool, shape (5,)
    """
    count = int(observed.sum())
    if count < policy.minimum_dimensions:
        return NotEstimable(
            reason=f"Only {count} of {len(DIMENSIONS)} dimensions have data.",
            needed=f"At least {policy.minimum_dimensions} dimensions with data.",
            n=count,
        )
    total = power_mean(points, np.asarray(policy.weights), power=policy.power)
    return summarize_points(total, n=count, level=policy.level, method="overall_score")
