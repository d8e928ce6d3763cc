"""The JSON of a scenario holds the numbers of the page under the id of its link."""

import json
from dataclasses import replace

import pytest

from mls_metrics.model.estimate import Estimate
from mls_metrics.model.outcome import Plan
from mls_metrics.report.outcome_json import outcome_json
from mls_metrics.scenarios.apply import apply
from mls_metrics.scenarios.portfolio import best_portfolio
from mls_metrics.scenarios.valuation import base_scenario
from tests.unit.scenarios.made_portfolio import made_portfolio

MADE = made_portfolio(18, 200)


def test_numbers_and_id_are_the_pages_own() -> None:
    base = base_scenario(MADE)
    cap = 0.5 * apply(base, MADE).totals.bridge.now
    scenario = replace(base, cap=cap).named(
        name="Half", reason="Why not", author="", made_at="2026-11-01T08:00:00"
    )
    outcome, plan = apply(scenario, MADE), best_portfolio(scenario, MADE)
    assert isinstance(plan, Plan)
    found = json.loads(outcome_json(outcome, plan))
    assert found["id"] == scenario.id
    assert found["scenario"]["cap"] == pytest.approx(cap)
    assert [d["action"] for d in found["decisions"]] == [d.action.value for d in outcome.decisions]
    net = outcome.totals.net_value
    assert isinstance(net, Estimate)
    assert found["totals"]["net_value"]["value"] == pytest.approx(net.value, rel=1e-6)
    assert found["totals"]["people"] == outcome.totals.people
    assert found["best_portfolio"]["worth"] == pytest.approx(plan.worth, rel=1e-6)
    assert found["best_portfolio"]["totals"]["paid_then"] <= cap * 1.000001


def test_no_portfolio_is_said_in_the_json_too() -> None:
    scenario = replace(base_scenario(MADE), cap=1.0)
    found = json.loads(outcome_json(apply(scenario, MADE), best_portfolio(scenario, MADE)))
    assert "cannot be kept" in found["best_portfolio"]["reason"]
