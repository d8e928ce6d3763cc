"""People across systems: who was matched how, and what was corrected by hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from mls_metrics.errors import AnswersError
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.crosswalk import corrections, enter, person_keys, roster


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMatch:
    """An id of an export that stands otherwise in the roster, or not at all.

    `employee_id` is the roster's id, None where nobody or several people fit; `how` is
    ``normalized``, ``email``, ``username``, ``local_part``, ``corrected``, ``ambiguous`` or
    ``unmatched``.
    """

    external_id: str
    employee_id: str | None
    how: str
    candidates: int


def matches(store: Store) -> tuple[PersonMatch, ...]:
    """Every id that the roster does not hold as it stands, open ones first."""
    return tuple(
        PersonMatch(external_id=external, employee_id=own, how=how, candidates=candidates)
        for external, own, how, candidates in person_keys(store)
    )


def correct(store: Store, pairs: Mapping[str, str | None]) -> None:
    """Say whom ids mean; None for somebody who is not in the roster.

    Raises
    ------
    AnswersError
        An id that the roster does not hold; nothing was changed.
    """
    known = roster(store)
    strange = sorted({own for own in pairs.values() if own is not None and own not in known})
    if strange:
        raise AnswersError(
            f"The roster has no {', '.join(strange[:5])}.",
            "",
            "Write the id as it stands in the roster, or leave it empty for nobody of yours.",
        )
    enter(store, pairs, is_corrected=True)


def forget(store: Store, external_ids: tuple[str, ...]) -> None:
    """Take corrections back: the ids are matched by rule again."""
    enter(store, dict.fromkeys(external_ids), is_corrected=False)


def corrections_text(store: Store) -> list[str]:
    """The corrections that hold, as lines: they decide over values as files do."""
    return [f"{external_id}>{employee_id}" for external_id, employee_id in corrections(store)]
