"""Scenarios: tried, said, undone, locked, saved and opened again in a fresh browser."""

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mls_metrics.model.decision import Action, Assessment
from mls_metrics.model.scenario_json import from_json
from mls_metrics.scenarios.apply import apply
from mls_metrics.scenarios.valuation import base_scenario
from mls_metrics.workspace import Workspace
from pages.components import desk, session
from tests.pages.made_assessment import make_assessment

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pages/plan/scenarios.py"


@pytest.fixture(scope="module")
def made() -> Assessment:
    return make_assessment()


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, made: Assessment, tmp_path: Path):
    """Open the page over a workspace of its own, as whoever works in it, each time anew."""
    st.config.set_option("client.showErrorDetails", "full")
    monkeypatch.setenv("MLS_METRICS_MODE", "edit")
    workspace = Workspace.open(tmp_path / "w")
    origin = replace(made.provenance, data_sha256=workspace.data_sha256())
    shown = session.Shown(
        assessment=replace(made, provenance=origin), is_sample=False, workspace=workspace
    )
    monkeypatch.setattr(session, "current", lambda: shown)

    def open_page(**address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        for name, value in address.items():
            app.query_params[name] = value
        app.switch_page(PAGE).run()
        assert not app.exception, app.exception
        return app

    yield open_page
    workspace.close()


def field(app: AppTest, ending: str):
    """A field of the form by the end of its key."""
    fields = (*app.number_input, *app.selectbox, *app.text_input)
    return next(f for f in fields if f.key and f.key.endswith(ending))


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of that label."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def weigh(app: AppTest, **points: float) -> AppTest:
    """Enter weights and apply them."""
    for name, value in points.items():
        field(app, f"_w_{name}").set_value(value)
    return press(app, "Apply")


def said(app: AppTest) -> str:
    parts = [e.value for kind in (app.title, app.markdown, app.caption, app.warning) for e in kind]
    parts += [e.value for kind in (app.error, app.success) for e in kind]
    return "\n".join(parts).replace("\\", "")


LEARNING_ONLY = {
    "speed_to_competency": 0.0,
    "workforce_readiness": 0.0,
    "business_performance": 0.0,
    "satisfaction_engagement": 100.0,
    "innovation_improvement": 0.0,
}


@pytest.mark.ledger("48 all")
def test_other_weights_change_what_they_change_and_undo_gives_the_base_back(visit, made) -> None:
    app = visit()
    first = app.title[0].value
    assert "As agreed: nothing is changed." in said(app)
    weigh(app, **LEARNING_ONLY)
    scenario = replace(base_scenario(made), weights=(0, 0, 0, 100, 0))
    before, after = apply(base_scenario(made), made), apply(scenario, made)
    pairs = zip(before.decisions, after.decisions, strict=True)
    changed = sum(a.action is not b.action for a, b in pairs)
    assert changed
    assert f"Another action than agreed for {changed} of 9 programs." in said(app)
    assert "Weight of learner satisfaction & engagement from 20 to 100 points" in said(app)
    press(app, "Undo")
    assert app.title[0].value == first
    assert field(app, "_w_satisfaction_engagement").value == 20
    press(app, "Redo")
    assert field(app, "_w_satisfaction_engagement").value == 100
    press(app, "Reset to base")
    assert app.title[0].value == first
    press(app, "Undo")
    assert field(app, "_w_satisfaction_engagement").value == 100, "a reset can be undone"


@pytest.mark.ledger("48 all")
def test_weights_that_do_not_sum_are_refused_in_words(visit) -> None:
    app = weigh(visit(), speed_to_competency=50.0)
    assert "They sum to 130." in said(app)
    assert "As agreed: nothing is changed." in said(app)


def test_a_cap_is_drawn_and_what_it_gives_up_is_said(visit, made) -> None:
    app = visit()
    assert "give up nothing" in said(app)
    now = apply(base_scenario(made), made).totals.bridge.now
    field(app, "_cap").set_value(round(0.4 * now))
    press(app, "Apply")
    assert "over the cap of USD" in said(app)
    assert "Against no limit it gives up USD" in said(app)
    assert "The next USD" in said(app)
    assert [c for c in app.get("vega_lite_chart") if "cap" in c.proto.alt]
    field(app, "_cap").set_value(1)
    press(app, "Apply")
    assert "The cap cannot be kept" in said(app)
    assert "A cap of at least USD" in said(app)


def test_a_lock_needs_a_reason_and_holds(visit) -> None:
    app = visit()
    field(app, "_lock_program").set_value("P00")
    field(app, "_lock_action").set_value(Action.RETIRE.value)
    press(app, "Lock")
    assert "needs a reason" in said(app)
    field(app, "_lock_program").set_value("P00")
    field(app, "_lock_action").set_value(Action.RETIRE.value)
    field(app, "_lock_reason").set_value("The provider stops.")
    press(app, "Lock")
    assert "locked (The provider stops.)" in said(app)
    press(app, "Take away")
    assert "Sales essentials no longer locked" in said(app)
    field(app, "_lock_program").set_value("P05")
    field(app, "_lock_action").set_value(Action.RETIRE.value)
    field(app, "_lock_reason").set_value("Too dear.")
    press(app, "Lock")
    assert "cannot be locked to be retired" in said(app)


def test_a_saved_scenario_opens_from_its_link_in_a_fresh_browser(visit) -> None:
    app = weigh(visit(), **LEARNING_ONLY)
    title = app.title[0].value
    press(app, "Save")
    assert "saved with a name and a reason" in said(app)
    field(app, "save_name").set_value("People first")
    field(app, "save_reason").set_value("Ask the learners")
    field(app, "save_author").set_value("Ada")
    press(app, "Save")
    (id_,) = (
        app.query_params[desk.ADDRESS]
        if isinstance(app.query_params[desk.ADDRESS], list)
        else [app.query_params[desk.ADDRESS]]
    )
    assert id_.startswith("people-first-")
    assert f"Saved as {id_}" in said(app)
    assert f"({id_})" in said(app), "the id on the page is that of the link"
    press(app, "Reset to base")
    assert desk.ADDRESS not in app.query_params, "the address never names another state"
    fresh = visit(s=id_)
    assert fresh.title[0].value == title
    assert field(fresh, "_w_satisfaction_engagement").value == 100
    assert "Opened People first" in said(fresh)
    assert "Ask the learners" in said(fresh)
    missing = visit(s="nothing-0000")
    assert "There is no scenario 'nothing-0000' here." in said(missing)


def test_a_fresh_browser_takes_up_where_the_last_one_was(visit) -> None:
    weigh(visit(), **LEARNING_ONLY)
    fresh = visit()
    assert field(fresh, "_w_satisfaction_engagement").value == 100
    press(fresh, "Undo")
    assert field(fresh, "_w_satisfaction_engagement").value == 20
    again = visit()
    assert field(again, "_w_satisfaction_engagement").value == 20
    press(again, "Redo")
    assert field(again, "_w_satisfaction_engagement").value == 100


def test_any_step_is_a_click_away_and_a_change_there_branches(visit) -> None:
    app = weigh(visit(), **LEARNING_ONLY)
    app.button(key="step_0").click().run()
    assert field(app, "_w_satisfaction_engagement").value == 20
    weigh(app, speed_to_competency=40.0, workforce_readiness=0.0)
    assert "(another branch)" in said(app)
    app.button(key="step_1").click().run()
    assert field(app, "_w_satisfaction_engagement").value == 100


def test_scenarios_are_compared_in_a_sentence(visit) -> None:
    app = visit()
    assert "On the desk and Base come to the same." in said(app)
    weigh(app, **LEARNING_ONLY)
    assert "Against Base, On the desk changes" in said(app)


def test_viewing_offers_nothing_that_writes(visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLS_METRICS_MODE")
    app = weigh(visit(), **LEARNING_ONLY)
    assert "open for viewing" in said(app)
    assert "Save" not in [button.label for button in app.button]
    assert field(visit(), "_w_satisfaction_engagement").value == 20, (
        "an audience begins at the base"
    )


def test_a_scenario_of_other_data_is_taken_up_with_a_warning(visit, made) -> None:
    app = visit()
    foreign = replace(base_scenario(made), weights=(0, 0, 0, 100, 0), data_sha256="f" * 64).named(
        name="Elsewhere", reason="x", author="", made_at="2026-11-01T08:00:00"
    )
    workspace = session.current().workspace
    path = workspace.directory / "scenarios" / f"{foreign.id}.json"
    path.parent.mkdir(parents=True)
    from mls_metrics.model.scenario_json import to_json

    path.write_text(to_json(foreign), encoding="utf-8")
    assert from_json(path.read_text(encoding="utf-8")) == foreign
    app = visit(s=foreign.id)
    assert "was made over other data" in said(app)
    assert field(app, "_w_satisfaction_engagement").value == 100
