"""The decision log: lines added and never changed, over the data they rest on only."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mls_metrics.errors import ScenarioError
from mls_metrics.model.agreement import DECIDED, PARKED, Agreement
from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade
from mls_metrics.workspace.decisions import FILE, add, agreement_of, line_of, read

ENTRY = Agreement(
    kind=DECIDED,
    at="2026-11-28T10:00:00+00:00",
    decision="Scale Alpha",
    by="Ada and ten others",
    program_id="P1",
    action=Action.SCALE,
    probability=0.83,
    evidence=Grade.B,
    dissent="Bo: too early",
    review_on=date(2027, 3, 31),
    data_sha256="d1",
)


def test_what_was_agreed_comes_back_as_it_was_said_latest_first(tmp_path: Path) -> None:
    parked = Agreement(
        kind=PARKED, at="2026-11-28T10:05:00+00:00", decision="Why?", data_sha256="d1"
    )
    add(tmp_path, ENTRY, data_sha256="d1")
    before = (tmp_path / FILE).read_text(encoding="utf-8")
    add(tmp_path, parked, data_sha256="d1")
    assert read(tmp_path) == [parked, ENTRY]
    assert (tmp_path / FILE).read_text(encoding="utf-8").startswith(before)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ENTRY, decision=" "),
        replace(ENTRY, kind="wished"),
        replace(ENTRY, dissent="x" * 2_001),
        replace(ENTRY, data_sha256="of the made-up company"),
    ],
)
def test_what_cannot_be_logged_is_refused_and_leaves_the_log_alone(tmp_path: Path, wrong) -> None:
    with pytest.raises(ScenarioError):
        add(tmp_path, wrong, data_sha256="d1")
    assert read(tmp_path) == []


def test_a_line_that_was_spoiled_is_left_out(tmp_path: Path) -> None:
    add(tmp_path, ENTRY, data_sha256="d1")
    with (tmp_path / FILE).open("a", encoding="utf-8") as log:
        log.write('{"kind": "dec\n[]\n')
    assert read(tmp_path) == [ENTRY]


def test_a_line_holds_plain_values() -> None:
    assert '"action": "scale"' in line_of(ENTRY)
    with pytest.raises(TypeError):
        agreement_of({"kind": DECIDED})
