"""Placebos in words: questions to which the answer must be no, asked of the user's own data."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.model.decision import Recommendation
from mls_metrics.model.evidence import StandIns
from mls_metrics.narrative.numbers import amount, count, plural
from mls_metrics.narrative.wording import TEMPLATES, say

PLACEBOS = {
    "placebo": "Exits the company decided on",
    "lead_placebo": "KPI, earlier against later months before",
    "dip_placebo": "KPI, months just before completion",
    "earlier_placebo": "KPI, the value before as if it came after",
}
NOMINAL = 0.05


def placebo_table(items: Sequence[Recommendation]) -> pd.DataFrame:
    """Every placebo that could be asked, those that found something first."""
    rows = [
        {
            "Program": item.program_name,
            "Asked of": PLACEBOS[check.name],
            "Found": "nothing" if check.passed else "something",
            "In words": check.sentence,
        }
        for item in items
        for effect in item.evidence.effects.values()
        for check in effect.checks
        if check.name in PLACEBOS
    ]
    rows.sort(key=lambda row: (row["Found"] == "nothing", row["Program"], row["Asked of"]))
    return pd.DataFrame(rows, columns=["Program", "Asked of", "Found", "In words"])


def placebo_sentence(table: pd.DataFrame) -> str:
    """How many placebos found something."""
    if table.empty:
        return TEMPLATES["placebos_none"]
    fired = int((table["Found"] == "something").sum())
    return say("placebos", all=plural(len(table), "question"), fired=count(fired))


def stand_in_table(found: Sequence[StandIns]) -> pd.DataFrame:
    """What was found among people who never took each program."""
    return pd.DataFrame(
        [
            {
                "Program": one.program_name,
                "Draws": one.drawn,
                "Claims": one.claims if one.drawn else None,
                "Mean": None if one.mean is None else amount(one.mean, "pp"),
            }
            for one in found
        ]
    )


def stand_in_sentence(found: Sequence[StandIns]) -> str:
    """Claims made where none is true, beside what chance alone would make."""
    drawn = sum(one.drawn for one in found)
    if not drawn:
        return TEMPLATES["stand_ins_none"]
    claims = sum(one.claims for one in found)
    return say(
        "stand_ins",
        draws=plural(drawn, "draw"),
        claims=plural(claims, "claim"),
        expected=amount(NOMINAL * drawn, "", decimals=0 if drawn >= 100 else 1),
    )
