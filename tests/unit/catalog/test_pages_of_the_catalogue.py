"""Pages written from definitions are current, and definitions are sound."""

from pathlib import Path

import pandas as pd
import pytest

from mls_metrics.catalog.document import (
    facts_markdown,
    metrics_markdown,
    policy_markdown,
    reasons_markdown,
)
from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.catalog.load import contexts, dimensions, metrics, tables
from mls_metrics.intake.findings import FINDINGS
from mls_metrics.model.definition import Metric
from mls_metrics.narrative.facts import headed
from mls_metrics.stats.composite import goalpost_points
from mls_metrics.warehouse.check import checks_markdown

DOCS = Path(__file__).resolve().parents[3] / "docs"
METRICS = list(metrics().values())


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.ledger("29b")
def test_written_pages_are_current() -> None:
    assert page("metrics.md") == metrics_markdown()
    assert page("facts.md") == facts_markdown()
    assert page("policy.md") == policy_markdown()
    assert page("reasons.md") == reasons_markdown()


def test_the_closed_list_of_findings_is_complete_and_holds_nothing_else() -> None:
    listed = [line for line in page("findings.md").splitlines() if line.startswith("| `")]
    of_files = [f"| `{id_}` | {meaning} |" for id_, meaning in sorted(FINDINGS.items())]
    assert listed == [*checks_markdown(), *of_files]


@pytest.mark.parametrize("name", sorted(facts()))
def test_columns_of_a_fact_are_told_apart_as_they_are_headed(name: str) -> None:
    fact = facts()[name]
    shown = headed(fact, pd.DataFrame(columns=list(fact.columns)))
    assert shown.columns.is_unique


def test_finding_ids_are_told_apart() -> None:
    of_data = {line.split("`")[1] for line in checks_markdown()}
    assert of_data & set(FINDINGS) == set()


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_goalposts_go_one_way_and_give_their_points(metric: Metric) -> None:
    posts = [metric.floor, metric.target, metric.stretch]
    assert posts == sorted(posts, reverse=not metric.higher_is_better)
    assert len(set(posts)) == 3
    points = goalpost_points(posts, floor=posts[0], target=posts[1], stretch=posts[2])
    assert list(points) == [0, 60, 100]
    assert min(posts) <= metric.prior <= max(posts)


@pytest.mark.ledger("29b")
@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_metrics_are_fully_described(metric: Metric) -> None:
    assert metric.dimension in {**dimensions(), **contexts()}
    assert metric.measures in {"efficiency", "effectiveness", "outcome"}
    for text in (metric.question, metric.definition, metric.goalpost_reason, metric.caveat):
        assert text
    assert metric.definition.endswith(".")
    assert metric.question.endswith("?")
    for source in metric.inputs:
        table, _, column = source.partition(".")
        assert tables()[table].column(column.partition("=")[0])
    assert {name for names in metric.needs for name in names} <= set(metric.inputs)
    assert metric.needs


@pytest.mark.ledger("48 all")
def test_every_dimension_has_metrics_that_are_scored() -> None:
    scored = {name: sum(m.scored and m.dimension == name for m in METRICS) for name in dimensions()}
    assert min(scored.values()) >= 3


@pytest.mark.ledger("8")
def test_money_is_no_metric_of_a_dimension() -> None:
    inside = [metric for metric in METRICS if metric.dimension in dimensions()]
    assert not [metric.id for metric in inside if "cost" in metric.id or "value" in metric.id]
    assert not [m.id for m in inside if any("cost" in source for source in m.inputs)]
    assert not [m.id for m in inside if m.unit == "money" or m.statistic in {"decision", "account"}]


def test_nothing_beside_the_dimensions_is_scored() -> None:
    beside = [metric for metric in METRICS if metric.dimension in contexts()]
    assert beside
    assert not [metric.id for metric in beside if metric.scored]
