"""From a scenario and an assessment to decisions, people and money, from the stored draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mls_metrics.errors import ScenarioError
from mls_metrics.model.decision import Action, Assessment
from mls_metrics.model.draws import Worlds
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.model.outcome import OPTION_OF, Option, Outcome, ScenarioDecision
from mls_metrics.model.policy import Policy
from mls_metrics.model.scenario import Scenario
from mls_metrics.recommend.decide import Decision, decisions_of, judge
from mls_metrics.scenarios.ledger import Ledger, make_ledger, total
from mls_metrics.scenarios.spread import spread_over_weights
from mls_metrics.scenarios.valuation import policy_of, revalued


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Applied:
    """A scenario's outcome with what the best portfolio is sought among."""

    outcome: Outcome
    ledger: Ledger
    policy: Policy
    mandatory: tuple[bool, ...]


def apply(scenario: Scenario, assessment: Assessment, *, worlds: Worlds | None = None) -> Outcome:
    """What the scenario would have us do, and what comes of it.

    The actions are those of `recommend` under the scenario's policy; locks come on top of them.

    Parameters
    ----------
    worlds : Worlds, optional
        Of `worlds_of` for a scenario of the same `valuation`, where they are at hand.

    Raises
    ------
    ScenarioError
        A lock that no portfolio can keep.
    """
    return applied(scenario, assessment, worlds=worlds).outcome


def applied(scenario: Scenario, assessment: Assessment, *, worlds: Worlds | None = None) -> Applied:
    """The outcome with its ledger; parameters as in `apply`.

    Raises
    ------
    ScenarioError
        A lock that no portfolio can keep.
    """
    evidence = [item.evidence for item in assessment.recommendations]
    check_locks(scenario, evidence)
    policy = policy_of(scenario, assessment.policy)
    worlds = worlds_of(scenario, assessment) if worlds is None else worlds
    decisions = decided(scenario, evidence, worlds, policy)
    ledger = make_ledger(evidence, worlds, scenario, policy)
    options = [OPTION_OF[decision.action] for decision in decisions]
    totals = total(ledger, options, scenario, policy)
    return Applied(
        outcome=Outcome(scenario=scenario, decisions=decisions, totals=totals),
        ledger=ledger,
        policy=policy,
        mandatory=tuple(bool(entry.facts.mandatory) for entry in evidence),
    )


def worlds_of(scenario: Scenario, assessment: Assessment) -> Worlds:
    """The assessment's draws at the scenario's prices and bars."""
    return revalued(
        assessment.worlds,
        [item.evidence for item in assessment.recommendations],
        before=assessment.policy,
        after=policy_of(scenario, assessment.policy),
        paid_cost_factor=scenario.paid_cost_factor.value,
    )


def valuation(scenario: Scenario) -> tuple[object, ...]:
    """What `worlds_of` depends on; other changes, such as weights, need no draws anew."""
    return (
        scenario.scale_score,
        scenario.retire_score,
        scenario.horizon_months,
        scenario.replacement_cost_share,
        scenario.work_hours_per_year.value,
        scenario.paid_cost_factor.value,
    )


def decided(
    scenario: Scenario, evidence: Sequence[ProgramEvidence], worlds: Worlds, policy: Policy
) -> tuple[ScenarioDecision, ...]:
    """Each program's action by the rule, then by its lock."""
    tally, candidates = judge(evidence, worlds, policy)
    ruled = decisions_of(tally, candidates, policy)
    spreads = spread_over_weights(candidates, worlds, policy)
    names = [entry.facts.program_name for entry in evidence]

    def one(decision: Decision, spread: Mapping[Action, float], name: str) -> ScenarioDecision:
        lock = scenario.lock_of(decision.program_id)
        return ScenarioDecision(
            program_id=decision.program_id,
            program_name=name,
            action=decision.action if lock is None else lock.action,
            ruled=decision.action,
            probability=decision.probability,
            grade=decision.grade,
            under_any_weights=spread,
            lock_reason="" if lock is None else lock.reason,
        )

    return tuple(map(one, ruled, spreads, names))


def check_locks(scenario: Scenario, evidence: Sequence[ProgramEvidence]) -> None:
    """No lock may end a program that a rule requires; locks on unknown programs do nothing."""
    for entry in evidence:
        lock = scenario.lock_of(entry.facts.program_id)
        if lock and OPTION_OF[lock.action] is Option.STOP and entry.facts.mandatory:
            raise ScenarioError(
                f"'{entry.facts.program_name}' cannot be locked to be retired.",
                f"It is required: {entry.facts.regulation or 'by a rule'}.",
                "Lock it to another action, or take the lock away.",
            )


def changed_decisions(
    before: Outcome, after: Outcome
) -> tuple[tuple[ScenarioDecision, Action], ...]:
    """Decisions of `after` whose action differs, each with the action it had."""
    was = {decision.program_id: decision.action for decision in before.decisions}
    return tuple(
        (decision, was[decision.program_id])
        for decision in after.decisions
        if was.get(decision.program_id, decision.action) is not decision.action
    )
