"""One replicate of one scenario: a company, its truth, and what the product says of it."""

from functools import cache
from typing import Any
from unittest import mock

import duckdb
import numpy as np

from mls_metrics.analysis.natural_comparison import with_natural_comparison
from mls_metrics.analysis.productivity import estimate_productivity
from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.catalog.load import load_policy
from mls_metrics.effects import hazard_opinions
from mls_metrics.gather import read_facts
from mls_metrics.inputs.kpi import KpiPanels
from mls_metrics.inputs.retention import retention_data, turned_away
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.recommend.grades import grade_effect
from mls_metrics.warehouse import build
from mls_metrics.warehouse.connection import Store
from tests.lab import kpi_world, retention_world
from tests.lab.landed import PROGRAM, built_store, retention_frames
from tests.lab.scenarios import Scenario

# The second opinion costs as much as all the rest; its agreement shows in the first of each world.
SECOND_OPINIONS = 40
NEEDED = ("marts.retention_months", "marts.leavers_in_learning", "marts.kpi_series")
NEEDED += ("marts.retention_people", "marts.retention_starts", "marts.program_facts")
NEEDED += ("marts.turned_away", "marts.kpi_breaks", "core.person_months")
Answer = dict[str, Any]


def replicate(scenario: Scenario, seed: int) -> Answer:
    """Truth and answer of one company; the same for the same seed."""
    rng = np.random.default_rng([seed, *scenario.name.encode()])
    world = scenario.world
    if isinstance(world, retention_world.RetentionWorld):
        return of_retention(world, rng, second_opinion=seed <= SECOND_OPINIONS)
    return of_kpi(world, rng)


def of_retention(
    world: retention_world.RetentionWorld, rng: np.random.Generator, *, second_opinion: bool
) -> Answer:
    """Retention of one company."""
    policy = load_policy()
    company = retention_world.happen(world, rng)
    truth, ratio = retention_world.true_difference(
        world, company, grace=policy.grace_months, horizon=policy.horizon_months
    )
    frames = retention_frames(company, dated=world.dated, completion_only=world.completion_only)
    store = quickly_built(frames, world.months)
    data = retention_data(store, PROGRAM, policy, mandatory=False)
    second = None
    if second_opinion:
        facts = [item for item in read_facts(store) if item.program_id == PROGRAM]
        second = hazard_opinions(store, facts, policy).get(PROGRAM)
    effect = estimate_retention(data_with(data, second), policy=policy)
    effect = with_natural_comparison(effect, data, turned_away(store, PROGRAM), policy=policy)
    store.close()
    extra: Answer = {"expected": effect.expected_leavers, "observed": effect.observed_leavers}
    extra |= natural_answer(effect)
    extra["true_ratio"] = ratio
    if second is not None:
        extra["second"], extra["second_error"] = second
    return answer(effect, truth) | extra


def natural_answer(effect: EffectEstimate) -> Answer:
    """What those who could not come by chance say; nothing where nobody was turned away."""
    measure = effect.natural_comparison
    if not isinstance(measure, Estimate):
        return {}
    return {
        "natural": measure.value,
        "natural_low": measure.low,
        "natural_high": measure.high,
        "natural_n": measure.n,
    }


def data_with(data: Any, second: tuple[float, float] | None) -> Any:
    """Retention data with the second opinion put in."""
    from dataclasses import replace

    return replace(data, second_opinion=second)


def of_kpi(world: kpi_world.KpiWorld, rng: np.random.Generator) -> Answer:
    """A KPI of one company."""
    policy = load_policy()
    panel = kpi_world.happen(world, rng)
    truth = kpi_world.true_effect(panel, follow_up=policy.follow_up_months)
    store = quickly_built(kpi_world.kpi_frames(world, panel, rng), world.months)
    facts = next(item for item in read_facts(store) if item.program_id == PROGRAM)
    effect = estimate_productivity(KpiPanels(store, policy).data_of(facts), policy=policy)
    store.close()
    return answer(effect, truth)


def answer(effect: EffectEstimate, truth: float) -> Answer:
    """What is kept of one replicate."""
    grade = grade_effect(effect)
    kept: Answer = {
        "truth": truth,
        "naive": effect.naive,
        "treated": effect.treated_n,
        "grade": grade.grade.value,
        "failed": [check.name for check in effect.checks if not check.passed],
        "blocked": bool(grade.blocking),
        "breakdown": effect.breakdown,
    }
    if isinstance(effect.measure, Estimate):
        kept |= {
            "value": effect.measure.value,
            "low": effect.measure.low,
            "high": effect.measure.high,
            "error": effect.standard_error,
        }
    else:
        kept["refused"] = effect.measure.reason
    return kept


@cache
def needed_relations() -> tuple[str, ...]:
    """The relations that the effects read, in the order in which they are built."""
    order, known = build.build_order(), build.relations()
    wanted = set(NEEDED)
    with duckdb.connect(":memory:") as parser:
        for name in reversed(order):
            if name in wanted:
                wanted |= build.reads(parser, known[name].sql) & set(known)
    return tuple(name for name in order if name in wanted or name.startswith("joined."))


def quickly_built(frames: dict[str, object], last_month: int) -> Store:
    """A store with only those relations built that the effects read."""
    order = needed_relations()
    with mock.patch.object(build, "build_order", return_value=order):
        return built_store(frames, last_month=last_month, policy=load_policy())
