"""Skills over the whole company: gaps by role, what persists, what is lost again, how raters do."""

from typing import Any

import pandas as pd

from mls_metrics.analysis.skills import Cell, hidden_cells, make_gap, weight
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.evidence import SkillGap, SkillStanding
from mls_metrics.model.policy import Policy
from mls_metrics.stats.intervals import mean_interval, wilson

EVERYWHERE = ""


def find_skill_map(cells: pd.DataFrame, *, policy: Policy) -> tuple[SkillGap, ...]:
    """One cell per skill and role over all regions, gap or none, the heaviest skills first.

    Parameters
    ----------
    cells : DataFrame
        Mart ``skill_gaps``.

    Returns
    -------
    tuple of SkillGap
        `region` is empty; `periods_persisting` is the longest of any region that may be shown.
    """
    if cells.empty:
        return ()
    shown = cells.assign(
        periods_persisting=cells["periods_persisting"].where(
            ~hidden_cells(cells, policy.minimum_group), 0
        )
    )
    roles = (
        shown.groupby(["skill", "job_role"], sort=True)
        .agg(
            people=("people", "sum"),
            assessed=("assessed", "sum"),
            below=("below", "sum"),
            periods_persisting=("periods_persisting", "max"),
            program_id=("program_id", "first"),
        )
        .reset_index()
        .assign(region=EVERYWHERE)
    )
    hidden = roles_to_hide(roles, policy.minimum_group)
    heavy = {
        str(skill): sum(weight(cell) for cell in group.to_dict("records"))
        for skill, group in roles[~hidden].groupby("skill")
    }
    gaps = [
        make_gap(cell, hidden=bool(hide), policy=policy)
        for cell, hide in zip(roles.to_dict("records"), hidden, strict=True)
    ]
    return tuple(sorted(gaps, key=lambda gap: (-heavy.get(gap.skill, 0.0), gap.skill)))


def roles_to_hide(roles: pd.DataFrame, minimum: int) -> "pd.Series[bool]":
    """Roles too small, or the next one that a skill's total would reveal."""
    hide = hidden_cells(roles.assign(job_role=EVERYWHERE), minimum)
    return pd.Series(hide, index=roles.index)


def skill_standings(rows: pd.DataFrame, *, policy: Policy) -> tuple[SkillStanding, ...]:
    """One entry per required skill, those with most people below first.

    Parameters
    ----------
    rows : DataFrame
        Mart ``skill_standing``.
    """
    ordered = rows.sort_values(["below", "skill"], ascending=[False, True], kind="stable")
    return tuple(standing(row, policy) for row in ordered.to_dict("records"))


def standing(row: Cell, policy: Policy) -> SkillStanding:
    """One skill; what rests on too few people is hidden."""
    few = int(row["people"]) < policy.minimum_group
    return SkillStanding(
        skill=str(row["skill"]),
        people=None if few else int(row["people"]),
        coverage=share(row, "assessed", "people", policy, "Rows in role_requirements."),
        below=share(row, "below", "assessed", policy, "Assessments of these people."),
        persistent=share(
            row, "persistent", "repeated", policy, "Three assessments by one kind of rater."
        ),
        lost=share(row, "lost", "held", policy, "A second assessment of people at the level."),
        self_above=self_above(row, policy),
    )


def share(row: Cell, part: str, whole: str, policy: Policy, needed: str) -> Measure:
    """A share with its Wilson range; hidden or refused where too few stand behind it."""
    k, n = int(row[part]), int(row[whole])
    few = too_few(row, n, policy, needed)
    if few is not None:
        return few
    low, high = wilson(k, n, level=policy.level)
    value = k / n
    return Estimate(
        value=value,
        low=min(low, value),
        high=max(high, value),
        level=policy.level,
        n=n,
        unit="share",
        method="wilson",
    )


def too_few(row: Cell, n: int, policy: Policy, needed: str) -> NotEstimable | None:
    """Refusal where nothing is known, or only of a few people."""
    if int(row["people"]) < policy.minimum_group or 0 < n < policy.minimum_group:
        return NotEstimable(
            reason=f"Fewer than {policy.minimum_group} people: hidden to protect them.",
            needed="More people.",
            n=None,
        )
    return NotEstimable(reason="Not known.", needed=needed, n=0) if n == 0 else None


def self_above(row: Cell, policy: Policy) -> Measure:
    """How far people rate themselves above what a manager or a test says of them."""
    n = int(row["compared"])
    few = too_few(row, n, policy, "Self-ratings beside a manager's or a test's of the same people.")
    if few is not None:
        return few
    value: Any = float(row["self_above"])
    low, high = mean_interval(value, float(row["self_above_sd"]), n, level=policy.level)
    return Estimate(
        value=value, low=low, high=high, level=policy.level, n=n, unit="levels", method="student"
    )
