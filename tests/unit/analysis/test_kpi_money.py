"""A KPI's money counts for the people it measures, and a unit's total only once."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from mls_metrics.analysis.kpi_money import (
    EVERYONE,
    KpiReach,
    is_average,
    people_per_value,
    with_reach,
)
from mls_metrics.inputs.kpi import KpiPanels
from mls_metrics.recommend.worlds import kpi_unit_value
from mls_metrics.warehouse.effect_data import kpi_choice, kpi_reach
from tests.unit.recommend.made_evidence import evidence, kpi_effect
from tests.unit.warehouse.landed import POLICY, company

HEADS = np.array([[4.0], [8.0], [10.0], [12.0], [16.0], [20.0], [25.0], [33.0]])


def shared(values: np.ndarray, heads: np.ndarray = HEADS, kpi: str = "revenue") -> float:
    return people_per_value(values, heads, kpi=kpi, unit_of_measure="USD")


def test_a_total_is_shared_and_an_average_is_not() -> None:
    jitter = np.linspace(0.9, 1.1, 8)[:, None]
    assert shared(1000.0 * HEADS * jitter) == HEADS.mean() == 16.0
    assert shared(1000.0 * jitter) == 1.0


@pytest.mark.parametrize("known", [slice(0, 7), slice(0, 1)], ids=["few units", "one unit"])
def test_the_lesser_reading_counts_where_values_do_not_tell(known: slice) -> None:
    assert shared(np.full((8, 1), 50.0)[known], HEADS[known]) == HEADS[known].mean()
    assert shared(np.full((8, 1), 50.0), np.full((8, 1), 6.0)) == 6.0
    assert shared(np.full((8, 1), np.nan)) == 1.0


def test_words_of_a_kpi_tell_an_average() -> None:
    averages = ("picks_per_hour", "error rate", "km/stop", "NPS", "Share of tickets", "avg-time")
    assert all(is_average(name, "") for name in averages)
    assert is_average("defects", "%")
    assert not any(is_average(name, "USD") for name in ("revenue", "percy", "generated_leads"))
    assert shared(1000.0 * HEADS, kpi="picks_per_hour") == 1.0


def test_money_counts_for_the_measured_and_says_so() -> None:
    whole = replace(evidence("P1"), effects={"productivity": kpi_effect(2.0, 0.5)})
    reach = KpiReach(measured=0.25, people_per_value=10.0)
    part = replace(whole, effects={"productivity": kpi_effect(2.0, 0.5, money_share=reach.share)})
    full = kpi_unit_value(whole, POLICY)
    assert full > 0
    assert kpi_unit_value(part, POLICY) == pytest.approx(full * 0.025)
    effect = whole.effects["productivity"]
    assert effect.money_per_starter == effect.value_per_unit
    assert part.effects["productivity"].money_per_starter == 0.025 * (effect.value_per_unit or 0)
    assert replace(effect, value_per_unit=None).money_per_starter == 0.0
    assert with_reach(effect, EVERYONE, starters=80) is effect
    said = with_reach(effect, reach, starters=80).checks[-1]
    assert said.passed
    assert "25% of the 80 people" in said.sentence
    assert "the 10 people of a unit" in said.sentence


def test_reach_by_hand() -> None:
    """Six began: b has no value, c another KPI only, g had left before, e is not on the roster."""
    store = company(
        {
            "employees": "employee_id | hire_date | department | termination_date\n"
            "g | 2020-01-01 | Depot | 2022-12-20\n"
            + "\n".join(
                f"{name} | 2020-01-01 | {'Shop' if name in 'ab' else 'Depot'} | 2024-11-30"
                for name in "abcd"
            ),
            "enrollments": "employee_id | program_id | status | started_on | completed_on\n"
            "g | P1 | completed | 2022-03-01 | 2022-04-01\n"
            + "\n".join(f"{name} | P1 | completed | 2023-03-01 | 2023-04-01" for name in "abcde"),
            "kpis": [
                "kpi | period | value | employee_id | value_per_unit\n"
                "sales | 2023-01 | 5 | a | 100\n"
                "sales | 2023-09 | 6 | d | 100\n"
                "calls | 2023-01 | 5 | c | 1\n",
                "kpi | period | value | unit | unit_type | value_per_unit\n"
                "revenue | 2023-01 | 900 | Shop | department | 0.2\n",
            ],
        },
        as_of=date(2024, 12, 31),
    )
    own, team = (kpi_choice(store, "P1", name) for name in ("sales", "revenue"))
    assert own is not None
    assert team is not None
    assert (own.unit_kind, team.unit_kind) == ("person", "department")
    assert kpi_reach(store, "P1", own) == 0.5
    assert kpi_reach(store, "P1", team) == 0.5
    assert kpi_reach(store, "nobody began it", own) == 1.0
    panels = KpiPanels(store, POLICY)
    assert panels.reach(own, "P1") == KpiReach(measured=0.5)
    assert panels.reach(team, "P1") == KpiReach(measured=0.5, people_per_value=2.0)
    assert panels.reach(replace(own, value_per_unit=None), "P1") == EVERYONE
