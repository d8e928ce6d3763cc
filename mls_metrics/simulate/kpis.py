"""KPIs: latent output of everyone in every month, and the figures it shows up in."""

from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import MONTHS, Floats, Ints, month_of_year, month_text
from mls_metrics.simulate.leaving import Exits
from mls_metrics.simulate.people import People
from mls_metrics.simulate.plan import ProgramPlan, Setting, read

ABILITY, NOISE, TREND = 0.65, 0.55, 0.006
LEAVERS = "leavers_per_100"
OWNED_FROM = MONTHS - 1  # owners stand with the figures of the last month only, to keep files small


def program_effect(plan: ProgramPlan, people: People, done: Ints, setting: Setting) -> Floats:
    """True effect of one program on each person's output, in standard deviations."""
    effect = np.full(len(people), plan.kpi)
    if plan.fails_in:
        effect[people.region == setting.region_names.index(plan.fails_in)] = plan.fails_kpi
    age = (done - plan.launch_month) / max(MONTHS - plan.launch_month, 1)
    fade = 1 + (plan.kpi_fades_to - 1) * np.clip(age, 0, 1)
    return np.asarray(effect * fade)


def output(
    rng: np.random.Generator,
    plans: list[ProgramPlan],
    people: People,
    done: Ints,
    setting: Setting,
    *,
    until: int = MONTHS,
) -> Floats:
    """Latent output of everyone, standard deviations between people, (N, `until`)."""
    months = np.arange(until)
    tenure = np.maximum(people.tenure[:, :until], 0)
    trend = TREND * rng.standard_normal(len(people))
    value = ABILITY * people.ability[:, None] + NOISE * people.noise[:, :until]
    value = value + trend[:, None] * months[None, :] - 0.15 * np.exp(-tenure / 4)
    value += (0.12 * np.cos(2 * np.pi * (month_of_year(months) - 11) / 12) + 0.003 * months)[
        None, :
    ]
    for plan, completed in zip(plans, done, strict=True):
        effect = program_effect(plan, people, completed, setting)
        value += effect[:, None] * (months[None, :] > completed[:, None])
    return np.asarray(value)


def kpi_table(people: People, exits: Exits, value: Floats, setting: Setting) -> pd.DataFrame:
    """The KPI file: by person for some roles, by team for others, one figure for the company.

    It covers the months of `value`; the company's figure ends with the last month that knows exits.
    """
    until = value.shape[1]
    tenure = people.tenure[:, :until]
    here = (tenure >= 1) & (exits.month[:, None] > np.arange(until)[None, :])
    ids = people.ids()
    parts = []
    for name, kpi in setting.kpis.items():
        codes = [i for i, role in enumerate(setting.roles.values()) if role["kpi"] == name]
        measured = here & np.isin(people.role[:, :until], codes)
        if kpi["by"] == "team":
            measured &= ~people.is_manager[:, None]
        person, month = np.nonzero(measured)
        sign = -1.0 if kpi["direction"] == "lower" else 1.0
        figure = kpi["mean"] + sign * kpi["sd"] * value[person, month]
        rows = pd.DataFrame({"month": month, "value": figure})
        if kpi["by"] == "team":
            boss = people.manager[people.team[person, month]]
            rows = rows.groupby(["month", ids[boss]], sort=True)["value"].mean().reset_index()
            rows.columns = pd.Index(["month", "unit", "value"])
            rows["unit_type"] = "team"
        else:
            rows["employee_id"] = ids[person]
            rows = rows.sort_values(["month", "employee_id"], kind="stable")
        rows["value"] = rows["value"].round(kpi["decimals"])
        parts.append(rows.assign(kpi=name, **described(kpi, setting)))
    parts.append(company_rows(people, exits))
    table = pd.concat(parts, ignore_index=True)
    texts = np.array([month_text(month) for month in range(until)], dtype=object)
    table["period"] = texts[table["month"]]
    owner = table["kpi"].map(read("organization.toml")["owners"])
    table["owner"] = owner.where(table["month"] >= OWNED_FROM, "").fillna("")
    return table


def described(kpi: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """The columns that say what a KPI is."""
    return {
        "direction": kpi["direction"],
        "unit_of_measure": kpi["unit"],
        "objective_id": kpi["objective"] if kpi["objective"] in setting.objectives else "",
        "value_per_unit": kpi["value"],
    }


def company_rows(people: People, exits: Exits) -> pd.DataFrame:
    """Voluntary leavers per 100 people and month."""
    months = np.arange(MONTHS)
    left = np.bincount(exits.month[exits.kind == 0], minlength=MONTHS)[:MONTHS]
    there = (people.hire_month[:, None] < months) & (exits.month[:, None] >= months)
    return pd.DataFrame(
        {
            "month": months,
            "value": np.round(100 * left / there.sum(axis=0), 2),
            "unit": "company",
            "unit_type": "company",
            "kpi": LEAVERS,
            "direction": "lower",
            "unit_of_measure": "leavers per 100 people",
            "objective_id": "OBJ-3",
        }
    )
