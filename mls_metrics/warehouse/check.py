"""Checks: selects that return offending rows, told as findings."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from mls_metrics.model.policy import Policy
from mls_metrics.model.source import Finding, Severity
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.sidecars import sidecar

EXAMPLES_SHOWN = 5


@cache
def check_ids() -> tuple[str, ...]:
    """Names of the checks, in order."""
    room = files("mls_metrics.warehouse").joinpath("checks")
    names = [path.name for path in room.iterdir() if path.name.endswith(".sql")]
    return tuple(sorted(name.removesuffix(".sql") for name in names))


def check_sql(check_id: str) -> str:
    """The select of one check."""
    path = files("mls_metrics.warehouse").joinpath("checks", f"{check_id}.sql")
    return path.read_text(encoding="utf-8")


def check(store: Store, *, as_of: date, policy: Policy) -> tuple[Finding, ...]:
    """Every doubt about the data, and every table that is missed, gravest first."""
    params: dict[str, Any] = {"as_of": as_of, "currency": policy.currency}
    found = [finding_of(id_, store.query(check_sql(id_), params)) for id_ in check_ids()]
    findings = [finding for finding in found if finding is not None]
    findings += missing_tables(store)
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    return tuple(sorted(findings, key=lambda finding: (order[finding.severity], finding.id)))


def finding_of(check_id: str, offending: pd.DataFrame) -> Finding | None:
    """The finding of a check; None where no row offends."""
    if offending.empty:
        return None
    entry = sidecar("checks", check_id)
    slots: dict[str, Any] = {"rows": f"{len(offending):,}"}
    if "example" in offending:
        names = [str(name) for name in offending["example"].drop_duplicates()[:EXAMPLES_SHOWN]]
        slots["examples"] = ", ".join(names)
    words = entry.get("one", entry["sentence"]) if len(offending) == 1 else entry["sentence"]
    return Finding(
        id=check_id,
        severity=Severity(entry["severity"]),
        rows=len(offending),
        sentence=str(words).format(**slots),
        fix=str(entry["fix"]).format(**slots),
    )


@cache
def missing_entries() -> Mapping[str, Mapping[str, str]]:
    """What cannot be answered without each table."""
    path = files("mls_metrics.warehouse").joinpath("checks", "missing_tables.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def missing_tables(store: Store) -> list[Finding]:
    """One finding for each table that holds nothing and would answer something."""
    findings = []
    for table, entry in missing_entries().items():
        if store.rows(f"select count(*) from staging.stg_{table}")[0][0] == 0:
            findings.append(
                Finding(
                    id=f"missing_{table}",
                    severity=Severity(entry.get("severity", "info")),
                    rows=0,
                    sentence=entry["sentence"],
                    fix=entry["fix"],
                )
            )
    return findings


def checks_markdown() -> list[str]:
    """Every check and every missing table as rows of a Markdown table, by id."""
    rows = {}
    for id_ in check_ids():
        entry = sidecar("checks", id_)
        rows[id_] = (entry["severity"], entry["sentence"], entry["fix"])
    for table, words in missing_entries().items():
        rows[f"missing_{table}"] = (words.get("severity", "info"), words["sentence"], words["fix"])
    return [
        f"| `{id_}` | {severity} | {sentence} | {fix} |"
        for id_, (severity, sentence, fix) in sorted(rows.items())
    ]
