"""Learning exports of active users only are found out, and retention is refused."""

from datetime import date

import pytest

from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.inputs.retention import retention_data
from mls_metrics.model.estimate import NotEstimable
from mls_metrics.warehouse.check import check
from mls_metrics.warehouse.connection import Store
from tests.unit.warehouse.landed import POLICY, company

AS_OF = date(2024, 12, 31)


def built(*, leavers: int, enrolled_leavers: int, exit_day: str = "2024-06-30") -> Store:
    """120 people who stay, three in four of them enrolled in early 2024, and some who left."""
    stay = [f"s{number:03}" for number in range(120)]
    left = [f"l{number:03}" for number in range(leavers)]
    roster = ["employee_id | hire_date | termination_date | termination_type"]
    roster += [f"{name} | 2020-01-01 | - | -" for name in stay]
    roster += [f"{name} | 2020-01-01 | {exit_day} | voluntary" for name in left]
    taken = ["employee_id | program_id | status | started_on | completed_on"]
    taken += [
        f"{name} | p | completed | 2024-02-05 | 2024-03-01"
        for name in stay[:90] + left[:enrolled_leavers]
    ]
    return company({"employees": "\n".join(roster), "enrollments": "\n".join(taken)}, as_of=AS_OF)


def reach(store: Store) -> tuple[int, float, int, bool]:
    ((leavers, expected, seen, flag),) = store.rows("select * from marts.leavers_in_learning")
    return leavers, expected, seen, flag


def test_a_report_without_those_who_left_is_found_out() -> None:
    store = built(leavers=40, enrolled_leavers=1)
    leavers, expected, seen, is_active_only = reach(store)
    assert (leavers, round(expected, 6), seen, is_active_only) == (40, 30.0, 1, True)
    found = {item.id: item for item in check(store, as_of=AS_OF, policy=POLICY)}
    assert found["learners_active_only"].rows == 40
    assert "1 of about 30" in found["learners_active_only"].sentence
    effect = estimate_retention(retention_data(store, "p", POLICY, mandatory=False), policy=POLICY)
    assert isinstance(effect.measure, NotEstimable)
    assert "1 of about 30 leavers" in effect.measure.reason
    assert "inactive" in effect.measure.needed


@pytest.mark.parametrize(
    ("leavers", "enrolled", "exit_day"),
    [
        (40, 20, "2024-06-30"),  # fewer leavers learned, but they are there
        (40, 0, "2024-01-15"),  # left before anybody had begun
        (12, 0, "2024-06-30"),  # nine expected: too few to be sure
    ],
)
def test_no_false_alarm(leavers: int, enrolled: int, exit_day: str) -> None:
    store = built(leavers=leavers, enrolled_leavers=enrolled, exit_day=exit_day)
    assert reach(store)[3] is False
    found = {item.id for item in check(store, as_of=AS_OF, policy=POLICY)}
    assert "learners_active_only" not in found


def test_a_roster_without_leavers_is_refused_first() -> None:
    store = built(leavers=0, enrolled_leavers=0)
    data = retention_data(store, "p", POLICY, mandatory=False)
    effect = estimate_retention(data, policy=POLICY)
    assert isinstance(effect.measure, NotEstimable)
    assert "holds no leavers" in effect.measure.reason
