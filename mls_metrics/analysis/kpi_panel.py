"""KPI tables to arrays by unit and month."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.policy import Policy
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.group_time_did import NEVER, Panel

PATTERN = ("tenure_code", "role_code", "region_code", "level_code", "rating_code")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ValueGrid:
    """Values of one KPI; n units, T months from `first`.

    Parameters
    ----------
    units : ndarray, shape (n,)
        person_key, or the unit's id.
    values : ndarray, shape (n, T)
    """

    units: np.ndarray
    first: int
    values: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PersonGrid:
    """Pattern codes of the persons of a value grid.

    Parameters
    ----------
    factors : tuple of ndarray of int, each of shape (n, T)
        -1 where the person was not employed.
    manager : ndarray of int, shape (n,)
        The manager in the person's middle month; people without one are alone.
    region, role : ndarray of int, shape (n,)
        Codes in that month, -1 where not known.
    """

    factors: tuple[IntArray, ...]
    manager: IntArray
    region: IntArray
    role: IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """The groups of one factor that units belong to; n units.

    Parameters
    ----------
    factor : str
        region, role or version.
    codes : ndarray of int, shape (n,)
        Keys of `names`; -1 where not known.
    names : mapping of int to str
        In the order in which they are shown.
    """

    factor: str
    codes: IntArray
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Treatment:
    """Who was treated when, in columns of a grid; n units, T months.

    Parameters
    ----------
    cohort, clean_until : ndarray of int, shape (n,)
    after, never : ndarray of bool, shape (n, T)
        Unit-months after treatment, and unit-months of the never trained.
    dose : ndarray, shape (n, T), or None
    started : ndarray of int, shape (n,), or None
        Column of a person's start; below any column where the dates cannot be used.
    version : ndarray of int, shape (n,), or None
        Version code of those treated, -1 for the others; None where units have no one version.
    """

    cohort: IntArray
    clean_until: IntArray
    after: np.ndarray
    never: np.ndarray
    dose: FloatArray | None = None
    started: IntArray | None = None
    version: IntArray | None = None

    def panel(self, grid: ValueGrid, factors: tuple[IntArray, ...]) -> Panel:
        """The panel of a grid under this treatment."""
        return Panel(
            values=grid.values,
            cohort=self.cohort,
            clean_until=self.clean_until,
            factors=factors,
        )


def value_grid(frame: pd.DataFrame, *, by_person: bool) -> ValueGrid:
    """Rows of unit, month and value as a matrix."""
    if by_person:
        frame = frame[frame["person_key"].notna()]
    keys = (
        frame["person_key"].to_numpy(dtype=np.int64)
        if by_person
        else frame["unit_id"].to_numpy(dtype=object).astype(str)
    )
    units, place = np.unique(keys, return_inverse=True)
    month = frame["month"].to_numpy(dtype=np.int64)
    first = int(month.min()) if len(month) else 0
    width = int(month.max()) - first + 1 if len(month) else 0
    values = np.full((len(units), width), np.nan)
    values[place, month - first] = frame["value"].to_numpy(dtype=float)
    return ValueGrid(units=units, first=first, values=values)


def person_grid(grid: ValueGrid, patterns: pd.DataFrame) -> PersonGrid:
    """Pattern codes in the order of a value grid of persons."""
    person = patterns["person_key"].to_numpy(dtype=np.int64)
    place = np.searchsorted(grid.units, person).clip(max=max(len(grid.units) - 1, 0))
    column = patterns["month"].to_numpy(dtype=np.int64) - grid.first
    known = (grid.units[place] == person) & (column >= 0) & (column < grid.values.shape[1])
    place, column = place[known], column[known]
    factors = []
    for name in PATTERN:
        codes = np.full(grid.values.shape, -1, dtype=np.int64)
        codes[place, column] = patterns[name].to_numpy(dtype=np.int64)[known]
        factors.append(codes)
    manager = middle_value(
        place, patterns["manager_key"].to_numpy(np.int64)[known], len(grid.units)
    )
    alone = manager.max(initial=0) + 1 + np.arange(len(grid.units))
    region, role = (
        middle_value(place, patterns[name].to_numpy(np.int64)[known], len(grid.units))
        for name in ("region_code", "role_code")
    )
    return PersonGrid(
        factors=tuple(factors),
        manager=np.where(manager >= 0, manager, alone),
        region=region,
        role=role,
    )


def middle_value(place: IntArray, values: IntArray, size: int) -> IntArray:
    """The value of each unit's middle row (rows sorted by unit and month); -1 without rows."""
    first = np.searchsorted(place, np.arange(size), side="left")
    last = np.searchsorted(place, np.arange(size), side="right")
    found = np.full(size, -1, dtype=np.int64)
    seen = last > first
    found[seen] = values[((first + last) // 2)[seen]]
    return found


def person_treatment(grid: ValueGrid, starts: pd.DataFrame) -> Treatment:
    """Cohorts of persons: month of completion; comparison until their own start or completion."""
    units, width = grid.values.shape
    cohort, clean = np.full(units, NEVER), np.full(units, NEVER)
    enrolled = np.zeros(units, dtype=bool)
    person = starts["person_key"].to_numpy(dtype=np.int64)
    place = np.searchsorted(grid.units, person).clip(max=max(units - 1, 0))
    known = grid.units[place] == person
    starts, place = starts[known], place[known]
    done = starts["completion_month"].to_numpy(dtype=float, na_value=np.nan) - grid.first
    begun = starts["start_month"].to_numpy(dtype=float, na_value=np.nan) - grid.first
    excluded = starts["is_excluded"].to_numpy(dtype=bool)
    enrolled[place] = True
    completed = np.isfinite(done) & ~excluded & (done >= 0)
    cohort[place[completed]] = done[completed].astype(np.int64)
    until = np.where(np.isfinite(done), done, np.where(np.isfinite(begun), begun, NEVER))
    clean[place] = np.where(excluded, 0, np.maximum(until, 0)).astype(np.int64)
    started = np.full(units, NEVER)
    first = np.fmin(begun, done)
    started[place] = np.where(excluded, -NEVER, np.where(np.isfinite(first), first, NEVER))
    version = np.full(units, -1, dtype=np.int64)
    version[place[completed]] = starts["version_code"].to_numpy(dtype=np.int64)[completed]
    months = np.arange(width)
    return Treatment(
        cohort=cohort,
        clean_until=clean,
        started=started,
        after=months[None, :] > cohort[:, None],
        never=np.repeat(~enrolled[:, None], width, axis=1),
        version=version,
    )


def unit_treatment(grid: ValueGrid, months: pd.DataFrame, policy: Policy) -> Treatment:
    """Cohorts of teams and other units: the month in which enough of their people had completed."""
    width = grid.values.shape[1]
    head, trained = (unit_matrix(grid, months, name) for name in ("headcount", "trained"))
    share = np.divide(trained, head, out=np.zeros_like(trained), where=head > 0)
    reached = share >= policy.team_adoption_share
    ever = reached.any(axis=1)
    cohort = np.where(ever, reached.argmax(axis=1), NEVER)
    cohort = np.where(ever & (cohort == 0), NEVER, cohort)
    clean = np.where(ever, reached.argmax(axis=1), NEVER)
    columns = np.arange(width)
    return Treatment(
        cohort=cohort,
        clean_until=clean,
        after=columns[None, :] > cohort[:, None],
        never=np.repeat((trained.max(axis=1, initial=0.0) == 0)[:, None], width, axis=1),
        dose=share,
    )


def unit_matrix(grid: ValueGrid, months: pd.DataFrame, column: str) -> FloatArray:
    """A column of unit-months as a matrix over the grid, 0 where missing."""
    place, month, known = unit_places(grid, months)
    matrix = np.zeros(grid.values.shape)
    matrix[place[known], month[known]] = months[column].to_numpy(dtype=float)[known]
    return matrix


def unit_places(grid: ValueGrid, months: pd.DataFrame) -> tuple[IntArray, IntArray, np.ndarray]:
    """Row and column of each unit-month in the grid, and whether it lies inside."""
    names = months["unit_id"].to_numpy(dtype=object).astype(str)
    place = np.searchsorted(grid.units, names).clip(max=max(len(grid.units) - 1, 0))
    month = months["month"].to_numpy(dtype=np.int64) - grid.first
    inside = (month >= 0) & (month < grid.values.shape[1])
    return place, month, (grid.units[place] == names) & inside


def unit_regions(grid: ValueGrid, months: pd.DataFrame) -> Grouping:
    """Region of each unit."""
    place, _, known = unit_places(grid, months)
    region = months["region"].to_numpy(dtype=object).astype(str)
    names, codes = np.unique(region, return_inverse=True)
    first = middle_value(place[known], codes[known].astype(np.int64), len(grid.units))
    return Grouping(
        factor="region",
        codes=first,
        names={code: str(name) for code, name in enumerate(names)},
    )


def constant_factor(codes: IntArray, width: int) -> IntArray:
    """One code per unit as a factor by month."""
    return np.repeat(codes[:, None], width, axis=1)
