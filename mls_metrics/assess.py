"""From a workspace to an assessment: gather, analyse, recommend.

SQL meets statistics only here, in `gather` and in `effects`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from mls_metrics.analysis.inflation import estimate_inflation
from mls_metrics.analysis.portfolio import describe_portfolio
from mls_metrics.analysis.skill_standing import find_skill_map, skill_standings
from mls_metrics.analysis.skills import find_skill_gaps
from mls_metrics.analysis.success import dimension_draws, dimension_measures, overall_measure
from mls_metrics.catalog.load import dimensions, load_policy, metrics, policy_sha256
from mls_metrics.company import describe_organization, measure_company
from mls_metrics.effects import estimate_effects
from mls_metrics.gather import (
    count_competent,
    count_metrics,
    gather_evidence,
    hide_if_small,
    measure_programs,
    read_facts,
    read_filled,
)
from mls_metrics.model.decision import Assessment, Portfolio, Provenance
from mls_metrics.model.estimate import Measure
from mls_metrics.model.evidence import ProgramEvidence, ProgramFacts
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.recommend import recommend
from mls_metrics.recommend.worlds import make_worlds
from mls_metrics.service import count_service
from mls_metrics.version import __version__
from mls_metrics.warehouse.check import check
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import count_enrollments, count_people, fetch
from mls_metrics.workspace import Workspace

INFLATION = "inflation_of_estimates"
Progress = Callable[[str], None]
Weights = tuple[float, float, float, float, float]


def silent(_step: str) -> None:
    """Say nothing about progress."""


def assess(
    workspace: Workspace,
    *,
    policy: Policy | None = None,
    as_of: date | None = None,
    progress: Progress = silent,
) -> Assessment:
    """The whole answer for what the workspace holds.

    Parameters
    ----------
    workspace : Workspace
        With at least one import; its relations are (re)built.
    policy : Policy, optional
        The default policy where left out.
    as_of : date, optional
        What counts as today; else the latest date in the data that is not in the future.
    progress : callable
        Told each step's name as it begins.

    Returns
    -------
    Assessment
        The same files, policy and as-of date give the same values.

    Raises
    ------
    NothingUsableError
        The workspace holds no dated rows.
    """
    policy = policy or load_policy()
    progress("Building tables")
    day = workspace.build(as_of=as_of, policy=policy)
    store = workspace.store
    progress("Measuring programs")
    facts = read_facts(store)
    rows = count_metrics(store, day)
    cells = fetch(store, "skill_gaps")
    progress("Estimating effects")
    effects = estimate_effects(store, facts, policy, progress=progress)
    evidence = gather_evidence(
        facts,
        measure_programs(rows, policy),
        effects,
        competent=count_competent(rows),
        filled=read_filled(store),
        policy=policy,
    )
    progress("Weighing the evidence")
    points, observed = dimension_draws(
        {entry.facts.program_id: entry.metrics for entry in evidence},
        metrics=metrics(),
        dimensions=dimensions(),
        draws=policy.draws,
        seed=policy.seed,
    )
    worlds = make_worlds(evidence, points, observed, policy=policy, as_of=day)
    recommendations = recommend(
        evidence, worlds, policy=policy, metrics=metrics(), dimensions=dimensions(), as_of=day
    )
    return Assessment(
        recommendations=tuple(hide_if_small(item, policy) for item in recommendations),
        skill_gaps=find_skill_gaps(cells, policy=policy),
        skill_map=find_skill_map(cells, policy=policy),
        skills=skill_standings(fetch(store, "skill_standing"), policy=policy),
        portfolio=whole_of(store, facts, rows, evidence, policy=policy, day=day),
        findings=(*workspace.findings_of_intake(), *check(store, as_of=day, policy=policy)),
        imports=tuple(workspace.imports()),
        policy=policy,
        provenance=Provenance(
            product_version=__version__,
            as_of=day,
            seed=policy.seed,
            policy_sha256=policy_sha256(policy),
            data_sha256=workspace.data_sha256(),
            books_sha256=workspace.books_sha256(),
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        ),
        worlds=worlds,
        organization=describe_organization(store),
    )


def whole_of(
    store: Store,
    facts: Sequence[ProgramFacts],
    rows: Mapping[str, pd.DataFrame],
    evidence: Sequence[ProgramEvidence],
    *,
    policy: Policy,
    day: date,
) -> Portfolio:
    """What is said of all programs together, of the service and of the company."""
    portfolio = describe_portfolio(
        fetch(store, "objective_map"),
        facts,
        rows,
        metrics=metrics(),
        score=lambda name, measures: score_service(name, measures, policy),
        parts=count_service(store, policy, day),
        company=measure_company(store, policy),
        policy=policy,
    )
    inflation = estimate_inflation(evidence, policy)
    return replace(
        portfolio,
        company={INFLATION: inflation.ratio, **portfolio.company},
        inflation=inflation.ratio,
        adjusted_estimates=inflation.adjusted,
        people=count_people(store),
        enrollments=count_enrollments(store),
    )


def with_books(assessment: Assessment, workspace: Workspace) -> Assessment:
    """The same answer with what the organization's books say now; after `build`.

    No verdict rests on the books, so a change in them needs no new assessment.
    """
    store, policy = workspace.store, assessment.policy
    day = assessment.provenance.as_of
    made = {id_: one for id_, one in assessment.portfolio.company.items() if id_ == INFLATION}
    company = {**made, **measure_company(store, policy)}
    return replace(
        assessment,
        portfolio=replace(assessment.portfolio, company=company),
        findings=(*workspace.findings_of_intake(), *check(store, as_of=day, policy=policy)),
        imports=tuple(workspace.imports()),
        organization=describe_organization(store),
        provenance=replace(assessment.provenance, books_sha256=workspace.books_sha256()),
    )


def score_service(name: str, measures: Mapping[str, Measure], policy: Policy) -> dict[str, Any]:
    """Five dimensions and the total of pooled metrics: the service, or a part of it."""
    points, observed = dimension_draws(
        {name: measures},
        metrics=metrics(),
        dimensions=dimensions(),
        draws=policy.draws,
        seed=policy.seed,
    )
    measured = dimension_measures(
        measures,
        points[0],
        observed[0],
        metrics=metrics(),
        dimensions=dimensions(),
        level=policy.level,
    )
    return {"dimensions": measured, "score": overall_measure(points[0], observed[0], policy)}


def reweigh(assessment: Assessment, weights: Weights) -> Assessment:
    """The same evidence under other dimension weights, from the stored draws.

    Parameters
    ----------
    weights : tuple of five float
        In the order of `DIMENSIONS`, each 0 or more; they are scaled to sum to 1.
    """
    total = sum(weights)
    first, second, third, fourth, fifth = (weight / total for weight in weights)
    policy = replace(assessment.policy, weights=(first, second, third, fourth, fifth))
    recommendations = recommend(
        [item.evidence for item in assessment.recommendations],
        assessment.worlds,
        policy=policy,
        metrics=metrics(),
        dimensions=dimensions(),
        as_of=assessment.provenance.as_of,
    )
    provenance = replace(assessment.provenance, policy_sha256=policy_sha256(policy))
    return replace(
        assessment,
        recommendations=tuple(hide_if_small(item, policy) for item in recommendations),
        policy=policy,
        provenance=provenance,
    )
