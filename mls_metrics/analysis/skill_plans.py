"""What each role must learn next, how ready the workforce is, and how long skills last."""

from collections.abc import Mapping
from math import log
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.analysis.disclosure import hidden_with_neighbors
from mls_metrics.analysis.proportion import proportion
from mls_metrics.analysis.skill_standing import roles_to_hide
from mls_metrics.model.estimate import Curve, Estimate, Measure, NotEstimable
from mls_metrics.model.policy import Policy
from mls_metrics.model.skill_plan import FamilyTime, ReadinessPart, RoleStep, SkillDecay
from mls_metrics.stats.intervals import wilson
from mls_metrics.stats.ratios import gamma_bounds
from mls_metrics.stats.survival import SurvivalCurve, kaplan_meier

Row = Mapping[Any, Any]
CURVE_MONTHS = 24
MONTH_DAYS = 30.4375


def role_steps(rows: pd.DataFrame, *, policy: Policy) -> tuple[RoleStep, ...]:
    """Every skill of every role, in each role the largest gain of readiness first.

    Parameters
    ----------
    rows : DataFrame
        Fact ``role_steps``.

    Returns
    -------
    tuple of RoleStep
        Too few assessed: hidden, and with it the role that the skill's total would reveal. The
        gain is the skill's weight in the role times the share below the level.
    """
    if rows.empty:
        return ()
    hidden = roles_to_hide(rows, policy.minimum_group)
    found: list[RoleStep] = []
    for places in rows.groupby("job_role", sort=True).indices.values():
        role, hide = rows.iloc[places], hidden.to_numpy()[places]
        known = ~hide & (role["assessed"].to_numpy() > 0)
        total = float(role["weight"].to_numpy()[known].sum())
        steps = [
            role_step(row, total, hide=bool(is_hidden), policy=policy)
            for row, is_hidden in zip(role.to_dict("records"), hide, strict=True)
        ]
        found += sorted(steps, key=lambda step: (-gain_of(step), step.skill))
    return tuple(found)


def role_step(row: Row, total: float, *, hide: bool, policy: Policy) -> RoleStep:
    """One skill of one role; `total` is the weight of the role's skills that are known."""
    assessed, below = int(row["assessed"]), int(row["below"])
    share = at_level(assessed - below, assessed, hide=hide, policy=policy)
    gain: Measure = share
    if isinstance(share, Estimate) and total > 0:
        points = 100 * float(row["weight"]) / total
        gain = Estimate(
            value=points * (1 - share.value),
            low=points * (1 - share.high),
            high=points * (1 - share.low),
            level=policy.level,
            n=assessed,
            unit="points",
            method="readiness_gain",
        )
    needed_by: Any = row["needed_by"]
    needed: Any = row["people_needed"]
    return RoleStep(
        job_role=str(row["job_role"]),
        skill=str(row["skill"]),
        required_level=float(row["required_level"]),
        needed_by=None if pd.isna(needed_by) else pd.Timestamp(needed_by).date(),
        people_needed=None if pd.isna(needed) else int(needed),
        people=None if hide else int(row["people"]),
        share=share,
        gain=gain,
        middle_level=None if hide or assessed == 0 else float(row["middle_level"]),
    )


def gain_of(step: RoleStep) -> float:
    """The gain for the order of a list; below zero where it is not known."""
    return step.gain.value if isinstance(step.gain, Estimate) else -1.0


def at_level(k: int, n: int, *, hide: bool, policy: Policy) -> Measure:
    """Share at the level with its range, hidden, or not known where nobody was assessed."""
    if hide or 0 < n < policy.minimum_group:
        return too_few(policy)
    if n == 0:
        return NotEstimable(
            reason="Nobody assessed, so not known.", needed="Rows in skill_assessments.", n=0
        )
    return proportion(k, n, policy)


def too_few(policy: Policy) -> NotEstimable:
    """The refusal for a number about too few people."""
    return NotEstimable(
        reason=f"Fewer than {policy.minimum_group} people: hidden to protect them.",
        needed="More people.",
        n=None,
    )


def readiness_parts(rows: pd.DataFrame, *, policy: Policy) -> tuple[ReadinessPart, ...]:
    """How ready every part is; within a kind, small parts are hidden together.

    Parameters
    ----------
    rows : DataFrame
        Fact ``readiness``.
    """
    found: list[ReadinessPart] = []
    for places in rows.groupby("kind", sort=True).indices.values() if len(rows) else ():
        part = rows.iloc[places]
        people = part["people"].to_numpy(dtype=np.float64)
        known = part["known_people"].to_numpy(dtype=np.float64)
        smallest = np.where(known > 0, np.minimum(people, known), people)
        hidden = hidden_with_neighbors(smallest, policy.minimum_group)
        for row, hide in zip(part.to_dict("records"), hidden, strict=True):
            found.append(readiness_part(row, hide=bool(hide), policy=policy))
    return tuple(found)


def readiness_part(row: Row, *, hide: bool, policy: Policy) -> ReadinessPart:
    """One part; without a valid assessment its readiness is not known, never zero."""
    counts = {
        name: None if hide else int(row[name])
        for name in ("people", "pairs", "known_pairs", "expired_pairs")
    }
    share = too_few(policy) if hide else weighted_share(row, policy)
    return ReadinessPart(kind=str(row["kind"]), part=str(row["part"]), share=share, **counts)


