"""The company one month later: new rows on top of the old ones, and a list of what changed."""

from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import AS_OF, MONTHS, Floats
from mls_metrics.simulate.kpis import kpi_table
from mls_metrics.simulate.leaving import Exits
from mls_metrics.simulate.people import People
from mls_metrics.simulate.plan import Setting, read
from mls_metrics.simulate.planted import Tables, gap_cells, latest_levels, review_facts
from mls_metrics.simulate.skills import SCALE, half_steps
from mls_metrics.simulate.steering import listed

LATER = np.datetime64("2026-11-30", "D")
FIRST_DAY, LAST_DAY = 3, 27  # of the month in which people begin and are assessed


def new_rows(
    rng: np.random.Generator,
    tables: Tables,
    people: People,
    exits: Exits,
    setting: Setting,
    value: Floats,
) -> Tables:
    """Rows that the month added, by table; nothing here replaces an earlier row.

    Parameters
    ----------
    rng : Generator
        A stream of its own.
    tables : dict of DataFrame
        The tables of the month before.
    people, exits, setting
        The company's people, their exits, and the company around them.
    value : array (N, 43)
        Latent output of everyone in one month more.
    """
    plan = read("later.toml")
    program, opens = dict(plan["program"]), plan["opens"]
    learners = int(program.pop("learners"))
    roster = tables["employees"]
    here = roster[roster["termination_date"] == ""]
    able = here.loc[here["job_role"] == program["audience"], "employee_id"].to_numpy()
    program["eligible_learners"] = len(able)
    ids = {"program_id": program["program_id"]}
    kpis = kpi_table(people, exits, value, setting)
    return {
        "programs": pd.DataFrame([program]),
        "program_skills": pd.DataFrame([{**ids, "skill": opens["skill"], "target_level": 3.0}]),
        "objectives": pd.DataFrame([plan["objective"]]),
        "objective_links": pd.DataFrame(
            [{**ids, "objective_id": plan["objective"]["objective_id"], "kpi": "", "weight": 1.0}]
        ),
        "skills": pd.DataFrame(
            [
                {
                    "skill": opens["skill"],
                    "family": opens["family"],
                    "future_critical": "true",
                    "half_life_months": 18,
                }
            ]
        ),
        "role_requirements": pd.DataFrame([{name: opens[name] for name in REQUIREMENT}]),
        "skill_assessments": assessed_again(rng, tables, able, plan),
        "enrollments": first_learners(rng, program, able, learners),
        "kpis": kpis[kpis["month"] == MONTHS],
        **{name: listed("later.toml", name, programs=set(ids.values())) for name in LISTED},
    }


REQUIREMENT = ("job_role", "skill", "required_level", "criticality", "needed_by", "people_needed")
LISTED = ("reviews", "decisions", "escalations", "needs")


def some_days(rng: np.random.Generator, size: int) -> np.ndarray:
    """Days of the new month, as text."""
    return (AS_OF + rng.integers(FIRST_DAY, LAST_DAY + 1, size)).astype(str).astype(object)


def first_learners(
    rng: np.random.Generator, program: dict[str, Any], able: np.ndarray, learners: int
) -> pd.DataFrame:
    """The first people on the new program, all still on it."""
    who = np.sort(rng.choice(able, min(learners, len(able)), replace=False))
    days = [max(day, str(program["launched_on"])) for day in some_days(rng, len(who))]
    return pd.DataFrame(
        {
            "employee_id": who,
            "program_id": program["program_id"],
            "status": "in_progress",
            "enrolled_on": days,
            "started_on": days,
            "attempt": 1,
            "platform": program["platform"],
            "voluntary": "true",
            "version": "1.0",
            "waitlisted": "false",
        }
    )


def assessed_again(
    rng: np.random.Generator, tables: Tables, able: np.ndarray, plan: dict[str, Any]
) -> pd.DataFrame:
    """Ratings by managers: a new skill that few have, and an old one that all have now."""
    opens, closes = plan["opens"], plan["closes"]
    asked = able[rng.random(len(able)) < opens["assessed"]]
    low = half_steps(opens["level"] + 0.5 * rng.standard_normal(len(asked)))
    levels = latest_levels(tables)
    place = np.logical_and.reduce([levels[name] == closes[name] for name in CELL])
    lacking = levels.loc[place & levels["below"], "employee_id"].to_numpy()
    parts = [(asked, opens["skill"], low), (lacking, closes["skill"], closes["level"])]
    table = pd.concat(
        [
            pd.DataFrame(
                {
                    "employee_id": who,
                    "skill": skill,
                    "assessed_on": some_days(rng, len(who)),
                    "level": level,
                    "scale_max": SCALE,
                    "rater": "manager",
                }
            )
            for who, skill, level in parts
        ]
    )
    order = ["assessed_on", "employee_id", "skill"]
    return table.sort_values(order, kind="stable", ignore_index=True)


CELL = ("skill", "job_role", "region")


def on_top(tables: Tables, new: Tables) -> Tables:
    """The old rows as they stand, the new ones below them."""
    joined = dict(tables)
    for name, rows in new.items():
        table = pd.concat([tables[name], rows], ignore_index=True)
        texts = table.select_dtypes(["object", "str"]).columns
        joined[name] = table.fillna(dict.fromkeys(texts, ""))
    return joined


def changes_since(before: Tables, after: Tables) -> list[dict[str, str]]:
    """What a reader who compares the two months must find, counted from the tables."""
    changes = []
    for kind, table, name in ADDED:
        new = sorted(set(after[table][name]) - set(before[table][name]))
        changes += [{"change": f"{kind}_added", "what": str(id_)} for id_ in new]
    for change, ours, theirs in (("gap_opened", after, before), ("gap_closed", before, after)):
        cells = sorted(gap_cells(ours) - gap_cells(theirs))
        changes += [{"change": change, "what": cell} for cell in cells]
    overdue = review_facts(after["reviews"], LATER)["overdue_reviews"]
    known = review_facts(before["reviews"], AS_OF)["overdue_reviews"]
    changes += [
        {"change": "review_overdue", "what": review} for review in overdue if review not in known
    ]
    held = after["reviews"].loc[len(before["reviews"]) :]
    held = held[held["held_on"] != ""]
    changes += [{"change": "review_held", "what": str(name)} for name in held["subject"]]
    return changes


ADDED = (
    ("program", "programs", "program_id"),
    ("objective", "objectives", "objective_id"),
    ("skill", "skills", "skill"),
    ("decision", "decisions", "decision"),
    ("escalation", "escalations", "rule"),
    ("need", "needs", "need_id"),
)
