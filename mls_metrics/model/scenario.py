"""A scenario: what a steering group assumes, wants and may spend, in one immutable object."""

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from mls_metrics.errors import ScenarioError
from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade
from mls_metrics.model.policy import DIMENSIONS

FORM = "mls-metrics scenario 1"
POINTS = 100.0
HORIZON = (3, 36)
SLUG = 40
ID_DIGITS = 4
LONGEST_NAME, LONGEST_REASON = 80, 500
MOST_LOCKS = 2_000
NAMED = ("name", "reason", "author", "made_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A number that is taken to be so, between the lowest and the highest thought possible."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """An action the group has settled whatever the numbers say, and why."""

    program_id: str
    action: Action
    reason: str


ASSUMPTIONS: Mapping[str, tuple[str, float, float]] = {
    "replacement_cost_share": ("The cost of replacing a leaver, in annual salaries", 0.0, 5.0),
    "work_hours_per_year": ("Paid working hours a year", 100.0, 4000.0),
    "paid_cost_factor": ("What is paid for programs, against what was paid", 0.0, 10.0),
    "growth_share": ("How much a scaled program grows, as a share of its learners", 0.0, 5.0),
}


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What may be changed in a steering meeting; never changed itself, only replaced.

    Parameters
    ----------
    data_sha256 : str
        Fingerprint of the data it was made over.
    weights : tuple of five float
        Points in the order of `DIMENSIONS`, 0 or more, summing to 100.
    cap : float or None
        Money a year; None: no cap.
    capacity : float or None
        Learners' hours a year; None: no limit.
    scale_score, retire_score : float
        Points: the overall score that scaling needs, and the one from which a program that is not
        worth its cost is mended rather than ended.
    evidence : Grade or None
        The weakest evidence that may scale or retire; None: as the policy says.
    horizon_months : int
        Months for which an effect on work is counted; leavers are those of the first year always.
    replacement_cost_share, work_hours_per_year, paid_cost_factor, growth_share : Assumption
        See `ASSUMPTIONS`.
    locks : tuple of Lock
        At most one a program, in the order of the programs' ids.

    Raises
    ------
    ScenarioError
        A value out of range, in words.
    """

    data_sha256: str
    weights: tuple[float, float, float, float, float]
    scale_score: float
    retire_score: float
    horizon_months: int
    replacement_cost_share: Assumption
    work_hours_per_year: Assumption
    paid_cost_factor: Assumption = Assumption(value=1.0, low=0.9, high=1.1)
    growth_share: Assumption = Assumption(value=0.5, low=0.25, high=1.0)
    evidence: Grade | None = None
    cap: float | None = None
    capacity: float | None = None
    locks: tuple[Lock, ...] = ()
    name: str = "Base"
    reason: str = ""
    author: str = ""
    made_at: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "locks", tuple(sorted(self.locks, key=lambda o: o.program_id)))
        check_weights(self.weights)
        check_texts(self)
        check_limits(self)
        check_locks(self.locks)

    @cached_property
    def state_sha256(self) -> str:
        """Fingerprint of what decides: two scenarios that decide alike have the same one."""
        body = {key: value for key, value in content(self).items() if key not in NAMED}
        return hashlib.sha256(canonical(body).encode()).hexdigest()

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of everything, name, reason, author and time included."""
        return hashlib.sha256(canonical(content(self)).encode()).hexdigest()

    @property
    def id(self) -> str:
        """Short id for links, such as ``autumn-cap-7f3a``."""
        return self.id_of(ID_DIGITS)

    def id_of(self, digits: int) -> str:
        """The id with that many figures of the fingerprint, for where the short one is taken."""
        return f"{slug(self.name)}-{self.sha256[:digits]}"

    def lock_of(self, program_id: str) -> Lock | None:
        """The lock on a program."""
        return next((lock for lock in self.locks if lock.program_id == program_id), None)

    def named(self, *, name: str, reason: str, author: str, made_at: str) -> "Scenario":
        """The same under a name.

        Raises
        ------
        ScenarioError
            No name or no reason.
        """
        if not name.strip() or not reason.strip():
            raise ScenarioError(
                "A scenario is saved with a name and a reason.",
                "One of them is empty.",
                "Say in one line why somebody would choose it.",
            )
        return replace(
            self, name=name.strip(), reason=reason.strip(), author=author.strip(), made_at=made_at
        )


def check_weights(weights: tuple[float, ...]) -> None:
    """Five weights of 0 or more that sum to 100 points."""
    if len(weights) != len(DIMENSIONS) or not all(is_number(w) and w >= 0 for w in weights):
        raise ScenarioError(
            "The weights are five numbers of points, each 0 or more.",
            f"Found: {', '.join(str(weight) for weight in weights)}.",
            "Give each dimension its points.",
        )
    if abs(sum(weights) - POINTS) > 1e-6:
        raise ScenarioError(
            "The weights must sum to 100 points.",
            f"They sum to {sum(weights):g}.",
            "Take points from one dimension to give them to another.",
        )


def check_texts(scenario: Scenario) -> None:
    """Name and reason are short enough to be shown."""
    for words, text, most in (
        ("name", scenario.name, LONGEST_NAME),
        ("reason", scenario.reason, LONGEST_REASON),
        ("author", scenario.author, LONGEST_NAME),
    ):
        if len(text) > most:
            raise ScenarioError(
                f"The {words} is too long.", f"{len(text)} characters.", f"Use at most {most}."
            )


def check_limits(scenario: Scenario) -> None:
    """Numbers within what they can mean."""
    for words, amount in (
        ("cap, in money a year,", scenario.cap),
        ("capacity, in hours a year,", scenario.capacity),
    ):
        if amount is not None and not (is_number(amount) and amount >= 0):
            raise refused(f"The {words} must be 0 or more, or left empty.", amount)
    for words, amount in (
        ("score needed to scale", scenario.scale_score),
        ("score below which a program may be retired", scenario.retire_score),
    ):
        if not (is_number(amount) and 0 <= amount <= POINTS):
            raise refused(f"The {words} must be between 0 and 100 points.", amount)
    if scenario.evidence is Grade.E:
        raise refused(
            "Evidence E means that we cannot tell: it can carry no decision.", scenario.evidence
        )
    months = scenario.horizon_months
    if not HORIZON[0] <= months <= HORIZON[1]:
        raise refused(f"The horizon must be {HORIZON[0]} to {HORIZON[1]} whole months.", months)
    for name, (words, low, high) in ASSUMPTIONS.items():
        check_assumption(getattr(scenario, name), words=words, low=low, high=high)


def check_assumption(assumption: Assumption, *, words: str, low: float, high: float) -> None:
    """Lowest, value and highest in their order and within what is possible."""
    found = (assumption.low, assumption.value, assumption.high)
    if not all(is_number(number) and low <= number <= high for number in found):
        raise refused(f"{words} must lie between {low:g} and {high:g}.", found)
    if not found[0] <= found[1] <= found[2] or found[1] <= 0:
        raise refused(
            f"{words} must be above 0, with its lowest not above and its highest not below it.",
            found,
        )


def check_locks(locks: tuple[Lock, ...]) -> None:
    """One lock a program, each with its reason."""
    seen: set[str] = set()
    for lock in locks:
        if lock.program_id in seen:
            raise refused("A program is locked once at most.", lock.program_id)
        seen.add(lock.program_id)
        if not lock.reason.strip() or len(lock.reason) > LONGEST_REASON:
            raise ScenarioError(
                "A lock needs a reason that can be shown.",
                f"Program '{lock.program_id}' has none or one that is too long.",
                f"Say why in at most {LONGEST_REASON} characters.",
            )
    if len(locks) > MOST_LOCKS:
        raise refused(f"At most {MOST_LOCKS} programs can be locked.", len(locks))


def refused(what: str, found: object) -> ScenarioError:
    """A refusal with what was found."""
    shown = ", ".join(f"{x:g}" for x in found) if isinstance(found, tuple) else str(found)
    return ScenarioError(what, f"Found: {shown}.", "Correct it and try again.")


def is_number(value: object) -> bool:
    """A finite number, and no truth value."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def slug(name: str) -> str:
    """A name as it can stand in an address; ``scenario`` where nothing of it can."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:SLUG].strip("-") or "scenario"


def content(scenario: Scenario) -> dict[str, Any]:
    """Everything it holds, in plain values; numbers as floats, so that 20 and 20.0 are alike."""
    return {
        "form": FORM,
        "name": scenario.name,
        "reason": scenario.reason,
        "author": scenario.author,
        "made_at": scenario.made_at,
        "data_sha256": scenario.data_sha256,
        "weights": dict(zip(DIMENSIONS, map(float, scenario.weights), strict=True)),
        "cap": None if scenario.cap is None else float(scenario.cap),
        "capacity": None if scenario.capacity is None else float(scenario.capacity),
        "scale_score": float(scenario.scale_score),
        "retire_score": float(scenario.retire_score),
        "evidence": None if scenario.evidence is None else scenario.evidence.value,
        "horizon_months": scenario.horizon_months,
        "assumptions": {
            name: {
                part: float(getattr(getattr(scenario, name), part))
                for part in ("value", "low", "high")
            }
            for name in ASSUMPTIONS
        },
        "locks": [
            {"program_id": o.program_id, "action": o.action.value, "reason": o.reason}
            for o in scenario.locks
        ],
    }


def canonical(body: Mapping[str, Any]) -> str:
    """One text for one content: keys in order, no blanks."""
    return json.dumps(
        body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
