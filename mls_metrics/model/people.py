"""How the people of the exports were found in the roster."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRate:
    """Different ids in one table, and how each was found; the parts add up to `people`."""

    table: str
    people: int
    exact: int
    normalized: int
    email: int
    login: int
    corrected: int
    ambiguous: int
    unmatched: int

    @property
    def found(self) -> int:
        """Ids of which it is known whom of the roster they mean."""
        return self.people - self.ambiguous - self.unmatched


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
