"""Who starts which program when.

The month in which each person would start is drawn for everyone as if nobody ever left; people
on notice or gone then never get there. Nothing about leaving enters, so a comparison person's
life without the program is exact.
"""

import numpy as np

from mls_metrics.simulate.calendar import MONTHS, NEVER, Flags, Floats, Ints, month_of_year
from mls_metrics.simulate.leaving import Exits, share
from mls_metrics.simulate.people import HIDDEN_SD, People
from mls_metrics.simulate.plan import LAST_FULL_START, ProgramPlan, Setting

SEASON = np.array([0.1, 0.2, 0.25, 0.1, 0.0, 0.0, -0.5, -0.5, 0.25, 0.3, 0.1, -0.6])
LATE = np.log(0.4)  # after the last full start month
CANDIDATE_COHORTS = 6
LAST_WAVE = MONTHS + 6  # the last teams are still waiting at the end
OVERDRAW = 1.8  # small programs are drawn larger, then thinned to their number


def would_start(
    rng: np.random.Generator,
    plans: list[ProgramPlan],
    people: People,
    setting: Setting,
    base_odds: Floats,
) -> Ints:
    """Month in which each person would start each program, (P, N); 999 where never."""
    survival = stay_chance(base_odds, people)
    starts = np.full((len(plans), len(people)), NEVER)
    keys = [plan.key for plan in plans]
    for row, plan in enumerate(plans):
        luck = rng.random((len(people), MONTHS))
        if plan.rollout == "lucky":
            continue
        allowed = eligible(plan, people, setting)
        before = starts[keys.index(plan.after)] if plan.after in keys else None
        pull = pulls(rng, plan, people, before)
        level = calibrated(plan, pull, allowed, survival, people=len(people))
        happens = (luck < share(level + pull)) & allowed
        starts[row] = np.where(happens.any(axis=1), happens.argmax(axis=1), NEVER)
        if plan.count:
            starts[row] = thinned(rng, plan, starts[row], survival)
    return starts


def thinned(rng: np.random.Generator, plan: ProgramPlan, start: Ints, survival: Floats) -> Ints:
    """A chance part of the starts: as many as make the planned number of a small program."""
    who = rng.permutation(np.flatnonzero(start < NEVER))
    arriving = np.cumsum(survival[who, start[who]])
    kept = who[arriving <= plan.count]
    result = np.full(len(start), NEVER)
    result[kept] = start[kept]
    return result


def stay_chance(base_odds: Floats, people: People) -> Floats:
    """Chance of still being there and not on notice in each month, without programs, (N, 42)."""
    here = people.tenure[:, :MONTHS] >= 1
    leaving = np.where(here, share(base_odds[:, :MONTHS]), 0.0)
    return np.asarray(np.cumprod(1 - leaving, axis=1) * 0.997 ** np.arange(MONTHS)[None, :])


def eligible(plan: ProgramPlan, people: People, setting: Setting) -> Flags:
    """Whether a person may start in a month, (N, 42)."""
    tenure = people.tenure[:, :MONTHS]
    allowed = tenure >= max(plan.min_tenure, 1)
    allowed &= np.arange(MONTHS)[None, :] >= plan.launch_month
    if plan.mandatory:
        return np.asarray(allowed)
    return np.asarray(allowed & np.isin(people.role[:, :MONTHS], setting.role_codes(plan)))


def pulls(
    rng: np.random.Generator, plan: ProgramPlan, people: People, before: Ints | None
) -> Floats:
    """What makes starting likelier, in log-odds, (N, 42)."""
    months = np.arange(MONTHS)
    rating = np.maximum(people.rating[:, :MONTHS], 0) - (people.rating[:, :MONTHS] >= 0)
    pull = plan.rating_pull * rating + plan.level_pull * (people.level[:, :MONTHS] - 2)
    pull = pull + plan.tenure_pull * np.log10(np.maximum(people.tenure[:, :MONTHS], 1) / 12)
    pull += plan.hidden_pull * people.hidden[:, None] / HIDDEN_SD
    pull += SEASON[month_of_year(months) - 1][None, :]
    known = np.minimum(months, LAST_FULL_START) * plan.growth / 12
    pull += (known + np.where(months > LAST_FULL_START, LATE, 0.0))[None, :]
    last_month = np.roll(people.noise[:, :MONTHS], 1, axis=1)
    pull -= plan.dip_pull * last_month
    if plan.after_pull:
        been = np.full(pull.shape, False) if before is None else months[None, :] > before[:, None]
        pull += plan.after_pull * been
    if plan.rollout == "team":
        pull += team_waves(rng, plan, people)
    return np.asarray(pull)


def team_waves(rng: np.random.Generator, plan: ProgramPlan, people: People) -> Floats:
    """Whole teams go in one of the months of the rollout; newcomers follow, (N, 42)."""
    wave = np.zeros(len(people.manager), dtype=np.int64)
    for role in np.unique(people.team_role):
        teams = rng.permutation(np.flatnonzero(people.team_role == role))
        wave[teams] = np.linspace(plan.launch_month, LAST_WAVE, len(teams)).astype(np.int64)
    since = np.arange(MONTHS)[None, :] - wave[people.team[:, :MONTHS]]
    return np.select([since < 0, since <= 1, since <= 3], [-9.0, 6.0, 3.5], default=1.0)


def calibrated(
    plan: ProgramPlan, pull: Floats, allowed: Flags, survival: Floats, *, people: int
) -> float:
    """The intercept that makes the expected number of starters the planned one (bisection)."""
    if plan.rollout == "everyone":
        return 2.0
    wanted = plan.target(people) * (OVERDRAW if plan.count else 1.0)
    rows = allowed.any(axis=1)
    pull, allowed, survival = pull[rows], allowed[rows], survival[rows]
    low, high = -14.0, 3.0
    for _ in range(22):
        middle = (low + high) / 2
        chance = np.where(allowed, share(middle + pull), 0.0)
        fresh = np.cumprod(1 - chance, axis=1) / np.maximum(1 - chance, 1e-12)
        expected = float((chance * fresh * survival).sum())
        low, high = (middle, high) if expected < wanted else (low, middle)
    return (low + high) / 2


def free_to_start(months: Ints, exits: Exits) -> Flags:
    """Whether people are still there and not on notice in a month of their own."""
    return np.asarray((months < NEVER) & (exits.decided > months) & (exits.month > months))


def luckiest_cohort(
    rng: np.random.Generator, plan: ProgramPlan, people: People, setting: Setting, exits: Exits
) -> Ints:
    """Starts of a program without any effect: of several chance cohorts the one that lost fewest.

    This is what gets noticed in a real catalogue, and why small raw results mislead.
    """
    allowed = eligible(plan, people, setting)
    best, fewest = np.full(len(people), NEVER), NEVER
    size = min(plan.count, len(people) // 20)
    for _ in range(CANDIDATE_COHORTS):
        month = rng.integers(plan.launch_month, LAST_FULL_START + 6, len(people))
        month[~allowed[np.arange(len(people)), month]] = NEVER
        able = np.flatnonzero(free_to_start(month, exits))
        taken = rng.choice(able, min(size, len(able)), replace=False)
        lost = int((exits.kind[taken] == 0).sum())
        if lost < fewest:
            fewest = lost
            best = np.full(len(people), NEVER)
            best[taken] = month[taken]
    return best
