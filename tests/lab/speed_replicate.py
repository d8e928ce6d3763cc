"""One replicate of a made-up company of learners: its truth, and what the product says of it."""

from functools import cache
from typing import Any
from unittest import mock

import duckdb
import numpy as np

from mls_metrics.analysis.speed import estimate_speed
from mls_metrics.catalog.load import load_policy
from mls_metrics.gather import read_facts
from mls_metrics.inputs.speed import speed_of
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.warehouse import build
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.speed_data import speed_context
from tests.lab.landed import PROGRAM, built_store
from tests.lab.speed_world import Learned, SpeedWorld, happen, speed_frames, true_days

READ = ("marts.retention_months", "marts.retention_people", "marts.retention_starts")
READ += ("marts.below_level", "marts.output_standing", "marts.program_facts", "core.settings")


def speed_replicate(world: SpeedWorld, seed: int) -> tuple[float, EffectEstimate]:
    """The truth in days, and the effect."""
    rng = np.random.default_rng([seed, 77])
    learned = happen(world, rng)
    truth, _ = true_days(world, learned, horizon=load_policy().horizon_months)
    return truth, effect_of(world, learned, rng)


def effect_of(world: SpeedWorld, learned: Learned, rng: np.random.Generator) -> EffectEstimate:
    """What the product says of one company."""
    policy = load_policy()
    with mock.patch.object(build, "build_order", return_value=relations_read()):
        store = built_store(
            speed_frames(world, learned, rng), last_month=world.months, policy=policy
        )
    effect = effect_in(store)
    store.close()
    return effect


def effect_in(store: Store) -> EffectEstimate:
    """The effect of the made-up program in a built store."""
    policy = load_policy()
    facts = next(item for item in read_facts(store) if item.program_id == PROGRAM)
    return estimate_speed(speed_of(store, speed_context(store), facts, policy), policy=policy)


def summary(world: SpeedWorld, seeds: range) -> dict[str, Any]:
    """Bias, coverage and failed checks over many companies."""
    found = [speed_replicate(world, seed) for seed in seeds]
    given = [(t, e.measure, e) for t, e in found if isinstance(e.measure, Estimate)]
    errors = np.array([m.value - t for t, m, _ in given])
    widths = np.array([m.high - m.low for _, m, _ in given])
    inside = np.array([m.low <= t <= m.high for t, m, _ in given])
    away = np.array([m.low > 0 or m.high < 0 for _, m, _ in given])
    failed = [check.name for _, _, e in given for check in e.checks if not check.passed]
    return {
        "given": len(given),
        "of": len(found),
        "truth": float(np.mean([t for t, _, _ in given])),
        "bias": float(errors.mean()),
        "bias_error": float(errors.std(ddof=1) / np.sqrt(len(errors))),
        "coverage": float(inside.mean()),
        "claims": float(away.mean()),
        "half_width": float(widths.mean() / 2),
        "starters": float(np.mean([e.treated_n for _, _, e in given])),
        "failed": {name: failed.count(name) / len(given) for name in sorted(set(failed))},
        "naive": float(np.mean([e.naive for _, _, e in given if e.naive is not None])),
    }


@cache
def relations_read() -> tuple[str, ...]:
    """The relations that the effect on speed reads, in the order in which they are built."""
    order, known = build.build_order(), build.relations()
    wanted = set(READ)
    with duckdb.connect(":memory:") as parser:
        for name in reversed(order):
            if name in wanted:
                wanted |= build.reads(parser, known[name].sql) & set(known)
    return tuple(name for name in order if name in wanted or name.startswith("joined."))
