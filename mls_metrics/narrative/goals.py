"""Programs by the category of the business goals they serve, and what each category comes to."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from mls_metrics.model.decision import Action, Assessment
from mls_metrics.model.fact import FactTable, rows_of
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.numbers import money

FIRST = ("growth", "digital", "regulatory", "customer")
NO_GOAL = "no goal"
SUPPORT = "objective_support"


def in_goal_order(names: Iterable[str]) -> list[str]:
    """The four named categories first, then a company's own by name.

    Examples
    --------
    >>> in_goal_order(["people", "customer", "growth"])
    ['growth', 'customer', 'people']
    """
    known = set(names)
    return [*(name for name in FIRST if name in known), *sorted(known - set(FIRST))]


def programs_by_goal(
    organization: Sequence[FactTable], program_ids: Sequence[str]
) -> dict[str, frozenset[str]]:
    """Program ids by category of goal; a program that serves two stands in both.

    Parameters
    ----------
    organization : sequence of FactTable
        Facts of an assessment.
    program_ids : sequence of str
        Every program; those that serve no objective stand under ``no goal``. Empty where no
        program serves any.
    """
    found: dict[str, set[str]] = {}
    for row in rows_of(organization, SUPPORT):
        served = {id_ for id_ in str(row["program_ids"] or "").split(",") if id_ in program_ids}
        found.setdefault(str(row["category"]), set()).update(served)
    tied = set().union(*found.values()) if found else set()
    if not tied:
        return {}
    ordered = {name: frozenset(found[name]) for name in in_goal_order(found) if found[name]}
    alone = frozenset(program_ids) - tied
    return {**ordered, NO_GOAL: alone} if alone else ordered


def goals_table(
    assessment: Assessment, goals: Mapping[str, frozenset[str]], actions: Mapping[str, Action]
) -> pd.DataFrame:
    """One row per category: programs, what was paid for them, and how many get which action."""
    currency = assessment.policy.currency
    paid = {item.program_id: item.evidence.facts.direct_cost for item in assessment.recommendations}
    return pd.DataFrame(
        [
            {
                "Goals": name.capitalize(),
                "Programs": len(ids),
                "Paid": money(total([paid.get(id_) for id_ in sorted(ids)]), currency),
                **{
                    action_name(action): sum(actions[id_] is action for id_ in ids)
                    for action in Action
                },
            }
            for name, ids in goals.items()
        ]
    )


def total(amounts: Sequence[float | None]) -> float | None:
    """Sum of the known amounts; None where none is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
