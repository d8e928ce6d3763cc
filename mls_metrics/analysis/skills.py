"""Where skill gaps persist: cells of skill, role and region, small ones hidden."""

import pandas as pd

from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.evidence import SkillGap
from mls_metrics.model.policy import Policy
from mls_metrics.stats.intervals import wilson


def find_skill_gaps(cells: pd.DataFrame, *, policy: Policy) -> tuple[SkillGap, ...]:
    """Gaps with anyone below the required level or nobody assessed, the heaviest first.

    Parameters
    ----------
    cells : DataFrame
        Mart ``skill_gaps``: skill, job_role, region, people, assessed, below,
        periods_persisting, program_id.

    Returns
    -------
    tuple of SkillGap
        Unassessed people are unknown, never below. Cells under the minimum group size are
        hidden, and with them the smallest other cell of the same skill and role, so that a
        total over regions does not give the hidden one away.
    """
    hidden = hidden_cells(cells, policy.minimum_group)
    gaps = [
        (weight(row), make_gap(row, hidden=bool(hide), policy=policy))
        for row, hide in zip(cells.itertuples(index=False), hidden, strict=True)
        if row.below > 0 or row.assessed == 0 or hide
    ]
    return tuple(gap for _, gap in sorted(gaps, key=lambda pair: -pair[0]))


def weight(row: object) -> float:
    """People below times quarters in a row, for the order of the list."""
    return float(row.below) * (1 + float(row.periods_persisting))  # type: ignore[attr-defined]


def hidden_cells(cells: pd.DataFrame, minimum: int) -> pd.Series:
    """Which cells to hide: too small, or the one that would reveal a hidden neighbor."""
    counted = cells[["people", "assessed"]].where(cells["assessed"] > 0, cells["people"], axis=0)
    smallest = counted.min(axis=1)
    hide = (smallest < minimum) & (cells["people"] > 0)
    for _, group in cells.groupby(["skill", "job_role"], sort=True):
        inside = hide.loc[group.index]
        if inside.sum() == 1 and len(group) > 1:
            others = smallest.loc[group.index][~inside]
            hide.loc[others.idxmin()] = True
    return hide


def make_gap(row: object, *, hidden: bool, policy: Policy) -> SkillGap:
    """One cell as a gap."""
    people = None if hidden else int(row.people)  # type: ignore[attr-defined]
    return SkillGap(
        skill=str(row.skill),  # type: ignore[attr-defined]
        job_role=str(row.job_role),  # type: ignore[attr-defined]
        region=str(row.region),  # type: ignore[attr-defined]
        share_below=share_below(row, hidden=hidden, policy=policy),
        people=people,
        periods_persisting=0 if hidden else int(row.periods_persisting),  # type: ignore[attr-defined]
        program_id=str(row.program_id),  # type: ignore[attr-defined]
    )


def share_below(row: object, *, hidden: bool, policy: Policy) -> Measure:
    """Share of those assessed who are below the required level."""
    if hidden:
        return NotEstimable(
            reason=f"Fewer than {policy.minimum_group} people: hidden to protect them.",
            needed="More people, or a wider region.",
            n=None,
        )
    assessed, below = int(row.assessed), int(row.below)  # type: ignore[attr-defined]
    if assessed == 0:
        return NotEstimable(
            reason="Nobody here has been assessed in this skill, so the gap is unknown.",
            needed="Rows in skill_assessments for these people.",
            n=0,
        )
    low, high = wilson(below, assessed, level=policy.level)
    value = below / assessed
    return Estimate(
        value=value,
        low=min(low, value),
        high=max(high, value),
        n=assessed,
        unit="share",
        method="wilson",
        level=policy.level,
    )
