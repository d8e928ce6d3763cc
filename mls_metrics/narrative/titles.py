"""Finding titles: ordered rules per page, the first true one wins; at most 90 characters."""

from collections import Counter
from collections.abc import Sequence

from mls_metrics.model.decision import Action, Assessment, Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate, Grade
from mls_metrics.model.source import Severity
from mls_metrics.narrative.actions import leading_action
from mls_metrics.narrative.effects import (
    effect_grade,
    is_better,
    is_blocked,
    is_clear,
    kpi_words,
    sooner_range,
)
from mls_metrics.narrative.numbers import count, plural
from mls_metrics.narrative.wording import TEMPLATES, say, sentence_case

LONGEST = 90
WEAK = (Grade.D, Grade.E)
DECISIONS = (Action.SCALE, Action.RETIRE, Action.FIX)


def fitted(key: str, *, program: str, **slots: object) -> str:
    """A title whose program name is shortened where the whole would be too long."""
    room = LONGEST - len(say(key, program="", **slots))
    name = program if len(program) <= room else program[: max(room - 1, 1)].rstrip() + "…"
    return say(key, program=name, **slots)


def clipped(text: str) -> str:
    """A title cut at a word where it would be too long."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def action_counts(recommendations: Sequence[Recommendation]) -> str:
    """``scale 2, retire 3, fix 1``: the actions that occur, in their fixed order."""
    found = Counter(item.action for item in recommendations)
    order = (*DECISIONS, Action.KEEP, Action.FIND_OUT)
    words = {action: action.value.replace("_", " ") for action in order}
    return ", ".join(f"{words[action]} {found[action]}" for action in order if found[action])


def brief_title(assessment: Assessment | None) -> str:
    """What to decide, over all programs."""
    if assessment is None or not assessment.recommendations:
        return TEMPLATES["title_no_data"]
    items = assessment.recommendations
    decided = [item for item in items if item.action in DECISIONS]
    if decided:
        programs = {action: [i for i in decided if i.action is action] for action in DECISIONS}
        parts = [
            f"{action.value} {plural(len(found), 'program')}"
            for action, found in programs.items()
            if found
        ]
        first, *rest = parts
        parts = [first, *(part.rsplit(" ", 1)[0] for part in rest)]
        return clipped(sentence_case(say("title_actions", parts=", ".join(parts))))
    if all(item.action is Action.KEEP for item in items):
        return TEMPLATES["title_all_keep"]
    if any(item.action is Action.KEEP for item in items):
        return clipped(sentence_case(say("title_actions", parts=action_counts(items))))
    if any(leading_action(item) is not Action.FIND_OUT for item in items):
        return TEMPLATES["title_unclear"]
    return TEMPLATES["title_nothing"]


def programs_title(
    recommendations: Sequence[Recommendation], shown: Sequence[Recommendation]
) -> str:
    """How many programs can be decided; what the filter leaves, where there is one."""
    total = len(recommendations)
    if not total:
        return TEMPLATES["title_no_data"]
    if len(shown) < total:
        parts = action_counts(shown) or "try another filter"
        return clipped(
            say(
                "title_programs_filtered",
                shown=len(shown),
                programs=plural(total, "program"),
                parts=parts,
            )
        )
    undecided = sum(1 for item in recommendations if item.action is Action.FIND_OUT)
    programs = plural(total, "program")
    if undecided == total:
        return say("title_programs_all_same", programs=programs, action="find out first")
    if not undecided:
        return say("title_programs_decided", programs=programs)
    return say("title_programs", decided=total - undecided, programs=programs, undecided=undecided)


def retention_title(program: str, effect: EffectEstimate) -> str:
    """Whether people stay, with the leavers observed and expected."""
    if not isinstance(effect.measure, Estimate) or effect.observed_leavers is None:
        return fitted("title_retention_refused", program=program)
    slots = {
        "observed": count(round(effect.observed_leavers)),
        "expected": count(round(effect.expected_leavers or 0)),
    }
    if not is_clear(effect):
        return fitted("title_retention_unclear", program=program, **slots)
    if effect_grade(effect) in WEAK:
        return fitted("title_retention_weak", program=program, **slots)
    key = "title_retention_fewer" if effect.measure.value > 0 else "title_retention_more"
    return fitted(key, program=program, **slots)


def productivity_title(program: str, effect: EffectEstimate) -> str:
    """Whether work improves, by the KPI it was judged on."""
    if not isinstance(effect.measure, Estimate):
        return fitted("title_productivity_refused", program=program)
    kpi = kpi_words(effect)
    kpi = kpi if len(kpi) <= 32 else kpi[:31].rstrip() + "…"
    if not is_clear(effect):
        return fitted("title_productivity_unclear", program=program, kpi=kpi)
    if effect_grade(effect) in WEAK:
        return fitted("title_productivity_weak", program=program, kpi=kpi)
    key = "title_productivity_better" if is_better(effect) else "title_productivity_worse"
    return fitted(key, program=program, kpi=kpi)


def speed_title(program: str, effect: EffectEstimate) -> str:
    """Whether people are able sooner, with the range of days."""
    if not isinstance(effect.measure, Estimate) or effect.observed_reached is None:
        return fitted("title_speed_refused", program=program)
    if not is_clear(effect):
        return fitted(
            "title_speed_unclear",
            program=program,
            observed=count(round(effect.observed_reached)),
            expected=count(round(effect.expected_reached or 0)),
        )
    weak = effect_grade(effect) in WEAK or is_blocked(effect)
    return fitted(
        "title_speed_weak" if weak else "title_speed",
        program=program,
        range=sooner_range(effect.measure),
    )


def data_title(assessment: Assessment | None) -> str:
    """The state of the files."""
    if assessment is None or not assessment.imports:
        return TEMPLATES["title_data_empty"]
    problems = sum(1 for finding in assessment.findings if finding.severity is Severity.ERROR)
    if problems:
        return say("title_data_errors", problems=plural(problems, "problem"))
    files = plural(len({report.sha256 for report in assessment.imports}), "file")
    rows = sum(report.rows_set_aside for report in assessment.imports)
    if not rows:
        return say("title_data_clean", files=files)
    return say("title_data_set_aside", files=files, rows=plural(rows, "row"))


def method_title(metrics: int) -> str:
    """What the page explains."""
    return say("title_method", metrics=plural(metrics, "metric"))
