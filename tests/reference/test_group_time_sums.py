"""Sums by cells against R's did on mpdta, and against our own estimator unit by unit."""

import numpy as np
import pytest
from mpdta import FIRST, att_gt, by_population, read, stacked, whole_cohorts

from mls_metrics.stats.bands import band_quantile_of
from mls_metrics.stats.group_time_did import (
    NEVER,
    RIDGE,
    Panel,
    Window,
    clustered_error,
    group_time_did,
)
from mls_metrics.stats.group_time_sums import (
    CellContrast,
    CellEffects,
    CellSums,
    averaged,
    cell_effects,
    cell_sums,
    combined,
    covariance,
)

SPECS = ("nev_dr", "nyt_dr", "nev_reg_cov")


def errors(sums: CellSums, effects: CellEffects) -> np.ndarray:
    return np.sqrt(np.diag(covariance(sums, effects)))


def same(sums: CellSums, effects: CellEffects, rows: list[list[float]]) -> None:
    """Effects and errors are R's to 1e-10."""
    expected = np.array(rows)
    assert len(effects.effect) == len(expected)
    np.testing.assert_allclose(effects.effect, expected[:, -2], atol=1e-10, rtol=0)
    np.testing.assert_allclose(errors(sums, effects), expected[:, -1], atol=1e-10, rtol=0)


@pytest.mark.parametrize("spec", SPECS)
def test_group_time_effects_are_those_of_r(spec: str) -> None:
    sums, effects, keys = att_gt(spec)
    expected = read("mpdta_r_did.toml")[spec]
    assert (keys + FIRST == np.array(expected["att_gt"])[:, :2]).all()
    same(sums, effects, expected["att_gt"])


@pytest.mark.parametrize("spec", SPECS)
def test_aggregates_are_those_of_r(spec: str) -> None:
    sums, effects, keys = att_gt(spec)
    expected = read("mpdta_r_did.toml")[spec]
    group, month = keys.T
    after = month >= group
    same(sums, averaged(sums, effects, after), expected["simple"])
    groups = stacked(
        [combined(effects, only(after & (group == one))) for one in np.unique(group)],
    )
    same(sums, groups, expected["group"])
    same(sums, averaged(sums, groups, np.ones(3, dtype=bool)), expected["group_overall"])
    since = month - group
    dynamic = stacked([averaged(sums, effects, since == e) for e in np.unique(since)])
    same(sums, dynamic, expected["dynamic"])
    same(sums, combined(dynamic, only(np.unique(since) >= 0)), expected["dynamic_overall"])
    calendar = stacked(
        [averaged(sums, effects, after & (month == t)) for t in np.unique(month[after])]
    )
    same(sums, calendar, expected["calendar"])
    same(sums, combined(calendar, only(np.ones(4, dtype=bool))), expected["calendar_overall"])


def only(chosen: np.ndarray) -> np.ndarray:
    """Weights of a plain mean of the chosen, shape (1, J)."""
    return np.asarray(chosen / chosen.sum())[None, :]


@pytest.mark.parametrize("spec", SPECS)
def test_joint_test_of_the_months_before_is_that_of_r(spec: str) -> None:
    sums, effects, keys = att_gt(spec)
    before = keys[:, 1] < keys[:, 0]
    joint = covariance(sums, effects)[np.ix_(before, before)]
    wald = effects.effect[before] @ np.linalg.solve(joint, effects.effect[before])
    assert wald == pytest.approx(read("mpdta_r_did.toml")[spec]["wald"], abs=1e-9)


def test_cells_by_population_add_up_to_the_cohorts() -> None:
    whole, parts = whole_cohorts(), by_population()
    for place, cohort in enumerate(whole.cohort):
        mine = parts.cohort == cohort
        count = parts.count[mine]
        assert count.sum() == pytest.approx(whole.count[place], rel=1e-12)
        mean = count @ parts.mean[mine] / count.sum()
        np.testing.assert_allclose(mean, whole.mean[place], rtol=1e-12)
        away = parts.mean[mine] - mean
        scatter = parts.scatter[mine].sum(axis=0) + (away * count[:, None]).T @ away
        np.testing.assert_allclose(scatter, whole.scatter[place], rtol=1e-11)


def made_panel(seed: int, *, roles: int) -> tuple[Panel, np.ndarray]:
    """A panel without gaps, and the role of each unit."""
    rng = np.random.default_rng(seed)
    n, months = 900, 26
    role = rng.integers(0, roles, n)
    cohort = np.where(rng.random(n) < 0.5, rng.integers(14, 19, n), NEVER)
    values = rng.normal(0, 1, (n, months)).cumsum(axis=1) * 0.2 + 0.05 * role[:, None]
    values += rng.normal(50, 3, (n, 1)) + 0.4 * (np.arange(months)[None, :] > cohort[:, None])
    factors = (np.repeat(role[:, None], months, axis=1),)
    return Panel(values=values, cohort=cohort, clean_until=cohort, factors=factors), role


@pytest.mark.parametrize("roles", [1, 4])
def test_units_and_sums_give_the_same(roles: int) -> None:
    panel, role = made_panel(roles, roles=roles)
    n, months = panel.values.shape
    base, gap = tuple(range(-8, -2)), 2
    windows = [Window(months=(k,), base=base) for k in range(1, 6)]
    by_unit = group_time_did(panel, windows, np.ones((n, 1)), gap=gap)
    keys, cell = np.unique(panel.cohort * 10 + role, return_inverse=True)
    dummies = (keys[:, None] % 10 == np.arange(1, roles)[None, :]).astype(float)
    sums = cell_sums(
        panel.values,
        cell,
        cohort=keys // 10,
        design=np.column_stack([np.ones(len(keys)), dummies]),
    )
    for place, window in enumerate(windows):
        contrasts = []
        for cohort in range(14, 19):
            change = np.zeros(months)
            change[cohort + window.months[0]] = 1.0
            change[[cohort + k for k in base]] -= 1 / len(base)
            free = sums.cohort > cohort + window.months[0] + gap
            contrasts.append(CellContrast(cohort=cohort, change=change, controls=free))
        effects = cell_effects(sums, contrasts, ridge=RIDGE)
        whole = averaged(sums, effects, np.ones(len(contrasts), dtype=bool))
        assert whole.effect[0] == pytest.approx(by_unit.effect[place], abs=1e-10)
        squares = float((by_unit.influence[:, place] ** 2).sum())
        assert covariance(sums, whole)[0, 0] == pytest.approx(squares, abs=1e-10)
        error = clustered_error(by_unit.influence[:, place], [np.arange(n)])
        assert error == pytest.approx(np.sqrt(squares * n / (n - 1)), rel=1e-9)


def test_sums_refuse_what_they_cannot_hold() -> None:
    values = np.ones((4, 3))
    cohort, design = np.array([1, NEVER]), np.ones((2, 1))
    values[2, 1] = np.nan
    with pytest.raises(ValueError, match="missing"):
        cell_sums(values, np.array([0, 0, 1, 1]), cohort=cohort, design=design)
    with pytest.raises(ValueError, match="units"):
        cell_sums(np.ones((4, 3)), np.zeros(4, dtype=int), cohort=cohort, design=design)


def test_band_of_the_event_study_is_about_as_wide_as_that_of_r() -> None:
    sums, effects, keys = att_gt("nev_dr")
    since = keys[:, 1] - keys[:, 0]
    dynamic = stacked([averaged(sums, effects, since == e) for e in np.unique(since)])
    wide = band_quantile_of(covariance(sums, dynamic), level=0.95, seed=1)
    assert wide == pytest.approx(2.6, abs=0.12)
