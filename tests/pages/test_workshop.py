"""A workshop on the pages: twelve voices by a code, contested decisions, agreement, minutes."""

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.components import session
from tests.pages.made_assessment import make_assessment

ROOT = Path(__file__).resolve().parents[2]
WORKSHOP, JOIN = "pages/plan/workshop.py", "pages/plan/join.py"


@pytest.fixture(scope="module")
def shown():
    return session.Shown(assessment=make_assessment(), is_sample=True)


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, shown):
    """Open a page in a sitting of its own, on a server that is open for viewing."""
    monkeypatch.delenv("MLS_METRICS_MODE", raising=False)
    monkeypatch.setattr(session, "current", lambda: shown)
    st.config.set_option("client.showErrorDetails", "full")
    session.rooms.clear()

    def open_page(file: str, **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        for name, value in address.items():
            app.query_params[name] = value
        app.switch_page(file).run()
        assert not app.exception, app.exception
        return app

    return open_page


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    parts = [
        one.value for kind in (app.title, app.markdown, app.caption, app.success) for one in kind
    ]
    return "\n".join(parts).replace("\\", "").replace("\u2060", "")


def code_of(app: AppTest) -> str:
    found = app.query_params["room"]
    return found[0] if isinstance(found, list) else found


def vote(visit, code: str, points: tuple[int, ...]) -> AppTest:
    app = visit(JOIN, room=code)
    for field, given in zip(app.number_input[-5:], points, strict=True):
        field.set_value(given)
    return press(app, "Send my points")


def test_twelve_voices_are_heard_apart_and_their_weights_taken(visit) -> None:
    desk = press(visit(WORKSHOP, step="Weights"), "Open a room for voices")
    code = code_of(desk)
    assert f"with the code {code}" in said(desk)
    for number in range(12):
        shares = [0, 0, 0, 0, 0]
        shares[number % 5] = 100
        app = vote(visit, code, tuple(shares))
        assert "Your points are in" in said(app)
    press(desk, "Look again")
    assert "12 voices so far" in said(desk)
    spec = json.loads(desk.get("vega_lite_chart")[0].proto.spec)
    assert spec["width"] == "container"
    press(desk, "Take the room's weights")
    assert any("Weight of" in one.value for one in desk.markdown) or desk.title
    assert "for every voice" in desk.title[0].value
    press(desk, "Undo")
    press(desk, "Close the room")
    assert "No voice yet." in said(desk)


def test_points_that_do_not_sum_are_refused_and_a_voice_may_be_typed_in(visit) -> None:
    desk = press(visit(WORKSHOP, step="Weights"), "Open a room for voices")
    app = vote(visit, code_of(desk), (50, 50, 50, 0, 0))
    assert any("sum to 100" in one.value for one in [*app.error, *app.warning, *app.markdown])
    press(desk, "Add this voice")
    assert "as agreed so far" in said(desk)


def test_the_room_guesses_before_it_sees(visit) -> None:
    desk = press(visit(WORKSHOP, step="Weights"), "Open a room for voices")
    code = code_of(desk)
    guessing = visit(WORKSHOP, step="Guess first", room=code)
    press(guessing, "Ask the room")
    app = visit(JOIN, room=code)
    assert "In how many of twenty" in said(app)
    app.number_input[0].set_value(20)
    assert "Your guess is in" in said(press(app, "Send my guess"))
    press(guessing, "Reveal")
    assert "1 guess, from 20 to 20 in twenty" in said(guessing)


def test_a_decision_is_agreed_a_question_parked_and_both_stand_in_the_minutes(visit) -> None:
    desk = visit(WORKSHOP, step="Agree")
    desk.text_input[0].set_value("Ada, Bo")
    desk.text_input[1].set_value("Cy: wait for spring")
    press(desk, "Agree")
    assert "(Ada, Bo)" in said(desk)
    assert "Dissent: Cy: wait for spring" in said(desk)
    desk.text_input[-1].set_value("Who owns the data?")
    press(desk, "Park it")
    assert "Who owns the data?" in said(desk)
    assert "open for viewing" in said(desk)


def test_worlds_are_drawn_one_after_another(visit) -> None:
    desk = visit(WORKSHOP, step="Draw again")
    seen = set()
    for _ in range(12):
        seen.add(desk.dataframe[0].value.to_csv())
        press(desk, "Draw again")
    assert len(seen) > 1
    assert "One plausible world" in said(desk)


def test_next_and_previous_walk_the_steps(visit) -> None:
    desk = visit(WORKSHOP)
    assert desk.session_state["step"] == "Guess first"
    for wanted in ("Weights", "Result", "Draw again", "Agree", "Agree"):
        press(desk, "Next")
        assert desk.session_state["step"] == wanted
    press(desk, "Previous")
    assert desk.session_state["step"] == "Draw again"


def test_presenting_is_large_and_has_no_menu(visit) -> None:
    desk = visit(WORKSHOP, present="true", step="Result")
    assert any("font-size:21px" in one.proto.body for one in desk.get("html"))
    assert "policy" not in said(desk)


def test_an_unknown_code_is_a_sentence(visit) -> None:
    assert any("No room with this code" in one.value for one in visit(JOIN, room="ZZZZZ").warning)
