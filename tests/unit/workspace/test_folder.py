"""Files chosen by path: nothing outside of the allowed folder, nothing hidden, nothing opened."""

import os
import shutil
from pathlib import Path

import pytest

from mls_metrics.errors import NothingUsableError, UserError
from mls_metrics.workspace import Workspace, folder
from mls_metrics.workspace.folder import offer, require_room

ROWS = "employee_id,hire_date\nE1,2024-01-01\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An allowed folder beside one that is not."""
    allowed, other = tmp_path / "allowed", tmp_path / "other"
    (allowed / "exports" / "old").mkdir(parents=True)
    other.mkdir()
    (allowed / "exports" / "employees.csv").write_text(ROWS)
    (allowed / "exports" / "old" / "employees.csv").write_text(ROWS + "E2,2024-01-02\n")
    (other / "secret.csv").write_text(ROWS)
    return allowed


def reasons(root: Path, typed: str, **more: Path) -> dict[str, str]:
    return {item.name: item.reason for item in offer(root, typed, **more).left_out}


def refused(root: Path, typed: str) -> NothingUsableError:
    with pytest.raises(NothingUsableError) as caught:
        offer(root, typed)
    assert caught.value.what
    assert caught.value.found
    assert caught.value.fix
    return caught.value


def test_a_folder_gives_its_files_under_the_names_they_have_below_it(root: Path) -> None:
    found = offer(root, "exports")
    assert list(found.names.values()) == ["employees.csv", "old/employees.csv"]
    assert found.place == "exports"
    assert found.size == sum(path.stat().st_size for path in found.names)
    assert found.left_out == ()


@pytest.mark.parametrize("form", ["{}", ' "{}" ', "'{}'", "{}/", "{}/../exports", "{}/old/.."])
def test_a_whole_path_is_taken_as_people_paste_it(root: Path, form: str) -> None:
    assert len(offer(root, form.format(root / "exports")).names) == 2


def test_the_home_folder_has_its_short_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(root))
    monkeypatch.setenv("USERPROFILE", str(root))
    assert len(offer(root, "~/exports").names) == 2


def test_one_file_is_taken_by_its_own_name(root: Path) -> None:
    found = offer(root, "exports/old/employees.csv")
    assert list(found.names.values()) == ["employees.csv"]


@pytest.mark.parametrize(
    "typed",
    [
        "../other",
        "../other/secret.csv",
        "exports/../../other/secret.csv",
        "..",
        "/",
        "/etc/passwd",
        "/no/such/place",
        "../nothing_here.csv",
        "//host/share/x.csv",
        "{root}/../other/secret.csv",
        "{root}2/x.csv",
    ],
)
def test_what_lies_outside_is_refused_whether_or_not_it_exists(root: Path, typed: str) -> None:
    error = refused(root, typed.format(root=root))
    assert "may be read here" in error.found
    assert "MLS_METRICS_FOLDER" in error.fix


def test_outside_is_refused_before_the_disk_is_asked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    resolve = Path.resolve

    def noted(path: Path, strict: bool = False) -> Path:
        asked.append(path)
        return resolve(path, strict=strict)

    monkeypatch.setattr(Path, "resolve", noted)
    refused(root, "//host/share/x.csv")
    assert asked == [root]


def test_links_out_of_the_folder_are_refused_and_listed(root: Path) -> None:
    other = root.parent / "other"
    (root / "exports" / "out.csv").symlink_to(other / "secret.csv")
    (root / "exports" / "away").symlink_to(other, target_is_directory=True)
    (root / "jump").symlink_to(root.parent, target_is_directory=True)
    assert reasons(root, "exports") == {"away": folder.OUTSIDE, "out.csv": folder.OUTSIDE}
    for typed in ("exports/out.csv", "exports/away", "exports/away/secret.csv", "jump/other"):
        assert "may be read here" in refused(root, typed).found


def test_links_that_stay_inside_are_followed_once(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "elsewhere" / "kpis.csv").write_text("kpi,period,value\nx,2024-01,1\n")
    (root / "exports" / "more").symlink_to(root / "elsewhere", target_is_directory=True)
    (root / "exports" / "circle").symlink_to(root / "exports", target_is_directory=True)
    (root / "exports" / "same.csv").symlink_to(root / "exports" / "employees.csv")
    found = offer(root, "exports")
    assert list(found.names.values()) == ["employees.csv", "more/kpis.csv", "old/employees.csv"]
    assert all(path == path.resolve() for path in found.names)
    assert reasons(root, "exports") == {"same.csv": folder.TWICE}


