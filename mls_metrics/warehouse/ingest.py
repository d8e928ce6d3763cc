"""A clean copy to landing: one pass reads, casts, checks and keeps what could not be trusted.

A null or unreadable value in a needed column sets the row aside; in another column it becomes null
and is listed. Rows read are rows kept plus rows set aside.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from mls_metrics.catalog.load import tables
from mls_metrics.model.source import ReadPlan, SetAside
from mls_metrics.warehouse.connection import Store, quoted
from mls_metrics.warehouse.copying import copy_source, is_copy, kept_path, literal
from mls_metrics.warehouse.ingest_sql import Bind
from mls_metrics.warehouse.readings import (
    DATED,
    EMPTY,
    NO_FACT,
    ONE_OF,
    DatesKey,
    Reading,
    dates_key,
    dates_sql,
    make_reading,
    stage_sql,
)

STAGE = "incoming.main"
SIDE = 10**15
# A little under the 122,880 rows of a row group of the database: its groups then are filled by one
# of ours each, and nothing has to be written again when the database is closed.
ROW_GROUP = 114_688
KNOWN_DATES, NO_DATE = 4_000, "cast(null as date)"
FOLD_KEYS = {
    "enrollments": ("employee_id", "program_id", "attempt", "session_id"),
    "role_requirements": ("job_role", "skill"),
}
# What events of one enrollment come to: the later in this list rules.
FURTHEST = (
    "unknown", "enrolled", "not_started", "in_progress", "withdrawn", "failed", "waived",
    "completed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """What one pass over a table gave.

    `totals` holds the sum of each number and the count of each date over the kept rows; `others`
    the words by column that became the column's catch-all word, with their rows.
    """

    rows_read: int
    rows_kept: int
    rows_set_aside: int
    totals: Mapping[str, float]
    values_set_aside: int
    others: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def ingest(
    store: Store, plan: ReadPlan, *, import_id: str, rejected: Sequence[SetAside] = ()
) -> IngestResult:
    """Read a clean copy into its landing table and list what could not be trusted.

    Parameters
    ----------
    plan : ReadPlan
        Which column of the copy feeds which canonical column, and how.
    rejected : sequence of SetAside
        Rows and cells found doubtful before the pass; they are listed beside its own.
    """
    bind = Bind()
    readings = [make_reading(column, plan, bind) for column in plan.columns]
    with store.writing(), staged(store, plan, readings, bind, name=import_id) as stage:
        land(store, plan, readings, stage=stage, import_id=import_id)
        list_doubts(store, plan, readings, stage=stage, import_id=import_id)
        list_rows(store, rejected, import_id=import_id)
        return summed_up(store, readings, stage=stage)


@contextmanager
def staged(
    store: Store, plan: ReadPlan, readings: Sequence[Reading], bind: Bind, *, name: str
) -> Iterator[str]:
    """The rows of a clean copy as they are read, for a while: in memory, or beside a large copy."""
    if is_copy(plan.path):
        beside = plan.path.with_name(f"{plan.path.stem}.{name}.parquet")
        try:
            stage_large(store, plan, readings, bind, beside)
            yield f"read_parquet({literal(str(beside))})"
        finally:
            beside.unlink(missing_ok=True)
        return
    stage = f"{STAGE}.{quoted(name)}"
    store.execute("attach if not exists ':memory:' as incoming")
    try:
        sql = stage_sql(plan, readings, bind)
        store.execute(f"create or replace table {stage} as {sql}", bind.params)
        yield stage
    finally:
        store.execute(f"drop table if exists {stage}")


def stage_large(
    store: Store, plan: ReadPlan, readings: Sequence[Reading], bind: Bind, target: Path
) -> None:
    """The rows of a large copy as they are read, in a Parquet file."""
    source = copy_source(store, plan.path)
    readings = with_dates(store, plan, readings, bind, source=source)
    sql = stage_sql(plan, readings, bind, source=source)
    store.execute(
        f"copy ({sql}) to {literal(str(target))} (format parquet, row_group_size {ROW_GROUP})",
        bind.params,
    )


def with_dates(
    store: Store, plan: ReadPlan, readings: Sequence[Reading], bind: Bind, *, source: str
) -> list[Reading]:
    """The readings with few distinct dates by heart: joins would carry every column of a row."""
    found: dict[DatesKey, str] = {}
    for key in dict.fromkeys(dates_key(item) for item in readings if item.parsed == DATED):
        sql = dates_sql(plan, readings, bind, source=source, key=key)
        days = store.rows(f"select r, p from ({sql}) limit {KNOWN_DATES + 1}", bind.params)
        if len(days) <= KNOWN_DATES:
            cells, dates = bind([day[0] for day in days]), bind([day[1] for day in days])
            found[key] = f"cast(map({cells}, {dates})[{{r}}] as date)" if days else NO_DATE
    return [
        replace(item, parsed=found.get(dates_key(item), DATED)) if item.parsed == DATED else item
        for item in readings
    ]


def ingest_side(store: Store, plan: ReadPlan, *, import_id: str) -> None:
    """Read a further table from the same rows: its distinct records, each once.

    Their place in the file is negative, so that a list of its own is believed rather than them.
    What cannot be read is listed by the main table, or is no loss to it.
    """
    bind = Bind()
    readings = [make_reading(column, plan, bind) for column in plan.columns]
    names = ", ".join(quoted(reading.target) for reading in readings)
    values = ", ".join(f"v{number}" for number in range(len(readings)))
    name = f"{import_id}_side"
    with store.writing(), staged(store, plan, readings, bind, name=name) as stage:
        store.execute(
            f"insert into landing.{quoted(plan.table)} ({names}, import_id, source_row) "
            f"select {values}, $import_id, min(_row) - {SIDE} as place from {stage} "
            f"where is_kept group by {values} order by place",
            {"import_id": import_id},
        )


def land(
    store: Store, plan: ReadPlan, readings: Sequence[Reading], *, stage: str, import_id: str
) -> None:
    """Insert the rows that can be trusted."""
    names = ", ".join(quoted(reading.target) for reading in readings)
    values = ", ".join(f"v{number}" for number in range(len(readings)))
    # A large copy without rows put back into it is read in the order of the file anyway.
    ordered = "" if is_copy(plan.path) and not kept_path(plan.path).is_file() else " order by _row"
    chosen = f"select {values}, $import_id, _row from {stage} where is_kept{ordered}"
    if plan.fold:
        chosen = folded_rows(plan.table, readings, stage=stage)
    store.execute(
        f"insert into landing.{quoted(plan.table)} ({names}, import_id, source_row) {chosen}",
        {"import_id": import_id},
    )


def folded_rows(table: str, readings: Sequence[Reading], *, stage: str) -> str:
    """One row per person, program and attempt of what their events say together.

    The first of each date, the furthest status, the last score, all hours. Of any other table one
    row per its ids, with the first value of every column.
    """
    at = {reading.target: f"v{number}" for number, reading in enumerate(readings)}
    keys = FOLD_KEYS[table]
    chosen = [
        f"v{number}" if reading.target in keys else folded(reading, f"v{number}", at)
        for number, reading in enumerate(readings)
    ]
    group = ", ".join(value for target, value in at.items() if target in keys)
    needed = [column.name for column in tables()[table].columns if column.needed]
    filled = [f"count({at[name]}) > 0" for name in needed if name in at and name not in keys]
    return (
        f"select {', '.join(chosen)}, $import_id, min(_row) as place from {stage} "
        f"where is_kept group by {group} having {' and '.join(filled or ['true'])} order by place"
    )


def folded(reading: Reading, value: str, at: Mapping[str, str]) -> str:
    """What the values of one column come to over the rows of one enrollment."""
    target = reading.target
    if target in ("status", "source_status"):
        rank = " ".join(f"when '{word}' then {place}" for place, word in enumerate(FURTHEST))
        furthest = f"case {at.get('status', 'null')} {rank} else -1 end"
        return f"arg_max({value}, ({furthest}, _row))"
    if target in ("score", "passed", "progress"):
        return f"arg_max({value}, ({at.get('last_active_on', '_row')}, _row))"
    if target == "hours":
        return f"sum({value})"
    if target in ("last_active_on", "withdrawn_on", "expires_on"):
        return f"max({value})"
    return f"min({value})" if reading.type == "date" else f"arg_min({value}, _row)"


def list_doubts(
    store: Store, plan: ReadPlan, readings: Sequence[Reading], *, stage: str, import_id: str
) -> None:
    """List every unreadable value and every empty needed one, in the order of the rows."""
    bind = Bind()
    parts: list[str] = []
    for number, reading in enumerate(readings):
        name = bind(reading.header)
        parts.append(
            f"select _row, {number} as place, {name} as header, b{number} as cell, "
            f"{reading.reason(number)} as reason from {stage} where b{number} is not null"
        )
        if reading.needed:
            parts.append(
                f"select _row, {number}, {name}, '', '{EMPTY}' from {stage} "
                f"where v{number} is null and b{number} is null"
            )
    if plan.table in ONE_OF:
        parts.append(
            f"select _row, {len(readings)}, '', '', '{NO_FACT}' from {stage} where has_no_fact"
        )
    store.execute(
        "insert into landing.set_aside select $import_id, _row, header, cell, reason from ("
        + " union all ".join(parts)
        + ") order by _row, place",
        {**bind.params, "import_id": import_id},
    )


def list_rows(store: Store, rejected: Sequence[SetAside], *, import_id: str) -> None:
    """List rows and cells that were found doubtful before the pass."""
    if not rejected:
        return
    store.execute(
        "insert into landing.set_aside "
        "select $import_id, unnest($rows), unnest($columns), unnest($cells), unnest($reasons)",
        {
            "import_id": import_id,
            "rows": [item.row for item in rejected],
            "columns": [item.column for item in rejected],
            "cells": [item.value for item in rejected],
            "reasons": [item.reason for item in rejected],
        },
    )


def summed_up(store: Store, readings: Sequence[Reading], *, stage: str) -> IngestResult:
    """Counts and control totals of a pass; sums in fixed point, so that their order is nothing."""
    totals = {
        reading.target: f"count(v{number}) filter (where is_kept)"
        if reading.type in ("date", "month")
        else f"coalesce(sum(try_cast(v{number} as decimal(38, 6))) filter (where is_kept), 0)"
        for number, reading in enumerate(readings)
        if reading.type in ("date", "month", "number", "money", "integer")
    }
    bad = " + ".join(f"count(b{number})" for number in range(len(readings))) or "0"
    chosen = ", ".join(["count(*)", "count(*) filter (where is_kept)", bad, *totals.values()])
    read, kept, listed, *sums = store.rows(f"select {chosen} from {stage}")[0]
    return IngestResult(
        rows_read=read,
        rows_kept=kept,
        rows_set_aside=read - kept,
        totals={
            name: float(f"{float(value):.9g}") for name, value in zip(totals, sums, strict=True)
        },
        values_set_aside=listed,
        others={
            reading.target: dict(
                store.rows(
                    f"select w{number}, count(*) from {stage} "
                    f"where w{number} is not null group by all order by all"
                )
            )
            for number, reading in enumerate(readings)
            if reading.has_other
        },
    )
