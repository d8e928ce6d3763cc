"""A made-up company in which becoming able is drawn month by month, with its exact truth.

A person is able or not; nobody sees it until somebody looks (an assessment), and whoever looks
sees it right. Ratings, roles and how far below one begins move both starting and becoming able.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.lab.landed import PROGRAM, day_of, retention_frames
from tests.lab.retention_world import NOBODY, Company, expit

SKILL, KPI, TARGET = "Welding", "output", 3.0
BELOW = np.array([1.0, 1.5, 2.0, 2.5])
LEARNING = np.array([-0.5, -0.2, 0.1, 0.5])
RATING = np.array([-0.5, -0.1, 0.2, 0.6])
PULL = np.array([-0.6, -0.2, 0.2, 0.6])
ROLE = np.array([0.0, 0.3, -0.3])
MONTH_DAYS = 365.25 / 12


@dataclass(frozen=True, kw_only=True)
class SpeedWorld:
    """What is true in one company; effects are log-odds of becoming able in a month.

    Parameters
    ----------
    effect : float
        From the month after the start on.
    starting : float
        Log-odds of starting in a month, before anything else.
    choice : float
        Strength of the choice by rating and by how far below one is; 1 is usual.
    look : float
        Chance in a month that somebody is assessed.
    course_test : bool
        Starters are assessed by the same kind of rater in the month after the start besides.
    other_rater : bool
        That assessment is by a test, and all others are by managers.
    output : bool
        The level is seen in a KPI every month, and nobody is assessed.
    by_team : float
        Share of teams sent as a whole in one month; 0: people start one by one.
    """

    people: int = 4000
    months: int = 36
    effect: float = 0.0
    starting: float = -4.4
    choice: float = 1.0
    look: float = 0.17
    course_test: bool = False
    other_rater: bool = False
    output: bool = False
    by_team: float = 0.0


@dataclass(kw_only=True, eq=False)
class Learned:
    """What happened: the company, when each became able, how far below, who was looked at when."""

    company: Company
    able: np.ndarray
    below: np.ndarray
    looks: np.ndarray
    tests: np.ndarray


def odds_of(learned: Learned, who: np.ndarray | slice = slice(None)) -> np.ndarray:
    """Log-odds of becoming able in a month without the program."""
    company = learned.company
    rating = company.ratings[who, 0]
    return np.asarray(
        -3.3 + LEARNING[learned.below[who]] + RATING[rating] + ROLE[company.role[who]]
    )


def hire(world: SpeedWorld, rng: np.random.Generator) -> Learned:
    """People before anything happens."""
    n = world.people
    old = rng.random(n) < 0.75
    rating = rng.choice(4, n, p=(0.2, 0.3, 0.3, 0.2))
    company = Company(
        hired=np.where(old, -rng.integers(1, 80, n), rng.integers(0, world.months - 6, n)),
        gone=np.full(n, NOBODY),
        is_voluntary=np.ones(n, dtype=bool),
        started=np.full(n, NOBODY),
        other_started=np.full(n, NOBODY),
        role=rng.integers(0, len(ROLE), n),
        region=rng.integers(0, 3, n),
        level=rng.integers(0, 3, n),
        team=np.arange(n) // 10,
        quirk=np.zeros(n),
        ratings=np.repeat(rating.astype(np.int8)[:, None], world.months, axis=1),
    )
    # Tenured people set the KPI's usual height, so most of them are able from the first.
    first = (rng.random(n) < 0.75) & old if world.output else rng.random(n) < 0.1
    return Learned(
        company=company,
        able=np.where(first, -1, NOBODY),
        below=rng.integers(0, len(BELOW), n),
        looks=np.zeros((n, world.months), dtype=bool),
        tests=np.zeros((n, world.months), dtype=bool),
    )


def happen(world: SpeedWorld, rng: np.random.Generator) -> Learned:
    """One company, month by month: exits, becoming able, looks, then starts."""
    learned = hire(world, rng)
    company, n = learned.company, world.people
    base, known_able = odds_of(learned), np.zeros(n, dtype=bool)
    sent = np.where(
        rng.random(n // 10 + 1) < world.by_team,
        rng.integers(6, world.months - 6, n // 10 + 1),
        NOBODY,
    )[company.team]
    for month in range(world.months):
        here = (company.hired <= month) & (company.gone == NOBODY)
        leaves = here & (company.hired < month)
        leaves &= rng.random(n) < expit(-4.3 - 0.4 * (company.ratings[:, 0] - 1.5))
        company.gone[leaves] = month
        here &= ~leaves
        since = month - company.started
        chance = expit(base + world.effect * (since >= 1))
        learned.able[here & (learned.able == NOBODY) & (rng.random(n) < chance)] = month
        learned.looks[:, month] = here & ((rng.random(n) < world.look) | world.output)
        if world.course_test:
            extra = here & (since == 1)
            (learned.tests if world.other_rater else learned.looks)[extra, month] = True
        looked = learned.looks[:, month]
        known_able = np.where(looked, learned.able <= month, known_able)
        pull = PULL[company.ratings[:, 0]] - 0.3 * (BELOW[learned.below] - 1.75)
        odds = world.starting + world.choice * pull - 1.5 * known_able
        wants = rng.random(n) < expit(odds)
        if world.by_team:
            wants = (sent == month) & (rng.random(n) < 0.9)
        begins = here & (company.started == NOBODY) & (month >= 6) & wants
        company.started[begins] = month
    return learned


def last_look(learned: Learned, month: np.ndarray) -> np.ndarray:
    """Last month up to `month` in which each was looked at; -1: never."""
    months = np.arange(learned.looks.shape[1])
    seen = learned.looks & (months[None, :] <= month[:, None])
    return np.where(seen.any(axis=1), (seen * (months + 1)[None, :]).max(axis=1) - 1, -1)


def true_days(world: SpeedWorld, learned: Learned, *, horizon: int) -> tuple[float, int]:
    """Days saved until the level is seen, of starters known to be below it, and their number.

    Forward over not able, able and unseen, seen: with and without the program, for the same
    starters in the state in which they really were; exits and the end of the data aside.
    """
    company = learned.company
    seen = last_look(learned, np.minimum(company.started, world.months - 1))
    who = (company.started < world.months - 1) & (company.gone > company.started)
    who = np.flatnonzero(who & (seen >= 0) & (learned.able > seen))
    waiting = {}
    for trained in (True, False):
        able = (learned.able[who] <= company.started[who]).astype(float)
        not_able, total = 1 - able, np.ones(len(who))
        chance = expit(odds_of(learned, who) + world.effect * trained)
        for _ in range(1, horizon):
            able, not_able = able + not_able * chance, not_able * (1 - chance)
            able = able * (1 - (1.0 if world.output else world.look))
            total += able + not_able
        waiting[trained] = total.mean() if len(who) else 0.0
    return MONTH_DAYS * float(waiting[False] - waiting[True]), len(who)


def speed_frames(
    world: SpeedWorld, learned: Learned, rng: np.random.Generator
) -> dict[str, object]:
    """The tables that a learning system, a roster and a skill or KPI system would export."""
    company = learned.company
    frames = retention_frames(company, dated=True, completion_only=False)
    frames["programs"] = pd.DataFrame({"program_id": [PROGRAM], "program_name": ["Made up"]})
    if world.output:
        frames["kpis"] = output_rows(world, learned, rng)
        return frames
    frames["program_skills"] = pd.DataFrame(
        {"program_id": [PROGRAM], "skill": [SKILL], "target_level": [TARGET]}
    )
    person, month = np.nonzero(learned.looks)
    frames["skill_assessments"] = pd.concat(
        [
            assessed(learned, person, month, "manager", rng),
            assessed(learned, *np.nonzero(learned.tests), "test", rng),
        ]
    )
    return frames


def assessed(
    learned: Learned, person: np.ndarray, month: np.ndarray, rater: str, rng: np.random.Generator
) -> pd.DataFrame:
    """One row per look."""
    level = np.where(learned.able[person] <= month, TARGET, BELOW[learned.below[person]])
    return pd.DataFrame(
        {
            "employee_id": np.char.add("p", person.astype(str)),
            "skill": SKILL,
            "assessed_on": day_of(month, rng.integers(0, 28, len(month))),
            "level": level,
            "scale_max": 5,
            "rater": rater,
        }
    )


def output_rows(world: SpeedWorld, learned: Learned, rng: np.random.Generator) -> pd.DataFrame:
    """A KPI in every month employed: whoever is able does as the tenured do, others far less."""
    company = learned.company
    months = np.arange(world.months)[None, :]
    here = (company.hired[:, None] <= months) & (company.gone[:, None] > months)
    person, month = np.nonzero(here)
    able = learned.able[person] <= month
    value = np.where(able, 100.0, 24.0 * BELOW[learned.below[person]])
    value = value + rng.normal(0, 2.0, len(value))
    return pd.DataFrame(
        {
            "kpi": KPI,
            "period": day_of(month, 0),
            "value": np.round(value, 3),
            "employee_id": np.char.add("p", person.astype(str)),
            "direction": "higher",
        }
    )
