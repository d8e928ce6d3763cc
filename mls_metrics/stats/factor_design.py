"""A design of categorical columns that is never written out as a matrix."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.estimate import FloatArray

IntArray = NDArray[np.int64]
GROUP_LIMIT = 600


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FactorGroup:
    """A few factors read together: one code per row, one row of columns per combination.

    Parameters
    ----------
    codes : ndarray of int, shape (n,)
        Combination of the group's factors.
    columns : ndarray, shape (combinations, width)
        The 0/1 columns that each combination stands for.
    first : int
        Place of the group's first column in the whole design.
    """

    codes: IntArray
    columns: FloatArray
    first: int

    @property
    def last(self) -> int:
        """Place after the group's last column."""
        return int(self.first + self.columns.shape[1])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FactorDesign:
    """Intercept and treatment-coded factors over n rows; the first level of each is the reference.

    X'WX comes from cross tables of the codes (two `bincount`s per pair of groups), so its cost is
    that of a few passes over n integers, whatever the number of columns.

    Parameters
    ----------
    groups : tuple of FactorGroup
    size, width : int
        Rows n, and columns p with the intercept at place 0.
    offsets : tuple of int
        Place of each factor's first column.
    """

    groups: tuple[FactorGroup, ...]
    size: int
    width: int
    offsets: tuple[int, ...]

    def predictor(self, coefficients: FloatArray) -> FloatArray:
        """X b, shape (n,)."""
        total = np.full(self.size, coefficients[0])
        for group in self.groups:
            total += (group.columns @ coefficients[group.first : group.last])[group.codes]
        return total

    def totals(self, weights: FloatArray) -> FloatArray:
        """X'w, shape (p,)."""
        parts = [np.array([weights.sum()])]
        for group in self.groups:
            counts = np.bincount(group.codes, weights, minlength=len(group.columns))
            parts.append(counts @ group.columns)
        return np.concatenate(parts)

    def gram(self, weights: FloatArray) -> FloatArray:
        """X' diag(w) X, shape (p, p)."""
        result = np.zeros((self.width, self.width))
        result[0, :] = self.totals(weights)
        result[:, 0] = result[0, :]
        for place, one in enumerate(self.groups):
            counts = np.bincount(one.codes, weights, minlength=len(one.columns))
            own = one.columns.T @ (counts[:, None] * one.columns)
            result[one.first : one.last, one.first : one.last] = own
            for other in self.groups[place + 1 :]:
                pair = one.codes * len(other.columns) + other.codes
                size = len(one.columns) * len(other.columns)
                table = np.bincount(pair, weights, minlength=size).reshape(len(one.columns), -1)
                block = one.columns.T @ (table @ other.columns)
                result[one.first : one.last, other.first : other.last] = block
                result[other.first : other.last, one.first : one.last] = block.T
        return result


def factor_design(factors: Sequence[IntArray], levels: Sequence[int]) -> FactorDesign:
    """Design of an intercept and F factors.

    Parameters
    ----------
    factors : sequence of ndarray of int, each of shape (n,)
        Codes 0 to levels - 1.
    levels : sequence of int
        Number of levels of each factor; one level makes no column.
    """
    groups: list[FactorGroup] = []
    offsets: list[int] = []
    width, size = 1, len(factors[0])
    pending: list[tuple[IntArray, int]] = []
    for codes, count in zip(factors, levels, strict=True):
        assert len(codes) == size, "factors of one design have the same number of rows"
        room = int(np.prod([number for _, number in pending], initial=1))
        if pending and room * count > GROUP_LIMIT:
            groups.append(merged_group(pending, first=offsets[-len(pending)]))
            pending = []
        offsets.append(width)
        width += count - 1
        pending.append((np.asarray(codes, dtype=np.int64), count))
    groups.append(merged_group(pending, first=offsets[-len(pending)]))
    return FactorDesign(groups=tuple(groups), size=size, width=width, offsets=tuple(offsets))


def merged_group(factors: Sequence[tuple[IntArray, int]], *, first: int) -> FactorGroup:
    """Several factors as one code with the columns of each side by side."""
    code = np.zeros(len(factors[0][0]), dtype=np.int64)
    columns = np.zeros((1, 0))
    for codes, count in factors:
        code = code * count + codes
        own = np.eye(count)[:, 1:]
        columns = np.hstack([np.repeat(columns, count, axis=0), np.tile(own, (len(columns), 1))])
    return FactorGroup(codes=code, columns=columns, first=first)


def solve_flat(matrix: FloatArray, vector: FloatArray) -> FloatArray:
    """Solution of a symmetric system that may be short of rank: the smallest one.

    Parameters
    ----------
    matrix : ndarray, shape (p, p)
    vector : ndarray, shape (p,) or (p, m)
        One right-hand side, or m of them.
    """
    scale = np.sqrt(np.maximum(np.diag(matrix), 1e-300))
    scaled = matrix / np.outer(scale, scale)
    inverse = np.linalg.pinv(scaled, rcond=1e-11, hermitian=True)
    return np.asarray(((inverse @ (vector.T / scale).T).T / scale).T)


def pool_levels(
    codes: IntArray, treated: FloatArray, controls: FloatArray, *, minimum: float
) -> tuple[IntArray, int]:
    """Codes with thin levels joined, and the number of levels left.

    Parameters
    ----------
    codes : ndarray of int, shape (n,)
    treated, controls : ndarray, shape (n,)
        People of either arm in each row.
    minimum : float
        A level with fewer than this in either arm joins the others that are thin; if those
        together are still thin they join the commonest level.

    Returns
    -------
    codes : ndarray of int, shape (n,)
        New codes, 0 for the commonest level.
    levels : int
    """
    levels = int(codes.max()) + 1
    arms = np.stack([np.bincount(codes, arm, minlength=levels) for arm in (treated, controls)])
    thin = arms.min(axis=0) < minimum
    if thin.all():
        return np.zeros_like(codes), 1
    kept = [int(level) for level in np.argsort(-arms[0], kind="stable") if not thin[level]]
    target = np.zeros(levels, dtype=np.int64)
    target[kept] = np.arange(len(kept))
    joined = arms[:, thin].sum(axis=1)
    rest_stands_alone = bool(thin.any()) and joined.min() >= minimum
    target[thin] = len(kept) if rest_stands_alone else 0
    return target[codes], len(kept) + int(rest_stands_alone)
