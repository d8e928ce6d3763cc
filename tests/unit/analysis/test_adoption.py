"""Take-up by group, with and without help to change, and when a KPI moved after a launch."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.adoption import (
    adoption,
    depths,
    difference_by,
    median_of,
    not_followed,
    part_of,
    rising_curve,
    share_by,
    share_measure,
    wave_of,
    with_and_without,
)
from mls_metrics.analysis.time_to_value import (
    first_run,
    limit_of,
    time_to_value,
    times_to_value,
)
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.change import (
    OPEN,
    REACHED,
    UNKNOWN,
    ActivityComparison,
    Adoption,
    Depth,
    TimeToValue,
    Wave,
)
from mls_metrics.model.estimate import Estimate, NotEstimable

POLICY = load_policy()


def days(
    audience: str,
    used: list[int],
    waiting: int,
    *,
    activity: str = "",
    program: str = "P",
    seen: int = 120,
) -> pd.DataFrame:
    """One group: the days on which people used it, and people followed without use."""
    rows = [(day, True, 1) for day in used]
    if waiting:
        rows.append((seen, False, waiting))
    frame = pd.DataFrame(rows, columns=["days", "is_event", "n"])
    return frame.assign(
        program_id=program,
        program_name=program,
        audience=audience,
        access_on=pd.Timestamp("2026-06-01"),
        change_activity=activity,
    )


FAST = days("Fast", list(range(1, 31)), 10, activity="coaching")
SLOW = days("Slow", list(range(20, 30)), 30)


@pytest.mark.ledger("46")
def test_who_has_not_used_it_yet_is_kept() -> None:
    found = adoption(pd.concat([FAST, SLOW]), policy=POLICY)
    assert isinstance(found, Adoption)
    assert (found.people, found.adopted) == (80, 40)
    fast, slow = found.waves
    assert isinstance(fast, Wave)
    assert (fast.audience, fast.people, fast.adopted) == ("Fast", 40, 30)
    assert fast.curve.value[-1] == pytest.approx(0.75)
    assert isinstance(fast.median, Estimate)
    assert fast.median.value == 20
    assert isinstance(slow.median, NotEstimable)
    # Were the people left out who have not used it, half would have got there within fifteen days.
    dropped = median_of(FAST[FAST["is_event"]], POLICY)
    assert isinstance(dropped, Estimate)
    assert dropped.value == 15


@pytest.mark.ledger("46")
def test_the_curve_rises_with_its_band_and_ends_where_people_are_followed() -> None:
    curve = rising_curve(FAST, "Fast", POLICY)
    assert curve.time[0] == 0
    assert curve.time[-1] == 120
    assert (np.diff(curve.value) >= 0).all()
    assert ((curve.low <= curve.value) & (curve.value <= curve.high)).all()
    assert curve.time_unit == "days"
    assert wave_of(FAST, POLICY).curve.value[-1] == curve.value[-1]
    few_long = pd.concat([days("A", [5] * 10, 20, seen=30), days("A", [], 3, seen=300)])
    assert rising_curve(few_long, "A", POLICY).time[-1] == 300
    fewer = pd.concat([days("A", [5] * 2, 20, seen=30), days("A", [], 3, seen=300)])
    assert rising_curve(fewer, "A", POLICY).time[-1] == 30


@pytest.mark.ledger("46")
def test_with_and_without_change_activity_differ_by_day_with_a_range() -> None:
    found = with_and_without(pd.concat([FAST, SLOW]), "P", policy=POLICY)
    assert isinstance(found, ActivityComparison)
    assert found.groups == (1, 1)
    assert [curve.label for curve in found.curves] == ["With change activity", "Without"]
    by_day = dict(found.differences)
    assert set(by_day) == {30, 60, 90}
    measure = by_day[60]
    assert isinstance(measure, Estimate)
    assert measure.value == pytest.approx(100 * (0.75 - 0.25))
    assert measure.low < 50 < measure.high
    assert (measure.n, measure.unit) == (80, "pp")
    swapped = difference_by(SLOW, FAST, 60, POLICY)
    assert isinstance(swapped, Estimate)
    assert swapped.value == pytest.approx(-50)


@pytest.mark.ledger("46")
def test_a_comparison_needs_both_kinds_of_group_and_enough_days() -> None:
    assert with_and_without(FAST, "P", policy=POLICY).refusal == "every"
    assert with_and_without(SLOW, "P", policy=POLICY).refusal == "none"
    assert with_and_without(SLOW, "Q", policy=POLICY).refusal == "none"
    early = days("New", [3] * 10, 20, activity="talks", seen=40)
    by_day = dict(with_and_without(pd.concat([early, SLOW]), "P", policy=POLICY).differences)
    assert isinstance(by_day[30], Estimate)
    assert isinstance(by_day[90], NotEstimable)
    assert share_by(early, 90, POLICY) is None
    assert isinstance(share_measure(early, 90, POLICY), NotEstimable)
    known = share_measure(early, 30, POLICY)
    assert isinstance(known, Estimate)
    assert known.value == pytest.approx(1 / 3)
    assert "90 days" in not_followed(90, 5).reason


@pytest.mark.ledger("46")
def test_use_and_level_stand_beside_speed() -> None:
    rows = pd.DataFrame(
        {
            "program_id": ["P", "P"],
            "audience": ["A", "B"],
            "people": [40, 20],
            "used": [30, 5],
            "used_thrice": [10, 0],
            "use_now": [20, 5],
            "rated": [20, 3],
            "at_level": [15, 3],
        }
    )
    first, second = depths(rows, policy=POLICY)
    assert isinstance(first, Depth)
    assert isinstance(first.used, Estimate)
    assert first.used.value == 0.75
    assert isinstance(first.at_level, Estimate)
    assert (first.at_level.value, first.at_level.n) == (0.75, 20)
    assert isinstance(second.at_level, NotEstimable)
    assert second.at_level.n is None
    assert isinstance(part_of(0, 0, POLICY), NotEstimable)


def kpi(values: list[float], *, first: int = 2025 * 12, higher: bool = True) -> pd.DataFrame:
    """Months from January 2025; the launch is on 10 January 2026."""
    return pd.DataFrame(
        {
            "program_id": "P",
            "program_name": "Pitching",
            "launched_on": pd.Timestamp("2026-01-10"),
            "kpi": "deals",
            "is_higher_better": higher,
            "unit_of_measure": None,
            "month": range(first, first + len(values)),
            "value": values,
        }
    )


LEVEL = [10.0, 10.2, 9.8, 10.1, 9.9, 10.0, 10.2, 9.8, 10.1, 9.9, 10.0, 10.0]


@pytest.mark.ledger("46")
def test_time_to_value_is_the_first_month_of_three_beyond_the_limit() -> None:
    found = time_to_value(kpi([*LEVEL, 10.0, 12.0, 10.0, 12.0, 12.0, 12.0]), policy=POLICY)
    assert isinstance(found, TimeToValue)
    assert found.state == REACHED
    assert found.moved_on == date(2026, 4, 30)
    assert found.days == (date(2026, 4, 30) - date(2026, 1, 10)).days
    assert found.limit is not None
    assert 10.2 < found.limit < 12
    lower = kpi([-value for value in [*LEVEL, 12.0, 12.0, 12.0]], higher=False)
    assert time_to_value(lower, policy=POLICY).moved_on == date(2026, 1, 31)
    (same,) = times_to_value(lower, policy=POLICY)
    assert same.state == REACHED


@pytest.mark.ledger("46")
def test_no_movement_no_day() -> None:
    still = time_to_value(kpi([*LEVEL, 10.0, 12.0, 12.0, 10.0]), policy=POLICY)
    assert (still.state, still.days) == (OPEN, None)
    wrong_way = time_to_value(kpi([*LEVEL, 8.0, 8.0, 8.0]), policy=POLICY)
    assert wrong_way.state == OPEN
    short = time_to_value(kpi([*LEVEL, 12.0, 12.0]), policy=POLICY)
    assert (short.state, short.reason) == (UNKNOWN, "few_after")
    young = time_to_value(kpi([10.0] * 8, first=2025 * 12 + 7), policy=POLICY)
    assert (young.state, young.reason) == (UNKNOWN, "few_before")
    rising = [10 + month / 2 for month in range(18)]
    assert time_to_value(kpi(rising), policy=POLICY).reason == "already_moving"


def test_limit_and_run_by_hand() -> None:
    months = np.arange(12)
    limit, was_moving = limit_of(months, np.array(LEVEL), POLICY)
    assert not was_moving
    spread = np.std(LEVEL, ddof=1)
    assert limit == pytest.approx(np.mean(LEVEL) + 2.201 * spread * np.sqrt(13 / 12), rel=1e-3)
    gap = np.array([1, 2, 4, 5, 6])
    assert first_run(gap, np.array([True] * 5)) == 4
    assert first_run(gap, np.array([True, True, True, True, False])) is None
