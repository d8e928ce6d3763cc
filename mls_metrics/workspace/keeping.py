"""Tables that people keep by hand in a workspace, each saved state a file like any other."""

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from mls_metrics.catalog.facts_of_pages import books
from mls_metrics.catalog.load import load_policy, policy_sha256, tables
from mls_metrics.errors import ByHandError
from mls_metrics.model.by_hand import HandVersion
from mls_metrics.model.policy import Policy
from mls_metrics.model.source import ImportReport
from mls_metrics.warehouse import imports as book
from mls_metrics.warehouse.build import is_built, rebuild_from
from mls_metrics.warehouse.built_as import built_as, note_built
from mls_metrics.warehouse.connection import quoted
from mls_metrics.warehouse.fact_rows import FactRows, fact_query, fact_rows
from mls_metrics.warehouse.imports import ImportRecord
from mls_metrics.workspace import by_hand
from mls_metrics.workspace.holdings import Holdings
from mls_metrics.workspace.kept_answers import code_sha256


class Keeping(Holdings, ABC):
    """Facts of the organization, and the tables behind them that people may keep by hand."""

    def fact(self, id_: str, **parameters: Any) -> FactRows:
        """The rows of a fact, or which columns it lacks; after `build`.

        Raises
        ------
        KeyError
            A fact that is none, or a parameter that it does not have.
        """
        return fact_rows(self.store, id_, parameters)

    def fact_query(self, id_: str, **parameters: Any) -> str:
        """The select of a fact as text that runs in plain DuckDB; after `build`."""
        return fact_query(self.store, id_, parameters)

    def hand_versions(self, table: str) -> list[HandVersion]:
        """Every version of a table kept by hand, oldest first."""
        return by_hand.versions(self.directory, table)

    def hand_rows(self, table: str, version: int | None = None) -> pd.DataFrame:
        """The rows of a table as they count, or as a version held them; canonical columns."""
        by_hand.checked(table)
        columns = ", ".join(quoted(column.name) for column in tables()[table].columns)
        ids = [record.import_id for record in self._counting(table)]
        if version is not None:
            kept = next(v for v in self.hand_versions(table) if v.version == version)
            ids = [r.import_id for r in self._imported(table)] if kept.as_imported else []
            ids += [r.import_id for r in self._readings(table, kept.sha256)][-1:]
        sql = f"select {columns} from landing.{quoted(table)} where list_contains($ids, import_id) "
        return self.store.query(sql + "order by import_id, source_row", {"ids": ids})

    def keep_by_hand(
        self,
        table: str,
        rows: Sequence[Mapping[str, Any]],
        *,
        author: str,
        base: int,
        note: str = "",
        policy: Policy | None = None,
    ) -> HandVersion:
        """Save a table as it shall stand from now on; nothing saved before is lost.

        Parameters
        ----------
        rows : sequence of mapping
            Canonical column to value; the whole table, not a part of it.
        base : int
            The version that the rows were changed from: `latest` of the journal then.

        Raises
        ------
        ViewOnlyError, ByHandError
            Nothing was saved.
        EditConflictError
            Somebody else saved since; nothing was saved.
        """
        self._require_writing()
        name = by_hand.require_author(author)
        kept = by_hand.filled(rows)
        with self.store.writing():
            stands = by_hand.latest(self.directory, table)
            by_hand.require_current(stands, base)
            number = stands.version + 1
            sha256 = self._bring_rows(table, kept, number) if kept else ""
            return self._stand(
                HandVersion(
                    table=table,
                    version=number,
                    author=name,
                    at=now(),
                    note=note.strip()[:400],
                    sha256=sha256,
                    rows=len(kept),
                ),
                policy,
            )

    def put_back(
        self, table: str, version: int, *, author: str, base: int, policy: Policy | None = None
    ) -> HandVersion:
        """Let an earlier version stand again, as a new one; 0 puts the imported rows back.

        Raises
        ------
        ViewOnlyError, EditConflictError, ByHandError
            Nothing was changed.
        """
        self._require_writing()
        name = by_hand.require_author(author)
        with self.store.writing():
            stands = by_hand.latest(self.directory, table)
            by_hand.require_current(stands, base)
            known = {item.version: item for item in self.hand_versions(table)}
            if version and version not in known:
                raise ByHandError(
                    f"There is no version {version} of this table.",
                    f"It has {len(known)}.",
                    "Load the page again.",
                )
            source = known.get(version, HandVersion(table=table, version=0, as_imported=True))
            return self._stand(
                HandVersion(
                    table=table,
                    version=stands.version + 1,
                    author=name,
                    at=now(),
                    note=f"back to version {version}" if version else "back to the imported rows",
                    sha256=source.sha256,
                    rows=source.rows,
                    as_imported=source.as_imported,
                ),
                policy,
            )

    @abstractmethod
    def add(
        self, paths: Iterable[Path], *, names: Mapping[Path, str] | None = None
    ) -> list[ImportReport]:
        """Bring in files and folders."""

    def _bring_rows(self, table: str, rows: Sequence[Mapping[str, Any]], number: int) -> str:
        """Keep rows as a file and read it; its fingerprint."""
        before = {record.import_id for record in self.history()}
        with tempfile.TemporaryDirectory(prefix="mls_hand_") as folder:
            path = Path(folder) / f"{table}.csv"
            by_hand.write_rows(path, table, rows)
            title = f"{table.replace('_', ' ')}, by hand, version {number}.csv"
            reports = self.add([path], names={path: title})
        fresh = [r.import_id for r in self.history() if r.import_id not in before]
        wrong = next((r for r in reports if r.table != table or r.rows_set_aside), None)
        if wrong is not None:
            book.switch(self.store, off=fresh)
            book.forget(self.store, fresh)
            aside = wrong.set_aside[0] if wrong.set_aside else None
            raise ByHandError(
                "Nothing was saved: not every row could be read.",
                f"Row {aside.row - 1}, {aside.column}: {aside.reason}" if aside else "",
                "Correct it and save again.",
            )
        return reports[0].sha256

    def _stand(self, version: HandVersion, policy: Policy | None) -> HandVersion:
        """Let just a version's imports count, write it down, and make anew what rests on it."""
        table = version.table
        on = self._imported(table) if version.as_imported else []
        on += self._readings(table, version.sha256)[-1:]
        ids = [record.import_id for record in on]
        off = [r.import_id for r in self._of(table) if r.import_id not in ids]
        policy = policy or load_policy()
        known = built_as(self.store)
        book.switch(self.store, on=ids, off=off)
        by_hand.add(self.directory, version)
        if is_built(self.store):
            rebuild_from(self.store, table, policy)
            if known and table in books():
                note_built(self.store, {**known, **self._parts(policy)})
        return version

    def _parts(self, policy: Policy) -> dict[str, str]:
        """What relations are built of, beside the day."""
        return {
            "data": self.data_sha256(),
            "books": self.books_sha256(),
            "policy": policy_sha256(policy),
            "code": code_sha256(),
        }

    def _of(self, table: str) -> list[ImportRecord]:
        return [record for record in self.history() if record.report.table == table]

    def _counting(self, table: str) -> list[ImportRecord]:
        return [record for record in self._of(table) if record.active]

    def _readings(self, table: str, sha256: str) -> list[ImportRecord]:
        return [r for r in self._of(table) if sha256 and r.report.sha256 == sha256]

    def _imported(self, table: str) -> list[ImportRecord]:
        """Imports of a table that nobody entered by hand."""
        by_us = {item.sha256 for item in self.hand_versions(table)}
        return [record for record in self._of(table) if record.report.sha256 not in by_us]


def now() -> str:
    """The moment, ISO, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
