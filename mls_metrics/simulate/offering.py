"""What programs are made of and when they are held: modules and sessions."""

from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import MONTHS, Ints, day_in
from mls_metrics.simulate.plan import ProgramPlan, read
from mls_metrics.simulate.register import module_count

SHARED_MINUTES = 45
REPLACEABLE = 0.65
CANCELLED, MOVED, NO_SHOW, BY_OTHER_PARTY = 0.07, 0.1, 0.08, 0.15
FILL = 0.8  # of the seats, so that late bookers and no-shows find room
PLANNED_AHEAD = 2  # months beyond the last one
SESSION_COLUMNS = [
    "session_id",
    "program_id",
    "planned_on",
    "held_on",
    "seats",
    "booked",
    "attended",
    "provider",
    "facilitator_party",
]


def module_table(rng: np.random.Generator, plans: list[ProgramPlan]) -> pd.DataFrame:
    """Modules of every program; some stand in several, reviewed with the latest of these."""
    shared = read("organization.toml")["shared_modules"]
    reviewed = {plan.id: np.datetime64(plan.reviewed) for plan in plans}
    rows: list[dict[str, Any]] = []
    for plan in plans:
        mine = [id_ for id_, programs in shared.items() if plan.id in programs]
        rows += own_modules(rng, plan, shared=len(mine))
        for id_ in mine:
            latest = max(reviewed[program] for program in shared[id_] if program in reviewed)
            rows.append(
                {
                    "program_id": plan.id,
                    "module_id": id_,
                    "minutes": SHARED_MINUTES,
                    "replaceable": "true",
                    "author_party": "internal",
                    "reviewed_on": str(latest),
                }
            )
    return pd.DataFrame(rows)


def own_modules(
    rng: np.random.Generator, plan: ProgramPlan, *, shared: int
) -> list[dict[str, Any]]:
    """The modules that no other program has, reviewed in the weeks before the program."""
    own = max(1, module_count(plan) - shared)
    minutes = own_minutes(rng, plan, own=own, shared=shared)
    before = rng.integers(0, 41, own)
    replaceable = rng.random(own) < REPLACEABLE
    other = rng.random(own) < BY_OTHER_PARTY
    return [
        {
            "program_id": plan.id,
            "module_id": f"{plan.id}-M{number + 1:02d}",
            "minutes": int(minutes[number]),
            "replaceable": "true" if replaceable[number] else "false",
            "author_party": other_party(plan) if other[number] else plan.party,
            "reviewed_on": str(np.datetime64(plan.reviewed) - int(before[number])),
        }
        for number in range(own)
    ]


def own_minutes(rng: np.random.Generator, plan: ProgramPlan, *, own: int, shared: int) -> Ints:
    """Minutes of the modules of one program alone, in fives; all together its planned hours."""
    parts = rng.uniform(0.7, 1.3, own)
    left = max(60 * plan.hours - SHARED_MINUTES * shared, 15 * own)
    return np.asarray(np.maximum(np.round(left * parts / parts.sum() / 5) * 5, 5), dtype=np.int64)


def other_party(plan: ProgramPlan) -> str:
    """The side that does not run the program."""
    return "partner" if plan.party == "internal" else "internal"


def session_table(rng: np.random.Generator, plans: list[ProgramPlan], starts: Ints) -> pd.DataFrame:
    """Sessions of programs that meet: who attended those of a month are its starters.

    Cancelled ones stand beside these; some of the two months ahead are planned already.
    """
    seats = read("organization.toml")["seats"]
    rows: list[dict[str, Any]] = []
    for plan, start in zip(plans, starts, strict=True):
        if plan.modality not in seats:
            continue
        room = int(seats[plan.modality])
        begun = np.bincount(start[start < MONTHS], minlength=MONTHS)
        mine = [
            row
            for month in range(plan.launch_month, MONTHS)
            for row in sessions_of(rng, plan, month, int(begun[month]), room)
        ]
        usual = max(1, round(float(begun[-12:].mean()) / (FILL * room)))
        for month in range(MONTHS, MONTHS + PLANNED_AHEAD):
            mine += [session(rng, plan, month, room // 3, room) for _ in range(usual)]
        rows += [{"session_id": f"{plan.id}-S{n:03d}", **row} for n, row in enumerate(mine, 1)]
    return pd.DataFrame(rows, columns=SESSION_COLUMNS)


def sessions_of(
    rng: np.random.Generator, plan: ProgramPlan, month: int, heads: int, room: int
) -> list[dict[str, Any]]:
    """A month's sessions: held on their day or a week later, and now and then a cancelled one."""
    rows = []
    for there in groups(heads, room):
        row = session(rng, plan, month, there + int(rng.binomial(there + 1, NO_SHOW)), room)
        moved = 7 if rng.random() < MOVED else 0
        held = np.datetime64(row["planned_on"], "D") + moved
        rows.append({**row, "held_on": str(held), "attended": there})
    cancelled = int(rng.binomial(len(rows), CANCELLED))
    return rows + [session(rng, plan, month, room // 4, room) for _ in range(cancelled)]


def groups(heads: int, room: int) -> list[int]:
    """So many people in as few rooms as hold them at the usual fill."""
    rooms = -(-heads // max(1, round(FILL * room)))
    return [heads // rooms + (place < heads % rooms) for place in range(rooms)]


def session(
    rng: np.random.Generator, plan: ProgramPlan, month: int, booked: int, room: int
) -> dict[str, Any]:
    """A session as it was planned."""
    day = day_in(np.array([month]), int(rng.integers(1, 21)))[0]
    led_by = other_party(plan) if rng.random() < BY_OTHER_PARTY else plan.party
    return {
        "program_id": plan.id,
        "planned_on": str(day),
        "held_on": "",
        "seats": room,
        "booked": min(room, booked),
        "attended": "",
        "provider": plan.provider,
        "facilitator_party": led_by,
    }
