"""How much each assumption matters: the ends of the bars are what the bounds give."""

from dataclasses import replace

import pytest

from mls_metrics.charts.theme import LIGHT
from mls_metrics.charts.tornado import (
    label_of,
    tornado,
    tornado_alt,
    tornado_frame,
    tornado_table,
)
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.scenario import ASSUMPTIONS, Assumption
from mls_metrics.scenarios.apply import apply
from mls_metrics.scenarios.tornado import net_at, swings
from mls_metrics.scenarios.valuation import base_scenario
from tests.unit.scenarios.made_portfolio import made_portfolio

MADE = made_portfolio(24, 300)
BASE = base_scenario(MADE)


def net(scenario) -> float:
    measure = apply(scenario, MADE).totals.net_value
    assert isinstance(measure, Estimate)
    return measure.value


@pytest.mark.ledger("31")
def test_setting_an_assumption_to_its_bounds_reproduces_the_ends_of_its_bar() -> None:
    found = swings(BASE, MADE)
    assert found
    assert [swing.span for swing in found] == sorted((s.span for s in found), reverse=True)
    for swing in found:
        known = getattr(BASE, swing.assumption)
        assert (swing.low, swing.high) == (known.low, known.high)
        for bound, end in ((swing.low, swing.at_low), (swing.high, swing.at_high)):
            fixed = Assumption(value=bound, low=bound, high=bound)
            assert net(replace(BASE, **{swing.assumption: fixed})) == end
            assert net_at(BASE, swing.assumption, bound, MADE) == end


def test_what_has_no_range_cannot_matter() -> None:
    sure = {
        name: Assumption(value=v, low=v, high=v)
        for name in ASSUMPTIONS
        for v in [getattr(BASE, name).value]
    }
    assert swings(replace(BASE, **sure), MADE) == ()


def test_bars_table_and_words_hold_the_same_numbers() -> None:
    found = swings(BASE, MADE)
    frame, table = tornado_frame(found), tornado_table(found, currency="USD")
    assert frame["name"].iloc[0].startswith(label_of(found[0]))
    assert (frame["from"] <= frame["to"]).all()
    assert list(table["Net value at the lowest, USD a year"]) == [round(s.at_low) for s in found]
    assert label_of(found[0]) in tornado_alt(found)
    assert "table below" in tornado_alt(found)
    spec = tornado(found, base=net(BASE), colors=LIGHT).to_dict()
    assert spec["width"] == "container"
