"""What the comparison of speed needs: the level, people below it, and when they got there."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.effect_data import effect_sql

# Parts of a packed cell from the first to the last, with the number of codes of each.
PARTS = (
    ("tenure", 7),
    ("role", 12),
    ("region", 8),
    ("level", 8),
    ("rating", 8),
    ("gap", 8),
    ("before", 8),
    ("rater", 4),
    ("rival", 2),
    ("treated", 2),
    ("reached", 2),
    ("followed", 100),
    ("looked", 100),
)
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedSubject:
    """What people are to reach, and what is known around it; months are year x 12 + month - 1.

    Parameters
    ----------
    kind : str
        ``"skill"``: a level in assessments; ``"output"``: a share of the tenured median of a KPI.
    subject : str
        The skill, or the KPI.
    target : float or None
        The level; None where each person's own role says it.
    last_month : int
        Last month in which the level could be seen to be reached.
    rivals : tuple of str
        Other programs for the same skill.
    """

    kind: str
    subject: str
    target: float | None
    last_month: int
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpeedContext:
    """What all programs share: the skills each is for, and how much of the roster is dated.

    Parameters
    ----------
    skills : DataFrame
        One row per program and skill, those that most people are assessed in first.
    dated_share : float
        Share of person-months whose role, level and rating come from dated history.
    """

    skills: pd.DataFrame
    dated_share: float


def speed_context(store: Store) -> SpeedContext:
    """Read once for all programs."""
    share = store.rows(effect_sql("dated_share"))[0][0]
    return SpeedContext(
        skills=store.query(effect_sql("speed_context")),
        dated_share=0.0 if share is None else float(share),
    )


def speed_subject(
    store: Store, context: SpeedContext, program_id: str, objective_kpi: str | None
) -> tuple[SpeedSubject | None, tuple[str, ...]]:
    """The skill of the program that most people are assessed in, else a KPI measured on persons.

    Returns
    -------
    tuple
        The subject, None where there is neither; and the skills that the program is for.
    """
    frame = context.skills[context.skills["program_id"] == program_id]
    skills = tuple(str(name) for name in frame["skill"])
    known = frame["target_level"].notna() | frame["required_level"].notna()
    usable = frame[(frame["assessed"] > 0) & known & frame["last_month"].notna()]
    if len(usable):
        row = usable.iloc[0]
        subject = SpeedSubject(
            kind="skill",
            subject=str(row["skill"]),
            target=None if pd.isna(row["target_level"]) else float(row["target_level"]),
            last_month=int(row["last_month"]),
            rivals=tuple(str(name) for name in row["programs"] if name != program_id),
        )
        return subject, skills
    params = {"program_id": program_id, "objective_kpi": objective_kpi}
    found = store.query(effect_sql("speed_kpi"), params)
    if not len(found):
        return None, skills
    row = found.iloc[0]
    last = int(row["last_month"]) - 1
    return SpeedSubject(
        kind="output", subject=str(row["kpi"]), target=None, last_month=last, rivals=()
    ), skills


def speed_rows(
    store: Store, program_id: str, subject: SpeedSubject, policy: Policy
) -> tuple[Array, Array, Array]:
    """Packed cell, person and manager of every person and trial month below the level.

    A person without a known manager is a cluster of their own.
    """
    below = effect_sql("speed_levels" if subject.kind == "skill" else "speed_output")
    rows = effect_sql("speed_rows")
    frame = store.query(
        f"with standing as ({below}) select person_key, manager_key, cell from ({rows}) as found "
        "order by cell, person_key",
        {
            "program_id": program_id,
            "subject": subject.subject,
            "target": subject.target,
            "last_month": subject.last_month,
            "horizon": policy.horizon_months,
            "rivals": list(subject.rivals),
        },
    )
    person = frame["person_key"].to_numpy(dtype=np.int64)
    manager = frame["manager_key"].to_numpy(dtype=np.int64)
    alone = manager.max(initial=0) + 1 + person
    cell = frame["cell"].to_numpy(dtype=np.int64)
    return cell, person, np.where(manager >= 0, manager, alone)


def unpack_speed(cell: Array) -> dict[str, Array]:
    """Codes behind packed cells.

    Returns
    -------
    dict
        `month` and the names of `PARTS`: months followed, whether the level was reached in the
        last of them, and months until the same kind of rater looked again (0: not within those).
    """
    codes: dict[str, Array] = {}
    rest = cell.astype(np.int64)
    for name, size in reversed(PARTS):
        rest, codes[name] = np.divmod(rest, size)
    return {"month": rest, **codes}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSpeed:
    """What a plain dashboard would set side by side: nobody who has not got there is in it.

    Parameters
    ----------
    started_days, never_days : float or None
        Mean days to the level of those who reached it: from the start, and of never starters from
        the first value below it.
    by_completion : int
        Starters whose only date is the completion.
    """

    started_days: float | None
    never_days: float | None
    by_completion: int


def plain_speed(store: Store, program_id: str, subject: SpeedSubject) -> PlainSpeed:
    """Plain means around one program, for contrast."""
    below = effect_sql("speed_levels" if subject.kind == "skill" else "speed_output")
    frame = store.query(
        f"with standing as ({below}) select * from ({effect_sql('speed_plain')}) as found",
        {"program_id": program_id, "subject": subject.subject, "target": subject.target},
    )
    row = frame.iloc[0]
    return PlainSpeed(
        started_days=None if pd.isna(row["started_days"]) else float(row["started_days"]),
        never_days=None if pd.isna(row["never_days"]) else float(row["never_days"]),
        by_completion=int(row["by_completion"]),
    )
