"""Why a program gets its action: reasons in the order a reader wants them."""

from datetime import date

import numpy as np

from mls_metrics.model.decision import Action, Reason
from mls_metrics.model.definition import Dimension
from mls_metrics.model.draws import Worlds
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.reasons import money, reason
from mls_metrics.recommend.regions import regional_effects
from mls_metrics.recommend.worlds import content_age_months

# A defect in a fifth of the worlds is said, even where it is not the usual case.
SHARE_WORTH_SAYING = 0.2


def explain_action(
    row: int,
    evidence: ProgramEvidence,
    worlds: Worlds,
    dimension_measures: dict[str, Measure],
    *,
    action: Action,
    policy: Policy,
    as_of: date,
    dimensions: dict[str, Dimension],
) -> tuple[Reason, ...]:
    """Reasons for the action as it stands, the deciding one first."""
    facts = evidence.facts
    reasons: list[Reason] = []
    if facts.mandatory:
        reasons.append(reason("mandatory", rule=facts.regulation or "required by rule"))
    if action is not Action.FIND_OUT and not facts.mandatory:
        reasons += worth_reasons(row, evidence, worlds, action)
    if action is Action.FIX:
        defects = defect_reasons(
            row, evidence, worlds, dimension_measures, policy, as_of, dimensions
        )
        reasons += defects
        if not defects:
            reasons.append(reason("sound_in_the_round"))
    if action is Action.SCALE and missing_links(evidence):
        reasons.append(reason("scale_on_condition", missing=missing_links(evidence)))
    if action is Action.RETIRE:
        reasons.append(reason("second_review"))
    if action is Action.KEEP and not facts.mandatory and not worlds.draws.headroom[row]:
        reasons.append(reason("no_headroom"))
    if action is Action.FIND_OUT:
        reasons += doubt_reasons(row, evidence, worlds)
    return tuple(reasons)


def worth_reasons(
    row: int, evidence: ProgramEvidence, worlds: Worlds, action: Action
) -> list[Reason]:
    """The money sentence that fits the action."""
    currency = evidence.facts.currency
    low, high = np.quantile(worlds.draws.benefit[row], [0.05, 0.95])
    cost = float(worlds.draws.cost[row])
    if not np.isfinite(cost):
        return [reason("cost_unknown")]
    slots = {
        "benefit_low": money(float(low), currency),
        "benefit_high": money(float(high), currency),
        "cost": money(cost, currency),
    }
    if high < 0:
        return [reason("harms", **slots)]
    mean = float(worlds.draws.benefit[row].mean())
    if action is Action.SCALE:
        return [reason("worth_scaling", **slots)]
    if action is Action.RETIRE or mean < cost:
        return [reason("not_worth_its_cost", **slots)]
    return [reason("worth_keeping", **slots)] if action is Action.KEEP else []


def defect_reasons(
    row: int,
    evidence: ProgramEvidence,
    worlds: Worlds,
    measures: dict[str, Measure],
    policy: Policy,
    as_of: date,
    dimensions: dict[str, Dimension],
) -> list[Reason]:
    """What is broken: a region, the content, a dimension."""
    found: list[Reason] = []
    if worlds.draws.region_split[row].mean() > SHARE_WORTH_SAYING:
        found.append(region_reason(row, evidence, worlds, policy))
    reviewed = evidence.facts.content_reviewed_on
    if worlds.draws.stale[row] and reviewed is not None:
        months = content_age_months(evidence.facts, as_of)
        found.append(reason("stale_content", reviewed_on=reviewed.isoformat(), months=months))
    for column, (name, measure) in enumerate(measures.items()):
        if not isinstance(measure, Estimate) or name == "business_performance":
            continue
        below = worlds.draws.dimensions[row, :, column] < policy.dimension_floor
        if below.mean() > SHARE_WORTH_SAYING:
            found.append(
                reason(
                    "weak_dimension",
                    dimension=dimensions[name].title,
                    points=f"{measure.value:.0f}",
                    floor=f"{policy.dimension_floor:g}",
                )
            )
    return found


def region_reason(row: int, evidence: ProgramEvidence, worlds: Worlds, policy: Policy) -> Reason:
    """Which regions cover the cost and which do not, by their own estimates."""
    effects = regional_effects(evidence.effects["productivity"])
    kpi_mean = float(worlds.kpi[row].mean())
    unit = float(worlds.benefit_kpi[row].mean()) / kpi_mean if kpi_mean else 0.0
    base = float(worlds.benefit_retention[row].mean())
    bar = policy.smallest_worthwhile_share * float(np.nan_to_num(worlds.draws.cost[row]))
    good = [name for name, (value, _) in effects.items() if value * unit + base >= bar]
    bad = [name for name in effects if name not in good]
    return reason(
        "region_split", good_regions=", ".join(good) or "none", bad_regions=", ".join(bad) or "none"
    )


def doubt_reasons(row: int, evidence: ProgramEvidence, worlds: Worlds) -> list[Reason]:
    """Why the answer is to find out."""
    found: list[Reason] = []
    if worlds.draws.informed[row].mean() < 0.5:
        refusals = [
            effect.measure.reason
            for effect in evidence.effects.values()
            if isinstance(effect.measure, NotEstimable)
        ]
        why = " ".join(refusals) or "too few people, or too short a follow-up, to narrow it."
        found.append(reason("too_little_information", why=why))
    if np.isnan(worlds.draws.cost[row]):
        found.append(reason("cost_unknown"))
    return found


def missing_links(evidence: ProgramEvidence) -> str:
    """What is missing between the program and a dated objective with a KPI, as words."""
    facts = evidence.facts
    missing = []
    if facts.objective_id is None:
        missing.append("an objective")
    if facts.objective_due_on is None:
        missing.append("a date")
    if facts.objective_kpi is None:
        missing.append("a KPI")
    return " and ".join(missing)
