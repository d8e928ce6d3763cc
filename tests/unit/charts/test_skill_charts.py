"""Shares with ticks and the fan of people ready: one view each, nothing hidden is drawn."""

import json
from datetime import date

import pytest

from mls_metrics.charts import theme
from mls_metrics.charts.reaching_curves import reaching_lines
from mls_metrics.charts.readiness_fan import (
    fan_frame,
    readiness_fan,
    readiness_fan_alt,
    readiness_fan_table,
)
from mls_metrics.charts.share_rows import (
    part_frame,
    share_frame,
    share_rows,
    share_rows_alt,
    step_frame,
)
from tests.unit.narrative.test_skill_plans import HIDDEN, due, family, part, step

AS_OF = date(2026, 10, 31)


@pytest.mark.ledger("10b")
def test_rows_go_from_now_to_needed_and_leave_out_what_is_hidden() -> None:
    frame = step_frame([step("Data", due=date(2027, 1, 31)), step("Few", None)])
    (row,) = frame.to_dict("records")
    assert row["name"] == "Data: level 3 by Jan 2027"
    assert (row["value"], row["low"], row["high"], row["tick"]) == (60, 46, 72, 100)
    assert list(part_frame([part("role", "Agent"), part("role", "X", known=False)])["name"]) == [
        "Agent"
    ]
    assert share_frame([("x", HIDDEN, None)]).empty
    assert "lowest 60% in Data" in share_rows_alt(frame, "Agents")
    assert "table below" in share_rows_alt(frame.head(0), "Agents")


@pytest.mark.ledger("15d")
def test_the_fan_holds_the_closed_form_and_widens() -> None:
    item = due()
    assert item.forecast is not None
    frame = fan_frame(item.forecast, AS_OF)
    assert (frame["low"] <= frame["inner_low"]).all()
    assert (frame["inner_high"] <= frame["high"]).all()
    assert frame["high"].iloc[12] - frame["low"].iloc[12] > frame["high"].iloc[0] - 40
    assert list(frame["expected"]) == list(item.forecast.expected)
    assert "45 are needed" in readiness_fan_alt(item)
    assert "table below" in readiness_fan_alt(item)
    assert list(readiness_fan_table(item, AS_OF)["Month"])[:2] == ["Oct 2026", "Jan 2027"]


@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=lambda colors: colors.name)
def test_each_chart_is_one_view_that_can_be_written(colors: theme.Palette) -> None:
    curves = tuple(
        item.curve for item in (family("A", 1, 2), family("B", 1, 2)) if item.curve is not None
    )
    for chart in (
        share_rows(step_frame([step("Data")]), colors=colors),
        readiness_fan(due(), as_of=AS_OF, colors=colors),
        readiness_fan(due(needed=None), as_of=AS_OF, colors=colors),
        reaching_lines(curves, colors=colors),
    ):
        spec = chart.to_dict()
        assert "layer" in spec
        assert json.loads(json.dumps(spec, default=str))
