"""Made tables in the names that people give their columns, with the meaning of each column."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from mls_metrics.catalog.load import tables
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.names import abbreviations, compared, known, names_file
from mls_metrics.intake.sense import KEYS
from mls_metrics.model.definition import Column

ROWS = 60
RANGES = {
    "score": (35, 100), "progress": (0, 100), "pass_mark": (50, 80), "attempt": (1, 3),
    "annual_salary": (30_000, 90_000), "fte": (0.5, 1), "recommend": (0, 10), "scale_max": (5, 5),
    "level": (1, 5), "required_level": (1, 5), "target_level": (1, 5), "criticality": (1, 5),
    "weight": (0, 1), "rate": (0.8, 1.3), "hours": (1, 20),
}  # fmt: skip
# Year and month in which things happen, so that what comes later does.
TIMES = {
    "hire_date": (2015, 1), "termination_date": (2022, 1), "snapshot_date": (2024, 12),
    "assigned_on": (2023, 1), "enrolled_on": (2023, 3), "started_on": (2023, 6),
    "completed_on": (2024, 1), "withdrawn_on": (2024, 2), "due_on": (2024, 6),
    "expires_on": (2025, 1), "raised_on": (2023, 1), "opened_on": (2023, 1),
    "launched_on": (2022, 1),
}  # fmt: skip
WORDS = ["Alpha", "Beta team", "Gamma", "Delta", "Epsilon"]
STRANGE: tuple[Callable[[int], str], ...] = (
    lambda row: f"2020-{row % 12 + 1:02d}-11",
    lambda row: "something else",
    lambda row: str(row % 7),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A table with the canonical column of each header, None where it has none."""

    table: str
    headers: Headers
    truth: tuple[str | None, ...]


def made_table(seed: int) -> Made:
    """Some columns of one canonical table under other names, shuffled, with strangers among them.

    The names are our own, known ones of one language, or those with words cut short.
    """
    chance = random.Random(seed)
    table = chance.choice(sorted(tables()))
    columns = [c for c in tables()[table].columns if c.needed or chance.random() < 0.6]
    language = chance.choice(["en", "en", "en", "de", "fr", "es", "pt"])
    fields: list[tuple[str, Column | None]] = [
        (renamed(table, column, language, chance), column) for column in columns
    ]
    if chance.random() < 0.5:
        ours = {name for column in tables()[table].columns for name, _ in known(table, column.name)}
        others = [name for name in names_file()["elsewhere"]["en"] if name not in ours]
        fields += [(name, None) for name in chance.sample(others, 2)]
    chance.shuffle(fields)
    strange = [chance.choice(STRANGE) for _ in fields]
    rows = tuple(
        tuple(
            cell(table, column, row, chance) if column else strange[place](row)
            for place, (_, column) in enumerate(fields)
        )
        for row in range(ROWS)
    )
    return Made(
        table=table,
        headers=Headers(row=1, cells=tuple(name for name, _ in fields), sample=rows),
        truth=tuple(column.name if column else None for _, column in fields),
    )


def renamed(table: str, column: Column, language: str, chance: random.Random) -> str:
    """Another name of a column."""
    kind = chance.choice(["own", "known", "known", "short"])
    names = [name for name, spoken in known(table, column.name) if spoken == language]
    names = names or [name for name, spoken in known(table, column.name) if spoken == "en"]
    if kind == "own" or (kind == "known" and not names):
        return column.name
    name = chance.choice(names) if names else column.name
    return shortened(name, chance) if kind == "short" else name


def shortened(name: str, chance: random.Random) -> str:
    """A name with one of its words cut short, where a short form is known."""
    words = name.replace("_", " ").split()
    place = chance.randrange(len(words))
    shorts = [short for short, long in abbreviations().items() if compared(words[place]) in long]
    if shorts:
        words[place] = chance.choice(shorts).title()
    return " ".join(words)


def cell(table: str, column: Column, row: int, chance: random.Random) -> str:
    """One plausible value of a column."""
    if KEYS.get(table) == column.name:
        return f"{column.name[:2].upper()}{row + 100}"
    if column.type == "id":
        return identifier(column.name, row)
    if column.type in ("date", "month"):
        year, month = TIMES.get(column.name, (2024, 1 + row * 5 % 12))
        day = "" if column.type == "month" else f"-{1 + row * 7 % 28:02d}"
        return f"{year}-{month:02d}{day}"
    if column.type == "enum":
        return chance.choice(column.values)
    if column.type == "boolean":
        return chance.choice(["Yes", "No"])
    if column.type in ("number", "integer", "money"):
        low, high = RANGES.get(column.name, (1, 60))
        number = chance.uniform(low, high)
        return f"{number:.2f}" if column.type == "money" or high <= 1.5 else str(round(number))
    return chance.choice(WORDS) + (f" {row}" if column.name in ("full_name", "comment") else "")


def identifier(name: str, row: int) -> str:
    """An id, an address or a user name."""
    shapes = {
        "email": f"p{row % 40}@x.org",
        "username": f"user{row % 40}",
        "employee_id": f"{1000 + row % 40:05d}",
        "manager_id": f"{1000 + row % 7:05d}",
    }
    return shapes.get(name, f"{name[:2].upper()}-{row % 9:03d}")
