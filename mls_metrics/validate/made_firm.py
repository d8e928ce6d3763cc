"""A made-up firm with known effects, written independently of `simulate`.

The estimators were tuned on one family of simulated companies; this is another one, so that they
are not judged by the same hand that made them. Each firm has one program unless asked for more.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pandas as pd

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.factor_logit import expit

BASE_YEAR = 2021
FIRST_MONTH = BASE_YEAR * 12
RATINGS = ("below", "solid", "strong")
ROLES = ("analyst", "agent", "driver", "nurse", "welder")
REGIONS = ("East", "North", "South", "West")
LEVELS = ("1", "2", "3")
NEVER = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeProgram:
    """How one program picks people and what it does to them.

    Parameters
    ----------
    leaving : float
        Effect on the log odds of a voluntary exit in each month after the start.
    kpi : float
        Effect on the KPI in standard deviations, from the month after completion.
    reach : float
        Log odds of starting in a month for a person of reference.
    by_rating, by_level, by_tenure, by_team, by_hidden : float
        How starting goes with rating, level, log tenure, a drawn trait of the team, and a trait
        nobody records.
    notice : int
        People who will leave within so many months do not start.
    dip : float
        Size (sd) of the bad month after which people are sent, 0 for none.
    """

    program_id: str = "P1"
    leaving: float = 0.0
    kpi: float = 0.0
    reach: float = -4.0
    by_rating: float = 0.6
    by_level: float = 0.3
    by_tenure: float = 0.2
    by_team: float = 0.0
    by_hidden: float = 0.0
    notice: int = 0
    dip: float = 0.0
    months_long: int = 1
    first: int = 14
    last: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A firm to be made.

    Parameters
    ----------
    people, months : int
        Persons ever employed, and months observed.
    hidden : float
        Effect of the unrecorded trait (sd 1) on the log odds of leaving.
    team_spread : float
        Standard deviation of teams' log odds of leaving.
    """

    name: str = "null"
    people: int = 4000
    months: int = 40
    hidden: float = 0.0
    team_spread: float = 0.0
    untyped: float = 0.0
    programs: tuple[MadeProgram, ...] = field(default_factory=lambda: (MadeProgram(),))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MadeFirm:
    """Core tables of a made firm and its true effects.

    Parameters
    ----------
    tables : dict of str to DataFrame
        people, person_months, enrollments, kpis, as the warehouse's core holds them.
    retention_truth : dict of str to float
        True difference in 12-month voluntary retention past the grace among starters, pp.
    kpi_truth : dict of str to float
        True mean KPI effect in the months after completion.
    """

    tables: dict[str, pd.DataFrame]
    retention_truth: dict[str, float]
    kpi_truth: dict[str, float]


