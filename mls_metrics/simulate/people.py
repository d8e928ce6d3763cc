"""The people: who is hired when, into which team, and their lives had they stayed.

Ratings, levels and roles are drawn for every month up front, whether somebody stays or not. So
what would have happened without a program is known exactly, person by person.
"""

from dataclasses import dataclass

import numpy as np

from mls_metrics.simulate.calendar import (
    MONTHS,
    NEVER,
    SPAN,
    Days,
    Flags,
    Floats,
    Ints,
    day_in,
    month_of_year,
)
from mls_metrics.simulate.plan import Setting

FIRST_SHARE = 0.56  # employed on the first day, of all ever employed
TEAM_SIZE = 12
HIDDEN_SD = 0.5
RATINGS = ("below", "meets", "exceeds", "outstanding")
RATING_CUTS = (-1.28, 0.39, 1.41)  # 10, 55, 27 and 8 percent
UNRATED = -1
LEVELS = 5


@dataclass(slots=True)
class People:
    """One entry per person ever employed (N), or per person and month (N, SPAN).

    `hidden` (sd 0.5) moves leaving, ability and some enrollment, and is in no file; `ability` is
    standard normal. `rating` is -1 where nobody has rated the person yet; `team` counts teams,
    `manager` holds the person who leads each team. Team leads work like everyone else, but never
    leave and never change role, so that a team keeps its name.
    """

    hire_month: Ints
    hire_on: Days
    region: Ints
    location: Ints
    base_role: Ints
    hidden: Floats
    ability: Floats
    salary: Floats
    fte: Floats
    is_manager: Flags
    region_known: Flags
    role: Ints
    level: Ints
    rating: Ints
    team: Ints
    manager: Ints
    team_role: Ints
    noise: Floats

    def __len__(self) -> int:
        return len(self.hire_month)

    @property
    def tenure(self) -> Ints:
        """Whole months since the hire month, (N, SPAN); negative before."""
        return np.asarray(np.arange(SPAN)[None, :] - self.hire_month[:, None], dtype=np.int64)

    def ids(self) -> np.ndarray:
        """Employee ids; their order says nothing about tenure."""
        order = np.random.default_rng(len(self)).permutation(len(self))
        return np.array([f"E{number + 10001:05d}" for number in order], dtype=object)


def make_people(rng: np.random.Generator, setting: Setting, *, people: int) -> People:
    """A population of `people`, those of the first day first."""
    first = round(people * FIRST_SHARE)
    hire_month, hire_on = hire(rng, people=people, first=first)
    region = rng.choice(len(setting.regions), people, p=list(setting.regions.values()))
    shares = np.array([role["share"] for role in setting.roles.values()])
    base_role = rng.choice(len(shares), people, p=shares)
    hidden = HIDDEN_SD * rng.standard_normal(people)
    ability = -0.45 * hidden / HIDDEN_SD + np.sqrt(1 - 0.45**2) * rng.standard_normal(people)
    team_role, team_region, manager = make_teams(base_role, region, first=first)
    is_manager = np.zeros(people, dtype=bool)
    is_manager[manager] = True
    role = role_paths(rng, base_role, is_manager, roles=len(shares))
    rating = rating_paths(rng, ability, hire_month)
    level = level_paths(rng, hire_month, rating)
    pay = np.array([entry["salary"] for entry in setting.roles.values()])[base_role]
    growth = 0.9 + 0.11 * level[:, MONTHS - 1] + 0.02 * ability
    return People(
        hire_month=hire_month,
        hire_on=hire_on,
        region=region,
        location=rng.integers(0, 2, people),
        base_role=base_role,
        hidden=hidden,
        ability=ability,
        salary=np.round(pay * growth * np.exp(0.06 * rng.standard_normal(people)), -2),
        fte=rng.choice([1.0, 0.8, 0.6], people, p=[0.88, 0.09, 0.03]),
        is_manager=is_manager,
        region_known=rng.random(people) >= 0.012,
        role=role,
        level=level,
        rating=rating,
        team=team_paths(rng, role, region, team_role, team_region),
        manager=manager,
        team_role=team_role,
        noise=monthly_noise(rng, people),
    )


