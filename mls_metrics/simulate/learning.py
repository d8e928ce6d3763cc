"""Enrollments: what starting turned into, and those who never began."""

from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import (
    AS_OF,
    MONTHS,
    NEVER,
    NO_DAY,
    Days,
    Ints,
    day_in,
    month_of,
    text_of,
)
from mls_metrics.simulate.leaving import Exits
from mls_metrics.simulate.people import People
from mls_metrics.simulate.plan import ProgramPlan

DATES = ("enrolled_on", "assigned_on", "started_on", "due_on", "completed_on", "withdrawn_on")
VALID_DAYS = 1095  # a required course must be renewed after three years
ENDED = ("completed", "failed")
NEVER_BEGAN = {
    "waitlisted": 0.03,
    "cancelled": 0.03,
    "no_show": 0.025,
    "denied": 0.01,
    "not_started": 0.02,
}


def exit_days(rng: np.random.Generator, exits: Exits) -> Days:
    """Last day of everybody who left."""
    days = day_in(np.minimum(exits.month, MONTHS), rng.integers(1, 29, len(exits.month)))
    return np.where(exits.month < NEVER, days, NO_DAY)


def enrollments(
    rng: np.random.Generator,
    plans: list[ProgramPlan],
    people: People,
    starts: Ints,
    left_on: Days,
) -> pd.DataFrame:
    """Every enrollment with dates as days; `person` is the position of the person."""
    parts = []
    for row, plan in enumerate(plans):
        begun = begin(rng, plan, people, starts[row], left_on)
        parts.append(begun)
        parts.append(try_again(rng, plan, begun, left_on))
        if plan.mandatory:
            parts.append(renew(rng, plan, begun, left_on))
        else:
            parts.append(never_began(rng, plan, people, starts[row], left_on))
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    table["employee_id"] = people.ids()[table["person"]]
    order = ["program_id", "employee_id", "attempt"]
    return table.sort_values(order, kind="stable", ignore_index=True)


def begin(
    rng: np.random.Generator, plan: ProgramPlan, people: People, start: Ints, left_on: Days
) -> pd.DataFrame:
    """First attempts: completed, failed, withdrawn or still under way."""
    who = np.flatnonzero(start < MONTHS)
    size = len(who)
    day = day_in(start[who], rng.integers(1, 29, size))
    wait = rng.integers(2, 30, size)
    enrolled = np.maximum(day - wait, people.hire_on[who])
    needed = np.maximum(3, plan.days * np.exp(0.4 * rng.standard_normal(size))).astype(np.int64)
    ends = day + needed
    luck = rng.random(size)
    drops = luck < plan.dropout
    fails = ~drops & (luck < plan.dropout + plan.fail)
    quits = day + 1 + (needed * rng.uniform(0.1, 0.9, size)).astype(np.int64)
    gone = ~np.isnat(left_on[who]) & (np.where(drops, quits, ends) > left_on[who])
    noted = gone & (rng.random(size) < 0.6)
    open_still = np.where(drops, quits, ends) > AS_OF
    status = np.select(
        [noted & ~open_still, gone | open_still, drops, fails],
        ["withdrawn", "in_progress", "withdrawn", "failed"],
        default="completed",
    )
    score = 79 + 3 * people.ability[who] + 6 * rng.standard_normal(size)
    score = np.where(fails, np.clip(score - 22, 20, 58), np.clip(score, 60, 100))
    stopped = np.where(noted, left_on[who], quits)
    return frame(
        plan,
        who,
        status=status,
        enrolled_on=enrolled,
        assigned_on=enrolled if plan.mandatory else None,
        started_on=day,
        due_on=day + int(max(20, 1.6 * plan.days)),
        completed_on=np.where(status == "completed", ends, NO_DAY),
        withdrawn_on=np.where(status == "withdrawn", stopped, NO_DAY),
        score=np.where(np.isin(status, ENDED), np.round(score), np.nan),
        hours=hours_spent(rng, plan, status),
        cost=seat_costs(plan, size),
        version=np.where(start[who] < plan.launch_month + 14, "1.0", "1.1"),
    )


def hours_spent(rng: np.random.Generator, plan: ProgramPlan, status: np.ndarray) -> np.ndarray:
    """Learning hours: all of them for who finishes, a part for who does not."""
    some = rng.uniform(0.2, 0.8, len(status))
    part = np.where(np.isin(status, ENDED), 1.0, some)
    return np.asarray(np.round(plan.hours * part * rng.uniform(0.92, 1.08, len(status)), 1))


def seat_costs(plan: ProgramPlan, size: int) -> np.ndarray:
    """Cost per seat where it is booked on the enrollment, else empty."""
    return np.full(size, plan.direct_cost if plan.cost_in == "enrollments" else np.nan)


