"""Entropy balancing and the doubly robust check on made-up data whose truth is known."""

from dataclasses import dataclass

import numpy as np
import pytest

from mls_metrics.stats.factor_design import factor_design
from mls_metrics.stats.one_shot import (
    FOLDS,
    DenseDesign,
    OneShot,
    balanced_contrast,
    cross_fitted_contrast,
    largest_difference,
    level_columns,
    leverages,
    person_folds,
    standardized,
    value_columns,
)

PEOPLE, SEEDS, NOISE = 240, 60, 0.6


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """Two values before, one after, and who was trained; n people."""

    earlier: np.ndarray
    before: np.ndarray
    after: np.ndarray
    role: np.ndarray
    treated: np.ndarray
    truth: float


def happen(
    seed: int, *, by_earlier: float = 0.8, by_hidden: float = 0.0, effect: float = 1.0
) -> World:
    """People of a good earlier value, or of a hidden talent, are trained more often."""
    rng = np.random.default_rng(seed)
    role, talent = rng.integers(0, 4, PEOPLE), rng.normal(0, 1, PEOPLE)
    usual = talent + 0.3 * role
    earlier, before, after = (usual + rng.normal(0, NOISE, PEOPLE) for _ in range(3))
    odds = by_earlier * (earlier - 0.5) + by_hidden * talent - 0.3 * role - 0.4
    treated = rng.random(PEOPLE) < 1 / (1 + np.exp(-odds))
    gained = effect * np.where(role == 1, 1.5, 1.0) * treated
    truth = float(gained[treated].mean())
    values = {"earlier": earlier, "before": before, "after": after + gained}
    return World(**values, role=role, treated=treated, truth=truth)


def columns_of(world: World, *values: np.ndarray) -> np.ndarray:
    """Values before and the role, as the analysis balances them."""
    levels = level_columns([world.role], world.treated, minimum=6)
    return np.hstack([*(value_columns(one) for one in values), levels])


def balanced(world: World) -> OneShot:
    columns = columns_of(world, world.earlier, world.before)
    return balanced_contrast(world.after, world.treated, columns)


def crossed(world: World, seed: int = 1) -> OneShot:
    columns = columns_of(world, world.earlier, world.before)
    each = np.arange(PEOPLE)
    return cross_fitted_contrast(world.after, world.treated, columns, person=each, seed=seed)


def placebo(world: World) -> float:
    """The value before as outcome, in standard errors."""
    columns = columns_of(world, world.earlier)
    found = balanced_contrast(world.before, world.treated, columns)
    return found.effect / error(found)


def error(found: OneShot) -> float:
    return float(np.sqrt((found.influence**2).sum()))


def test_truth_recovered_and_covered_over_seeds() -> None:
    worlds = [happen(seed) for seed in range(SEEDS)]
    both = {"balanced": (balanced, 0.92), "crossed": (crossed, 0.85)}
    plain = np.mean(
        [w.after[w.treated].mean() - w.after[~w.treated].mean() - w.truth for w in worlds]
    )
    assert plain > 0.3
    for name, (method, covered) in both.items():
        found = [method(world) for world in worlds]
        missed = np.array([one.effect - w.truth for one, w in zip(found, worlds, strict=True)])
        errors = np.array([error(one) for one in found])
        assert abs(missed.mean()) < 3 * missed.std() / np.sqrt(SEEDS), name
        assert np.mean(np.abs(missed) < 1.96 * errors) >= covered, name
        assert errors.mean() == pytest.approx(missed.std(), rel=0.25), name


def test_both_methods_agree() -> None:
    worlds = [happen(seed) for seed in range(40)]
    found = [balanced(world) for world in worlds]
    apart = [
        abs(one.effect - crossed(w).effect) / error(one)
        for one, w in zip(found, worlds, strict=True)
    ]
    assert np.mean(np.array(apart) > 2) <= 0.05


def test_placebo_fires_where_people_are_chosen_by_what_nobody_sees() -> None:
    seen = np.array([placebo(happen(seed)) for seed in range(60)])
    unseen = [placebo(happen(seed, by_earlier=0, by_hidden=1.5)) for seed in range(60)]
    assert np.mean(np.abs(seen) > 2.24) <= 0.12
    assert np.mean(np.array(unseen) > 2.24) >= 0.6


def test_what_is_unseen_is_not_removed() -> None:
    worlds = [happen(seed, by_earlier=0, by_hidden=1.5, effect=0.0) for seed in range(30)]
    assert np.mean([balanced(world).effect for world in worlds]) > 0.1


