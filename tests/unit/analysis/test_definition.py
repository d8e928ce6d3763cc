"""A jump common to all cancels in the comparison; a change of spread does not."""

from dataclasses import replace

import numpy as np
import pytest

from mls_metrics.analysis.kpi_fit import KpiData
from mls_metrics.analysis.productivity import estimate_productivity
from mls_metrics.analysis.productivity_checks import Break, definition_check
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.estimate import Estimate
from mls_metrics.stats.group_time_did import NEVER, Panel

POLICY = load_policy()
JUMP = Break(month=2024 * 12 + 2, units=90, shift=12.5, spread_ratio=1.1)


def test_without_a_jump_nothing_is_said() -> None:
    assert definition_check((), POLICY) is None


@pytest.mark.parametrize(
    ("ratio", "passed"), [(1.1, True), (1.5, True), (1.6, False), (0.6, False), (None, True)]
)
def test_only_a_changed_spread_costs_a_letter(ratio: float | None, passed: bool) -> None:
    check = definition_check((JUMP, replace(JUMP, spread_ratio=ratio)), POLICY)
    assert check is not None
    assert check.passed == passed
    assert check.costs_a_grade
    assert not check.blocks
    assert "In 2024-03 the KPI jumped by 12.5 for nearly all of 90 units" in check.sentence
    assert ("not in one unit" in check.sentence) == (not passed)


def test_a_common_jump_moves_no_effect_and_is_told() -> None:
    rng = np.random.default_rng(4)
    cohort = np.where(np.arange(200) < 60, 16, NEVER)
    values = rng.normal(0, 1, (200, 24)) + rng.normal(0, 2, (200, 1))
    values[:60, 17:] += 1.0
    data = KpiData(
        program_id="P",
        learners=60,
        kpi="sales",
        panel=Panel(values=values, cohort=cohort, clean_until=cohort, factors=()),
        clusterings=(np.arange(200),),
        naive_groups=(np.zeros((200, 24), dtype=bool), np.zeros((200, 24), dtype=bool)),
    )
    plain = estimate_productivity(data, policy=POLICY)
    jumped = values + np.where(np.arange(24) >= 14, 20.0, 0.0)
    assert data.panel is not None
    told = estimate_productivity(
        replace(data, panel=replace(data.panel, values=jumped), breaks=(JUMP,)), policy=POLICY
    )
    assert isinstance(plain.measure, Estimate)
    assert isinstance(told.measure, Estimate)
    assert told.measure.value == pytest.approx(plain.measure.value)
    assert plain.measure.low > 0
    assert [c.name for c in told.checks if c.name == "definition"] == ["definition"]
    assert "definition" not in [c.name for c in plain.checks]
