"""Confirmed mappings of a workspace: listed, taken over from elsewhere, forgotten."""

from collections.abc import Mapping

from mls_metrics.catalog.load import tables
from mls_metrics.errors import AnswersError
from mls_metrics.intake.mapping import Proposal, propose
from mls_metrics.intake.reading import TableRead
from mls_metrics.intake.remembered import shared_mapping
from mls_metrics.intake.value_mapping import ValueMatch, holds_words, propose_values
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.roster_ids import roster_ids
from mls_metrics.workspace.sources import Shelf

WORDS_SHOWN = 200


def proposal_of(store: Store, read: TableRead, *, table: str | None) -> Proposal:
    """What the columns of a table may mean, held against the roster that is there."""
    return propose(read.headers, table=table, known_ids=roster_ids(store))


def values_of(
    read: TableRead, table: str, mapping: Mapping[str, str | None]
) -> dict[str, tuple[ValueMatch, ...]]:
    """What the words mean in each column of a closed list, over all rows of the clean copy.

    Parameters
    ----------
    mapping : mapping of str to str or None
        Source column to canonical column.
    """
    known = tables()[table]
    places = {name: position for position, name in enumerate(read.headers.names)}
    wanted = {
        target: places[source]
        for source, target in mapping.items()
        if target and source in places
        if holds_words(known.column(target), read.headers.column(places[source]))
    }
    counts = read.clean.counts(wanted.values())
    found = {
        name: propose_values(counts[position], known.column(name))
        for name, position in wanted.items()
    }
    return {name: matches[:WORDS_SHOWN] for name, matches in found.items() if matches}


def take_over(shelf: Shelf, text: str) -> str:
    """Keep a mapping that was confirmed elsewhere and return its key.

    Raises
    ------
    AnswersError
        Text that is no mapping; nothing was changed.
    """
    key = shared_mapping(text)
    shelf.save_mapping(key, text)
    return key


def forget(shelf: Shelf, key: str) -> None:
    """Remember a mapping no longer.

    Raises
    ------
    AnswersError
        No mapping of that key.
    """
    if key not in dict(shelf.mapping_texts()):
        raise AnswersError(f"There is no mapping '{key}'.", "", "Take the key from the list.")
    shelf.drop_mapping(key)
