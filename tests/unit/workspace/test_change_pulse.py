"""The change pulse over a real workspace: a second month, then an undo."""

import random
from datetime import date
from pathlib import Path

import pytest

from mls_metrics.assess import assess
from mls_metrics.narrative.pulse import pulse_lines, pulse_sentence
from mls_metrics.workspace import Workspace

ROSTER = "employee_id,hire_date,termination_date,termination_type,job_role\n" + "".join(
    f"E{n:03d},2020-01-{1 + n % 28:02d},,,Agent\n" for n in range(80)
)
HEAD = "employee_id,program_id,status,started_on,completed_on\n"


def month(*, programs: int, until: date, seed: int = 3) -> str:
    """Enrollments of so many programs; two in three are completed."""
    chance = random.Random(seed)
    rows = []
    for program in range(programs):
        for person in range(60):
            done = f"{until.year}-{until.month:02d}-10" if chance.random() < 2 / 3 else ""
            status = "completed" if done else "withdrawn"
            rows.append(f"E{person:03d},P{program},{status},2024-02-01,{done}\n")
    return HEAD + "".join(rows)


def load(workspace: Workspace, folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    workspace.add([path])
    workspace.keep_standing(assess(workspace))


@pytest.mark.ledger("1")
def test_a_load_and_its_undo_are_told(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        load(workspace, tmp_path, "roster.csv", ROSTER)
        first = month(programs=1, until=date(2024, 3, 31))
        load(workspace, tmp_path, "march.csv", first)
        load(workspace, tmp_path, "april.csv", month(programs=2, until=date(2024, 4, 30), seed=4))
        pulse = workspace.pulse(assess(workspace))
        assert pulse is not None
        assert "since april.csv came in." in pulse_sentence(pulse)
        lines = "\n".join(pulse_lines(pulse))
        assert "New: 1 program (P1)." in lines
        assert "Rows used: enrollments 60 → 180." in lines
        workspace.undo(workspace.history()[-1].import_id)
        workspace.keep_standing(assess(workspace))
        pulse = workspace.pulse(assess(workspace))
        assert pulse is not None
        assert "since april.csv no longer counts." in pulse_sentence(pulse)
        assert "No longer there: 1 program (P1)." in "\n".join(pulse_lines(pulse))


@pytest.mark.ledger("1")
def test_the_same_answer_again_is_no_change(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        load(workspace, tmp_path, "march.csv", month(programs=1, until=date(2024, 3, 31)))
        assert workspace.pulse(assess(workspace)) is None
        workspace.keep_standing(assess(workspace))
        assert workspace.pulse(assess(workspace)) is None
        assert len((tmp_path / "w" / "answers.jsonl").read_text("utf-8").splitlines()) == 1


def test_a_damaged_book_of_answers_costs_the_comparison_only(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        load(workspace, tmp_path, "march.csv", month(programs=1, until=date(2024, 3, 31)))
        (tmp_path / "w" / "answers.jsonl").write_text('{"programs": 3}\nnonsense\n', "utf-8")
        assert workspace.pulse(assess(workspace)) is None
