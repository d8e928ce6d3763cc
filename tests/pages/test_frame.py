"""The frame around every page: it cannot be left out, and it survives what a page cannot."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mls_metrics.errors import WorkspaceBusyError
from mls_metrics.model.history import History
from mls_metrics.scenarios.valuation import base_scenario
from pages.components import frame, session
from pages.components.places import PLACES, page
from tests.pages.made_assessment import make_assessment

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@pytest.fixture
def sample_shown(monkeypatch: pytest.MonkeyPatch) -> session.Shown:
    shown = session.Shown(assessment=make_assessment(), is_sample=True)
    monkeypatch.setattr(session, "current", lambda: shown)
    return shown


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_page_without_its_frame_says_so_and_stops(place) -> None:
    script = AppTest.from_file(str(ROOT / "pages" / place.file), default_timeout=PATIENCE).run()
    assert [error.value for error in script.error] == [
        "This page opens inside the dashboard only: start `app.py` and choose it there."
    ]
    assert len(script.title) == 0
    assert len(script.exception) == 0


def banners(app: AppTest) -> list[str]:
    """What stands in boxes and plain lines."""
    return [element.value for element in (*app.info, *app.markdown)]


def test_the_frame_says_whose_data_and_where_the_numbers_come_from(sample_shown) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE).run()
    assert len(app.exception) == 0
    assert [text for text in banners(app) if "made-up company" in text]
    captions = [caption.value for caption in app.caption]
    assert captions[0].startswith("Sample company")
    origin = sample_shown.assessment.provenance
    assert f"data {origin.data_sha256[:10]}" in captions[-1]
    assert f"seed {origin.seed}" in captions[-1]


def test_own_data_carry_no_sample_banner(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = session.Shown(assessment=make_assessment(), is_sample=False)
    monkeypatch.setattr(session, "current", lambda: shown)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE).run()
    assert [text for text in banners(app) if "made-up" in text] == []
    assert app.caption[0].value.startswith("Your data")


def test_a_scenario_on_the_desk_is_named_on_every_page(sample_shown) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE).run()
    labels = [link.proto.label for link in app.get("page_link")]
    assert not [label for label in labels if "on the desk" in label]
    base = base_scenario(sample_shown.assessment)
    steps = History.of(base, "Base").add(replace(base, cap=1e6), "A cap", at="")
    app.session_state[session.DESK_STEPS] = (sample_shown.key, steps)
    app.run()
    labels = [link.proto.label for link in app.get("page_link")]
    assert [label for label in labels if "1 change from the base" in label]


def test_a_user_error_becomes_its_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy() -> None:
        raise WorkspaceBusyError("The workspace is in use.", "Another process.", "Close it.")

    monkeypatch.setattr(session, "current", busy)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE).run()
    assert len(app.exception) == 0
    assert "The workspace is in use" in app.error[0].value
    assert "Close it" in app.error[0].value


def test_a_finished_page_leaves_no_frame_behind(sample_shown) -> None:
    AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE).run()
    assert frame.FRAMED.get() is False


def test_every_page_of_the_menu_can_be_opened(sample_shown) -> None:
    for place in PLACES:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE).run()
        app.switch_page(f"pages/{place.file}").run()
        assert [error.message for error in app.exception] == []
        assert len(app.title) == 1


def test_an_unknown_page_name_is_a_mistake_of_ours() -> None:
    with pytest.raises(StopIteration):
        page("nowhere")
