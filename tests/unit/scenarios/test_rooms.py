"""Rooms hear voices by a code, keep them apart, and forget them."""

import pytest

from mls_metrics.errors import ScenarioError
from mls_metrics.scenarios import rooms as module
from mls_metrics.scenarios.rooms import OPEN_SECONDS, Rooms, check_seat, checked_points

EVEN = (20.0,) * 5


def test_a_voice_replaces_the_one_of_the_same_sitting_and_no_other() -> None:
    rooms = Rooms()
    code = rooms.open(0.0).code
    rooms.vote(code, "a", EVEN, 1.0)
    rooms.vote(code.lower(), "b", (100, 0, 0, 0, 0), 2.0)
    room = rooms.vote(f" {code} ", "a", (0, 100, 0, 0, 0), 3.0)
    assert room.ballots == {"a": (0, 100, 0, 0, 0), "b": (100, 0, 0, 0, 0)}
    assert rooms.find(code, 3.0) == room


@pytest.mark.parametrize("points", [(20, 20, 20, 20), (30, 20, 20, 20, 20), (-20, 60, 20, 20, 20)])
def test_points_that_are_no_voice_are_refused_in_words(points) -> None:
    rooms = Rooms()
    code = rooms.open(0.0).code
    with pytest.raises(ScenarioError):
        rooms.vote(code, "a", points, 1.0)
    assert rooms.find(code, 1.0).ballots == {}
    with pytest.raises(ScenarioError):
        checked_points(points)


def test_a_room_expires_with_its_voices_and_can_be_closed() -> None:
    rooms = Rooms()
    first, second = rooms.open(0.0).code, rooms.open(10.0).code
    assert first != second
    with pytest.raises(ScenarioError, match="no open room"):
        rooms.find(first, OPEN_SECONDS)
    assert rooms.find(second, OPEN_SECONDS).code == second
    rooms.close(second, OPEN_SECONDS)
    with pytest.raises(ScenarioError):
        rooms.vote(second, "a", EVEN, OPEN_SECONDS)


def test_guesses_count_for_the_question_that_stands() -> None:
    rooms = Rooms()
    code = rooms.open(0.0).code
    with pytest.raises(ScenarioError, match="nothing to guess"):
        rooms.guess(code, "a", 3, 0.0)
    rooms.ask(code, "How many?", 0.0)
    rooms.guess(code, "a", 3, 0.0)
    rooms.guess(code, "b", 12, 0.0)
    rooms.guess(code, "a", 5, 0.0)
    with pytest.raises(ScenarioError, match="0 to 20"):
        rooms.guess(code, "a", 21, 0.0)
    assert rooms.find(code, 0.0).guessed("How many?") == [5, 12]
    assert rooms.ask(code, "Another?", 0.0).guessed("Another?") == []


def test_a_room_and_a_server_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_VOICES", 2)
    monkeypatch.setattr(module, "MOST_ROOMS", 1)
    rooms = Rooms()
    code = rooms.open(0.0).code
    rooms.vote(code, "a", EVEN, 0.0)
    rooms.vote(code, "b", EVEN, 0.0)
    with pytest.raises(ScenarioError, match="full"):
        rooms.vote(code, "c", EVEN, 0.0)
    rooms.vote(code, "a", EVEN, 0.0)
    with pytest.raises(ScenarioError, match="No further room"):
        rooms.open(0.0)
    with pytest.raises(ScenarioError):
        check_seat(rooms.find(code, 0.0), "c", {"a": 1, "b": 2})
