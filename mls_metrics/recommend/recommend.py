"""From evidence and policy to a recommendation per program."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from mls_metrics.analysis.success import dimension_measures, overall_measure
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.definition import Dimension, Metric
from mls_metrics.model.draws import Worlds
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.decide import Tally, judge
from mls_metrics.recommend.explain import explain_action
from mls_metrics.recommend.flips import find_flips
from mls_metrics.recommend.guards import Candidate, guarded_action
from mls_metrics.recommend.next_evidence import next_evidence
from mls_metrics.recommend.ranking import rank_programs
from mls_metrics.recommend.rules import ACTIONS, CODE
from mls_metrics.recommend.value import break_even, chance_of_net_benefit, net_value, roi


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
    ranks = rank_programs(evidence, worlds.draws, policy)
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
        roi=roi(row, entry, draws, policy),
        chance_of_net_benefit=chance_of_net_benefit(row, entry, draws, policy),
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


def add_months(day: date, months: int) -> date:
    """The same day that many months later, or the month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
