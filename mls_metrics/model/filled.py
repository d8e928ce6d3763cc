"""Which columns hold something: for the whole company, and for each program."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What is there of the columns that metrics need, as ``table.column`` or with ``=value``.

    Parameters
    ----------
    anywhere : frozenset of str
        Columns that hold something in tables without a program.
    of_program : mapping of str to frozenset of str
        By column of the tables with a program: the programs for which it holds something.
    """

    anywhere: frozenset[str] = frozenset()
    of_program: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def holds(self, column: str, program_id: str) -> bool:
        """True where the column says something about the program, or about everybody."""
        return column in self.anywhere or program_id in self.of_program.get(column, frozenset())

    def missing(
        self, needs: tuple[tuple[str, ...], ...], program_id: str
    ) -> tuple[tuple[str, ...], ...]:
        """The entries of `needs` of which no column holds anything for the program."""
        return tuple(
            names for names in needs if not any(self.holds(name, program_id) for name in names)
        )
