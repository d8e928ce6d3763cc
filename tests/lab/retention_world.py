"""Months of people who are hired, rated, trained and leave; shares no code with `simulate`.

The truth is no estimate: for everyone who started, the chances of staying with and without the
program are carried forward through all ratings they may get.
"""

from dataclasses import dataclass, field

import numpy as np

SELECTION = (0.0, 0.35, 0.7, 1.05)  # log-odds of starting, by rating
LEAVING = (0.55, 0.2, 0.0, -0.35)  # log-odds of leaving, by rating
ROLE = np.array([0.0, 0.25, -0.2, 0.35, -0.1, 0.1])
REGION = np.array([0.0, 0.2, -0.15, 0.1, -0.25])
LEVEL = np.array([0.25, 0.0, -0.2, -0.4])
TENURE_MONTHS = np.array([3, 6, 12, 24, 36, 60])
TENURE = np.array([0.5, 0.45, 0.3, 0.1, 0.0, -0.15, -0.35])
NOBODY, LONG = 10_000, 1_000_000


@dataclass(frozen=True, kw_only=True)
class RetentionWorld:
    """What is true in one company; effects are log-odds of leaving in a month.

    Parameters
    ----------
    effect, late_effect : float
        From the month after the start, and from the seventh month on.
    region_effect : tuple of float
        The same by region, on top; empty where the program does alike everywhere.
    starting : float
        Log-odds of starting in a month, before anything else.
    choice : float
        Strength of the choice by rating, level and tenure; 1 is usual.
    hidden : float
        Standard deviation of what nobody recorded, lowering leaving and raising starting.
    notice : int
        Months between resigning and leaving, in which nobody starts.
    lifts_rating : float
        Chance in a month that the program raises a rating by one.
    path_effect, path_pull : float
        Effect of another program, and how much more those who took it start this one.
    team_spread : float
        Standard deviation of leaving between teams, none of it recorded.
    by_team : float
        Share of teams sent as a whole; 0: people start one by one.
    everyone : bool
        All start soon after hire.
    dated : bool
        False: no history, only the roster of the last day.
    completion_only : bool
        The export holds completion dates only, of those who completed.
    no_seat : float
        Share of those who would start who find no seat, drawn by lot, and are put on a waitlist.
    later_seat : float
        Chance in a month that a seat comes free for somebody who waits.
    rises_after : float
        Log-odds of leaving from the sixth month after the start on, on top of the effect.
    """

    people: int = 8000
    months: int = 42
    effect: float = 0.0
    late_effect: float = 0.0
    region_effect: tuple[float, ...] = ()
    starting: float = -4.9
    choice: float = 1.0
    hidden: float = 0.0
    notice: int = 0
    lifts_rating: float = 0.0
    path_effect: float = 0.0
    path_pull: float = 0.0
    team_spread: float = 0.0
    by_team: float = 0.0
    everyone: bool = False
    dated: bool = True
    completion_only: bool = False
    no_seat: float = 0.0
    later_seat: float = 0.0
    rises_after: float = 0.0


@dataclass(kw_only=True, eq=False)
class Company:
    """What happened; n people, months on a running count, NOBODY where it never did."""

    hired: np.ndarray
    gone: np.ndarray
    is_voluntary: np.ndarray
    started: np.ndarray
    other_started: np.ndarray
    role: np.ndarray
    region: np.ndarray
    level: np.ndarray
    team: np.ndarray
    quirk: np.ndarray
    ratings: np.ndarray = field(repr=False)
    turned_away: np.ndarray = field(default_factory=lambda: np.empty(0), repr=False)


def expit(x: np.ndarray) -> np.ndarray:
    """Logistic function."""
    return 1 / (1 + np.exp(-x))


def rating_steps(world: RetentionWorld, *, trained: bool) -> np.ndarray:
    """Chances of going from one rating to another in a month, shape (4, 4)."""
    steps = np.zeros((4, 4))
    for now in range(4):
        up = 0.03 * (now < 3) + (world.lifts_rating if trained and now < 3 else 0.0)
        down = 0.03 * (now > 0)
        steps[now, min(now + 1, 3)] += up
        steps[now, max(now - 1, 0)] += down
        steps[now, now] += 1 - up - down
    return steps


