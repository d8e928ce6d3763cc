"""The register of programs, their money, their improvements, and who decides."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import AS_OF, MONTHS, Ints, month_text
from mls_metrics.simulate.plan import ProgramPlan, Setting

EUR_RATE = 1.08
LETTERS = "RACI"


def program_table(plans: list[ProgramPlan], setting: Setting) -> pd.DataFrame:
    """The register; programs that serve no objective have an empty one."""
    rows = [
        {
            "program_id": plan.id,
            "program_name": plan.name,
            "program_type": "compliance" if plan.mandatory else "course",
            "purpose": plan.portfolio,
            "skill": plan.skill,
            "audience": ", ".join(plan.audience) or "Everyone",
            "provider": plan.provider,
            "party": plan.party,
            "platform": plan.platform,
            "modality": plan.modality,
            "mandatory": "true" if plan.mandatory else "false",
            "regulation": plan.regulation,
            "objective_id": plan.objective if plan.objective in setting.objectives else "",
            "owner": plan.owner,
            "launched_on": f"{plan.launch}-01",
            "content_reviewed_on": plan.reviewed,
            "modules": module_count(plan),
            "planned_hours": plan.hours,
            "portfolio": plan.portfolio,
        }
        for plan in plans
    ]
    return pd.DataFrame(rows)


def module_count(plan: ProgramPlan) -> int:
    """Modules of a program: one for two hours."""
    return max(2, round(plan.hours / 2))


def eligible_learners(plans: list[ProgramPlan], roles: Ints, setting: Setting) -> list[int]:
    """People employed on the last day whom each program is for."""
    return [int(np.isin(roles, setting.role_codes(plan)).sum()) for plan in plans]


def cost_table(plans: list[ProgramPlan], starts: Ints) -> pd.DataFrame:
    """Monthly postings of programs that are not paid by the seat."""
    rows = []
    for plan, start in zip(plans, starts, strict=True):
        if plan.cost_in != "costs":
            continue
        counts = np.bincount(start[start < MONTHS], minlength=MONTHS)
        rate = EUR_RATE if plan.currency == "EUR" else 1.0
        for month in np.flatnonzero(counts):
            total = plan.direct_cost * int(counts[month]) / rate
            for category, part in (("delivery", 0.75), ("materials", 0.25)):
                rows.append(
                    {
                        "program_id": plan.id,
                        "period": month_text(int(month)),
                        "amount": round(total * part, 2),
                        "currency": plan.currency,
                        "category": category,
                        "basis": "program",
                    }
                )
    return pd.DataFrame(rows)


def rate_table() -> pd.DataFrame:
    """Euros in dollars, month by month."""
    periods = [month_text(month) for month in range(MONTHS)]
    return pd.DataFrame({"currency": "EUR", "period": periods, "rate": EUR_RATE})


def objective_table(setting: Setting) -> pd.DataFrame:
    """The objectives of the business."""
    rows = [{"objective_id": id_, **entry} for id_, entry in setting.objectives.items()]
    return pd.DataFrame(rows).drop(columns="story", errors="ignore")


def link_table(plans: list[ProgramPlan], setting: Setting) -> pd.DataFrame:
    """Which program serves which objective."""
    rows = [
        {
            "objective_id": plan.objective,
            "program_id": plan.id,
            "kpi": setting.objectives[plan.objective]["kpi"],
            "weight": 1.0,
        }
        for plan in plans
        if plan.objective in setting.objectives
    ]
    return pd.DataFrame(rows)


def improvement_table(rng: np.random.Generator, plans: list[ProgramPlan]) -> pd.DataFrame:
    """Suggestions, refreshes, ideas and experiments of each program, with what became of them."""
    rows = []
    for plan in plans:
        kinds = [("suggestion", "refresh"), ("idea", "experiment")]
        for (count, done), names in zip((plan.suggestions, plan.ideas), kinds, strict=True):
            for number in range(int(count)):
                oldest = min(1000, max(240, 30 * (MONTHS - 1 - plan.launch_month)))
                raised = AS_OF - int(rng.integers(190, oldest))
                finished = number < round(done * int(count))
                rows.append(improvement(rng, plan, names[number % 2], raised, finished=finished))
    table = pd.DataFrame(rows)
    return table.sort_values(["program_id", "raised_on", "kind"], kind="stable", ignore_index=True)


def improvement(
    rng: np.random.Generator, plan: ProgramPlan, kind: str, raised: np.datetime64, *, finished: bool
) -> dict[str, str]:
    """One of them."""
    after = raised + int(rng.integers(15, 85))
    change = kind in ("suggestion", "refresh")
    rejected = not change and not finished and rng.random() < 0.5
    return {
        "program_id": plan.id,
        "raised_on": str(raised),
        "kind": kind,
        "released_on": str(after) if finished else "",
        "concluded_on": str(after) if finished or rejected else "",
        "outcome": "adopted" if finished else "rejected" if rejected else "open",
    }


def decision_table(setting: Setting) -> pd.DataFrame:
    """Who is responsible, accountable, consulted and informed."""
    roles = setting.decisions["roles"]
    rows = [
        {"decision": decision, "role": role, "letter": letter, "party": "internal"}
        for decision, entry in setting.decisions.items()
        if decision != "roles"
        for role, letter in zip(roles, entry["letters"], strict=True)
    ]
    return pd.DataFrame(rows)


def review_table(more: Sequence[Mapping[str, str]] = ()) -> pd.DataFrame:
    """Steering reviews, one held late, the next one to come; and `more` of other subjects."""
    rows = [
        ("Learning steering review", "2026-03-16", "2026-03-18", "budget agreed"),
        ("Learning steering review", "2026-06-15", "2026-07-20", "two programs questioned"),
        ("Learning steering review", "2026-09-14", "2026-09-14", "figures asked for"),
        ("Learning steering review", "2026-12-14", "", ""),
    ]
    steering = pd.DataFrame(rows, columns=["subject", "due_on", "held_on", "outcome"])
    return pd.concat([steering, pd.DataFrame(list(more))], ignore_index=True)
