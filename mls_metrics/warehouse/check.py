"""Doubts about the data: each check returns its offending rows, its sidecar says what they mean."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from mls_metrics.model.source import Finding, Severity
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import settings

EXAMPLE_VALUES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its select and the words for what it finds.

    ``sentence`` may name ``{rows}`` (how many offending rows) and any column of the select in
    braces (its first few distinct values). ``lists`` is false where naming rows is of no use.
    """

    id: str
    severity: Severity
    sentence: str
    fix: str
    sql: str


@cache
def checks() -> Mapping[str, Check]:
    """Every check by its id, in alphabetical order."""
    folder = files("mls_metrics.warehouse") / "checks"
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    found = {}
    for name in names:
        entry = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        id_ = name.removesuffix(".toml")
        found[id_] = Check(
            id=id_,
            severity=Severity(entry["severity"]),
            sentence=entry["sentence"],
            fix=entry["fix"],
            sql=(folder / f"{id_}.sql").read_text(encoding="utf-8"),
        )
    return found


def check(store: Store) -> tuple[Finding, ...]:
    """What is doubtful or missing in the data, worst first.

    Parameters
    ----------
    store : Store
        With its relations built.
    """
    found = [finding_of(entry, offending(store, entry)) for entry in checks().values()]
    order = list(Severity)
    doubts = [finding for finding in found if finding.rows]
    return tuple(sorted(doubts, key=lambda doubt: (-order.index(doubt.severity), doubt.id)))


def offending(store: Store, entry: Check) -> pd.DataFrame:
    """The rows a check objects to, in the order of their columns."""
    frame = store.query(entry.sql, settings(store))
    return frame.sort_values(list(frame.columns), kind="stable", ignore_index=True)


def finding_of(entry: Check, rows: pd.DataFrame) -> Finding:
    """The finding of one check; zero rows where there is nothing to say."""
    slots: dict[str, Any] = {name: listed(rows[name]) for name in rows.columns}
    return Finding(
        id=entry.id,
        severity=entry.severity,
        rows=len(rows),
        sentence=entry.sentence.format_map(slots | {"rows": f"{len(rows):,}"}),
        fix=entry.fix.format_map(slots | {"rows": f"{len(rows):,}"}),
    )


def listed(values: pd.Series) -> str:
    """The first few distinct values in words, and how many more there are."""
    distinct = [str(value) for value in values.dropna().unique()]
    shown = ", ".join(distinct[:EXAMPLE_VALUES])
    more = len(distinct) - EXAMPLE_VALUES
    return f"{shown} and {more:,} more" if more > 0 else shown
