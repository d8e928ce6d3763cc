"""Large files on the Data page: the browser's limit, paths where allowed, packed files."""

import gzip
import io
import tomllib
import zipfile
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mls_metrics.workspace import Workspace
from pages.components import folder, session

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pages/data/data.py"
EMPLOYEES = "employee_id,hire_date,termination_date,termination_type,department,region\n" + "".join(
    f"E{n:03d},2022-01-{1 + n % 28:02d},,,Sales,North\n" for n in range(60)
)
ENROLLMENTS = "employee_id,program_id,status,started_on,completed_on\n" + "".join(
    f"E{n:03d},P1,completed,2024-03-{1 + n % 28:02d},2024-05-{1 + n % 28:02d}\n" for n in range(40)
)
TRANSCRIPT = "User ID,Training Title,Transcript Status,Transcript Completed Date\n" + "".join(
    f"E{n:03d},Safety,Completed,0{1 + n % 5}/0{1 + n % 7}/2024\n" for n in range(40)
)


@pytest.fixture
def exports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """An installation that may read by path below a folder of exports."""
    allowed = tmp_path / "allowed"
    (allowed / "exports").mkdir(parents=True)
    monkeypatch.setenv("MLS_METRICS_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("MLS_METRICS_SAMPLE", "off")
    monkeypatch.setenv("MLS_METRICS_MODE", "edit")
    monkeypatch.setenv("MLS_METRICS_FOLDER", str(allowed))
    st.config.set_option("client.showErrorDetails", "full")
    st.cache_resource.clear()
    yield allowed / "exports"
    st.cache_resource.clear()


def open_data(url: str = "") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.context = {"url": url} if url else {}
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    kinds = (app.title, app.markdown, app.caption, app.success, app.error, app.header)
    return "\n".join(e.value for kind in kinds for e in kind).replace("\\", "")


def name_path(app: AppTest, typed: str) -> AppTest:
    next(entry for entry in app.text_input if entry.label.startswith("Path")).input(typed).run()
    assert not app.exception, app.exception
    return app


def read(app: AppTest) -> AppTest:
    next(button for button in app.button if button.label.startswith("Read ")).click().run()
    assert not app.exception, app.exception
    return app


def offers_paths(app: AppTest) -> bool:
    return any(expander.label.startswith("From a folder on") for expander in app.expander)


def parquet(folder_: Path, text: str) -> bytes:
    source, target = folder_ / "made.csv", folder_ / "made.parquet"
    source.write_text(text)
    with duckdb.connect() as con:
        con.execute(f"copy (from read_csv('{source}')) to '{target}' (format parquet)")
    return target.read_bytes()


def zipped(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return held.getvalue()


def test_a_folder_is_read_like_dropped_files(exports: Path) -> None:
    (exports / "old").mkdir()
    (exports / "employees.csv").write_text(EMPLOYEES)
    (exports / "old" / "transcript.csv").write_text(TRANSCRIPT)
    (exports / ".hidden.csv").write_text(EMPLOYEES)
    (exports / "film.mp4").write_bytes(b"x")
    (exports / "out.csv").symlink_to(ROOT / "data" / "employees.csv")
    app = name_path(open_data(), "exports")
    assert "2 files, " in said(app)
    assert "employees.csv, old/transcript.csv" in said(app)
    listed = ".hidden.csv (hidden), film.mp4 (not a table), out.csv (leads out of the allowed"
    assert listed in said(app)
    read(app)
    text = said(app)
    assert "2 files read. Left out: '.hidden.csv' (hidden)" in text
    assert "employees.csv: employees" in text
    assert "old/transcript.csv: enrollments" in text
    assert "For example 01/0" in text
    assert [entry.value for entry in app.text_input if entry.label.startswith("Path")] == [""]
    assert (exports / "employees.csv").read_text() == EMPLOYEES
    next(button for button in app.button if button.label == "Answer").click().run()
    assert "Answered; the file was read again." in said(app)


def test_a_file_named_by_path_goes_to_the_reader_as_a_path(
    exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (exports / "employees.csv").write_text(EMPLOYEES)
    given: list[Path] = []
    add = Workspace.add

    def noted(self: Workspace, paths, answers=None, **more):
        given.extend(paths)
        assert more["progress"] is not None
        return add(self, paths, answers, **more)

    monkeypatch.setattr(Workspace, "add", noted)
    read(name_path(open_data(), str(exports / "employees.csv")))
    assert given == [(exports / "employees.csv").resolve()]


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("../secret.csv", "Only what lies below"),
        ("/etc/passwd", "Only what lies below"),
        ("exports/out.csv", "Only what lies below"),
        ("nothing", "could not be found"),
        ("exports", "holds nothing that can be read"),
    ],
)
def test_a_path_that_is_not_read_is_a_sentence_and_no_button(
    exports: Path, typed: str, what: str
) -> None:
    (exports / "out.csv").symlink_to(ROOT / "data" / "employees.csv")
    (exports.parents[1] / "secret.csv").write_text(EMPLOYEES)
    app = name_path(open_data(), typed)
    assert what in said(app)
    assert len(app.error) == 1
    assert not [button for button in app.button if button.label.startswith("Read ")]


def test_a_file_that_the_disk_cannot_keep_is_refused_before_it_is_read(exports: Path) -> None:
    with (exports / "huge.parquet").open("wb") as stream:
        stream.truncate(3 << 40)  # sparse: it takes no room
    app = name_path(open_data(), "exports")
    assert "do not fit on this disk" in said(app)
    assert not [button for button in app.button if button.label.startswith("Read ")]


def test_the_dashboards_own_copies_are_not_read_again(
    exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLS_METRICS_WORKSPACE", str(exports / "workspace"))
    (exports / "employees.csv").write_text(EMPLOYEES)
    app = name_path(read(name_path(open_data(), "exports")), "exports")
    assert "workspace (the dashboard's own copies)" in said(app)
    assert "1 file, " in said(app)


@pytest.mark.parametrize(
    ("address", "url", "headers", "local"),
    [
        ("127.0.0.1", "http://localhost:8501/data", ["Host"], True),
        ("localhost", "http://127.0.0.1:8501/data", [], True),
        ("::1", "http://[::1]:8501/data", [], True),
        (None, "http://localhost:8501/data", [], False),
        ("0.0.0.0", "http://localhost:8501/data", [], False),
        ("127.0.0.1", "https://dashboard.example.org/data", [], False),
        ("127.0.0.1", "http://localhost.example.org/data", [], False),
        ("127.0.0.1", "http://localhost:8501/data", ["X-Forwarded-For"], False),
        ("127.0.0.1", None, [], False),
    ],
)
def test_only_a_visitor_of_this_machine_is_local(
    address: str | None, url: str | None, headers: list[str], local: bool
) -> None:
    assert folder.only_here(address, url, headers) is local


def test_without_a_setting_paths_are_offered_on_this_machine_only(
    exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLS_METRICS_FOLDER", "")
    monkeypatch.setenv("HOME", str(exports.parent))
    monkeypatch.setenv("USERPROFILE", str(exports.parent))
    (exports / "employees.csv").write_text(EMPLOYEES)
    assert not offers_paths(open_data("http://localhost:8501/data"))
    before = st.get_option("server.address")
    st.config.set_option("server.address", "127.0.0.1")
    try:
        assert not offers_paths(open_data("https://dashboard.example.org/data"))
        here = open_data("http://localhost:8501/data")
        assert [e.label for e in here.expander if e.label == "From a folder on this computer"]
        assert "employees.csv" in said(name_path(here, "~/exports"))
        monkeypatch.setenv("MLS_METRICS_FOLDER", "off")
        assert not offers_paths(open_data("http://localhost:8501/data"))
    finally:
        st.config.set_option("server.address", before)


def test_where_nothing_may_be_changed_nothing_is_read_by_path(
    exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offers_paths(open_data())
    monkeypatch.setenv("MLS_METRICS_MODE", "view")
    assert not offers_paths(open_data())
    assert folder.allowed_folder() is None


def test_the_limit_is_said_with_its_reason_and_the_ways_round_it(
    exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    text = said(open_data())
    assert f"At most {settings['server']['maxUploadSize']} MB a file" in text
    assert "the server holds an upload in memory" in text
    assert "From a folder on the server" in text
    assert "python -m mls_metrics import FILE --workspace DIR" in text
    monkeypatch.setenv("MLS_METRICS_FOLDER", "off")
    before = st.get_option("server.maxUploadSize")
    st.config.set_option("server.maxUploadSize", 1234)
    try:
        other = said(open_data())
    finally:
        st.config.set_option("server.maxUploadSize", before)
    assert "At most 1,234 MB a file" in other
    assert "From a folder" not in other


@pytest.mark.parametrize("by_path", [False, True], ids=["dropped", "by path"])
@pytest.mark.parametrize("kind", ["parquet", "csv.gz", "csv.zip", "zip"])
def test_packed_files_come_in_end_to_end(exports: Path, kind: str, by_path: bool) -> None:
    made = exports.parents[1]
    files = {
        "parquet": {"roster.parquet": parquet(made, EMPLOYEES)},
        "csv.gz": {"roster.csv.gz": gzip.compress(EMPLOYEES.encode())},
        "csv.zip": {"roster.csv.zip": zipped(roster=EMPLOYEES)},
        "zip": {"all.zip": zipped(roster=EMPLOYEES, trainings=ENROLLMENTS)},
    }[kind]
    app = open_data()
    for name, content in files.items():
        if by_path:
            (exports / name).write_bytes(content)
            name_path(app, f"exports/{name}")
        else:
            app.file_uploader[0].upload(name, content)
            app.run()
    read(app)
    text = said(app)
    assert "1 file read." in text
    assert "60 rows" in text
    shown = session.own_workspace()
    assert shown is not None
    tables = {report.table: report.rows_kept for report in shown.imports()}
    assert tables == {"employees": 60} | ({"enrollments": 40} if kind == "zip" else {})


def test_a_damaged_packed_file_is_a_sentence(exports: Path) -> None:
    (exports / "roster.csv.gz").write_bytes(gzip.compress(EMPLOYEES.encode())[:40])
    (exports / "roster.parquet").write_bytes(b"PAR1 this is none")
    (exports / "employees.csv").write_text(EMPLOYEES)
    text = said(read(name_path(open_data(), "exports")))
    assert "employees.csv: employees" in text
    assert "roster.csv.gz" in text
    assert "roster.parquet" in text
    assert "Traceback" not in text
