"""One option for each program, at most what the limits allow, by an integer program."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from mls_metrics.model.estimate import FloatArray

OPTIONS = 3
SLACK = 1e-6
# A limit of nodes, not of time: the same problem has the same answer on a slow machine.
GAP, NODES = 1e-6, 5_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """P programs with three options each: as is, scale, stop.

    Parameters
    ----------
    worth, tie, money, hours : ndarray, shape (P, 3)
        What is maximized, and what decides between equals; what is limited.
    unjudged : ndarray of 0.0 and 1.0, shape (P, 3)
        Where a program of which nothing is known would be stopped: as few as the limits allow,
        before anything is maximized. They are counted, since the least of their money would be a
        subset sum, which no solver finds in a time that a room waits for.
    allowed : ndarray of bool, shape (P, 3)
    groups : sequence of sequence of int
        Programs of which at least one must go on, for each objective.
    """

    worth: FloatArray
    tie: FloatArray
    money: FloatArray
    hours: FloatArray
    unjudged: FloatArray
    allowed: NDArray[np.bool_]
    groups: Sequence[Sequence[int]]


def best_options(
    problem: Problem, *, cap: float | None, capacity: float | None
) -> NDArray[np.int64] | None:
    """The option of each program, (P,), or None where nothing fits the limits."""
    limits = [(problem.money, cap), (problem.hours, capacity)]
    held = [(values, limit) for values, limit in limits if limit is not None]
    if held and problem.unjudged.any():
        first = solve(problem, -problem.unjudged, held)
        if first is None:
            return None
        fewest = float(problem.unjudged[np.arange(len(first)), first].sum())
        held.append((problem.unjudged, fewest))
    return solve(problem, problem.worth + problem.tie, held)


def least(problem: Problem, values: FloatArray) -> float | None:
    """The smallest sum of `values`, (P, 3), that locks, rules and objectives leave."""
    found = solve(problem, -values, [])
    return None if found is None else float(values[np.arange(len(found)), found].sum())


def solve(
    problem: Problem, gain: FloatArray, held: Sequence[tuple[FloatArray, float]]
) -> NDArray[np.int64] | None:
    """Maximize `gain`, (P, 3), with each (values, limit) of `held` kept; None: nothing fits.

    References
    ----------
    .. [1] Huangfu & Hall (2018), Parallelizing the dual revised simplex method (HiGHS), through
       scipy.optimize.milp.
    """
    count = len(gain)
    if not count:
        return np.zeros(0, dtype=np.int64)
    one_each = csr_array(np.kron(np.eye(count), np.ones(OPTIONS)))
    constraints = [LinearConstraint(one_each, 1, 1)]
    if problem.groups:
        rows = np.zeros((len(problem.groups), count, OPTIONS))
        for number, members in enumerate(problem.groups):
            rows[number, list(members), :2] = 1.0
        constraints.append(LinearConstraint(csr_array(rows.reshape(len(rows), -1)), 1, np.inf))
    if held:
        scales = [max(float(np.abs(values).max()), 1.0) for values, _ in held]
        table = vstack(
            [csr_array((v / s).reshape(1, -1)) for (v, _), s in zip(held, scales, strict=True)]
        )
        ends = [limit / s + SLACK * 1e-3 for (_, limit), s in zip(held, scales, strict=True)]
        constraints.append(LinearConstraint(table, -np.inf, ends))
    scale = max(float(np.abs(gain).max()), 1.0)
    found = milp(
        -(gain / scale).ravel(),
        integrality=np.ones(count * OPTIONS),
        bounds=Bounds(0, problem.allowed.ravel().astype(float)),
        constraints=constraints,
        options={"mip_rel_gap": GAP, "node_limit": NODES},
    )
    if found.x is None:
        return None
    return np.asarray(found.x.reshape(count, OPTIONS).argmax(axis=1), dtype=np.int64)
