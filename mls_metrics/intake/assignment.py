"""Which column means what: every pair weighed, one meaning each, and how far each is ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from mls_metrics.catalog.load import tables
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.names import LEAST, NameMatch, is_open, name_matches, spoken, telling
from mls_metrics.intake.sense import doubts_of_rows
from mls_metrics.intake.values import (
    ENOUGH,
    FITTING,
    SHAPED,
    Values,
    hit_rate,
    judge,
    look_at,
    percent,
)
from mls_metrics.model.definition import Column, Table
from mls_metrics.model.source import How

SURE, MARGIN = 0.9, 0.15
BY_EMAIL, BY_ROSTER, BY_STATUS, UNCHECKED = 0.7, 0.8, 0.6, 0.8
KNOWN = (How.EXACT, How.ALIAS)
# Columns of which at least one must be there besides the needed ones.
FACTS = {
    "enrollments": ("status", "completed_on", "enrolled_on"),
    "employees": ("hire_date",),
    "surveys": (
        "satisfaction", "relevance", "recommend", "intent_to_apply", "applied", "manager_support",
        "self_isolated_gain", "self_confidence", "intent_to_stay", "growth", "engagement",
        "work_life_balance", "answer", "comment",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How much speaks for one column having one meaning, and why."""

    confidence: float
    how: How
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How well the columns of one table are found among the headers."""

    table: str
    grid: Mapping[tuple[int, str], Pair]
    chosen: Mapping[int, str]
    needed: Mapping[str, float]
    score: float

    @property
    def is_complete(self) -> bool:
        """True where every needed column is found."""
        return all(self.needed.values())

    def ranked(self, position: int) -> list[tuple[str, float]]:
        """Every meaning of one column with its confidence, the likeliest first."""
        found = [
            (target, pair.confidence)
            for (place, target), pair in self.grid.items()
            if place == position
        ]
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def is_sure(self, position: int) -> bool:
        """True where a choice is known by name, sure, and far ahead in its row and column."""
        target = self.chosen.get(position)
        if target is None:
            return False
        pair = self.grid[position, target]
        rivals = [
            other.confidence
            for (place, name), other in self.grid.items()
            if (place == position) != (name == target)
        ]
        ahead = max(rivals, default=0.0) <= pair.confidence - MARGIN + 1e-9
        return pair.how in KNOWN and pair.confidence >= SURE and ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The headers of a table with what is known of their languages and values."""

    headers: Headers
    around: tuple[frozenset[str], ...]
    values: tuple[Values, ...]


def see(headers: Headers, *, known_ids: frozenset[str] = frozenset()) -> Seen:
    """Look once at the names and values of every column."""
    return Seen(
        headers=headers,
        around=spoken(headers.cells),
        values=tuple(
            look_at(headers.column(position), known_ids=known_ids)
            for position in range(len(headers.cells))
        ),
    )


def weigh_table(seen: Seen, table: Table) -> Weighed:
    """Every pair of a column and a meaning in one table, and the best one-to-one choice."""
    grid: dict[tuple[int, str], Pair] = {}
    for position, name in enumerate(seen.headers.cells):
        by_name = name_matches(name, table.name, seen.around[position])
        for column in table.columns:
            pair = weigh(by_name.get(column.name), column, table.name, seen, position)
            if pair is not None and pair.confidence >= LEAST:
                grid[position, column.name] = pair
    targets = [column.name for column in table.columns]
    chosen = assign(grid, len(seen.headers.cells), targets)
    doubted = doubts_of_rows(seen.headers, table.name, chosen)
    for position, (factor, reason) in doubted.items():
        pair = grid[position, chosen[position]]
        grid[position, chosen[position]] = replace(
            pair,
            confidence=round(pair.confidence * factor, 3),
            reasons=(*pair.reasons, reason),
        )
    by_target = {target: grid[place, target].confidence for place, target in chosen.items()}
    needed = {name: by_target.get(name, 0.0) for name in needed_names(table, by_target)}
    return Weighed(
        table=table.name,
        grid=grid,
        chosen=chosen,
        needed=needed,
        score=round(score(seen, grid, chosen, needed), 6),
    )


def weigh(
    by_name: NameMatch | None, column: Column, table: str, seen: Seen, position: int
) -> Pair | None:
    """Confidence that one column has one meaning: its name, times what its values allow."""
    values = seen.values[position]
    if by_name is None:
        return by_values(values, column)
    several = is_open(seen.headers.cells[position])
    judged = judge(values, column, table, is_open=several)
    factor = UNCHECKED if several and values.filled == 0 else judged.factor
    return Pair(
        confidence=round(by_name.confidence * factor, 3),
        how=by_name.how,
        reasons=(by_name.reason, judged.reason),
    )


def by_values(values: Values, column: Column) -> Pair | None:
    """A meaning that only the values speak for; shown, never taken."""
    if values.filled < ENOUGH:
        return None
    if column.name == "status" and hit_rate(values, column) >= SHAPED:
        return Pair(confidence=BY_STATUS, how=How.VALUES, reasons=("values are status words",))
    if column.name == "email" and values.emails >= SHAPED:
        return Pair(confidence=BY_EMAIL, how=How.VALUES, reasons=("values are e-mail addresses",))
    share = values.on_roster or 0.0
    if column.name == "employee_id" and share >= FITTING and values.emails < SHAPED:
        said = f"{percent(share)} of its ids are on the roster"
        return Pair(confidence=BY_ROSTER, how=How.VALUES, reasons=(said,))
    return None


def assign(
    grid: Mapping[tuple[int, str], Pair], width: int, targets: Sequence[str]
) -> dict[int, str]:
    """The one-to-one choice with the greatest sum of confidence (the Hungarian method)."""
    if not grid:
        return {}
    places = {target: place for place, target in enumerate(targets)}
    gain = np.zeros((width, len(targets)))
    for (position, target), pair in grid.items():
        gain[position, places[target]] = pair.confidence
    # A hair for what stands first, so that equal sums are always settled in the same way.
    hair = 1e-9 * (np.arange(width)[:, None] + np.arange(len(targets))[None, :] / len(targets))
    rows, columns = linear_sum_assignment(np.where(gain > 0, gain - hair, 0.0), maximize=True)
    return {
        int(row): targets[int(column)]
        for row, column in zip(rows, columns, strict=True)
        if gain[row, column] > 0
    }


def needed_names(table: Table, found: Mapping[str, float]) -> list[str]:
    """Needed columns, and of tables that say nothing without it, the likeliest of some facts."""
    names = [column.name for column in table.columns if column.needed]
    facts = FACTS.get(table.name, ())
    return [*names, max(facts, key=lambda name: found.get(name, 0.0))] if facts else names


def score(
    seen: Seen,
    grid: Mapping[tuple[int, str], Pair],
    chosen: Mapping[int, str],
    needed: Mapping[str, float],
) -> float:
    """How much speaks for a table: its columns, the more the fewer other tables have them."""
    told = sum(
        grid[position, target].confidence * telling(seen.headers.cells[position])
        for position, target in chosen.items()
    )
    covered = sum(needed.values()) / max(1, len(needed))
    return covered * told


def weigh_tables(seen: Seen) -> list[Weighed]:
    """Every canonical table, the likeliest first."""
    return sorted(
        (weigh_table(seen, table) for table in tables().values()),
        key=lambda entry: (-entry.score, entry.table),
    )
