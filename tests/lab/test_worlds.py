"""The lab's own truths: what is computed forward is what comes about in a large company."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.lab.kpi_world import KpiWorld, true_effect
from tests.lab.kpi_world import happen as kpi_happen
from tests.lab.replicate import replicate
from tests.lab.retention_world import NOBODY, RetentionWorld, happen, true_difference
from tests.lab.scenarios import SCENARIOS
from tests.lab.shards import read_lines, seeds_done, shards
from tests.lab.table import page, summarize

GRACE, HORIZON = 2, 12


def staying(world: RetentionWorld, seed: int) -> tuple[float, float]:
    """Share of starters still here, by the life table of one large company, and its error."""
    company = happen(world, np.random.default_rng(seed))
    start, gone = company.started, company.gone
    counted = (start < world.months - GRACE) & (gone > start + GRACE)
    share, relative = 1.0, 0.0
    for k in range(GRACE + 1, HORIZON + 1):
        at_risk = counted & (gone >= start + k) & (start + k < world.months)
        left = int((at_risk & (gone == start + k) & company.is_voluntary).sum())
        share *= 1 - left / at_risk.sum()
        relative += left / (at_risk.sum() * (at_risk.sum() - left))
    return share, share * np.sqrt(relative)


@pytest.mark.parametrize(
    "changes",
    [{"effect": -0.5}, {"late_effect": -0.7}, {"lifts_rating": 0.15}, {"effect": 0.4, "notice": 2}],
    ids=["at once", "late", "through ratings", "with notice"],
)
def test_the_truth_computed_forward_comes_about(changes: dict[str, float]) -> None:
    world = RetentionWorld(people=60_000, choice=0.0, **changes)
    nothing = RetentionWorld(people=60_000, choice=0.0, notice=world.notice)
    truth, _ = true_difference(
        world, happen(world, np.random.default_rng(1)), grace=GRACE, horizon=HORIZON
    )
    (with_it, one), (without, other) = staying(world, 1), staying(nothing, 2)
    assert abs(truth) > 1
    assert 100 * (with_it - without) == pytest.approx(truth, abs=350 * np.hypot(one, other))


def test_what_a_kpi_gains_is_what_was_added() -> None:
    panel = kpi_happen(KpiWorld(effect=0.3, choice=0.0), np.random.default_rng(1))
    never = panel.completed >= NOBODY
    since = np.arange(panel.values.shape[1])[None, :] - panel.completed[:, None]
    after, before = (since >= 1) & (since <= 12), since < 0
    gained = panel.values[after].mean() - panel.values[before & ~never[:, None]].mean()
    assert true_effect(panel, follow_up=12) == pytest.approx(3.0)
    assert gained == pytest.approx(3.0, abs=1.5)


def test_a_replicate_is_the_same_for_the_same_seed() -> None:
    scenario = next(scenario for scenario in SCENARIOS if scenario.name == "kpi_few_help")
    one, other = replicate(scenario, 3), replicate(scenario, 3)
    assert json.dumps(one) == json.dumps(other)
    assert one != replicate(scenario, 4)


def test_a_stop_costs_the_line_that_was_cut_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "null.jsonl"
    path.write_text('{"seed": 1, "truth": 0}\n{"seed": 2, "tru', encoding="utf-8")
    assert seeds_done(path) == {1}
    left = dict(shards(tmp_path, ["null"], 20))
    assert left == {"null": list(range(2, 21))}
    assert len(read_lines(path)) == 1


def test_a_row_counts_coverage_claims_and_flags() -> None:
    line = {"truth": 0.0, "naive": 20.0, "treated": 50, "failed": [], "error": 1.0}
    given = [
        line | {"value": 0.5, "low": -1.5, "high": 2.5},
        line | {"value": 3.0, "low": 1.0, "high": 5.0},
        line | {"value": -3.0, "low": -5.0, "high": -1.0, "failed": ["placebo"]},
        line | {"refused": "too few"},
    ]
    row = summarize(SCENARIOS[0], given)
    assert (row.coverage, row.claims, row.passed_wrong) == (pytest.approx(1 / 3), 0.5, 0.25)
    assert (row.flagged, row.refused) == (0.25, 0.25)
    assert row.bias == pytest.approx(0.5 / 3)
    assert "| **null**" in page([row])


def test_every_world_is_named_once_and_there_are_twelve_for_each_question() -> None:
    names = [scenario.name for scenario in SCENARIOS]
    assert len(set(names)) == len(names)
    for effect in ("retention", "kpi"):
        assert sum(scenario.effect == effect for scenario in SCENARIOS) >= 12
