"""What keeps a metric from a number, column by column, and how much of all is known."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mls_metrics.model.definition import Metric
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.filled import Filled

READINESS = "data_readiness"


def named(names: Iterable[str]) -> str:
    """Columns of which one is enough, in words: ``surveys.relevance or surveys.growth``."""
    return " or ".join(name.replace("=", " = ") for name in names)


def missing_of(metric: Metric, filled: Filled, program_id: str) -> tuple[str, ...]:
    """The columns without which the metric has no number for the program, in words."""
    return tuple(named(names) for names in filled.missing(metric.needs, program_id))


def not_known(metric: Metric, missing: tuple[str, ...]) -> NotEstimable:
    """The refusal of a metric without rows for a program: the missing column by name, if any."""
    if missing:
        return NotEstimable(
            reason=f"{metric.title} is not known: for this program there is no "
            f"{', no '.join(missing)}.",
            needed="Bring " + "; ".join(missing) + ".",
            n=0,
            missing=missing,
        )
    return NotEstimable(
        reason=f"{metric.title} is not known: its columns are there, but no row counts for it yet.",
        needed="More rows in these columns: " + ", ".join(metric.inputs) + ".",
        n=0,
    )


def with_missing(measure: Measure, missing: tuple[str, ...]) -> Measure:
    """A refusal made elsewhere, which keeps its words, with the missing columns beside it."""
    if isinstance(measure, NotEstimable) and measure.n is not None and missing:
        return replace(measure, missing=missing)
    return measure


def data_readiness(measures: Mapping[str, Measure]) -> Measure:
    """Of the metrics of one program, the share with a number (number 85)."""
    counted = [measure for id_, measure in measures.items() if id_ != READINESS]
    value = sum(isinstance(measure, Estimate) for measure in counted) / len(counted)
    return Estimate(
        value=value, low=value, high=value, n=len(counted), unit="share", method="as_counted"
    )
