"""Which platforms reach which regions, in words and as a map of cells."""

import pandas as pd

from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import TEMPLATES, say


def coverage_map(rows: pd.DataFrame) -> pd.DataFrame:
    """Platforms by regions; people in each cell, hidden where too few, a dash where nobody."""
    hidden = TEMPLATES["cell_hidden"]
    cells = rows.assign(
        shown=[hidden if pd.isna(value) else f"{int(value):,}" for value in rows["people"]]
    )
    wide = cells.pivot_table(
        index="platform", columns="region", values="shown", aggfunc="first"
    ).fillna("–")
    return wide.reset_index().rename(columns={"platform": "Platform"})


def coverage_sentence(rows: pd.DataFrame) -> str:
    """How many platforms and regions, and the first platform without anybody somewhere."""
    platforms, regions = rows["platform"].nunique(), rows["region"].nunique()
    said = say(
        "data_coverage",
        platforms=plural(platforms, "platform"),
        regions=plural(regions, "region"),
    )
    per = rows.groupby("platform", sort=True)["region"].nunique()
    short = [str(name) for name, number in per.items() if number < regions]
    return f"{said} {say('data_coverage_gap', platform=short[0])}" if short else said
