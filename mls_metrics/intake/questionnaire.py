"""Questions and answers of surveys in words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LikertScale:
    """Number by answer, and the highest of the scale."""

    values: Mapping[str, float | None]
    scale_max: float


def construct_of(question: str) -> str | None:
    """The construct that a question asks for."""
    return "satisfaction" if "overall satisf" in question.casefold() else None


def likert_of(words: set[str]) -> LikertScale | None:
    """The scale that a set of answers belongs to."""
    agree = ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"]
    filled = {word for word in words if word}
    if not filled or not all(word.casefold() in agree for word in filled):
        return None
    values = {word: float(agree.index(word.casefold()) + 1) for word in filled}
    return LikertScale(values=values, scale_max=5)


def level_of(words: set[str]) -> Mapping[str, float] | None:
    """The level that each word stands for."""
    levels = ["basic", "intermediate", "advanced", "expert"]
    if not words or not all(word.casefold() in levels for word in words):
        return None
    return {word: float(levels.index(word.casefold()) + 1) for word in words}
