"""Answers and levels in words: the plans by which they are read as numbers."""

from collections.abc import Iterable, Mapping

from mls_metrics.intake.headers import Headers
from mls_metrics.intake.normalise import Clean
from mls_metrics.intake.questionnaire import highest_level, level_of, likert_of
from mls_metrics.intake.shapes import MARK
from mls_metrics.intake.vocabulary import fold, nulls
from mls_metrics.model.source import ColumnPlan

ANSWERS = {
    "satisfaction", "relevance", "recommend", "intent_to_apply", "applied", "manager_support",
    "self_isolated_gain", "self_confidence", "intent_to_stay", "growth", "engagement",
    "work_life_balance",
}  # fmt: skip
LEVELS = {
    ("skill_assessments", "level"),
    ("role_requirements", "required_level"),
    ("program_skills", "target_level"),
}
KEY = rf"^\d+\{MARK}"


def holds_answers(table: str, target: str) -> bool:
    """True for a column that may hold answers of a scale in words."""
    return table == "surveys" and (target == "answer" or target in ANSWERS)


def answer_plan(target: str, place: int, headers: Headers, clean: Clean) -> ColumnPlan | None:
    """Answers in words as numbers; None where they are numbers, or words of no known scale."""
    if headers.cells[place] == "melted value":
        key = headers.cells.index("melted key")
        values = {k: v for k, (v, _) in melted_answers(clean.words.get(key, set())).items()}
        return ColumnPlan(
            target=target, sources=(f"c{key}",), kind="mapped", values=values,
            keeps_rest=True, strip=KEY,
        )  # fmt: skip
    words = clean.words.get(place, set())
    scale = likert_of(words)
    if scale is None:
        return None
    return ColumnPlan(
        target=target,
        sources=(f"c{place}",),
        kind="mapped",
        values={word: number_text(scale.values.get(word)) for word in sorted(words) if word},
        keeps_rest=True,
    )


def melted_answers(keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Number and length of the scale by melted key, question by question; "" where nothing."""
    by_question: dict[str, set[str]] = {}
    for key in keys:
        question, _, word = key.partition(MARK)
        by_question.setdefault(question, set()).add(word)
    found: dict[str, tuple[str, str]] = {}
    for question, words in by_question.items():
        scale = likert_of(words)
        for word in sorted(words):
            key = f"{question}{MARK}{word}"
            if fold(word) in nulls("number"):
                found[key] = ("", "")
            elif scale is not None:
                value = number_text(scale.values.get(word))
                found[key] = (value, number_text(scale.scale_max) if value else "")
    return found


def number_text(value: float | None) -> str:
    """A number as a cell would hold it."""
    return "" if value is None else f"{value:g}"


def scale_plan(
    table: str, columns: Mapping[str, ColumnPlan], headers: Headers, clean: Clean
) -> ColumnPlan | None:
    """The length of the scale that answers in words imply, where nothing else says it."""
    if "scale_max" in columns:
        return None
    if table == "skill_assessments" and "level" in columns:
        return level_scale(columns["level"], clean)
    if table != "surveys":
        return None
    cells = headers.cells
    if "answer" in columns and "melted key" in cells:
        key = cells.index("melted key")
        lengths = melted_answers(clean.words.get(key, set()))
        values = {k: length for k, (_, length) in lengths.items() if length}
        if not values:
            return None
        return ColumnPlan(target="scale_max", sources=(f"c{key}",), kind="mapped", values=values)
    lengths_found = set()
    for name in (ANSWERS | {"answer"}) & set(columns):
        plan = columns[name]
        if plan.kind == "mapped":
            scale = likert_of(clean.words.get(int(plan.sources[0][1:]), set()))
            lengths_found |= {scale.scale_max} if scale and name != "recommend" else set()
    if len(lengths_found) != 1:
        return None
    return ColumnPlan(
        target="scale_max", kind="constant", template=number_text(lengths_found.pop())
    )


def level_plan(target: str, place: int, clean: Clean) -> ColumnPlan | None:
    """Levels in words as numbers; None where they are numbers, or words of no known frame."""
    levels = level_of(clean.words.get(place, set()))
    if levels is None:
        return None
    values = {word: number_text(level) for word, level in levels.items()}
    return ColumnPlan(
        target=target, sources=(f"c{place}",), kind="mapped", values=values, keeps_rest=True
    )


def level_scale(level: ColumnPlan, clean: Clean) -> ColumnPlan | None:
    """The highest level of the frame that levels in words belong to."""
    if level.kind != "mapped":
        return None
    levels = level_of(clean.words.get(int(level.sources[0][1:]), set()))
    if levels is None:
        return None
    highest = number_text(highest_level(levels))
    return ColumnPlan(target="scale_max", kind="constant", template=highest)
