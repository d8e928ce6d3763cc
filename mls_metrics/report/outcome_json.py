"""What a scenario comes to, as JSON: the numbers of the page under the id of the link."""

import json
from typing import Any

from mls_metrics.model.outcome import NoPlan, Outcome, Plan, Totals
from mls_metrics.model.scenario import content
from mls_metrics.report.assessment_json import plain


def outcome_json(outcome: Outcome, plan: Plan | NoPlan) -> str:
    """The scenario with its decisions, its money and people, and the best portfolio."""
    scenario = outcome.scenario
    body = {
        "id": scenario.id,
        "sha256": scenario.sha256,
        "scenario": content(scenario),
        "decisions": [
            {
                "program_id": decision.program_id,
                "program_name": decision.program_name,
                "action": decision.action.value,
                "ruled": decision.ruled.value,
                "lock_reason": decision.lock_reason or None,
                "probability": {a.value: share for a, share in decision.probability.items()},
                "under_any_weights": {
                    a.value: share for a, share in decision.under_any_weights.items()
                },
                "evidence": decision.grade.value,
            }
            for decision in outcome.decisions
        ],
        "totals": totals_dict(outcome.totals),
        "best_portfolio": plan_dict(plan),
    }
    return json.dumps(plain(body), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plan_dict(plan: Plan | NoPlan) -> dict[str, Any]:
    """The best portfolio, or why there is none."""
    if isinstance(plan, NoPlan):
        return {"reason": plan.reason, "needed": plan.needed}
    more = plan.next_money
    return {
        "worth": plan.worth,
        "worth_without_limits": plan.worth_free,
        "stopped_though_unknown": list(plan.unjudged),
        "totals": totals_dict(plan.totals),
        "next_money": None
        if more is None
        else {"step": more.step, "worth": more.worth, "people": more.totals.people},
    }


def totals_dict(totals: Totals) -> dict[str, Any]:
    """Money, people, leavers avoided, net value and dimensions, with their ranges."""
    bridge = totals.bridge
    return {
        "currency": bridge.currency,
        "paid_now": bridge.now,
        "freed": bridge.freed,
        "added": bridge.added,
        "paid_then": bridge.total,
        "paid_then_low": bridge.low,
        "paid_then_high": bridge.high,
        "cap": bridge.cap,
        "programs_of_unknown_cost": bridge.unknown,
        "people": totals.people,
        "hours": totals.hours,
        "leavers_avoided": totals.leavers_avoided,
        "net_value": totals.net_value,
        "dimensions": totals.dimensions,
        "options": {choice.program_id: choice.option.value for choice in totals.choices},
    }
