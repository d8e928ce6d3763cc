"""TOML to definitions, read once per process."""

import dataclasses
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mls_metrics.errors import PolicyError
from mls_metrics.model.definition import (
    Column,
    CompanyMetric,
    Context,
    Dimension,
    Metric,
    PartOfMetric,
    Parts,
    Table,
)
from mls_metrics.model.policy import DIMENSIONS, Policy

TABLE_TYPES = {"id", "text", "date", "month", "number", "money", "integer", "boolean", "enum"}


def read_toml(name: str) -> dict[str, Any]:
    """A TOML file of this room, parsed."""
    return tomllib.loads((files("mls_metrics.catalog") / name).read_text(encoding="utf-8"))


def parse_column(line: str) -> Column:
    """``name* type values...`` to a Column."""
    name, type_, *values = line.split()
    needed = name.endswith("*") or type_.endswith("*")
    name, type_ = name.rstrip("*"), type_.rstrip("*")
    assert type_ in TABLE_TYPES, f"unknown column type in tables.toml: {line}"
    return Column(name=name, type=type_, needed=needed, values=tuple(values))


@cache
def tables() -> Mapping[str, Table]:
    """Every canonical table by name."""
    return {
        name: Table(
            name=name,
            grain=entry["grain"],
            columns=tuple(parse_column(line) for line in entry["columns"]),
            key=tuple(entry.get("key", "").split()),
            group=tuple(entry.get("group", "").split()),
            steady=tuple(entry.get("steady", "").split()),
            is_book=entry.get("is_book", False),
            by_hand=entry.get("by_hand", False),
        )
        for name, entry in read_toml("tables.toml").items()
    }


@cache
def dimensions() -> Mapping[str, Dimension]:
    """The five dimensions in their fixed order."""
    entries = read_toml("dimensions.toml")
    return {id_: Dimension(id=id_, **entries[id_]) for id_ in DIMENSIONS}


@cache
def contexts() -> Mapping[str, Context]:
    """What stands beside the five dimensions, in order."""
    return {id_: Context(id=id_, **entry) for id_, entry in read_toml("contexts.toml").items()}


def heading(name: str) -> str:
    """The title of a dimension or of a context."""
    return dimensions()[name].title if name in dimensions() else contexts()[name].title


@cache
def metrics() -> Mapping[str, Metric]:
    """Every metric of the catalogue by id: the dimensions in their order, then the contexts."""
    return {
        id_: Metric(
            id=id_,
            **{
                **entry,
                "inputs": columns_of(entry["inputs"]),
                "needs": needs_of(entry["inputs"]),
            },
        )
        for name in (*DIMENSIONS, *contexts())
        for id_, entry in read_toml(f"metrics/{name}.toml").items()
    }


def columns_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Every column that is read, once: ``a|b`` are two of which one is enough, ``a?`` may lack."""
    names = [name for line in lines for name in line.removesuffix("?").split("|")]
    return tuple(dict.fromkeys(names))


def needs_of(lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """What must be there; each entry holds the columns of which one is enough."""
    return tuple(tuple(line.split("|")) for line in lines if not line.endswith("?"))


@cache
def company_metrics() -> Mapping[str, CompanyMetric]:
    """Every metric of the whole company by id."""
    return {
        id_: CompanyMetric(id=id_, **with_tuples(entry))
        for id_, entry in read_toml("company_metrics.toml").items()
    }


def with_tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with its lists as tuples, which nobody can change."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in entry.items()}


@cache
def parts() -> Parts:
    """How metrics are kept to the people of a region and to a stretch of time."""
    content = read_toml("parts.toml")
    return Parts(
        restrictions=content["restrictions"],
        metrics={id_: PartOfMetric(**entry) for id_, entry in content["metrics"].items()},
    )


@cache
def policy_entries() -> Mapping[str, Mapping[str, Any]]:
    """Every setting of the default policy with its value and its reason."""
    entries: Mapping[str, Mapping[str, Any]] = read_toml("policy.toml")["settings"]
    return entries


def load_policy(path: Path | None = None) -> Policy:
    """The default policy, with the entries of `path` in place of its own.

    Raises
    ------
    PolicyError
        Unreadable file, unknown entry, wrong type, or weights that do not sum to 1.
    """
    defaults = read_toml("policy.toml")
    values = {name: entry["value"] for name, entry in defaults["settings"].items()}
    weights = {name: defaults["weights"][name] for name in DIMENSIONS}
    if path is not None:
        own_weights, own_values = read_policy_file(path)
        weights |= own_weights
        values |= own_values
    total = sum(weights.values())
    if abs(total - 1) > 1e-6 or min(weights.values()) < 0:
        raise PolicyError(
            "The five dimension weights cannot be used.",
            f"They sum to {total:g}; each must be 0 or more and the sum 1.",
            "Correct the [weights] section of the policy file.",
        )
    return build_policy(values, tuple(weights[name] for name in DIMENSIONS))


def read_policy_file(path: Path) -> tuple[dict[str, float], dict[str, Any]]:
    """Weights and settings of a policy file, names checked."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PolicyError(
            f"The policy file '{path.name}' could not be read.",
            f"{error}.",
            "It must be TOML, as in docs/policy.example.toml.",
        ) from error
    weights = {k: v for k, v in content.get("weights", {}).items() if k != "reason"}
    settings = {
        name: entry["value"] if isinstance(entry, dict) else entry
        for name, entry in content.get("settings", {}).items()
    }
    sections = {name for name in content if name not in {"weights", "settings"}}
    unknown = (
        sections
        | {name for name in weights if name not in DIMENSIONS}
        | {name for name in settings if name not in policy_entries()}
    )
    if unknown:
        raise PolicyError(
            f"The policy file '{path.name}' holds names that mean nothing here.",
            f"Unknown: {', '.join(sorted(unknown))}.",
            "`mls_metrics explain policy` lists every name.",
        )
    return weights, settings


def build_policy(values: Mapping[str, Any], weights: tuple[float, ...]) -> Policy:
    """Settings to a Policy, each value of its declared type."""
    typed: dict[str, Any] = {}
    for spec in dataclasses.fields(Policy):
        if spec.name == "weights":
            continue
        kind = {"int": int, "float": float, "str": str}[
            getattr(spec.type, "__name__", str(spec.type))
        ]
        try:
            typed[spec.name] = kind(values[spec.name])
        except (TypeError, ValueError) as error:
            raise PolicyError(
                f"The policy entry '{spec.name}' cannot be used.",
                f"Found {values[spec.name]!r}.",
                f"It must be of type {kind.__name__}.",
            ) from error
    check_day("service_began_on", typed["service_began_on"])
    return Policy(weights=weights, **typed)  # type: ignore[arg-type]


def check_day(name: str, text: str) -> None:
    """Refuse a setting that is neither empty nor a day."""
    try:
        if text:
            date.fromisoformat(text)
    except ValueError as error:
        raise PolicyError(
            f"The policy entry '{name}' cannot be used.",
            f"Found '{text}'.",
            "Write a day as 2026-10-31, or leave it empty.",
        ) from error


def policy_sha256(policy: Policy) -> str:
    """Fingerprint of a policy: equal policies, equal fingerprint."""
    return hashlib.sha256(repr(dataclasses.astuple(policy)).encode()).hexdigest()
