"""What is planted in the sample company's organization is found, each by the fact that shows it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mls_metrics.analysis.track_record import track_record
from mls_metrics.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
TRUTH: dict[str, Any] = tomllib.loads((ROOT / "data" / "truth.toml").read_text(encoding="utf-8"))
PLANTED: dict[str, Any] = TRUTH["organization"]


@pytest.fixture(scope="module")
def company() -> Iterator[Workspace]:
    with Workspace.open(None) as opened:
        opened.add(sorted((ROOT / "data").glob("*.csv")))
        opened.build()
        yield opened


def rows(company: Workspace, fact: str) -> pd.DataFrame:
    found = company.fact(fact)
    assert found.missing == ()
    return found.rows


def names(company: Workspace, table: str, key: str, name: str, ids: list[str]) -> list[str]:
    """The names of these ids in a table of the sample."""
    frame = pd.read_csv(ROOT / "data" / f"{table}.csv", dtype=str).set_index(key)[name]
    return sorted(frame[ids])


@pytest.mark.ledger("21")
def test_orphans_both_ways_and_the_kpi_without_owner(company: Workspace) -> None:
    found = rows(company, "orphans")
    told = {kind: sorted(part["name"]) for kind, part in found.groupby("kind")}
    assert told == {
        "program without an objective": names(
            company, "programs", "program_id", "program_name", PLANTED["orphan_programs"]
        ),
        "objective without a program": names(
            company, "objectives", "objective_id", "objective", PLANTED["uncovered_objectives"]
        ),
        "KPI without an owner": PLANTED["kpis_without_owner"],
    }


@pytest.mark.ledger("26", "27", "28", "29a")
def test_the_decision_with_two_owners(company: Workspace) -> None:
    found = rows(company, "ownership_faults")
    assert list(found.loc[found["fault"] != "", "decision"]) == PLANTED["double_owner_decisions"]
    gaps = rows(company, "ownership_gaps").set_index("thing")
    assert gaps.loc["Programs", "names"] == ", ".join(PLANTED["programs_without_owner"])


@pytest.mark.ledger("29c")
def test_overdue_and_held_reviews(company: Workspace) -> None:
    found = rows(company, "reviews_due")
    late = found[found["state"] == "overdue"]
    told = [f"{row['subject']}, {row['due_on']:%Y-%m-%d}" for row in late.to_dict("records")]
    assert told == PLANTED["overdue_reviews"]
    assert int(found["held_on"].notna().sum()) == PLANTED["held_reviews"]


@pytest.mark.ledger("29d")
def test_escalations_late_acknowledged_and_closed_in_time(company: Workspace) -> None:
    found = rows(company, "escalation_log")
    told = {state: list(part["rule"]) for state, part in found.groupby("state")}
    assert told == {
        "late": PLANTED["late_escalations"],
        "acknowledged": PLANTED["escalations_acknowledged"],
        "closed in time": PLANTED["escalations_closed_in_time"],
    }


@pytest.mark.ledger("6", "29 all")
def test_the_track_record_is_that_of_the_planted_decisions(company: Workspace) -> None:
    record = track_record(rows(company, "decision_book"))
    assert record.brier == pytest.approx(PLANTED["brier"], abs=5e-5)
    assert record.total is not None
    assert record.total.n == sum(part["n"] for part in PLANTED["calibration"])
    assert record.total.came_true == sum(part["came_true"] for part in PLANTED["calibration"])


@pytest.mark.ledger("11", "43")
def test_the_group_that_was_never_reached(company: Workspace) -> None:
    found = rows(company, "message_check")
    assert (
        list(found.loc[found["flag"].fillna("") != "", "audience"])
        == (PLANTED["unreached_audiences"])
    )


@pytest.mark.ledger("40")
def test_the_group_used_above_its_hours(company: Workspace) -> None:
    found = rows(company, "team_load").set_index("team")["load_share"]
    whole = {name: round(float(load), 4) for name, load in found.items()}
    assert sorted(whole) == sorted(PLANTED["loads"])
    assert [name for name, load in whole.items() if load > 1] == PLANTED["overloaded_groups"]


@pytest.mark.ledger("39a")
def test_modules_that_are_used_again(company: Workspace) -> None:
    found = rows(company, "modules")
    assert len(found) == PLANTED["modules"]["modules"]
    assert sorted(found.loc[found["programs"] > 1, "module_id"]) == PLANTED["modules"]["reused"]


@pytest.mark.ledger("9")
def test_the_partner_is_judged_by_cost_and_volume(company: Workspace) -> None:
    found = rows(company, "transactional_share").iloc[0]
    planted = 100 * PLANTED["service"]["transactional_share_partner"]
    assert found["share"] == pytest.approx(planted, abs=0.01)
    assert found["is_above"]


@pytest.mark.ledger("37")
def test_stale_content_comes_first_in_the_queue(company: Workspace) -> None:
    first = rows(company, "refresh_queue").iloc[0]["program_name"]
    assert [first] == names(
        company, "programs", "program_id", "program_name", PLANTED["stale_programs"]
    )


@pytest.mark.ledger("7", "58")
def test_the_field_of_the_vision_left_empty(company: Workspace) -> None:
    written = set(rows(company, "vision_now")["question"])
    fields = {
        "strategy", "people", "pace", "long_term_goals", "target_audiences", "outcomes",
        "alignment", "scalability", "continuous_improvement",
    }  # fmt: skip
    assert sorted(fields - written) == PLANTED["empty_vision_fields"]


@pytest.mark.ledger("51a")
def test_urgent_needs_met_by_their_date(company: Workspace) -> None:
    """Met is a first learner by the date, which is later than a place on the calendar by it."""
    needs = pd.read_csv(ROOT / "data" / "needs.csv", dtype=str).set_index("need_id")
    starts = pd.read_csv(ROOT / "data" / "enrollments.csv", dtype=str)
    met = []
    for id_ in PLANTED["needs"]["urgent_met"]:
        need = needs.loc[id_]
        days = starts.loc[starts["program_id"] == need["program_id"], "started_on"].dropna()
        in_time = (days >= need["scheduled_on"]) & (days <= need["due_on"])
        met += [id_] if in_time.any() else []
    found = rows(company, "needs_met").set_index("urgency")
    assert found.loc["urgent", "met"] == len(met)
    assert len(met) >= len(PLANTED["needs"]["urgent_met"]) - 1
