"""What is asked of learning and what there is to do it with: needs, staff, vacancies, hours."""

from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import AS_OF, MONTHS, Ints, month_text
from mls_metrics.simulate.leaving import Exits
from mls_metrics.simulate.people import People
from mls_metrics.simulate.plan import ProgramPlan, Setting, read

STEPS = ("decided", "designed", "scheduled")
QUARTER = 3
CAPACITY_MONTHS = 24
VACANCY_DAYS = 730


def need_table(
    rng: np.random.Generator, plans: list[ProgramPlan], setting: Setting
) -> pd.DataFrame:
    """Needs from the day they were raised to the program, in the order in which they were raised.

    Each program answers one need raised before its launch, where the window shows it, and later
    ones for more of the same. Steps after the last day have not happened yet.
    """
    entry = read("organization.toml")["needs"]
    rows = []
    for plan in plans:
        launch = np.datetime64(f"{plan.launch}-01", "D")
        raised = [launch - int(rng.integers(75, 110))]
        since = max(120, int((AS_OF - launch).astype(np.int64)))
        raised += [launch + int(day) for day in rng.integers(30, since, entry["per_program"])]
        rows += [need(rng, entry, plan, day) for day in raised if str(day) >= "2023-05"]
    rows += [dict(unmet) for unmet in entry["unmet"] if unmet["skill"] in setting.gaps]
    table = pd.DataFrame(rows).fillna("")
    table = table.sort_values(["raised_on", "skill"], kind="stable", ignore_index=True)
    table = marked_urgent(rng, entry, table)
    table.insert(0, "need_id", [f"NEED-{number:03d}" for number in range(1, len(table) + 1)])
    return table


def need(
    rng: np.random.Generator, entry: dict[str, Any], plan: ProgramPlan, raised: np.datetime64
) -> dict[str, str]:
    """One need through its steps; a step may be missing from the log."""
    delay = entry["delay"]
    late = delay["from"] <= str(raised) <= delay["until"]
    dates, day = {}, raised
    for step in STEPS:
        low, high = entry[step]
        day = day + int(rng.integers(low, high + 1))
        if late and step == delay["step"]:
            day = day + int(delay["days"])
        lost = rng.random() < entry["missing"] / len(STEPS)
        dates[f"{step}_on"] = "" if lost or day > AS_OF else str(day)
    asked_by = entry["asked_by"][int(rng.integers(0, len(entry["asked_by"])))]
    row = {"skill": plan.skill, "raised_on": str(raised), "raised_by": asked_by}
    return {**row, **dates, "program_id": plan.id if day <= AS_OF else ""}


def marked_urgent(
    rng: np.random.Generator, entry: dict[str, Any], table: pd.DataFrame
) -> pd.DataFrame:
    """Some needs are urgent and carry a date."""
    chosen = rng.choice(len(table), min(int(entry["urgent"]), len(table)), replace=False)
    low, high = entry["urgent_days"]
    days = rng.integers(low, high + 1, len(table))
    urgent = np.isin(np.arange(len(table)), chosen)
    due = table["raised_on"].to_numpy().astype("datetime64[D]") + days
    table["urgent"] = np.where(urgent, "true", "false")
    table["due_on"] = np.where(urgent, due.astype(str), "")
    return table


def workforce_table(
    rng: np.random.Generator, people: People, exits: Exits, setting: Setting
) -> pd.DataFrame:
    """Staff needed by role, region and quarter, from today up to three years ahead."""
    entry = read("organization.toml")["workforce"]
    shares = list(setting.regions.values())
    rows: list[dict[str, Any]] = []
    for role, growth in entry["growth"].items():
        code = setting.role_names.index(role)
        heads = heads_by_region(people, exits, code, setting)
        for place, region in enumerate(setting.region_names):
            path = heads[place] * (1 + growth) ** (QUARTER * np.arange(entry["quarters"] + 1) / 12)
            rows += planned(rng, role, region, path, float(entry["turnover"]))
    for role, (first, last) in entry["new_roles"].items():
        for place, region in enumerate(setting.region_names):
            path = shares[place] * np.linspace(first, last, entry["quarters"] + 1)
            rows += planned(rng, role, region, path, float(entry["turnover"]))
    return pd.DataFrame(rows)


def heads_by_region(people: People, exits: Exits, role: int, setting: Setting) -> Ints:
    """People of a role on the last day, region by region."""
    here = (exits.month >= MONTHS) & people.region_known & (people.role[:, MONTHS - 1] == role)
    return np.bincount(people.region[here], minlength=len(setting.regions))


def planned(
    rng: np.random.Generator, role: str, region: str, path: np.ndarray, turnover: float
) -> list[dict[str, Any]]:
    """Quarters of one role in one region: staff needed, and hires for growth and for leavers."""
    needed = np.round(path).astype(np.int64)
    rows = []
    for quarter, heads in enumerate(needed):
        grown = int(heads - needed[max(quarter - 1, 0)])
        leavers = int(rng.binomial(max(int(heads), 0), turnover * QUARTER / 12))
        rows.append(
            {
                "job_role": role,
                "region": region,
                "period": month_text(MONTHS - 1 + QUARTER * quarter),
                "needed": int(heads),
                "planned_hires": max(0, grown + leavers),
            }
        )
    return rows


def vacancy_table(rng: np.random.Generator) -> pd.DataFrame:
    """Vacancies of the last two years, no two of a role on one day; young ones may be open."""
    parts = []
    for role, entry in read("organization.toml")["vacancies"].items():
        size = int(entry["count"])
        opened = AS_OF - np.sort(rng.choice(VACANCY_DAYS, size, replace=False))[::-1]
        took = np.round(entry["days"] * np.exp(0.5 * rng.standard_normal(size))).astype(np.int64)
        inside = rng.random(size) < entry["internal"]
        is_open = opened + took > AS_OF
        parts.append(
            pd.DataFrame(
                {
                    "job_role": role,
                    "opened_on": opened.astype(str),
                    "filled_on": np.where(is_open, "", (opened + took).astype(str)),
                    "internal": np.where(is_open, "", np.where(inside, "true", "false")),
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values(["opened_on", "job_role"], kind="stable", ignore_index=True)


def capacity_table(rng: np.random.Generator, *, months: int = MONTHS) -> pd.DataFrame:
    """Hours that groups have for learning and hours used, month by month for two years."""
    rows = []
    for month in range(MONTHS - CAPACITY_MONTHS, months):
        for group, entry in read("organization.toml")["capacity"].items():
            available = round(entry["available"] * rng.uniform(0.96, 1.04))
            used = round(available * entry["used"] * rng.uniform(0.93, 1.07))
            rows.append(
                {
                    "group": group,
                    "period": month_text(month),
                    "hours_available": available,
                    "hours_used": used,
                }
            )
    return pd.DataFrame(rows)
