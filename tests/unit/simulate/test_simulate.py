"""The made-up company holds what it promises: bytes, columns, stories, and an exact truth."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mls_metrics.catalog.load import tables
from mls_metrics.errors import UserError
from mls_metrics.simulate import STORIES, simulate
from mls_metrics.simulate.company import Company, live, truths

PROGRAM_STORIES = {1, 2, 3, 4, 5, 6, 7, 11, 12}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("company")
    simulate(out)
    return out


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "truth.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def company() -> Company:
    return live(people=3000, seed=11)


def by_story(truth: dict[str, Any]) -> dict[int, dict[str, Any]]:
    return {program["story"]: program for program in truth["programs"] if program["story"]}


def read(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)


def test_the_seed_decides_every_byte(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("other", 4)):
        simulate(tmp_path / name, people=400, seed=seed)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    different = tmp_path / "other" / "employees.csv"
    assert (tmp_path / "one" / "employees.csv").read_bytes() != different.read_bytes()


def test_the_committed_sample_is_what_the_simulator_writes(folder: Path) -> None:
    sample = Path(__file__).resolve().parents[3] / "data"
    names = {path.name for path in folder.iterdir()}
    assert names == {path.name for path in sample.iterdir()} - {"README.md"}
    for name in ("employees.csv", "enrollments.csv", "programs.csv", "truth.toml"):
        assert (folder / name).read_bytes() == (sample / name).read_bytes(), name


def test_the_sample_stays_small(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.iterdir()) < 12_000_000


def test_every_column_is_canonical_and_every_needed_one_there(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        columns = pd.read_csv(path, nrows=0).columns
        table = {column.name: column for column in tables()[path.stem].columns}
        assert set(columns) <= set(table), path.stem
        assert {name for name, column in table.items() if column.needed} <= set(columns)


def test_ids_join(folder: Path) -> None:
    people = set(read(folder, "employees")["employee_id"])
    programs = set(read(folder, "programs")["program_id"])
    for table in ("enrollments", "job_history", "skill_assessments", "surveys"):
        assert set(read(folder, table)["employee_id"]) - {""} <= people
    for table in ("enrollments", "surveys", "costs", "improvements", "program_skills"):
        assert set(read(folder, table)["program_id"]) - {""} <= programs
    assert set(read(folder, "employees")["manager_id"]) - {""} <= people


def test_nobody_trains_outside_employment_or_on_notice(folder: Path) -> None:
    roster = read(folder, "employees").set_index("employee_id")
    taken = read(folder, "enrollments").query("started_on != ''")
    hired = pd.to_datetime(taken["employee_id"].map(roster["hire_date"]))
    left = pd.to_datetime(taken["employee_id"].map(roster["termination_date"]), errors="coerce")
    begun = pd.to_datetime(taken["started_on"])
    ended = pd.to_datetime(taken["completed_on"], errors="coerce")
    assert (begun >= hired).all()
    assert not (begun > left).any()
    assert not (ended > left).any()
    assert not (ended < begun).any()
    resigned = (taken["employee_id"].map(roster["termination_type"]) == "voluntary").to_numpy()
    first = resigned & (taken["attempt"] == "1").to_numpy()
    months = (left.dt.year - begun.dt.year) * 12 + left.dt.month - begun.dt.month
    assert months[first].min() == 3


def test_leaving_is_as_common_as_in_real_companies(folder: Path) -> None:
    roster = read(folder, "employees")
    first, last = pd.Timestamp("2023-05-01"), pd.Timestamp("2026-10-31")
    left = pd.to_datetime(roster["termination_date"], errors="coerce")
    begun = pd.to_datetime(roster["hire_date"]).clip(lower=first)
    years = (left.fillna(last) - begun).dt.days.clip(lower=0).sum() / 365.25
    rate = roster["termination_type"].value_counts() / years
    assert 0.14 < rate["voluntary"] < 0.21
    assert 0.02 < rate["involuntary"] < 0.06
    untyped = left.notna() & (roster["termination_type"] == "")
    assert 0.02 < untyped.sum() / left.notna().sum() < 0.1


@pytest.mark.ledger("34a")
def test_every_story_is_told(truth: dict[str, Any], folder: Path) -> None:
    assert set(by_story(truth)) == PROGRAM_STORIES
    assert {entry["story"] for entry in truth["findings"]} == {8, 9, 10, 11}
    rights = read(folder, "decision_rights")
    owners = rights[rights["letter"] == "A"].groupby("decision").size()
    assert list(owners[owners > 1].index) == ["Renew the sales academies"]
    linked = set(read(folder, "objective_links")["objective_id"])
    assert set(read(folder, "objectives")["objective_id"]) - linked == {"OBJ-8"}
    required = set(read(folder, "role_requirements")["skill"])
    assert required - set(read(folder, "program_skills")["skill"]) == {"Data literacy"}
    programs = read(folder, "programs").set_index("program_id")
    assert programs.loc[by_story(truth)[5]["program_id"], "mandatory"] == "true"
    assert programs.loc[by_story(truth)[7]["program_id"], "content_reviewed_on"] < "2022-12"


def test_programs_are_large_enough_to_judge(truth: dict[str, Any]) -> None:
    small = {"PRG-04", "PRG-13", "PRG-17"}
    for program in truth["programs"]:
        starters = program["starters"]
        low, high = (25, 300) if program["program_id"] in small else (300, 6000)
        assert low <= starters <= high, program["program_id"]


@pytest.mark.ledger("34b")
def test_the_gap_persists_in_every_quarter(folder: Path) -> None:
    rated = read(folder, "skill_assessments").query("skill == 'Data literacy'")
    quarter = pd.PeriodIndex(rated["assessed_on"], freq="Q")
    below = (rated["level"].astype(float) < 3.5).groupby(quarter).mean()
    assert len(below) >= 13
    assert below.min() > 0.6


@pytest.mark.ledger("34a")
def test_strong_people_make_a_useless_program_look_best(truth: dict[str, Any]) -> None:
    rivals = [p for p in truth["programs"] if p["starters"] >= 100 and p["story"] != 5]
    best = max(rivals, key=lambda program: program["naive_retention_pp"])
    assert best["story"] == 3
    assert best["retention_12m_pp"] == 0
    assert best["kpi_effect"] == 0
    assert "scale" in best["must_not"]


def test_money_adds_up_and_is_decidable(truth: dict[str, Any]) -> None:
    for program in truth["programs"]:
        parts = program["benefit_from_retention"] + program["benefit_from_kpi"]
        assert program["benefit_per_head"] == pytest.approx(parts, abs=2)
        net = program["benefit_per_head"] - program["cost_per_head"]
        assert program["net_per_head"] == pytest.approx(net, abs=2)
        if program["expected_actions"] == ["scale"]:
            assert program["benefit_per_head"] > 1.25 * program["cost_per_head"]
        if program["expected_actions"] == ["retire"]:
            assert program["net_per_head"] < -500


@pytest.mark.parametrize("story", STORIES)
def test_a_story_comes_with_three_ordinary_programs(story: str, tmp_path: Path) -> None:
    simulate(tmp_path, people=300, story=story)
    truth = tomllib.loads((tmp_path / "truth.toml").read_text(encoding="utf-8"))
    told = [program for program in truth["programs"] if program["story"]]
    assert len(truth["programs"]) - len(told) == 3
    assert {program["story_name"] for program in told} <= {story}
    found = {entry["story_name"] for entry in truth.get("findings", [])}
    assert story in found | {program["story_name"] for program in told}


def test_what_cannot_be_made_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        simulate(tmp_path, people=100)
    with pytest.raises(UserError):
        simulate(tmp_path, story="no_such_story")
    occupied = tmp_path / "file"
    occupied.write_text("", encoding="utf-8")
    with pytest.raises(UserError):
        simulate(occupied, people=300)


def test_the_example_has_the_form_of_the_truth(truth: dict[str, Any]) -> None:
    path = Path(__file__).resolve().parents[3] / "docs" / "truth.example.toml"
    example = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(example) == set(truth)
    assert set(example["programs"][0]) == set(by_story(truth)[6])
    assert set(example["findings"][0]) == set(truth["findings"][0])


def live_again(
    company: Company, row: int, shift: float, *, rounds: int, seed: int
) -> tuple[float, float]:
    """Share of starters past the grace who do not resign in months 3 to 12, and its error.

    Month by month and person by person with coins; shares nothing with truth.py but the log-odds.
    """
    start = company.starts[row]
    people = [
        person
        for person in range(len(start))
        if start[person] + 2 < 42 and company.exits.month[person] > start[person] + 2
    ]
    rng = np.random.default_rng(seed)
    shares = []
    for _ in range(rounds):
        stayed = 0
        for person in people:
            left_in = None
            for month in range(start[person] + 1, start[person] + 13):
                odds = company.log_odds[person, month] - shift
                if left_in is None and rng.random() < 1 / (1 + np.exp(-odds)):
                    left_in = month + 2 - start[person]
            stayed += left_in is None or left_in > 12
        shares.append(stayed / len(people))
    return 100 * float(np.mean(shares)), 100 * float(np.std(shares) / np.sqrt(rounds))


@pytest.mark.parametrize(("key", "leave"), [("consultative_selling", -0.7), ("quota_sprint", 0.5)])
def test_truth_agrees_with_living_it_again(company: Company, key: str, leave: float) -> None:
    row = [plan.key for plan in company.plans].index(key)
    stated = truths(company)[row]["retention_12m_pp"]
    treated, error_1 = live_again(company, row, 0.0, rounds=25, seed=1)
    without, error_0 = live_again(company, row, leave, rounds=25, seed=2)
    error = float(np.hypot(error_1, error_0))
    assert error < 0.8
    assert treated - without == pytest.approx(stated, abs=3.5 * error)


def test_leaving_happens_as_often_as_its_probabilities_say() -> None:
    seen, expected = 0.0, 0.0
    for seed in range(6):
        company = live(people=1500, seed=seed)
        months = np.arange(40)[None, :]
        at_risk = company.people.tenure[:, :40] >= 1
        at_risk &= months <= company.exits.decided[:, None]
        at_risk &= months < company.exits.month[:, None]
        chance = 1 / (1 + np.exp(-company.log_odds[:, :40]))
        expected += float((chance * at_risk).sum())
        seen += int(((company.exits.decided >= 0) & (company.exits.decided < 40)).sum())
    assert seen == pytest.approx(expected, abs=4 * np.sqrt(expected))


def test_whole_teams_take_route_planning_together(company: Company) -> None:
    row = [plan.key for plan in company.plans].index("route_planning")
    start = company.starts[row]
    who = np.flatnonzero(start < 42)
    team = company.people.team[who, start[who]]
    waves = pd.Series(start[who]).groupby(team)
    together = waves.agg(lambda months: ((months - months.median()).abs() <= 2).mean())
    assert together.mean() > 0.6


def test_managers_send_people_after_a_bad_month(company: Company) -> None:
    row = [plan.key for plan in company.plans].index("call_quality_clinic")
    start = company.starts[row]
    who = np.flatnonzero((start < 42) & (start > 0))
    assert company.people.noise[who, start[who] - 1].mean() < -0.5
    assert abs(company.people.noise[who, start[who] - 8].mean()) < 0.25
