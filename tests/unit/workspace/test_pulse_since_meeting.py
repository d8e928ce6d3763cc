"""The change pulse since a meeting: which kept answer stood then, in both directions."""

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from mls_metrics.model.standing import Standing, standing_of
from mls_metrics.narrative.pulse import meeting_sentence, pulse_lines, pulse_sentence
from mls_metrics.workspace import pulse as changes
from mls_metrics.workspace.pulse import last_meeting, pulse_since, pulses
from tests.pages.made_assessment import make_assessment

ASSESSMENT = make_assessment()
NOW = replace(
    standing_of(ASSESSMENT),
    data_sha256="now",
    made_at="2026-10-20T08:00:00Z",
    objectives=("Grow sales",),
)


def with_action(standing: Standing, action: str, **changed: object) -> Standing:
    first, *rest = standing.programs
    return replace(standing, programs=(replace(first, action=action), *rest), **changed)


EARLY = with_action(
    NOW,
    "retire",
    data_sha256="early",
    made_at="2026-08-20T08:00:00Z",
    as_of="2026-07-31",
    gaps=(*NOW.gaps, "Old skill · Agent · North"),
    objectives=NOW.objectives[1:],
    files=("august.csv",),
)
MIDDLE = with_action(
    NOW, "fix", data_sha256="middle", made_at="2026-09-20T08:00:00Z", as_of="2026-08-31"
)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(changes, "standings", lambda directory: [EARLY, MIDDLE, NOW])
    monkeypatch.setattr(changes, "standing_of", lambda assessment: NOW)
    return tmp_path


@pytest.mark.ledger("1")
def test_since_a_meeting_means_since_the_answer_that_stood_then(kept: Path) -> None:
    after_early = pulse_since(kept, ASSESSMENT, date(2026, 9, 1))
    assert after_early is not None
    assert after_early.before.data_sha256 == "early"
    lines = "\n".join(pulse_lines(after_early))
    assert "Retire to Scale" in lines
    assert "1 (Old skill · Agent · North) closed" in lines
    assert f"1 ({NOW.objectives[0]}) added" in lines
    said = meeting_sentence(after_early, date(2026, 9, 1))
    assert said.startswith("Another action for 1 of")
    assert "since the last meeting on 1 Sep 2026 (data then to 2026-07-31)." in said
    after_middle = pulse_since(kept, ASSESSMENT, date(2026, 9, 20))
    assert after_middle is not None
    assert "Fix to Scale" in "\n".join(pulse_lines(after_middle))


@pytest.mark.ledger("1")
def test_nothing_changed_is_said_and_so_is_no_answer_then(kept: Path) -> None:
    same = pulse_since(kept, ASSESSMENT, date(2026, 10, 21))
    assert meeting_sentence(same, date(2026, 10, 21)) == (
        "Nothing changed since the last meeting on 21 Oct 2026."
    )
    before_all = pulse_since(kept, ASSESSMENT, date(2026, 7, 1))
    assert before_all is None
    assert "No answer had been kept" in meeting_sentence(None, date(2026, 7, 1))
    assert "no meeting to compare with" in meeting_sentence(None, None)


@pytest.mark.ledger("1")
def test_data_that_ended_by_then_stand_in_where_answers_were_made_later(kept: Path) -> None:
    found = pulse_since(kept, ASSESSMENT, date(2026, 8, 1))
    assert found is not None
    assert found.before.data_sha256 == "early"


@pytest.mark.ledger("1")
def test_changes_stand_newest_first_and_the_other_way_round_says_the_reverse(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = pulses(kept, ASSESSMENT)
    assert [step.before.data_sha256 for step in steps] == ["middle", "early"]
    monkeypatch.setattr(changes, "standings", lambda directory: [NOW, MIDDLE, EARLY])
    monkeypatch.setattr(changes, "standing_of", lambda assessment: EARLY)
    back = pulses(kept, ASSESSMENT)
    assert [step.after.data_sha256 for step in back] == ["early", "middle"]
    assert "Fix to Retire" in "\n".join(pulse_lines(back[0]))
    assert "1 (Old skill · Agent · North) opened" in "\n".join(pulse_lines(back[0]))
    assert "since august.csv came in." in pulse_sentence(back[0])


@pytest.mark.ledger("1")
def test_the_same_answer_again_is_no_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "standings", lambda directory: [NOW, NOW])
    monkeypatch.setattr(changes, "standing_of", lambda assessment: NOW)
    assert pulses(tmp_path, ASSESSMENT) == []


def test_a_meeting_to_come_is_not_the_last(kept: Path) -> None:
    days = [date(2026, 3, 1), date(2026, 10, 12), date(2027, 1, 1)]
    assert last_meeting(days, ASSESSMENT) == date(2026, 10, 12)
    assert last_meeting([], ASSESSMENT) is None


def test_a_kept_answer_reads_back_as_it_was() -> None:
    assert changes.parse(asdict(EARLY)) == EARLY
