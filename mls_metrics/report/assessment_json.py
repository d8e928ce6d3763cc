"""An assessment as the JSON of contract section 4, and back-checked against its schema."""

import json
import math
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from mls_metrics.model.decision import (
    Action,
    Assessment,
    NextEvidence,
    Portfolio,
    Rank,
    Recommendation,
)
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import SkillGap, SkillStanding
from mls_metrics.model.fact import FactTable
from mls_metrics.report.coverage import coverage_dict
from mls_metrics.report.effect_json import effect_dict, measure_dict
from mls_metrics.report.imports import report_entry

SCHEMA_VERSION = 1


def assessment_dict(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain values, numbers rounded to nine significant digits."""
    provenance = assessment.provenance
    content = {
        "schema": SCHEMA_VERSION,
        "provenance": {
            "product_version": provenance.product_version,
            "as_of": provenance.as_of,
            "seed": provenance.seed,
            "policy_sha256": provenance.policy_sha256,
            "data_sha256": provenance.data_sha256,
            "books_sha256": provenance.books_sha256,
            "created_at": provenance.created_at,
        },
        "imports": [report_entry(report, with_values=False) for report in assessment.imports],
        "findings": [
            {
                "id": finding.id,
                "severity": finding.severity.value,
                "rows": finding.rows,
                "sentence": finding.sentence,
                "fix": finding.fix,
            }
            for finding in assessment.findings
        ],
        "programs": [program_dict(item) for item in assessment.recommendations],
        "skill_gaps": [gap_dict(gap) for gap in assessment.skill_gaps],
        "skills": [standing_dict(skill) for skill in assessment.skills],
        "portfolio": {
            "objectives": list(assessment.portfolio.objectives),
            "orphan_programs": list(assessment.portfolio.orphan_programs),
            "uncovered_objectives": list(assessment.portfolio.uncovered_objectives),
            "groups": list(assessment.portfolio.groups),
            "service": assessment.portfolio.service,
            "company": assessment.portfolio.company,
            "estimate_inflation": inflation_dict(assessment.portfolio),
        },
        "coverage": coverage_dict(assessment),
        "organization": {table.id: fact_dict(table) for table in assessment.organization},
    }
    clean = plain(content)
    assert isinstance(clean, dict)
    return clean


def assessment_text(assessment: Assessment) -> str:
    """The assessment as JSON text: the same values give the same bytes."""
    content = assessment_dict(assessment)
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def fact_dict(table: FactTable) -> dict[str, Any]:
    """The rows of a fact, or the columns that it lacks."""
    return {"rows": list(table.rows), "missing": [list(names) for names in table.missing]}


def program_dict(item: Recommendation) -> dict[str, Any]:
    """One entry of `programs`."""
    facts = item.evidence.facts
    return {
        "program_id": facts.program_id,
        "program_name": facts.program_name,
        "program_group": facts.program_group,
        "mandatory": facts.mandatory,
        "action": item.action.value,
        "probability": probability_dict(item.probability),
        "stability": {
            "given_weights": item.stability_given_weights,
            "any_weights": item.stability_any_weights,
            "if_all_were_known": item.agree_if_known,
        },
        "rank": None if item.rank is None else rank_dict(item.rank),
        "evidence": item.grade.value,
        "evidence_reasons": list(item.grade_reasons),
        "people": facts.people,
        "cost": {"value": facts.direct_cost, "unit": facts.currency},
        "value": {
            "net": measure_dict(item.net_value),
            "break_even": measure_dict(item.break_even),
            "roi": measure_dict(item.roi),
            "chance_of_net_benefit": measure_dict(item.chance_of_net_benefit),
        },
        "metrics": {id_: measure_dict(m) for id_, m in item.metrics.items()},
        "score": measure_dict(item.score),
        "dimensions": {name: measure_dict(m) for name, m in item.dimensions.items()},
        "effects": {name: effect_dict(effect) for name, effect in item.evidence.effects.items()},
        "reasons": [{"code": r.code, "sentence": r.sentence} for r in item.reasons],
        "flips_if": [
            {
                "driver": flip.driver,
                "now": flip.now,
                "threshold": flip.threshold,
                "to_action": flip.to_action.value,
                "sentence": flip.sentence,
            }
            for flip in item.flips
        ],
        "next_evidence": step_dict(item.next_evidence),
        "owner": item.owner,
        "review_on": item.review_on,
    }


def inflation_dict(portfolio: Portfolio) -> dict[str, Any] | None:
    """Learners' own estimates over what was measured, and what they then are worth alone."""
    if portfolio.inflation is None:
        return None
    return {"ratio": portfolio.inflation, "adjusted": portfolio.adjusted_estimates}


def rank_dict(rank: Rank) -> dict[str, Any]:
    """`rank` of a program: its place among those of its class, by worth and by cost."""
    return {
        "value": rank.value,
        "low": rank.low,
        "high": rank.high,
        "of": rank.of,
        "by_cost": rank.by_cost,
        "portfolio": rank.portfolio,
        "too_close_to": list(rank.too_close_to),
    }


def step_dict(step: NextEvidence) -> dict[str, Any]:
    """`next_evidence` of a program, with money where it is known."""
    entry = {"sentence": step.sentence, "people": step.people, "weeks": step.weeks}
    money = {"at_stake": step.at_stake, "saves": step.saves, "cost": step.cost}
    return entry | {name: value for name, value in money.items() if value is not None}


def probability_dict(probability: Mapping[Action, float]) -> dict[str, float]:
    """Probabilities that sum to exactly 1 after rounding."""
    rounded = {action.value: round(share, 6) for action, share in probability.items()}
    largest = max(rounded, key=lambda name: rounded[name])
    rest = sum(share for name, share in rounded.items() if name != largest)
    rounded[largest] = round(1 - rest, 6)
    return rounded


def gap_dict(gap: SkillGap) -> dict[str, Any]:
    """One entry of `skill_gaps`."""
    return {
        "skill": gap.skill,
        "job_role": gap.job_role,
        "region": gap.region,
        "share_below": measure_dict(gap.share_below),
        "people": gap.people,
        "periods_persisting": gap.periods_persisting,
        "program_id": gap.program_id,
    }


def standing_dict(skill: SkillStanding) -> dict[str, Any]:
    """One entry of `skills`."""
    return {
        "skill": skill.skill,
        "people": skill.people,
        "coverage": measure_dict(skill.coverage),
        "share_below": measure_dict(skill.below),
        "persistent": measure_dict(skill.persistent),
        "lost_again": measure_dict(skill.lost),
        "self_above_others": measure_dict(skill.self_above),
    }


def plain(value: Any) -> Any:
    """Values as JSON takes them: dates as text, floats rounded, nothing infinite."""
    if isinstance(value, Estimate):
        return plain(measure_dict(value))
    if hasattr(value, "reason") and hasattr(value, "needed"):
        return plain(measure_dict(value))
    if isinstance(value, Mapping):
        return {str(name): plain(entry) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return value
    number = float(value)
    assert math.isfinite(number), "no inf and no nan may reach the JSON"
    return float(f"{number:.9g}")


@cache
def schema() -> dict[str, Any]:
    """The JSON schema that every assessment fits."""
    text = (files("mls_metrics.report") / "assessment.schema.json").read_text(encoding="utf-8")
    loaded = json.loads(text)
    assert isinstance(loaded, dict)
    return loaded
