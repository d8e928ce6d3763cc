"""mpdta as sums by cell, and R's numbers of it; where both come from stands in oracles/."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from mls_metrics.stats.group_time_did import NEVER
from mls_metrics.stats.group_time_sums import (
    CellEffects,
    CellSums,
    cell_effects,
    group_time_contrasts,
)

HERE = Path(__file__).parent
FIRST = 2003


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def column(first_treated: int) -> int:
    return NEVER if first_treated == 0 else first_treated - FIRST


def whole_cohorts() -> CellSums:
    """mpdta, one cell a cohort."""
    cohorts = read("mpdta.toml")["cohort"]
    return CellSums(
        cohort=np.array([column(one["first_treated"]) for one in cohorts]),
        count=np.array([float(one["n"]) for one in cohorts]),
        mean=np.array([one["mean"] for one in cohorts]),
        scatter=np.array([one["scatter"] for one in cohorts]),
        design=np.ones((len(cohorts), 1)),
    )


def by_population() -> CellSums:
    """mpdta, cells with the sums that a regression on lpop needs."""
    cohorts = read("mpdta.toml")["cohort"]
    lpop = np.concatenate([one["cell_lpop"] for one in cohorts])
    return CellSums(
        cohort=np.repeat([column(one["first_treated"]) for one in cohorts], 4),
        count=np.concatenate([one["cell_n"] for one in cohorts]),
        mean=np.concatenate([one["cell_mean"] for one in cohorts]),
        scatter=np.concatenate([one["cell_scatter"] for one in cohorts]),
        design=np.column_stack([np.ones(len(lpop)), lpop]),
    )


def att_gt(spec: str) -> tuple[CellSums, CellEffects, np.ndarray]:
    """Sums, effects, and group and t of each."""
    sums = by_population() if spec.endswith("cov") else whole_cohorts()
    contrasts = group_time_contrasts(sums, never_only=spec.startswith("nev"))
    keys = [(one.cohort, (list(one.change).index(1.0))) for one in contrasts]
    return sums, cell_effects(sums, contrasts), np.array(keys)


def stacked(parts: list[CellEffects]) -> CellEffects:
    return CellEffects(
        effect=np.concatenate([one.effect for one in parts]),
        treated=np.concatenate([one.treated for one in parts]),
        slope=np.concatenate([one.slope for one in parts]),
        level=np.concatenate([one.level for one in parts]),
    )