class Firm:
    """State of a firm while it is being made; n persons, T months."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.rng = np.random.default_rng(seed)
        n, months, rng = scenario.people, scenario.months, self.rng
        self.hire = np.where(rng.random(n) < 0.6, -rng.geometric(0.03, n), rng.integers(0, months - 2, n))
        self.role = rng.choice(len(ROLES), n, p=[0.3, 0.25, 0.2, 0.15, 0.1])
        self.region = rng.choice(len(REGIONS), n, p=[0.4, 0.3, 0.2, 0.1])
        self.level = rng.choice(len(LEVELS), n, p=[0.5, 0.35, 0.15])
        self.team = rng.integers(0, max(n // 12, 2), n)
        self.team_trait = rng.standard_normal(self.team.max() + 1)
        self.hidden = rng.standard_normal(n)
        self.rating = self.rating_paths()
        self.start = {p.program_id: np.full(n, NEVER) for p in scenario.programs}
        self.exit = np.full(n, NEVER)
        self.kind = np.full(n, "", dtype=object)

    def rating_paths(self) -> np.ndarray:
        """Rating of every person and month, reviewed each half-year; shape (n, T)."""
        n, months, rng = self.scenario.people, self.scenario.months, self.rng
        now = rng.choice(3, n, p=[0.25, 0.5, 0.25])
        paths = np.empty((n, months), dtype=np.int64)
        for month in range(months):
            if month % 6 == 3:
                move = rng.random(n)
                now = np.clip(now + (move > 0.8) - (move < 0.2), 0, 2)
            paths[:, month] = now
        return paths

    def leaving_odds(self, month: int) -> FloatArray:
        """Log odds of a voluntary exit in a month without any program, shape (n,)."""
        tenure = np.maximum(month - self.hire, 0)
        season = 0.25 * np.sin(2 * np.pi * (month + 2) / 12)
        trait = self.scenario.team_spread * self.team_trait[self.team]
        return np.asarray(
            -3.6
            + season
            - 0.35 * (self.rating[:, month] - 1)
            - 0.2 * self.level
            + 0.15 * (self.role == 1)
            - 0.1 * self.region
            - 0.35 * np.log1p(tenure / 6)
            + self.scenario.hidden * self.hidden
            + trait
        )

    def effect_odds(self, month: int, *, without: str = "") -> FloatArray:
        """What the programs begun before a month add to the log odds of leaving, shape (n,)."""
        total = np.zeros(self.scenario.people)
        for program in self.scenario.programs:
            if program.program_id != without:
                total += program.leaving * (self.start[program.program_id] < month)
        return total

    def starting_odds(self, program: MadeProgram, month: int) -> FloatArray:
        """Log odds of starting a program in a month, shape (n,)."""
        tenure = np.maximum(month - self.hire, 0)
        return np.asarray(
            program.reach
            + program.by_rating * (self.rating[:, month] - 1)
            + program.by_level * self.level
            + program.by_tenure * np.log1p(tenure / 12)
            + program.by_hidden * self.hidden
            + program.by_team * self.team_trait[self.team]
            + 0.3 * np.cos(2 * np.pi * month / 12)
        )

    def run(self) -> None:
        """Live through the months: who would leave is settled ahead of who starts (notice)."""
        n, rng = self.scenario.people, self.rng
        luck = rng.random((self.scenario.months, n))
        fired = rng.random((self.scenario.months, n))
        for month in range(self.scenario.months):
            here = (self.hire <= month) & (self.exit == NEVER)
            for program in self.scenario.programs:
                self.start_some(program, month, here, luck)
            odds = self.leaving_odds(month) + self.effect_odds(month)
            goes = here & (luck[month] < expit(odds))
            out = here & ~goes & (fired[month] < expit(-6.2 - 0.6 * (self.rating[:, month] - 1)))
            self.exit[goes | out] = month
            self.kind[goes], self.kind[out] = "voluntary", "involuntary"

    def start_some(
        self, program: MadeProgram, month: int, here: np.ndarray, luck: FloatArray
    ) -> None:
        """Starts of one month; people under notice know they will leave and stay away."""
        if not program.first <= month <= program.last:
            return
        start = self.start[program.program_id]
        chance = expit(self.starting_odds(program, month))
        picked = here & (start == NEVER) & (self.rng.random(self.scenario.people) < chance)
        for ahead in range(month, min(month + program.notice + 1, self.scenario.months)):
            picked &= luck[ahead] >= expit(self.leaving_odds(ahead) + self.effect_odds(ahead))
        start[picked] = month

    def retention_truth(self, program: MadeProgram, *, grace: int, horizon: int) -> float:
        """Mean over starters past the grace of survival with minus without the program, pp."""
        start = self.start[program.program_id]
        past = (start < NEVER) & (self.exit > start + grace) & (
            start + grace < self.scenario.months - 1
        )
        stay = np.ones((2, self.scenario.people))
        for ahead in range(grace + 1, horizon + 1):
            month = np.minimum(start + ahead, self.scenario.months - 1)
            for arm in (0, 1):
                odds = np.zeros(self.scenario.people)
                for value in np.unique(month[past]):
                    rows = past & (month == value)
                    other = self.effect_odds(int(value), without=program.program_id)
                    odds[rows] = (self.leaving_odds(int(value)) + other)[rows]
                stay[arm] *= 1 - expit(odds + arm * program.leaving)
        return float(100 * (stay[1] - stay[0])[past].mean())


def make_firm(scenario: Scenario, seed: int, *, grace: int = 2, horizon: int = 12) -> MadeFirm:
    """Make a firm from a seed; the same seed gives the same firm."""
    firm = Firm(scenario, seed)
    firm.run()
    kpis, kpi_truth = made_kpis(firm)
    return MadeFirm(
        tables={
            "people": people_table(firm),
            "person_months": months_table(firm),
            "enrollments": enrollments_table(firm),
            "kpis": kpis,
        },
        retention_truth={
            program.program_id: firm.retention_truth(program, grace=grace, horizon=horizon)
            for program in scenario.programs
        },
        kpi_truth=kpi_truth,
    )


def day_of(month: int, day: int = 10) -> date:
    """A day of a month on the firm's own count."""
    return date(BASE_YEAR + month // 12, month % 12 + 1, day)


def people_table(firm: Firm) -> pd.DataFrame:
    """core.people of the firm."""
    end = date(BASE_YEAR + firm.scenario.months // 12, firm.scenario.months % 12 + 1, 1)
    untyped = firm.rng.random(firm.scenario.people) < firm.scenario.untyped
    return pd.DataFrame(
        {
            "employee_id": [f"E{key:06d}" for key in range(firm.scenario.people)],
            "person_key": np.arange(firm.scenario.people),
            "hire_on": [day_of(int(month), 1) for month in firm.hire],
            "exit_on": [day_of(int(m), 20) if m < NEVER else None for m in firm.exit],
            "exit_type": [
                None if kind == "" or lost else kind
                for kind, lost in zip(firm.kind, untyped, strict=True)
            ],
            "region": [REGIONS[code] for code in firm.region],
            "manager_id": [f"M{team:04d}" for team in firm.team],
            "observed_until": end - timedelta(days=1),
        }
    )


def months_table(firm: Firm) -> pd.DataFrame:
    """core.person_months of the firm."""
    months = np.arange(firm.scenario.months)
    here = (firm.hire[:, None] <= months) & (firm.exit[:, None] >= months)
    person, month = np.nonzero(here)
    band = np.searchsorted([3, 6, 12, 24, 36, 60], month - firm.hire[person], side="right")
    return pd.DataFrame(
        {
            "person_key": person,
            "month": FIRST_MONTH + month,
            "tenure_band": band,
            "job_role": np.array(ROLES)[firm.role[person]],
            "region": np.array(REGIONS)[firm.region[person]],
            "job_level": np.array(LEVELS)[firm.level[person]],
            "rating": np.array(RATINGS)[firm.rating[person, month]],
            "manager_id": [f"M{team:04d}" for team in firm.team[person]],
            "is_rating_dated": True,
        }
    )


def enrollments_table(firm: Firm) -> pd.DataFrame:
    """core.enrollments of the firm: starts, and completions of those who stayed to complete."""
    parts = []
    for program in firm.scenario.programs:
        person = np.flatnonzero(firm.start[program.program_id] < NEVER)
        start = firm.start[program.program_id][person]
        done = start + program.months_long
        finished = (firm.exit[person] > done) & (done < firm.scenario.months)
        parts.append(
            pd.DataFrame(
                {
                    "person_key": person,
                    "program_id": program.program_id,
                    "status": np.where(finished, "completed", "in_progress"),
                    "start_month": FIRST_MONTH + start,
                    "completion_month": pd.array(
                        np.where(finished, FIRST_MONTH + done, 0), dtype="Int64"
                    ),
                    "time_zero_on": [day_of(int(month)) for month in start],
                    "time_zero_kind": "start",
                    "is_outside_employment": False,
                }
            )
        )
        parts[-1].loc[~finished, "completion_month"] = pd.NA
    return pd.concat(parts, ignore_index=True)


def made_kpis(firm: Firm) -> tuple[pd.DataFrame, dict[str, float]]:
    """A KPI per person and month with growth by level, slow shocks, and the programs' effects."""
    n, months, rng = firm.scenario.people, firm.scenario.months, firm.rng
    noise = np.empty((n, months))
    noise[:, 0] = rng.standard_normal(n)
    for month in range(1, months):
        noise[:, month] = 0.5 * noise[:, month - 1] + 0.87 * rng.standard_normal(n)
    calendar = np.arange(months)
    values = 10 + rng.standard_normal(n)[:, None] + 0.3 * firm.rating + noise * 0.7
    values += (0.01 + 0.01 * firm.level[:, None]) * calendar + 0.2 * np.sin(calendar / 2)
    truth = {}
    for program in firm.scenario.programs:
        done = np.where(
            firm.start[program.program_id] < NEVER,
            firm.start[program.program_id] + program.months_long,
            NEVER,
        )
        values += program.kpi * (calendar[None, :] > done[:, None])
        before = (done[:, None] - calendar[None, :] > 0) & (done[:, None] - calendar[None, :] <= 2)
        values -= program.dip * before
        truth[program.program_id] = program.kpi
    here = (firm.hire[:, None] <= calendar) & (firm.exit[:, None] > calendar)
    person, month = np.nonzero(here)
    frame = pd.DataFrame(
        {
            "kpi": "output",
            "month": FIRST_MONTH + month,
            "unit_kind": "person",
            "unit_id": [f"E{key:06d}" for key in person],
            "value": values[person, month],
            "direction": "higher",
            "unit_of_measure": "units",
            "value_per_unit": 100.0,
            "objective_id": None,
        }
    )
    return frame, truth
