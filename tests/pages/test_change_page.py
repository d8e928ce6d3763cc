"""The page Change, as a reader meets it."""

from pathlib import Path

import pytest

from mls_metrics.model.agreement import DECIDED, Agreement
from mls_metrics.model.decision import Action
from tests.pages.made_organization import (
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
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


def retire(program_id: str, **parts: object) -> Agreement:
    return Agreement(
        kind=DECIDED,
        at="2026-10-01T10:00:00",
        decision=f"Retire {program_id}",
        by="Board",
        program_id=program_id,
        action=Action.RETIRE,
        **parts,
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
