"""Governance, as a reader meets it: who decides, what is overdue, what became of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from mls_metrics.model.agreement import DECIDED, Agreement
from mls_metrics.model.decision import Action
from mls_metrics.workspace import Workspace
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
REVIEWS = {
    "reviews": """
        subject,due_on,held_on,outcome
        Steering,2026-06-01,2026-06-01,fine
        Steering,2026-09-01,,
        Partner review,2027-01-15,,
    """
}


def chosen(app, label: str):
    """The widget of that label."""
    every = [*app.selectbox, *app.text_input, *app.button, *app.number_input, *app.text_area]
    return next(widget for widget in every if widget.label == label)


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


@pytest.mark.ledger("18")
def test_to_retire_in_the_partners_hands_is_flagged_and_no_longer_when_it_is_ours(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    def opened(role: str, party: str) -> str:
        text = f"""
            decision,role,letter,party
            Retire a program,{role},A,{party}
            Retire a program,Analyst,R,internal
        """
        workspace = workspace_of({"decision_rights": text}, tmp_path / party)
        return said(open_organized(PAGE, organized_of(workspace)))

    assert "1 of 1 decision of strategy lie with the partner: Retire a program." in opened(
        "Partner lead", "partner"
    )
    assert "We keep the reins" in opened("Head of Learning", "internal")


def test_nothing_given_begins_with_one_question(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    objectives = "objective_id,objective\nO1,Grow"
    workspace = workspace_of({"objectives": objectives}, tmp_path / "files")
    app = open_organized(PAGE, organized_of(workspace))
    assert app.title[0].value == "Who decides is not written down yet"
    assert "It begins with one question" in said(app)
    assert len(app.header) == 0
    app = open_organized(PAGE, organized_of(workspace), part="Service")
    assert app.title[0].value == "How the service runs is not written down yet"
    assert len(app.header) == 0


@pytest.mark.ledger("29d")
def test_a_rule_fires_once_and_is_answered_by_people(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(RIGHTS | REVIEWS, tmp_path / "files")

    def opened(may_edit: bool = True):
        return open_organized(PAGE, organized_of(workspace, may_edit=may_edit))

    app = opened(may_edit=False)
    assert "2 of 8 rules call for somebody now" in said(app)
    assert workspace.hand_rows("escalations").empty
    opened()
    app = opened()
    rows = workspace.hand_rows("escalations").set_index("rule")
    assert sorted(rows["role"]) == ["Head of learning", "Head of learning"]
    assert rows.loc["A decision lacks its one owner", "due_on"].date() == date(2026, 11, 14)
    assert len(workspace.hand_versions("escalations")) == 1
    assert workspace.hand_versions("escalations")[0].author == "rule"
    assert "2 open, 0 of them past their date; 0 closed" in said(app)
    next(field for field in app.text_input if field.key == "hand_author_answer").set_value("KB")
    chosen(app, "Close").click().run()
    assert not app.exception
    assert workspace.hand_versions("escalations")[-1].author == "KB"
    assert "1 open, 0 of them past their date; 1 closed" in said(opened())
    assert len(workspace.hand_rows("escalations")) == 2


@pytest.mark.ledger("29d")
def test_rules_of_ones_own_stand_in_the_place_of_the_starting_ones(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    rules = """
        rule,measure,comparison,threshold,role,days
        Too many owners,decisions_without_one_owner,above,5,Chair,3
    """
    workspace = workspace_of(RIGHTS | {"escalation_rules": rules}, tmp_path / "files")
    assert "None of 1 rule calls for anybody now" in said(
        open_organized(PAGE, organized_of(workspace))
    )
    row = workspace.hand_rows("escalation_rules").to_dict("records")[0]
    workspace.keep_by_hand("escalation_rules", [{**row, "threshold": 0}], author="KB", base=0)
    assert "Too many owners (1 decision; Chair)" in said(
        open_organized(PAGE, organized_of(workspace))
    )


@pytest.mark.ledger("29c")
def test_a_review_is_begun_frozen_minuted_and_held(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of(REVIEWS, tmp_path / "files")

    def opened():
        return open_organized(PAGE, organized_of(workspace, may_edit=True))

    app = opened()
    assert "1 review is past" in said(app)
    next(f for f in app.text_input if f.key == "hand_author_start").set_value("KB")
    chosen(app, "Freeze today's numbers and open the minutes").click().run()
    assert not app.exception
    (review,) = workspace.reviews()
    assert (review.subject, review.due_on, review.by) == ("Steering", "2026-09-01", "KB")
    frozen = json.dumps(review.content, sort_keys=True)
    assert review.content["facts"]["review_calendar"][0]["overdue"] == 1
    app = opened()
    assert "These numbers never change" in said(app)
    chosen(app, "Minutes").set_value("Two programs questioned")
    next(f for f in app.text_input if f.key == "hand_author_minutes").set_value("KB")
    chosen(app, "What came of it").set_value("go on")
    chosen(app, "Add to the minutes").click().run()
    assert [entry["text"] for entry in workspace.minutes(review.id)] == ["Two programs questioned"]
    app = opened()
    assert "Two programs questioned" in said(app)
    next(f for f in app.text_input if f.key == "hand_author_held").set_value("KB")
    chosen(app, "The review was held").click().run()
    held = workspace.hand_rows("reviews").set_index("due_on")
    assert held.loc["2026-09-01", "held_on"].date() == date(2026, 10, 31)
    assert "No review is overdue" in said(opened())
    (again,) = workspace.reviews()
    assert json.dumps(again.content, sort_keys=True) == frozen


DECISIONS = """
    decision,decided_on,by,action,probability,evidence,review_on,outcome,outcome_on
    One,2025-01-01,Ada,scale,0.95,B,2025-06-01,yes,2025-05-01
    Two,2025-01-02,Ada,scale,0.95,B,2025-06-01,yes,2025-07-01
    Three,2025-01-03,Ada,keep,0.8,C,2025-06-01,yes,2025-05-01
    Four,2025-01-04,Ada,keep,0.8,C,2025-06-01,yes,2025-05-01
    Five,2025-01-05,Ada,keep,0.7,C,2025-06-01,no,2025-05-01
    Six,2025-01-06,Ada,keep,0.7,C,2025-06-01,no,2025-05-01
    Seven,2025-01-07,Ada,fix,0.5,D,2025-06-01,yes,2025-05-01
    Eight,2025-01-08,Ada,fix,0.5,D,2025-06-01,no,2025-05-01
    Nine,2025-01-09,Ada,fix,0.2,D,2025-06-01,no,2025-05-01
    Ten,2025-01-10,Ada,retire,0.9,B,2025-06-01,,
