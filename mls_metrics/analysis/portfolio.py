"""What can only be said of all programs together: objectives, orphans, groups, the service."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from mls_metrics.analysis.comparable import Score
from mls_metrics.analysis.pooling import ProgramRows, pool_programs
from mls_metrics.analysis.service import Rows, ServiceRows, describe_parts
from mls_metrics.model.decision import Portfolio
from mls_metrics.model.definition import Metric
from mls_metrics.model.estimate import Measure
from mls_metrics.model.evidence import ProgramFacts
from mls_metrics.model.policy import Policy


def describe_portfolio(
    objectives: pd.DataFrame,
    facts: Sequence[ProgramFacts],
    rows: Rows,
    *,
    metrics: Mapping[str, Metric],
    score: Score,
    parts: ServiceRows,
    company: Mapping[str, Measure],
    policy: Policy,
) -> Portfolio:
    """Objectives with their chains, orphans both ways, and pooled metrics by group and provider.

    Parameters
    ----------
    objectives : DataFrame
        Mart ``objective_map``.
    rows : mapping of metric id to DataFrame
        Sufficient statistics of every metric, by program.
    score : callable
        From a name and pooled metrics to their dimensions and score.
    parts : ServiceRows
        Counts of the service by region and over time.
    company : mapping of metric id to Measure
        The numbers of the whole company.
    """
    entries = tuple(objective_entry(row) for row in objectives.to_dict("records"))

    arrays = {id_: ProgramRows.of(frame) for id_, frame in rows.items()}

    def pooled(ids: Sequence[str]) -> dict[str, Measure]:
        return pooled_metrics(ids, arrays, metrics=metrics, policy=policy)

    return Portfolio(
        objectives=entries,
        orphan_programs=tuple(f.program_id for f in facts if f.objective_id is None),
        uncovered_objectives=tuple(
            str(entry["objective_id"]) for entry in entries if not entry["programs"]
        ),
        groups=tuple(
            {
                "program_group": name,
                "programs": [f.program_id for f in members],
                "metrics": pooled([f.program_id for f in members]),
            }
            for name, members in by_field(facts, "program_group").items()
        ),
        service=service_scores(facts, pooled, score)
        | describe_parts(parts, rows, metrics=metrics, score=score, policy=policy),
        company=company,
    )


def objective_entry(row: Mapping[Any, Any]) -> dict[str, Any]:
    """One objective with what serves it and what it lacks."""
    clean = {str(name): None if pd.isna(value) else value for name, value in row.items()}
    due_on = clean["due_on"]
    return {
        "objective_id": clean["objective_id"],
        "objective": clean["objective"],
        "category": clean["category"],
        "kpi": clean["kpi"],
        "due_on": due_on.date() if isinstance(due_on, pd.Timestamp) else due_on,
        "owner": clean["owner"],
        "programs": [name for name in str(clean["programs"] or "").split(", ") if name],
        "spend": None if clean["spend"] is None else float(clean["spend"]),
        "chain_complete": not clean["missing_step"],
        "missing_step": clean["missing_step"] or "",
    }


def by_field(facts: Sequence[ProgramFacts], field: str) -> dict[str, list[ProgramFacts]]:
    """Programs by the value of a field, those without one left out, names in order."""
    groups: dict[str, list[ProgramFacts]] = {}
    for entry in facts:
        value = getattr(entry, field)
        if value is not None:
            groups.setdefault(str(value), []).append(entry)
    return dict(sorted(groups.items()))


def pooled_metrics(
    ids: Sequence[str],
    rows: Mapping[str, ProgramRows],
    *,
    metrics: Mapping[str, Metric],
    policy: Policy,
) -> dict[str, Measure]:
    """Every metric over these programs together."""
    return {
        id_: pool_programs(metrics[id_], entry, ids, policy=policy) for id_, entry in rows.items()
    }


def service_scores(
    facts: Sequence[ProgramFacts],
    pooled: Callable[[Sequence[str]], dict[str, Measure]],
    score: Score,
) -> dict[str, Any]:
    """The five dimensions of the whole service, and by provider, party and platform."""

    def scored(name: str, members: Sequence[ProgramFacts]) -> Mapping[str, Any]:
        return score(name, pooled([entry.program_id for entry in members]))

    parts = {
        f"by_{field}": {
            name: scored(f"{field} {name}", members)
            for name, members in by_field(facts, field).items()
        }
        for field in ("provider", "party", "platform")
    }
    return {"all": scored("all", facts), **parts}
