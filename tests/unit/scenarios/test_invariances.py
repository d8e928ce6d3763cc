"""What must not move: scores when costs double, anything when names or order change, and so on."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from mls_metrics.catalog.load import metrics
from mls_metrics.model.decision import Action, Assessment
from mls_metrics.model.estimate import NotEstimable
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.scenarios.apply import apply
from mls_metrics.scenarios.portfolio import best_portfolio
from mls_metrics.scenarios.valuation import base_scenario
from tests.unit.recommend.made_evidence import (
    POLICY,
    evidence,
    good_metrics,
    kpi_effect,
    refused,
    retention,
)
from tests.unit.recommend.made_many import many
from tests.unit.scenarios.made_portfolio import assessment_of

FEW = replace(POLICY, draws=400)
SEEDS = [5, 6]


def facts_of(entry: ProgramEvidence, **changes: object) -> ProgramEvidence:
    return replace(entry, facts=replace(entry.facts, **changes))


def by_id(assessment: Assessment) -> dict[str, object]:
    return {item.program_id: item for item in assessment.recommendations}


@pytest.mark.ledger("8")
@pytest.mark.parametrize("seed", SEEDS)
def test_doubling_every_cost_leaves_the_five_dimensions_to_the_last_digit(seed: int) -> None:
    entries = many(18, seed)
    doubled = [
        facts_of(e, direct_cost=None if e.facts.direct_cost is None else 2 * e.facts.direct_cost)
        for e in entries
    ]
    once, twice = assessment_of(entries, FEW), assessment_of(doubled, FEW)
    for before, after in zip(once.recommendations, twice.recommendations, strict=True):
        assert before.dimensions == after.dimensions
        assert before.score == after.score
    assert np.array_equal(once.worlds.draws.dimensions, twice.worlds.draws.dimensions)
    moved = [
        before.net_value != after.net_value
        for before, after in zip(once.recommendations, twice.recommendations, strict=True)
    ]
    assert any(moved), "cost is judged, beside the score"


@pytest.mark.parametrize("seed", SEEDS)
def test_other_names_and_another_order_permute_the_output(seed: int) -> None:
    entries = many(18, seed)
    order = np.random.default_rng(seed).permutation(len(entries))
    renamed = [
        facts_of(entries[place], program_name=f"Course {number}")
        for number, place in enumerate(order)
    ]
    before, after = assessment_of(entries, FEW), assessment_of(renamed, FEW)
    found = by_id(after)
    for item in before.recommendations:
        other = found[item.program_id]
        assert other.action is item.action
        assert dict(other.probability) == pytest.approx(dict(item.probability), abs=1e-12)
        assert other.dimensions == item.dimensions
    first, second = (apply(base_scenario(a), a).totals for a in (before, after))
    assert second.people == first.people
    assert second.bridge.total == pytest.approx(first.bridge.total)
    options = [
        {
            c.program_id: c.option
            for c in best_portfolio(
                replace(base_scenario(a), cap=0.5 * first.bridge.now), a
            ).totals.choices
        }
        for a in (before, after)
    ]
    assert options[0] == options[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_another_program_changes_no_other_programs_score(seed: int) -> None:
    entries = many(13, seed)
    alone, beside = by_id(assessment_of(entries[:-1], FEW)), by_id(assessment_of(entries, FEW))
    for program_id, item in alone.items():
        assert beside[program_id].dimensions == item.dimensions
        assert beside[program_id].score == item.score


def without_metrics(dimension: str) -> Callable[[ProgramEvidence], ProgramEvidence]:
    def drop(entry: ProgramEvidence) -> ProgramEvidence:
        gone = NotEstimable(reason="No file.", needed="The file.", n=0)
        kept = {
            name: gone if metrics()[name].dimension == dimension else measure
            for name, measure in entry.metrics.items()
        }
        return replace(entry, metrics=kept)

    return drop


def without_effect(name: str) -> Callable[[ProgramEvidence], ProgramEvidence]:
    def drop(entry: ProgramEvidence) -> ProgramEvidence:
        effects = {**entry.effects, name: refused(name, entry.facts.program_id)}
        return replace(entry, effects=effects)

    return drop


REMOVED: dict[str, Callable[[ProgramEvidence], ProgramEvidence]] = {
    "costs": lambda e: facts_of(e, direct_cost=None),
    "KPIs": without_effect("productivity"),
    "leavers": without_effect("retention_12m"),
    "reviews": lambda e: facts_of(e, content_reviewed_on=None),
    "objectives": lambda e: facts_of(e, objective_id=None, objective_due_on=None),
    "roster": lambda e: facts_of(e, mean_salary=None, unreached_people=None, eligible_people=None),
    "surveys": without_metrics("satisfaction_engagement"),
    "assessments": without_metrics("workforce_readiness"),
    "improvements": without_metrics("innovation_improvement"),
    "dates": without_metrics("speed_to_competency"),
}


@pytest.mark.parametrize("removed", list(REMOVED))
@pytest.mark.parametrize("seed", SEEDS)
def test_removing_a_file_never_turns_a_verdict_into_retire(seed: int, removed: str) -> None:
    entries = many(36, seed)
    before = by_id(assessment_of(entries, FEW))
    after = by_id(assessment_of([REMOVED[removed](entry) for entry in entries], FEW))
    turned = [
        name
        for name, item in after.items()
        if item.action is Action.RETIRE and before[name].action is not Action.RETIRE
    ]
    assert turned == []


def test_removing_the_surveys_never_retires_a_program_they_spared() -> None:
    bright, dull = good_metrics(95), good_metrics(54)
    measures = {
        name: (bright if metrics()[name].dimension == "satisfaction_engagement" else dull)[name]
        for name in dull
    }
    entry = evidence(
        effect=retention(observed=120, expected=118),
        kpi=kpi_effect(0.1, 0.3),
        direct_cost=800 * 1200.0,
        measures=measures,
    )
    (with_surveys,) = assessment_of([entry], FEW).recommendations
    (without,) = assessment_of([REMOVED["surveys"](entry)], FEW).recommendations
    assert with_surveys.action is Action.FIX
    assert without.action is Action.FIND_OUT
    assert "unscored_dimension" in {reason.code for reason in without.reasons}
