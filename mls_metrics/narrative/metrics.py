"""Metrics of a program and of the catalogue as tables of words."""

import pandas as pd

from mls_metrics.catalog.document import standard_of
from mls_metrics.catalog.load import heading, metrics
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.definition import Metric
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.numbers import amount, count, interval
from mls_metrics.narrative.wording import say

REACTION = "reaction_favourable"
SILENT = "If the silent had all been unfavorable / favorable"


def metric_title(metric_id: str) -> str:
    """The metric's title in the catalogue."""
    known = metrics()
    return known[metric_id].title if metric_id in known else metric_id.replace("_", " ")


def metrics_table(item: Recommendation) -> pd.DataFrame:
    """Every metric of a program: value, range and n, or why there is none.

    What surveys would say had all the silent answered one way is a column where it is known.
    """
    rows = []
    for metric_id, measure in item.metrics.items():
        known = measure if isinstance(measure, Estimate) else None
        naive = known.naive if known else None
        rows.append(
            {
                "Metric": metric_title(metric_id),
                "Value": amount(known.value, known.unit) if known else "not given",
                "Range": interval(measure) if isinstance(measure, Estimate) else measure.reason,
                "n": "hidden" if measure.n is None else count(measure.n),
                "Plain count": "" if naive is None or known is None else amount(naive, known.unit),
                SILENT: silent_bounds(known),
            }
        )
    table = pd.DataFrame(rows)
    return (
        table if any(row[SILENT] for row in rows) else table.drop(columns=SILENT, errors="ignore")
    )


def silent_bounds(measure: Estimate | None) -> str:
    """``31% / 78%``: the value had all the silent been against it, or for it; else nothing."""
    if measure is None or measure.worst is None or measure.best is None:
        return ""
    return f"{amount(measure.worst, measure.unit)} / {amount(measure.best, measure.unit)}"


def silence_sentence(item: Recommendation) -> str | None:
    """What silence leaves open of how a program was liked, where few of those asked answered."""
    measure = item.evidence.metrics.get(REACTION)
    if not isinstance(measure, Estimate) or measure.counts_as is None:
        return None
    if measure.response is None or measure.worst is None or measure.best is None:
        return None
    return say(
        "silence",
        share=amount(measure.response, "share"),
        value=amount(measure.value, measure.unit),
        worst=amount(measure.worst, measure.unit),
        best=amount(measure.best, measure.unit),
    )


def matches(metric: Metric, wanted: str) -> bool:
    """True where every word looked for stands somewhere in the entry."""
    fields = (
        metric.id,
        metric.title,
        metric.question,
        metric.definition,
        metric.dimension,
        metric.standard,
    )
    text = " ".join(fields).casefold()
    return all(word in text for word in wanted.casefold().split())


def catalogue_entries(wanted: str = "") -> list[Metric]:
    """Catalogue entries that match, in catalogue order."""
    return [metric for metric in metrics().values() if matches(metric, wanted)]


def catalogue_facts(metric: Metric) -> list[tuple[str, str]]:
    """One entry as pairs of words."""
    goals = (
        f"0 points at {amount(metric.floor, metric.unit)}, "
        f"60 at {amount(metric.target, metric.unit)}, "
        f"100 at {amount(metric.stretch, metric.unit)}. "
        f"{metric.goalpost_reason}"
    )
    shrinks = (
        f"Small programs are pulled toward {amount(metric.prior, metric.unit)}, "
        f"as if by {metric.prior_n:g} more observations."
    )
    return [
        ("Question", metric.question),
        ("Definition", metric.definition),
        ("Formula", metric.formula),
        ("Dimension", heading(metric.dimension)),
        ("Goalposts", goals if metric.scored else "Shown, not scored."),
        ("Small programs", shrinks),
        ("Reads", ", ".join(metric.inputs)),
        ("Needs at least", f"{metric.min_n} observations"),
        ("Standard", standard_of(metric)),
        ("Caution", metric.caveat),
    ]
