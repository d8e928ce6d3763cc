"""The page of verdicts against the truth, on lines that can be counted by hand."""

import json

import numpy as np
import pytest

from mls_metrics.simulate.plan import all_plans
from tests.validation.portfolios import drawn
from tests.validation.verdict_table import (
    calibration_rows,
    is_right,
    oracle,
    page,
    raw_average,
    rule_row,
    spreadsheet,
    truth_of,
    worth,
)


def made(benefit: float, action: str, **more: object) -> dict[str, object]:
    chances = dict.fromkeys(("scale", "keep", "fix", "retire", "find_out"), 0.05)
    return {
        "program": f"at {benefit:g}",
        "story": "",
        "expected": ["keep"],
        "must_not": ["scale"],
        "mandatory": False,
        "starters": 100,
        "benefit": benefit,
        "cost": 1000,
        "action": action,
        "probability": {**chances, action: 0.8},
        "naive_benefit": 5000,
        "average_score": benefit / 20,
    } | more


@pytest.mark.parametrize(
    ("benefit", "truth", "best", "right"),
    [
        (2000, "worth growing", "scale", {"scale", "keep"}),
        (1100, "worth its cost", "keep", {"keep", "fix"}),
        (100, "not worth it", "retire", {"retire", "fix"}),
    ],
)
def test_the_truth_allows_some_actions(benefit, truth, best, right) -> None:
    line = made(benefit, "keep")
    assert (truth_of(line), oracle(line)) == (truth, best)
    every = ("scale", "keep", "fix", "retire")
    assert {action for action in every if is_right(action, line)} == right
    assert is_right("find_out", line) is None
    assert is_right("retire", line | {"mandatory": True}) is False


def test_worth_grows_with_scale_and_ends_with_retire() -> None:
    line = made(2000, "scale")
    assert [worth(a, line) for a in ("scale", "keep", "find_out", "retire")] == [
        150_000,
        100_000,
        100_000,
        0,
    ]


def test_the_other_rules_read_what_a_spreadsheet_reads() -> None:
    lines = [made(benefit, "keep") for benefit in (100, 1100, 2000)]
    assert raw_average(lines) == ["scale"] * 3
    assert spreadsheet(lines) == ["retire", "keep", "scale"]
    assert spreadsheet([made(1, "keep", average_score=None)]) == ["keep"]


def test_a_row_counts_what_is_right_and_what_it_brings() -> None:
    lines = [made(2000, "scale"), made(100, "retire"), made(100, "find_out"), made(100, "scale")]
    row = rule_row("ours", [lines])
    # the oracle brings 150,000; ours 150,000 - 90,000 (kept) - 135,000 (grown)
    assert row == "| ours | 1 of 2 | 1 of 1 | 0 of 0 | 0 of 0 | 1 of 4 | -0.50 | 0.23 |"
    assert list(calibration_rows([lines])) == [
        "| 80% to 90% | 3 | 80% | 67% | 1 of 2 | 1 of 1 | none | none |"
    ]


def test_the_page_is_made_from_a_folder(tmp_path) -> None:
    for name in ("fresh-1", "stories-1"):
        text = json.dumps(made(2000, "scale")) + "\n" + json.dumps(made(100, "keep")) + "\n"
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    text = page(tmp_path)
    assert "2 programs that no rule requires; 1 are truly not worth their cost" in text
    assert "| at 100 (ordinary) | keep | keep | 1 of 1 | 0 |" in text


def test_programs_are_drawn_anew_and_a_required_one_is_left_alone() -> None:
    rng = np.random.default_rng(1)
    plans = all_plans()
    fresh = [drawn(plan, rng) for plan in plans]
    assert [one.id for one in fresh] == [one.id for one in plans]
    assert [one for one in fresh if one.mandatory] == [one for one in plans if one.mandatory]
    assert any(one.leave == 0 for one in fresh)
    assert any(one.leave < 0 for one in fresh)
    assert all(0.02 <= one.share <= 0.3 for one in fresh if not one.mandatory)
