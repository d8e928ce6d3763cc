"""The Data page over a real workspace: bring, confirm, undo, redo, look only."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mls_metrics.errors import ViewOnlyError
from pages.components import session
from pages.components.places import PLACES
from pages.components.spool import spooled

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pages/data/data.py"
EMPLOYEES = "employee_id,hire_date,termination_date,termination_type,department,region\n" + "".join(
    f"E{n:03d},2022-01-{1 + n % 28:02d},,,Sales,North\n" for n in range(60)
)
ENROLLMENTS = "employee_id,program_id,status,started_on,completed_on\n" + "".join(
    f"E{n:03d},P1,completed,2024-03-{1 + n % 28:02d},2024-05-{1 + n % 28:02d}\n" for n in range(40)
)
BAD_ROW = "E001,P1,completed,31/02/2024x,2024-05-01\n,P1,completed,2024-03-01,2024-05-01\n"
UNKNOWN = "Wer,Was,Wann\n" + "".join(f"E{n:03d},P{n % 3},2024-03-0{1 + n % 9}\n" for n in range(30))


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """An installation of its own, without the sample."""
    monkeypatch.setenv("MLS_METRICS_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("MLS_METRICS_SAMPLE", "off")
    monkeypatch.setenv("MLS_METRICS_MODE", "edit")
    st.config.set_option("client.showErrorDetails", "full")
    st.cache_resource.clear()
    yield tmp_path / "workspace"
    st.cache_resource.clear()


def open_data() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page(PAGE).run()
    assert not app.exception, app.exception
    return app


def bring(app: AppTest, **files: str | bytes) -> AppTest:
    for name, content in files.items():
        stem, _, kind = name.rpartition("_")
        content = content.encode() if isinstance(content, str) else content
        app.file_uploader[0].upload(f"{stem}.{kind}", content)
    app.run()
    next(button for button in app.button if button.label.startswith("Read ")).click().run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    kinds = (app.title, app.markdown, app.caption, app.success, app.error, app.header)
    return "\n".join(e.value for kind in kinds for e in kind).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def test_an_empty_installation_offers_upload_templates_and_what_files_would_answer(place) -> None:
    app = open_data()
    assert "Bring your files" in app.title[0].value
    assert len(app.file_uploader) == 1
    assert "What each file would answer" in said(app)
    assert not place.exists()


def test_files_are_brought_undone_and_brought_back(place) -> None:
    app = bring(open_data(), employees_csv=EMPLOYEES, enrollments_csv=ENROLLMENTS + BAD_ROW)
    text = said(app)
    assert "2 files read." in text
    assert "employees.csv: employees" in text
    assert "1 row set aside" in text
    assert not app.file_uploader[0].value
    press(app, "Undo")
    assert "Undone." in said(app)
    press(app, "Redo")
    assert "Counts again." in said(app)


def test_every_page_renders_own_thin_data_and_never_calls_it_the_sample(place) -> None:
    bring(open_data(), employees_csv=EMPLOYEES, enrollments_csv=ENROLLMENTS)
    for each in PLACES:
        page = each.file.removesuffix(".py")
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, app.exception
        assert not [info.value for info in app.info if "made-up" in info.value]
        assert any(caption.value.startswith("Your data") for caption in app.caption)


def test_a_broken_file_is_a_sentence_and_the_rest_goes_on(place) -> None:
    app = bring(open_data(), broken_xlsx=b"PK\x03\x04 this is no workbook")
    assert "broken.xlsx" in said(app)
    assert "Traceback" not in said(app)
    bring(app, employees_csv=EMPLOYEES, enrollments_csv=ENROLLMENTS, broken_xlsx=b"no workbook")
    assert "employees.csv: employees" in said(app)
    assert "broken.xlsx" in said(app)


def test_an_unknown_layout_gets_a_form_and_is_remembered(place) -> None:
    app = bring(open_data(), export_csv=UNKNOWN)
    assert "is not a layout we know yet" in said(app)
    next(box for box in app.selectbox if box.label == "Its rows are").select("enrollments").run()
    for label, target in (("Wer", "employee_id"), ("Was", "program_id"), ("Wann", "started_on")):
        next(box for box in app.selectbox if box.label == label).select(target)
    press(app, "Use these columns")
    assert "is read and its columns are remembered" in said(app)
    later = bring(open_data(), later_csv=UNKNOWN.replace("2024-03", "2024-04"))
    assert "later.csv: enrollments" in said(later)
    assert "Same layout as you confirmed" in said(later)


def test_a_card_says_in_plain_words_what_the_file_is(place) -> None:
    transcript = (
        "Learning report,,,\nUser ID,Training Title,Transcript Status,Transcript Completed Date\n"
        + "".join(f"E{n:03d},Safety,Completed,06/{13 + n % 9}/2024\n" for n in range(40))
        + "E041,Safety,Completed,06/31/2024\n,Safety,Completed,06/13/2024\n"
    )
    app = bring(open_data(), employees_csv=EMPLOYEES, transcript_csv=transcript)
    text = said(app)
    line = "Cornerstone transcript report · header in row 2 · US dates (month first) · 41 rows, 1"
    assert line in text
    labels = [button.label for button in app.get("download_button")]
    assert "Download the rows to correct" in labels


def test_a_question_shows_cells_and_what_the_answer_changes(place) -> None:
    rows = "".join(f"E{n:03d},Safety,Completed,0{1 + n % 5}/0{1 + n % 7}/2024\n" for n in range(40))
    head = "User ID,Training Title,Transcript Status,Transcript Completed Date\n"
    app = bring(open_data(), employees_csv=EMPLOYEES, transcript_csv=head + rows)
    assert "For example 01/0" in said(app)
    assert "different dates would be other days" in said(app)
    press(app, "Answer")
    assert "Answered; the file was read again." in said(app)


def test_words_that_nobody_explained_are_asked_after_the_columns(place) -> None:
    rows = "".join(
        f"E{n:03d},P{n % 3},2024-03-0{1 + n % 9},{'xx yy'[n % 2 * 3 :][:2]}\n" for n in range(30)
    )
    app = bring(open_data(), export_csv="Wer,Was,Wann,Wie\n" + rows)
    next(box for box in app.selectbox if box.label == "Its rows are").select("enrollments").run()
    chosen = {"Wer": "employee_id", "Was": "program_id", "Wann": "started_on", "Wie": "status"}
    for label, target in chosen.items():
        next(box for box in app.selectbox if box.label == label).select(target)
    press(app, "Use these columns")
    assert "holds words that are not known yet" in said(app)
    next(box for box in app.selectbox if "xx" in box.label).select("completed")
    press(app, "Use these meanings")
    assert "is read and its columns are remembered" in said(app)
    workspace = session.own_workspace()
    assert workspace is not None
    (report,) = workspace.imports()
    assert report.rows_kept == 30
    assert len(workspace.mappings()) == 1


def test_view_only_is_enforced_below_the_widgets(place, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(open_data(), employees_csv=EMPLOYEES, enrollments_csv=ENROLLMENTS)
    st.cache_resource.clear()
    monkeypatch.setenv("MLS_METRICS_MODE", "view")
    app = open_data()
    assert not app.get("file_uploader")
    assert not [button for button in app.button if button.label in ("Undo", "Redo")]
    assert "employees.csv: employees" in said(app)
    workspace = session.own_workspace()
    assert workspace is not None
    with pytest.raises(ViewOnlyError):
        workspace.undo(workspace.history()[0].import_id)


def test_a_host_without_a_mode_is_view_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLS_METRICS_MODE", raising=False)
    assert not session.can_edit()


class Upload:
    """An upload whose name tries to lead out of its folder."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self._rest = name, content

    def read(self, size: int = -1) -> bytes:
        taken, self._rest = self._rest[:size], self._rest[size:] if size >= 0 else b""
        return taken if size >= 0 else taken + self._rest


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "a\x00b.csv", "", "x" * 400]
)
def test_upload_names_cannot_lead_anywhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "0"
    path = spooled(Upload(name, b"a,b\n1,2\n"), folder)
    assert path.parent == folder
    assert path.read_bytes() == b"a,b\n1,2\n"
    assert len(path.name) <= 120