def hire(rng: np.random.Generator, *, people: int, first: int) -> tuple[Ints, Days]:
    """Hire months and dates: long tenures among the first, later ones spread with a season."""
    stock = -1 - np.minimum(rng.exponential(46.0, first), 300.0).astype(np.int64)
    season = 1 + 0.35 * np.sin(2 * np.pi * np.arange(MONTHS - 1) / 12)
    joined = rng.choice(MONTHS - 1, people - first, p=season / season.sum()) + 1
    month = np.concatenate([stock, np.sort(joined)])
    return month, day_in(month, rng.integers(1, 29, people))


def make_teams(base_role: Ints, region: Ints, *, first: int) -> tuple[Ints, Ints, Ints]:
    """Role, region and manager of each team; managers are the first people of role and region."""
    roles, regions, managers = [], [], []
    for role in range(int(base_role.max()) + 1):
        for place in range(int(region.max()) + 1):
            members = np.flatnonzero((base_role[:first] == role) & (region[:first] == place))
            count = min(len(members), max(1, round(len(members) / TEAM_SIZE)))
            roles += [role] * count
            regions += [place] * count
            managers += members[:count].tolist()
    return np.array(roles), np.array(regions), np.array(managers)


def role_paths(rng: np.random.Generator, base_role: Ints, fixed: Flags, *, roles: int) -> Ints:
    """Role in every month; one person in thirty changes role once."""
    people = len(base_role)
    moved_on = np.where(rng.random(people) < 0.033, rng.integers(4, MONTHS, people), NEVER)
    moved_on[fixed] = NEVER
    other = (base_role + rng.integers(1, roles, people)) % roles
    late = np.arange(SPAN)[None, :] >= moved_on[:, None]
    return np.where(late, other[:, None], base_role[:, None])


def rating_paths(rng: np.random.Generator, ability: Floats, hire_month: Ints) -> Ints:
    """Rating in force in every month: given each January to people there for three months."""
    people = len(ability)
    rating = np.full((people, SPAN), UNRATED)
    january = [m for m in range(-4, SPAN) if month_of_year(np.array([m]))[0] == 1]
    for month in january:
        seen = 0.8 * ability + 0.6 * rng.standard_normal(people)
        given = np.searchsorted(RATING_CUTS, seen)
        rated = hire_month <= month - 3
        rating[rated, max(month, 0) :] = given[rated, None]
    return rating


def level_paths(rng: np.random.Generator, hire_month: Ints, rating: Ints) -> Ints:
    """Level 1 to 5 in every month: a start by tenure, then promotions in January."""
    people = len(hire_month)
    years = np.maximum(-hire_month, 0) / 12
    start = np.clip(1 + rng.poisson(0.55 + 0.16 * years), 1, LEVELS)
    level = np.repeat(start[:, None], SPAN, axis=1)
    for month in range(SPAN):
        if month_of_year(np.array([month]))[0] != 1:
            continue
        chance = 0.05 + 0.06 * np.maximum(rating[:, month], 0)
        up = (rng.random(people) < chance) & (hire_month <= month - 12)
        level[:, month:] += (up & (level[:, month] < LEVELS))[:, None]
    return level


def team_paths(
    rng: np.random.Generator, role: Ints, region: Ints, team_role: Ints, team_region: Ints
) -> Ints:
    """Team in every month: one of the role and region, the same for as long as the role lasts."""
    luck = rng.random(len(region))
    team = np.zeros(role.shape, dtype=np.int64)
    for code in range(int(team_role.max()) + 1):
        for place in range(int(team_region.max()) + 1):
            teams = np.flatnonzero((team_role == code) & (team_region == place))
            if not len(teams):
                teams = np.arange(len(team_role))
            mine = teams[(luck * len(teams)).astype(np.int64)]
            here = (role == code) & (region == place)[:, None]
            team = np.where(here, mine[:, None], team)
    return team


def monthly_noise(rng: np.random.Generator, people: int) -> Floats:
    """Good and bad months of a person's work, AR(1) with 0.45 and unit variance, (N, SPAN)."""
    noise = rng.standard_normal((people, SPAN))
    for month in range(1, SPAN):
        noise[:, month] = 0.45 * noise[:, month - 1] + np.sqrt(1 - 0.45**2) * noise[:, month]
    return noise
