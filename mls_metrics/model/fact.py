"""Facts of the organization: counted rows with their definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Rows that a page shows, as data: what they answer, what they need, what a column means.

    Parameters
    ----------
    id, page : str
        The select is ``warehouse/facts/<page>/<id>.sql``.
    title, question, definition : str
        What is counted and how, in plain words.
    needs : tuple of tuple of str
        Columns (``table.column``) that must hold something; of each entry one is enough.
    ask : str
        Who in a company has what is needed.
    columns : mapping of str to str
        Column of the select to its heading, unit included, in the order shown.
    parameters : mapping of str to float
        What a reader may set, with its default; bound as ``$name``.
    caveat : str
        What the rows do not say; may be empty.
    """

    id: str
    page: str
    title: str
    question: str
    definition: str
    needs: tuple[tuple[str, ...], ...]
    ask: str
    columns: Mapping[str, str]
    parameters: Mapping[str, float] = field(default_factory=dict)
    caveat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """The rows of a fact as plain values, or the columns that it lacks."""

    id: str
    rows: tuple[Mapping[str, object], ...]
    missing: tuple[tuple[str, ...], ...] = ()


def rows_of(facts: Sequence[FactTable], fact_id: str) -> tuple[Mapping[str, object], ...]:
    """The rows of one fact; none where it is not among them or lacks its columns."""
    return next((fact.rows for fact in facts if fact.id == fact_id), ())