def test_missing_inputs_come_with_templates_and_a_message_to_copy(place) -> None:
    app = bring(open_data(), enrollments_csv=ENROLLMENTS)
    table = next(table.value for table in app.table if "Now" in table.value.columns)
    now = {
        question.replace("\\", ""): status.replace("\\", "")
        for question, status in zip(table["Question"], table["Now"], strict=True)
    }
    assert now["Do people complete?"] == "Answered for 1 of 1 program"
    assert now["Do people stay?"].startswith("Partly; needs People (staff number, date of hire)")
    tables = (*app.table, *app.dataframe)
    matrix = next(table.value for table in tables if "Leavers" in table.value.columns)
    cells = matrix.iloc[0]
    assert cells["Question"].replace("\\", "") == "Do people stay?"
    assert [cells["People"], cells["Leavers"], cells["Enrollments"]] == ["needed", "needed", "yes"]
    (message,) = [code.value for code in app.code if "To the finance team:" in code.value]
    assert "Template costs.csv" in message
    labels = [button.label for button in app.get("download_button")]
    assert "Template costs.csv" in labels
    assert "Template enrollments.csv" not in labels


@pytest.mark.ledger("1")
def test_the_second_load_says_what_it_changed_on_both_pages(place) -> None:
    app = bring(open_data(), employees_csv=EMPLOYEES, enrollments_csv=ENROLLMENTS)
    assert "What changed" not in said(app)
    more = ENROLLMENTS.replace("P1", "P2")
    app = bring(app, second_csv=more)
    text = said(app)
    assert "What changed" in text
    assert "since second.csv came in" in text
    assert "New: 1 program (P2)" in text
    app.switch_page("pages/brief/brief.py").run()
    assert not app.exception, app.exception
    links = [link.label for link in app.get("page_link")] if app.get("page_link") else []
    assert any("since second.csv came in" in label.replace("\\", "") for label in links)


def test_people_are_joined_corrected_and_forgotten(place) -> None:
    strange = ENROLLMENTS + "ann,P1,completed,2024-03-01,2024-05-01\n"
    app = bring(open_data(), employees_csv=EMPLOYEES, enrollments_csv=strange)
    assert "**enrollments**: 40 of 41 people (97.6%) are in the roster" in said(app)
    assert any("1 id without a person" in part.label for part in app.expander)
    field = next(item for item in app.text_input if item.label == "Id in the roster")
    field.input("E999")
    press(app, "Join")
    assert "The roster has no E999." in said(app)
    next(item for item in app.text_input if item.label == "Id in the roster").input("E050")
    press(app, "Join")
    text = said(app)
    assert "ann now counts as E050." in text
    assert "41 of 41 people (100%)" in text
    press(app, "Forget")
    assert "40 of 41 people" in said(app)
