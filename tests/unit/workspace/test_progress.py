"""An import says how far it is, and leaves nothing behind where it is called off."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mls_metrics.errors import CancelledError
from mls_metrics.intake import reading, workbook
from mls_metrics.model.progress import Progress
from mls_metrics.workspace import Workspace
from mls_metrics.workspace.reading import watched

EMPLOYEES = "employee_id,hire_date\nE1,2020-01-31\nE2,2021-02-28\n"


def enrollments(rows: int) -> str:
    lines = [f"E{n % 9},P{n % 3},completed,2024-01-{n % 28 + 1:02}" for n in range(rows)]
    return "\n".join(["employee_id,program_id,status,enrolled_on", *lines, ""])


def files(folder: Path, rows: int) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "employees.csv").write_text(EMPLOYEES, encoding="utf-8")
    (folder / "enrollments.csv").write_text(enrollments(rows), encoding="utf-8")
    return [folder / "employees.csv", folder / "enrollments.csv"]


def everything(workspace: Workspace) -> tuple[object, ...]:
    """All that a cancelled import must leave as it was."""
    rows = [
        workspace.store.rows(f"select * from landing.{name} order by all")
        for name in ("imports", "employees", "enrollments", "set_aside")
    ]
    kept = sorted(path.relative_to(workspace.directory) for path in workspace.directory.rglob("*"))
    return rows, [path for path in kept if "duckdb" not in path.name], workspace.data_sha256()


@pytest.mark.parametrize("large_from", [0, 1 << 40], ids=["large", "small"])
def test_steps_are_told_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large_from: int
) -> None:
    monkeypatch.setattr(reading, "LARGE_BYTES", large_from)
    told: list[Progress] = []
    with Workspace.open(None) as workspace:
        workspace.add(files(tmp_path / "in", 50_000), progress=told.append)
    steps = [p.step for p in told if p.file == "enrollments.csv"]
    assert list(dict.fromkeys(steps)) == ["fingerprint", "copy", "read"]
    assert all(0 <= p.share <= 1 for p in told)
    assert [p.share for p in told if p.step == "read"][-1] == 1
    if large_from:
        assert sum(p.step == "copy" and 0 < p.share < 1 for p in told) >= 2


@pytest.mark.parametrize("large_from", [0, 1 << 40], ids=["large", "small"])
@pytest.mark.parametrize("stop_at", [("fingerprint", 1), ("copy", 0), ("read", 0), ("read", 1)])
def test_cancelling_leaves_the_workspace_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_at: tuple[str, int], large_from: int
) -> None:
    monkeypatch.setattr(reading, "LARGE_BYTES", large_from)

    def stop(progress: Progress) -> None:
        is_there = (progress.file, progress.step) == ("enrollments.csv", stop_at[0])
        if is_there and progress.share >= stop_at[1]:
            raise CancelledError

    with Workspace.open(tmp_path / "workspace") as workspace:
        (tmp_path / "before.csv").write_text("employee_id,hire_date\nE7,2019-01-01\n")
        workspace.add([tmp_path / "before.csv"])
        before = everything(workspace)
        paths = files(tmp_path / "in", 3_000)
        with pytest.raises(CancelledError, match="Nothing was changed"):
            workspace.add(paths, progress=stop)
        assert everything(workspace) == before
        assert {report.table for report in workspace.add(paths)} == {"employees", "enrollments"}


def test_a_step_never_goes_back(tmp_path: Path) -> None:
    told: list[Progress] = []
    shares = iter([0.1, 0.9, 0.2, 0.8, 0.0, 0.5])
    with Workspace.open(None) as workspace, watched(workspace.store, told.append, "a.csv", "read"):
        for share in shares:
            workspace.store._watching.tell(share)
    found = [p.share for p in told]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0.0, 1.0)


def test_a_workbook_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[f"E{n}", n] for n in range(50)]

    class FakeSheet:
        start, height, merged_cell_ranges = (0, 0), 50, ()

        def iter_rows(self) -> list[list[object]]:
            return rows

    monkeypatch.setattr(workbook, "TOLD_ROWS", 10)
    workbook.write_sheet(FakeSheet(), tmp_path / "sheet0.csv", iter(()))
    assert workbook.share_done(tmp_path / workbook.SHARE) == 0.8
    assert workbook.share_done(tmp_path / "nothing.txt") == 0.0


def test_a_running_statement_is_ended(tmp_path: Path) -> None:
    def stop(_share: float) -> None:
        raise CancelledError

    endless = "select sum(a.range * b.range) from range(10000000) a, range(10000000) b"
    with Workspace.open(None) as workspace:
        asked: list[Callable[..., object]] = [workspace.store.rows, workspace.store.query]
        for ask in (*asked, workspace.store.execute):
            with pytest.raises(CancelledError), workspace.store.watching(stop):
                ask(endless)
        assert workspace.store.rows("select 1") == [(1,)]
