"""Steps: undo to the start gives the first fingerprint back, branches are never lost."""

import random
from dataclasses import replace

from mls_metrics.model.history import History
from tests.unit.model.test_scenario import BASE


def caps(history: History) -> list[float | None]:
    return [history.steps[number].scenario.cap for number in history.trail]


def test_undo_and_redo_go_along_the_branch() -> None:
    start = History.of(BASE, "Base")
    history = start.add(replace(BASE, cap=1.0), "one").add(replace(BASE, cap=2.0), "two")
    assert caps(history) == [None, 1.0, 2.0]
    back = history.undo().undo()
    assert back.step.state_sha256 == BASE.state_sha256
    assert back.undo() == back
    assert not back.can_undo
    assert back.redo().scenario.cap == 1.0
    assert back.redo().redo() == history
    assert history.redo() == history
    assert not history.can_redo


def test_a_change_after_undo_begins_a_branch_and_loses_none() -> None:
    history = History.of(BASE, "Base").add(replace(BASE, cap=1.0), "one", at="08:00")
    other = history.undo().add(replace(BASE, cap=3.0), "three")
    assert caps(other) == [None, 3.0]
    assert [step.sentence for step in other.steps] == ["Base", "one", "three"]
    first = other.go(1)
    assert first.scenario.cap == 1.0
    assert caps(first) == [None, 1.0]
    third = first.add(replace(BASE, cap=4.0), "four")
    assert caps(third) == [None, 1.0, 4.0]
    assert third.step.parent == 1
    assert third.go(0).redo().scenario.cap == 1.0, "going back along the branch keeps what is ahead"


def test_the_same_state_again_is_no_step() -> None:
    history = History.of(BASE, "Base")
    assert history.add(replace(BASE, name="Renamed"), "nothing") is history


def test_thirty_random_steps_undone_give_the_first_state() -> None:
    rng = random.Random(4)
    history = History.of(BASE, "Base")
    for _ in range(30):
        turn = rng.random()
        if turn < 0.2:
            history = history.undo()
        elif turn < 0.3:
            history = history.redo()
        elif turn < 0.4:
            history = history.go(rng.randrange(len(history.steps)))
        else:
            cap = float(rng.randrange(1, 10))
            history = history.add(replace(history.scenario, cap=cap), f"Cap {cap}")
    while history.can_undo:
        history = history.undo()
    assert history.step.state_sha256 == BASE.state_sha256
    assert history.number == 0


def test_a_name_stays_with_its_step_and_changes_no_state() -> None:
    history = History.of(BASE, "Base").add(replace(BASE, cap=1.0), "one")
    name = history.scenario.named(name="One", reason="x", author="", made_at="2026")
    named = history.named(name)
    assert named.scenario.name == "One"
    assert named.undo().scenario.name == "Base"
    assert [s.state_sha256 for s in named.steps] == [s.state_sha256 for s in history.steps]
