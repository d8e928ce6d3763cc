"""What is true in the made-up company, from the very probabilities that were drawn from."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import MONTHS, NEVER, Flags, Floats, Ints
from mls_metrics.simulate.kpis import program_effect
from mls_metrics.simulate.leaving import NOTICE, Exits, program_part, share
from mls_metrics.simulate.people import People
from mls_metrics.simulate.plan import STORIES, ProgramPlan, Setting

GRACE, HORIZON = 2, 12
REPLACEMENT_SHARE, WORK_HOURS, BENEFIT_MONTHS = 0.5, 1800, 12
FINDINGS = {
    "objective_without_program": "Objective OBJ-8, settle claims faster, has no program.",
    "two_owners": "The decision 'Renew the sales academies' has two accountable roles.",
    "persisting_gap": "Claims specialists lack data literacy in every quarter; no program for it.",
    "late_for_date": "Objective OBJ-7 is due on 2027-01-31; most engineers are below the level.",
}


def landmark(start: Ints, exits: Exits) -> Flags:
    """Starters still there after the grace."""
    there = (start < MONTHS) & (start + GRACE < MONTHS)
    return np.asarray(there & (exits.month > start + GRACE))


def retention_difference(
    plan: ProgramPlan,
    people: People,
    start: Ints,
    exits: Exits,
    log_odds: Floats,
    setting: Setting,
) -> float:
    """Voluntary retention over months 3 to 12 with minus without the program, points.

    Mean over the starters still there after the grace of the product of their own monthly
    chances; decisions of the months 1 to 10 after the start show as exits of the months 3 to 12.
    """
    who = np.flatnonzero(landmark(start, exits))
    part = program_part(plan, people, setting)[who]
    if not len(who) or not np.any(part):
        return 0.0
    with_program, without = np.ones(len(who)), np.ones(len(who))
    for step in range(GRACE - NOTICE + 1, HORIZON - NOTICE + 1):
        odds = log_odds[who, start[who] + step]
        with_program *= 1 - share(odds)
        without *= 1 - share(odds - part)
    return float(100 * (with_program - without).mean())


def kpi_difference(
    plan: ProgramPlan, people: People, done: Ints, exits: Exits, setting: Setting
) -> float:
    """Mean true effect over completers' observed months after completion, in the KPI's unit."""
    name = setting.kpi_of(plan)
    if not name:
        return 0.0
    codes = [i for i, role in enumerate(setting.roles.values()) if role["kpi"] == name]
    months = np.arange(MONTHS)[None, :]
    seen = (months > done[:, None]) & (months < exits.month[:, None])
    seen &= np.isin(people.role[:, :MONTHS], codes)
    effect = program_effect(plan, people, done, setting)
    count = seen.sum(axis=1)
    if not count.sum():
        return 0.0
    kpi = setting.kpis[name]
    sign = -1.0 if kpi["direction"] == "lower" else 1.0
    return sign * float(kpi["sd"] * (effect * count).sum() / count.sum())


def kpi_worth(
    plan: ProgramPlan, people: People, done: Ints, exits: Exits, setting: Setting
) -> float:
    """True worth of better work a month, money, mean over completers: each in their own KPI."""
    months = np.arange(MONTHS)[None, :]
    seen = (months > done[:, None]) & (months < exits.month[:, None])
    prices = [setting.kpis.get(role["kpi"], {}) for role in setting.roles.values()]
    worth = np.array([kpi.get("sd", 0.0) * kpi.get("value", 0.0) for kpi in prices])
    effect = program_effect(plan, people, done, setting)[:, None]
    total = (effect * worth[people.role[:, :MONTHS]])[seen]
    return float(total.mean()) if total.size else 0.0


def cost_per_starter(
    plan: ProgramPlan, people: People, start: Ints, taken: pd.DataFrame
) -> tuple[float, float]:
    """Direct cost plus learning hours at pay, per starter; and the mean salary of starters."""
    rows = taken[(taken["program_id"] == plan.id) & taken["started_on"].notna()]
    salary = float(people.salary[start < MONTHS].mean())
    return plan.direct_cost + float(rows["hours"].mean()) * salary / WORK_HOURS, salary


def naive_retention(plan: ProgramPlan, start: Ints, exits: Exits, taken: pd.DataFrame) -> float:
    """What a plain dashboard shows: completers minus never-enrolled without a voluntary exit.

    Never-enrolled are those still employed when the program's first people started.
    """
    stayed = exits.kind != 0
    mine = taken[taken["program_id"] == plan.id]
    completers = mine.loc[mine["status"] == "completed", "person"].unique()
    never = exits.month >= start.min()
    never[mine["person"].unique()] = False
    if not len(completers) or not never.any():
        return 0.0
    return float(100 * (stayed[completers].mean() - stayed[never].mean()))


def program_truth(
    plan: ProgramPlan,
    people: People,
    start: Ints,
    done: Ints,
    exits: Exits,
    taken: pd.DataFrame,
    log_odds: Floats,
    setting: Setting,
) -> dict[str, Any]:
    """Every true figure of one program, and the arithmetic that makes it money."""
    starters = int((start < MONTHS).sum())
    retention = retention_difference(plan, people, start, exits, log_odds, setting)
    kpi = kpi_difference(plan, people, done, exits, setting)
    cost, salary = cost_per_starter(plan, people, start, taken) if starters else (0.0, 0.0)
    name = setting.kpi_of(plan)
    entry = setting.kpis.get(name, {})
    finishing = float((done[start < MONTHS] < NEVER).mean()) if starters else 0.0
    worth = kpi_worth(plan, people, done, exits, setting)
    from_kpi = worth * BENEFIT_MONTHS * finishing
    from_retention = retention / 100 * REPLACEMENT_SHARE * salary
    benefit = from_retention + from_kpi
    return {
        "program_id": plan.id,
        "program_name": plan.name,
        "story": plan.story,
        "story_name": plan.story_name,
        "title": plan.title,
        "starters": starters,
        "retention_12m_pp": round(retention, 3),
        "naive_retention_pp": round(naive_retention(plan, start, exits, taken), 2),
        "kpi": name,
        "kpi_effect": round(kpi, 4),
        "kpi_unit": entry.get("unit", ""),
        "kpi_worth_a_month": round(worth, 2),
        "mean_salary": round(salary),
        "finishing_share": round(finishing, 3),
        "benefit_from_retention": round(from_retention),
        "benefit_from_kpi": round(from_kpi),
        "benefit_per_head": round(benefit),
        "cost_per_head": round(cost),
        "net_per_head": round(benefit - cost),
        "expected_actions": list(plan.expected),
        **region_truth(plan, entry),
        "must_not": ["retire"] if plan.mandatory else [] if "scale" in plan.expected else ["scale"],
        "naive": plan.naive,
    }


def region_truth(plan: ProgramPlan, kpi: dict[str, Any]) -> dict[str, Any]:
    """Where a program fails, and its KPI effect there and elsewhere."""
    if not plan.fails_in:
        return {}
    return {
        "fails_in": plan.fails_in,
        "kpi_effect_there": round(plan.fails_kpi * kpi["sd"], 4),
        "kpi_effect_elsewhere": round(plan.kpi * kpi["sd"], 4),
    }


def toml_value(value: Any) -> str:
    """A text, number or list of texts as TOML."""
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(entry) for entry in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def toml_lines(name: str, facts: Any) -> list[str]:
    """A table, or a list of tables, of facts with its own tables below it."""
    if isinstance(facts, list):
        return [line for entry in facts for line in ["", f"[[{name}]]", *toml_facts(entry)]]
    plain = {key: value for key, value in facts.items() if not is_table(value)}
    lines = ["", f"[{name}]", *toml_facts(plain)]
    for key, value in facts.items():
        if is_table(value):
            lines += toml_lines(f"{name}.{key}", value)
    return lines


def is_table(value: Any) -> bool:
    """A table or a list of tables."""
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    )


def toml_facts(facts: dict[str, Any]) -> list[str]:
    """One line per fact."""
    return [f"{name} = {toml_value(value)}" for name, value in facts.items()]


def write_truth(
    out: Path, programs: list[dict[str, Any]], given: dict[str, Any], facts: dict[str, Any]
) -> None:
    """truth.toml: what was asked for, what is true per program, what the other stories must show.

    `facts` are further sections by name: of the organization, and of what changed in a month.
    """
    lines = [
        "# What is true in this made-up company. The product never reads this file.",
        "# benefit_per_head = retention_12m_pp / 100 x 0.5 x mean_salary",
        "#   + kpi_worth_a_month x 12 x finishing_share, in USD; worth: the effect in each",
        "#   completer's own KPI (better is positive) x what a unit of it is worth, on average",
        "# cost_per_head = direct cost + learning hours x mean_salary / 1800",
        "",
        *toml_facts(given),
    ]
    findings = [
        {"story": number, "story_name": name, "must_find": FINDINGS[name]}
        for number, name in enumerate(STORIES, start=1)
        if name in FINDINGS and given["story"] in ("", name)
    ]
    for name, section in {"programs": programs, "findings": findings, **facts}.items():
        lines += toml_lines(name, section)
    (out / "truth.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
