"""Every page in its four states, and what readers can do on it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mls_metrics.model.decision import Assessment
from mls_metrics.model.fact import FactTable
from pages.components import session
from pages.components.places import PLACES
from tests.pages.made_assessment import (
    HOSTILE,
    broken_assessment,
    hostile_assessment,
    make_assessment,
    thin_assessment,
)
from tests.pages.made_organization import ORGANIZED

ROOT = Path(__file__).resolve().parents[2]
FILES = [f"pages/{place.file}" for place in PLACES if place.name not in ORGANIZED]
STATES = {
    "sample": make_assessment,
    "thin": thin_assessment,
    "broken": broken_assessment,
    "hostile": hostile_assessment,
    "tied": lambda: tied_assessment(make_assessment()),
    "none": lambda: None,
}


def tied_assessment(made: Assessment) -> Assessment:
    """The first two programs serve a goal of growth, the others none."""
    first, second = (item.program_id for item in made.recommendations[:2])
    row = {"category": "growth", "program_ids": f"{first},{second}"}
    return replace(made, organization=(FactTable(id="objective_support", rows=(row,)),))


@pytest.fixture(scope="module")
def states():
    return {name: make() for name, make in STATES.items()}


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, states):
    """Open a page over a made assessment, as a reader of a view-only installation does."""
    monkeypatch.delenv("MLS_METRICS_MODE", raising=False)
    st.config.set_option("client.showErrorDetails", "full")

    def open_page(file: str, state: str = "sample", **address: str) -> AppTest:
        data = states[state]
        shown = None if data is None else session.Shown(assessment=data, is_sample=True)
        monkeypatch.setattr(session, "current", lambda: shown)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        for name, value in address.items():
            app.query_params[name] = value
        app.switch_page(file).run()
        assert not app.exception, app.exception
        return app

    return open_page


def text_of(app: AppTest) -> str:
    """Everything the page says as Markdown or HTML, escapes removed."""
    parts = [e.value for kind in (app.title, app.markdown, app.caption, app.header) for e in kind]
    parts += [element.proto.body for element in app.get("html")]
    return "\n".join(parts).replace("\\", "")


@pytest.mark.parametrize("state", list(STATES))
@pytest.mark.parametrize("file", FILES)
def test_every_page_has_a_title_in_every_state(visit, file: str, state: str) -> None:
    app = visit(file, state)
    assert len(app.title) == 1
    assert len(app.title[0].value.replace("\\", "").replace("\u2060", "")) <= 90
    assert not app.error


@pytest.mark.ledger("54")
@pytest.mark.parametrize("file", [f for f in FILES if not f.endswith(("method.py", "join.py"))])
def test_titles_are_findings_and_differ_between_data_sets(visit, file: str) -> None:
    titles = {visit(file, state).title[0].value for state in ("sample", "thin", "none")}
    assert len(titles) == 3


@pytest.mark.parametrize("file", [f for f in FILES if not f.endswith(("method.py", "data.py"))])
def test_without_data_a_page_points_to_the_data_page(visit, file: str) -> None:
    app = visit(file, "none")
    assert "No data yet" in app.title[0].value
    assert [link.proto.label for link in app.get("page_link")] == ["Go to Data"]


@pytest.mark.parametrize("file", FILES)
def test_every_chart_has_alternative_text_and_a_table(visit, file: str) -> None:
    app = visit(file)
    charts = app.get("vega_lite_chart")
    labels = [expander.label for expander in app.expander]
    assert labels.count("Show as table") >= len(charts)
    for chart in charts:
        assert "table below" in chart.proto.alt
        assert json.loads(chart.proto.spec)["width"] == "container"


@pytest.mark.parametrize("file", FILES)
def test_hostile_names_are_shown_and_never_live(visit, file: str) -> None:
    app = visit(file, "hostile")
    for kind in (app.title, app.markdown, app.caption, app.header):
        for element in kind:
            assert "![x](" not in element.value
            assert "<script>" not in element.value
    for element in app.get("html"):
        assert "<script>" not in element.proto.body
    for frame in app.table:
        assert not frame.value.astype(str).map(lambda cell: "![x](" in cell).to_numpy().any()


@pytest.mark.ledger("54")
def test_the_brief_reads_like_a_note(visit) -> None:
    app = visit("pages/brief/brief.py")
    said = text_of(app)
    assert app.title[0].value == "Scale 1 program, retire 1, fix 1"
    assert "Sample company · 9 programs · 6,012 people · to 31 Oct 2026" in said
    assert "Very likely (more than 19 in 20)" in said
    assert "evidence\u00a0B" in said
    assert "not known" not in said.split("All programs")[0].split("Net value")[0]


@pytest.mark.ledger("57")
def test_the_brief_without_a_decision_names_the_cheapest_step(visit) -> None:
    said = text_of(visit("pages/brief/brief.py", "thin"))
    assert "No decision is supported yet; cheapest next step" in said
    assert "What is still missing" in said


@pytest.mark.ledger("22")
def test_programs_are_picked_by_the_goals_they_serve(visit, states) -> None:
    app = visit("pages/decide/programs.py", "tied")
    tied = [item.program_name for item in states["tied"].recommendations[:2]]
    whys = [button.help for button in app.button if button.label == "Why"]
    app.multiselect(key="goals").select("growth").run()
    left = [button.help for button in app.button if button.label == "Why"]
    assert (len(whys), len(left)) == (9, 2)
    assert all(any(name in reason for name in tied) for reason in left)
    goals = [one.proto.label for one in visit("pages/decide/programs.py").get("multiselect")]
    assert "Goals they serve" not in goals


@pytest.mark.ledger("22")
@pytest.mark.parametrize("file", ["pages/decide/programs.py", "pages/plan/scenarios.py"])
def test_money_and_actions_stand_by_goal(visit, file: str) -> None:
    tables = [frame.value for frame in visit(file, "tied").dataframe]
    by_goal = next(table for table in tables if "Goals" in table)
    assert by_goal["Goals"].to_list() == ["Growth", "No goal"]
    assert by_goal["Programs"].to_list() == ["2", "7"]
    assert not any("Goals" in frame.value for frame in visit(file).dataframe)


def test_programs_filter_and_order_come_from_the_address(visit) -> None:
    app = visit("pages/decide/programs.py", evidence="B", order="Name")
    rows = [element.proto.body for element in app.get("html") if "evidence" in element.proto.body]
    assert rows
    assert all("evidence B" in row for row in rows)
    assert "of 9 programs match" in app.title[0].value


def test_a_program_opens_from_its_address_and_from_its_button(visit) -> None:
    app = visit("pages/decide/programs.py", program="P00")
    said = text_of(app)
    assert "What would change our mind" in said
    assert "40 left, 70 expected" in said
    assert "A plain dashboard would show" in said
    by_button = visit("pages/decide/programs.py")
    assert "What would change our mind" not in text_of(by_button)
    by_button.button(key="why_P01").click().run()
    assert "What would change our mind" in text_of(by_button)
    assert by_button.query_params["program"] == "P01"


def test_an_unknown_program_in_the_address_opens_nothing(visit) -> None:
    assert "What would change our mind" not in text_of(
        visit("pages/decide/programs.py", program="nonsense")
    )


def test_other_weights_are_tried_said_and_reset(visit) -> None:
    app = visit("pages/decide/programs.py")
    stepper = app.number_input(key="w_speed_to_competency")
    assert stepper.value == 20
    stepper.set_value(100).run()
    assert not app.exception
    said = text_of(app)
    assert "under these weights" in said or "Another action for" in said
    reset = next(button for button in app.button if button.label == "Reset weights")
    reset.click().run()
    assert app.number_input(key="w_speed_to_competency").value == 20
    assert "These are the agreed weights." in text_of(app)


@pytest.mark.ledger("48 all")
def test_weights_of_zero_are_refused_in_words(visit) -> None:
    app = visit("pages/decide/programs.py")
    for field in app.number_input:
        field.set_value(0)
    app.run()
    assert not app.exception
    assert "At least one weight must be above zero" in app.warning[0].value


@pytest.mark.ledger("34c")
def test_impact_shows_leavers_first_and_the_plain_number_beside(visit) -> None:
    app = visit("pages/decide/impact.py")
    assert "40 left, 70 expected" in [head.value.replace("\\", "") for head in app.header]
    assert {metric.label for metric in app.metric} >= {"Our range", "A plain dashboard", "Evidence"}
    app = visit("pages/decide/impact.py", question="Does work improve?")
    assert "Sales per month" in app.title[0].value
    assert "Where it works, and where not" in [head.value for head in app.header]


@pytest.mark.ledger("48a")
def test_impact_says_who_is_able_sooner_with_curves_and_counts(visit) -> None:
    app = visit("pages/decide/impact.py", question="Are people able sooner?")
    said = text_of(app)
    assert "days sooner than comparable people" in app.title[0].value
    assert "reached it" in said
    assert "Not observed so long" in said
    assert any("at the level" in chart.proto.alt for chart in app.get("vega_lite_chart"))
    refused = visit("pages/decide/impact.py", question="Are people able sooner?", program="P04")
    assert "Dated skill assessments" in text_of(refused)


def test_impact_says_what_a_refused_effect_needs(visit) -> None:
    app = visit("pages/decide/impact.py", program="P04")
    assert "cannot be said yet" in app.title[0].value
    assert "Needed: At least 20 starters" in text_of(app)


def test_impact_shows_the_study_under_a_refusal_and_the_turned_away_beside_a_number(visit) -> None:
    app = visit("pages/decide/impact.py", program="P04")
    assert "What would answer it" in [head.value for head in app.header]
    assert "1. Give places by lot among those who ask: 310 people with" in text_of(app)
    app = visit("pages/decide/impact.py", program="P00")
    assert "could not come for reasons not of their own" in text_of(app)
    assert "What would answer it" not in [head.value for head in app.header]


def test_view_only_says_so_and_has_no_widget_that_writes(visit) -> None:
    app = visit("pages/data/data.py")
    assert any("for viewing" in info.value for info in app.info)
    assert not app.get("file_uploader")
    assert not [button for button in app.button if button.label != "Download"]


def test_data_orders_findings_by_weight(visit) -> None:
    said = text_of(visit("pages/data/data.py", "broken"))
    assert said.index("broken.xlsx") < said.index("31 trainings") < said.index("4 rows came twice")


@pytest.mark.ledger("29b")
def test_the_catalogue_is_searched(visit) -> None:
    everything = len(visit("pages/data/method.py").expander)
    found = visit("pages/data/method.py", search="completion")
    assert 0 < len(found.expander) < everything


@pytest.mark.parametrize(
    "part",
    ["Coverage", "Decision rule", "Evidence", "Placebos", "Policy", "This run", "Limits and words"],
)
def test_method_is_generated_part_by_part(visit, part: str) -> None:
    app = visit("pages/data/method.py", part=part)
    assert app.code if part == "Decision rule" else (app.table or app.dataframe)


def test_the_hostile_name_is_the_one_tested() -> None:
    assert "![x](" in HOSTILE


@pytest.mark.ledger("6")
def test_a_metric_opens_its_working_and_says_where_no_select_makes_it(visit, states) -> None:
    first = states["sample"].recommendations[0]
    app = visit("pages/decide/programs.py", program=first.program_id)
    chooser = next(box for box in app.selectbox if box.label == "See the working of")
    assert len(chooser.options) == len(first.evidence.metrics)
