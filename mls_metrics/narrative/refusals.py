"""What is missing, in words: which question stays open, and which file would answer it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mls_metrics.catalog.load import dimensions, metrics
from mls_metrics.model.decision import Assessment, Recommendation
from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import TEMPLATES, say, sentence_case

EFFECT_QUESTIONS: Mapping[str, str] = {
    "retention_12m": "Do people stay?",
    "productivity": "Does work improve?",
}
MONEY_QUESTION = "Is it worth its cost?"
GAP_QUESTION = "Which skill gaps persist?"
OBJECTIVE_QUESTION = "Which objective does each program serve?"
TABLES_FOR: Mapping[str, tuple[str, ...]] = {
    EFFECT_QUESTIONS["retention_12m"]: ("employees", "enrollments"),
    EFFECT_QUESTIONS["productivity"]: ("enrollments", "kpis"),
    MONEY_QUESTION: ("costs", "employees", "enrollments"),
    GAP_QUESTION: ("employees", "role_requirements", "skill_assessments"),
    OBJECTIVE_QUESTION: ("objectives", "programs"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A question that stays open, what would answer it, and for how many programs."""

    question: str
    reason: str
    needed: str
    programs: int

    @property
    def sentence(self) -> str:
        """What is needed and how many programs it would help with."""
        return say("need", needed=self.needed, programs=plural(self.programs, "program"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row of the table that says which file answers which question."""

    question: str
    status: str
    answered: int
    of: int
    missing: tuple[str, ...]


def needs(assessment: Assessment) -> tuple[Need, ...]:
    """The open questions, those that concern most programs first.

    Refusals that need the same thing are one entry.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for item in assessment.recommendations:
        for question, measure in questions_of(item).items():
            if not isinstance(measure, Estimate):
                key = (question, measure.needed)
                found.setdefault(key, []).append(measure.reason)
    entries = [
        Need(question=question, needed=needed, reason=reasons[0], programs=len(reasons))
        for (question, needed), reasons in found.items()
    ]
    return tuple(sorted(entries, key=lambda need: (-need.programs, need.question, need.needed)))


def leading_needs(assessment: Assessment) -> tuple[Need, ...]:
    """For each open question the need that concerns most programs."""
    first: dict[str, Need] = {}
    for need in needs(assessment):
        first.setdefault(need.question, need)
    return tuple(first.values())


def questions_of(item: Recommendation) -> dict[str, Measure]:
    """The questions asked of one program, each with its estimate or refusal."""
    asked: dict[str, Measure] = {
        EFFECT_QUESTIONS[name]: effect.measure
        for name, effect in item.evidence.effects.items()
        if name in EFFECT_QUESTIONS
    }
    asked[MONEY_QUESTION] = item.net_value
    for name, measure in item.dimensions.items():
        asked[dimensions()[name].question] = measure
    return asked


def answers(assessment: Assessment | None) -> tuple[Answer, ...]:
    """Every question of the product with what answers it and what is missing."""
    loaded = tables_loaded(assessment)
    items = assessment.recommendations if assessment else ()
    rows = []
    for question, tables in question_tables().items():
        measures = [questions_of(item).get(question) for item in items]
        answered = sum(1 for measure in measures if isinstance(measure, Estimate))
        of = len(items)
        if question == GAP_QUESTION and assessment:
            answered, of = (1, 1) if assessment.skill_gaps else (0, 1)
        if question == OBJECTIVE_QUESTION:
            answered = sum(1 for item in items if item.evidence.facts.objective_id)
        missing = tuple(table for table in tables if table not in loaded)
        rows.append(answer(question, answered=answered, of=of, missing=missing))
    return tuple(rows)


def answer(question: str, *, answered: int, of: int, missing: tuple[str, ...]) -> Answer:
    """The status in words."""
    if of and answered == of:
        status = TEMPLATES["answered"]
    elif answered:
        status = say("answered_partly", some=answered, all=of)
        if missing:
            status += "; " + say("answer_needs", tables=", ".join(missing))
    elif missing:
        status = say("answer_needs", tables=", ".join(missing))
    else:
        status = say("answer_needs", tables="more rows or columns")
    return Answer(
        question=question, status=sentence_case(status), answered=answered, of=of, missing=missing
    )


def question_tables() -> dict[str, tuple[str, ...]]:
    """Questions with the tables that answer them; a dimension's come from its metrics."""
    found = dict(TABLES_FOR)
    for name, dimension in dimensions().items():
        found[dimension.question] = tuple(
            sorted(
                {
                    column.split(".")[0]
                    for metric in metrics().values()
                    if metric.dimension == name
                    for column in metric.inputs
                }
            )
        )
    return found


def tables_loaded(assessment: Assessment | None) -> frozenset[str]:
    """Canonical tables of which at least one row was kept."""
    if assessment is None:
        return frozenset()
    return frozenset(
        report.table for report in assessment.imports if report.table and report.rows_kept
    )
