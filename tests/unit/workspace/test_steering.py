"""Follow-ups, reviews and escalations of a workspace: added, never changed."""

import json
from datetime import date
from pathlib import Path

import pytest

from mls_metrics.analysis.escalation import judge, numbers_of, rule_rows, rules_of, with_threshold
from mls_metrics.catalog.escalations import starting_rules, watched
from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.errors import ScenarioError, UserError, ViewOnlyError
from mls_metrics.model.decision import Action
from mls_metrics.model.escalation import AUTHOR, EscalationRule
from mls_metrics.model.follow_up import CARRIED_OUT, KINDS, SECOND_REVIEW, FollowUp
from mls_metrics.workspace import Workspace
from mls_metrics.workspace.decisions import FOLLOWED, folded, follow, followed, is_reviewed
from mls_metrics.workspace.escalations import episodes, escalation_row, fire
from mls_metrics.workspace.reviews import FOLDER, checked, slug, snapshot, snapshots
from mls_metrics.workspace.steering import Steering

TODAY = date(2026, 10, 31)
RULE = EscalationRule(
    rule="Too much", measure="m", comparison="above", threshold=60, role="Head", days=14
)


@pytest.fixture
def workspace(tmp_path: Path):
    with Workspace.open(tmp_path / "kept") as opened:
        file = tmp_path / "reviews.csv"
        file.write_text("subject,due_on\nSteering,2026-09-01\n", encoding="utf-8")
        opened.add([file])
        opened.build(as_of=TODAY, books_alone=True)
        yield opened


@pytest.mark.ledger("29d")
def test_a_pushed_number_fires_once_to_the_right_role_and_again_only_after_it_fell(
    workspace,
) -> None:
    assert isinstance(workspace, Steering)

    def pushed(value: float | None) -> tuple[str, ...]:
        numbers = {} if value is None else {"m": value}
        return workspace.fire(judge([RULE], numbers), as_of=TODAY)

    assert pushed(60) == ()
    assert pushed(61) == ("Too much",)
    assert pushed(75) == ()
    (row,) = workspace.hand_rows("escalations").to_dict("records")
    assert (row["role"], row["due_on"].date()) == ("Head", date(2026, 11, 14))
    assert (row["raised_on"].date(), workspace.hand_versions("escalations")[-1].author) == (
        TODAY,
        AUTHOR,
    )
    closed = {**row, "closed_on": TODAY}
    workspace.keep_by_hand("escalations", [closed], author="KB", base=1)
    assert pushed(75) == ()  # closed by hand while it lasts: the same episode
    assert pushed(None) == ()  # not known is no end of it
    assert pushed(75) == ()
    assert pushed(10) == ()  # it ended
    assert episodes(workspace.directory) == frozenset()
    assert fire(workspace, judge([RULE], {"m": 75.0}), as_of=date(2026, 11, 30)) == ("Too much",)
    assert len(workspace.hand_rows("escalations")) == 2
    assert escalation_row(judge([RULE], {"m": 75.0})[0], TODAY)["rule"] == "Too much"


@pytest.mark.ledger("29d")
def test_an_escalation_that_stands_open_is_this_episodes(workspace) -> None:
    row = {"rule": "Too much", "raised_on": date(2026, 10, 1), "role": "Head"}
    workspace.keep_by_hand("escalations", [row], author="KB", base=0)
    assert workspace.fire(judge([RULE], {"m": 75.0}), as_of=TODAY) == ()
    assert len(workspace.hand_rows("escalations")) == 1


def test_who_only_looks_fires_nothing(workspace, tmp_path: Path) -> None:
    workspace.close()
    with Workspace.open(tmp_path / "kept", view_only=True) as looking:
        with pytest.raises(ViewOnlyError):
            looking.fire(judge([RULE], {"m": 75.0}), as_of=TODAY)
        with pytest.raises(ViewOnlyError):
            looking.start_review(subject="S", due_on="", by="A", content={})


@pytest.mark.ledger("29b", "29d")
def test_the_starting_rules_watch_numbers_that_the_catalogue_defines() -> None:
    for number in watched().values():
        assert number.fact == "" or number.fact in facts()
        assert number.title
    for rule in starting_rules():
        assert rule.role
        assert rule.measure in watched()
    edge = RULE.threshold
    assert [RULE.holds(value) for value in (edge - 1, edge, edge + 1)] == [False, False, True]
    moved = with_threshold([RULE], "m", 80)
    assert [one.is_triggered for one in judge([*moved, RULE], {"m": 70.0})] == [True, False]
    assert not judge([RULE], {})[0].is_triggered


def test_rules_kept_as_a_table_come_back_as_they_were(workspace) -> None:
    rows = rule_rows(starting_rules())
    workspace.keep_by_hand("escalation_rules", rows, author="KB", base=0)
    assert rules_of(workspace.hand_rows("escalation_rules")) == starting_rules()


