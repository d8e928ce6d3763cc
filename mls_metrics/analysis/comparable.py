"""Several stretches of time by the same metrics, so that what changes is not what is measured."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mls_metrics.model.definition import Metric
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable

Measures = Mapping[str, Measure]
Score = Callable[[str, Measures], Mapping[str, Any]]


def same_metrics(
    stretches: Sequence[Measures], metrics: Mapping[str, Metric]
) -> dict[str, list[str]]:
    """Of each dimension, the scored metrics that its scores over time rest on.

    A dimension that gains or loses a metric from one stretch to the next would move though nothing
    did. Those estimated in every stretch are taken; where none is, those estimated in at least half
    of them, and the dimension is refused where one of these is missing (`in_common`).
    """
    known: dict[str, int] = {}
    for measures in stretches:
        for id_, measure in measures.items():
            if metrics[id_].scored and isinstance(measure, Estimate):
                known[id_] = known.get(id_, 0) + 1
    chosen: dict[str, list[str]] = {}
    for name in dict.fromkeys(metrics[id_].dimension for id_ in sorted(known)):
        inside = sorted(id_ for id_ in known if metrics[id_].dimension == name)
        always = [id_ for id_ in inside if known[id_] == len(stretches)]
        chosen[name] = always or [id_ for id_ in inside if 2 * known[id_] >= len(stretches)]
    return chosen


def in_common(
    measures: Measures, chosen: Mapping[str, Sequence[str]], metrics: Mapping[str, Metric]
) -> dict[str, Measure]:
    """A stretch's measures, only those chosen, and all of a dimension refused where one is missing.

    What is not chosen stays away, so that nothing else enters a score.
    """
    kept: dict[str, Measure] = {}
    for ids in chosen.values():
        missing = [id_ for id_ in ids if not isinstance(measures.get(id_), Estimate)]
        for id_ in ids:
            if not missing:
                kept[id_] = measures[id_]
                continue
            first = measures.get(missing[0])
            kept[id_] = NotEstimable(
                reason=f"{metrics[missing[0]].title} is not known here, and without it the "
                "dimension would not be the same as at other times.",
                needed=first.needed if isinstance(first, NotEstimable) else "A longer follow-up.",
                n=first.n if isinstance(first, NotEstimable) else 0,
            )
    return kept


def comparable_score(
    name: str,
    measures: Measures,
    chosen: Mapping[str, Sequence[str]],
    metrics: Mapping[str, Metric],
    score: Score,
) -> dict[str, Any]:
    """Dimensions and score of one stretch by the metrics of all; the score only of all of these.

    Parameters
    ----------
    score : callable
        From a name and measures to their dimensions and score.
    """
    kept = in_common(measures, chosen, metrics)
    entry = dict(score(name, kept))
    refused: dict[str, Measure] = {
        dimension: kept[ids[0]]
        for dimension, ids in chosen.items()
        if ids and not isinstance(kept[ids[0]], Estimate)
    }
    if refused:
        entry["dimensions"] = {**entry["dimensions"], **refused}
        entry["score"] = NotEstimable(
            reason=f"{len(refused)} of the dimensions known at other times are not known here, so "
            "the total would not be the same.",
            needed="A longer follow-up.",
            n=0,
        )
    return entry
