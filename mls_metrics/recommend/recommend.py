"""From evidence and policy to a recommendation per program."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from mls_metrics.analysis.success import dimension_measures, overall_measure
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.definition import Dimension, Metric
from mls_metrics.model.draws import VerdictDraws, Worlds
from mls_metrics.model.estimate import Estimate, FloatArray, Measure, NotEstimable
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.decide import Tally, judge
from mls_metrics.recommend.explain import explain_action
from mls_metrics.recommend.flips import find_flips
from mls_metrics.recommend.guards import Candidate, guarded_action
from mls_metrics.recommend.next_evidence import next_evidence
from mls_metrics.recommend.ranking import rank_programs
from mls_metrics.recommend.rules import ACTIONS, CODE
from mls_metrics.recommend.worlds import EFFECTS


def recommend(
    evidence: Sequence[ProgramEvidence],
    worlds: Worlds,
    *,
    policy: Policy,
    metrics: Mapping[str, Metric],
    dimensions: Mapping[str, Dimension],
    as_of: date,
) -> tuple[Recommendation, ...]:
    """A recommendation for every program, in the order of `evidence`.

    Parameters
    ----------
    evidence : sequence of ProgramEvidence, length P
    worlds : Worlds
        Draws for the same P programs.
    """
    if not evidence:
        return ()
    tally, candidates = judge(evidence, worlds, policy)
    ranks = rank_programs([entry.facts for entry in evidence], worlds.draws, policy)
    verdicts = (
        assemble(
            row,
            candidate,
            worlds,
            tally,
            policy=policy,
            metrics=metrics,
            dimensions=dimensions,
            as_of=as_of,
        )
        for row, candidate in enumerate(candidates)
    )
    return tuple(replace(verdict, rank=ranks.get(verdict.program_id)) for verdict in verdicts)


def assemble(
    row: int,
    candidate: Candidate,
    worlds: Worlds,
    tally: Tally,
    *,
    policy: Policy,
    metrics: Mapping[str, Metric],
    dimensions: Mapping[str, Dimension],
    as_of: date,
) -> Recommendation:
    """One recommendation with everything that is said beside it."""
    entry, draws = candidate.evidence, worlds.draws
    action, guards = guarded_action(candidate, policy)
    measured = dimension_measures(
        entry.metrics,
        draws.dimensions[row],
        draws.observed[row],
        metrics=metrics,
        dimensions=dimensions,
        level=policy.level,
    )
    explained = explain_action(
        row,
        entry,
        worlds,
        measured,
        action=action,
        policy=policy,
        as_of=as_of,
        dimensions=dict(dimensions),
    )
    return Recommendation(
        evidence=entry,
        action=action,
        probability={a: float(tally.shares[row, CODE[a]]) for a in ACTIONS},
        stability_given_weights=float(tally.shares[row, CODE[action]]),
        stability_any_weights=float((tally.best_any_weights[:, row] == CODE[action]).mean()),
        agree_if_known=float(worlds.agree_if_known[row]),
        grade=candidate.grade.grade,
        grade_reasons=candidate.grade.reasons,
        dimensions=measured,
        score=overall_measure(draws.dimensions[row], draws.observed[row], policy),
        net_value=net_value(row, entry, draws, policy),
        break_even=break_even(row, entry, worlds, policy),
        reasons=(*guards, *explained),
        flips=find_flips(
            row,
            entry,
            worlds,
            np.asarray(policy.weights),
            action=candidate.action,
            policy=policy,
        ),
        next_evidence=next_evidence(row, entry, worlds, policy=policy),
        owner=entry.facts.owner or policy.default_owner,
        review_on=add_months(as_of, getattr(policy, f"review_months_{action.value}")),
    )


def net_value(row: int, entry: ProgramEvidence, draws: VerdictDraws, policy: Policy) -> Measure:
    """First-year benefit minus fully loaded cost over all starters, in money."""
    cost, starters = float(draws.cost[row]), entry.facts.starters
    if not np.isfinite(cost):
        return NotEstimable(
            reason="The program's cost is not known.",
            needed="A row for this program in the costs table, or a cost per enrollment.",
            n=starters,
        )
    if not any(isinstance(entry.effects[name].measure, Estimate) for name in EFFECTS):
        return NotEstimable(
            reason="No effect could be estimated, so there is no benefit to put a value on.",
            needed="What the refused effects name.",
            n=starters,
        )
    total = (draws.benefit[row] - cost) * starters
    return interval(
        total, n=starters, unit=entry.facts.currency, level=policy.level, method="net_value"
    )


def break_even(row: int, entry: ProgramEvidence, worlds: Worlds, policy: Policy) -> Measure:
    """The retention difference, in pp, at which the program just covers its cost."""
    cost = float(worlds.draws.cost[row])
    if not np.isfinite(cost):
        return NotEstimable(
            reason="The program's cost is not known.",
            needed="A row for this program in the costs table, or a cost per enrollment.",
            n=entry.facts.starters,
        )
    salary = entry.facts.mean_salary or policy.default_salary
    shares = (
        policy.replacement_cost_share,
        policy.replacement_cost_share_high,
        policy.replacement_cost_share_low,
    )
    value, low, high = (100 * cost / (salary * part) for part in shares)
    return Estimate(
        value=value,
        low=low,
        high=high,
        n=entry.facts.starters,
        unit="pp",
        method="break_even",
        level=policy.level,
    )


def interval(draws: FloatArray, *, n: int, unit: str, level: float, method: str) -> Estimate:
    """Mean and central interval of draws, shape (S,)."""
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    value = float(draws.mean())
    return Estimate(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        n=n,
        unit=unit,
        method=method,
        level=level,
    )


def add_months(day: date, months: int) -> date:
    """The same day that many months later, or the month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
