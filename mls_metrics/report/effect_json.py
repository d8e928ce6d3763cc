"""Effects and their measures as the JSON of contract section 4."""

from typing import Any

from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.model.evidence import EffectEstimate, StudyPlan
from mls_metrics.model.groups import GroupDifferences, GroupEffect

BESIDE = ("months_gained", "without_undated", "natural_comparison", "second_opinion")
WHERE_KNOWN = ("naive", "worst", "best", "response")


def measure_dict(measure: Measure) -> dict[str, Any]:
    """An ESTIMATE or a refusal."""
    if not isinstance(measure, Estimate):
        refusal: dict[str, Any] = {
            "not_estimable": measure.reason,
            "needed": measure.needed,
            "n": measure.n,
        }
        return refusal | ({"missing": list(measure.missing)} if measure.missing else {})
    entry: dict[str, Any] = {
        "value": measure.value,
        "low": measure.low,
        "high": measure.high,
        "level": measure.level,
        "n": measure.n,
        "unit": measure.unit,
        "method": measure.method,
    }
    for name in WHERE_KNOWN:
        if getattr(measure, name) is not None:
            entry[name] = getattr(measure, name)
    return entry


def effect_dict(effect: EffectEstimate) -> dict[str, Any]:
    """An EFFECT: an estimate or a refusal, with estimand, design, naive and checks."""
    entry = measure_dict(effect.measure)
    entry |= {
        "estimand": effect.estimand,
        "design": effect.design,
        "comparison_n": effect.comparison_n,
        "naive": effect.naive,
        "checks": [
            {"name": check.name, "passed": check.passed, "sentence": check.sentence}
            for check in effect.checks
        ],
    }
    entry |= of_kind(effect)
    for factor, groups in effect.groups().items():
        if groups:
            entry[f"by_{factor}"] = {name: group_dict(group) for name, group in groups.items()}
    if effect.differs_by_group is not None:
        entry["differs_by_group"] = differences_dict(effect.differs_by_group)
    for name in BESIDE:
        measure = getattr(effect, name)
        if measure is not None:
            entry[name] = measure_dict(measure)
    if effect.plans:
        entry["possible_designs"] = [plan_dict(plan) for plan in effect.plans]
    return entry


def of_kind(effect: EffectEstimate) -> dict[str, Any]:
    """What only staying, only speed or only a KPI has."""
    if effect.name == "retention_12m":
        return {
            "time_zero": effect.time_zero,
            "grace_months": effect.grace_months,
            "observed_leavers": effect.observed_leavers,
            "expected_leavers": effect.expected_leavers,
        }
    if effect.name == "speed":
        return {
            "time_zero": effect.time_zero,
            "grace_months": effect.grace_months,
            "subject": effect.subject,
            "subject_kind": effect.subject_kind,
            "observed_reached": effect.observed_reached,
            "expected_reached": effect.expected_reached,
        }
    return {"kpi": effect.kpi, "breakdown": effect.breakdown}


def group_dict(group: GroupEffect) -> dict[str, Any]:
    """One group: drawn to the whole, with what it says alone in `raw`; or its refusal."""
    entry = measure_dict(group.shrunk)
    if isinstance(group.raw, Estimate) and isinstance(group.shrunk, Estimate):
        entry["raw"] = measure_dict(group.raw)
    return entry


def differences_dict(differences: GroupDifferences) -> dict[str, Any]:
    """Whether groups differ, factor by factor."""
    entry: dict[str, Any] = {
        "differs": list(differences.differing()),
        "sentence": differences.sentence,
        "factors": [
            {
                "factor": test.factor,
                "levels": test.levels,
                "q": test.statistic,
                "chance": test.chance,
                "chance_corrected": test.corrected,
                "between_variance": test.between,
                "differs": test.differs,
            }
            for test in differences.tests
        ],
    }
    if differences.version_lift is not None:
        entry["version_lift"] = measure_dict(differences.version_lift)
    return entry


def plan_dict(plan: StudyPlan) -> dict[str, Any]:
    """One entry of `possible_designs`."""
    return {
        "design": plan.design.value,
        "people_per_group": plan.people_per_group,
        "months": plan.months,
        "detectable": plan.detectable,
        "unit": plan.unit,
        "already_available": plan.already_available,
        "sentence": plan.sentence,
    }
