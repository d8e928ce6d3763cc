"""People ready by a date: the closed form, flat where nothing changes, later dates never worse."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mls_metrics.analysis.readiness_forecast import (
    entry_shares,
    expected_ready,
    forecast_readiness,
    headcounts,
    rates,
    ready_today,
)
from mls_metrics.model.skill_plan import Pace, ReadinessStart

NEVER = Pace(fixed=0.0)
START = ReadinessStart(
    people=100,
    ready=40,
    below=60,
    inflow=Pace(fixed=3.0),
    decay=Pace(fixed=0.02),
    attrition=Pace(fixed=0.01),
)
COUNTED = replace(
    START,
    inflow=Pace(events=30, exposure=10),
    decay=Pace(events=20, exposure=1000),
    attrition=Pace(events=24, exposure=2400),
)


def forecast(start: ReadinessStart = START, months: int = 24, **more: int):
    return forecast_readiness(start, months=months, seed=7, **more)


@pytest.mark.ledger("15d")
def test_the_closed_form_is_the_month_by_month_sum() -> None:
    ready = [40.0]
    for _ in range(24):
        ready.append(ready[-1] * 0.99 * 0.98 + 3.0)
    assert expected_ready(START, 24) == pytest.approx(ready)
    assert forecast().expected == pytest.approx(ready)


@pytest.mark.ledger("15d")
def test_the_closed_form_is_the_geometric_sum_with_new_hires() -> None:
    start = replace(START, joined=20, joined_ready=5)
    month = np.arange(25.0)
    stays = 0.99 * 0.98
    monthly = 3.0 + 0.25 * 0.01 * 100
    closed = stays**month * 40 + monthly * (1 - stays**month) / (1 - stays)
    assert expected_ready(start, 24) == pytest.approx(closed)
    assert forecast(start, draws=4000).paths.mean(axis=0) == pytest.approx(closed, abs=1.0)


def test_new_hires_are_as_ready_as_those_hired_lately_or_as_set() -> None:
    rng = np.random.default_rng(2)
    assert set(entry_shares(START, rng, 3)) == {0.0}
    assert set(entry_shares(replace(START, entry=0.4), rng, 3)) == {0.4}
    drawn = entry_shares(replace(START, joined=20, joined_ready=5), rng, 4000)
    assert drawn.mean() == pytest.approx(0.25, abs=0.02)
    assert drawn.std() > 0.05


@pytest.mark.ledger("15d")
def test_the_paths_scatter_around_the_closed_form() -> None:
    found = forecast(draws=4000)
    assert found.paths.mean(axis=0) == pytest.approx(found.expected, abs=0.5)


@pytest.mark.ledger("15d")
def test_without_attrition_loss_and_learning_the_forecast_is_flat() -> None:
    flat = forecast(replace(START, inflow=NEVER, decay=NEVER, attrition=NEVER))
    low, high = flat.band()
    assert set(low) == set(high) == {40.0}
    assert set(flat.expected) == {40.0}
    counted = Pace(events=0, exposure=500)
    rare = Pace(events=0, exposure=20)
    steady = forecast(replace(START, inflow=rare, decay=counted, attrition=counted))
    assert set(steady.expected) == {40.0}
    low, high = steady.band()
    assert low[-1] < 40 < high[-1], "that nothing was seen does not make it impossible"


@pytest.mark.ledger("15d")
def test_attrition_and_decay_each_lower_the_forecast() -> None:
    still = replace(START, inflow=NEVER, decay=NEVER, attrition=NEVER)
    leaving = forecast(replace(still, attrition=Pace(fixed=0.02))).expected[-1]
    losing = forecast(replace(still, decay=Pace(fixed=0.02))).expected[-1]
    assert leaving == pytest.approx(40 * 0.98**24)
    assert losing == pytest.approx(leaving)


@pytest.mark.ledger("24")
@settings(max_examples=30, deadline=None)
@given(some.integers(1, 30), some.integers(1, 12), some.floats(30, 90))
def test_a_later_date_is_never_less_likely_on_time(month: int, later: int, needed: float) -> None:
    short, long = forecast(COUNTED, month), forecast(COUNTED, month + later)
    assert (short.paths == long.paths[:, : month + 1]).all(), "a longer look moves nothing earlier"
    assert short.chance_by(needed, month) <= long.chance_by(needed, month + later)


@pytest.mark.ledger("24")
def test_the_chance_rises_from_far_off_to_sure_and_the_month_is_a_range() -> None:
    found = forecast(COUNTED, 48)
    chances = [found.chance_by(60, month) for month in (1, 8, 16, 40)]
    assert chances == sorted(chances)
    assert chances[0] < 0.1
    assert chances[-1] > 0.9
    early, middle, late = found.reached(60)
    assert early is not None
    assert middle is not None
    assert late is None or late >= middle
    assert early < middle
    assert found.chance_by(60, middle) >= 0.5
    assert found.reached(1_000) == (None, None, None)
    assert found.reached(10) == (0, 0, 0)


def test_enough_for_a_while_is_not_enough_on_the_date() -> None:
    falling = forecast(replace(START, inflow=NEVER, decay=Pace(fixed=0.05)))
    assert falling.chance_by(40, 24) == 1.0
    assert falling.chance_at(40, 24) == 0.0


def test_the_same_seed_gives_the_same_paths() -> None:
    assert (forecast(COUNTED).paths == forecast(COUNTED).paths).all()
    other = forecast_readiness(COUNTED, months=24, seed=8)
    assert (forecast(COUNTED).paths != other.paths).any()


def test_nobody_can_be_ready_beyond_everybody() -> None:
    crowded = forecast(replace(START, inflow=Pace(fixed=30.0), decay=NEVER, attrition=NEVER))
    assert crowded.paths.max() == 100
    assert crowded.expected.max() == 100
    assert headcounts(replace(START, growth=0.1), 12)[-1] == pytest.approx(110)


@pytest.mark.ledger("48b")
def test_who_was_not_assessed_is_taken_as_unsure_and_never_as_not_ready() -> None:
    half_known = replace(START, ready=20, below=20)
    assert half_known.expected == pytest.approx(50)
    rng = np.random.default_rng(3)
    drawn = ready_today(half_known, rng, 4000)
    assert drawn.mean() == pytest.approx(50, abs=0.5)
    assert drawn.std() > 4
    told = replace(half_known, unknown_share=0.0)
    assert set(ready_today(told, rng, 5)) == {20.0}
    low, high = forecast(half_known).band()
    all_known = forecast(replace(half_known, ready=50, below=50)).band()
    assert high[0] - low[0] > all_known[1][0] - all_known[0][0]


def test_rates_come_with_the_doubt_of_their_counts_or_as_set() -> None:
    rng = np.random.default_rng(1)
    few, many = (rates(Pace(events=n, exposure=10 * n), rng, 4000) for n in (4, 400))
    assert few.std() > many.std()
    assert set(rates(Pace(fixed=0.2), rng, 3)) == {0.2}
    assert Pace(events=4, exposure=40).times(10).rate == pytest.approx(1.0)
    assert Pace(fixed=0.1).times(10).rate == pytest.approx(1.0)
    assert not Pace().is_known
    assert Pace(fixed=0.0).is_known


def test_the_number_ready_has_a_range_and_the_people_behind_it() -> None:
    ready = forecast(COUNTED).ready_at(12)
    assert ready.low < ready.value < ready.high
    assert (ready.n, ready.unit) == (100, "people")
    inner = forecast(COUNTED).band(0.5)
    assert inner[0][12] >= ready.low
    assert inner[1][12] <= ready.high
    assert forecast(COUNTED, 30).months == 30
