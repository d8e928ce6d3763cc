"""From evidence and policy to a recommendation per program."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mls_metrics.analysis.success import dimension_measures, overall_measure
from mls_metrics.model.decision import Action, Recommendation
from mls_metrics.model.definition import Dimension, Metric
from mls_metrics.model.draws import Worlds
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.explain import explain_action
from mls_metrics.recommend.flips import find_flips
from mls_metrics.recommend.grades import GradeResult, grade_verdict
from mls_metrics.recommend.guards import (
    Candidate,
    discovery_set,
    guarded_action,
    scale_stops,
    worth_its_cost,
)
from mls_metrics.recommend.next_evidence import next_evidence
from mls_metrics.recommend.rules import (
    ACTIONS,
    CODE,
    action_codes,
    action_shares,
    overall_scores,
)
from mls_metrics.recommend.value import break_even, chance_of_net_benefit, net_value, roi
from mls_metrics.recommend.worlds import EFFECTS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """How often each action comes out, shapes (P, 5) and (W, P)."""

    shares: FloatArray
    best_any_weights: NDArray[np.int8]


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
    tally = tally_actions(worlds, policy)
    grades = [grade_of(row, entry, worlds) for row, entry in enumerate(evidence)]
    stability = any_weights_stability(tally)
    candidates = make_candidates(evidence, worlds, tally, grades, stability, policy)
    return tuple(
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


def tally_actions(worlds: Worlds, policy: Policy) -> Tally:
    """Counts of the rule's actions under the agreed weights, beside the best under any weights."""
    agreed = overall_scores(worlds.draws, np.asarray(policy.weights), policy)
    shares = action_shares(action_codes(worlds.draws, agreed, policy))
    return Tally(shares=shares, best_any_weights=worlds.best_any_weights)


def any_weights_stability(tally: Tally) -> FloatArray:
    """Share of weight vectors giving each action as the most probable one, shape (P, 5)."""
    codes = range(len(ACTIONS))
    return np.stack([(tally.best_any_weights == code).mean(axis=0) for code in codes], axis=1)


def grade_of(row: int, entry: ProgramEvidence, worlds: Worlds) -> GradeResult:
    """Evidence grade of one program's verdict."""
    return grade_verdict(
        [entry.effects[name] for name in EFFECTS],
        [float(gain) for gain in worlds.information[row]],
        mandatory_known=bool(worlds.draws.mandatory[row] and worlds.draws.delivery_known[row]),
    )


def make_candidates(
    evidence: Sequence[ProgramEvidence],
    worlds: Worlds,
    tally: Tally,
    grades: Sequence[GradeResult],
    stability: FloatArray,
    policy: Policy,
) -> list[Candidate]:
    """The most probable action of each program, with the portfolio's bound on false calls."""
    worth = worth_its_cost(worlds.draws, policy)
    best = tally.shares.argmax(axis=1)

    def candidate(row: int, *, allowed: bool) -> Candidate:
        return Candidate(
            evidence=evidence[row],
            grade=grades[row],
            action=ACTIONS[best[row]],
            probability=float(tally.shares[row, best[row]]),
            worth_its_cost=float(worth[row]),
            stability=float(stability[row, best[row]]),
            scale_allowed_by_portfolio=allowed,
        )

    free = [candidate(row, allowed=True) for row in range(len(evidence))]
    scaling = np.array(
        [c.action is Action.SCALE and not scale_stops(c, policy) for c in free], dtype=bool
    )
    allowed = discovery_set(1 - worth, scaling, rate=policy.false_discovery_rate)
    return [candidate(row, allowed=bool(allowed[row])) for row in range(len(evidence))]


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
