"""Questions, answers and levels in words: what they measure, and as which number they count."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from mls_metrics.intake.vocabulary import fold, normal

LONGEST_GAP = 6
LED = re.compile(r"^(\d{1,2})(?:\s*[-–:=.)]\s*|\s+|\s*\()(?=\D)([^()]*)\)?$")
TRAILED = re.compile(r"^(\D+?)\s*\(?(\d{1,2})\)?$")
BARE = re.compile(r"^\d{1,2}([.,]0+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class LikertScale:
    """Answers of one question as numbers.

    `values` holds the number of each answer as it stands, None for an answer that is none, such
    as "not applicable"; `scale_max` is the highest number of the scale.
    """

    kind: str
    values: Mapping[str, float | None]
    scale_max: float


@cache
def questionnaire() -> Mapping[str, Any]:
    """The words of surveys, parsed."""
    text = (files("mls_metrics.intake") / "questionnaire.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=4096)
def construct_of(question: str) -> str | None:
    """What a question measures; None where its words do not say so plainly."""
    text = normal(question)
    if not text or beside().search(text):
        return None
    return next((name for name, pattern in constructs() if pattern.search(text)), None)


@cache
def beside() -> re.Pattern[str]:
    """Words that make a question one about something else."""
    return any_of(normal(word) for word in questionnaire()["beside"]["words"])


@cache
def constructs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each construct with the words that name it."""
    return tuple(
        (entry["name"], any_of(entry["patterns"])) for entry in questionnaire()["construct"]
    )


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for whole words; a star ends a word, or stands for a few words."""
    parts = []
    for pattern in patterns:
        words = [
            rf"(?:\w+ ){{0,{LONGEST_GAP}}}?" if word == "*" else starred(word) + " "
            for word in pattern.split()
        ]
        parts.append("".join(words).strip())
    return re.compile(rf"(?:^|\s)(?:{'|'.join(parts)})(?=\s|$)")


def starred(word: str) -> str:
    """A word, or the beginning of one."""
    return re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)


def likert_of(words: Iterable[str]) -> LikertScale | None:
    """The one scale that explains every answer of a question; None where none does.

    Numbers alone are left as they are. Numbers with words, such as "5 - Strongly agree", count as
    the words mean: where 1 stands with the highest word, the numbering is turned round.
    """
    filled = {word for word in words if word.strip()}
    empty = {word for word in filled if fold(word) in missing()}
    said = {word: split(word) for word in filled - empty}
    texts = {text for _, text in said.values() if text}
    if not texts or any(not text and number is None for number, text in said.values()):
        return None
    for kind, answers in scales():
        order = {word: place for place, names in enumerate(answers, start=1) for word in names}
        if not texts <= set(order):
            continue
        found = numbered(said, order, highest=len(answers))
        if found is not None:
            values = {**found, **dict.fromkeys(sorted(empty))}
            return LikertScale(kind=kind, values=values, scale_max=float(len(answers)))
    return None


def split(answer: str) -> tuple[int | None, str]:
    """The number and the word of an answer such as "5 - Strongly agree" or "Agree (4)"."""
    folded = fold(answer)
    if BARE.match(folded):
        return int(float(folded.replace(",", "."))), ""
    if match := LED.match(folded):
        return int(match[1]), match[2].strip()
    if match := TRAILED.match(folded):
        return int(match[2]), match[1].strip(" -–:=(")
    return None, folded


def numbered(
    said: Mapping[str, tuple[int | None, str]], order: Mapping[str, int], *, highest: int
) -> dict[str, float | None] | None:
    """Each answer as a number, in the direction that words and numbers together show."""
    pairs = {(number, order[text]) for number, text in said.values() if text and number is not None}
    is_turned = bool(pairs) and all(number == highest + 1 - place for number, place in pairs)
    is_straight = all(number == place for number, place in pairs)
    if not is_turned and not is_straight:
        return None
    found: dict[str, float | None] = {}
    for answer, (number, text) in sorted(said.items()):
        if text:
            found[answer] = float(order[text])
        elif number is not None and pairs and 1 <= number <= highest:
            found[answer] = float(highest + 1 - number if is_turned and not is_straight else number)
        else:
            return None
    return found


@cache
def missing() -> frozenset[str]:
    """Answers that are none."""
    return frozenset(map(fold, questionnaire()["missing"]["answers"]))


@cache
def scales() -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """Every scale: its kind, and the words of each answer from the lowest to the highest."""
    return tuple(
        (entry["kind"], tuple(map(same, answers)))
        for entry in questionnaire()["scale"]
        for answers in entry["answers"]
    )


def same(words: str) -> frozenset[str]:
    """Words for the same answer."""
    return frozenset(map(fold, words.split(" / ")))


def level_of(words: Iterable[str]) -> Mapping[str, float] | None:
    """The level of skill that each word stands for; None unless one frame explains all of them.

    "3 - Advanced" counts as its number.
    """
    filled = {word for word in words if word.strip() and fold(word) not in missing()}
    said = {word: split(word) for word in filled}
    if not any(text for _, text in said.values()):
        return None
    for lowest, frame in frames():
        order = {word: lowest + place for place, names in enumerate(frame) for word in names}
        if all(text in order for _, text in said.values() if text):
            return {
                word: float(number if number is not None else order[text])
                for word, (number, text) in sorted(said.items())
            }
    return None


def highest_level(levels: Mapping[str, float]) -> float:
    """The highest number of the frame that levels in words belong to."""
    texts = {split(word)[1] for word in levels} - {""}
    for lowest, frame in frames():
        if texts and texts <= frozenset().union(*frame):
            return max(float(lowest + len(frame) - 1), *levels.values())
    return max(levels.values())


@cache
def frames() -> Sequence[tuple[int, tuple[frozenset[str], ...]]]:
    """Every frame of levels: its lowest number and the words of each level."""
    return tuple(
        (entry["lowest"], tuple(map(same, entry["answers"]))) for entry in questionnaire()["levels"]
    )
