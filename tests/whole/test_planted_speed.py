"""The sample company plants what each program adds to its skill: the days it saves are found."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from company import copy, read

from mls_metrics.analysis.speed import estimate_speed
from mls_metrics.catalog.load import load_policy
from mls_metrics.gather import read_facts
from mls_metrics.inputs.speed import speed_of
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.simulate.plan import ProgramPlan, all_plans
from mls_metrics.simulate.skills import REQUIRED, half_steps
from mls_metrics.warehouse.speed_data import speed_context
from mls_metrics.workspace import Workspace

DATA = Path(__file__).resolve().parents[2] / "data"
TABLES = {"employees", "job_history", "enrollments", "programs", "program_skills"}
HORIZON, EVERY, MONTH_DAYS = 12, 6, 365.25 / 12
PLANS = {plan.id: plan for plan in all_plans()}


@pytest.fixture(scope="module")
def effects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, EffectEstimate]]:
    folder = copy(DATA, tmp_path_factory.mktemp("s") / "c", only={*TABLES, "skill_assessments"})
    policy = load_policy()
    with Workspace.open(None) as workspace:
        workspace.add([folder])
        workspace.build(as_of=None, policy=policy)
        store = workspace.store
        context = speed_context(store)
        yield {
            item.program_id: estimate_speed(speed_of(store, context, item, policy), policy=policy)
            for item in read_facts(store)
        }


def planted_days(plan: ProgramPlan, taken: pd.DataFrame, rng: np.random.Generator) -> float:
    """Days saved among people rated below the level before, drawn from the planted numbers.

    Half-yearly ratings with the generator's own noise and rounding, the starters' own months from
    start to completion; nothing of how the product estimates is in it.
    """
    n = 60_000
    mine = taken[(taken["program_id"] == plan.id) & taken["started_on"].astype(bool)]
    mine = mine[mine["attempt"] == "1"]
    began = pd.to_datetime(mine["started_on"]).dt
    done = pd.to_datetime(mine["completed_on"].where(mine["status"] == "completed", "")).dt
    month = (began.year * 12 + began.month).to_numpy()
    lag = (done.year * 12 + done.month).to_numpy() - month
    drawn = rng.integers(0, len(mine), n)
    lag, month = lag[drawn], month[drawn] - (2023 * 12 + 5)
    latent = plan.skill_start + 0.5 * rng.standard_normal(n) + 0.2 * rng.standard_normal(n)
    phase = rng.integers(0, EVERY, n)

    def seen(after: np.ndarray, gain: np.ndarray) -> np.ndarray:
        level = latent + 0.004 * (month + after) + gain + 0.25 * rng.standard_normal(n)
        return np.asarray(half_steps(level) >= REQUIRED)

    below = ~seen(-phase, np.zeros(n))
    waits = []
    for trained in (True, False):
        wait = np.full(n, float(HORIZON))
        for look in (2 * EVERY - phase, EVERY - phase):
            gain = plan.skill_gain * (trained & (lag < look))
            wait = np.where(seen(look, gain), look, wait)
        waits.append(np.minimum(wait, HORIZON)[below].mean())
    return MONTH_DAYS * float(waits[1] - waits[0])


@pytest.mark.ledger("48a")
def test_the_planted_days_lie_inside_the_ranges(effects: dict[str, EffectEstimate]) -> None:
    rng, taken = np.random.default_rng(8), read(DATA, "enrollments")
    given = {id_: e.measure for id_, e in effects.items() if isinstance(e.measure, Estimate)}
    assert len(given) >= 12
    truths = {id_: planted_days(PLANS[id_], taken, rng) for id_ in given}
    missed = [id_ for id_, m in given.items() if not m.low <= truths[id_] <= m.high]
    # Of fifteen ranges of 95 percent, one may miss; two would be one time in six.
    assert len(missed) <= 1, {id_: (truths[id_], given[id_]) for id_ in missed}


def test_programs_that_teach_are_told_from_those_that_do_not(
    effects: dict[str, EffectEstimate],
) -> None:
    for id_, effect in effects.items():
        if isinstance(effect.measure, Estimate) and PLANS[id_].skill_gain >= 0.8:
            assert effect.measure.low > 0, id_
        if isinstance(effect.measure, Estimate) and PLANS[id_].skill_gain <= 0.2:
            assert effect.measure.low <= 0 <= effect.measure.high, id_
    assert any(PLANS[id_].skill_gain <= 0.2 for id_ in effects)


def test_a_required_program_is_refused_and_tests_of_its_people_are_no_comparison(
    effects: dict[str, EffectEstimate],
) -> None:
    required = next(plan.id for plan in PLANS.values() if plan.mandatory)
    assert not isinstance(effects[required].measure, Estimate)
    for effect in effects.values():
        if isinstance(effect.measure, Estimate):
            detection = next(check for check in effect.checks if check.name == "detection")
            assert detection.passed, (effect.program_id, detection.sentence)
