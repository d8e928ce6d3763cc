"""The same metrics for a part of the company: the people of a region, or a stretch of time.

A metric's own select runs unchanged. Relations that are kept to the part take the place of those it
reads, and whatever it reads that rests on them is made again, by its own select, in a database in
memory. So a part is counted by the very definition of the whole.
"""

import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb
import pandas as pd

from mls_metrics.warehouse.build import build_order, reads, relations, sources
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import metric_sql, settings

NAME = re.compile(r"\b(?:joined|staging|core|marts)\.\w+\b")


@cache
def part_sql(folder: str, name: str) -> str:
    """A select of `parts` (relations kept to a part) or of `part_counts`."""
    path = files("mls_metrics.warehouse").joinpath(folder, f"{name}.sql")
    return path.read_text(encoding="utf-8")


@cache
def sources_of(metric_id: str) -> frozenset[str]:
    """The relations that a metric's select names."""
    with duckdb.connect(":memory:") as parser:
        return frozenset(reads(parser, metric_sql(metric_id)) & set(relations()))


def made_again(metric_id: str, kept: frozenset[str]) -> list[str]:
    """What a metric reads, near or far, that is among `kept` or rests on them, in build order."""
    reached: set[str] = set()
    waiting = list(sources_of(metric_id))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [] if name in kept else sources()[name]
    touched: set[str] = set()
    for name in build_order():
        if name in reached and (name in kept or sources()[name] & touched):
            touched.add(name)
    return [name for name in build_order() if name in touched]


class Part:
    """One part of the company; what it needs is made once and shared by its metrics."""

    def __init__(self, store: Store, database: str, params: Mapping[str, Any]) -> None:
        self._store = store
        self._database = database
        self._params = dict(params)
        self._made: dict[tuple[frozenset[tuple[str, str]], str], str] = {}

    def rows(self, metric_id: str, replaced: Mapping[str, str], **changed: Any) -> pd.DataFrame:
        """Sufficient statistics of a metric in this part, ordered by program.

        Parameters
        ----------
        replaced : mapping of relation to select
            The relations that are kept to the part, and the select in `parts` that does so.
        changed : parameter = value
            Parameters that differ for this metric, as the day on which it is judged.

        Raises
        ------
        KeyError
            The metric reads none of these relations, so it is of no part.
        """
        params = self._params | changed
        names = self._relations(metric_id, replaced, params)
        if not names:
            message = f"{metric_id} reads none of {sorted(replaced)}"
            raise KeyError(message)
        frame = self._store.query(renamed(metric_sql(metric_id), names), params)
        order = [name for name in ("program_id", "days", "is_event") if name in frame]
        return frame.sort_values(order, kind="stable", ignore_index=True)

    def _relations(
        self, metric_id: str, replaced: Mapping[str, str], params: Mapping[str, Any]
    ) -> dict[str, str]:
        """Make what is missing; what to read in place of every relation that is of the part.

        A relation that is kept to the part is read where it stands, so that only the columns asked
        for are; what rests on it is made once.
        """
        kind = frozenset({*replaced.items(), ("as_of", str(params["as_of"]))})
        names: dict[str, str] = {}
        for relation in made_again(metric_id, frozenset(replaced)):
            if relation in replaced:
                names[relation] = f"(\n{part_sql('parts', replaced[relation])})"
                continue
            place = self._made.get((kind, relation))
            if place is None:
                place = f"{self._database}.main.relation_{len(self._made)}"
                sql = renamed(relations()[relation].sql, names)
                self._store.execute(f"create or replace table {place} as {sql}", params)
                self._made[(kind, relation)] = place
            names[relation] = place
        return names


def renamed(sql: str, names: Mapping[str, str]) -> str:
    """A select that reads relations of a part in place of those of the whole."""
    return NAME.sub(lambda found: names.get(found.group(), found.group()), sql)


@contextmanager
def parts_of(store: Store) -> Iterator["PartMaker"]:
    """A maker of parts whose relations are gone when it is left."""
    database = f"part_{uuid.uuid4().hex}"
    store.execute(f"attach ':memory:' as {database}")
    try:
        yield PartMaker(store, database)
    finally:
        store.execute(f"detach {database}")


class PartMaker:
    """Makes one part after another; a new part takes the place of the one before."""

    def __init__(self, store: Store, database: str) -> None:
        self._store = store
        self._database = database
        self._settings = settings(store)

    def part(self, **params: Any) -> Part:
        """The part that these parameters tell: `region`, or `from_on` and `until_on`."""
        return Part(self._store, self._database, self._settings | params)

    def count(self, name: str) -> pd.DataFrame:
        """Rows of a select of `part_counts`."""
        return self._store.query(part_sql("part_counts", name), self._settings)
