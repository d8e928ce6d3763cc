"""Pictures of Future fit: rows with a limit, the cost curve, the grid of shared modules."""

import altair as alt
import pandas as pd
import pytest

from mls_metrics.charts.cost_curve import (
    cost_curve,
    cost_curve_alt,
    cost_curve_subtitle,
    cost_curve_table,
    curve_frame,
)
from mls_metrics.charts.limit_rows import limit_alt, limit_frame, limit_rows, range_rows
from mls_metrics.charts.module_grid import (
    grid_frame,
    module_grid,
    module_grid_alt,
    module_grid_subtitle,
    module_grid_table,
)
from mls_metrics.charts.theme import DARK, LIGHT
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.future import NextLearners

AGES = pd.DataFrame(
    {"name": ["Old", "New", "Unknown"], "value": [40.0, 6.0, None], "limit": [18.0, 1e9, 12.0]}
)
ITEM = NextLearners(
    program="Alpha",
    each=Estimate(value=20, low=15, high=25, n=12, unit="USD", method="least_squares"),
    fixed=6000,
    pace=100,
    how="split",
)
GRID = pd.DataFrame(
    [("Alpha", "m1", 2), ("Beta", "m1", 2), ("Beta", "m2", 1)],
    columns=["program_name", "module_id", "programs"],
)


@pytest.mark.ledger("37", "39c")
@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=lambda c: c.name)
def test_rows_hold_what_is_known_and_an_endless_limit_stands_at_the_end(colors) -> None:
    assert list(limit_frame(AGES)["name"]) == ["Old", "New"]
    drawn = limit_rows(AGES, colors=colors, top=60).to_dict()
    assert drawn["width"] == "container"
    values = next(iter(drawn["datasets"].values()))
    assert max(row["limit"] for row in values) == 60
    said = limit_alt(AGES, what="content age", unit="months")
    assert "The longest is Old with 40. 1 of 2 lie past their limit." in said
    assert "table below" in said
    assert "table below" in limit_alt(AGES.tail(1), what="content age", unit="months")


@pytest.mark.ledger("39b")
def test_the_curve_falls_to_the_cost_of_one_more() -> None:
    frame = curve_frame(ITEM)
    assert frame["each"].is_monotonic_decreasing
    today = frame[frame["learners"] == 100].iloc[0]
    assert (today["each"], today["low"], today["high"]) == (80, 80, 80), "today's cost is known"
    then = frame[frame["learners"] == 200].iloc[0]
    assert then["each"] == pytest.approx((6000 + 200 * 20) / 200)
    assert then["low"] == pytest.approx((8000 + 100 * 15) / 200)
    assert ITEM.a_year(200) == pytest.approx((10000, 9500, 10500))
    assert cost_curve(ITEM, colors=LIGHT).to_dict()["width"] == "container"
    assert "80 USD at 100 a year, 50 with 100 more" in cost_curve_alt(ITEM)
    assert "table below" in cost_curve_alt(ITEM)
    assert "USD for each" in cost_curve_subtitle(ITEM)
    assert {100.0, 200.0} <= set(cost_curve_table(ITEM)["Learners a year"])


@pytest.mark.ledger("39a")
def test_the_grid_shows_shared_modules_only() -> None:
    cells = grid_frame(GRID)
    assert list(cells["module_id"]) == ["m1", "m1"]
    assert list(cells["row"]) == [0, 1]
    assert module_grid(GRID, colors=DARK).to_dict()["width"] == "container"
    assert "1 of 2 modules stand in two programs or more" in module_grid_alt(GRID)
    assert "table below" in module_grid_alt(GRID)
    assert module_grid_table(GRID)["m1"].tolist() == ["■", "■"]
    assert "most shared" not in module_grid_subtitle(GRID)
    wide = pd.DataFrame(
        [(p, f"m{n}", 2) for n in range(50) for p in ("A", "B")], columns=GRID.columns
    )
    assert "The 40 most shared of 50." in module_grid_subtitle(wide)
    assert grid_frame(wide)["place"].max() == 39


def test_a_row_without_range_or_tick_draws_only_its_dot() -> None:
    bare = limit_frame(pd.DataFrame({"name": ["a"], "value": [3.0]}))
    full = limit_frame(pd.DataFrame({"name": ["a"], "value": [3.0], "low": [1.0], "limit": [2.0]}))
    scale = alt.Scale(domain=[0, 5])
    layers = [
        len(range_rows(frame, tick="limit", scale=scale, colors=LIGHT).to_dict()["layer"])
        for frame in (bare, full)
    ]
    assert layers[1] == layers[0] + 2
