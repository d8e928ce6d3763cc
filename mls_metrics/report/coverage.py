"""Which metrics of the catalogue the files can answer, and which column would unlock the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mls_metrics.catalog.load import company_metrics, metrics
from mls_metrics.model.decision import Assessment
from mls_metrics.model.definition import CompanyMetric, Metric
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable

STANDARD = "ISO/TS 30437:2023"
STATEMENT = (
    "The measures of this catalogue, sorted as efficiency, effectiveness and outcome as "
    f"{STANDARD} and TDRp sort theirs, in our own words. It says what the files allow; no "
    "conformance with a standard is claimed."
)
TYPES = ("efficiency", "effectiveness", "outcome")


class Covered(StrEnum):
    """How far a metric can be given."""

    COMPUTABLE = "computable"
    PARTLY = "partly"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCoverage:
    """One metric: for how many programs it has a number, and what keeps it from the others.

    Parameters
    ----------
    programs, of : int
        Programs with a number, of how many.
    missing : tuple of str
        Columns that hold nothing for some program without a number; of ``a or b`` one is enough.
        Empty where too few rows, and no column, are the reason.
    """

    metric: Metric
    programs: int
    of: int
    missing: tuple[str, ...]

    @property
    def status(self) -> Covered:
        """Computable (of every program), partly, missing (a column) or refused (too few rows)."""
        if self.programs:
            return Covered.COMPUTABLE if self.programs == self.of else Covered.PARTLY
        return Covered.MISSING if self.missing or not self.of else Covered.REFUSED


def coverage(assessment: Assessment) -> tuple[MetricCoverage, ...]:
    """Every metric of the catalogue, in its order."""
    measured = [item.metrics for item in assessment.recommendations]
    return tuple(
        metric_coverage(metric, [found[id_] for found in measured if id_ in found], len(measured))
        for id_, metric in metrics().items()
    )


def metric_coverage(metric: Metric, measures: Iterable[Measure], of: int) -> MetricCoverage:
    """One metric over the programs."""
    measures = list(measures)
    lacking = [name for m in measures if isinstance(m, NotEstimable) for name in m.missing]
    return MetricCoverage(
        metric=metric,
        programs=sum(isinstance(measure, Estimate) for measure in measures),
        of=of,
        missing=tuple(dict.fromkeys(lacking)),
    )


def company_coverage(assessment: Assessment) -> tuple[dict[str, Any], ...]:
    """Every number of the whole company: whether it can be given, and the column that keeps it."""
    measured = assessment.portfolio.company
    return tuple(
        company_entry(metric, measured.get(id_)) for id_, metric in company_metrics().items()
    )


def company_entry(metric: CompanyMetric, measure: Measure | None) -> dict[str, Any]:
    """One number of the whole company in the statement."""
    missing = measure.missing if isinstance(measure, NotEstimable) else ()
    if isinstance(measure, Estimate):
        status = Covered.COMPUTABLE
    else:
        status = Covered.MISSING if missing or measure is None else Covered.REFUSED
    return {
        "metric": metric.id,
        "number": metric.number,
        "title": metric.title,
        "area": metric.area,
        "standard": metric.standard,
        "status": status.value,
        "missing": list(missing),
    }


def coverage_dict(assessment: Assessment) -> dict[str, Any]:
    """The statement as the JSON of an assessment carries it."""
    entries = coverage(assessment)
    return {
        "standard": STANDARD,
        "statement": STATEMENT,
        "types": {name: type_counts(entries, name) for name in TYPES},
        "metrics": [entry_dict(entry) for entry in entries],
        "company": list(company_coverage(assessment)),
    }


def type_counts(entries: Iterable[MetricCoverage], name: str) -> dict[str, int]:
    """How many metrics of a type there are, and how many have a number for some program."""
    found = [entry for entry in entries if entry.metric.measures == name]
    return {"metrics": len(found), "with_a_number": sum(entry.programs > 0 for entry in found)}


def entry_dict(entry: MetricCoverage) -> dict[str, Any]:
    """One metric of the statement."""
    metric = entry.metric
    return {
        "metric": metric.id,
        "number": metric.number,
        "title": metric.title,
        "dimension": metric.dimension,
        "type": metric.measures,
        "standard": metric.standard,
        "level": metric.level,
        "status": entry.status.value,
        "programs": entry.programs,
        "of": entry.of,
        "missing": list(entry.missing),
    }
