"""Monthly values of people or teams who complete a program; shares no code with `simulate`."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.lab.landed import PROGRAM, day_of
from tests.lab.retention_world import NOBODY, expit

MEAN, SPREAD = 100.0, 10.0
ROLES, TEAM = 4, 10


@dataclass(frozen=True, kw_only=True)
class KpiWorld:
    """What is true in one company; sizes are in standard deviations of a value.

    Parameters
    ----------
    effect, growth : float
        From the month after completion, and what it gains with every further month.
    early_more : float
        How much larger the effect is for those who complete first.
    choice : float
        How strongly people of a high level are sent.
    dip : float
        How strongly people are sent after a bad month.
    memory : float
        Correlation of one month's chance with the next.
    role_trend, hidden_trend : float
        Slope by month that differs by role, and of those who will be trained.
    leaving : float
        Chance in a month that someone leaves, ten times that below their own usual.
    everyone : bool
        Nobody stays untrained to the end.
    by_team : bool
        One value per team; teams complete together, seven to ten people of ten, and the value
        gains in proportion.
    """

    people: int = 1200
    months: int = 30
    effect: float = 0.0
    growth: float = 0.0
    early_more: float = 0.0
    share: float = 0.4
    choice: float = 0.8
    dip: float = 0.0
    memory: float = 0.0
    role_trend: float = 0.0
    hidden_trend: float = 0.0
    leaving: float = 0.0
    everyone: bool = False
    by_team: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Panel:
    """Who completed when, each unit's values and what the program adds where all complete."""

    completed: np.ndarray
    trained: np.ndarray
    role: np.ndarray
    left: np.ndarray
    values: np.ndarray
    added: np.ndarray


def happen(world: KpiWorld, rng: np.random.Generator) -> Panel:
    """One company; n people or teams, T months."""
    n = world.people // (TEAM if world.by_team else 1)
    months = np.arange(world.months)
    role = rng.integers(0, ROLES, n)
    usual = rng.normal(0, 1, n) + 0.4 * (role - 1.5)
    shock = chances(world, n, rng)
    future = rng.random(n) < (1.0 if world.everyone else 2 * world.share) * expit(
        4.0 * world.everyone + world.choice * (usual + 0.5 * (role - 1.5))
    )
    completed = np.full(n, NOBODY)
    first, last = 14, world.months - (1 if world.everyone else 5)
    for month in range(first, last):
        odds = -1.9 - world.dip * (shock[:, month - 1] + shock[:, month - 2])
        now = future & (completed == NOBODY) & (rng.random(n) < expit(odds))
        completed[now] = month
    since = months[None, :] - completed[:, None]
    early = 1 + world.early_more * ((last - completed) / (last - first))[:, None]
    added = np.where(since >= 1, (world.effect + world.growth * since) * early, 0.0)
    slope = world.role_trend * (role - 1.5) + world.hidden_trend * future
    season = 0.3 * np.sin(2 * np.pi * months / 12)
    trained = rng.integers(7, TEAM + 1, n) if world.by_team else np.ones(n, dtype=int)
    gained = added * trained[:, None] / (TEAM if world.by_team else 1)
    values = usual[:, None] + shock + season + slope[:, None] * months + gained
    left = np.full(n, NOBODY)
    for month in range(6, world.months):
        low = shock[:, month - 1] < -1
        goes = (left == NOBODY) & (rng.random(n) < world.leaving * np.where(low, 10, 1))
        left[goes] = month
    values[months[None, :] >= left[:, None]] = np.nan
    return Panel(
        completed=np.where(completed < left, completed, NOBODY),
        trained=trained,
        role=role,
        left=left,
        values=MEAN + SPREAD * values,
        added=SPREAD * added,
    )


def chances(world: KpiWorld, n: int, rng: np.random.Generator) -> np.ndarray:
    """What moves a value by chance, standard deviation 1, shape (n, T)."""
    fresh = rng.normal(0, 1, (n, world.months))
    shock = fresh.copy()
    for month in range(1, world.months):
        shock[:, month] = (
            world.memory * shock[:, month - 1] + np.sqrt(1 - world.memory**2) * fresh[:, month]
        )
    return shock


def true_effect(panel: Panel, *, follow_up: int) -> float:
    """Mean of what the program added over the observed months after completion."""
    since = np.arange(panel.values.shape[1])[None, :] - panel.completed[:, None]
    counted = (since >= 1) & (since <= follow_up) & np.isfinite(panel.values)
    return float(panel.added[counted].mean()) if counted.any() else 0.0


def kpi_frames(world: KpiWorld, panel: Panel, rng: np.random.Generator) -> dict[str, object]:
    """The tables that a learning system, a roster and a KPI tool would export."""
    unit = np.arange(len(panel.completed))
    size = TEAM if world.by_team else 1
    owner = np.repeat(unit, size)
    name = np.char.add("p", np.arange(len(owner)).astype(str))
    left = panel.left[owner]
    roster = pd.DataFrame(
        {
            "employee_id": name,
            "hire_date": day_of(-rng.integers(40, 90, len(owner)), 4),
            "termination_date": day_of(left, rng.integers(0, 28, len(owner))),
            "termination_type": np.where(left < NOBODY, "voluntary", None),
            "job_role": np.char.add("role", panel.role[owner].astype(str)),
            "region": "north",
            "manager_id": np.char.add("m", (np.arange(len(owner)) // TEAM).astype(str)),
            "snapshot_date": day_of(np.array([world.months]), -1)[0],
        }
    )
    done = panel.completed[owner]
    taught = (done < NOBODY) & (np.arange(len(owner)) % size < panel.trained[owner])
    enrolled = pd.DataFrame(
        {
            "employee_id": name[taught],
            "program_id": PROGRAM,
            "status": "completed",
            "started_on": day_of(done[taught], 2),
            "completed_on": day_of(done[taught], 20),
        }
    )
    return {
        "employees": roster,
        "enrollments": enrolled,
        "kpis": kpi_rows(world, panel),
    }


def kpi_rows(world: KpiWorld, panel: Panel) -> pd.DataFrame:
    """One row per unit and month with a value."""
    unit, month = np.nonzero(np.isfinite(panel.values))
    frame = pd.DataFrame(
        {
            "kpi": "output",
            "period": day_of(month, 0),
            "value": np.round(panel.values[unit, month], 4),
            "direction": "higher",
            "unit_of_measure": "pieces",
        }
    )
    if world.by_team:
        frame["unit"] = np.char.add("m", unit.astype(str))
        frame["unit_type"] = "team"
    else:
        frame["employee_id"] = np.char.add("p", unit.astype(str))
    return frame
