"""Reasons of a verdict: codes and sentences from the catalogue's closed list."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from mls_metrics.catalog.load import read_toml
from mls_metrics.model.decision import Reason


@cache
def reason_entries() -> Mapping[str, Mapping[str, Any]]:
    """Every reason code with its sentence and whether it can change an action."""
    return read_toml("reasons.toml")


def reason(code: str, **slots: object) -> Reason:
    """A reason with the slots of its sentence filled in."""
    return Reason(code=code, sentence=str(reason_entries()[code]["sentence"]).format(**slots))


def money(amount: float, currency: str) -> str:
    """An amount as people read it, rounded to three significant digits."""
    return f"{signed(amount)}{currency} {abs(round_significant(amount)):,.0f}"


def signed(amount: float) -> str:
    """A true minus sign for negative amounts, nothing else."""
    return "\u2212" if round_significant(amount) < 0 else ""


def round_significant(amount: float, digits: int = 3) -> float:
    """`amount` to that many significant digits."""
    return float(f"{amount:.{digits}g}")


def share(value: float) -> str:
    """A share as a whole percentage."""
    return f"{value:.0%}"
