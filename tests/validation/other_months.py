"""The sample company with its months cut elsewhere: what the grid of calendar months costs."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.assess import assess
from mls_metrics.report.assessment_json import assessment_dict
from mls_metrics.workspace import Workspace
from tests.validation.public_sets import Line

SAMPLE = Path(__file__).resolve().parents[2] / "data"
TABLES = ("employees", "job_history", "enrollments", "programs")
DAYS_LATER = 15
LARGEST_MEAN_MOVE = 0.5


def other_months() -> Iterator[Line]:
    """Every date half a month later: retention must move by a fraction of its own doubt.

    Starts and exits of one calendar month become those of two, so whatever the grid decides about
    the order of events within a month is decided differently for about half of them.
    """
    usual, moved = (retention_of(days) for days in (0, DAYS_LATER))
    moves = np.array(
        [
            abs(moved[one]["value"] - effect["value"]) / ((effect["high"] - effect["low"]) / 3.92)
            for one, effect in usual.items()
            if "value" in effect and "value" in moved[one]
        ]
    )
    told = (
        f"{len(moves)} effects move by {moves.mean():.2f} standard errors on average, "
        f"at most {moves.max():.2f}"
    )
    yield "months cut half a month later: retention", moves.mean() <= LARGEST_MEAN_MOVE, told


def retention_of(days: int) -> dict[str, dict[str, Any]]:
    """Retention effects of the sample company with every date that many days later."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in TABLES:
            table = pd.read_csv(SAMPLE / f"{name}.csv", dtype=str)
            for column in table.columns:
                if column.endswith(("_on", "_date", "_from")):
                    later = pd.to_datetime(table[column]) + pd.Timedelta(days=days)
                    table[column] = later.dt.strftime("%Y-%m-%d")
            table.to_csv(folder / f"{name}.csv", index=False)
        with Workspace.open(None) as workspace:
            workspace.add(sorted(folder.glob("*.csv")))
            answer = assessment_dict(assess(workspace))
    return {one["program_id"]: one["effects"]["retention_12m"] for one in answer["programs"]}
