"""Which action each program gets, with what guards say: all a verdict needs, and nothing more.

`recommend` puts reasons, flips and the next evidence beside it; a scenario's step takes it as it
is. Both judge here, so they cannot differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.decision import Action, Reason
from mls_metrics.model.draws import VerdictDraws, Worlds
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.evidence import Grade, ProgramEvidence
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.grades import GradeResult, grade_verdict
from mls_metrics.recommend.guards import (
    Candidate,
    discovery_set,
    guarded_action,
    scale_stops,
    worth_its_cost,
)
from mls_metrics.recommend.rules import (
    ACTIONS,
    CODE,
    action_codes,
    action_shares,
    overall_scores,
)
from mls_metrics.recommend.worlds import EFFECTS

BEST = 100.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """How often each action comes out, shapes (P, 5) and (W, P)."""

    shares: FloatArray
    best_any_weights: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The action of one program, without what is said beside it.

    Parameters
    ----------
    leading : Action
        The most probable action, which a guard may have replaced.
    stability_any_weights : float
        Share of the weightings within the agreed bounds under which `action` is most probable.
    """

    program_id: str
    action: Action
    leading: Action
    probability: Mapping[Action, float]
    stability_any_weights: float
    grade: Grade
    guards: tuple[Reason, ...]


def decide(
    evidence: Sequence[ProgramEvidence], worlds: Worlds, policy: Policy
) -> tuple[Decision, ...]:
    """The actions that `recommend` gives under the same policy, in the order of `evidence`."""
    if not evidence:
        return ()
    tally, candidates = judge(evidence, worlds, policy)
    return decisions_of(tally, candidates, policy)


def decisions_of(
    tally: Tally, candidates: Sequence[Candidate], policy: Policy
) -> tuple[Decision, ...]:
    """The decisions of candidates after their guards."""
    found = []
    stability = any_weights_stability(tally)
    for row, candidate in enumerate(candidates):
        action, guards = guarded_action(candidate, policy)
        found.append(
            Decision(
                program_id=candidate.evidence.facts.program_id,
                action=action,
                leading=candidate.action,
                probability={a: float(tally.shares[row, CODE[a]]) for a in ACTIONS},
                stability_any_weights=float(stability[row, CODE[action]]),
                grade=candidate.grade.grade,
                guards=guards,
            )
        )
    return tuple(found)


def judge(
    evidence: Sequence[ProgramEvidence], worlds: Worlds, policy: Policy
) -> tuple[Tally, list[Candidate]]:
    """How often each action comes out, and the most probable one with what guards look at."""
    tally = tally_actions(worlds, policy)
    grades = [grade_of(row, entry, worlds) for row, entry in enumerate(evidence)]
    stability = any_weights_stability(tally)
    return tally, make_candidates(evidence, worlds, tally, grades, stability, policy)


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


def retire_at_best(draws: VerdictDraws, tally: Tally, policy: Policy) -> FloatArray:
    """Share of worlds that retire each program with every unscored dimension at its best, (P,).

    A dimension without data stands at its wide prior in the score, and may so lie below what its
    data would have shown. Only programs that would be retired and lack a dimension are counted.
    """
    retired = tally.shares.argmax(axis=1) == CODE[Action.RETIRE]
    shares = tally.shares[:, CODE[Action.RETIRE]].copy()
    if not (retired & ~draws.observed.all(axis=1)).any():
        return shares
    points = np.where(draws.observed[:, None, :], draws.dimensions, BEST)
    full = replace(draws, dimensions=points)
    codes = action_codes(full, overall_scores(full, np.asarray(policy.weights), policy), policy)
    return np.minimum(shares, action_shares(codes)[:, CODE[Action.RETIRE]])


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
    at_best = retire_at_best(worlds.draws, tally, policy)

    def candidate(row: int, *, allowed: bool) -> Candidate:
        return Candidate(
            evidence=evidence[row],
            grade=grades[row],
            action=ACTIONS[best[row]],
            probability=float(tally.shares[row, best[row]]),
            worth_its_cost=float(worth[row]),
            stability=float(stability[row, best[row]]),
            scale_allowed_by_portfolio=allowed,
            retire_at_best=float(at_best[row]),
        )

    free = [candidate(row, allowed=True) for row in range(len(evidence))]
    scaling = np.array(
        [c.action is Action.SCALE and not scale_stops(c, policy) for c in free], dtype=bool
    )
    allowed = discovery_set(1 - worth, scaling, rate=policy.false_discovery_rate)
    return [candidate(row, allowed=bool(allowed[row])) for row in range(len(evidence))]