def weighted_share(row: Row, policy: Policy) -> Measure:
    """Weight met of weight known, people as the units.

    References
    ----------
    .. [1] Cochran (1977), Sampling Techniques, 3rd ed., section 2.11, for the variance; the range
       is Wilson's for as many people as would have that variance, so that it stays in 0-1.
    """
    n, x, y = int(row["known_people"]), float(row["x"]), float(row["y"])
    if n == 0 or y <= 0:
        return NotEstimable(
            reason="No valid assessment, so not known.", needed="Newer assessments.", n=0
        )
    share = min(max(x / y, 0.0), 1.0)
    squares = max(float(row["xx"]) - 2 * share * float(row["xy"]) + share**2 * float(row["yy"]), 0)
    variance = squares * n / max(n - 1, 1) / y**2
    counts_as = share * (1 - share) / variance if variance > 0 and 0 < share < 1 else float(n)
    low, high = wilson(share * counts_as, counts_as, level=policy.level)
    return Estimate(
        value=share,
        low=min(low, share),
        high=max(high, share),
        level=policy.level,
        n=n,
        unit="share",
        method="ratio_of_totals",
    )


def skill_decays(rows: pd.DataFrame, *, policy: Policy) -> tuple[SkillDecay, ...]:
    """How long each skill is kept, the fastest lost first.

    Parameters
    ----------
    rows : DataFrame
        Fact ``skill_decay``.
    """
    found = [
        SkillDecay(
            skill=str(row["skill"]),
            half_life=half_life(row, policy),
            planned=None if pd.isna(row["half_life_months"]) else float(row["half_life_months"]),
            lost=int(row["lost"]) if int(row["people"]) >= policy.minimum_group else None,
        )
        for row in rows.to_dict("records")
    ]
    return tuple(
        sorted(
            found,
            key=lambda item: (
                item.half_life.value if isinstance(item.half_life, Estimate) else float("inf"),
                item.skill,
            ),
        )
    )


def half_life(row: Row, policy: Policy) -> Measure:
    """Months until half are below the level, at the steady rate counted (Gamma range)."""
    people, lost, months = int(row["people"]), float(row["lost"]), float(row["held_months"])
    if 0 < people < policy.minimum_group:
        return too_few(policy)
    if people == 0 or months <= 0:
        return NotEstimable(
            reason="Not known.", needed="A second assessment of people at the level.", n=0
        )
    if lost == 0:
        return NotEstimable(
            reason="No level was lost.", needed="A longer time between assessments.", n=people
        )
    low, high = gamma_bounds(lost, months, level=policy.level)
    value = log(2) * months / lost
    return Estimate(
        value=value,
        low=min(log(2) / high, value),
        high=max(log(2) / low, value),
        level=policy.level,
        n=people,
        unit="months",
        method="rate_of_counts",
    )


def family_times(rows: pd.DataFrame, *, policy: Policy) -> tuple[FamilyTime, ...]:
    """Time to competency of the tagged family and of the rest; small ones are hidden together.

    Parameters
    ----------
    rows : DataFrame
        Fact ``family_times``: learners by days and outcome.
    """
    parts = [(str(part), group) for part, group in rows.groupby("part", sort=False)]
    parts.sort(key=lambda pair: pair[0], reverse=True)
    learners = np.array([float(group["learners"].sum()) for _, group in parts])
    hidden = hidden_with_neighbors(learners, policy.minimum_group)
    return tuple(
        FamilyTime(part=part, learners=None, median=too_few(policy))
        if hide
        else family_time(part, group, policy)
        for (part, group), hide in zip(parts, hidden, strict=True)
    )


def family_time(part: str, rows: pd.DataFrame, policy: Policy) -> FamilyTime:
    """One family: the curve of those who reached the level, the unfinished kept."""
    kept = kaplan_meier(
        rows["days"].to_numpy(dtype=np.float64),
        rows["is_event"].to_numpy(dtype=bool),
        rows["learners"].to_numpy(dtype=np.float64),
        level=policy.level,
    )
    learners = int(rows["learners"].sum())
    last = float(rows["days"].max()) / MONTH_DAYS
    time = np.arange(min(CURVE_MONTHS, max(int(last), 1)) + 1, dtype=np.float64)
    at = np.array([kept.at(month * MONTH_DAYS) for month in time])
    days, people = rows["days"].to_numpy(), rows["learners"].to_numpy()
    curve = Curve(
        label=part,
        time=time,
        value=1 - at[:, 0],
        low=1 - at[:, 2],
        high=1 - at[:, 1],
        at_risk=np.array([float(people[days >= month * MONTH_DAYS].sum()) for month in time]),
        unit="share",
    )
    return FamilyTime(
        part=part, learners=learners, median=median_days(kept, learners, policy), curve=curve
    )


def median_days(kept: SurvivalCurve, learners: int, policy: Policy) -> Measure:
    """Days until half have reached the level; refused where fewer than half have, for sure."""
    middle, low, high = (kept.first_below(0.5, line) for line in ("survival", "low", "high"))
    if middle is None or high is None:
        return NotEstimable(
            reason="Fewer than half have been seen to reach the level, or it is not sure.",
            needed="A longer follow-up, or more learners.",
            n=learners,
        )
    return Estimate(
        value=middle,
        low=min(low if low is not None else middle, middle),
        high=max(high, middle),
        level=policy.level,
        n=learners,
        unit="days",
        method="kaplan_meier",
    )
