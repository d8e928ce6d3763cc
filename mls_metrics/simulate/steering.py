"""How learning is run and steered: service measures, decisions, escalations, the vision."""

from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import MONTHS, month_text
from mls_metrics.simulate.plan import read

SERVICE_MONTHS = 24
DIGITS = 4  # of a measure's value


def service_table(rng: np.random.Generator, *, months: int = MONTHS) -> pd.DataFrame:
    """Every measure of the learning service, month by month for two years.

    Parameters
    ----------
    rng : Generator
        A stream of its own; it is drawn from month by month, so a longer table begins the same.
    months : int
        Months since the first one before which the table ends.
    """
    entry = read("organization.toml")
    first = MONTHS - SERVICE_MONTHS
    rows = [
        measured(rng, entry, name, month, first)
        for month in range(first, months)
        for name in entry["service"]
    ]
    return pd.DataFrame(rows)


def measured(
    rng: np.random.Generator, entry: dict[str, Any], name: str, month: int, first: int
) -> dict[str, Any]:
    """One measure in one month."""
    measure = entry["service"][name]
    party = measure.get("party", "partner")
    part = (month - first) / (SERVICE_MONTHS - 1)
    middle = measure["start"] + part * (measure["end"] - measure["start"])
    value = middle + measure["sd"] * rng.standard_normal()
    forecast = middle * (1 + measure["off"] * rng.standard_normal())
    grown = (1 + entry["service_trend"].get(measure["work"], 0.0)) ** (month - first)
    return {
        "measure": name,
        "period": month_text(month),
        "value": rounded(value),
        "kind": measure["kind"],
        "target": measure["target"],
        "forecast": rounded(forecast),
        "weight": measure["weight"],
        "process_step": measure["step"],
        "provider": entry["service_provider"][party],
        "party": party,
        "work_type": measure["work"],
        "hours": round(measure["hours"] * grown * rng.uniform(0.95, 1.05), 1),
        "spend": round(measure["spend"] * grown * rng.uniform(0.96, 1.04)),
        "direction": measure.get("direction", "higher"),
    }


def rounded(value: float) -> float:
    """A value as a report gives it: shares to a tenth of a percent, the rest to a tenth."""
    return float(f"{value:.{DIGITS}g}") if value >= 1 else round(value, DIGITS - 1)


def listed(file: str, name: str, *, programs: set[str]) -> pd.DataFrame:
    """A list of a TOML file as a table, without rows of programs that are not there."""
    rows = read(file)[name]
    return pd.DataFrame([row for row in rows if row.get("program_id", "") in {"", *programs}])


def vision_table() -> pd.DataFrame:
    """Every version of every answer; a question without one has no row."""
    rows = [
        {"question": question, **version, "version": number, "author": entry["author"]}
        for question, entry in read("organization.toml")["vision"].items()
        for number, version in enumerate(entry["versions"], start=1)
    ]
    table = pd.DataFrame(rows)
    return table.sort_values(["changed_on", "question"], kind="stable", ignore_index=True)
