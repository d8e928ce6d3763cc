"""The service part, as a reader meets it."""

from pathlib import Path

import pytest

from pages.components.session import Shown
from tests.pages.made_assessment import make_assessment
from tests.pages.made_organization import (
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
    said,
    workspace_of,
)

PAGE = "pages/run/governance.py"
SERVICE = {
    "service": """
        measure,period,value,kind,target,forecast,weight,party,work_type,hours,spend,direction
        Sessions,2026-10,33,volume,32,30,0.5,partner,run,50,500,higher
        Answer,2026-10,0.96,sla,0.95,0.95,0.2,partner,improve,10,100,higher
        Applied,2026-10,0.5,outcome,0.6,0.55,0.3,partner,,40,400,higher
    """
}


@pytest.mark.ledger("3", "4", "9")
def test_the_alert_and_the_escalation_come_and_go_with_the_limit_and_with_a_kind(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(SERVICE, tmp_path / "files")
    app = open_organized(PAGE, organized_of(workspace), part="Service")
    assert app.title[0].value.startswith("The partner's scorecard is 70%".replace("'", r"\'"))
    (alert,) = [item.value for item in app.warning]
    assert "calls for Service manager within 30 days" in alert
    (limit,) = [field for field in app.number_input if field.key == "limit"]
    limit.set_value(75).run()
    assert not app.exception
    assert not app.warning
    assert "within the limit of 75%" in said(app)
    assert app.title[0].value.startswith("Results make up 30%")
    assert "Results are 30% of the weight" in said(app)
    rows = workspace.hand_rows("service").to_dict("records")
    rows[0]["kind"] = "outcome"
    workspace.keep_by_hand("service", rows, author="KB", base=0)
    again = open_organized(PAGE, organized_of(workspace), part="Service")
    assert "Results are 80% of the weight" in said(again)
    assert not again.warning


@pytest.mark.ledger("14", "15b", "15d", "17", "30", "52")
def test_each_block_says_its_finding_or_what_it_needs(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    stale = """
        occurred_on,employee_id,platform,minutes
        2026-03-01,E1,Hub,5
    """
    workspace = workspace_of(SERVICE | {"activity": stale}, tmp_path / "files")
    app = open_organized(PAGE, organized_of(workspace), part="Service")
    text = said(app)
    assert "run 50%, improve 10%, change 0%, not known 40% of hours" in text
    assert "Service levels kept: 1 of 1" in text
    assert "Joint reviews held of those due: no data" in text
    assert "Forecast error of the partner: 7%" in text
    assert "1 of 1 feed are late: activity, data to 1 Mar 2026" in text
    assert "1 platform; too few people use them to say more" in text
    assert "Programs are not judged yet" in text
    assert "Where do needs wait, and where do they end?" in text  # the card of what it needs


@pytest.mark.ledger("15c", "29b")
def test_with_an_assessment_the_page_says_how_far_programs_are_measured(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(SERVICE, tmp_path / "files")
    shown = Shown(assessment=make_assessment(), is_sample=False, workspace=workspace)
    app = open_organized(PAGE, organized_of(workspace, shown=shown), part="Service")
    programs = len(shown.assessment.recommendations)
    assert f"Of {programs} programs" in said(app)
    assert "facts with its definition" in said(app)
