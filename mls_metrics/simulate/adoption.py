"""Change among people: who is told, who gets access when, and who takes it up."""

from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import (
    AS_OF,
    MONTHS,
    NO_DAY,
    Days,
    Flags,
    Ints,
    month_of,
    text_of,
)
from mls_metrics.simulate.people import People
from mls_metrics.simulate.plan import ProgramPlan, Setting, read

PLACES = ("department", "region", "job_role")


def audience_table() -> pd.DataFrame:
    """The audiences of change, each a part of the roster."""
    rows = [{"audience": name, **entry} for name, entry in read_part("audiences").items()]
    return pd.DataFrame(rows).fillna("")


def read_part(name: str) -> Any:
    """A part of organization.toml."""
    return read("organization.toml")[name]


def members(name: str, people: People, left_on: Days, setting: Setting) -> Flags:
    """Who belongs to an audience by the roster: its last role, region and department."""
    entry = read_part("audiences")[name]
    last = np.minimum(month_of(left_on), MONTHS - 1)
    role = people.role[np.arange(len(people)), last]
    departments = [e["department"] for e in setting.roles.values()]
    inside = np.ones(len(people), dtype=bool)
    if "job_role" in entry:
        inside &= role == setting.role_names.index(entry["job_role"])
    if "department" in entry:
        inside &= np.isin(role, [i for i, d in enumerate(departments) if d == entry["department"]])
    if "region" in entry:
        place = setting.region_names.index(entry["region"])
        inside &= (people.region == place) & people.region_known
    return inside


def communication_table(
    rng: np.random.Generator, people: People, left_on: Days, setting: Setting
) -> pd.DataFrame:
    """Messages as planned, sent, seen and understood; one audience was never told."""
    rows = []
    for entry in read_part("communications"):
        planned = np.datetime64(entry["planned_on"], "D")
        is_sent = entry["sent_after"] >= 0
        sent = planned + entry["sent_after"]
        for audience in entry["audiences"]:
            there = (people.hire_on <= planned) & ~(left_on <= planned)
            heads = int((members(audience, people, left_on, setting) & there).sum())
            reached = int(rng.binomial(heads, rng.uniform(0.65, 0.95)))
            able = int(rng.binomial(reached, rng.uniform(0.35, 0.7)))
            rows.append(
                {
                    "audience": audience,
                    "planned_on": str(planned),
                    "sent_on": str(sent) if is_sent else "",
                    "message": entry["message"],
                    "channel": entry["channel"],
                    "people": heads,
                    "reached": reached if is_sent else 0,
                    "can_state_it": able if is_sent else 0,
                }
            )
    table = pd.DataFrame(rows)
    return table.sort_values(["planned_on", "audience"], kind="stable", ignore_index=True)


def waves(plans: list[ProgramPlan]) -> list[dict[str, str]]:
    """The rollouts of these programs."""
    ids = {plan.id for plan in plans}
    return [wave for wave in read_part("rollouts")["waves"] if wave["program_id"] in ids]


def rollout_table(plans: list[ProgramPlan]) -> pd.DataFrame:
    """Who got access when, and what was done to help."""
    columns = ["program_id", "audience", "access_on", "change_activity"]
    return pd.DataFrame(waves(plans), columns=columns)


def activity_table(
    rng: np.random.Generator,
    plans: list[ProgramPlan],
    people: People,
    left_on: Days,
    setting: Setting,
    *,
    until: np.datetime64 = AS_OF,
) -> pd.DataFrame:
    """Days of practice on the job after access was given; help makes it sooner and likelier.

    Parameters
    ----------
    rng : Generator
        A stream of its own.
    plans : list of ProgramPlan
        The programs; those without a rollout leave nothing here.
    people, left_on, setting
        The company's people, their last days, and the company around them.
    until : datetime64
        Last day that the log shows.
    """
    platform = {plan.id: plan.platform for plan in plans}
    parts = []
    for wave in waves(plans):
        who = np.flatnonzero(members(wave["audience"], people, left_on, setting))
        access = np.maximum(np.datetime64(wave["access_on"], "D"), people.hire_on[who])
        days, minutes = uses(rng, bool(wave["change_activity"]), access)
        last = np.where(np.isnat(left_on[who]), until, np.minimum(left_on[who], until))
        person, number = np.nonzero(days <= last[:, None])
        parts.append(
            pd.DataFrame(
                {
                    "employee_id": people.ids()[who[person]],
                    "occurred_on": text_of(days[person, number]),
                    "platform": platform[wave["program_id"]],
                    "program_id": wave["program_id"],
                    "minutes": minutes[person, number],
                }
            )
        )
    columns = ["employee_id", "occurred_on", "platform", "program_id", "minutes"]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    order = ["occurred_on", "employee_id", "program_id"]
    return table.sort_values(order, kind="stable", ignore_index=True)


def uses(rng: np.random.Generator, helped: bool, access: Days) -> tuple[Days, Ints]:
    """Days and minutes of everybody's uses, (n, uses); no day where somebody never begins."""
    entry = read_part("rollouts")
    pace = entry["paces"]["with" if helped else "without"]
    shape = (len(access), int(entry["uses"]))
    never = rng.random(len(access)) < pace["never"]
    gaps = 1 + rng.exponential(float(entry["days_between"]), shape).astype(np.int64)
    gaps[:, 0] = rng.exponential(pace["days"] / np.log(2), len(access)).astype(np.int64)
    days = access[:, None] + np.cumsum(gaps, axis=1)
    minutes = rng.integers(5, 46, shape)
    return np.where(never[:, None], NO_DAY, days), np.asarray(minutes, dtype=np.int64)