def fixed_part(company: Company) -> np.ndarray:
    """Log-odds of leaving that never change, shape (n,)."""
    return (
        -4.15 + ROLE[company.role] + REGION[company.region] + LEVEL[company.level] - company.quirk
    )


def moving_part(company: Company, month: int, who: np.ndarray | slice) -> np.ndarray:
    """Log-odds of leaving from tenure and season."""
    tenure = TENURE[np.searchsorted(TENURE_MONTHS, month - company.hired[who], side="right")]
    return np.asarray(tenure + 0.25 * np.sin(2 * np.pi * month / 12))


def let_go(rating: np.ndarray) -> np.ndarray:
    """Chance in a month that the company ends it."""
    return expit(-5.4 - 0.5 * rating)


def program_part(world: RetentionWorld, since: np.ndarray, region: np.ndarray) -> np.ndarray:
    """Log-odds from the program by months since its start; 0 up to the month itself."""
    own = np.array(world.region_effect)[region] if world.region_effect else 0.0
    later = world.rises_after * (since >= 6) if world.rises_after else 0.0
    return (world.effect + own) * (since >= 1) + world.late_effect * (since >= 7) + later


def hire(world: RetentionWorld, rng: np.random.Generator) -> Company:
    """People before anything happens; 0 is the first month observed."""
    n = world.people
    old = rng.random(n) < 0.7
    team = np.arange(n) // 10
    teams = int(team.max()) + 1
    shared = rng.normal(0, world.team_spread, teams)[team] if world.team_spread else 0.0
    return Company(
        hired=np.where(old, -rng.integers(1, 80, n), rng.integers(0, world.months - 8, n)),
        gone=np.full(n, NOBODY),
        is_voluntary=np.zeros(n, dtype=bool),
        started=np.full(n, NOBODY),
        other_started=np.full(n, NOBODY),
        role=rng.integers(0, len(ROLE), n),
        region=rng.integers(0, len(REGION), n),
        level=rng.integers(0, len(LEVEL), n),
        team=team,
        quirk=rng.normal(0, world.hidden, n) + shared if world.hidden else np.zeros(n) + shared,
        ratings=np.zeros((n, world.months), dtype=np.int8),
    )


def happen(world: RetentionWorld, rng: np.random.Generator) -> Company:
    """One company, month by month: ratings, then exits, then starts."""
    company = hire(world, rng)
    n = world.people
    company.turned_away = np.full(n, NOBODY)
    rating = rng.choice(4, n, p=(0.15, 0.3, 0.35, 0.2))
    fixed, resigned = fixed_part(company), np.full(n, NOBODY)
    steps = [rating_steps(world, trained=trained).cumsum(axis=1) for trained in (False, True)]
    sent = send_teams(world, company, rng)
    for month in range(world.months):
        trained = company.started < month
        draw = rng.random(n)[:, None]
        after = np.where(trained[:, None], steps[1][rating], steps[0][rating])
        rating = (draw > after).sum(axis=1).clip(max=3)
        company.ratings[:, month] = rating
        here = (company.hired <= month) & (company.gone == NOBODY)
        odds = (
            fixed
            + moving_part(company, month, slice(None))
            + np.array(LEAVING)[rating]
            + program_part(world, month - company.started, company.region)
            + world.path_effect * (company.other_started < month)
        )
        resigns = here & (resigned == NOBODY) & (company.hired < month)
        resigns &= rng.random(n) < expit(odds)
        resigned[resigns] = month
        leaves = here & (resigned + world.notice == month)
        fired = here & ~leaves & (company.hired < month) & (rng.random(n) < let_go(rating))
        company.gone[leaves | fired] = month
        company.is_voluntary |= leaves
        may = here & ~leaves & ~fired & (resigned == NOBODY) & (month >= 6)
        begins = may & (company.started == NOBODY)
        begins &= starts_now(world, company, rating, month, sent, rng)
        if world.no_seat:
            begins = seated(world, company, begins, may, month, rng)
        company.started[begins] = month
        if world.path_effect:
            others = may & (company.other_started == NOBODY) & (rng.random(n) < 0.02)
            company.other_started[others] = month
    return company


