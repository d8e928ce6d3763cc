"""Several programs taken together: their sufficient statistics added up, and nobody given away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mls_metrics.analysis.disclosure import safe_to_add
from mls_metrics.analysis.metrics import Statistics, estimate_one, hidden_as_few, statistics_of
from mls_metrics.analysis.silence import without_bounds
from mls_metrics.model.definition import Indicator
from mls_metrics.model.estimate import FloatArray, Measure, NotEstimable
from mls_metrics.model.policy import Policy

OF_CURVES = {"median_days", "survival_share"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgramRows:
    """A metric's rows as arrays, read once and then added up for one group after another.

    Parameters
    ----------
    programs : tuple of str, length P
        Program ids.
    place : ndarray of int, shape (R,)
        Of each row, its program's place among `programs`.
    columns : mapping of name to ndarray, shape (R,)
        The statistics, as the metric's SQL names them; what a plain dashboard would show of one
        program (`naive`) is of that program alone and left out.
    counts : ndarray, shape (P,)
        People (or things) behind each program.
    """

    programs: tuple[str, ...]
    place: NDArray[np.intp]
    columns: Mapping[str, FloatArray]
    counts: FloatArray

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "ProgramRows":
        """The rows of one metric, in the order they are in."""
        place, programs = pd.factorize(frame["program_id"], sort=True)
        columns = {name: column for name, column in statistics_of(frame).items() if name != "naive"}
        people = columns["people"] if "people" in columns else columns["n"]
        counts = np.bincount(place, weights=people, minlength=len(programs))
        return cls(
            programs=tuple(str(name) for name in programs),
            place=place,
            columns=columns,
            counts=counts.astype(np.float64),
        )

    def chosen(self, ids: Iterable[str] | None) -> NDArray[np.bool_]:
        """Which programs are among these; all of those with rows where None, shape (P,)."""
        if ids is None:
            return np.ones(len(self.programs), dtype=bool)
        wanted = set(ids)
        return np.array([name in wanted for name in self.programs], dtype=bool)


def pool(metric: Indicator, frame: pd.DataFrame, *, policy: Policy) -> Measure:
    """The estimate over all programs of a frame together, as `pool_programs`."""
    return pool_programs(metric, ProgramRows.of(frame), None, policy=policy)


def pool_programs(
    metric: Indicator, rows: ProgramRows, ids: Iterable[str] | None, *, policy: Policy
) -> Measure:
    """The estimate over several programs together, from their pooled statistics.

    A program too small to be shown is left out where the total would give it away. Where it is
    not known of every program who stayed silent, no bounds are given.

    Parameters
    ----------
    ids : iterable of str or None
        The programs; None: all.
    """
    if not metric.pools:
        return NotEstimable(
            reason=f"{metric.title} is of one program: several cannot be added up.",
            needed="Look at the programs one by one.",
            n=0,
        )
    chosen = rows.chosen(ids)
    if metric.counts_people and rows.counts[chosen].any():
        chosen[chosen] = safe_to_add(rows.counts[chosen], policy.minimum_group)
        if not chosen.any():
            return hidden_as_few(policy)
    keep = chosen[rows.place]
    if not keep.any():
        return NotEstimable(
            reason=f"{metric.title} is not known: there are no rows to count.",
            needed="These columns: " + ", ".join(metric.inputs) + ".",
            n=0,
        )
    values = {name: column[keep] for name, column in rows.columns.items()}
    if metric.statistic in OF_CURVES:
        return estimate_one(metric, values, policy=policy)
    if metric.statistic == "mean":
        return estimate_one(metric, pooled_mean(values), policy=policy)
    is_known = "silent" not in values or not bool(np.isnan(values["silent"]).any())
    total = {name: np.array([np.nansum(column)]) for name, column in values.items()}
    measure = estimate_one(metric, total, policy=policy)
    return measure if is_known else without_bounds(measure)


def pooled_mean(values: Mapping[str, FloatArray]) -> Statistics:
    """Mean, standard deviation and n of several groups taken together, as one group."""
    n = float(values["n"].sum())
    mean = float((values["mean"] * values["n"]).sum()) / n if n else 0.0
    sd = np.nan_to_num(values["sd"], nan=0.0)
    within = float(((values["n"] - 1).clip(min=0) * sd**2).sum())
    between = float((values["n"] * (values["mean"] - mean) ** 2).sum())
    spread = ((within + between) / (n - 1)) ** 0.5 if n > 1 else 0.0
    return {"mean": np.array([mean]), "sd": np.array([spread]), "n": np.array([n])}