"""


def log_entry(workspace: Workspace) -> Agreement:
    return Agreement(
        kind=DECIDED,
        at="2026-10-20T10:00:00+00:00",
        decision="Retire Alpha",
        by="Ada",
        program_id="P1",
        action=Action.RETIRE,
        probability=0.84,
        scenario="autumn-123",
        data_sha256=workspace.data_sha256(),
    )


@pytest.mark.ledger("6", "29 all")
def test_the_log_shows_its_frozen_evidence_and_what_became_of_it(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    workspace = workspace_of({"decisions": DECISIONS}, tmp_path / "files")
    entry = log_entry(workspace)
    workspace.log_decision(entry)

    def opened():
        return open_organized(PAGE, organized_of(workspace, may_edit=True))

    app = opened()
    text = said(app)
    assert "Of 6 past calls we named likely or very likely, 4 came true (4.9 expected)" in text
    assert "Of all 9 with a chance and an outcome 5 came true; 6.1 were expected" in text
    assert "Of 10 past their review date 9 were looked at again, 8 of them in time" in text
    assert (
        "asks for a second review by somebody else before it is carried out: Retire Alpha" in text
    )
    log = next(frame.value for frame in app.dataframe if "Chance said" in frame.value.columns)
    assert log.loc[0, ["Scenario", "Data", "Chance said"]].tolist() == [
        "autumn-123",
        entry.data_sha256[:10],
        "likely (17 in 20)",
    ]
    assert len(log) == 11

    def record(app, what: str, by: str):
        chosen(app, "What happened").select(what)
        next(f for f in app.text_input if f.key == "hand_author_outcome").set_value(by)
        chosen(app, "Add to the log").click().run()
        assert not app.exception
        return [error.value for error in app.error]

    record(app, "It was carried out", "Bo")
    assert workspace.follow_ups() == []
    record(opened(), "Somebody else looked at it again and agrees", "Bo")
    record(opened(), "It was carried out", "Bo")
    record(opened(), "What was expected came true", "Bo")
    assert [item.kind for item in workspace.follow_ups()] == [
        "second_review",
        "carried_out",
        "came_true",
    ]
    assert "Of 7 past calls we named likely or very likely, 5 came true" in said(opened())
