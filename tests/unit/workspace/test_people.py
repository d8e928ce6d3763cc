"""People named otherwise in every system are the same people; who cannot be told is told."""

from datetime import date
from pathlib import Path

import pytest

from mls_metrics.catalog.load import load_policy
from mls_metrics.errors import AnswersError
from mls_metrics.warehouse.check import check
from mls_metrics.workspace import Workspace

ROSTER = (
    "employee_id,hire_date,email,username\n"
    "000123,2020-01-01,ann.lee@example.com,alee\n"
    "000124,2020-01-01,ben.okafor@example.com,bokafor\n"
    "000125,2020-01-01,carla@example.com,carla\n"
    "E7,2020-01-01,dan@example.com,dan\n"
    "0007,2020-01-01,eva@example.com,eva\n"
    "007,2020-01-01,eve@example.com,eve\n"
)
HEAD = "employee_id,program_id,status,completed_on,email,username\n"


def brought(folder: Path, learners: str, *, roster: str = ROSTER) -> Workspace:
    (folder / "employees.csv").write_text(roster)
    (folder / "enrollments.csv").write_text(HEAD + learners)
    workspace = Workspace.open(None)
    workspace.add([folder] if roster else [folder / "enrollments.csv"])
    workspace.build()
    return workspace


def doubts(workspace: Workspace) -> set[str]:
    found = check(workspace.store, as_of=date(2024, 6, 30), policy=load_policy())
    return {finding.id for finding in found}


@pytest.mark.ledger("33")
@pytest.mark.parametrize(
    ("written", "person", "how"),
    [
        ("123,P,completed,2024-01-05,,", "000123", "normalized"),
        ("123.0,P,completed,2024-01-05,,", "000123", "normalized"),
        ("e7,P,completed,2024-01-05,,", "E7", "normalized"),
        ("CORP\\e7,P,completed,2024-01-05,,", "E7", "normalized"),
        ("Ann.Lee@Example.com,P,completed,2024-01-05,,", "000123", "email"),
        ("lms-55,P,completed,2024-01-05,BEN.OKAFOR@example.com,", "000124", "email"),
        ("lms-56,P,completed,2024-01-05,,bokafor", "000124", "username"),
        ("carla@other.example,P,completed,2024-01-05,,", "000125", "local_part"),
    ],
)
def test_a_person_is_found_under_another_id(
    tmp_path: Path, written: str, person: str, how: str
) -> None:
    with brought(tmp_path, written + "\n") as workspace:
        (match,) = workspace.people()
        assert (match.employee_id, match.how) == (person, how)
        assert workspace.store.rows("select employee_id from core.enrollments") == [(person,)]
        assert "people_matched_by_other_ids" in doubts(workspace)


def test_several_who_fit_are_none(tmp_path: Path) -> None:
    with brought(tmp_path, "7,P,completed,2024-01-05,,\n") as workspace:
        (match,) = workspace.people()
        assert (match.employee_id, match.how, match.candidates) == (None, "ambiguous", 2)
        assert "people_ambiguous" in doubts(workspace)


@pytest.mark.ledger("33")
def test_two_systems_name_one_person(tmp_path: Path) -> None:
    rows = "123,P,completed,2024-01-05,,\nann.lee@example.com,Q,completed,2024-02-05,,\n"
    with brought(tmp_path, rows) as workspace:
        found = workspace.store.rows("select distinct employee_id from core.enrollments")
        assert found == [("000123",)]


def test_a_correction_rules_and_can_be_taken_back(tmp_path: Path) -> None:
    with brought(tmp_path, "7,P,completed,2024-01-05,,\n") as workspace:
        before = workspace.data_sha256()
        workspace.correct_people({"7": "007"})
        workspace.build()
        assert workspace.people()[0].how == "corrected"
        assert workspace.store.rows("select employee_id from core.enrollments") == [("007",)]
        assert workspace.data_sha256() != before
        workspace.forget_corrections("7")
        workspace.build()
        assert workspace.people()[0].how == "ambiguous"
        assert workspace.data_sha256() == before


def test_a_correction_to_nobody_known_is_refused(tmp_path: Path) -> None:
    with brought(tmp_path, "7,P,completed,2024-01-05,,\n") as workspace:
        with pytest.raises(AnswersError, match="999"):
            workspace.correct_people({"7": "999"})
        workspace.correct_people({"7": None})
        workspace.build()
        (match,) = workspace.people()
        assert (match.employee_id, match.how) == (None, "corrected")


def test_without_a_roster_ids_stay_as_they_are(tmp_path: Path) -> None:
    with brought(tmp_path, "7,P,completed,2024-01-05,,\n", roster="") as workspace:
        assert workspace.people() == ()
        assert workspace.store.rows("select employee_id from core.enrollments") == [("7",)]


@pytest.mark.ledger("33")
def test_match_counts_by_table(tmp_path: Path) -> None:
    rows = "".join(f"{written},P,completed,2024-01-05,,\n" for written in ("000123", "124", "X"))
    with brought(tmp_path, rows) as workspace:
        counts = workspace.store.query("select * from marts.people_match").to_dict("records")
        assert counts[0] == {
            "table_name": "enrollments",
            "people": 3,
            "exact": 1,
            "normalized": 1,
            "email": 0,
            "login": 0,
            "corrected": 0,
            "ambiguous": 0,
            "unmatched": 1,
        }


def test_a_filled_in_list_is_taken_over_whole_or_not_at_all(tmp_path: Path) -> None:
    with brought(tmp_path, "x1,P,completed,2024-01-05,,\nx2,P,completed,2024-01-05,,\n") as there:
        (rate,) = there.match_rates()
        assert (rate.people, rate.found, rate.unmatched) == (2, 0, 2)
        assert there.correct_people_by_list("external_id;employee_id\nx1;000123\nx2;\n") == 1
        there.build()
        (rate,) = there.match_rates()
        assert (rate.found, rate.corrected) == (1, 1)
        for text in (
            "external_id,employee_id\nx2,none\n",
            "a,b\n1,2\n",
            "",
            "external_id,employee_id\n",
        ):
            with pytest.raises(AnswersError):
                there.correct_people_by_list(text)
        there.build()
        assert there.match_rates() == (rate,)
