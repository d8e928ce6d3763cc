"""A large made-up company for timing: people, ratings, starts and exits month by month.

Everything is drawn with arrays, month after month, and put straight into the landing tables as
numbers that the database turns into ids and dates: writing it as CSV would take longer than what is
to be timed. The same size gives the same rows on every machine.
"""

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.landing import create_landing

SEED = 20_261
MONTHS, FIRST_START = 30, 6
FIRST_DAY = "date '2023-01-01'"
LAST_DAY = date(2025, 6, 30)
NEVER = 10_000
MONTHS_EACH = 29.66  # months that one person is seen on average, those before the first start too
PROGRAMS = {"P": -5.1, "Q": -5.8, "R": -6.8}
EFFECT = {"P": -0.25, "Q": 0.0, "R": 0.0}
ROLES, REGIONS, LEVELS, RATINGS = 10, 6, 5, 5
TABLES = ("people", "ratings", "starts")


def expit(values: np.ndarray) -> np.ndarray:
    """Logistic function."""
    return np.asarray(1 / (1 + np.exp(-values)))


def happen(people: int) -> dict[str, pd.DataFrame]:
    """What happened, in whole numbers.

    Parameters
    ----------
    people : int
        Ever employed in the `MONTHS` months.

    Returns
    -------
    dict
        `people`, `ratings` (one row per person and yearly review) and `starts`.
    """
    rng = np.random.default_rng([SEED, people])
    hired = np.where(
        rng.random(people) < 0.72,
        -rng.integers(1, 90, people),
        rng.integers(0, MONTHS - 3, people),
    ).astype(np.int16)
    role, region = rng.integers(0, ROLES, people), rng.integers(0, REGIONS, people)
    level = rng.integers(0, LEVELS, people)
    base = (-4.6 + 0.08 * (role - 4.5) - 0.12 * (level - 2) + 0.05 * region).astype(np.float32)
    rating = rng.integers(0, RATINGS, people).astype(np.int8)
    gone = np.full(people, NEVER, dtype=np.int16)
    voluntary = np.zeros(people, dtype=bool)
    started = {name: np.full(people, NEVER, dtype=np.int16) for name in PROGRAMS}
    reviews = []
    for month in range(MONTHS):
        if month % 12 == 0:
            step = rng.integers(-1, 2, people).astype(np.int8)
            rating = np.clip(rating + step, 0, RATINGS - 1)
            seen = np.flatnonzero((gone == NEVER) & (hired < month + 12))
            reviews.append(
                pd.DataFrame({"person": seen, "month": np.int16(month), "rating": rating[seen]})
            )
        here = (hired <= month) & (gone == NEVER)
        odds = base - 0.2 * (rating - 2) + 0.35 * (month - hired < 12)
        for name, effect in EFFECT.items():
            if effect:
                odds = odds + effect * (started[name] < month)
        leaves = here & (hired < month) & (rng.random(people, dtype=np.float32) < expit(odds))
        fired = here & ~leaves & (hired < month) & (rng.random(people, dtype=np.float32) < 0.003)
        gone[leaves | fired] = month
        voluntary |= leaves
        may = here & ~leaves & ~fired & (month >= FIRST_START)
        for name, chance in PROGRAMS.items():
            odds = chance + 0.25 * (rating - 2) + 0.1 * (level - 2)
            begins = may & (started[name] == NEVER)
            begins &= rng.random(people, dtype=np.float32) < expit(odds)
            started[name][begins] = month
    kind = np.where(voluntary, 1, np.where(gone < NEVER, 2, 0)).astype(np.int8)
    roster = {"person": np.arange(people), "hired": hired, "gone": gone, "kind": kind}
    roster |= {"role": role, "region": region, "level": level, "rating": rating}
    begun = [
        pd.DataFrame({"person": (who := np.flatnonzero(month < NEVER)), "month": month[who]})
        .assign(program=name, done=rng.random(len(who)) < 0.8)
        for name, month in started.items()
    ]  # fmt: skip
    return {
        "people": pd.DataFrame(roster),
        "ratings": pd.concat(reviews, ignore_index=True),
        "starts": pd.concat(begun, ignore_index=True),
    }


def day(month: str, offset: str) -> str:
    """The day of a month on the running count, as SQL."""
    return f"cast({FIRST_DAY} + to_months(cast({month} as integer)) as date) + {offset}"


def landing_inserts() -> dict[str, str]:
    """How the numbers become rows of each landing table."""
    return {
        "employees": f"""
            select 'E' || person as employee_id, {day("hired", "4")} as hire_date,
                case when gone < {NEVER} then {day("gone", "cast(hash(person) % 27 as integer)")}
                    end as termination_date,
                case kind when 1 then 'voluntary' when 2 then 'involuntary' end
                    as termination_type,
                'Role ' || role as job_role, 'Level ' || level as job_level,
                'Region ' || region as region, 'M' || person // 12 as manager_id,
                'Rating ' || rating as performance_rating,
                {day(str(MONTHS), "-1")} as snapshot_date,
                'employees' as import_id, person + 2 as source_row
            from people""",
        "job_history": f"""
            select 'E' || ratings.person as employee_id,
                case when "month" = 0 then date '2015-01-01' else {day('"month"', "9")} end
                    as valid_from,
                'Role ' || role as job_role, 'Level ' || level as job_level,
                'Region ' || region as region, 'M' || ratings.person // 12 as manager_id,
                'Rating ' || ratings.rating as performance_rating, 'job_history' as import_id,
                row_number() over (order by ratings.person, "month") + 1 as source_row
            from ratings inner join people on ratings.person = people.person""",
        "enrollments": f"""
            select 'E' || person as employee_id, program as program_id,
                case when done then 'completed' else 'in_progress' end as "status",
                {day('"month"', "5 + cast(hash(person) % 20 as integer)")} as started_on,
                case when done then {day('"month"', "26")} end as completed_on,
                'enrollments' as import_id,
                row_number() over (order by program, person) + 1 as source_row
            from starts""",
    }


def land(store: Store, people: int) -> None:
    """Fill the landing tables of a store with a company of so many people."""
    create_landing(store)
    for name, frame in happen(people).items():
        store.write_frame(f"made_{name}", frame)
    for table, select in landing_inserts().items():
        store.execute(
            "insert into landing.imports values ($id, 1, $id, null, $id, 'canonical', $id, '{}', "
            "true, timestamp '2026-01-01 08:00:00')",
            {"id": table},
        )
        for name in TABLES:
            select = select.replace(f"from {name}", f"from made_{name} as {name}")
            select = select.replace(f"join {name}", f"join made_{name} as {name}")
        store.execute(f"insert into landing.{table} by name {select}")
    for name in TABLES:
        store.execute(f"drop table made_{name}")


def people_for(million_person_months: float) -> int:
    """People whose months add up to about so many millions."""
    return round(million_person_months * 1e6 / MONTHS_EACH)


def main(path: str, million: float) -> None:
    """Make a database file with a company in its landing tables."""
    store = Store.open(Path(path), temp_dir=Path(path).parent / "spill")
    land(store, people_for(million))
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
