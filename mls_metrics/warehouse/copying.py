"""The clean copy of a large regular text file, made by DuckDB: Parquet, every cell trimmed text.

A row's number is its place in the Parquet file, so the copy can be written by all threads in the
order of the file; what stands between place and number is kept with the copy. Rows that need a
look (possible totals, repeated headers, ragged or empty ones) are marked and left out until kept.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from mls_metrics.model.copying import CopyOrder
from mls_metrics.warehouse.connection import Store

EXTRA_CELLS = 16
MOST_ODD_ROWS = 100_000
NO_NULL = "\ue000\ue001\ue000"
LONGEST_ROW = 1 << 22
SUFFIX = ".parquet"


def is_copy(path: Path) -> bool:
    """True for a clean copy made here."""
    return path.suffix == SUFFIX


def literal(text: str) -> str:
    """A text inside SQL where no value can be bound: ours, or the path of a file of ours."""
    return "'" + text.replace("'", "''") + "'"


def kept_path(target: Path) -> Path:
    """Where the rows lie that were looked at and kept."""
    return target.with_name(f"{target.stem}.kept{SUFFIX}")


class DuckCopier:
    """Copies large text files with the threads and within the memory of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def copy(self, order: CopyOrder) -> list[tuple[int, list[str]]] | None:
        """Copy, and return the rows to look at with their numbers; None where it cannot be done."""
        for padded in (False, True):
            try:
                self._store.execute(copy_sql(order, padded=padded))
                return self._odd_rows(order, padded=padded)
            except duckdb.Error:
                continue
        return None

    def _odd_rows(self, order: CopyOrder, *, padded: bool) -> list[tuple[int, list[str]]] | None:
        """The rows to look at, as the file has them; None where rows were lost or are too many."""
        path = literal(str(order.target))
        rows, odd = self._store.rows(
            f"select count(*), count(*) filter (where is_odd) from read_parquet({path})"
        )[0]
        if rows != order.rows or odd > MOST_ODD_ROWS:
            return None
        width = order.width + (EXTRA_CELLS if padded else 0)
        cells = ", ".join(f"c{place}" for place in range(width))
        found = self._store.rows(
            f"select {number_sql(order.first_row, order.blank_after)}, {cells} "
            f"from read_parquet({path}, file_row_number = true) where is_odd order by 1"
        )
        return [(number, until_null(row)) for number, *row in found]

    def keep(self, target: Path, rows: Sequence[int]) -> None:
        """Take rows that were looked at into the copy."""
        if not rows:
            return
        self._store.execute(
            f"copy (select * exclude is_odd from ({numbered_sql(self._store, target)}) "
            "where is_odd and _row in (select unnest($rows)) order by _row) "
            f"to {literal(str(kept_path(target)))} (format parquet)",
            {"rows": list(rows)},
        )

    def count(self, target: Path) -> int:
        """How many rows the copy has."""
        return int(self._store.rows(f"select count(*) from ({self._source(target)})")[0][0])

    def beginnings(self, target: Path, position: int, *, digit: int, other: int) -> set[str]:
        """Distinct beginnings of the filled cells of a column, by whether they are digits."""
        cell = f"c{position}"
        start = (
            f"case when {cell} between '0' and ':' then left({cell}, {digit}) "
            f"else left({cell}, {other}) end"
        )
        rows = self._store.rows(
            f"select distinct {start} from ({self._source(target)}) where {cell} <> ''"
        )
        found = (row[0] for row in rows)
        return {start[:digit] if start[0].isdigit() else start for start in found}

    def first_distinct(
        self, target: Path, position: int, *, limit: int, holding: Sequence[str] = ()
    ) -> set[str]:
        """The first distinct cells of a column, or of those that hold one of some signs."""
        cell = f"c{position}"
        signs = " or ".join(f"contains({cell}, {literal(sign)})" for sign in holding) or "true"
        rows = self._store.rows(
            f"select {cell} from ({self._source(target)}) where {signs} "
            f"group by {cell} order by min(_row) limit {limit}"
        )
        return {row[0] for row in rows}

    def counts(self, target: Path, position: int) -> dict[str, int]:
        """How many rows have each cell of a column, in the order of their first rows."""
        rows = self._store.rows(
            f"select c{position}, count(*) from ({self._source(target)}) "
            "group by 1 order by min(_row)"
        )
        return dict(rows)

    def is_filled(self, target: Path, position: int) -> bool:
        """True where any cell of a column holds something."""
        sql = f"select 1 from ({self._source(target)}) where c{position} <> '' limit 1"
        return bool(self._store.rows(sql))

    def begins_with(self, target: Path, positions: Sequence[int], signs: Sequence[str]) -> bool:
        """True where any cell of some columns begins with one of some signs."""
        tests = [f"starts_with(c{at}, {literal(sign)})" for at in positions for sign in signs]
        if not tests:
            return False
        sql = f"select 1 from ({self._source(target)}) where {' or '.join(tests)} limit 1"
        return bool(self._store.rows(sql))

    def cells(self, target: Path, positions: Sequence[int], *, limit: int) -> list[tuple[str, ...]]:
        """Cells of some columns of the first rows."""
        chosen = ", ".join(f"c{position}" for position in positions)
        sql = f"select {chosen} from ({self._source(target)}) order by _row limit {limit}"
        return self._store.rows(sql)

    def _source(self, target: Path) -> str:
        return copy_source(self._store, target)


