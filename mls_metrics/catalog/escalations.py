"""Numbers that rules of escalation may watch, and the rules to start with."""

from collections.abc import Mapping
from functools import cache

from mls_metrics.catalog.load import read_toml
from mls_metrics.model.escalation import EscalationRule, Watched

FILE = "escalation_rules.toml"


@cache
def watched() -> Mapping[str, Watched]:
    """Every number by id."""
    return {id_: Watched(id=id_, **entry) for id_, entry in read_toml(FILE)["measures"].items()}


@cache
def starting_rules() -> tuple[EscalationRule, ...]:
    """The rules that hold until a workspace keeps its own."""
    found = tuple(EscalationRule(**entry) for entry in read_toml(FILE)["rules"])
    assert all(rule.measure in watched() for rule in found), "a rule watches an unknown number"
    return found
