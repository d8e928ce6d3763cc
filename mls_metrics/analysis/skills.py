"""Where skill gaps persist: cells of skill, role and region, small ones hidden."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mls_metrics.analysis.disclosure import hidden_with_neighbors
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.evidence import SkillGap
from mls_metrics.model.policy import Policy
from mls_metrics.stats.intervals import wilson

Cell = Mapping[Any, Any]


def find_skill_gaps(cells: pd.DataFrame, *, policy: Policy) -> tuple[SkillGap, ...]:
    """Gaps with anyone below the required level or nobody assessed, the heaviest first.

    Parameters
    ----------
    cells : DataFrame
        Mart ``skill_gaps``: skill, job_role, region, people, assessed, below,
        periods_persisting, program_id.

    Returns
    -------
    tuple of SkillGap
        Unassessed people are unknown, never below. Cells under the minimum group size are
        hidden, and with them the smallest other cell of the same skill and role, so that a
        total over regions does not give the hidden one away. They stand last: their place
        would tell their size.
    """
    hidden = hidden_cells(cells, policy.minimum_group)
    gaps = [
        (0.0 if hide else weight(cell), make_gap(cell, hidden=bool(hide), policy=policy))
        for cell, hide in zip(cells.to_dict("records"), hidden, strict=True)
        if cell["below"] > 0 or cell["assessed"] == 0 or hide
    ]
    return tuple(gap for _, gap in sorted(gaps, key=lambda pair: -pair[0]))


def weight(cell: Cell) -> float:
    """People below times quarters in a row, for the order of the list."""
    return float(cell["below"]) * (1 + float(cell["periods_persisting"]))


def hidden_cells(cells: pd.DataFrame, minimum: int) -> NDArray[np.bool_]:
    """Which cells to hide: too small, or the one that would reveal a hidden neighbor."""
    people = cells["people"].to_numpy(dtype=np.float64)
    assessed = cells["assessed"].to_numpy(dtype=np.float64)
    smallest = np.where(assessed > 0, np.minimum(people, assessed), people)
    hide = np.zeros(len(cells), dtype=bool)
    for places in cells.groupby(["skill", "job_role"], sort=True).indices.values():
        hide[places] = hidden_with_neighbors(smallest[places], minimum)
    return hide


def make_gap(cell: Cell, *, hidden: bool, policy: Policy) -> SkillGap:
    """One cell as a gap."""
    people = None if hidden else int(cell["people"])
    return SkillGap(
        skill=str(cell["skill"]),
        job_role=str(cell["job_role"]),
        region=str(cell["region"]),
        share_below=share_below(cell, hidden=hidden, policy=policy),
        people=people,
        periods_persisting=0 if hidden else int(cell["periods_persisting"]),
        program_id=str(cell["program_id"]),
    )


def share_below(cell: Cell, *, hidden: bool, policy: Policy) -> Measure:
    """Share of those assessed who are below the required level."""
    if hidden:
        return NotEstimable(
            reason=f"Fewer than {policy.minimum_group} people: hidden to protect them.",
            needed="More people, or a wider region.",
            n=None,
        )
    assessed, below = int(cell["assessed"]), int(cell["below"])
    if assessed == 0:
        return NotEstimable(
            reason="Nobody here has been assessed in this skill, so the gap is unknown.",
            needed="Rows in skill_assessments for these people.",
            n=0,
        )
    low, high = wilson(below, assessed, level=policy.level)
    value = below / assessed
    return Estimate(
        value=value,
        low=min(low, value),
        high=max(high, value),
        n=assessed,
        unit="share",
        method="wilson",
        level=policy.level,
    )
