"""Difference-in-differences unit by unit, one regression for each month of treatment and window."""

from collections.abc import Sequence

import numpy as np

from mls_metrics.stats.group_time_did import RIDGE, Panel, Window


def one_window(
    panel: Panel, window: Window, members: np.ndarray, *, gap: int
) -> tuple[float, float, np.ndarray]:
    """Mean effect over the members treated, how many unit-months it is of, and influences."""
    n, months = panel.values.shape
    total, count = 0.0, 0.0
    influence, own = np.zeros(n), np.zeros(n)
    for cohort in sorted({int(c) for c in panel.cohort if c < months}):
        late = cohort + max(*window.months, 0) + gap
        change = np.array([changed(row, cohort, window) for row in panel.values])
        x = design(panel, max(cohort - gap - 1, 0))
        mine = np.isfinite(change) & (panel.cohort == cohort)
        others = np.isfinite(change) & (panel.cohort != cohort) & (panel.clean_until > late)
        if not mine.any() or others.sum() < 5:
            continue
        gram = x[others].T @ x[others] + RIDGE * others.sum() * np.eye(x.shape[1])
        fit = np.linalg.solve(gram, x[others].T @ change[others])
        pull = np.linalg.solve(gram, x[mine].T @ members[mine])
        for unit in np.flatnonzero(mine & (members > 0)):
            left = change[unit] - x[unit] @ fit
            total, count = total + left, count + 1
            influence[unit] += left
            own[unit] += 1
        for unit in np.flatnonzero(others):
            influence[unit] -= (change[unit] - x[unit] @ fit) * (x[unit] @ pull)
    return total / count, count, (influence - own * total / count) / count


def changed(row: np.ndarray, cohort: int, window: Window) -> float:
    """Change of one unit from the base to the window's months; nan where too little is seen."""
    base = observed(row, [cohort + k for k in window.base])
    seen = observed(row, [cohort + k for k in window.months])
    if len(base) < min(3, len(window.base)) or not len(seen):
        return float("nan")
    return float(seen.mean() - base.mean())


def observed(row: np.ndarray, columns: Sequence[int]) -> np.ndarray:
    """Values of these months that there are."""
    values = row[[c for c in columns if 0 <= c < len(row)]]
    return np.asarray(values[np.isfinite(values)])


def design(panel: Panel, anchor: int) -> np.ndarray:
    """Intercept and one column for each code but the first."""
    columns = [np.ones(len(panel.cohort))]
    for codes in panel.factors:
        here = codes[:, anchor]
        columns += [(here == level).astype(float) for level in range(1, here.max() + 1)]
    return np.column_stack(columns)
