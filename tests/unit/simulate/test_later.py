"""The same company one month later: the old rows as they were, and the changes that are listed."""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mls_metrics.cli import main
from mls_metrics.errors import UserError
from mls_metrics.simulate import simulate
from mls_metrics.simulate.later import on_top

PEOPLE = 2500


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    out = tmp_path_factory.mktemp("months")
    simulate(out / "now", people=PEOPLE)
    call = ["simulate", "--out", str(out / "later"), "--people", str(PEOPLE), "--later"]
    assert main(call) == 0
    return out / "now", out / "later"


@pytest.fixture(scope="module")
def truth(months: tuple[Path, Path]) -> dict[str, Any]:
    return tomllib.loads((months[1] / "truth.toml").read_text(encoding="utf-8"))


def read(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)


def listed(truth: dict[str, Any], change: str) -> list[str]:
    return [one["what"] for one in truth["changes_since"] if one["change"] == change]


def test_every_old_row_stays_and_new_ones_stand_below(months: tuple[Path, Path]) -> None:
    now, later = months
    longer = set()
    for path in now.glob("*.csv"):
        old, new = path.read_bytes(), (later / path.name).read_bytes()
        assert new.startswith(old), path.name
        if len(new) > len(old):
            longer.add(path.stem)
    assert {path.name for path in later.iterdir()} == {path.name for path in now.iterdir()}
    assert longer >= {"programs", "objectives", "skill_assessments", "kpis", "reviews", "service"}
    assert not longer & {"employees", "job_history", "surveys", "costs", "sessions"}


def test_new_rows_are_of_the_new_month(months: tuple[Path, Path]) -> None:
    now, later = months
    dated = {
        "kpis": "period",
        "service": "period",
        "skill_assessments": "assessed_on",
        "enrollments": "started_on",
        "activity": "occurred_on",
        "reviews": "held_on",
        "decisions": "decided_on",
        "escalations": "raised_on",
        "needs": "raised_on",
    }
    for table, column in dated.items():
        new = read(later, table)[column].iloc[len(read(now, table)) :]
        assert len(new)
        assert new.str.startswith("2026-11").all(), table


def test_the_truth_is_of_the_later_day(months: tuple[Path, Path], truth: dict[str, Any]) -> None:
    assert truth["as_of"] == "2026-11-30"
    before = tomllib.loads((months[0] / "truth.toml").read_text(encoding="utf-8"))
    assert "changes_since" not in before
    assert before["programs"] == truth["programs"]
    assert truth["organization"]["orphan_programs"] == ["PRG-13", "PRG-18"]


def test_what_was_added_is_listed(months: tuple[Path, Path], truth: dict[str, Any]) -> None:
    now, later = months
    for table, column, change in (
        ("programs", "program_id", "program_added"),
        ("objectives", "objective_id", "objective_added"),
        ("decisions", "decision", "decision_added"),
    ):
        new = set(read(later, table)[column]) - set(read(now, table)[column])
        assert set(listed(truth, change)) == new
        assert len(new) == 1


def share_below(folder: Path, skill: str, role: str, region: str) -> float:
    roster = read(folder, "employees").query("termination_date == ''")
    cell = roster[(roster["job_role"] == role) & (roster["region"] == region)]
    rated = read(folder, "skill_assessments").query("skill == @skill")
    rated = rated[rated["employee_id"].isin(cell["employee_id"])]
    last = rated.sort_values("assessed_on", kind="stable").groupby("employee_id").tail(1)
    return float((last["level"].astype(float) < 3).mean())


def test_a_gap_opens_and_one_closes(months: tuple[Path, Path], truth: dict[str, Any]) -> None:
    now, later = months
    assert "AI assistance · Software engineer · EMEA" in listed(truth, "gap_opened")
    assert listed(truth, "gap_closed") == ["Structured troubleshooting · Support agent · Americas"]
    closed = ("Structured troubleshooting", "Support agent", "Americas")
    assert share_below(now, *closed) > 0
    assert share_below(later, *closed) == 0
    assert share_below(later, "AI assistance", "Software engineer", "EMEA") > 0.5


def test_one_review_was_held_and_one_is_overdue_now(truth: dict[str, Any]) -> None:
    assert listed(truth, "review_held") == ["Objectives review"]
    (overdue,) = listed(truth, "review_overdue")
    assert overdue.endswith("2026-11-16")
    assert overdue in truth["organization"]["overdue_reviews"]
    assert len(truth["organization"]["overdue_reviews"]) == 2


def test_new_rows_do_not_change_the_kinds_of_columns() -> None:
    old = {"t": pd.DataFrame({"a": [1, 2], "b": ["x", ""]}), "u": pd.DataFrame({"c": [0.5]})}
    joined = on_top(old, {"t": pd.DataFrame({"a": [3]})})
    assert joined["t"]["a"].tolist() == [1, 2, 3]
    assert joined["t"]["b"].tolist() == ["x", "", ""]
    assert joined["u"] is old["u"]


def test_only_the_whole_company_is_told_later(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        simulate(tmp_path, people=300, story="strong_people", later=True)
