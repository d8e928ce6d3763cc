"""Which of the columns that metrics need hold something, from one pass over each table."""

from collections.abc import Iterable

from mls_metrics.catalog.load import tables
from mls_metrics.model.filled import Filled
from mls_metrics.warehouse.connection import Store, quoted

PROGRAM = "program_id"


def filled_columns(store: Store, wanted: Iterable[str]) -> Filled:
    """What is there of these columns.

    Parameters
    ----------
    wanted : iterable of str
        ``table.column``, or ``table.column=value`` for a column that must hold that value.
        An answer of a long survey counts for the column named as its construct.
    """
    by_table: dict[str, list[str]] = {}
    for name in sorted(set(wanted)):
        by_table.setdefault(name.partition(".")[0], []).append(name)
    anywhere: set[str] = set()
    of_program: dict[str, frozenset[str]] = {}
    for table, names in by_table.items():
        with_program = any(column.name == PROGRAM for column in tables()[table].columns)
        found = store.rows(statement(table, names, with_program=with_program))
        for place, name in enumerate(names, start=1):
            programs = frozenset(str(row[0]) for row in found if row[0] is not None and row[place])
            if with_program:
                of_program[name] = programs
            elif any(row[place] for row in found):
                anywhere.add(name)
    return Filled(anywhere=frozenset(anywhere), of_program=of_program)


def statement(table: str, names: Iterable[str], *, with_program: bool) -> str:
    """One select: the program (or a constant), then for every name whether it holds something."""
    group = PROGRAM if with_program else "''"
    held = ", ".join(f"coalesce(bool_or({condition(name)}), false)" for name in names)
    return f"select {group} as program, {held} from staging.stg_{table} group by program"


def condition(name: str) -> str:
    """The test of one row; values are written in the catalogue, never by people."""
    table, _, rest = name.partition(".")
    column, _, value = rest.partition("=")
    tables()[table].column(column)
    if value:
        return f"lower(cast({quoted(column)} as varchar)) = '{value}'"
    test = f"{quoted(column)} is not null"
    if table == "surveys":
        test += f" or (lower(construct) = '{column}' and answer is not null)"
    return test
