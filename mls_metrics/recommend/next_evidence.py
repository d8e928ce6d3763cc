"""The cheapest evidence that would settle more, in people and weeks."""

from dataclasses import replace
from math import ceil, isfinite

import numpy as np

from mls_metrics.model.decision import NextEvidence
from mls_metrics.model.draws import Worlds
from mls_metrics.model.estimate import NotEstimable, normal_quantile
from mls_metrics.model.evidence import ProgramEvidence, ProgramFacts, StudyPlan
from mls_metrics.model.policy import Policy
from mls_metrics.model.words import spoken
from mls_metrics.recommend.designs import people_asked
from mls_metrics.recommend.information_value import Worth, worth_of_more, worth_of_plan
from mls_metrics.recommend.reasons import money, round_significant
from mls_metrics.recommend.worlds import EFFECTS

WEEKS_PER_MONTH = 52 / 12
WORTH_IT = (
    "It costs about {cost}; choosing today risks an expected {at_stake}, of which it saves about "
    "{saved}."
)
NOT_WORTH_IT = (
    "It would cost about {cost} and save about {saved} of the {at_stake} that choosing today "
    "risks: it does not pay for this program alone."
)


def next_evidence(
    row: int, evidence: ProgramEvidence, worlds: Worlds, *, policy: Policy
) -> NextEvidence:
    """What to gather next for one program.

    Where an effect was refused, the cheapest study that would answer, else what it needs. Where it
    cannot tell and a study would, that study. Otherwise the starters needed until the doubt in
    money is small enough to tell the expected benefit from the cost at the policy's bar, counting
    doubt as falling with the square root of people.
    """
    facts = evidence.facts
    if facts.mandatory:
        sentence = "Count on-time completion and cost per compliant person at the next review."
        return NextEvidence(sentence=sentence, people=0, weeks=0)
    cost = float(worlds.draws.cost[row])
    if not isfinite(cost):
        sentence = "Add what the program costs (table costs: program_id, period, amount)."
        return NextEvidence(sentence=sentence, people=0, weeks=0)
    part = int(np.argmax(worlds.doubt_left[row]))
    effect = evidence.effects[EFFECTS[part]]
    if isinstance(effect.measure, NotEstimable):
        if effect.plans:
            return planned(row, evidence, worlds, effect.plans[0], policy=policy, part=part)
        return after_refusal(evidence, effect.measure, policy)
    return more_people(row, evidence, worlds, policy=policy, part=part)


def planned(
    row: int,
    evidence: ProgramEvidence,
    worlds: Worlds,
    plan: StudyPlan,
    *,
    policy: Policy,
    part: int,
) -> NextEvidence:
    """A plan as the next evidence, with what it costs and saves where that is money."""
    worth = worth_of_plan(row, evidence, worlds, part=part, plan=plan, policy=policy)
    return priced(of_plan(plan), worth, evidence.facts)


def priced(step: NextEvidence, worth: Worth | None, facts: ProgramFacts) -> NextEvidence:
    """The step with its worth in figures and words; advice against it where it costs more."""
    if worth is None or step.people == 0:
        return step
    slots = {
        name: money(round_significant(getattr(worth, name), 2), facts.currency)
        for name in ("at_stake", "saved", "cost")
    }
    words = NOT_WORTH_IT if worth.cost > worth.saved else WORTH_IT
    return replace(
        step,
        sentence=f"{step.sentence} {words.format(**slots)}",
        at_stake=worth.at_stake,
        saves=worth.saved,
        cost=worth.cost,
    )


def of_plan(plan: StudyPlan) -> NextEvidence:
    """A plan as the next evidence: its sentence, the people it still needs and its weeks."""
    return NextEvidence(
        sentence=plan.sentence,
        people=people_asked(plan),
        weeks=ceil(plan.months * WEEKS_PER_MONTH),
    )


def after_refusal(evidence: ProgramEvidence, refusal: NotEstimable, policy: Policy) -> NextEvidence:
    """What a refused effect needs, with people and weeks where more starters would do."""
    missing = max(policy.minimum_starters - evidence.facts.starters, 0)
    weeks = ceil(policy.horizon_months * WEEKS_PER_MONTH) if missing else 0
    return NextEvidence(sentence=refusal.needed, people=missing, weeks=weeks)


def more_people(
    row: int,
    evidence: ProgramEvidence,
    worlds: Worlds,
    *,
    policy: Policy,
    part: int,
) -> NextEvidence:
    """How many more starters would tell benefit from cost at the policy's bar."""
    facts = evidence.facts
    doubt = float(np.sqrt(worlds.doubt_left[row].sum()))
    distance = abs(float(worlds.draws.benefit[row].mean() - worlds.draws.cost[row]))
    wanted = max(distance, 0.05 * doubt) / normal_quantile(2 * policy.scale_probability - 1)
    n = max(evidence.facts.starters, 1)
    factor = min(max((doubt / wanted) ** 2 - 1, 0.0), 10.0)
    people = ceil(n * factor)
    months = policy.horizon_months if part == 0 else policy.follow_up_months // 2
    weeks = ceil(months * WEEKS_PER_MONTH)
    if people == 0:
        sentence = (
            "The data already tell benefit from cost at the policy's bar; look again at review."
        )
        return NextEvidence(sentence=sentence, people=0, weeks=0)
    plans = evidence.effects[EFFECTS[part]].plans
    if plans:
        return planned(row, evidence, worlds, plans[0], policy=policy, part=part)
    what = "staying" if part == 0 else spoken(evidence.effects["productivity"].kpi or "the KPI")
    sentence = (
        f"About {people:,} more starters beside a waitlisted comparison group, followed for "
        f"{weeks} weeks on {what}, would tell its benefit from its cost."
    )
    worth = worth_of_more(row, evidence, worlds, part=part, people=people, policy=policy)
    return priced(NextEvidence(sentence=sentence, people=people, weeks=weeks), worth, facts)