def send_teams(world: RetentionWorld, company: Company, rng: np.random.Generator) -> np.ndarray:
    """Month in which each person's team is sent, NOBODY for teams that are not."""
    teams = int(company.team.max()) + 1
    month = rng.integers(6, world.months - 4, teams)
    chosen = rng.random(teams) < world.by_team
    return np.where(chosen, month, NOBODY)[company.team]


def starts_now(
    world: RetentionWorld,
    company: Company,
    rating: np.ndarray,
    month: int,
    sent: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Who would start this month if they may."""
    n = world.people
    if world.by_team:
        return (sent == month) & (rng.random(n) < 0.9)
    if world.everyone:
        return (month - company.hired >= 1) & (rng.random(n) < 0.97)
    tenure = month - company.hired
    pull = np.array(SELECTION)[rating] + 0.25 * (company.level - 1) - 0.4 * (tenure < 6)
    season = 0.4 * np.sin(2 * np.pi * (month + 3) / 12)
    odds = world.starting + world.choice * pull + season + company.quirk * (world.hidden > 0)
    odds = odds + world.path_pull * (company.other_started < month)
    return rng.random(n) < expit(odds)


def seated(
    world: RetentionWorld,
    company: Company,
    begins: np.ndarray,
    may: np.ndarray,
    month: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Who starts once seats are given by lot; who waits asks no second time."""
    waits = company.turned_away < NOBODY
    none_left = begins & ~waits & (rng.random(world.people) < world.no_seat)
    comes_free = waits & may & (company.started == NOBODY)
    comes_free &= rng.random(world.people) < world.later_seat
    company.turned_away[none_left] = month
    return (begins & ~waits & ~none_left) | comes_free


def true_difference(
    world: RetentionWorld,
    company: Company,
    *,
    grace: int,
    horizon: int,
    among: np.ndarray | None = None,
) -> tuple[float, float]:
    """Difference in voluntary retention past the grace, pp, and leavers over expected.

    Of those who started and were still there after the grace, for as long as each could be seen;
    exits of the company's choosing end the follow-up, as in the question asked. `among`: a mask of
    people, where it is asked of some of them only.
    """
    counted = (company.started < world.months - grace) & (company.gone > company.started + grace)
    who = np.flatnonzero(counted if among is None else counted & among)
    acts = world.effect or world.late_effect or world.lifts_rating or world.rises_after
    if not len(who) or not (acts or any(world.region_effect)):
        return 0.0, 1.0
    start = company.started[who]
    fixed = fixed_part(company)[who]
    past = world.path_effect * (company.other_started[who] <= start)
    stay, leave = {}, {}
    for trained in (True, False):
        steps = rating_steps(world, trained=trained)
        alive = np.eye(4)[company.ratings[who, start]]
        left, at_risk = np.zeros(horizon + 1), np.zeros(horizon + 1)
        for k in range(1, horizon + 1 - min(world.notice, grace)):
            month = k + start
            since = np.full(len(who), k) if trained else np.full(len(who), -1)
            tenure = TENURE[np.searchsorted(TENURE_MONTHS, month - company.hired[who], "right")]
            season = 0.25 * np.sin(2 * np.pi * month / 12)
            odds = fixed + tenure + season + program_part(world, since, company.region[who]) + past
            chance = expit(odds[:, None] + np.array(LEAVING)[None, :])
            alive = alive @ steps
            place = k + min(world.notice, grace)
            if place == grace + 1:
                alive = alive / alive.sum(axis=1, keepdims=True)
            seen = (start + place < world.months)[:, None]
            at_risk[place] = (alive * seen).sum()
            left[place] = (alive * chance * seen).sum()
            fired = let_go(np.arange(4))[None, :]
            alive = alive * (1 - chance) * (1 - fired)
        hazard = left[grace + 1 :] / at_risk[grace + 1 :]
        stay[trained] = float(np.prod(1 - hazard))
        leave[trained] = hazard, at_risk[grace + 1 :]
    expected = float((leave[False][0] * leave[True][1]).sum())
    observed = float((leave[True][0] * leave[True][1]).sum())
    return 100 * (stay[True] - stay[False]), observed / expected
