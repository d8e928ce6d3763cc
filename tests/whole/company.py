"""A made-up company on disk, and the ways the whole-product tests bend it."""

import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from mls_metrics.assess import assess
from mls_metrics.model.decision import Assessment
from mls_metrics.report.assessment_json import assessment_dict
from mls_metrics.workspace import Workspace


def read(folder: Path, table: str) -> pd.DataFrame:
    """A table of the company, every cell as text."""
    return pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)


def write(folder: Path, table: str, frame: pd.DataFrame) -> None:
    """Put a table of the company back."""
    frame.to_csv(folder / f"{table}.csv", index=False)


def copy(source: Path, target: Path, *, only: set[str] | None = None) -> Path:
    """A copy of the company, with only some of its tables where asked."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.csv")):
        if only is None or path.stem in only:
            shutil.copy(path, target / path.name)
    return target


def assessed(folder: Path) -> Assessment:
    """The assessment of a folder, in memory."""
    with Workspace.open(None) as workspace:
        workspace.add([folder])
        return assess(workspace)


def as_json(folder: Path) -> dict[str, Any]:
    """The assessment of a folder as its JSON values."""
    return assessment_dict(assessed(folder))


def by_program(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Programs by id."""
    return {program["program_id"]: program for program in result["programs"]}
