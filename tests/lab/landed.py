"""What happened in a made-up world, landed as if files had been read, and built."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.build import build
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.landing import create_landing
from tests.lab.retention_world import NOBODY, Company

PROGRAM, OTHER = "P", "A"
FIRST_MONTH = np.datetime64("2022-01", "M")


def day_of(month: np.ndarray, day: np.ndarray | int) -> np.ndarray:
    """Dates of months on a running count; NaT where it never happened."""
    never = month >= NOBODY
    dates = (FIRST_MONTH + np.where(never, 0, month)).astype("datetime64[D]") + day
    return np.where(never, np.datetime64("NaT"), dates)


def retention_frames(company: Company, *, dated: bool, completion_only: bool) -> dict[str, object]:
    """The tables that a learning system and a roster would export."""
    n, months = company.ratings.shape
    rng = np.random.default_rng(n)
    name = np.char.add("p", np.arange(n).astype(str))
    gone = day_of(company.gone, rng.integers(0, 28, n))
    kind = np.where(company.is_voluntary, "voluntary", "involuntary").astype(object)
    kind[company.gone >= NOBODY] = None
    roster = pd.DataFrame(
        {
            "employee_id": name,
            "hire_date": day_of(company.hired, 4),
            "termination_date": gone,
            "termination_type": kind,
            "job_role": np.char.add("role", company.role.astype(str)),
            "job_level": np.char.add("level", company.level.astype(str)),
            "region": np.char.add("region", company.region.astype(str)),
            "manager_id": np.char.add("m", company.team.astype(str)),
            "performance_rating": np.char.add("r", company.ratings[:, -1].astype(str)),
            "snapshot_date": day_of(np.array([months]), -1)[0],
        }
    )
    taken = [enrolled(company.started, PROGRAM, name, rng, company, completion_only)]
    taken.append(enrolled(company.other_started, OTHER, name, rng, company, False))
    if (company.turned_away < NOBODY).any():
        taken.append(waiting(company, name))
    frames: dict[str, object] = {"employees": roster, "enrollments": pd.concat(taken)}
    if dated:
        frames["job_history"] = history(company, roster)
    return frames


def enrolled(
    started: np.ndarray,
    program: str,
    name: np.ndarray,
    rng: np.random.Generator,
    company: Company,
    completion_only: bool,
) -> pd.DataFrame:
    """One row per person who started a program."""
    who = np.flatnonzero(started < NOBODY)
    done = started[who] + rng.integers(1, 3, len(who))
    completed = (done < company.gone[who]) & (done < company.ratings.shape[1])
    frame = pd.DataFrame(
        {
            "employee_id": name[who],
            "program_id": program,
            "status": np.where(completed, "completed", "in_progress"),
            "started_on": day_of(started[who], rng.integers(4, 25, len(who))),
            "completed_on": day_of(np.where(completed, done, NOBODY), 20),
        }
    )
    if completion_only:
        frame["started_on"] = pd.NaT
        return frame[completed]
    return frame


def waiting(company: Company, name: np.ndarray) -> pd.DataFrame:
    """One row per person who found no seat; half of them had their session called off."""
    who = np.flatnonzero(company.turned_away < NOBODY)
    called_off = who % 2 == 0
    return pd.DataFrame(
        {
            "employee_id": name[who],
            "program_id": PROGRAM,
            "status": np.where(called_off, "cancelled", "waitlisted"),
            "enrolled_on": day_of(company.turned_away[who], 3),
            "cancelled_by": np.where(called_off, "organizer", None),
            "attempt": 0,
        }
    )


def history(company: Company, roster: pd.DataFrame) -> pd.DataFrame:
    """A row for each person's first month and for each change of rating."""
    n, _ = company.ratings.shape
    changes = np.ones(company.ratings.shape, dtype=bool)
    changes[:, 1:] = company.ratings[:, 1:] != company.ratings[:, :-1]
    person, month = np.nonzero(changes)
    valid = day_of(month, 9)
    first = month == 0
    valid[first] = day_of(np.full(int(first.sum()), -90), 0)
    assert n == len(roster)
    return pd.DataFrame(
        {
            "employee_id": roster["employee_id"].to_numpy()[person],
            "valid_from": valid,
            "job_role": roster["job_role"].to_numpy()[person],
            "job_level": roster["job_level"].to_numpy()[person],
            "region": roster["region"].to_numpy()[person],
            "manager_id": roster["manager_id"].to_numpy()[person],
            "performance_rating": np.char.add("r", company.ratings[person, month].astype(str)),
        }
    )


def built_store(frames: Mapping[str, object], *, last_month: int, policy: Policy) -> Store:
    """A store in memory with these tables landed and everything built."""
    store = Store.open(None)
    # Two replicates run side by side: threads of their own would only get in each other's way.
    store.execute("set global threads = 1")
    create_landing(store)
    for table, frame in frames.items():
        assert isinstance(frame, pd.DataFrame)
        land(store, table, frame)
    end = day_of(np.array([last_month]), -1)[0]
    build(store, as_of=date.fromisoformat(str(end)), policy=policy)
    return store


def land(store: Store, table: str, frame: pd.DataFrame) -> None:
    """Rows of one import."""
    store.execute(
        "insert into landing.imports values ($id, 1, $id, null, $id, 'canonical', $id, '{}', true, "
        "timestamp '2026-11-01 08:00:00')",
        {"id": table},
    )
    numbered = frame.assign(import_id=table, source_row=np.arange(2, len(frame) + 2))
    store.write_frame("lab_rows", numbered)
    store.execute(f"insert into landing.{table} by name select * from lab_rows")
    store.execute("drop table lab_rows")
