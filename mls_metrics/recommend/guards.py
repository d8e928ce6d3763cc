"""Guards: what stops the most probable action, each by name."""

from dataclasses import dataclass

import numpy as np

from mls_metrics.model.decision import Action, Reason
from mls_metrics.model.draws import VerdictDraws
from mls_metrics.model.estimate import Estimate, FloatArray
from mls_metrics.model.evidence import Grade, ProgramEvidence
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.grades import GradeResult
from mls_metrics.recommend.reasons import reason, share

# A hidden factor that explains an effect away leaves no effect, and no effect covers no cost.
SPARED_BY_RETIRE = frozenset({"hidden_factor", "unrecorded_choice"})
# A motive that nobody recorded is a reason not to grow, and none to stop what seems to pay.
SPARED_BY_KEEP = frozenset({"unrecorded_choice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The most probable action of one program with what guards look at.

    `retire_at_best` is the share of worlds that retire it even with every dimension that has no
    data at its best, 0-1.
    """

    evidence: ProgramEvidence
    grade: GradeResult
    action: Action
    probability: float
    worth_its_cost: float
    stability: float
    scale_allowed_by_portfolio: bool
    retire_at_best: float = 1.0


def guarded_action(candidate: Candidate, policy: Policy) -> tuple[Action, tuple[Reason, ...]]:
    """The action after the guards, with a reason for each guard that fired."""
    untrusted = dates_untrusted(candidate.evidence, policy)
    if untrusted is not None and candidate.action is not Action.FIND_OUT:
        return Action.FIND_OUT, (untrusted,)
    if candidate.action is Action.SCALE:
        stops = scale_stops(candidate, policy)
        return (fallback_from_scale(candidate, policy) if stops else Action.SCALE), stops
    if candidate.action is Action.RETIRE:
        stops = retire_stops(candidate, policy)
        return (Action.FIND_OUT if stops else Action.RETIRE), stops
    return candidate.action, ()


def dates_untrusted(evidence: ProgramEvidence, policy: Policy) -> Reason | None:
    """A reason where too many trainings are dated outside employment."""
    facts = evidence.facts
    dated = facts.starters + facts.outside_employment
    if not dated or facts.outside_employment / dated <= policy.outside_employment_limit:
        return None
    return reason("data_outside_employment", share=share(facts.outside_employment / dated))


def common_stops(
    candidate: Candidate, *, bar: float, needed: str, spared: frozenset[str] = frozenset()
) -> list[Reason]:
    """Guards that scale and retire share: probability, evidence, blocking checks not spared."""
    word = candidate.action.value.replace("_", " ").capitalize()
    stops: list[Reason] = []
    if candidate.probability < bar:
        stops.append(
            reason(
                "probability_below_bar",
                action=word,
                probability=share(candidate.probability),
                bar=share(bar),
            )
        )
    if not candidate.grade.grade.at_least(Grade(needed)):
        stops.append(
            reason("evidence_below_bar", action=word, bar=needed, grade=candidate.grade.grade)
        )
    stops += [
        reason("check_blocks", check=check.sentence)
        for check in candidate.grade.blocking
        if check.name not in spared
    ]
    return stops


def scale_stops(candidate: Candidate, policy: Policy) -> tuple[Reason, ...]:
    """Reasons that stop scaling; none where it may go ahead."""
    stops = common_stops(candidate, bar=policy.scale_probability, needed=policy.scale_evidence)
    if candidate.stability < policy.scale_stability:
        stops.append(
            reason(
                "unstable_weights",
                action="Scale",
                share=share(candidate.stability),
                bar=share(policy.scale_stability),
            )
        )
    if not stops and not candidate.scale_allowed_by_portfolio:
        stops.append(reason("false_discovery"))
    return tuple(stops)


def retire_stops(candidate: Candidate, policy: Policy) -> tuple[Reason, ...]:
    """Reasons that stop retiring; none where it may be recommended."""
    stops = common_stops(
        candidate,
        bar=policy.retire_probability,
        needed=policy.retire_evidence,
        spared=SPARED_BY_RETIRE,
    )
    effect = candidate.evidence.effects["productivity"]
    if not isinstance(effect.measure, Estimate):
        kpi = effect.kpi or candidate.evidence.facts.objective_kpi or "any KPI"
        stops.append(reason("unmeasured_benefit", kpi=kpi))
    if candidate.retire_at_best < policy.retire_probability <= candidate.probability:
        stops.append(reason("unscored_dimension"))
    if isinstance(effect.measure, Estimate) and effect.value_per_unit is None:
        helps = effect.measure.low > 0 if effect.higher_is_better else effect.measure.high < 0
        if helps:
            stops.append(reason("unpriced_effect", kpi=effect.kpi))
    return tuple(stops)


def fallback_from_scale(candidate: Candidate, policy: Policy) -> Action:
    """Keep where it surely covers its cost on good enough evidence; find out otherwise."""
    sure = candidate.worth_its_cost >= policy.scale_probability
    sound = candidate.grade.grade.at_least(Grade(policy.scale_evidence))
    stops = any(check.name not in SPARED_BY_KEEP for check in candidate.grade.blocking)
    return Action.KEEP if sure and sound and not stops else Action.FIND_OUT


def discovery_set(false_chance: FloatArray, candidates: FloatArray, *, rate: float) -> FloatArray:
    """Which candidates may be scaled so that the expected share of false calls stays in bounds.

    Parameters
    ----------
    false_chance : ndarray, shape (P,)
        Probability that the program is not worth its cost.
    candidates : ndarray of bool, shape (P,)
    rate : float
        Highest expected share of false calls, 0-1.

    Returns
    -------
    ndarray of bool, shape (P,)
        The largest set of the surest candidates whose mean false chance is at most `rate`.

    References
    ----------
    .. [1] Mueller, Parmigiani & Rice (2007), FDR and Bayesian multiple comparisons rules.
    """
    allowed = np.zeros(len(false_chance), dtype=bool)
    order = [row for row in np.argsort(false_chance, kind="stable") if candidates[row]]
    running = np.cumsum(false_chance[order]) / np.arange(1, len(order) + 1)
    allowed[[row for row, mean in zip(order, running, strict=True) if mean <= rate]] = True
    return allowed


def worth_its_cost(draws: VerdictDraws, policy: Policy) -> FloatArray:
    """Share of worlds in which each program covers its cost, (P,); 0 where cost is unknown."""
    cost = draws.cost[:, None]
    worth = draws.benefit >= policy.smallest_worthwhile_share * np.nan_to_num(cost)
    return np.where(np.isnan(draws.cost), 0.0, worth.mean(axis=1))
