"""The page Change, as a reader meets it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mls_metrics.model.agreement import DECIDED, PARKED, Agreement
from mls_metrics.model.decision import Action
from mls_metrics.workspace import Workspace
from tests.pages.made_organization import (
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
    said,
    workspace_of,
)

PAGE = "pages/plan/change.py"
STAFF = "\n".join(f"e{n},2024-01-01,Sales,{'EMEA' if n < 20 else 'APAC'},Agent" for n in range(40))
LEARNING = "\n".join(f"e{n},P,in_progress,2026-06-{1 + n % 20:02d}" for n in range(28))
FILES = {
    "employees": f"employee_id,hire_date,department,region,job_role\n{STAFF}",
    "programs": (
        "program_id,program_name,skill,objective_id\nP,Pitching,Selling,O\nQ,Quoting,Selling,O"
    ),
    "enrollments": f"employee_id,program_id,status,started_on\n{LEARNING}",
    "audiences": (
        "audience,department,region,stance,owner,last_contact_on\n"
        "Sales EMEA,Sales,EMEA,for,Head of Sales,2026-09-01\nSales APAC,Sales,APAC,against,,"
    ),
    "rollouts": (
        "program_id,audience,access_on,change_activity\n"
        "P,Sales EMEA,2026-06-01,coaching\nP,Sales APAC,2026-06-01,"
    ),
    "objectives": (
        "objective_id,objective,kpi,baseline,target,due_on\n"
        "O,Win more deals,win rate,20,30,2027-03-31"
    ),
    "kpis": "kpi,period,value,unit,unit_type\n"
    + "\n".join(
        f"win rate,{2025 + m // 12}-{m % 12 + 1:02d},{20 + m / 4 + (m % 3) / 5},Sales,department"
        for m in range(22)
    ),
    "communications": (
        "audience,planned_on,sent_on,message,channel,people,reached,can_state_it\n"
        "Sales EMEA,2026-05-01,2026-05-02,Pitching begins,mail,20,12,10\n"
        "Sales APAC,2026-05-01,,Pitching begins,mail,20,,"
    ),
    "commitments": (
        "item,kind,before,after,audience,owner,due_on,program_id\n"
        "Pitching stays,stays,,,Sales EMEA,Head,2027-06-30,P\n"
        "Quotes by tool,changes,by hand,by tool,Sales EMEA,Head,2027-01-31,"
    ),
    "success_measures": (
        "measure,dimension,kpi,baseline,target,due_on,owner\n"
        "Win rate up,business performance,win rate,20,30,2027-03-31,Head\n"
        "Win rate a bit up,business performance,win rate,20,22,2027-03-31,Head"
    ),
    "program_modules": (
        "program_id,module_id,author_party\nP,M1,internal\nP,M2,partner\nP,M3,partner\nP,M4,"
    ),
}


def only(*names: str, **more: str) -> dict[str, str]:
    return {name: FILES[name] for name in names} | more


def tables(app: AppTest) -> str:
    """Every table that the page shows, as text."""
    shown = [element.value.to_string() for kind in (app.table, app.dataframe) for element in kind]
    return "\n".join(shown).replace("\\", "")


def log(workspace: Workspace, kind: str, program_id: str, action: Action) -> None:
    """Put a decision into the workspace's own log."""
    workspace.log_decision(
        Agreement(
            kind=kind,
            at="2026-10-01T10:00:00",
            decision=f"{action.value.capitalize()} {program_id}",
            by="Board",
            program_id=program_id,
            action=action,
            data_sha256=workspace.data_sha256(),
        )
    )


