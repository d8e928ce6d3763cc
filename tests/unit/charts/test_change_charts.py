"""Pictures of the page Change: rising lines, parts of the work, the way to the target."""

from datetime import date

import pandas as pd
import pytest

from mls_metrics.analysis.adoption import rising_curve
from mls_metrics.catalog.load import load_policy
from mls_metrics.charts.mix_bars import mix_alt, mix_bars, mix_frame, mix_subtitle
from mls_metrics.charts.rising_groups import (
    MOST,
    name_heights,
    rising_groups,
    rising_groups_alt,
    rising_groups_subtitle,
    rising_groups_table,
)
from mls_metrics.charts.survival_curves import curve_frame
from mls_metrics.charts.target_rows import (
    target_frame,
    target_rows,
    target_rows_alt,
    target_rows_subtitle,
    target_table,
    way,
)
from mls_metrics.charts.theme import DARK, LIGHT
from mls_metrics.model.change import OPEN, SuccessMeasure

POLICY = load_policy()


def curve(label: str, used: int):
    rows = [(day, True, 1) for day in range(1, used + 1)] + [(100, False, 40 - used)]
    frame = pd.DataFrame(rows, columns=["days", "is_event", "n"])
    return rising_curve(frame[frame["n"] > 0], label, POLICY)


CURVES = tuple(curve(f"Group {used}", used) for used in (38, 37, 20, 36, 5))


@pytest.mark.ledger("46")
@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=lambda c: c.name)
def test_lines_have_bands_names_and_one_scale(colors) -> None:
    spec = rising_groups(CURVES, colors=colors).to_dict()
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["area", "line", "text"]
    domains = [layer["encoding"]["y"]["scale"]["domain"] for layer in spec["layer"]]
    assert domains == [[0, 100]] * 3
    drawn = {row["label"] for rows in spec["datasets"].values() for row in rows if "label" in row}
    assert drawn == {item.label for item in CURVES[:MOST]}
    assert "width" in spec


def test_names_stand_apart_and_inside() -> None:
    heights = name_heights(curve_frame(CURVES[:MOST])).sort_values("place")["place"]
    assert heights.max() <= 96
    assert heights.diff().dropna().min() >= 8 - 1e-9


@pytest.mark.ledger("46")
def test_table_and_words_hold_what_the_lines_show() -> None:
    table = rising_groups_table(CURVES, (30, 200))
    assert list(table["Day"].unique()) == [30]
    row = table[table["Group"] == "Group 20"].iloc[0]
    assert row["Have used it, %"] == 50
    assert row["Low"] < 50 < row["High"]
    every = rising_groups_table((curve("All", 40),), (30, 200))
    assert every["Have used it, %"].tolist() == [75, 100]
    assert "Group 38: 95 percent" in rising_groups_alt(CURVES)
    assert "table below" in rising_groups_alt(CURVES)
    assert "largest of 5 groups" in rising_groups_subtitle(CURVES)
    assert "largest" not in rising_groups_subtitle(CURVES[:2])


MIX = pd.DataFrame(
    {
        "work": ["Modules authored", "Sessions led"],
        "skill": ["Selling", "Selling"],
        "n": [4, 1],
        "internal_percent": [25.0, 100.0],
        "partner_percent": [50.0, 0.0],
        "unknown_percent": [25.0, 0.0],
    }
)


@pytest.mark.ledger("45")
@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=lambda c: c.name)
def test_parts_of_each_bar_hang_together_and_fill_it(colors) -> None:
    frame = mix_frame(MIX)
    for _, parts in frame.groupby("row"):
        assert parts["from"].tolist() == [0.0, *parts["to"].tolist()[:-1]]
        assert parts["to"].iloc[-1] == pytest.approx(100)
    assert mix_bars(MIX, colors=colors).to_dict()["resolve"]["scale"]["color"] == "independent"
    assert "in 1. The table below" in mix_alt(MIX)
    assert "Dark: own experts" in mix_subtitle(MIX)
    many = pd.concat([MIX.assign(n=n) for n in range(1, 9)], ignore_index=True)
    assert mix_frame(many)["row"].nunique() == 12
    assert "largest of 16" in mix_subtitle(many)


def measure(**parts: object) -> SuccessMeasure:
    base = {
        "measure": "Deals",
        "dimension": "",
        "source": "deals",
        "unit": "",
        "baseline": 10.0,
        "target": 20.0,
        "due_on": date(2027, 1, 31),
        "owner": "",
        "is_higher_better": True,
        "state": OPEN,
        "current": 15.0,
        "forecast": (18.0, 14.0, 22.0),
    }
    return SuccessMeasure(**(base | parts))


@pytest.mark.ledger("44c")
@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=lambda c: c.name)
def test_the_way_to_the_target_runs_from_baseline_to_target(colors) -> None:
    lower = measure(measure="Exits", baseline=20.0, target=10.0, current=8.0, forecast=None)
    unknown = measure(measure="Unknown", current=None)
    frame = target_frame([measure(), lower, unknown])
    assert frame["now"].tolist() == [50, 120]
    assert frame["low"].tolist()[0] == 40
    assert frame["high"].tolist()[0] == 120
    assert way(measure(), 1_000.0) == 200
    assert len(target_rows([measure(), lower], colors=colors).to_dict()["layer"]) == 5
    assert "1 are there. The table below" in target_rows_alt([measure(), lower])
    assert "baseline (0, solid)" in target_rows_subtitle()
    assert target_table([measure()]).iloc[0].tolist() == ["Deals", 50, 40, 120]
