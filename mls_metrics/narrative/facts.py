"""Words around facts of the organization: what is needed, and headings of their columns."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.catalog.load import tables
from mls_metrics.model.fact import Fact
from mls_metrics.narrative.numbers import amount
from mls_metrics.narrative.wording import TEMPLATES, say

SHARE = " (0-1)"  # the end of a heading whose numbers are shares
Missing = Sequence[Sequence[str]]


def headed(fact: Fact, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows under the headings of the catalogue: days without midnight, shares in percent."""
    shown = rows[list(fact.columns)].copy()
    for name in (name for name, heading in fact.columns.items() if heading.endswith(SHARE)):
        cells = [None if pd.isna(cell) else amount(float(cell), "share") for cell in shown[name]]
        shown[name] = pd.Series(cells, index=shown.index, dtype="object")
    for name in shown.columns:
        if pd.api.types.is_datetime64_any_dtype(shown[name]):
            shown[name] = shown[name].dt.strftime("%Y-%m-%d").where(shown[name].notna(), None)
    return shown.rename(
        columns={name: heading.removesuffix(SHARE) for name, heading in fact.columns.items()}
    )


def needs_sentence(fact: Fact, missing: Missing) -> str:
    """Which file and column would answer it, and whom to ask."""
    return say("fact_needs", columns=columns_line(missing), who=fact.ask)


def columns_line(missing: Missing) -> str:
    """``decision_rights (decision, letter); reviews (due_on)``."""
    by_table: dict[str, list[str]] = {}
    for names in missing:
        table = names[0].partition(".")[0]
        by_table.setdefault(table, []).append(" or ".join(bare(name, table) for name in names))
    return "; ".join(f"{table} ({', '.join(names)})" for table, names in by_table.items())


def bare(name: str, table: str) -> str:
    """The column, with its table where that is another one."""
    other, _, column = name.partition(".")
    return column if other == table else name


def ask_text(fact: Fact, missing: Missing) -> str:
    """A message to copy: what for, which columns, in which form."""
    lines = [say("ask_hello", who=fact.ask), say("ask_why", questions=fact.question)]
    for table in dict.fromkeys(name.partition(".")[0] for names in missing for name in names):
        needed = [f"{item.name} ({item.type})" for item in tables()[table].columns if item.needed]
        wanted = [
            bare(name, table)
            for names in missing
            for name in names
            if name.partition(".")[0] == table
        ]
        columns = ", ".join(dict.fromkeys([*needed, *wanted]))
        lines.append(
            say("fact_ask_table", table=table, grain=tables()[table].grain, columns=columns)
        )
    lines.append(TEMPLATES["ask_form"])
    return "\n\n".join(lines) + "\n"
