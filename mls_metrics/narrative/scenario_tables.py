"""Scenarios as tables: decisions, the portfolio program by program, several side by side."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.catalog.load import dimensions
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.outcome import Comparison, Option, Outcome, ScenarioDecision, Totals
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.likelihood import verbal
from mls_metrics.narrative.numbers import money
from mls_metrics.narrative.scenarios import leavers_words, names_of, ranged

OPTION_WORDS = {Option.AS_IS: "as it is", Option.SCALE: "grow", Option.STOP: "stop"}


def decisions_table(outcome: Outcome, base: Outcome) -> pd.DataFrame:
    """Every decision with what it was, its chance, and how it fares under other weights."""
    was = {decision.program_id: decision.action for decision in base.decisions}
    return pd.DataFrame(
        [
            {
                "Program": decision.program_name,
                "As agreed": action_name(was[decision.program_id]),
                "Here": action_name(decision.action),
                "Most readings": most_readings(decision),
                "Evidence": decision.grade.value,
                "Whatever the weights": "same" if decision.is_stable else "contested",
                "Locked because": decision.lock_reason,
            }
            for decision in outcome.decisions
        ]
    )


def most_readings(decision: ScenarioDecision) -> str:
    """The most probable action by its chance, which a guard or a lock may have replaced."""
    leading = max(decision.probability, key=lambda action: decision.probability[action])
    return f"{action_name(leading)}, {verbal(decision.probability[leading]).phrase}"


def portfolio_table(totals: Totals) -> pd.DataFrame:
    """Each program with its option, learners and money a year, now and then."""
    return pd.DataFrame(
        [
            {
                "Program": choice.program_name,
                "Option": OPTION_WORDS[choice.option],
                "Learners now": choice.people_now,
                "Learners then": choice.people,
                "Paid now": money(choice.money_now, choice.currency),
                "Paid then": money(choice.money, choice.currency),
            }
            for choice in totals.choices
        ]
    )


def compare_table(comparison: Comparison, names: Sequence[str]) -> pd.DataFrame:
    """One row for each thing compared, one column for each scenario."""
    rows: list[tuple[str, list[str]]] = [
        ("Decisions changed", [f"{changed}" for changed in comparison.changed]),
        ("Programs stopped", [counted(o.totals, Option.STOP) for o in comparison.outcomes]),
        ("Programs grown", [counted(o.totals, Option.SCALE) for o in comparison.outcomes]),
        ("Learners a year", [f"{o.totals.people:,}" for o in comparison.outcomes]),
        ("Leavers avoided a year", [ranged(o.totals.leavers_avoided) for o in comparison.outcomes]),
        (
            "More leavers avoided",
            ["–", *(leavers_words(found) for found in comparison.leavers_more[1:])],
        ),
        (
            "Paid a year",
            [money(o.totals.bridge.total, o.totals.bridge.currency) for o in comparison.outcomes],
        ),
        ("Net value a year", [ranged(o.totals.net_value) for o in comparison.outcomes]),
        *(
            (dimensions()[name].title, [points(o, name) for o in comparison.outcomes])
            for name in DIMENSIONS
        ),
        (
            "Higher net value than the first",
            ["–", *(verbal(chance).phrase for chance in comparison.chance_better[1:])],
        ),
    ]
    headers = unlike(names)
    return pd.DataFrame(
        [{"": label, **dict(zip(headers, cells, strict=True))} for label, cells in rows]
    )


def counted(totals: Totals, option: Option) -> str:
    """How many programs that run now come under an option."""
    return f"{len(names_of(totals, option))}"


def points(outcome: Outcome, dimension: str) -> str:
    """Points of a dimension with their range."""
    measure = outcome.totals.dimensions[dimension]
    if not isinstance(measure, Estimate):
        return "not scored"
    return f"{measure.low:.0f} to {measure.high:.0f} points"


def unlike(names: Sequence[str]) -> list[str]:
    """The names, numbered where one stands twice."""
    found: list[str] = []
    for name in names:
        again = sum(1 for other in found if other == name or other.startswith(f"{name} ("))
        found.append(f"{name} ({again + 1})" if again else name)
    return found
