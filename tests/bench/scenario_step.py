"""Milliseconds of a scenario step: from changed weights to decisions, people and money.

``python3 run.py bench --scenarios`` prints one JSON object with p50 and p95, by clock and
processor, for the sample company and for 200 made programs in 2,000 worlds: the step alone, then
the whole script of the page, from new weights over the verdicts to what is redrawn, beside a bare
rerun of the same page and of a script of one line. The sample is assessed first, which takes a
minute.
"""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from mls_metrics.assess import assess
from mls_metrics.model.decision import Assessment
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.scenario import Assumption, Scenario
from mls_metrics.scenarios.apply import applied, apply, valuation, worlds_of
from mls_metrics.scenarios.portfolio import objectives_of, plan_of
from mls_metrics.scenarios.valuation import base_scenario
from mls_metrics.workspace import Workspace
from pages.components import session
from tests.unit.scenarios.made_portfolio import made_portfolio

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, PROGRAMS, WORLDS, WEIGHTINGS = 20, 200, 2000, 500


def other_weights(base: Scenario, rng: np.random.Generator) -> Scenario:
    """The scenario under five random weights."""
    first, second, third, fourth = (float(x) for x in rng.multinomial(100, [0.2] * 5)[:4])
    rest = 100.0 - first - second - third - fourth
    return replace(base, weights=(first, second, third, fourth, rest))


def other_bars(base: Scenario, rng: np.random.Generator) -> Scenario:
    """The scenario under another bar for scaling."""
    return replace(base, scale_score=float(rng.uniform(30, 70)))


def other_prices(base: Scenario, rng: np.random.Generator) -> Scenario:
    """The scenario under another cost of replacing a leaver."""
    value = float(rng.uniform(0.35, 0.85))
    return replace(base, replacement_cost_share=Assumption(value=value, low=0.3, high=0.9))


def times_of(assessment: Assessment) -> dict[str, dict[str, float]]:
    """p50 and p95 of each kind of step, in milliseconds."""
    rng = np.random.default_rng(1)
    base = base_scenario(assessment)
    worlds, objectives = worlds_of(base, assessment), objectives_of(assessment)
    now = apply(base, assessment, worlds=worlds).totals.bridge.now

    def weights() -> object:
        scenario = other_weights(base, rng)
        assert valuation(scenario) == valuation(base)
        return apply(scenario, assessment, worlds=worlds)

    def portfolio() -> object:
        scenario = replace(other_weights(base, rng), cap=float(rng.uniform(0.6, 1.1)) * now)
        return plan_of(applied(scenario, assessment, worlds=worlds), objectives)

    steps: dict[str, Callable[[], object]] = {
        "weights": weights,
        "bars": lambda: apply(other_bars(base, rng), assessment),
        "prices": lambda: apply(other_prices(base, rng), assessment),
        "weights_and_best_portfolio": portfolio,
    }
    return {name: percentiles(step) for name, step in steps.items()}


def percentiles(step: Callable[[], object]) -> dict[str, float]:
    """p50 and p95 of a step in milliseconds, by the clock and by the processor, first run aside."""
    step()
    clock, work = [], []
    for _ in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        step()
        clock.append(1000 * (time.perf_counter() - started))
        work.append(1000 * (time.process_time() - worked))
    return {
        f"p{at}_{name}_ms": round(float(np.percentile(seen, at)), 1)
        for name, seen in (("clock", clock), ("cpu", work))
        for at in (50, 95)
    }


def page_times_of(assessment: Assessment) -> dict[str, dict[str, float]]:
    """p50 and p95 of a run of the Scenarios page: with new weights, and with nothing new."""
    shown = session.Shown(assessment=assessment, is_sample=True)
    session.current = lambda: shown
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300).run()
    app.switch_page("pages/plan/scenarios.py").run()
    rng = np.random.default_rng(2)
    empty = AppTest.from_string("import streamlit as st\nst.title('x')").run()

    def weights() -> object:
        for name, points in zip(DIMENSIONS, rng.multinomial(100, [0.2] * 5), strict=True):
            fields = (item for item in app.number_input if item.key)
            next(f for f in fields if f.key.endswith(f"_w_{name}")).set_value(float(points))
        next(button for button in app.button if button.label == "Apply").click().run()
        assert not app.exception, app.exception
        return app

    return {
        "page_with_new_weights": percentiles(weights),
        "page_rerun": percentiles(app.run),
        "bare_rerun": percentiles(empty.run),
    }


def sample() -> Assessment:
    """The sample company's assessment."""
    with Workspace.open(None) as workspace:
        workspace.add(sorted((ROOT / "data").glob("*.csv")))
        return assess(workspace)


def main() -> None:
    """Print all measures as one JSON object."""
    companies = {
        "sample": sample(),
        f"{PROGRAMS} programs, {WORLDS} worlds": made_portfolio(
            PROGRAMS, WORLDS, weightings=WEIGHTINGS
        ),
    }
    measured = {name: times_of(one) | page_times_of(one) for name, one in companies.items()}
    print(json.dumps(measured, indent=2))


if __name__ == "__main__":
    main()