def test_weights_make_every_mean_equal() -> None:
    world = happen(3)
    columns = columns_of(world, world.earlier, world.before)
    found = balanced(world)
    assert found.weights.sum() == pytest.approx(1)
    assert found.weights[world.treated].max() == 0
    assert found.weights @ columns == pytest.approx(columns[world.treated].mean(axis=0), abs=1e-6)
    assert found.largest_before > 0.3
    assert found.largest_after < 1e-6
    assert found.effective_sample == pytest.approx(1 / (found.weights**2).sum())
    assert found.influence.sum() == pytest.approx(0, abs=0.05)


def test_one_binary_covariate_is_standardization_by_hand() -> None:
    flag = np.array([1, 1, 1, 0, 1, 1, 0, 0, 0, 0.0])
    treated = np.arange(10) < 4
    outcome = np.array([5, 6, 7, 4, 3, 5, 1, 2, 3, 2.0])
    found = balanced_contrast(outcome, treated, flag[:, None])
    assert found.effect == pytest.approx(22 / 4 - (0.75 * 4 + 0.25 * 2))
    assert found.effective_sample == pytest.approx(1 / (2 * 0.375**2 + 4 * 0.0625**2))


def test_out_of_reach_is_said_and_not_hidden() -> None:
    rng = np.random.default_rng(1)
    value = np.concatenate([rng.normal(6, 0.3, 30), rng.normal(0, 1, 100)])
    found = balanced_contrast(value, np.arange(130) < 30, value[:, None])
    assert found.largest_after > 0.1


def test_an_effect_that_all_share_has_no_error() -> None:
    world = happen(5)
    outcome = 2.0 * world.before + 3.0 * world.treated
    found = balanced_contrast(outcome, world.treated, columns_of(world, world.before))
    assert found.effect == pytest.approx(3.0, abs=1e-6)
    assert error(found) < 1e-6


def test_same_seed_same_answer_and_people_stay_in_one_fold() -> None:
    world = happen(2)
    assert crossed(world).effect == crossed(world).effect
    assert crossed(world).effect != crossed(world, seed=2).effect
    person = np.repeat(np.arange(50), 3)
    fold = person_folds(person < 20, person, seed=1)
    assert np.array_equal(fold[::3], fold[1::3])
    assert np.bincount(fold[::3][:20]).tolist() == [4] * FOLDS


def test_a_value_with_gaps_and_a_pile_at_its_lowest() -> None:
    value = np.array([0, 0, 0, 4, 8, np.nan])
    columns = value_columns(value)
    assert columns.shape == (6, 4)
    assert columns[:, 2].tolist() == [1, 1, 1, 0, 0, 0]
    assert columns[5].tolist() == [0, 0, 0, 1]
    assert value_columns(np.arange(100.0)).shape == (100, 2)
    assert value_columns(np.append(np.zeros(99), 1000.0))[:, 1].max() == 16


def test_thin_levels_are_joined() -> None:
    codes = np.array([0] * 10 + [1] * 10 + [2])
    treated = np.arange(21) % 2 == 0
    assert level_columns([codes], treated, minimum=3).shape == (21, 1)
    assert level_columns([], treated, minimum=3).shape == (21, 0)


def test_written_out_and_by_codes_are_one_design() -> None:
    rng = np.random.default_rng(1)
    codes, weights = rng.integers(0, 3, 50), rng.random(50)
    dense = DenseDesign(columns=np.column_stack([np.ones(50), codes == 1, codes == 2]))
    packed = factor_design([codes], [3])
    assert dense.width == packed.width
    assert dense.gram(weights) == pytest.approx(packed.gram(weights))
    assert dense.totals(weights) == pytest.approx(packed.totals(weights))
    assert dense.predictor(np.array([1.0, 2, 3])) == pytest.approx(
        packed.predictor(np.array([1.0, 2, 3]))
    )
    pulled = leverages(dense, weights, dense.gram(weights))
    assert pulled.sum() == pytest.approx(3)


def test_standardized_leaves_constants_out() -> None:
    columns = np.column_stack([np.ones(6), np.arange(6.0), [0, 0, 0, 1, 0, 1.0]])
    rows = np.arange(6) < 3
    scaled = standardized(columns, rows)
    assert scaled.shape == (6, 2)
    assert scaled[rows].mean(axis=0) == pytest.approx([0, 0])
    assert scaled[rows, 0].std() == pytest.approx(1)
    even = np.where(rows, 0.0, 1 / 3)
    assert largest_difference(scaled, rows, even) == pytest.approx(np.abs(scaled[3:].mean(0)).max())