def copy_sql(order: CopyOrder, *, padded: bool) -> str:
    """The statement that writes the copy; `padded` for rows of different lengths."""
    width = order.width + (EXTRA_CELLS if padded else 0)
    columns = ", ".join(f"'c{place}': 'varchar'" for place in range(width))
    options = {
        "auto_detect": "false",
        "header": "false",
        "delim": literal(order.delimiter),
        "quote": "'\"'",
        "escape": "'\"'",
        "nullstr": literal(NO_NULL),
        "new_line": "'\\r\\n'" if order.line_end == "\r\n" else "'\\n'",
        "skip": str(order.skip),
        "max_line_size": str(LONGEST_ROW),
        "null_padding": str(padded).lower(),
        "parallel": str(not (padded and order.has_breaks)).lower(),
    }
    chosen = ", ".join(f"{name} = {value}" for name, value in options.items())
    cells = ", ".join(f"{trimmed(f'c{place}', order)} as c{place}" for place in range(width))
    gaps = ",".join(map(str, order.blank_after))
    return (
        f"copy (select *, {is_odd(order, padded=padded)} as is_odd from (select {cells} from "
        f"read_csv({literal(str(order.source))}, columns = {{{columns}}}, {chosen}))) "
        f"to {literal(str(order.target))} (format parquet, kv_metadata "
        f"{{first_row: '{order.first_row}', blank_after: '{gaps}', width: '{order.width}'}})"
    )


def trimmed(cell: str, order: CopyOrder) -> str:
    """A cell without the blanks at its ends; the dear way only for cells that hold a rare one."""
    plain = f"trim({cell})" if order.trims else cell
    if not order.spaces:
        return plain
    rare = " or ".join(f"contains({cell}, {literal(sign)})" for sign in sorted(order.spaces))
    return f"case when {rare} then trim({cell}, {literal(order.every_space)}) else {plain} end"


def is_odd(order: CopyOrder, *, padded: bool) -> str:
    """True for rows that need a look: more of them than are really odd, never fewer."""
    cells = [f"c{place}" for place in range(order.width)]
    blank = "''"
    first = f"coalesce({', '.join(f'nullif({cell}, {blank})' for cell in cells)})"
    starts = " or ".join(
        [
            *(f"starts_with(lower({first}), {literal(word)})" for word in order.total_words),
            f"strlen({first}) <> length({first})",
        ]
    )
    tests = [f"case when {is_plain(order)} then false else {first} is null or {starts} end"]
    if order.first_header:
        tests.append(f"c0 = {literal(order.first_header)}")
    if padded:
        tests += [f"c{order.width - 1} is null", f"c{order.width} is not null"]
    return f"coalesce({' or '.join(tests)}, true)"


def is_plain(order: CopyOrder) -> str:
    """True for most rows: their first cell is filled and begins like no line that sums up."""
    start = "lower(left(c0, 2))"
    starts = ", ".join(literal(start) for start in sorted({word[:2] for word in order.total_words}))
    return f"c0 <> '' and {start} not in ({starts}) and strlen({start}) <= 2"


def until_null(cells: Sequence[str | None]) -> list[str]:
    """The cells that a row really has."""
    return [cell for cell in cells if cell is not None]


def number_sql(first_row: int, blank_after: Sequence[int]) -> str:
    """The number of a row of the file by its place in the copy."""
    gaps = "".join(f" + cast(file_row_number >= {rows} as bigint)" for rows in blank_after)
    return f"file_row_number + {first_row}{gaps}"


def numbered_sql(store: Store, target: Path) -> str:
    """A select of every row of a copy with its number, marked ones too."""
    path = literal(str(target))
    said = {
        bytes(key).decode(): bytes(value).decode()
        for key, value in store.rows(f"select key, value from parquet_kv_metadata({path})")
    }
    cells = ", ".join(f"coalesce(c{place}, '') as c{place}" for place in range(int(said["width"])))
    gaps = [int(part) for part in said["blank_after"].split(",") if part]
    number = number_sql(int(said["first_row"]), gaps)
    return (
        f"select {number} as _row, {cells}, is_odd "
        f"from read_parquet({path}, file_row_number = true)"
    )


def copy_source(store: Store, target: Path) -> str:
    """A select of ``_row, c0, c1, ...`` over a copy."""
    rows = f"select * exclude is_odd from ({numbered_sql(store, target)}) where not is_odd"
    kept = kept_path(target)
    if kept.is_file():
        rows += f" union all select * from read_parquet({literal(str(kept))})"
    return rows
