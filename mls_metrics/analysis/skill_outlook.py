"""Who will be ready when needed, and how gaps grow or close in the next years."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.analysis.proportion import proportion
from mls_metrics.analysis.readiness_forecast import MONTHS_A_YEAR, forecast_readiness, headcounts
from mls_metrics.analysis.skill_standing import roles_to_hide
from mls_metrics.model.estimate import Estimate, FloatArray, Measure, NotEstimable
from mls_metrics.model.policy import Policy
from mls_metrics.model.skill_plan import (
    Assumptions,
    DueSkill,
    Pace,
    ReadinessStart,
    SkillOutlook,
)
from mls_metrics.stats.ratios import gamma_bounds

HORIZONS = (0, 12, 24, 36)
OUTLOOK_DRAWS = 400
AS_COMPUTED = Assumptions()
RATES = ("attrition", "decay", "inflow")
Row = Mapping[Any, Any]


def due_skills(
    flows: pd.DataFrame,
    plan: pd.DataFrame,
    *,
    as_of: date,
    policy: Policy,
    assumptions: Assumptions = AS_COMPUTED,
) -> tuple[DueSkill, ...]:
    """Skills with a date, those least likely on time first.

    Parameters
    ----------
    flows, plan : DataFrame
        Facts ``readiness_flows`` and ``headcount_plan``.

    Returns
    -------
    tuple of DueSkill
        Without a start where too few people were assessed; without a forecast where a rate is
        not known. How many are needed: the requirement's own number, else the plan's for the role
        in the last month up to the date.
    """
    shown = shown_flows(flows, policy)
    growth = role_growth(plan)
    found = [
        due_skill(row, plan, growth, as_of=as_of, policy=policy, assumptions=assumptions)
        for row in shown.to_dict("records")
        if not pd.isna(row["needed_by"])
    ]
    return tuple(
        sorted(
            found,
            key=lambda item: (
                item.on_time is None,
                item.on_time or 0.0,
                item.needed_by,
                item.job_role,
            ),
        )
    )


def due_skill(
    row: Row,
    plan: pd.DataFrame,
    growth: Mapping[str, float],
    *,
    as_of: date,
    policy: Policy,
    assumptions: Assumptions,
) -> DueSkill:
    """One skill with a date."""
    day = pd.Timestamp(row["needed_by"]).date()
    month = max(months_between(as_of, day), 0)
    frame: dict[str, Any] = {
        "job_role": str(row["job_role"]),
        "skill": str(row["skill"]),
        "needed_by": day,
        "needed": people_needed(row, plan, day),
        "due_month": month,
    }
    if row["is_hidden"]:
        return DueSkill(**frame, assessed=None, start=None, forecast=None)
    start = readiness_start(row, growth, assumptions)
    frame |= {"assessed": int(row["ready"] + row["below"]), "start": start}
    missing = unknown_rates(start)
    if missing:
        return DueSkill(**frame, forecast=None, missing=missing)
    forecast = forecast_readiness(
        start, months=max(month + MONTHS_A_YEAR, 24), seed=policy.seed, level=policy.level
    )
    needed = frame["needed"]
    return DueSkill(
        **frame,
        forecast=forecast,
        on_time=None if needed is None else forecast.chance_by(needed, month),
        held=None if needed is None else forecast.chance_at(needed, month),
    )


def outlooks(
    flows: pd.DataFrame,
    plan: pd.DataFrame,
    *,
    policy: Policy,
    assumptions: Assumptions = AS_COMPUTED,
    horizons: tuple[int, ...] = HORIZONS,
) -> tuple[SkillOutlook, ...]:
    """People that each skill lacks now and later, the largest gap at the last horizon first.

    Notes
    -----
    The gap of a role is the people it needs (today's number, grown) less those ready, never below
    zero; a skill's is the sum over its roles that may be shown.
    """
    growth = role_growth(plan)
    added: dict[str, list[tuple[FloatArray, FloatArray]]] = {}
    assessed: dict[str, int] = {}
    for place, row in enumerate(shown_flows(flows, policy).to_dict("records")):
        skill = str(row["skill"])
        added.setdefault(skill, [])
        start = None if row["is_hidden"] else readiness_start(row, growth, assumptions)
        if start is None or unknown_rates(start):
            continue
        assessed[skill] = assessed.get(skill, 0) + start.ready + start.below
        added[skill].append(gap_paths(start, horizons, seed=policy.seed + place, policy=policy))
    found = [
        SkillOutlook(
            skill=skill,
            gaps=tuple(
                gap_at(parts, place, assessed[skill], policy) for place in range(len(horizons))
            )
            if parts
            else (no_outlook(),) * len(horizons),
            roles=len(parts),
        )
        for skill, parts in added.items()
    ]
    return tuple(sorted(found, key=lambda item: (-last_gap(item), item.skill)))


def gap_paths(
    start: ReadinessStart, horizons: tuple[int, ...], *, seed: int, policy: Policy
) -> tuple[FloatArray, FloatArray]:
    """People lacking at each horizon: as expected, and in every plausible path."""
    forecast = forecast_readiness(
        start, months=max(horizons), seed=seed, level=policy.level, draws=OUTLOOK_DRAWS
    )
    needed = headcounts(start, max(horizons))[list(horizons)]
    expected = np.maximum(needed - forecast.expected[list(horizons)], 0.0)
    return expected, np.maximum(needed - forecast.paths[:, list(horizons)], 0.0)


def gap_at(
    parts: list[tuple[FloatArray, FloatArray]], place: int, assessed: int, policy: Policy
) -> Measure:
    """The gap over roles at one horizon."""
    value = float(sum(expected[place] for expected, _ in parts))
    drawn = np.sum([paths[:, place] for _, paths in parts], axis=0)
    tail = (1 - policy.level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Estimate(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        level=policy.level,
        n=assessed,
        unit="people",
        method="readiness_paths",
    )


def no_outlook() -> NotEstimable:
    """The refusal where no role of a skill may be shown or has its rates."""
    return NotEstimable(
        reason="Too few people assessed twice to say.",
        needed="Assessments of the same people at two times.",
        n=None,
    )


def last_gap(item: SkillOutlook) -> float:
    """The gap at the last horizon; below zero where it is not known."""
    measure = item.gaps[-1]
    return measure.value if isinstance(measure, Estimate) else -1.0


def shown_flows(flows: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The rows with `is_hidden`: too few assessed, or the one that a total would reveal."""
    if flows.empty:
        return flows.assign(is_hidden=[])
    counted = flows.assign(assessed=flows["ready"] + flows["below"])
    hidden = roles_to_hide(counted, policy.minimum_group) | (counted["assessed"] == 0)
    return counted.assign(is_hidden=hidden)


def readiness_start(
    row: Row, growth: Mapping[str, float], assumptions: Assumptions
) -> ReadinessStart:
    """Where a role stands in a skill, with the rates counted or set."""
    people, ready, below = (int(row[name]) for name in ("people", "ready", "below"))
    unknown = people - ready - below
    share = ready / max(ready + below, 1) if assumptions.unknown is None else assumptions.unknown
    not_ready = below + unknown * (1 - share)
    return ReadinessStart(
        people=people,
        ready=ready,
        below=below,
        inflow=inflow_of(row, not_ready, assumptions),
        unknown_share=assumptions.unknown,
        joined=int(row["joined"]),
        joined_ready=int(row["joined_ready"]),
        entry=assumptions.entry,
        decay=monthly(assumptions.decay, row["lost"], row["held_months"]),
        attrition=monthly(assumptions.attrition, row["exits"], row["role_months"]),
        growth=growth.get(str(row["job_role"]), 0.0)
        if assumptions.growth is None
        else assumptions.growth,
    )


def inflow_of(row: Row, not_ready: float, assumptions: Assumptions) -> Pace:
    """People who become ready, per month: the pace of those followed up, for all not ready."""
    if not_ready <= 0:
        return Pace(fixed=0.0)
    if assumptions.inflow is not None:
        return Pace(fixed=assumptions.inflow / MONTHS_A_YEAR * not_ready)
    return Pace(events=float(row["reached"]), exposure=float(row["below_months"])).times(not_ready)


def monthly(a_year: float | None, events: float, exposure: float) -> Pace:
    """The rate that a reader set, a year, or the one counted."""
    if a_year is None:
        return Pace(events=float(events), exposure=float(exposure))
    return Pace(fixed=1 - (1 - min(a_year, 1.0)) ** (1 / MONTHS_A_YEAR))


def unknown_rates(start: ReadinessStart) -> tuple[str, ...]:
    """Names of the rates that are neither counted nor set."""
    return tuple(name for name in RATES if not getattr(start, name).is_known)


def role_growth(plan: pd.DataFrame) -> dict[str, float]:
    """Growth a year of the people that each role needs, from today's number to the plan's last."""
    found: dict[str, float] = {}
    for role, rows in plan.groupby("job_role", sort=True) if len(plan) else ():
        last = rows.sort_values("months_ahead").iloc[-1]
        years = float(last["months_ahead"]) / MONTHS_A_YEAR
        now = last["people"]
        if years > 0 and not pd.isna(now) and now > 0 and last["needed"] > 0:
            found[str(role)] = float((last["needed"] / now) ** (1 / years) - 1)
    return found


def people_needed(row: Row, plan: pd.DataFrame, day: date) -> float | None:
    """How many are needed by a day: the requirement's own number, else the plan's."""
    if not pd.isna(row["people_needed"]):
        return float(row["people_needed"])
    if plan.empty:
        return None
    until = plan[(plan["job_role"] == row["job_role"]) & (plan["period"] <= pd.Timestamp(day))]
    return float(until.sort_values("period")["needed"].iloc[-1]) if len(until) else None


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another."""
    months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
    is_month_end = (pd.Timestamp(end) + pd.Timedelta(days=1)).day == 1
    return months - (1 if end.day < start.day and not is_month_end else 0)


def computed_assumptions(
    flows: pd.DataFrame, plan: pd.DataFrame, *, policy: Policy
) -> dict[str, Measure]:
    """What is assumed where a reader sets nothing, over all roles shown, as shares a year."""
    shown = shown_flows(flows, policy)
    shown = shown[~shown["is_hidden"].astype(bool)]
    roles = shown.drop_duplicates("job_role")
    return {
        "growth": planned_growth(plan),
        "attrition": yearly(roles["exits"].sum(), roles["role_months"].sum(), policy),
        "decay": yearly(shown["lost"].sum(), shown["held_months"].sum(), policy),
        "inflow": yearly(
            shown["reached"].sum(), shown["below_months"].sum(), policy, compounds=False
        ),
        "entry": at_level_at_first(
            int(shown["joined_ready"].sum()), int(shown["joined"].sum()), policy
        ),
    }


def at_level_at_first(ready: int, joined: int, policy: Policy) -> Measure:
    """Share of people hired lately who were at the level when first assessed in a skill."""
    if joined == 0:
        return NotEstimable(
            reason="Not known: taken as none.", needed="Assessments of new hires.", n=0
        )
    return proportion(ready, joined, policy)


def planned_growth(plan: pd.DataFrame) -> Measure:
    """Growth of all planned roles together, weighted by their people today; a plan has no range."""
    growth = role_growth(plan)
    if not growth:
        return NotEstimable(
            reason="No plan of people needed: held at today's number.",
            needed="Rows in workforce_plan after today.",
            n=0,
        )
    people = plan.drop_duplicates("job_role").set_index("job_role")["people"]
    weights = np.array([float(people[role]) for role in growth])
    value = float(np.average(list(growth.values()), weights=weights))
    return Estimate(
        value=value, low=value, high=value, n=int(weights.sum()), unit="share", method="plan"
    )


def yearly(events: float, exposure: float, policy: Policy, *, compounds: bool = True) -> Measure:
    """A share a year from events in months of exposure."""
    if not exposure > 0:
        return NotEstimable(
            reason="Not known.", needed="Assessments of the same people at two times.", n=0
        )
    bounds = gamma_bounds(float(events), float(exposure), level=policy.level)
    ends = [float(events) / float(exposure), *bounds]
    value, low, high = (
        1 - (1 - min(end, 1.0)) ** MONTHS_A_YEAR if compounds else MONTHS_A_YEAR * end
        for end in ends
    )
    return Estimate(
        value=value,
        low=min(low, value),
        high=max(high, value),
        level=policy.level,
        n=round(float(exposure)),
        unit="share",
        method="rate_of_counts",
    )
