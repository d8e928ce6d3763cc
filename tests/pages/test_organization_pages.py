"""Every page about the organization: on the sample, on a single table, on hostile text, on none."""

import json
from pathlib import Path

import pytest

from pages.components.organization import Organized
from pages.components.places import PLACES
from pages.components.session import Shown
from tests.pages.made_assessment import HOSTILE, make_assessment
from tests.pages.made_organization import (
    ORGANIZED,
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
    said,
    small_sample,
    workspace_of,
)

FILES = [f"pages/{place.file}" for place in PLACES if place.name in ORGANIZED]
THIN = {"reviews": "subject,due_on,held_on\nService,2026-09-30,"}
PARTLY = THIN | {
    "objectives": "objective_id,objective,category\nO1,Sell more,growth",
    "audiences": "audience,stance,owner\nClerks,neutral,Head of sales",
}
NASTY = f'"{HOSTILE.replace(chr(34), chr(34) * 2)}"'
RUDE = {
    "decision_rights": f"decision,role,letter\n{NASTY},{NASTY},A\n{NASTY},Desk,R",
    "objectives": f"objective_id,objective,category,owner\nO1,{NASTY},growth,{NASTY}",
    "programs": f"program_id,program_name,objective_id,purpose\nP1,{NASTY},O1,{NASTY}",
    "audiences": f"audience,stance,owner\n{NASTY},{NASTY},{NASTY}",
    "communications": f"audience,planned_on,message\n{NASTY},2026-09-01,{NASTY}",
    "commitments": f"item,kind,before,after\n{NASTY},changes,{NASTY},{NASTY}",
    "needs": f"need_id,skill,raised_on,raised_by\nN1,{NASTY},2026-05-01,{NASTY}",
    "decisions": f"decision,decided_on,by\n{NASTY},2026-05-01,{NASTY}",
    "reviews": f"subject,due_on\n{NASTY},2026-05-01",
    "vision": f"question,text,version,author\nstrategy,{NASTY},1,{NASTY}",
}


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Organized | None]:
    folder = tmp_path_factory.mktemp("organizations")
    shown = Shown(assessment=make_assessment(), is_sample=False)
    return {
        "sample": organized_of(small_sample(folder / "sample"), shown=shown),
        "books alone": organized_of(small_sample(folder / "books")),
        "thin": organized_of(workspace_of(THIN, folder / "thin")),
        "partly": organized_of(workspace_of(PARTLY, folder / "partly")),
        "hostile": organized_of(workspace_of(RUDE, folder / "hostile")),
        "none": None,
    }


@pytest.mark.parametrize("state", ["sample", "books alone", "thin", "partly", "hostile", "none"])
@pytest.mark.parametrize("file", FILES)
def test_every_page_has_one_title_and_no_error(
    open_organized: Opener,  # noqa: F811
    states: dict[str, Organized | None],
    file: str,
    state: str,
) -> None:
    app = open_organized(file, states[state])
    assert len(app.title) == 1
    title = app.title[0].value.replace("\\", "").replace("\u2060", "")
    assert 0 < len(title) <= 90
    assert not app.error
    for chart in app.get("vega_lite_chart"):
        assert "table below" in chart.proto.alt
        assert json.loads(chart.proto.spec)["width"] == "container"
    if state == "hostile":
        for kind in (app.title, app.markdown, app.caption, app.header):
            for element in kind:
                assert "![x](" not in element.value
                assert "<script>" not in element.value
        for frame in app.table:
            assert not frame.value.astype(str).map(lambda cell: "![x](" in cell).to_numpy().any()


@pytest.mark.parametrize("file", FILES)
def test_titles_are_findings_and_differ_between_organizations(
    open_organized: Opener,  # noqa: F811
    states: dict[str, Organized | None],
    file: str,
) -> None:
    titles = {
        name: open_organized(file, states[name]).title[0].value
        for name in ("sample", "thin", "none")
    }
    assert len(set(titles.values())) == 3, titles


@pytest.mark.parametrize("file", FILES)
def test_without_anything_a_page_points_to_the_data_page(
    open_organized: Opener,  # noqa: F811
    file: str,
) -> None:
    app = open_organized(file, None)
    assert "No data yet" in app.title[0].value
    assert [link.proto.label for link in app.get("page_link")] == ["Go to Data"]


@pytest.mark.parametrize("file", FILES)
def test_what_is_missing_names_table_and_whom_to_ask(
    open_organized: Opener,  # noqa: F811
    states: dict[str, Organized | None],
    file: str,
) -> None:
    text = said(open_organized(file, states["partly"]))
    assert "It needs" in text
    assert "Ask " in text


@pytest.mark.parametrize("file", FILES)
def test_where_nothing_is_given_a_page_begins_with_one_question(
    open_organized: Opener,  # noqa: F811
    states: dict[str, Organized | None],
    file: str,
) -> None:
    app = open_organized(file, states["thin"])
    text = said(app)
    begins = "It needs" in text or "Nothing is entered yet" in text
    assert begins or len(app.text_area) > 0
    assert not app.get("vega_lite_chart")


def test_the_list_of_pages_is_whole() -> None:
    assert len(FILES) == len(ORGANIZED)
    assert all((Path(__file__).parents[2] / file).is_file() for file in FILES)
