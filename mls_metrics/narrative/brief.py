"""What the Brief shows: which decisions first, in which order the programs, the next step."""

from collections.abc import Sequence

from mls_metrics.model.decision import Action, Assessment, Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.actions import first_sight, marks
from mls_metrics.narrative.wording import say

ORDER = {
    Action.SCALE: 0,
    Action.RETIRE: 1,
    Action.FIX: 2,
    Action.KEEP: 3,
    Action.FIND_OUT: 4,
}
DECISIONS = (Action.SCALE, Action.RETIRE, Action.FIX)
Row = tuple[Recommendation, Sequence[Action], str]


def in_order(assessment: Assessment) -> list[Recommendation]:
    """Programs by action, then the surest first, then the most money."""
    return sorted(
        assessment.recommendations,
        key=lambda item: (
            ORDER[item.action],
            -round(item.probability[item.action], 2),
            -stake(item),
            item.program_id,
        ),
    )


def stake(item: Recommendation) -> float:
    """How much money the verdict is about: size of the net value, else the cost, else nothing."""
    if isinstance(item.net_value, Estimate):
        return abs(item.net_value.value)
    return item.evidence.facts.direct_cost or 0.0


def decisions(assessment: Assessment, *, limit: int) -> list[Recommendation]:
    """The decisions to bring: the one with most money of each kind first, then the next ones."""
    decided = [item for item in in_order(assessment) if item.action in DECISIONS]
    by_stake = sorted(decided, key=lambda item: (-stake(item), item.program_id))
    first = [next((i for i in by_stake if i.action is action), None) for action in DECISIONS]
    picked = [item for item in first if item is not None]
    picked += [item for item in by_stake if item not in picked]
    chosen = picked[:limit]
    return [item for item in in_order(assessment) if item in chosen]


def rows_of(items: Sequence[Recommendation]) -> list[Row]:
    """Each program with its twenty marks and its phrase."""
    return [(item, marks(item), first_sight(item)) for item in items]


def cheapest_step(assessment: Assessment) -> str:
    """Where nothing can be decided: the evidence that asks least of people and time."""
    steps = [item.next_evidence for item in assessment.recommendations]
    if not steps:
        return say("no_decision", step="bring an export with programs and enrollments.")
    cheapest = min(steps, key=lambda step: (step.weeks, step.people, step.sentence))
    return say("no_decision", step=cheapest.sentence[:1].lower() + cheapest.sentence[1:])
