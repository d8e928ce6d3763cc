"""What other weights would change, in words."""

from mls_metrics.model.decision import Assessment
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import say


def weight_changes(before: Assessment, after: Assessment) -> tuple[tuple[str, str], ...]:
    """Program names with the change of action, for programs whose action differs."""
    was = {item.program_id: item.action for item in before.recommendations}
    return tuple(
        (
            item.program_name,
            say(
                "weight_change",
                program=item.program_name,
                before=action_name(was[item.program_id]),
                after=action_name(item.action),
            ),
        )
        for item in after.recommendations
        if item.action is not was[item.program_id]
    )


def changes_sentence(before: Assessment, after: Assessment) -> str:
    """How many decisions change and which."""
    changed = weight_changes(before, after)
    total = plural(len(before.recommendations), "program")
    if not changed:
        return say("weights_same", programs=total)
    listed = "; ".join(text for _, text in changed)
    return say("weights_changed", changed=len(changed), programs=total, list=listed)


def dimension_span(assessment: Assessment, dimension: str) -> str:
    """What a weight is about: the points from the worst to the best program."""
    measures = (item.dimensions.get(dimension) for item in assessment.recommendations)
    points = [measure.value for measure in measures if isinstance(measure, Estimate)]
    if not points:
        return say("span_none")
    return say("span", low=f"{min(points):.0f}", high=f"{max(points):.0f}")