@pytest.mark.ledger("41")
def test_the_page_opens_with_take_up_not_with_plans(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    app = open_organized(PAGE, organized_of(workspace_of(FILES, tmp_path)))
    assert app.title[0].value.startswith("Half of 40 people with access used it within")
    headers = [header.value for header in app.header]
    assert headers == [
        "Do people take it up?",
        "Whom does it touch?",
        "Were they told?",
        "Why is it happening?",
        "What will change, and what will not?",
        "How will we know that it worked?",
        "Who does the work?",
    ]
    assert "60 more of every hundred" in said(app)
    assert "As association, not effect" in said(app)
    assert "Evidence D" in said(app)


@pytest.mark.ledger("41")
def test_with_nothing_given_the_page_asks_one_question(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(only("employees", "programs"), tmp_path)
    app = open_organized(PAGE, organized_of(workspace, may_edit=True))
    assert "not written down yet" in app.title[0].value
    assert len(app.header) == 0
    assert [item.label for item in app.expander] == ["Write down the groups"]
    assert "which groups of people does the change touch?" in said(app)


@pytest.mark.ledger("42", "44b")
def test_retiring_a_program_shows_whom_it_touches_and_breaks_the_promise(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(FILES, tmp_path)
    before = open_organized(PAGE, organized_of(workspace))
    assert "no group is touched yet" in said(before)
    assert "nothing contradicts them" in said(before)
    log(workspace, PARKED, "P", Action.FIX)
    log(workspace, DECIDED, "P", Action.RETIRE)
    app = open_organized(PAGE, organized_of(workspace))
    assert "touches 2 groups: most in Sales EMEA, with 20 people in Pitching" in said(app)
    assert "20 people" in tables(app)
    assert "8 people" in tables(app)
    assert "Pitching stays: broken: retired by a decision of 1 Oct 2026" in said(app)
    assert "offered \u2192 ended" in tables(app)
    assert "rebuilt" not in tables(app)  # parked, not decided
    log(workspace, DECIDED, "Q", Action.SCALE)
    app = open_organized(PAGE, organized_of(workspace))
    assert "offered to more people" in tables(app)
    assert "3 changes and 1 promise" in said(app)


@pytest.mark.ledger("43", "11")
def test_a_group_with_a_plan_and_no_reach_is_flagged_until_it_is_reached(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(FILES, tmp_path)
    app = open_organized(PAGE, organized_of(workspace))
    assert "60% saw them (12 of 20)" in said(app)
    assert "Sales APAC (planned, not sent, late)" in said(app)
    rows = workspace.hand_rows("communications").to_dict("records")
    rows[1] |= {"sent_on": "2026-05-09", "people": 20, "reached": 12, "can_state_it": 0}
    workspace.keep_by_hand("communications", rows, author="KB", base=0)
    app = open_organized(PAGE, organized_of(workspace))
    assert "60% saw them (24 of 40)" in said(app)
    assert "Every group with a plan was reached" in said(app)


@pytest.mark.ledger("44a")
def test_the_reason_changes_with_the_objective_and_own_wording_is_kept(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(FILES, tmp_path)
    app = open_organized(PAGE, organized_of(workspace, may_edit=True))
    assert "For Sales APAC: we want to reach this: Win more deals" in said(app)
    assert "objectives.target" in tables(app)
    app.text_area[0].set_value("We stand at 19 % and want to grow.")
    author = next(item for item in app.text_input if item.key == "hand_author_why")
    author.set_value("KB")
    next(b for b in app.button if b.label == "Keep this wording").click().run()
    assert not app.exception
    assert workspace.hand_rows("communications")["channel"].tolist() == ["mail", "mail", "why"]
    rows = workspace.hand_rows("objectives").to_dict("records")
    rows[0]["objective"] = "Keep customers"
    workspace.keep_by_hand("objectives", rows, author="KB", base=0)
    app = open_organized(PAGE, organized_of(workspace, may_edit=True))
    assert "we want to reach this: Keep customers" in said(app)
    assert "Your own wording: We stand at 19 % and want to grow." in said(app)
    assert any("19" in item.value for item in app.warning)


@pytest.mark.ledger("44c")
def test_a_target_reached_shows_its_date_and_a_higher_one_its_chance(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    names = ("kpis", "success_measures")
    app = open_organized(PAGE, organized_of(workspace_of(only(*names), tmp_path)))
    assert app.title[0].value == "1 of 2 measures of success are at their target"
    assert "reached on 30 Sep 2025" in tables(app)
    assert "in 20" in said(app)
    assert "Nothing measures speed to competency" in said(app)


@pytest.mark.ledger("45")
def test_the_mix_is_shown_and_needs_its_file(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    app = open_organized(
        PAGE, organized_of(workspace_of(only("programs", "program_modules"), tmp_path))
    )
    assert [item.value for item in app.header] == ["Who does the work?"]
    assert "more than half in 0 of 1 kind of work" in said(app)
