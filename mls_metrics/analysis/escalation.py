"""Rules of escalation held against the numbers of today."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from mls_metrics.model.escalation import ABOVE, BELOW, EscalationRule, Judged
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import SkillGap

DAYS = 14
A_YEAR = 4
LASTING = "lasting_gaps_without_program"


def rules_of(rows: pd.DataFrame) -> tuple[EscalationRule, ...]:
    """Rules of the table escalation_rules; rows that say no condition are left out."""
    return tuple(
        EscalationRule(
            rule=row["rule"],
            measure=row["measure"],
            comparison=row["comparison"],
            threshold=float(row["threshold"]),
            role=row["role"],
            days=DAYS if pd.isna(row["days"]) else int(row["days"]),
        )
        for row in rows.to_dict("records")
        if row["comparison"] in (ABOVE, BELOW) and not pd.isna(row["threshold"])
    )


def numbers_of(measures: pd.DataFrame, gaps: Iterable[SkillGap] | None = None) -> dict[str, float]:
    """Number by measure; gaps only where there is an assessment.

    Parameters
    ----------
    measures : DataFrame
        Rows of the fact escalation_measures.
    gaps : iterable of SkillGap, optional
        Of the assessment; a gap too small to show is not counted.
    """
    found = {str(row["measure"]): float(row["amount"]) for row in measures.to_dict("records")}
    if gaps is not None:
        found[LASTING] = float(
            sum(
                gap.periods_persisting >= A_YEAR
                and not gap.program_id
                and isinstance(gap.share_below, Estimate)
                for gap in gaps
            )
        )
    return found


def judge(rules: Iterable[EscalationRule], numbers: Mapping[str, float]) -> tuple[Judged, ...]:
    """Every rule with the number it watches, triggered ones first."""
    found = [Judged(rule=rule, value=numbers.get(rule.measure)) for rule in rules]
    return tuple(sorted(found, key=lambda one: (not one.is_triggered, one.value is None)))


def with_threshold(
    rules: Iterable[EscalationRule], measure: str, threshold: float
) -> tuple[EscalationRule, ...]:
    """The rules that watch a number, at another threshold."""
    return tuple(
        EscalationRule(
            rule=rule.rule,
            measure=rule.measure,
            comparison=rule.comparison,
            threshold=threshold,
            role=rule.role,
            days=rule.days,
        )
        for rule in rules
        if rule.measure == measure
    )


def rule_rows(rules: Iterable[EscalationRule]) -> list[dict[str, Any]]:
    """Rules as rows of the table escalation_rules."""
    return [
        {
            "rule": rule.rule,
            "measure": rule.measure,
            "comparison": rule.comparison,
            "threshold": rule.threshold,
            "role": rule.role,
            "days": rule.days,
        }
        for rule in rules
    ]
