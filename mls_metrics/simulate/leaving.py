"""Leaving: who decides to resign, who is dismissed or retires, and the programs' part in it.

A decision to resign in month m shows as an exit in month m + 2; in between nobody enrolls.
"""

from dataclasses import dataclass

import numpy as np

from mls_metrics.simulate.calendar import MONTHS, NEVER, SPAN, Flags, Floats, Ints, month_of_year
from mls_metrics.simulate.people import People
from mls_metrics.simulate.plan import ProgramPlan, Setting

NOTICE = 2
NEVER_LEAVES = -40.0
INTERCEPT = -4.17
RATING_PART = np.array([0.55, 0.05, -0.4, -0.85, 0.05])  # last: unrated
DISMISSAL_PART = np.array([1.9, 0.0, -0.9, -1.4, 0.0])
SEASON_PART = np.array([0.2, 0.22, 0.05, 0, 0, -0.05, -0.05, 0.05, 0.15, 0.05, -0.1, -0.3])
REGION_PART = np.array([0.0, -0.08, 0.08])
SHOCK_REGION, SHOCK_MONTHS, SHOCK = 1, slice(20, 23), 0.75  # EMEA, first quarter of 2025
VOLUNTARY, INVOLUNTARY, RETIREMENT, OTHER, STAYS = 0, 1, 2, 3, -1


@dataclass(slots=True)
class Exits:
    """Exit month (999: still there), kind (-1: still there), month of the decision to resign."""

    month: Ints
    kind: Ints
    decided: Ints


def base_log_odds(people: People, setting: Setting) -> Floats:
    """Log-odds of deciding to resign in each month without any program, (N, SPAN)."""
    tenure = np.maximum(people.tenure, 0)
    role_part = np.array([entry["leave"] for entry in setting.roles.values()])
    odds = INTERCEPT + 0.85 * np.exp(-tenure / 22) - 0.3 * (tenure < 3)
    odds = odds + RATING_PART[people.rating] + role_part[people.role]
    odds += SEASON_PART[month_of_year(np.arange(SPAN)) - 1][None, :]
    odds += (REGION_PART[people.region] + people.hidden)[:, None]
    odds -= 0.06 * (people.level - 2)
    odds[people.region == SHOCK_REGION, SHOCK_MONTHS] += SHOCK
    odds[people.is_manager] = NEVER_LEAVES
    return np.asarray(odds)


def program_part(plan: ProgramPlan, people: People, setting: Setting) -> Floats:
    """True change of the log-odds through one program, per person."""
    part = np.full(len(people), plan.leave)
    if plan.fails_in:
        part[people.region == setting.region_names.index(plan.fails_in)] = plan.fails_leave
    return part


def log_odds_with(
    base: Floats, plans: list[ProgramPlan], starts: Ints, people: People, setting: Setting
) -> Floats:
    """Log-odds with every program from the month after its start on; `starts` is (P, N)."""
    odds = base.copy()
    months = np.arange(SPAN)[None, :]
    for plan, start in zip(plans, starts, strict=True):
        part = program_part(plan, people, setting)
        if np.any(part):
            odds += part[:, None] * (months > start[:, None])
    return odds


def share(log_odds: Floats) -> Floats:
    """Probability of a log-odds."""
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def first_month(happens: Flags) -> Ints:
    """First month in which something happens, per person; `NEVER` where it does not."""
    return np.where(happens.any(axis=1), happens.argmax(axis=1), NEVER)


def leave(rng: np.random.Generator, log_odds: Floats, people: People) -> Exits:
    """Everybody's exit.

    Dismissal and retirement strike also those who have already resigned, so that being cut short
    by them says nothing about resigning.
    """
    shape = (len(people), MONTHS)
    here = (people.tenure[:, :MONTHS] >= 1) & ~people.is_manager[:, None]
    decided = first_month((rng.random(shape) < share(log_odds[:, :MONTHS])) & here)
    early = rng.random((len(people), NOTICE)) < share(log_odds[:, :NOTICE])
    early &= (people.hire_month < 0)[:, None]
    left = np.where(decided < NEVER, decided + NOTICE, NEVER)
    left = np.where(early.any(axis=1), early.argmax(axis=1), left)
    decided = np.where(early.any(axis=1), -1, decided)
    dismissal = share(-5.95 + DISMISSAL_PART[people.rating[:, :MONTHS]])
    dismissed = first_month((rng.random(shape) < dismissal) & here)
    old = people.tenure[:, :MONTHS] > 150
    retired = first_month((rng.random(shape) < 0.007) & here & old)
    gone = first_month((rng.random(shape) < 0.0002) & here)
    months = np.stack([left, dismissed, retired, gone])
    month = months.min(axis=0)
    observed = month < MONTHS
    return Exits(
        month=np.where(observed, month, NEVER),
        kind=np.where(observed, months.argmin(axis=0), STAYS),
        decided=decided,
    )
