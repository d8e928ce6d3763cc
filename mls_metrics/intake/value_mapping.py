"""What the words of a column mean, apart from what the column means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mls_metrics.intake.questionnaire import level_of, likert_of
from mls_metrics.intake.values import FITTING, NUMBER, look_at
from mls_metrics.intake.vocabulary import fold, meaning, nulls
from mls_metrics.model.definition import Column
from mls_metrics.model.source import How

CLOSED = ("enum", "boolean")
NUMERIC = ("number", "integer")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueMatch:
    """One word of a column: in how many rows, and what it means.

    `target` is the canonical word, or a number as text for answers and levels in words; "" for a
    word that stands for an empty cell; None where nobody has explained it yet.
    """

    word: str
    rows: int
    target: str | None
    how: How


def propose_values(words_with_counts: Mapping[str, int], column: Column) -> tuple[ValueMatch, ...]:
    """What each word of a column means, the most frequent first.

    Words are matched whole; nothing is guessed from a part of one, since "Not completed" holds
    "completed". Empty for columns that take any text, and for numbers that stand as numbers.

    Parameters
    ----------
    words_with_counts : mapping of str to int
        Rows by word, as it stands in the file.
    column : Column
        The canonical column that the words would feed.
    """
    words = {word: n for word, n in words_with_counts.items() if word.strip()}
    if column.type in CLOSED:
        found = [closed(word, rows, column) for word, rows in words.items()]
    elif column.type in NUMERIC:
        found = numbered(words)
    else:
        found = []
    return tuple(sorted(found, key=lambda match: (-match.rows, match.word)))


def holds_words(column: Column, sample: Sequence[str]) -> bool:
    """True for a column whose words have to be explained; a sample tells numbers from answers."""
    if column.type in CLOSED:
        return True
    return column.type in NUMERIC and look_at(sample).numbers < FITTING


def closed(word: str, rows: int, column: Column) -> ValueMatch:
    """One word against a closed list."""
    target = meaning(word, column)
    own = {fold(value) for value in column.values}
    own |= {fold(value.replace("_", " ")) for value in column.values}
    how = How.EXACT if fold(word) in own else How.ALIAS
    return ValueMatch(word=word, rows=rows, target=target, how=How.GUESS if target is None else how)


def numbered(words: Mapping[str, int]) -> list[ValueMatch]:
    """Answers or levels in words, where they are of one known scale."""
    spoken = {
        word for word in words if not NUMBER.match(word) and fold(word) not in nulls("number")
    }
    if not spoken:
        return []
    likert = likert_of(spoken)
    scale: Mapping[str, float | None] = likert.values if likert else level_of(spoken) or {}
    found: list[ValueMatch] = []
    for word in words:
        if word in spoken:
            number = scale.get(word)
            empty = "" if word in scale else None
            target = empty if number is None else f"{number:g}"
            how = How.GUESS if target is None else How.ALIAS
            found.append(ValueMatch(word=word, rows=words[word], target=target, how=how))
    return found
