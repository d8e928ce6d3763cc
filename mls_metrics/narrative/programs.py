"""Which programs a reader asked to see, and in which order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mls_metrics.model.decision import Action, Assessment, Recommendation
from mls_metrics.model.evidence import Grade
from mls_metrics.narrative.brief import in_order, stake


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Actions wanted (none means all), the worst evidence grade shown, and only which programs."""

    actions: tuple[Action, ...] = ()
    grade: Grade = Grade.E
    programs: frozenset[str] | None = None


SORTS: Mapping[str, Callable[[Recommendation], Any] | None] = {
    "Decisions first": None,
    "Surest first": lambda item: -item.probability[item.action],
    "Best evidence first": lambda item: item.grade.value,
    "Most money first": lambda item: -stake(item),
    "Most people first": lambda item: -(item.evidence.facts.people or 0),
    "Name": lambda item: item.program_name.casefold(),
}


def select(assessment: Assessment, wanted: Filter, *, order: str) -> list[Recommendation]:
    """The programs that pass the filter, in the order asked for."""
    found = [
        item
        for item in in_order(assessment)
        if (not wanted.actions or item.action in wanted.actions)
        and item.grade.at_least(wanted.grade)
        and (wanted.programs is None or item.program_id in wanted.programs)
    ]
    key = SORTS[order]
    return found if key is None else sorted(found, key=key)
