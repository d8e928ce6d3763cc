"""Skills: what roles require, and the levels that raters see in a sample of people."""

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import AS_OF, MONTHS, Ints, day_in, text_of
from mls_metrics.simulate.leaving import Exits
from mls_metrics.simulate.people import People
from mls_metrics.simulate.plan import ProgramPlan, Setting

PANEL_SHARE = 0.24  # assessed every half year by their manager
TESTED_SHARE = 0.5  # of completers, tested at the end of the course
SCALE = 5
REQUIRED = 3.0
DIGITAL = {"Cloud operations", "Data literacy", "Digital tools", "CRM practice"}


def taught(plans: list[ProgramPlan], setting: Setting) -> list[tuple[str, float, float, list[int]]]:
    """Every skill with its required level, the level people begin at, and the roles it is for."""
    entries = [(p.skill, REQUIRED, p.skill_start, setting.role_codes(p)) for p in plans]
    for name, gap in setting.gaps.items():
        roles = [setting.role_names.index(gap["role"])]
        entries.append((name, float(gap["required"]), float(gap["level"]), roles))
    return entries


def skill_table(plans: list[ProgramPlan], setting: Setting) -> pd.DataFrame:
    """The catalogue of skills."""
    names = [entry[0] for entry in taught(plans, setting)]
    family = {plan.skill: plan.portfolio for plan in plans}
    return pd.DataFrame(
        {
            "skill": names,
            "family": ["digital" if n in DIGITAL else family.get(n, "growth") for n in names],
            "future_critical": ["true" if n in DIGITAL else "false" for n in names],
            "half_life_months": [18 if n in DIGITAL else 42 for n in names],
        }
    )


def requirement_table(plans: list[ProgramPlan], setting: Setting) -> pd.DataFrame:
    """What each role needs."""
    dated = {"Cloud operations": ("2027-01-31", 150), "Data literacy": ("2027-06-30", 120)}
    weight = {name: gap["criticality"] for name, gap in setting.gaps.items()}
    rows = []
    for name, required, _, roles in taught(plans, setting):
        for code in roles:
            needed_by, people_needed = dated.get(name, ("", ""))
            rows.append(
                {
                    "job_role": setting.role_names[code],
                    "skill": name,
                    "required_level": required,
                    "criticality": weight.get(name, 0.9 if name in dated else 0.5),
                    "needed_by": needed_by,
                    "people_needed": people_needed,
                }
            )
    return pd.DataFrame(rows)


def program_skill_table(plans: list[ProgramPlan]) -> pd.DataFrame:
    """Which skill each program is for, and to what level."""
    rows = [{"program_id": p.id, "skill": p.skill, "target_level": REQUIRED} for p in plans]
    return pd.DataFrame(rows)


def assessment_table(
    rng: np.random.Generator,
    plans: list[ProgramPlan],
    people: People,
    exits: Exits,
    done: Ints,
    taken: pd.DataFrame,
    setting: Setting,
) -> pd.DataFrame:
    """Ratings of a panel twice a year, some self-ratings, and tests at the end of courses."""
    panel = np.flatnonzero(rng.random(len(people)) < PANEL_SHARE)
    odd = rng.integers(0, 2, len(people))
    parts = []
    for number, (skill, _, begins, roles) in enumerate(taught(plans, setting)):
        own = 0.5 * rng.standard_normal(len(people)) + 0.2 * people.ability
        asked = rng.random(len(people)) < 0.75
        for quarter, month in enumerate(range(1, MONTHS, 3)):
            here = (people.hire_month[panel] < month) & (exits.month[panel] > month)
            here &= np.isin(people.role[panel, month], roles) & (odd[panel] == quarter % 2)
            who = panel[here & asked[panel]]
            level = begins + own[who] + 0.004 * month
            if number < len(plans):
                level += plans[number].skill_gain * (done[number, who] < month)
            parts.append(rated(rng, skill, who, month, level))
        if number < len(plans):
            parts.append(tested(rng, plans[number], taken, begins + own))
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    table["employee_id"] = people.ids()[table["person"]]
    order = ["assessed_on", "employee_id", "skill", "rater"]
    return table.drop(columns="person").sort_values(order, kind="stable", ignore_index=True)


def half_steps(level: np.ndarray) -> np.ndarray:
    """Levels as raters give them: 1 to 5 in halves."""
    return np.asarray(np.clip(np.round(2 * level) / 2, 1, SCALE))


def rated(
    rng: np.random.Generator, skill: str, who: Ints, month: int, level: np.ndarray
) -> pd.DataFrame:
    """One round of ratings by managers, with self-ratings of one in seven, kinder by 0.4."""
    seen = half_steps(level + 0.25 * rng.standard_normal(len(who)))
    self_too = rng.random(len(who)) < 0.15
    own = half_steps(level[self_too] + 0.4 + 0.35 * rng.standard_normal(int(self_too.sum())))
    persons = np.concatenate([who, who[self_too]])
    days = day_in(np.full(len(persons), month), rng.integers(1, 29, len(persons)))
    return pd.DataFrame(
        {
            "person": persons,
            "skill": np.full(len(persons), skill, dtype=object),
            "assessed_on": text_of(days),
            "level": np.concatenate([seen, own]),
            "scale_max": SCALE,
            "rater": np.repeat(["manager", "self"], [len(who), len(own)]).astype(object),
        }
    )


def tested(
    rng: np.random.Generator, plan: ProgramPlan, taken: pd.DataFrame, before: np.ndarray
) -> pd.DataFrame:
    """Tests at the end of a course, for some of those who finished it."""
    rows = (taken["program_id"] == plan.id) & (taken["status"] == "completed")
    finished = taken[rows & (taken["attempt"] == 1)]
    finished = finished[rng.random(len(finished)) < (0.12 if plan.mandatory else TESTED_SHARE)]
    who = finished["person"].to_numpy()
    days = finished["completed_on"].to_numpy().astype("datetime64[D]") + 1
    keep = days <= AS_OF
    who, days = who[keep], days[keep]
    level = before[who] + plan.skill_gain + 0.25 * rng.standard_normal(len(who))
    return pd.DataFrame(
        {
            "person": who,
            "skill": np.full(len(who), plan.skill, dtype=object),
            "assessed_on": text_of(days),
            "level": half_steps(level),
            "scale_max": SCALE,
            "rater": np.full(len(who), "test", dtype=object),
        }
    )
