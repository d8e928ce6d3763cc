"""Zipped files: what is in them is read, bounds hold, and names inside lead nowhere."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from mls_metrics.intake import archives
from mls_metrics.intake.receive import receive
from mls_metrics.workspace import Workspace
from mls_metrics.workspace.recognition import recognise

EMPLOYEES = b"employee_id,hire_date\nE1,2020-01-31\nE2,2021-02-28\n"
PROGRAMS = b"program_id\tprogram_name\nP1,\tOne\n"


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_files_in_an_archive_are_read(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "month.zip",
        {"b/programs.tsv": PROGRAMS, "employees.csv": EMPLOYEES, "__MACOSX/._x.csv": b"x"},
    )
    with Workspace.open(tmp_path / "workspace") as workspace:
        reports = workspace.add([path])
        assert [(report.file, report.table, report.rows_kept) for report in reports] == [
            ("month.zip/b/programs.tsv", "programs", 1),
            ("month.zip/employees.csv", "employees", 2),
        ]
        again = workspace.add([path])
        assert again == reports
        assert len(workspace.history()) == 2


def test_a_gzipped_csv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "employees.csv.gz"
    path.write_bytes(gzip.compress(EMPLOYEES))
    [report] = recognise([path])
    assert (report.file, report.table) == ("employees.csv.gz/employees.csv", "employees")


def test_a_workbook_called_zip_is_a_workbook(tmp_path: Path) -> None:
    path = zipped(tmp_path / "book.zip", {"xl/workbook.xml": b"<x/>"})
    assert receive([path])[0].kind == "workbook"


@pytest.mark.parametrize(
    "name", ["../../outside.csv", "/etc/outside.csv", "C:\\outside.csv", "..\\..\\outside.csv"]
)
def test_names_inside_lead_nowhere(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {name: EMPLOYEES})
    folder = tmp_path / "deep" / "deeper" / "open"
    [member] = archives.unpack(receive([path])[0], folder)
    assert member.path.parent == folder
    assert ".." not in member.name
    assert member.name.endswith("outside.csv")
    assert sorted(p.name for p in tmp_path.rglob("*.csv")) == ["0.csv"]


def refused(path: Path) -> str:
    """The finding's sentence beside a good file that is still read."""
    good = path.with_name("programs.csv")
    good.write_bytes(b"program_id,program_name\nP1,One\n")
    with Workspace.open(None) as workspace:
        assert [report.table for report in workspace.add([path, good])] == ["programs"]
        [finding] = [f for f in workspace.findings_of_intake() if f.id == "unreadable_file"]
        return finding.sentence


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_MATTERS_FROM", 1 << 20)
    path = zipped(tmp_path / "bomb.zip", {"a.csv": b"0" * (8 << 20)})
    assert "would unpack to more than" in refused(path)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"0" * (8 << 20)))
    assert "would unpack to more than" in refused(path)


def test_the_size_that_an_archive_declares_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "UNPACKED_BYTES", 1 << 20)
    path = zipped(tmp_path / "a.zip", {"a.csv": bytes(range(32, 127)) * 20_000})
    data = bytearray(path.read_bytes())
    size = (95 * 20_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert "could not be read" in refused(path)


def test_too_many_files_and_damage_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ENTRIES", 2)
    path = zipped(tmp_path / "many.zip", {f"{n}.csv": EMPLOYEES for n in range(3)})
    assert "It holds 3 files" in refused(path)
    path = zipped(tmp_path / "cut.zip", {"a.csv": EMPLOYEES})
    path.write_bytes(path.read_bytes()[:60])
    assert "damaged" in refused(path)
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(gzip.compress(EMPLOYEES * 100)[:40])
    assert "damaged" in refused(path)


def test_an_archive_inside_an_archive_is_listed(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("employees.csv", EMPLOYEES)
    path = zipped(tmp_path / "a.zip", {"inner.zip": inner.getvalue(), "e.csv": EMPLOYEES})
    with Workspace.open(None) as workspace:
        assert [report.file for report in workspace.add([path])] == ["a.zip/e.csv"]
        assert [f.sentence for f in workspace.findings_of_intake() if f.id == "file_skipped"]
