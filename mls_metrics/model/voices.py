"""Voices of a room: points out of a hundred, how far apart they are, and what they lead to."""

from dataclasses import dataclass

from mls_metrics.model.decision import Action

Points = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Points that voices gave one dimension: lowest, quartiles, highest."""

    dimension: str
    low: float
    quarter: float
    middle: float
    three_quarters: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One program's action under each voice's weights: how many voices for which action."""

    program_id: str
    program_name: str
    voices: dict[Action, int]

    @property
    def is_stable(self) -> bool:
        """True where every voice's weights give one action."""
        return len(self.voices) == 1
