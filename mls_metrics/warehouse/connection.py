"""The one DuckDB connection of a workspace, and a cursor of its own for every query."""

import os
import re
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd

from mls_metrics.errors import UserError, WorkspaceBusyError

Answer = TypeVar("Answer")
TELL_SECONDS = 0.2
PARAMETER = re.compile(r"\$(\w+)")
MEMORY_VARIABLE, MEMORY = "MLS_METRICS_MEMORY", "2GB"
SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}


class Store:
    """A DuckDB database that many threads may ask at once.

    One connection shared by threads gives other callers' results without an error, so it is never
    handed out: each query opens a cursor, fetches everything and closes it. Writers take turns.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._writing = threading.RLock()
        self._watching = threading.local()

    @classmethod
    def open(
        cls, path: Path | None, *, read_only: bool = False, temp_dir: Path | None = None
    ) -> "Store":
        """Open a database file, or one in memory where `path` is None.

        Its memory is bounded, by 2 GB or what the variable MLS_METRICS_MEMORY says; what does not
        fit goes to `temp_dir`.

        Raises
        ------
        WorkspaceBusyError
            Another process holds the file.
        UserError
            The memory to use is no size.
        """
        config: dict[str, Any] = dict(SETTINGS)
        config["memory_limit"] = memory_bound()
        if temp_dir is None and path is None:
            temp_dir = Path(tempfile.gettempdir()) / f"mls_spill_{uuid.uuid4().hex}"
        if temp_dir is not None:
            config["temp_directory"] = str(temp_dir)
        try:
            connection = duckdb.connect(
                ":memory:" if path is None else str(path), read_only=read_only, config=config
            )
        except duckdb.IOException as error:
            raise WorkspaceBusyError(
                "The workspace could not be opened.",
                "Another program is using it, or its database is damaged.",
                "Close the other window or command that has this workspace open, then try again.",
            ) from error
        return cls(connection)

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The rows of a select, as a frame."""
        with self._connection.cursor() as cursor:
            return self._run(cursor, lambda: cursor.execute(sql, params_of(sql, params)).df())

    def rows(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a select, as tuples."""
        with self._connection.cursor() as cursor:
            return self._run(cursor, lambda: cursor.execute(sql, params_of(sql, params)).fetchall())

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> None:
        """Run a statement that changes something; one at a time."""
        with self._writing, self._connection.cursor() as cursor:
            self._run(cursor, lambda: cursor.execute(sql, params_of(sql, params)).fetchall())

    @contextmanager
    def watching(self, tell: Callable[[float], None]) -> Iterator[None]:
        """Tell how far each statement of this thread is; what `tell` raises ends the statement."""
        before = getattr(self._watching, "tell", None)
        self._watching.tell = tell
        try:
            yield
        finally:
            self._watching.tell = before

    def _run(self, cursor: duckdb.DuckDBPyConnection, work: Callable[[], Answer]) -> Answer:
        """Do a cursor's work; where somebody watches, in a thread of its own that can be ended."""
        tell = getattr(self._watching, "tell", None)
        if tell is None:
            return work()
        for setting in ("enable_progress_bar = true", "enable_progress_bar_print = false"):
            cursor.execute(f"set {setting}")
        with ThreadPoolExecutor(max_workers=1) as pool:
            done = pool.submit(work)
            try:
                while not wait([done], timeout=TELL_SECONDS).done:
                    tell(max(cursor.query_progress(), 0.0) / 100)
            except BaseException:
                cursor.interrupt()
                raise
            return done.result()

    def write_frame(self, table: str, frame: pd.DataFrame) -> None:
        """Replace a table by the rows of a frame."""
        with self._writing, self._connection.cursor() as cursor:
            cursor.register("incoming_frame", frame)
            cursor.execute(f"create or replace table {table} as select * from incoming_frame")
            cursor.unregister("incoming_frame")

    def writing(self) -> threading.RLock:
        """The lock that writers of several statements hold."""
        return self._writing

    def close(self) -> None:
        """Close the database; its file stays consistent."""
        self._connection.close()


def memory_bound() -> str:
    """How much memory the database may use."""
    said = os.environ.get(MEMORY_VARIABLE, "").strip() or MEMORY
    if not re.fullmatch(r"\d+(\.\d+)? ?[KMGT]i?B", said, re.IGNORECASE):
        raise UserError(
            "The workspace could not be opened.",
            f"{MEMORY_VARIABLE} is '{said}', which is no size.",
            f"Write a size such as {MEMORY} or 512MB.",
        )
    return said


def params_of(sql: str, params: Mapping[str, Any] | None) -> dict[str, Any]:
    """Only the parameters that the statement names: DuckDB refuses others."""
    named = set(PARAMETER.findall(sql))
    return {name: value for name, value in (params or {}).items() if name in named}


def quoted(name: str) -> str:
    """An identifier that may hold anything, safe inside SQL."""
    return '"' + name.replace('"', '""') + '"'
