"""The store: right answers for every thread, one writer at a time, and a sentence when busy."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from mls_metrics.errors import UserError, WorkspaceBusyError
from mls_metrics.warehouse.connection import Store, quoted

THREADS, QUERIES = 8, 40


def test_every_thread_gets_its_own_answer() -> None:
    store = Store.open(None)
    store.execute("create table numbers as select range as number from range(100000)")

    def ask(thread: int) -> list[bool]:
        right = []
        for turn in range(QUERIES):
            limit = thread * 1000 + turn + 1
            sql = "select count(*) as rows, sum(number) as total from numbers where number < $limit"
            expected = (limit, limit * (limit - 1) // 2)
            frame = store.query(sql, {"limit": limit})
            right.append((int(frame["rows"][0]), int(frame["total"][0])) == expected)
            right.append(store.rows(sql, {"limit": limit}) == [expected])
        return right

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(ask, range(THREADS)))
    assert [len(right) for right in answers] == [2 * QUERIES] * THREADS
    assert all(all(right) for right in answers)


def test_writers_take_turns() -> None:
    store = Store.open(None)
    store.execute("create table counter as select 0 as value")

    def add(_: int) -> None:
        for _ in range(QUERIES):
            store.execute("update counter set value = value + 1")

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(add, range(THREADS)))
    assert store.rows("select value from counter") == [(THREADS * QUERIES,)]


def test_a_reader_sees_either_the_old_table_or_the_new_one() -> None:
    store = Store.open(None)
    store.execute("create table t as select range as number from range(1000)")

    def replace(_: int) -> None:
        for _ in range(QUERIES):
            store.execute("create or replace table t as select range as number from range(1000)")

    def read(_: int) -> set[int]:
        sql = "select count(*) as rows from t"
        return {int(store.query(sql)["rows"][0]) for _ in range(QUERIES)}

    with ThreadPoolExecutor(THREADS) as pool:
        writing = pool.submit(replace, 0)
        seen = set().union(*pool.map(read, range(THREADS - 1)))
        writing.result()
    assert seen == {1000}


def test_a_file_held_by_another_process_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "company.duckdb"
    Store.open(path).close()
    hold = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1]); "
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "held"
        with pytest.raises(WorkspaceBusyError) as caught:
            Store.open(path)
        other.communicate(input="")
    assert caught.value.fix
    assert str(tmp_path) not in str(caught.value)


def test_a_read_only_store_refuses_to_write(tmp_path: Path) -> None:
    path = tmp_path / "company.duckdb"
    Store.open(path).close()
    store = Store.open(path, read_only=True)
    with pytest.raises(duckdb.Error):
        store.execute("create table t as select 1 as x")
    store.close()


def test_only_the_parameters_a_statement_names_are_bound() -> None:
    store = Store.open(None)
    assert store.rows("select $a as a", {"a": 1, "other": 2}) == [(1,)]
    assert store.rows("select $as_of as day", {"as": 3, "as_of": 2}) == [(2,)]


@pytest.mark.parametrize("name", ["hours", 'a"b', "select", "a; drop table t; --", "Größe"])
def test_any_name_can_be_a_column(name: str) -> None:
    store = Store.open(None)
    store.execute(f"create table t as select 7 as {quoted(name)}")
    assert list(store.query("select * from t")) == [name]


def test_local_frames_and_files_of_the_web_are_out_of_reach() -> None:
    store = Store.open(None)
    frame = [1, 2]
    assert frame
    with pytest.raises(duckdb.Error):
        store.query("select * from frame")
    with pytest.raises(duckdb.Error):
        store.execute("install httpfs")


def test_memory_is_bounded_and_what_does_not_fit_goes_to_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLS_METRICS_MEMORY", "64MB")
    store = Store.open(tmp_path / "company.duckdb", temp_dir=tmp_path / "spill")
    assert store.rows("select current_setting('memory_limit')") == [("61.0 MiB",)]
    rows = "select hash(range) as a, hash(range + 1) as b, range as c from range(6000000)"
    assert store.rows(f"select count(*) from (select * from ({rows}) order by a)") == [(6000000,)]
    store.close()


def test_a_memory_bound_that_is_no_size_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLS_METRICS_MEMORY", "plenty")
    with pytest.raises(UserError, match="'plenty', which is no size"):
        Store.open(None)
