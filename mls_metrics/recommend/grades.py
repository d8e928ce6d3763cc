"""Evidence grade: the letter of the design, lowered by one for each failed check."""

from collections.abc import Sequence
from dataclasses import dataclass

from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import Check, EffectEstimate, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeResult:
    """A grade with one sentence for each letter it lost, and what blocks an action."""

    grade: Grade
    reasons: tuple[str, ...]
    blocking: tuple[Check, ...] = ()


def grade_effect(effect: EffectEstimate) -> GradeResult:
    """Grade of one effect.

    The ladder follows the Maryland scale used by What Works centres; a letter is lost for each
    failed check, as EEF padlocks are lost for threats to security.
    """
    if not isinstance(effect.measure, Estimate):
        return GradeResult(grade=Grade.E, reasons=(effect.measure.reason,))
    failed = [check for check in effect.checks if not check.passed]
    lost = [check for check in failed if check.costs_a_grade]
    grade = effect.base_grade.lowered(len(lost))
    return GradeResult(
        grade=grade,
        reasons=(f"Design: {effect.design}", *(check.sentence for check in lost)),
        blocking=tuple(check for check in failed if check.blocks),
    )


def grade_verdict(
    effects: Sequence[EffectEstimate], information: Sequence[float], *, mandatory_known: bool
) -> GradeResult:
    """Grade of the estimate that carries most of the verdict.

    Parameters
    ----------
    effects : sequence of EffectEstimate
    information : sequence of float, same length
        How much of the doubt in money each effect removed; the largest carries the verdict.
    mandatory_known : bool
        A required program with known delivery: counts without a comparison, grade D.
    """
    if mandatory_known:
        sentence = "Required by rule: judged on counts of its delivery, which need no comparison."
        return GradeResult(grade=Grade.D, reasons=(sentence,))
    carrying = [
        (gain, effect)
        for gain, effect in zip(information, effects, strict=True)
        if isinstance(effect.measure, Estimate)
    ]
    if not carrying:
        refusals = tuple(grade_effect(effect).reasons[0] for effect in effects)
        return GradeResult(grade=Grade.E, reasons=refusals or ("No effect could be estimated.",))
    return grade_effect(max(carrying, key=lambda pair: pair[0])[1])
