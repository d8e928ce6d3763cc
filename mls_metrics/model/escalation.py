"""Rules of escalation: a condition on a live number, who is called, and within how many days."""

from dataclasses import dataclass

ABOVE, BELOW = "above", "below"
AUTHOR = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A number that rules may watch; `fact` gives it, "" where the assessment does."""

    id: str
    title: str
    unit: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRule:
    """One rule: it holds where the number lies above, or below, the threshold."""

    rule: str
    measure: str
    comparison: str
    threshold: float
    role: str
    days: int = 14

    def holds(self, value: float) -> bool:
        """True where the condition is met."""
        return value > self.threshold if self.comparison == ABOVE else value < self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A rule held against the number of today; `value` None where it is not known."""

    rule: EscalationRule
    value: float | None

    @property
    def is_triggered(self) -> bool:
        """True where the number is known and the condition is met."""
        return self.value is not None and self.rule.holds(self.value)
