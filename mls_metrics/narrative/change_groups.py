"""Groups of people in words: whom decisions touch, who was told, and why it happens, per group."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from mls_metrics.model.change import Decided, Touched
from mls_metrics.narrative.groups import listed
from mls_metrics.narrative.numbers import MONTHS, amount, day, people, plural
from mls_metrics.narrative.wording import TEMPLATES, say, sentence_case

FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
SHOWN = 2


def touched_sentence(touched: Sequence[Touched], decisions: Sequence[Decided]) -> str:
    """How many groups the standing decisions touch, and where most."""
    standing = [item for item in decisions if item.replaced_on is None and item.program_id]
    if not standing:
        return TEMPLATES["groups_no_decision"]
    if not touched:
        return say("groups_untouched", decisions=plural(len(standing), "decision"))
    touching = len({(item.decision, item.program_name) for item in touched})
    slots = {
        "decisions": plural(touching, "decision"),
        "touch": "touches" if touching == 1 else "touch",
        "groups": plural(len({item.audience for item in touched}), "group"),
    }
    first = touched[0]
    if first.learners is None:
        return say("groups_touched_hidden", **slots)
    return say(
        "groups_touched",
        first=first.audience,
        learners=people(first.learners),
        program=first.program_name,
        **slots,
    )


def touched_table(touched: Sequence[Touched]) -> pd.DataFrame:
    """Group by group what is decided, and how many people learn there."""
    return pd.DataFrame(
        [
            {
                "Group": item.audience,
                "Stance": item.stance or "not known",
                "Decision": f"{item.decision} ({item.decided_on.isoformat()})",
                "People who learn in it": people(item.learners),
                "Owner": item.owner or "nobody",
            }
            for item in touched
        ]
    )


def members_sentence(rows: pd.DataFrame) -> str:
    """Groups without contact or owner, and the one that has waited longest."""
    silent = rows[rows["last_contact_on"].isna()]["audience"].tolist()
    unowned = rows[rows["owner"] == ""]["audience"].tolist()
    parts = []
    if silent or unowned:
        parts.append(
            say(
                "groups_silent",
                groups=plural(len(silent), "group"),
                unowned=plural(len(unowned), "group"),
            )
        )
    known = rows.dropna(subset=["days_since"])
    if len(known):
        last = known.sort_values("days_since", ascending=False, kind="stable").iloc[0]
        parts.append(
            say(
                "groups_contact",
                group=last["audience"],
                days=plural(int(last["days_since"]), "day"),
            )
        )
    return " ".join(parts)


def messages_sentence(rows: pd.DataFrame) -> str:
    """Reach and understanding over all groups shown, and the first group that needs something."""
    parts = []
    any_hidden = bool((rows["hidden"] != "").any())
    shown = rows.dropna(subset=["reached", "meant"])
    meant, reached = int(shown["meant"].sum()), int(shown["reached"].sum())
    if meant:
        share = amount(reached / meant, "share")
        parts.append(say("messages", reached=share, k=f"{reached:,}", n=f"{meant:,}"))
    else:
        parts.append(TEMPLATES["messages_hidden" if any_hidden else "messages_unknown"])
    asked_rows = rows.dropna(subset=["can_state", "asked"])
    asked, stated = int(asked_rows["asked"].sum()), int(asked_rows["can_state"].sum())
    if asked:
        share = amount(stated / asked, "share")
        parts.append(say("messages_state", stated=share, k=f"{stated:,}", n=f"{asked:,}"))
    else:
        key = "messages_state_hidden" if any_hidden else "messages_state_unknown"
        parts.append(TEMPLATES[key])
    flagged = rows[rows["flag"] != ""]
    if flagged.empty:
        parts.append(TEMPLATES["messages_fine"])
    else:
        first = flagged.iloc[0]
        parts.append(
            say(
                "messages_flagged",
                flagged=len(flagged),
                groups=plural(len(rows), "group"),
                first=f"{first['audience']} ({first['flag']})",
            )
        )
    return " ".join(parts)


def why_text(audience: str, objectives: pd.DataFrame, gaps: pd.DataFrame) -> str:
    """Why the change happens, for one group: drafted from what touches it, nothing else."""
    mine = objectives[objectives["audience"] == audience].head(SHOWN)
    open_gaps = gaps[gaps["audience"] == audience].head(SHOWN)
    if mine.empty and open_gaps.empty:
        return say("why_nothing", audience=audience)
    parts = [say("why_lead", audience=audience)]
    for place, row in enumerate(mine.to_dict("records")):
        wanted = say("why_objective", objective=str(row["objective"]).rstrip("."))
        parts.append(wanted if place == 0 else sentence_case(wanted))
        parts += objective_parts(row)
    for place, row in enumerate(open_gaps.to_dict("records")):
        text = say(
            "why_gap",
            assessed=people(int(row["assessed"])),
            skill=row["skill"],
            below=f"{int(row['below']):,}",
        )
        is_first = place == 0 and mine.empty
        parts.append(text[0].lower() + text[1:] if is_first else text)
    return " ".join(parts)


def objective_parts(row: dict[Any, Any]) -> list[str]:
    """What is measured, where it stands, and which programs serve it; what is not known is left."""
    parts, unit = [], str(row["unit_of_measure"])
    if has(row["kpi"]) and has(row["target"]) and has(row["due_on"]):
        key = "why_measure" if has(row["baseline"]) else "why_target"
        baseline = amount(float(row["baseline"]), unit) if has(row["baseline"]) else ""
        parts.append(
            say(
                key,
                kpi=sentence_case(str(row["kpi"])),
                baseline=baseline,
                target=amount(float(row["target"]), unit),
                date=day(pd.Timestamp(row["due_on"]).date()),
            )
        )
        if has(row["value"]):
            parts.append(
                say(
                    "why_stands",
                    value=amount(float(row["value"]), unit),
                    month=month_name(int(row["month"])),
                )
            )
    if has(row["programs"]):
        names = str(row["programs"]).split(", ")
        serve = "serves" if len(names) == 1 else "serve"
        parts.append(say("why_programs", programs=listed(names), serve=serve))
    return parts


def why_facts(audience: str, objectives: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Every fact that the draft uses, with the table and column it comes from."""
    rows: list[dict[str, str]] = []

    def add(fact: str, value: str, source: str) -> None:
        rows.append({"Fact": fact, "Value": value, "From": source})

    for row in objectives[objectives["audience"] == audience].head(SHOWN).to_dict("records"):
        unit = str(row["unit_of_measure"])
        add("Objective", str(row["objective"]), "objectives.objective")
        for label, name in (("Baseline", "baseline"), ("Target", "target")):
            if has(row[name]):
                add(
                    f"{label} of {row['kpi']}", amount(float(row[name]), unit), f"objectives.{name}"
                )
        if has(row["due_on"]):
            add("By", pd.Timestamp(row["due_on"]).date().isoformat(), "objectives.due_on")
        if has(row["value"]):
            month = month_name(int(row["month"]))
            add(f"{row['kpi']} in {month}", amount(float(row["value"]), unit), "kpis.value")
        if has(row["programs"]):
            add("Programs", str(row["programs"]), "programs.objective_id, objective_links")
    for row in gaps[gaps["audience"] == audience].head(SHOWN).to_dict("records"):
        add(
            f"Below the level in {row['skill']}",
            f"{int(row['below']):,} of {int(row['assessed']):,} assessed",
            "skill_assessments.level, role_requirements.required_level",
        )
    return pd.DataFrame(rows, columns=["Fact", "Value", "From"])


def stale_figures(own: str, draft: str) -> str:
    """A warning where one's own wording holds numbers that the data do not show; empty else."""
    known = {figure.rstrip(",.") for figure in FIGURE.findall(draft)}
    mine = dict.fromkeys(figure.rstrip(",.") for figure in FIGURE.findall(own))
    strange = [figure for figure in mine if figure not in known]
    return say("why_stale", numbers=listed(strange)) if strange else ""


def has(value: Any) -> bool:
    """True for a cell that holds something."""
    return value is not None and not pd.isna(value) and str(value) != ""


def month_name(month: int) -> str:
    """``Oct 2026`` from year x 12 + month - 1."""
    return f"{MONTHS[month % 12]} {month // 12}"
