"""The benchmark of difference-in-differences gives the effect it planted, in both ways."""

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.bench import did_speed


def test_sums_and_the_product_find_what_was_planted() -> None:
    by_sums = did_speed.sums(3000)
    assert by_sums["effect"] == pytest.approx(0.3, abs=4 * by_sums["standard_error"])
    assert by_sums["group_times"] == 17 * 23
    by_product = did_speed.product(1500)
    assert by_product["effect"] == pytest.approx(0.3, abs=4 * by_product["standard_error"])
    json.dumps([by_sums, by_product])


def test_the_panel_for_another_program_is_that_of_ours(tmp_path: Path) -> None:
    ours = did_speed.panel(400, tmp_path / "p.csv")
    frame = pd.read_csv(tmp_path / "p.csv")
    assert len(frame) == ours["rows"] == 400 * did_speed.MONTHS
    treated = frame[frame["first"] > 0].groupby("person_key")["first"].nunique()
    assert (treated == 1).all()
    assert 0.3 < len(treated) / 400 < 0.5
