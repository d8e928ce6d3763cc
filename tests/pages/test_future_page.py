"""Future fit, as a reader meets it."""

from dataclasses import replace
from pathlib import Path

import pytest

from mls_metrics.model.standing import Pulse, standing_of
from pages.components.future_pulse import meeting_days, pulse_view, told
from pages.components.session import Shown
from tests.pages.made_assessment import make_assessment
from tests.pages.made_organization import (
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
    said,
    small_sample,
    workspace_of,
)

PAGE = "pages/plan/future.py"
COURSES = """
    program_id,program_name,skill,content_reviewed_on
    A,Alpha,Digital,{reviewed}
    B,Beta,Negotiation,2026-06-30
"""
SKILLS = """
    skill,half_life_months
    Digital,{half_life}
    Negotiation,1000000000
"""
STARTS = "employee_id,program_id,status,started_on\n" + "\n".join(
    f"e{n},{program},completed,2026-08-01" for n in range(10) for program in "AB"
)


def courses(*, reviewed: str = "2025-10-31", half_life: str = "24") -> dict[str, str]:
    return {
        "programs": COURSES.format(reviewed=reviewed),
        "skills": SKILLS.format(half_life=half_life),
        "enrollments": STARTS,
    }


@pytest.mark.ledger("37", "38")
def test_the_title_says_how_much_will_be_out_of_date(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    shares = {}
    for half_life in ("24", "6", "1000000000"):
        org = organized_of(workspace_of(courses(half_life=half_life), tmp_path / half_life))
        shares[half_life] = open_organized(PAGE, org).title[0].value.replace("\\", "")
    assert shares["24"].startswith("25% of starters will be out of date in 12 months (")
    assert shares["6"].startswith("47% of starters")
    assert shares["1000000000"].startswith("Next to nothing will be out of date")
    org = organized_of(workspace_of(courses(), tmp_path / "longer"))
    longer = open_organized(PAGE, org, ahead="24").title[0].value
    assert longer.startswith("32% of starters will be out of date in 24 months")


@pytest.mark.ledger("10c", "37")
def test_a_course_reviewed_three_years_ago_enters_the_queue(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    fresh = organized_of(workspace_of(courses(reviewed="2026-09-30"), tmp_path / "fresh"))
    assert "No course reaches its half-life" in said(open_organized(PAGE, fresh))
    old = organized_of(workspace_of(courses(reviewed="2023-10-31"), tmp_path / "old"))
    text = said(open_organized(PAGE, old))
    assert "1 program due in 12 months, 1 already past the half-life. First: Alpha." in text


def test_nothing_given_begins_with_one_question(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of({"vision": "question,text\nWhy,Because"}, tmp_path)
    app = open_organized(PAGE, organized_of(workspace))
    assert app.title[0].value == "What will be out of date is not known yet"
    assert "when was each course last reviewed?" in said(app)
    assert not app.get("arrow_vega_lite_chart")


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("Demand", "Do we see skill needs before the business asks?"),
        ("Building", "Is content built from parts that can be shared and replaced?"),
        ("Growth", "The next hundred learners"),
        ("Speed", "How fast do we answer a need?"),
        ("Teams and trials", "Can we grow without overburdening our own people?"),
        ("What changed", "No program can be judged yet"),
    ],
)
def test_every_view_says_what_it_lacks(
    view: str,
    words: str,
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    org = organized_of(workspace_of(courses(), tmp_path))
    assert words in said(open_organized(PAGE, org, view=view))


FULL = {
    **courses(),
    "needs": """
        need_id,skill,raised_on,raised_by,urgent,due_on,decided_on,designed_on,scheduled_on,program_id
        n1,Digital,2026-01-01,learning,true,2026-09-01,2026-02-01,2026-03-01,2026-07-01,A
        n2,Digital,2026-02-01,business,true,2026-06-01,2026-03-01,2026-04-01,2026-07-01,A
        n3,Negotiation,2026-03-01,learning,false,,2026-04-01,,2026-07-15,B
        n4,Negotiation,2026-10-01,business,false,,,,,
    """,
    "capacity": "group,period,hours_available,hours_used\nExperts,2026-08,0,40",
    "improvements": """
        program_id,raised_on,kind,released_on,concluded_on,outcome
        A,2026-01-01,refresh,2026-02-01,,adopted
        A,2026-01-01,refresh,2026-03-01,,adopted
        B,2026-01-01,experiment,2026-05-01,2026-04-01,adopted
        B,2026-01-01,experiment,,2026-04-02,
    """,
    "program_modules": "program_id,module_id,minutes\nA,m1,10\nB,m1,10\nB,m2,30",
}


@pytest.mark.ledger("39a", "39d", "40", "51a", "15e")
def test_the_views_compute_from_rows(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    org = organized_of(workspace_of(FULL, tmp_path))
    texts = {
        view: said(open_organized(PAGE, org, view=view))
        for view in ("Demand", "Building", "Speed", "Teams and trials")
    }
    assert "We saw 50% of skill needs before the business asked" in texts["Demand"]
    assert "50% of 2 modules stand in two programs or more (1 of 2)" in texts["Building"]
    assert "From need to first learner: 181 days" in texts["Speed"]
    assert "Left out for a missing date: 1 need" in texts["Speed"]
    assert "Urgent needs met by their date: 50%" in texts["Speed"]
    assert "No capacity data" in texts["Teams and trials"]
    assert "2 experiments started, 0 running" in texts["Teams and trials"]
    assert "1 of 2" in texts["Teams and trials"]


@pytest.mark.ledger("1")
def test_what_changed_since_the_load_and_since_the_meeting(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assessment = make_assessment()
    now = standing_of(assessment)
    first, *rest = now.programs
    before = replace(now, data_sha256="before", programs=(replace(first, action="fix"), *rest))
    files = {**courses(), "reviews": "subject,due_on,held_on\nSteering,2026-09-01,2026-09-02"}
    workspace = workspace_of(files, tmp_path)
    shown = Shown(assessment=assessment, is_sample=False, workspace=workspace)
    org = organized_of(workspace, shown=shown)
    assert [str(day) for day in meeting_days(org)] == ["2026-09-02"]
    step = Pulse(before=before, after=now)
    monkeypatch.setattr(type(workspace), "pulses", lambda self, _: [step])
    monkeypatch.setattr(type(workspace), "pulse_since", lambda self, _, when: step)
    text = said(open_organized(PAGE, org, view="What changed"))
    assert "Another action for 1 of" in text
    assert "since the last meeting on 2 Sep 2026" in text
    assert "Fix to Scale" in text
    monkeypatch.setattr(type(workspace), "pulses", lambda self, _: [])
    same = Pulse(before=now, after=now)
    monkeypatch.setattr(type(workspace), "pulse_since", lambda self, _, when: same)
    text = said(open_organized(PAGE, org, view="What changed"))
    assert "no file has changed the answer" in text
    assert "Nothing changed since the last meeting on 2 Sep 2026." in text
    assert callable(pulse_view)
    assert callable(told)


def test_the_sample_reads_well(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    org = organized_of(small_sample(tmp_path))
    app = open_organized(PAGE, org)
    assert "will be out of date in 12 months" in app.title[0].value
    assert open_organized(PAGE, org, view="Speed").title[0].value == app.title[0].value
