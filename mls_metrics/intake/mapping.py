"""A table that no layout fits: what its columns may mean, and what is plain enough to take."""

from collections.abc import Mapping
from dataclasses import dataclass

from mls_metrics.catalog.load import tables
from mls_metrics.intake.assignment import KNOWN, Weighed, see, weigh_tables
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.layouts import GENERIC, Layout, Rule
from mls_metrics.intake.names import is_of_learning, is_open, telling
from mls_metrics.intake.values import bare
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.source import ColumnMatch, How

AHEAD, TOLD, HALF, SHOWN, SAMPLES = 1.25, 1.1, 0.5, 0.6, 3
NEVER_GUESSED = {"id", "date", "month", "enum", "money"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """Another meaning that a column may have."""

    target: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProposal:
    """What one column may mean.

    Parameters
    ----------
    source : str
        The column's name, one per column.
    target : str or None
        The meaning chosen beforehand; None where there is none or a weak one, and where an id, a
        date, a closed list or money is not sure.
    guess : str or None
        The likeliest meaning, chosen beforehand or not.
    confidence : float
        Of that meaning.
    how : How
        How it was found.
    is_sure : bool
        True where it would be taken without asking.
    reasons : tuple of str
        What speaks for it and against it, in words.
    samples : tuple of str
        The first distinct values.
    runners_up : tuple of RunnerUp
        Other meanings, the likeliest first.
    """

    source: str
    target: str | None
    guess: str | None
    confidence: float
    how: How
    is_sure: bool
    reasons: tuple[str, ...]
    samples: tuple[str, ...]
    runners_up: tuple[RunnerUp, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the columns of an unknown table may mean.

    `columns` holds one entry per source column, in their order; `tables` every canonical table,
    the likeliest first; `is_clear` says that nothing needs asking; `confidence` is that of the
    least sure needed column.
    """

    table: str
    columns: tuple[ColumnProposal, ...]
    tables: tuple[str, ...]
    is_clear: bool
    confidence: float

    @property
    def runners_up(self) -> Mapping[str, tuple[str, ...]]:
        """Every meaning that a column may have by source, the one chosen beforehand left out."""
        return {
            column.source: tuple(
                dict.fromkeys(
                    (
                        *((column.guess,) if column.guess and not column.target else ()),
                        *(other.target for other in column.runners_up),
                    )
                )
            )
            for column in self.columns
        }

    @property
    def samples(self) -> Mapping[str, tuple[str, ...]]:
        """The first distinct values by source."""
        return {column.source: column.samples for column in self.columns}


def propose(
    headers: Headers, *, table: str | None = None, known_ids: frozenset[str] = frozenset()
) -> Proposal:
    """What each column may mean, for the likeliest table or for the given one.

    Parameters
    ----------
    table : str, optional
        The canonical table that its rows belong to, where a person said so.
    known_ids : frozenset of str
        Ids and e-mails of the roster, against which columns of ids are held.
    """
    seen = see(headers, known_ids=frozenset(map(bare, known_ids)))
    ranked = weigh_tables(seen)
    best = next((entry for entry in ranked if table in (None, entry.table)), ranked[0])
    return Proposal(
        table=best.table,
        columns=tuple(
            column_proposal(headers, best, position, name)
            for position, name in enumerate(headers.names)
        ),
        tables=tuple(entry.table for entry in ranked),
        is_clear=table is None and is_clear(headers, best, ranked),
        confidence=round(min(best.needed.values(), default=0.0), 3),
    )


def is_clear(headers: Headers, best: Weighed, ranked: list[Weighed]) -> bool:
    """True where the table is far ahead of others and nothing that counts is left to ask."""
    rivals = [entry.score for entry in ranked if entry.table != best.table]
    if not best.is_complete or best.score < AHEAD * max(rivals, default=0.0):
        return False
    places = [position for position in best.chosen if best.is_sure(position)]
    sure = {best.chosen[position] for position in places}
    if not set(best.needed) <= sure or open_columns(best, sure):
        return False
    told = sum(told_by(headers.cells[place], best.table, best.chosen[place]) for place in places)
    return told >= TOLD and (not is_about_programs(best) or any(map(is_of_learning, headers.cells)))


def told_by(name: str, table: str, target: str) -> float:
    """How much a sure column says about its table: words of a closed list say it by themselves."""
    if tables()[table].column(target).type == "enum":
        return 1.0
    return telling(name) * (HALF if is_open(name) else 1.0)


def is_about_programs(best: Weighed) -> bool:
    """True for a table that says something about programs, in rows that name or rate one."""
    known = {column.name: column.needed for column in tables()[best.table].columns}
    return known.get("program_id", False) or best.table == "surveys"


def open_columns(best: Weighed, sure: set[str]) -> list[int]:
    """Columns that may be, and no other surely is, something by name, a date, a status or money."""
    definition = tables()[best.table]
    asked = {column.name for column in definition.columns if column.type in NEVER_GUESSED - {"id"}}
    return sorted(
        {
            position
            for (position, target), pair in best.grid.items()
            if target not in sure
            and not best.is_sure(position)
            and (target in asked or pair.how in KNOWN)
        }
    )


def column_proposal(headers: Headers, best: Weighed, position: int, name: str) -> ColumnProposal:
    """What one column may mean in the likeliest table."""
    ranked = best.ranked(position)
    guess = best.chosen.get(position)
    pair = best.grid[position, guess] if guess else None
    kind = tables()[best.table].column(guess).type if guess else ""
    is_weak = pair is not None and pair.confidence < SHOWN
    is_shy = is_weak or (kind in NEVER_GUESSED and not best.is_sure(position))
    return ColumnProposal(
        source=name,
        target=None if is_shy else guess,
        guess=guess,
        confidence=pair.confidence if pair else 0.0,
        how=pair.how if pair else How.GUESS,
        is_sure=best.is_sure(position),
        reasons=pair.reasons if pair else ("no known name",),
        samples=tuple(dict.fromkeys(headers.column(position)))[:SAMPLES],
        runners_up=tuple(
            RunnerUp(target=target, confidence=confidence)
            for target, confidence in ranked
            if target != guess
        ),
    )


def proposed_layout(headers: Headers) -> Layout | None:
    """The layout of a clear proposal, with its sure columns; None where a person has to look."""
    proposal = propose(headers)
    if not proposal.is_clear:
        return None
    return layout_of(
        proposal.table,
        {
            column.source: ColumnMatch(
                source=column.source,
                target=column.target,
                confidence=column.confidence,
                how=column.how,
            )
            for column in proposal.columns
            if column.is_sure
        },
        confidence=proposal.confidence,
    )


def layout_of(table: str, chosen: Mapping[str, ColumnMatch], *, confidence: float = 1.0) -> Layout:
    """A layout from matched columns."""
    return Layout(
        id=f"{GENERIC}_{table}",
        system=GENERIC,
        table=table,
        needs=tuple((normal(name),) for name in chosen),
        rules=tuple(
            Rule(
                target=str(match.target),
                sources=((normal(name),),),
                how=match.how,
                confidence=match.confidence,
            )
            for name, match in chosen.items()
        ),
        confidence=confidence,
    )
