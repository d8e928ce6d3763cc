"""The roster of the last day, and the dated history behind it."""

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import AS_OF, MONTHS, NEVER, Days, Ints, day_in, text_of
from mls_metrics.simulate.leaving import STAYS, Exits
from mls_metrics.simulate.people import LEVELS, RATINGS, People
from mls_metrics.simulate.plan import Setting

KINDS = np.array(["voluntary", "involuntary", "retirement", "other", ""], dtype=object)
REASONS = {
    0: ("better offer", "career change", "relocation", "workload", "pay"),
    1: ("performance", "redundancy", "conduct"),
    2: ("retirement",),
    3: ("end of contract",),
}
UNTYPED_SHARE = 0.06


def described(people: People, who: Ints, month: Ints, setting: Setting) -> pd.DataFrame:
    """Role, level, department, region, manager and rating of people in months of their own."""
    role = people.role[who, month]
    names = np.array(setting.role_names, dtype=object)[role]
    places = np.array(setting.region_names, dtype=object)[people.region[who]]
    departments = np.array([e["department"] for e in setting.roles.values()], dtype=object)
    rating = np.array([*RATINGS, ""], dtype=object)[people.rating[who, month]]
    levels = np.array([f"L{number}" for number in range(LEVELS + 1)], dtype=object)
    return pd.DataFrame(
        {
            "employee_id": people.ids()[who],
            "job_role": names,
            "job_level": levels[people.level[who, month]],
            "department": departments[role],
            "region": np.where(people.region_known[who], places, ""),
            "manager_id": managers(people, who, month),
            "performance_rating": rating,
        }
    )


def managers(people: People, who: Ints, month: Ints) -> np.ndarray:
    """Id of the team's lead; the leads report to heads outside the roster and have none."""
    boss = people.manager[people.team[who, month]]
    return np.where(people.is_manager[who], "", people.ids()[boss])


def employee_table(
    rng: np.random.Generator, people: People, exits: Exits, left_on: Days, setting: Setting
) -> pd.DataFrame:
    """One row per person ever employed; one exit in seventeen carries no type."""
    who = np.arange(len(people))
    last = np.minimum(exits.month, MONTHS - 1)
    typed = np.where(rng.random(len(people)) < UNTYPED_SHARE, STAYS, exits.kind)
    towns = np.array(list(setting.locations.values()), dtype=object)
    table = described(people, who, last, setting)
    table["hire_date"] = text_of(people.hire_on)
    table["termination_date"] = text_of(left_on)
    table["termination_type"] = KINDS[typed]
    table["termination_reason"] = reasons(rng, typed)
    table["location"] = np.where(people.region_known, towns[people.region, people.location], "")
    table["employment_type"] = np.where(people.fte < 1, "part time", "full time")
    table["fte"] = people.fte
    table["annual_salary"] = people.salary.astype(np.int64)
    table["snapshot_date"] = str(AS_OF)
    return table.sort_values("employee_id", kind="stable", ignore_index=True)


def reasons(rng: np.random.Generator, kind: Ints) -> np.ndarray:
    """A reason for each typed exit."""
    luck = rng.random(len(kind))
    texts = [
        REASONS[code][int(spot * len(REASONS[code]))] if code in REASONS else ""
        for code, spot in zip(kind.tolist(), luck.tolist(), strict=True)
    ]
    return np.array(texts, dtype=object)


def history_table(people: People, exits: Exits, setting: Setting) -> pd.DataFrame:
    """A row at the hire (or before the first month) and one whenever a value changes."""
    first = np.maximum(people.hire_month, -4)
    who = [np.arange(len(people))]
    month = [np.maximum(first, 0)]
    day = [np.where(people.hire_month >= -4, people.hire_on, day_in(np.full(len(people), -4), 15))]
    for now in range(1, MONTHS):
        changed = people.rating[:, now] != people.rating[:, now - 1]
        changed |= people.role[:, now] != people.role[:, now - 1]
        changed |= people.level[:, now] != people.level[:, now - 1]
        changed &= (people.hire_month < now) & (exits.month >= now)
        who.append(np.flatnonzero(changed))
        month.append(np.full(int(changed.sum()), now))
        day.append(day_in(month[-1], 15))
    table = described(people, np.concatenate(who), np.concatenate(month), setting)
    table["valid_from"] = text_of(np.concatenate(day))
    return table.sort_values(["employee_id", "valid_from"], kind="stable", ignore_index=True)


def is_here(exits: Exits) -> np.ndarray:
    """Who is still employed on the last day."""
    return np.asarray(exits.month == NEVER)
