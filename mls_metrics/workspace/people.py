"""People across systems: who was matched how, and what was corrected by hand."""

import csv
import io
from collections.abc import Mapping

from mls_metrics.errors import AnswersError
from mls_metrics.model.people import MatchRate, PersonMatch
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.crosswalk import corrections, enter, person_keys, roster
from mls_metrics.warehouse.fetch import fetch


def matches(store: Store) -> tuple[PersonMatch, ...]:
    """Every id that the roster does not hold as it stands, open ones first."""
    return tuple(
        PersonMatch(external_id=external, employee_id=own, how=how, candidates=candidates)
        for external, own, how, candidates in person_keys(store)
    )


def match_rates(store: Store) -> tuple[MatchRate, ...]:
    """By table, how its people were found; none where there is no roster."""
    rows = fetch(store, "people_match").to_dict("records")
    return tuple(
        MatchRate(
            table=str(row["table_name"]),
            **{name: int(row[name]) for name in MatchRate.__slots__ if name != "table"},
        )
        for row in rows
    )


def pairs_of(text: str) -> dict[str, str | None]:
    """Corrections from a filled-in list: roster id by external id; rows left empty say nothing.

    Raises
    ------
    AnswersError
        A list without the columns external_id and employee_id, or without a filled-in row.
    """
    sample = text.lstrip("\ufeff")
    first = sample.splitlines()[0] if sample.strip() else ""
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(sample), delimiter=delimiter)
    names = {"external_id", "employee_id"}
    if not names <= set(reader.fieldnames or ()):
        raise AnswersError(
            "The list of corrections could not be read.",
            f"Its columns are: {', '.join(reader.fieldnames or ()) or 'none'}.",
            "Download the list of open ids here and fill in its column employee_id.",
        )
    rows = [(row["external_id"], (row["employee_id"] or "").strip()) for row in reader]
    pairs = {str(external): own for external, own in rows if external and own}
    if not pairs:
        raise AnswersError(
            "The list holds no correction.",
            f"In all {len(rows)} rows the column employee_id is empty.",
            "Fill in the roster's id where you know it; leave the rest empty.",
        )
    return dict(pairs)


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
            f"It holds {len(known)} ids.",
            "Write the id as it stands in the roster, or leave it empty for nobody of yours.",
        )
    enter(store, pairs, is_corrected=True)


def forget(store: Store, external_ids: tuple[str, ...]) -> None:
    """Take corrections back: the ids are matched by rule again."""
    enter(store, dict.fromkeys(external_ids), is_corrected=False)


def corrections_text(store: Store) -> list[str]:
    """The corrections that hold, as lines: they decide over values as files do."""
    return [f"{external_id}>{employee_id}" for external_id, employee_id in corrections(store)]
