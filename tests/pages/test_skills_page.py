"""The page Skills as a reader meets it: what to learn next, who is ready in time, under what."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mls_metrics.workspace import Workspace
from pages.components.session import Shown
from tests.pages.made_assessment import make_assessment
from tests.pages.made_organization import (
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
    said,
    workspace_of,
)

PAGE = "pages/decide/skills.py"
AGENTS = 40
NEEDS = """
    job_role,skill,required_level,criticality,needed_by,people_needed
    Agent,Data,3,0.5,2027-10-31,30
    Agent,Calm,3,0.5,,
"""


def csv(head: str, rows: list[str]) -> str:
    return "\n".join([head, *rows])


def files(*, needs: str = NEEDS, family: str = "digital") -> Mapping[str, str]:
    """Forty agents, assessed twice: five keep Data and fifteen reach it, thirty keep Calm."""
    people = [f"p{place:02}" for place in range(AGENTS)]
    rated = [
        f"{name},{skill},{day},{level},manager"
        for place, name in enumerate(people)
        for skill, day, level in (
            ("Data", "2025-10-01", 3 if place < 5 else 2),
            ("Data", "2026-09-01", 3 if place < 20 else 2),
            ("Calm", "2025-10-01", 3),
            ("Calm", "2026-09-01", 3 if place < 30 else 2),
        )
    ]
    taken = [
        f"{name},{'P' if place < 20 else 'Q'},completed,2026-01-01,2026-02-01,10"
        for place, name in enumerate(people)
    ]
    return {
        "employees": csv(
            "employee_id,hire_date,termination_date,job_role,snapshot_date",
            [f"{name},2020-01-01,,Agent,2026-10-31" for name in people]
            + ["gone,2020-01-01,2026-01-31,Agent,2026-10-31"],
        ),
        "role_requirements": needs,
        "skill_assessments": csv("employee_id,skill,assessed_on,level,rater", rated),
        "skills": csv(
            "skill,family,future_critical,half_life_months",
            [f"Data,{family},true,18", "Calm,basics,false,42"],
        ),
        "enrollments": csv("employee_id,program_id,status,started_on,completed_on,hours", taken),
        "program_skills": csv("program_id,skill,target_level", ["P,Data,3", "Q,Calm,3"]),
    }


def shown_of(workspace: Workspace) -> Shown:
    return Shown(assessment=make_assessment(), is_sample=False, workspace=workspace)


def opened(open_page: Opener, workspace: Workspace) -> AppTest:
    return open_page(PAGE, organized_of(workspace, shown=shown_of(workspace)))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace_of(files(), tmp_path_factory.mktemp("skills"))


def tables(app: AppTest) -> str:
    """Every table and grid as text."""
    frames = [*app.table, *app.dataframe]
    return "\n".join(frame.value.to_string() for frame in frames)


@pytest.mark.ledger("10b", "15d", "23", "24", "25", "48b", "51d")
def test_every_question_has_its_computed_answer(
    open_organized: Opener,  # noqa: F811
    workspace: Workspace,
) -> None:
    app = opened(open_organized, workspace)
    text = said(app)
    assert app.title[0].value.startswith("2 gaps have lasted")
    assert "Agent: Data (" in text
    assert "needed by 31 Oct 2027" in text
    # Both skills weigh one half: 20 of 40 and 30 of 40 are at the level.
    assert "is met (62%; 40 people with a valid assessment)" in text
    assert "Agent needs 30 people with Data by 31 Oct 2027" in text
    assert "in 20)" in text
    assert "No skill lacks anybody in 3 years" in text
    assert "Digital, data and AI" in text
    assert "Readiness: Future-critical skills" in text
    assert "50% of recorded learning hours went into skills tagged future-critical" in text
    assert "Each of 2 critical skills" in text
    assert "lost faster than planned" in text or "No skill of" in text
    charts = app.get("vega_lite_chart")
    labels = [expander.label for expander in app.expander]
    assert len(charts) >= 5
    assert all("table below" in chart.proto.alt for chart in charts)
    assert labels.count("Show as table") >= len(charts)
    assert "p00" not in text + tables(app), "groups only, nobody is named"


@pytest.mark.ledger("10b")
def test_a_raised_requirement_reorders_the_list_of_its_role(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    own = workspace_of(files(), tmp_path)
    before = said(opened(open_organized, own))
    assert before.index("Agent: Data (") < before.index("Calm (", before.index("Agent: Data ("))
    rows = own.hand_rows("role_requirements").to_dict("records")
    raised = [row | {"required_level": 4.0} if row["skill"] == "Calm" else row for row in rows]
    own.keep_by_hand("role_requirements", raised, author="KB", base=0)
    assert "Agent: Calm (" in said(opened(open_organized, own))


@pytest.mark.ledger("48b")
def test_expired_assessments_leave_readiness_unknown(
    open_organized: Opener,  # noqa: F811
    workspace: Workspace,
) -> None:
    app = opened(open_organized, workspace)
    app.number_input(key="skills_valid_months").set_value(1).run()
    assert not app.exception, app.exception
    text = said(app)
    assert "How ready the workforce is, is not known" in text
    assert "80 of 80 required pairs" in text
    assert "80 of them because the assessment is too old" in text


@pytest.mark.ledger("25", "15d")
def test_assumptions_show_what_is_computed_and_change_the_forecast(
    open_organized: Opener,  # noqa: F811
    workspace: Workspace,
) -> None:
    app = opened(open_organized, workspace)
    text = said(app)
    assert text.count("Computed over all roles:") == 5
    assert "held at today's number" in text
    for name in ("growth", "attrition", "decay", "inflow"):
        app.number_input(key=f"skills_assumed_{name}").set_value(0.0)
    app.run()
    assert not app.exception, app.exception
    still = said(app)
    # Nobody learns, leaves or forgets: the twenty of today, and thirty are never there.
    assert "We expect 20 to 20 people ready by then" in still
    assert "very unlikely (fewer than 1 in 20)" in still
    assert "Data lacks most people in 3 years: 20 to 20 people, now 20 to 20." in still


@pytest.mark.ledger("23")
def test_another_family_takes_the_tag_and_its_people_along(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    moved = workspace_of(files(family="sales"), tmp_path)
    text = said(opened(open_organized, moved))
    assert "Readiness: All other skills" in text
    assert "Digital, data and AI 3" not in text


@pytest.mark.ledger("10b", "34b")
def test_a_role_of_seven_stays_hidden(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    few = files()
    rosters = few["employees"].splitlines()
    small = [
        line.replace("Agent", "Pilot") if line[:3] in {f"p0{n}" for n in range(7)} else line
        for line in rosters
    ]
    needs = NEEDS.strip() + "\nPilot,Data,3,0.5,2027-10-31,5\n"
    own = workspace_of({**few, "employees": "\n".join(small), "role_requirements": needs}, tmp_path)
    text = said(opened(open_organized, own))
    assert "Pilot: too few people were assessed to say." in text
    assert "Pilot, Data, by 31 Oct 2027: too few people were assessed to be shown." in text
    # With the total of Data and the agents of it, the seven would follow: they are hidden, too.
    assert "Agent, Data, by 31 Oct 2027: too few people were assessed to be shown." in text


@pytest.mark.ledger("25")
def test_with_the_books_alone_the_page_asks_one_question(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    plan = "job_role,region,period,needed,planned_hires\nAgent,,2027-10,50,5"
    app = open_organized(PAGE, organized_of(workspace_of({"workforce_plan": plan}, tmp_path)))
    assert app.title[0].value.startswith("The plan needs 50 people in 1 role")
    text = said(app)
    assert "begins with one question" in text
    assert "It needs role" in text
