"""Strategy, as a reader meets it."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.narrative.strategy_basis import vision_line
from pages.components.vision_form import new_versions
from tests.pages.made_assessment import make_assessment
from tests.pages.made_organization import (
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
    said,
    workspace_of,
)

PAGE = "pages/plan/strategy.py"
FILES = {
    "programs": """
        program_id,program_name,purpose,objective_id,owner,skill,mandatory,regulation
        A,Alpha,growth,O1,Ann,Selling,false,
        B,Beta,rule,O2,Bob,Law,true,Act 7
        C,Gamma,,,,,false,
    """,
    "objectives": """
        objective_id,objective,category,kpi,baseline,target,due_on,weight,owner
        O1,Sell more,growth,sales,10,20,2027-10-31,6,Ann
        O2,Stay lawful,regulatory,fines,5,0,2027-06-30,3,Bob
        O3,Go digital,digital,bots,0,5,2027-12-31,1,Eve
    """,
    "kpis": """
        kpi,period,value
        sales,2026-08,14
        fines,2026-08,4
        bots,2026-08,1
    """,
    "costs": """
        program_id,period,amount
        A,2026-01,600
        B,2026-03,300
        C,2026-03,100
    """,
    "vacancies": """
        job_role,opened_on,filled_on,internal
        Clerk,2026-01-01,2026-01-31,true
        Clerk,2026-02-01,2026-04-02,false
    """,
    "vision": """
        question,text,version,author,changed_on
        strategy,Learning sells,1,KB,2026-01-01
    """,
}


def opened(opener: Opener, files: dict[str, str], folder: Path, **more: Any) -> Any:
    return opener(PAGE, organized_of(workspace_of(files, folder)), **more)


@pytest.mark.ledger("5", "10a", "16", "21", "22")
def test_the_first_view_says_what_is_tied_and_what_stands_alone(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    app = opened(open_organized, FILES, tmp_path)
    text = said(app)
    assert app.title[0].value.replace("\\", "") == (
        "90% of spend has an unbroken chain; one objective has none"
    )
    assert "Vision (version 1, KB, 1 Jan 2026): Learning sells" in text
    assert "Nothing supports Go digital." in text
    assert "1 program without an objective, 1 objective without a program" in text
    assert "1 of 3 programs do not say why they are there (10% of spend)" in text
    assert "1 program must stay, whatever their score." in text
    assert "association, not effect" in text
    broken = {**FILES, "objectives": FILES["objectives"].replace(",sales,", ",,")}
    app = opened(open_organized, broken, tmp_path / "broken")
    assert app.title[0].value.startswith("30%")


@pytest.mark.ledger("22")
def test_a_category_narrows_the_objectives(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    app = opened(open_organized, FILES, tmp_path, category="regulatory")
    text = said(app)
    assert "Stay lawful: 1 program" in text
    assert "Sell more: 1 program" not in text


@pytest.mark.ledger("2")
def test_without_vacancies_only_that_panel_asks_for_them(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    assert "A position stays open for" in said(
        opened(open_organized, FILES, tmp_path, view="Pressures")
    )
    fewer = {name: text for name, text in FILES.items() if name != "vacancies"}
    text = said(opened(open_organized, fewer, tmp_path / "fewer", view="Pressures"))
    assert "A position stays open for" not in text
    assert "It needs vacancies (opened_on)" in text


@pytest.mark.parametrize("view", ["In time", "Foundations", "Advantage", "Vision"])
def test_every_view_opens_on_little(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
    view: str,
) -> None:
    text = said(opened(open_organized, FILES, tmp_path, view=view))
    assert "Traceback" not in text


def test_every_view_opens_on_nothing_but_a_vision(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    for number, view in enumerate(["Aligned", "In time", "Foundations", "Advantage", "Vision"]):
        only = {"vision": FILES["vision"]}
        app = opened(open_organized, only, tmp_path / str(number), view=view)
        assert app.title[0].value.startswith("The vision is written")


@pytest.mark.ledger("10a")
def test_what_can_be_put_down_to_learning_carries_its_letter() -> None:
    from mls_metrics.narrative.strategy import effect_sentences

    made = make_assessment()
    item = next(i for i in made.recommendations if i.evidence.effects["productivity"].kpi)
    kpi = item.evidence.effects["productivity"].kpi
    rows = pd.DataFrame([{"program_ids": item.program_id, "kpi": kpi}])
    (told,) = effect_sentences(rows, made)
    assert told.startswith(item.program_name)
    assert "Evidence" in told or "evidence" in told
    other = pd.DataFrame([{"program_ids": item.program_id, "kpi": "another"}])
    assert "No part" in effect_sentences(other, made)[0]
    assert "No part" in effect_sentences(rows, None)[0]


@pytest.mark.ledger("7", "58")
def test_a_changed_answer_becomes_the_next_version(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(FILES, tmp_path)
    app = open_organized(PAGE, organized_of(workspace, may_edit=True), view="Vision")
    area = next(a for a in app.text_area if a.key.startswith("vision_strategy"))
    assert area.value == "Learning sells"
    area.set_value("Learning sells more")
    next(a for a in app.text_area if a.key.startswith("vision_outcomes")).set_value("Fewer fines")
    next(t for t in app.text_input if t.key.endswith("vision_canvas")).set_value("LM")
    next(b for b in app.button if b.label == "Save the vision").click().run()
    assert not app.exception, app.exception
    rows = workspace.hand_rows("vision")
    assert len(rows) == 3, "the earlier version is kept"
    now = workspace.fact("vision_now").rows.set_index("question")
    assert now.loc["strategy", ["text", "version", "author"]].to_list() == [
        "Learning sells more",
        2,
        "LM",
    ]
    assert vision_line(workspace.fact("vision_now").rows).endswith("Learning sells more")


@pytest.mark.ledger("7", "57")
def test_the_vision_begins_with_one_question_and_goes_on_to_nine(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    empty = workspace_of({"programs": FILES["programs"]}, tmp_path)
    app = open_organized(PAGE, organized_of(empty, may_edit=True), view="Vision")
    asked = [area.key for area in app.text_area if area.key.startswith("vision_")]
    assert len(asked) == 1
    assert asked[0].startswith("vision_strategy")
    assert "% of the canvas" not in " ".join(item.value for item in app.markdown)
    app.text_area(key=asked[0]).set_value("Learning sells")
    next(t for t in app.text_input if t.key.endswith("vision_canvas")).set_value("LM")
    next(b for b in app.button if b.label == "Save the vision").click().run()
    assert not app.exception, app.exception
    begun = open_organized(PAGE, organized_of(empty, may_edit=True), view="Vision")
    assert len([area for area in begun.text_area if area.key.startswith("vision_")]) == 9


def test_an_answer_left_as_it_was_makes_no_version() -> None:
    rows = pd.DataFrame(
        [{"question": "strategy", "text": "Same", "version": 3}],
        columns=["question", "text", "version"],
    )
    assert new_versions(rows, {"strategy": " Same "}, author="KB") == []
    (made,) = new_versions(rows, {"strategy": "Other"}, author="KB")
    assert (made["version"], made["author"]) == (4, "KB")


def test_every_fact_of_the_page_has_a_question_and_headings() -> None:
    ours = [fact for fact in facts().values() if fact.page == "strategy"]
    assert len(ours) > 30
    for fact in ours:
        assert fact.question.endswith("?")
        assert fact.definition.endswith(".")
        assert fact.columns
