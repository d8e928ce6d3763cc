"""Governance and service, as a reader meets it."""

from pathlib import Path

import pytest

from tests.pages.made_organization import (
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
    said,
    workspace_of,
)

PAGE = "pages/run/governance.py"
RIGHTS = {
    "decision_rights": """
        decision,role,letter,party,strategic
        Retire a program,Head of Learning,A,internal,true
        Retire a program,Partner lead,A,partner,true
        Book a room,Partner lead,A,partner,false
        Book a room,Coordinator,R,internal,false
    """
}


@pytest.mark.ledger("26", "29a")
def test_two_owners_are_flagged_until_one_is_taken_away(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(RIGHTS, tmp_path / "files")
    app = open_organized(PAGE, organized_of(workspace))
    assert app.title[0].value.startswith("1 of 2 decisions")
    assert "Retire a program (more than one accountable)" in said(app)
    rows = workspace.hand_rows("decision_rights").to_dict("records")
    workspace.keep_by_hand(
        "decision_rights",
        [row for row in rows if (row["decision"], row["party"]) != ("Retire a program", "partner")]
        + [{"decision": "Retire a program", "role": "Analyst", "letter": "R"}],
        author="KB",
        base=0,
    )
    app = open_organized(PAGE, organized_of(workspace))
    assert app.title[0].value == "Every decision has one owner"
