"""The coverage statement: what can be computed, and the column that would unlock the rest."""

from dataclasses import replace

import jsonschema
import pytest

from mls_metrics.catalog.load import company_metrics, metrics
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.report.assessment_json import assessment_dict, schema
from mls_metrics.report.coverage import (
    STANDARD,
    TYPES,
    Covered,
    MetricCoverage,
    company_coverage,
    company_entry,
    coverage,
    coverage_dict,
    entry_dict,
    metric_coverage,
    type_counts,
)
from tests.pages.made_assessment import make_assessment

METRIC = metrics()["reach"]
NUMBER = Estimate(value=0.5, low=0.4, high=0.6, n=90, unit="share", method="wilson")
BARE = NotEstimable(reason="No.", needed="A column.", missing=("a.b or a.c", "d.e"))
FEW = NotEstimable(reason="Too few.", needed="More.", n=3)


def covered(*measures: Estimate | NotEstimable) -> MetricCoverage:
    return metric_coverage(METRIC, measures, len(measures))


def test_each_state_of_a_metric() -> None:
    assert covered(NUMBER, NUMBER).status is Covered.COMPUTABLE
    assert covered(NUMBER, BARE).status is Covered.PARTLY
    assert covered(FEW, FEW).status is Covered.REFUSED
    assert covered(BARE, FEW).status is Covered.MISSING
    assert covered().status is Covered.MISSING


def test_missing_columns_are_named_once() -> None:
    found = covered(NUMBER, BARE, BARE, replace(BARE, missing=("d.e", "f.g")))
    assert (found.programs, found.of) == (1, 4)
    assert found.missing == ("a.b or a.c", "d.e", "f.g")
    assert entry_dict(found)["status"] == "partly"


def test_types_count_metrics_with_a_number_somewhere() -> None:
    entries = (covered(NUMBER), covered(FEW), replace(covered(NUMBER), metric=metrics()["roi"]))
    assert type_counts(entries, "efficiency") == {"metrics": 2, "with_a_number": 1}
    assert type_counts(entries, "outcome") == {"metrics": 1, "with_a_number": 1}


def test_the_statement_names_every_metric_and_claims_nothing() -> None:
    made = make_assessment()
    found = coverage_dict(made)
    assert [entry["metric"] for entry in found["metrics"]] == list(metrics())
    assert [entry["metric"] for entry in found["company"]] == list(company_metrics())
    assert found["standard"] == STANDARD
    assert "no conformance" in found["statement"]
    assert sum(found["types"][name]["metrics"] for name in TYPES) == len(metrics())
    by_id = {entry.metric.id: entry for entry in coverage(made)}
    known_net = sum(isinstance(i.net_value, Estimate) for i in made.recommendations)
    assert by_id["net_benefit"].programs == known_net > 0
    assert "costs.amount or enrollments.cost" in by_id["roi"].missing


def test_the_json_carries_the_statement_and_fits_the_schema() -> None:
    answer = assessment_dict(make_assessment())
    whole = schema()
    for name in ("programs", "coverage"):
        part = {**whole["properties"][name], "$defs": whole["$defs"]}
        jsonschema.validate(answer[name], part)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"standard": STANDARD}, whole["properties"]["coverage"])
    first = answer["programs"][0]
    assert first["metrics"]["net_benefit"] == first["value"]["net"]
    assert first["metrics"]["break_even_effect"] == first["value"]["break_even"]
    assert len(answer["coverage"]["metrics"]) == len(metrics())


def test_numbers_of_the_company_say_what_keeps_them() -> None:
    metric = company_metrics()["voluntary_turnover"]
    assert company_entry(metric, NUMBER)["status"] == "computable"
    assert company_entry(metric, FEW)["status"] == "refused"
    assert company_entry(metric, None)["status"] == "missing"
    entry = company_entry(metric, BARE)
    assert (entry["status"], entry["missing"]) == ("missing", ["a.b or a.c", "d.e"])
    assert len(company_coverage(make_assessment())) == len(company_metrics())
