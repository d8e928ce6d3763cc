"""Learners' own estimates are set beside what was measured, or divided by what they overstate."""

from dataclasses import replace

from mls_metrics.model.decision import Portfolio
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.opinion import ESTIMATED, opinion_sentence
from tests.unit.recommend.made_evidence import evidence, kpi_effect, verdicts

SAID = Estimate(value=12, low=10, high=14, n=40, unit="%", method="mean")
RATIO = Estimate(value=3, low=2.5, high=3.6, n=4, unit="times", method="estimate_inflation")


def item(*, measured: bool):
    kpi = replace(kpi_effect(2.0, 0.5), program_id="P1") if measured else None
    entry = evidence("P1", kpi=kpi)
    (found,) = verdicts(replace(entry, metrics={**entry.metrics, ESTIMATED: SAID}))
    return found


def test_beside_what_was_measured() -> None:
    sentence = opinion_sentence(item(measured=True), Portfolio(inflation=RATIO))
    assert sentence is not None
    assert "10% to 14%" in sentence
    assert "+2.0% to +6.0%" in sentence
    assert "moves no verdict" not in sentence


def test_alone_it_is_divided_by_what_such_estimates_overstate() -> None:
    adjusted = replace(SAID, value=4, low=3, high=5)
    portfolio = Portfolio(inflation=RATIO, adjusted_estimates={"P1": adjusted})
    sentence = opinion_sentence(item(measured=False), portfolio)
    assert sentence is not None
    assert "2.5 to 3.6 times" in sentence
    assert "3% to 5%" in sentence


def test_without_an_answer_nothing_is_said() -> None:
    (bare,) = verdicts(evidence("P1"))
    bare = replace(bare, evidence=replace(bare.evidence, metrics={}))
    assert opinion_sentence(bare, Portfolio()) is None
