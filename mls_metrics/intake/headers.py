"""The header row of a table, with what stands above it and a sample of what stands below."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from mls_metrics.intake.names import readings
from mls_metrics.intake.vocabulary import normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """The header row of a table.

    Parameters
    ----------
    row : int
        Its record number, from 1; of several header rows the first.
    cells : tuple of str
        One per column, blank ones as "".
    sample : tuple of tuple of str
        Records just below the header rows.
    rows : int
        How many rows the header has.
    texts : tuple of str
        What each column is about, where another header row says it better; else empty.
    above : tuple of tuple of str
        The records above the header row.
    named, sheet : str
        The file's name, as it was handed over, and the sheet's.
    """

    row: int
    cells: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...] = ()
    rows: int = 1
    texts: tuple[str, ...] = ()
    above: tuple[tuple[str, ...], ...] = ()
    named: str = ""
    sheet: str = ""
    known: dict[str, Mapping[str, int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """One distinct name per column: repeated and blank headers say which they are."""
        seen: dict[str, int] = {}
        names: list[str] = []
        for number, cell in enumerate(self.cells, start=1):
            shown = " ".join(cell.split()) or f"column {number}"
            seen[normal(shown)] = seen.get(normal(shown), 0) + 1
            count = seen[normal(shown)]
            names.append(shown if count == 1 else f"{shown} ({count})")
        return tuple(names)

    @property
    def positions(self) -> Mapping[str, int]:
        """Position by name as it is compared; the first of a repeated header."""
        if "positions" not in self.known:
            found: dict[str, int] = {}
            for position, name in enumerate(self.names):
                found.setdefault(normal(name), position)
            self.known["positions"] = found
        return self.known["positions"]

    @property
    def present(self) -> frozenset[str]:
        """The headers as they are compared, blank ones left out."""
        return frozenset(filter(None, map(normal, self.cells)))

    @property
    def last_row(self) -> int:
        """Record number of the last header row."""
        return self.row + self.rows - 1

    @property
    def spelled(self) -> Mapping[str, int]:
        """Position by name with short forms spelled out, where only one column can be meant."""
        if "spelled" not in self.known:
            found: dict[str, set[int]] = {}
            for name, position in self.positions.items():
                for reading in readings(name):
                    if reading not in self.positions:
                        found.setdefault(reading, set()).add(position)
            self.known["spelled"] = {
                reading: min(places) for reading, places in found.items() if len(places) == 1
            }
        return self.known["spelled"]

    def place(self, name: str) -> int | None:
        """Position of a column by its name, or by a pattern ``/.../`` that its header fits.

        "Emp ID" is found as "Employee ID" where nothing bears that name itself.
        """
        pattern = pattern_of(name)
        if pattern is None:
            position = self.positions.get(name)
            return self.spelled.get(name) if position is None else position
        return next((at for at, cell in enumerate(self.cells) if pattern.search(cell)), None)

    def column(self, position: int) -> list[str]:
        """The filled cells of one column in the sample."""
        return [row[position] for row in self.sample if position < len(row) and row[position]]


def first_place(headers: Headers, names: Sequence[str]) -> int | None:
    """Position of the first of some names that is there."""
    return next((at for name in names if (at := headers.place(name)) is not None), None)


@cache
def pattern_of(name: str) -> re.Pattern[str] | None:
    """The pattern that a name between slashes stands for; None for a plain name."""
    if len(name) > 2 and name.startswith("/") and name.endswith("/"):
        return re.compile(name[1:-1], re.IGNORECASE)
    return None
