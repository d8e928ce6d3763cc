"""What became of a decision: one line added to the log, never changed."""

from dataclasses import dataclass

SECOND_REVIEW = "second_review"
CARRIED_OUT = "carried_out"
CAME_TRUE = "came_true"
NOT_TRUE = "not_true"
KINDS = (SECOND_REVIEW, CARRIED_OUT, CAME_TRUE, NOT_TRUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One thing that happened to a decision after it was taken.

    Parameters
    ----------
    decision, decided_on : str
        Which decision: its words and its day (ISO).
    kind : str
        ``second_review`` (somebody else looked again and agrees), ``carried_out``, ``came_true``
        or ``not_true`` (what was expected of it happened, or did not).
    by, on, at : str
        Who says so, the day it is about (ISO), and the moment it was written down (ISO, UTC).
    note : str
        In a few words; may be empty.
    """

    decision: str
    decided_on: str
    kind: str
    by: str
    on: str
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowThrough:
    """How many decisions were carried out and looked at again.

    Parameters
    ----------
    decided : int
        Decisions on record.
    carried_out : int
        Of these, said to be carried out.
    due, reviewed, on_time : int
        Decisions past their review date; of these, with an outcome, and with one by that date.
    unreviewed_retires : tuple of str
        Decisions to retire that nobody else has looked at yet.
    """

    decided: int
    carried_out: int
    due: int
    reviewed: int
    on_time: int
    unreviewed_retires: tuple[str, ...]