def test_the_allowed_folder_may_itself_be_a_link(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root, target_is_directory=True)
    assert len(offer(link, str(link / "exports")).names) == 2
    assert len(offer(link, str(root / "exports")).names) == 2


def test_hidden_files_and_what_is_no_table_are_left_out_and_listed(root: Path) -> None:
    exports = root / "exports"
    (exports / ".secret.csv").write_text(ROWS)
    (exports / "~$open.xlsx").write_text("lock")
    (exports / ".keys").mkdir()
    (exports / ".keys" / "deep.csv").write_text(ROWS)
    (exports / "film.mp4").write_bytes(b"x")
    (exports / "nowhere.csv").symlink_to(exports / "gone.csv")
    (exports / "keys.csv").symlink_to(exports / ".keys" / "deep.csv")
    assert reasons(root, "exports") == {
        ".keys": folder.HIDDEN,
        ".secret.csv": folder.HIDDEN,
        "film.mp4": folder.OTHER,
        "keys.csv": folder.HIDDEN,
        "nowhere.csv": folder.CLOSED,
        "~$open.xlsx": folder.HIDDEN,
    }
    for typed in ("exports/.secret.csv", "exports/.keys", "exports/.keys/deep.csv"):
        assert "is hidden" in refused(root, typed).what


def test_a_pipe_that_would_wait_for_ever_is_no_table(root: Path) -> None:
    os.mkfifo(root / "exports" / "pipe.csv")
    assert reasons(root, "exports") == {"pipe.csv": folder.OTHER}


def test_what_may_not_be_read_is_listed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = Path.iterdir

    def iterdir(path: Path):
        if path.name == "old":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    (root / "exports" / "kpis.csv").write_text("kpi\n")
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path).name != "kpis.csv" and access(path, mode)
    )
    assert reasons(root, "exports") == {"kpis.csv": folder.CLOSED, "old/": folder.CLOSED}


def test_the_workspace_s_own_copies_are_never_taken(root: Path) -> None:
    assert reasons(root, "exports", apart=root / "exports" / "old") == {"old": folder.OURS}


@pytest.mark.parametrize("typed", ["nothing", "exports/no.csv", "a\x00b", "x" * 400, "~nobody/x"])
def test_a_missing_path_is_a_sentence(root: Path, typed: str) -> None:
    assert "could not be found" in refused(root, typed).what


def test_a_path_in_a_circle_is_a_sentence(root: Path) -> None:
    (root / "round").symlink_to(root / "round")
    refused(root, "round")


def test_a_folder_with_nothing_to_read_says_what_it_saw(root: Path) -> None:
    (root / "films").mkdir()
    for number in range(7):
        (root / "films" / f"{number}.mp4").write_bytes(b"x")
    error = refused(root, "films")
    assert "'0.mp4' (not a table)" in error.found
    assert "and 2 more" in error.found
    assert ".parquet" in error.fix
    (root / "empty").mkdir()
    assert "It is empty" in refused(root, "empty").found
    assert "not a table" in refused(root, "films/0.mp4").found


def test_a_folder_too_large_to_be_meant_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LOOKED_AT", 2)
    assert "more than 2 files" in refused(root, "exports").found


def test_an_allowed_folder_that_does_not_exist_is_said(root: Path) -> None:
    error = refused(root / "gone", "exports")
    assert "MLS_METRICS_FOLDER names" in error.found


def test_a_huge_file_is_weighed_without_being_opened(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = root / "exports" / "huge.parquet"
    with huge.open("wb") as stream:
        stream.truncate(3 << 40)  # sparse: it takes no room
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("a file was opened"))
    found = offer(root, "exports/huge.parquet")
    assert found.size == 3 << 40
    with pytest.raises(UserError, match=r"do not fit.*3,298,534\.9 MB.*are free.*Make room"):
        require_room(found, root / "workspace" / "not" / "yet")
    small = offer(root, "exports/employees.csv")
    require_room(small, root)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
    with pytest.raises(UserError, match="do not fit"):
        require_room(small, root)


def test_files_of_one_name_keep_the_names_they_have_below_the_folder(root: Path) -> None:
    found = offer(root, "exports")
    with Workspace.open(None) as workspace:
        reports = workspace.add(found.names, names=found.names)
        assert [report.file for report in reports] == ["employees.csv", "old/employees.csv"]
        assert [report.rows_kept for report in reports] == [1, 2]
