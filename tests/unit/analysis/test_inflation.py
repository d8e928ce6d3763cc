"""Learners' own estimates beside what is measured: the ratio, its refusals, what it adjusts."""

from dataclasses import replace

import pytest

from mls_metrics.analysis.inflation import (
    ESTIMATED,
    drawn,
    estimate_inflation,
    measured,
    pair_of,
    summed,
    told,
)
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import ProgramEvidence
from tests.unit.recommend.made_evidence import POLICY, evidence, kpi_effect


def said(value: float) -> Estimate:
    return Estimate(value=value, low=value - 1, high=value + 1, n=60, unit="%", method="mean")


def program(id_: str, by_learners: float | None, effect: float | None) -> ProgramEvidence:
    """An effect in units of a KPI whose mean is 50: 5 units are ten percent."""
    kpi = None if effect is None else replace(kpi_effect(effect, 0.2), program_id=id_)
    entry = evidence(id_, kpi=kpi)
    measures = {} if by_learners is None else {ESTIMATED: said(by_learners)}
    return replace(entry, metrics=measures)


BOTH = [program("A", 30, 5.0), program("B", 20, 2.5), program("C", 10, 2.5)]


def test_the_ratio_is_of_sums_and_adjusts_only_what_was_not_measured() -> None:
    found = estimate_inflation([*BOTH, program("D", 12, None), program("E", None, None)], POLICY)
    assert isinstance(found.ratio, Estimate)
    # 60 percent said, 20 measured
    assert found.ratio.value == pytest.approx(3.0, abs=0.1)
    assert found.ratio.low < 3.0 < found.ratio.high
    assert set(found.adjusted) == {"D"}
    assert found.adjusted["D"].value == pytest.approx(4.0, abs=0.2)
    assert found.adjusted["D"].n == 60


def test_too_few_programs_and_nothing_measured_are_refused() -> None:
    few = estimate_inflation(BOTH[:2], POLICY)
    assert isinstance(few.ratio, NotEstimable)
    assert few.ratio.n == 2
    nothing = [program(id_, 20, 0.01) for id_ in "ABC"]
    refused = estimate_inflation(nothing, POLICY)
    assert isinstance(refused.ratio, NotEstimable)
    assert refused.adjusted == {}


def test_an_effect_is_in_percent_and_better_is_positive() -> None:
    one = measured(program("A", None, 5.0))
    assert one is not None
    assert (one.value, one.unit) == (pytest.approx(10.0), "%")
    entry = program("A", 10, 5.0)
    lower = replace(entry.effects["productivity"], higher_is_better=False)
    turned = measured(replace(entry, effects={**entry.effects, "productivity": lower}))
    assert turned is not None
    assert turned.value == pytest.approx(-10.0)
    assert pair_of(program("A", None, 5.0)) is None
    assert pair_of(entry) is not None


def test_draws_keep_mean_and_error() -> None:
    import numpy as np

    rng = np.random.default_rng(3)
    assert drawn(said(10), rng).std() == pytest.approx(said(10).standard_error, rel=0.05)
    total = told(summed([said(10), said(20)], rng), n=2, unit="%", policy=POLICY)
    assert total.value == pytest.approx(30, abs=0.1)
