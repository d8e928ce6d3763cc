"""Which input answers which question: what is declared, and what of it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Something people can bring: who has it, what it is, and the tables it fills."""

    id: str
    title: str
    who: str
    what: str
    tables: tuple[str, ...]
    is_personal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWords:
    """A column (``table.column``) in plain words, with an example of its cells."""

    name: str
    words: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the product with what it needs of each input.

    Parameters
    ----------
    cells : mapping of str to tuple of tuple of str
        By input the columns it needs; each entry holds the columns (``table.column``) of which
        one is enough. Inputs left out are of no use to it.
    measured : tuple of str
        Where a program carries its answer; one of several is enough. Empty: the columns decide.
    only_mandatory : bool
        It is asked of programs that a rule requires, of no others.
    """

    id: str
    question: str
    cells: Mapping[str, tuple[tuple[str, ...], ...]]
    measured: tuple[str, ...] = ()
    only_mandatory: bool = False


class CellState(StrEnum):
    """What of an input a question has."""

    THERE = "there"
    PARTLY = "partly"
    NEEDED = "needed"
    UNUSED = "unused"


class RowStatus(StrEnum):
    """How far a question can be answered."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockCell:
    """One question and one input; `missing` holds what is not there, as `Asked.cells` does."""

    input: str
    state: CellState
    missing: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockRow:
    """One question with its cells, in the order of the inputs.

    `answered` of `of` programs (or of one, for what is said of all together) have an answer; both
    are 0 where the columns decide.
    """

    asked: Asked
    cells: tuple[UnlockCell, ...]
    status: RowStatus
    sentence: str
    answered: int = 0
    of: int = 0

    def cell(self, input_: str) -> UnlockCell:
        """The cell of that input."""
        return next(cell for cell in self.cells if cell.input == input_)