def test_numbers_are_by_measure_and_gaps_only_with_an_assessment() -> None:
    import pandas as pd

    from mls_metrics.model.estimate import Estimate, NotEstimable
    from mls_metrics.model.evidence import SkillGap

    rows = pd.DataFrame({"measure": ["m"], "amount": [3], "n": [4]})
    assert numbers_of(rows) == {"m": 3.0}
    share = Estimate(value=0.5, low=0.4, high=0.6, n=50, unit="share", method="")
    hidden = NotEstimable(reason="few", needed="more", n=None)
    gaps = [
        SkillGap(
            skill="S",
            job_role="R",
            region="A",
            share_below=below,
            people=50,
            periods_persisting=quarters,
            program_id=program,
        )
        for below, quarters, program in (
            (share, 4, ""),
            (share, 3, ""),
            (share, 9, "P"),
            (hidden, 9, ""),
        )
    ]
    assert numbers_of(rows, gaps)["lasting_gaps_without_program"] == 1


@pytest.mark.ledger("29c")
def test_what_a_review_froze_never_changes(workspace) -> None:
    content = {"facts": {"reviews_due": [{"subject": "Steering", "days_late": 60}]}}
    first = workspace.start_review(
        subject="Steering", due_on="2026-09-01", by="KB", content=content
    )
    workspace.keep_by_hand(
        "reviews", [{"subject": "Steering", "due_on": date(2026, 12, 1)}], author="KB", base=0
    )
    content["facts"]["reviews_due"][0]["days_late"] = 0
    second = workspace.start_review(
        subject="Steering", due_on="2026-12-01", by="KB", content=content
    )
    kept = {item.id: item for item in workspace.reviews()}
    assert set(kept) == {first.id, second.id}
    assert kept[first.id].content["facts"]["reviews_due"][0]["days_late"] == 60
    workspace.add_minutes(first.id, text="Two programs questioned", by="KB")
    workspace.add_minutes(first.id, text="Figures asked for", by="LM")
    assert [entry["text"] for entry in workspace.minutes(first.id)] == [
        "Two programs questioned",
        "Figures asked for",
    ]
    assert snapshot(workspace.directory, first.id) == first
    path = workspace.directory / FOLDER / f"{first.id}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("60", "10"), encoding="utf-8")
    with pytest.raises(UserError, match="changed after it was frozen"):
        snapshot(workspace.directory, first.id)
    assert [item.id for item in snapshots(workspace.directory)] == [second.id]


def test_a_review_needs_a_subject_a_person_and_an_id_of_its_own(workspace) -> None:
    with pytest.raises(UserError):
        workspace.start_review(subject="Steering", due_on="", by=" ", content={})
    with pytest.raises(UserError):
        checked("../../etc/passwd")
    with pytest.raises(UserError):
        workspace.minutes("../x")
    assert slug("Ünder / all?") == "nder-all"
    review = workspace.start_review(subject="S", due_on="", by="A", content={})
    with pytest.raises(UserError):
        workspace.add_minutes(review.id, text=" ", by="A")
    with pytest.raises(UserError):
        workspace.add_minutes("s-000000000000", text="x", by="A")


def item(kind: str, by: str = "LM") -> FollowUp:
    return FollowUp(
        decision="Retire Alpha",
        decided_on="2026-10-01",
        kind=kind,
        by=by,
        on="2026-10-20",
        at="2026-10-20T10:00:00+00:00",
    )


@pytest.mark.ledger("29d")
def test_a_retire_is_carried_out_only_after_somebody_else_looked_again(workspace) -> None:
    def added(kind: str, by: str = "LM") -> None:
        workspace.follow_up(item(kind, by), action=Action.RETIRE, decided_by="Ada")

    with pytest.raises(ScenarioError, match="second review"):
        added(CARRIED_OUT)
    with pytest.raises(ScenarioError, match="somebody else"):
        added(SECOND_REVIEW, by="ada ")
    added(SECOND_REVIEW)
    assert is_reviewed(workspace.directory, item(CARRIED_OUT))
    added(CARRIED_OUT)
    assert [one.kind for one in workspace.follow_ups()] == [SECOND_REVIEW, CARRIED_OUT]


def test_what_became_of_decisions_is_added_and_never_changed(tmp_path: Path) -> None:
    for kind in KINDS[1:]:
        before = (tmp_path / FOLLOWED).read_text("utf-8") if followed(tmp_path) else ""
        follow(tmp_path, item(kind), action=Action.KEEP, decided_by="Ada")
        assert (tmp_path / FOLLOWED).read_text("utf-8").startswith(before)
    with (tmp_path / FOLLOWED).open("a", encoding="utf-8") as log:
        log.write('{"kind": "car\n' + json.dumps({"kind": "x"}) + "\n")
    assert [one.kind for one in followed(tmp_path)] == [*KINDS[1:]]
    for wrong in (item("guessed"), item(CARRIED_OUT, by=" "), item(CARRIED_OUT, by="x" * 3_000)):
        with pytest.raises(ScenarioError):
            follow(tmp_path, wrong)
    assert folded(" Ada  B ") == "ada b"