def frame(plan: ProgramPlan, who: Ints, **columns: Any) -> pd.DataFrame:
    """Rows of one program with every column, those not given empty."""
    size = len(who)
    dates = {name: np.full(size, NO_DAY) for name in (*DATES, "expires_on")}
    table = pd.DataFrame({"person": who, "program_id": np.full(size, plan.id, dtype=object)})
    given = {name: value for name, value in columns.items() if value is not None}
    base = {
        "attempt": 1,
        "score": np.nan,
        "pass_mark": 60,
        "hours": np.nan,
        "cost": np.nan,
        "voluntary": "false" if plan.mandatory else "true",
        "version": "",
        "waitlisted": "false",
        "cancelled_by": "",
    }
    for name, value in {**base, **dates, **given}.items():
        table[name] = value
    if plan.mandatory:
        table["expires_on"] = table["completed_on"] + pd.Timedelta(days=VALID_DAYS)
    return table


def try_again(
    rng: np.random.Generator, plan: ProgramPlan, begun: pd.DataFrame, left_on: Days
) -> pd.DataFrame:
    """Second attempts of most who failed and are still there."""
    failed = begun[(begun["status"] == "failed").to_numpy() & (rng.random(len(begun)) < 0.7)]
    who = failed["person"].to_numpy()
    day = failed["started_on"].to_numpy().astype("datetime64[D]") + int(plan.days) + 30
    ends = day + max(4, int(0.5 * plan.days))
    keep = (ends <= AS_OF) & ~(ends > left_on[who])
    size = int(keep.sum())
    return frame(
        plan,
        who[keep],
        status=np.full(size, "completed"),
        attempt=2,
        enrolled_on=day[keep] - 7,
        started_on=day[keep],
        due_on=day[keep] + int(max(20, 1.6 * plan.days)),
        completed_on=ends[keep],
        score=np.round(72 + 5 * rng.standard_normal(size)).clip(60, 100),
        hours=np.round(np.full(size, plan.hours * 0.4), 1),
        version="1.1",
    )


def renew(
    rng: np.random.Generator, plan: ProgramPlan, begun: pd.DataFrame, left_on: Days
) -> pd.DataFrame:
    """The required course again before it expires."""
    done = begun[(begun["status"] == "completed").to_numpy()]
    who = done["person"].to_numpy()
    first = done["completed_on"].to_numpy().astype("datetime64[D]")
    day = first + VALID_DAYS - rng.integers(20, 60, len(who))
    ends = day + rng.integers(3, 18, len(who))
    keep = (ends <= AS_OF) & ~(ends > left_on[who])
    size = int(keep.sum())
    return frame(
        plan,
        who[keep],
        status=np.full(size, "completed"),
        attempt=2,
        enrolled_on=day[keep] - 10,
        assigned_on=day[keep] - 10,
        started_on=day[keep],
        due_on=day[keep] + 30,
        completed_on=ends[keep],
        score=np.round(84 + 5 * rng.standard_normal(size)).clip(60, 100),
        hours=np.round(np.full(size, plan.hours * 0.5), 1),
        version="1.1",
    )


def never_began(
    rng: np.random.Generator, plan: ProgramPlan, people: People, start: Ints, left_on: Days
) -> pd.DataFrame:
    """Waiting lists, cancellations, no-shows: people who never began this program."""
    month = rng.integers(plan.launch_month, MONTHS, len(people))
    day = day_in(month, rng.integers(1, 29, len(people)))
    able = (start >= MONTHS) & (people.hire_on < day) & ~(day > left_on)
    able &= np.isin(people.base_role, np.unique(people.base_role[start < MONTHS]))
    begun = int((start < MONTHS).sum())
    wanted = {status: round(begun * share) for status, share in NEVER_BEGAN.items()}
    pool = rng.permutation(np.flatnonzero(able))[: sum(wanted.values())]
    status = np.repeat(list(wanted), list(wanted.values()))[: len(pool)].astype(object)
    if not len(pool):
        return pd.DataFrame()
    side = np.where(rng.random(len(pool)) < 0.6, "learner", "organizer")
    return frame(
        plan,
        pool,
        status=status,
        enrolled_on=day[pool],
        waitlisted=np.where(status == "waitlisted", "true", "false"),
        cancelled_by=np.where(status == "cancelled", side, ""),
    )


def completion_months(table: pd.DataFrame, plans: list[ProgramPlan], *, people: int) -> Ints:
    """Month of the first completion, (P, N); 999 where there is none."""
    months = np.full((len(plans), people), NEVER)
    rows = {plan.id: row for row, plan in enumerate(plans)}
    done = table[table["status"] == "completed"]
    when = month_of(done["completed_on"].to_numpy().astype("datetime64[D]"))
    place = (done["program_id"].map(rows).to_numpy(), done["person"].to_numpy())
    np.minimum.at(months, place, when)
    return months


def as_written(table: pd.DataFrame, plans: list[ProgramPlan]) -> pd.DataFrame:
    """The enrollments as they stand in the file."""
    written = table.drop(columns="person")
    for name in (*DATES, "expires_on"):
        written[name] = text_of(table[name].to_numpy().astype("datetime64[D]"))
    written["platform"] = table["program_id"].map({plan.id: plan.platform for plan in plans})
    written["pass_mark"] = np.where(table["score"].notna(), "60", "")
    return written
