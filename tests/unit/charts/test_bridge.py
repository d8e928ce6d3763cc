"""The bridge: bars that begin where the last one ends, the cap as a line, the same in a table."""

from dataclasses import replace

import pytest

from mls_metrics.charts.bridge import (
    bridge_alt,
    bridge_chart,
    bridge_frame,
    bridge_subtitle,
    bridge_table,
)
from mls_metrics.charts.theme import DARK, LIGHT
from mls_metrics.model.outcome import Bridge

BRIDGE = Bridge(
    now=900.0, freed=300.0, added=150.0, total=750.0, low=600.0, high=990.0, currency="USD"
)
CAPPED = replace(BRIDGE, cap=700.0)


def test_bars_hang_together() -> None:
    spans = bridge_frame(BRIDGE).set_index("kind")[["from", "to"]]
    assert spans.loc["now"].tolist() == [0, 900]
    assert spans.loc["freed"].tolist() == [600, 900]
    assert spans.loc["added"].tolist() == [600, 750]
    assert spans.loc["total"].tolist() == [0, 750]


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=lambda c: c.name)
def test_the_cap_is_a_line_only_where_there_is_one(colors) -> None:
    with_cap, without = (
        bridge_chart(bridge, colors=colors).to_dict() for bridge in (CAPPED, BRIDGE)
    )
    assert len(with_cap["layer"]) == len(without["layer"]) + 1
    dashed = [layer for layer in with_cap["layer"] if layer["mark"].get("strokeDash")]
    assert len(dashed) == 1
    assert "Dashed: the cap." in bridge_subtitle(CAPPED)
    assert "Dashed" not in bridge_subtitle(BRIDGE)


def test_nothing_paid_is_drawn_as_well() -> None:
    nothing = Bridge(now=0, freed=0, added=0, total=0, low=0, high=0, currency="USD")
    assert bridge_chart(nothing, colors=LIGHT).to_dict()["width"] == "container"


def test_table_and_words_hold_the_same_numbers() -> None:
    table = bridge_table(CAPPED).set_index("Step")["USD a year"]
    assert table.to_dict() == {
        "Paid now": 900,
        "Freed by stopping": -300,
        "Added by growing": 150,
        "Paid then": 750,
        "At the lowest assumptions": 600,
        "At the highest assumptions": 990,
        "Cap": 700,
        "Over the cap": 50,
    }
    said = bridge_alt(CAPPED)
    assert "now 900, freed 300, added 150, then 750, cap 700" in said
    assert "table below" in said
    assert "Cap" not in bridge_table(BRIDGE)["Step"].tolist()
