"""What the name of a column says: known names by language, abbreviations spelled out, likeness."""

import itertools
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from mls_metrics.catalog.load import tables
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.source import How

ENGLISH, ANY, STAND_INS, ELSEWHERE, LEARNING = "en", "any", "stand_ins", "elsewhere", "learning"
OWN, KNOWN, SPELLED = 1.0, 0.95, 0.9
LIKE, BESIDE, STAND_IN, FOREIGN, LEAST = 0.8, 0.7, 0.75, 0.6, 0.5
NEVER_LIKE = {"source_status", "construct"}
READINGS, LONGEST = 24, 12
# A time zone in brackets behind the name: Completed At (PST/PDT), Last Viewed (UTC+1).
ZONE = re.compile(
    r"[(\[](?:UTC|GMT|Z|[PMCE][SD]T|CES?T|BST|IST|JST|AES?T)(?:[/+-][\w:]{1,5})?[)\]]",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese",
    "it": "Italian", "nl": "Dutch", "pl": "Polish", "sv": "Swedish", "da": "Danish",
    "ja": "Japanese", "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """How much a column's name speaks for a meaning, and why."""

    confidence: float
    how: How
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One known name of one canonical column."""

    target: str
    shown: str
    words: frozenset[str]
    languages: frozenset[str]
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The known names of one table: without spaces, as sets of words, and by single words."""

    whole: Mapping[str, tuple[Entry, ...]]
    sets: Mapping[frozenset[str], tuple[Entry, ...]]
    words: Mapping[str, tuple[Entry, ...]]


@cache
def names_file() -> Mapping[str, Mapping[str, Any]]:
    """The file of known names, parsed."""
    text = (files("mls_metrics.intake") / "headers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Short forms and the words they may stand for."""
    text = (files("mls_metrics.intake") / "abbreviations.toml").read_text(encoding="utf-8")
    return {short: tuple(long) for short, long in tomllib.loads(text)["short"].items()}


@cache
def fillers() -> frozenset[str]:
    """Words that say nothing in a header."""
    text = (files("mls_metrics.intake") / "abbreviations.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["fillers"]["words"])


@lru_cache(maxsize=8192)
def compared(name: str) -> str:
    """A header as names are compared: signs that are words are spelled out, zones left out."""
    bare = ZONE.sub(" ", name)
    return normal(bare.replace("#", " number ").replace("%", " percent "))


def squeezed(name: str) -> str:
    """A compared name without its spaces, so that `HireDate` is `hire date`."""
    return name.replace(" ", "")


@cache
def header_names() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Known names of our columns by table and column, as headers are compared."""
    return {
        **{
            table: found
            for table in tables()
            if (found := {t: shown_names(table, t) for t in targets_of(table) if known(table, t)})
        },
        STAND_INS: {
            target: tuple(dict.fromkeys(compared(n) for names in by.values() for n in names))
            for target, by in names_file()[STAND_INS].items()
        },
    }


def targets_of(table: str) -> tuple[str, ...]:
    """The columns of a table."""
    return tuple(column.name for column in tables()[table].columns)


def shown_names(table: str, target: str) -> tuple[str, ...]:
    """Known names of one column, as headers are compared."""
    return tuple(dict.fromkeys(compared(name) for name, _ in known(table, target)))


def known(table: str, target: str) -> tuple[tuple[str, str], ...]:
    """Known names of one column with their languages, those of all tables included."""
    shared = names_file()[ANY].get(target, {})
    own = names_file().get(table, {}).get(target, {})
    return tuple(
        (name, language)
        for by_language in (own, shared)
        for language, names in by_language.items()
        for name in names
    )


@cache
def index(table: str) -> Index:
    """The known names of one table, of the stand-ins, or of what is found elsewhere."""
    whole: dict[str, dict[str, Entry]] = {}
    for target, named in named_targets(table):
        for name, language, is_own in named:
            key, before = squeezed(compared(name)), None
            before = whole.setdefault(key, {}).get(target)
            whole[key][target] = Entry(
                target=target,
                shown=before.shown if before else name,
                words=words_of(compared(name)),
                languages=frozenset({language}) | (before.languages if before else frozenset()),
                is_own=is_own or (before is not None and before.is_own),
            )
    sets: dict[frozenset[str], list[Entry]] = {}
    words: dict[str, list[Entry]] = {}
    for entry in (entry for by_target in whole.values() for entry in by_target.values()):
        sets.setdefault(entry.words, []).append(entry)
        for word in sorted(entry.words):
            words.setdefault(word, []).append(entry)
    return Index(
        whole={key: tuple(found.values()) for key, found in whole.items()},
        sets={key: tuple(found) for key, found in sets.items()},
        words={key: tuple(found) for key, found in words.items()},
    )


def named_targets(table: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Targets with their names, languages, and whether a name is our own."""
    if table == ELSEWHERE:
        by = names_file()[ELSEWHERE]
        return [("", [(name, lang, False) for lang, names in by.items() for name in names])]
    if table == STAND_INS:
        return [
            (target, [(name, lang, False) for lang, names in by.items() for name in names])
            for target, by in names_file()[STAND_INS].items()
        ]
    return [
        (target, [(target, ENGLISH, True), *((n, lang, False) for n, lang in known(table, target))])
        for target in targets_of(table)
    ]


@lru_cache(maxsize=65536)
def words_of(name: str) -> frozenset[str]:
    """The words of a compared name that say something."""
    said = frozenset(name.split())
    return said - fillers() or said


@lru_cache(maxsize=8192)
def readings(name: str) -> tuple[str, ...]:
    """A header with its short forms spelled out, in every way they can be; itself first."""
    plain = compared(name)
    options = [(word, *abbreviations().get(word, ())) for word in compared(split(name)).split()]
    spelled = (" ".join(words) for words in itertools.product(*options))
    return tuple(dict.fromkeys((plain, *itertools.islice(spelled, READINGS))))


def split(name: str) -> str:
    """A header with spaces where capitals begin a new word."""
    return CAMEL.sub(" ", name)


@lru_cache(maxsize=8192)
def languages_of(name: str) -> frozenset[str]:
    """The languages in which a header is a known name of anything."""
    found: frozenset[str] = frozenset()
    for table in (*tables(), STAND_INS, ELSEWHERE):
        for entry in index(table).whole.get(squeezed(compared(name)), ()):
            found |= entry.languages
    return found


def spoken(cells: Sequence[str]) -> tuple[frozenset[str], ...]:
    """For each header the languages that most of the other headers are known in."""
    each = [languages_of(cell) for cell in cells]
    votes = Counter(language for languages in each for language in languages)
    found: list[frozenset[str]] = []
    for own in each:
        others = {language: n - (language in own) for language, n in votes.items()}
        most = max(others.values(), default=0)
        found.append(frozenset(lang for lang, n in others.items() if n == most and n > 0))
    return tuple(found)


@lru_cache(maxsize=16384)
def name_matches(name: str, table: str, around: frozenset[str]) -> Mapping[str, NameMatch]:
    """What a header may mean in a table, by its name alone.

    Parameters
    ----------
    around : frozenset of str
        The languages of the other headers; empty where nothing is known of them.
    """
    if not compared(name):
        return {}
    found: dict[str, NameMatch] = {}
    own = squeezed(compared(name))
    for entry in index(table).whole.get(own, ()):
        keep_better(found, entry.target, known_match(entry, name, around, is_same=True))
    for entry in index(STAND_INS).whole.get(own, ()):
        if entry.target in targets_of(table):
            reason = "a name that can stand in for it"
            match = NameMatch(confidence=STAND_IN, how=How.GUESS, reason=reason)
            keep_better(found, entry.target, match)
    if not found and any(own in index(other).whole for other in (*tables(), ELSEWHERE)):
        return {}
    for reading in readings(name):
        for entry in (*index(table).whole.get(squeezed(reading), ()), *same_words(table, reading)):
            keep_better(found, entry.target, known_match(entry, reading, around, is_same=False))
    if not found and is_elsewhere(name):
        return {}
    most = BESIDE if found else LIKE
    for target, match in likenesses(name, table, around).items():
        keep_better(found, target, replace(match, confidence=min(most, match.confidence)))
    return found


def same_words(table: str, reading: str) -> tuple[Entry, ...]:
    """Known names of the same words in another order."""
    return index(table).sets.get(words_of(reading), ()) if " " in reading else ()


def keep_better(found: dict[str, NameMatch], target: str, match: NameMatch) -> None:
    """Keep the more confident of two matches."""
    if target not in found or found[target].confidence < match.confidence:
        found[target] = match


def known_match(entry: Entry, reading: str, around: frozenset[str], *, is_same: bool) -> NameMatch:
    """A known name: less where it is a word of another language than the file's."""
    if not is_spoken(entry, around):
        said = " or ".join(LANGUAGES[lang] for lang in sorted(entry.languages))
        others = " and ".join(LANGUAGES[lang] for lang in sorted(around))
        reason = f"a {said} name, while the other columns are {others}"
        return NameMatch(confidence=FOREIGN, how=How.GUESS, reason=reason)
    if is_same and entry.is_own:
        return NameMatch(confidence=OWN, how=How.EXACT, reason="our own name")
    if is_same:
        return NameMatch(confidence=KNOWN, how=How.ALIAS, reason="known name")
    reason = f"'{reading}' spelled out"
    return NameMatch(confidence=SPELLED, how=How.ALIAS, reason=reason)


def is_elsewhere(name: str) -> bool:
    """True for a header that is known to mean something that is none of our columns."""
    known_elsewhere = index(ELSEWHERE)
    return any(
        squeezed(reading) in known_elsewhere.whole or words_of(reading) in known_elsewhere.sets
        for reading in readings(name)
    )


def is_spoken(entry: Entry, around: frozenset[str]) -> bool:
    """True for a name in English, which stands in exports of every language, or in the file's."""
    return not around or ENGLISH in entry.languages or bool(entry.languages & around)


def likenesses(name: str, table: str, around: frozenset[str]) -> dict[str, NameMatch]:
    """Guesses from words that a header shares with known names of the file's languages."""
    found: dict[str, NameMatch] = {}
    by_word = index(table).words
    for said in said_words(name):
        near = {id(entry): entry for word in sorted(said) for entry in by_word.get(word, ())}
        for entry in near.values():
            share = min(LIKE, len(said & entry.words) / len(said | entry.words))
            if share >= LEAST and is_spoken(entry, around) and entry.target not in NEVER_LIKE:
                match = NameMatch(
                    confidence=round(share, 3), how=How.GUESS, reason=f"like '{entry.shown}'"
                )
                keep_better(found, entry.target, match)
    return found


@lru_cache(maxsize=8192)
def said_words(name: str) -> tuple[frozenset[str], ...]:
    """The words of each reading of a header, in a fixed order; none of a whole sentence."""
    found = dict.fromkeys(words_of(reading) for reading in readings(name))
    return tuple(said for said in found if len(said) <= LONGEST)


@lru_cache(maxsize=8192)
def meanings(name: str) -> frozenset[tuple[str, str]]:
    """Every table and column that a header is a known name of, in any language."""
    return frozenset(
        (table, target)
        for table in tables()
        for target, match in name_matches(name, table, frozenset()).items()
        if match.confidence >= SPELLED
    )


def is_open(name: str) -> bool:
    """True for a name with several meanings, which counts only with values to check."""
    return len({target for _, target in meanings(name)}) > 1


def telling(name: str) -> float:
    """How much a header says about its table: less where columns of many tables have the name."""
    return float(max(1, len({table for table, _ in meanings(name)})) ** -0.5)


def is_of_learning(name: str) -> bool:
    """True for a header with a word of learning in it, in whatever language."""
    said = [squeezed(reading) for reading in readings(name)]
    return any(stem in reading for stem in names_file()[LEARNING]["stems"] for reading in said)
