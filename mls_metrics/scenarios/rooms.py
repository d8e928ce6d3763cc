"""Rooms of a workshop: voices that come in by a code, anonymous, and are gone when it expires."""

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mls_metrics.errors import ScenarioError
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.scenario import POINTS, is_number
from mls_metrics.model.voices import Points

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that could be read as another
CODE_LENGTH = 5
OPEN_SECONDS = 3 * 3600.0
MOST_VOICES, MOST_ROOMS = 200, 50
TWENTY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a room heard.

    Parameters
    ----------
    code : str
        What people type in.
    closes_at : float
        Seconds on the clock of the rooms; after it the room and all voices are gone.
    ballots : mapping of str to tuple of float
        By token of a sitting, points of the five dimensions that sum to 100. A token is drawn at
        random on joining and says nothing of who it is.
    question : str
        What is guessed at now; empty where nothing is.
    guesses : mapping of (str, str) to int
        By question and token, a number out of twenty.
    """

    code: str
    closes_at: float
    ballots: Mapping[str, Points] = field(default_factory=dict)
    question: str = ""
    guesses: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def guessed(self, question: str) -> list[int]:
        """All guesses at a question, in order of size."""
        return sorted(guess for (asked, _), guess in self.guesses.items() if asked == question)


def checked_points(points: Points) -> Points:
    """Points as they came.

    Raises
    ------
    ScenarioError
        Not five numbers of 0 or more that sum to 100.
    """
    if len(points) != len(DIMENSIONS) or not all(is_number(one) and one >= 0 for one in points):
        raise ScenarioError(
            "A voice is five numbers of points, each 0 or more.",
            f"Found: {', '.join(str(one) for one in points)}.",
            "Give each dimension its points.",
        )
    if abs(sum(points) - POINTS) > 1e-6:
        raise ScenarioError(
            "Your points must sum to 100.",
            f"They sum to {sum(points):g}.",
            "Take points from one dimension to give them to another.",
        )
    return tuple(float(one) for one in points)


class Rooms:
    """All rooms of one server; safe to call from many sessions at once.

    Every call takes the time, in seconds of any steady clock, and forgets what has expired.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rooms: dict[str, Room] = {}

    def open(self, now: float) -> Room:
        """A new room.

        Raises
        ------
        ScenarioError
            As many rooms are open as the server keeps.
        """
        with self._lock:
            self._forget(now)
            if len(self._rooms) >= MOST_ROOMS:
                raise ScenarioError(
                    "No further room can be opened.",
                    f"{MOST_ROOMS} are open here.",
                    "Close one, or type the points in yourself.",
                )
            code = ""
            while not code or code in self._rooms:
                code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
            self._rooms[code] = Room(code=code, closes_at=now + OPEN_SECONDS)
            return self._rooms[code]

    def find(self, code: str, now: float) -> Room:
        """The room of that code, in small or large letters.

        Raises
        ------
        ScenarioError
            There is none, or no longer.
        """
        with self._lock:
            return self._find(code, now)

    def close(self, code: str, now: float) -> None:
        """Forget a room and its voices at once."""
        with self._lock:
            self._rooms.pop(self._find(code, now).code)

    def vote(self, code: str, token: str, points: Points, now: float) -> Room:
        """Take a voice, in the place of the one the same sitting gave before.

        Raises
        ------
        ScenarioError
            No such room, points that do not sum to 100, or a full room.
        """
        given = checked_points(points)
        with self._lock:
            room = self._find(code, now)
            check_seat(room, token, room.ballots)
            return self._put(replace(room, ballots={**room.ballots, token: given}))

    def ask(self, code: str, question: str, now: float) -> Room:
        """Let the room guess at a question; an empty one ends the guessing."""
        with self._lock:
            return self._put(replace(self._find(code, now), question=question))

    def guess(self, code: str, token: str, number: int, now: float) -> Room:
        """Take a guess at the question that stands.

        Raises
        ------
        ScenarioError
            No such room, nothing to guess at, or a number outside 0 to 20.
        """
        if not 0 <= number <= TWENTY:
            raise ScenarioError(
                f"A guess is a whole number from 0 to {TWENTY}.", f"Found: {number}.", "Try again."
            )
        with self._lock:
            room = self._find(code, now)
            if not room.question:
                raise ScenarioError("There is nothing to guess at now.", "", "Wait for a question.")
            given = {one: 0 for asked, one in room.guesses if asked == room.question}
            check_seat(room, token, given)
            made = {**room.guesses, (room.question, token): number}
            return self._put(replace(room, guesses=made))

    def _find(self, code: str, now: float) -> Room:
        self._forget(now)
        wanted = code.strip().upper()
        if wanted not in self._rooms:
            raise ScenarioError(
                f"There is no open room '{wanted[:12]}'.",
                "It may have been closed, or the server was started anew.",
                "Ask for the code on the screen.",
            )
        return self._rooms[wanted]

    def _put(self, room: Room) -> Room:
        self._rooms[room.code] = room
        return room

    def _forget(self, now: float) -> None:
        expired = [code for code, room in self._rooms.items() if room.closes_at <= now]
        for code in expired:
            del self._rooms[code]


def check_seat(room: Room, token: str, taken: Mapping[str, object]) -> None:
    """A room takes a bounded number of voices."""
    if token not in taken and len(taken) >= MOST_VOICES:
        raise ScenarioError(
            "The room is full.", f"{MOST_VOICES} have spoken in {room.code}.", "Open another room."
        )
