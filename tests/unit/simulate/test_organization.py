"""The organization around the learning: what is planted in its tables, counted again by hand."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mls_metrics.simulate import simulate
from mls_metrics.simulate.adoption import uses
from mls_metrics.simulate.demand import capacity_table, vacancy_table
from mls_metrics.simulate.offering import groups, own_minutes
from mls_metrics.simulate.plan import all_plans
from mls_metrics.simulate.steering import listed, rounded, service_table
from mls_metrics.simulate.truth import toml_lines

SAMPLE = Path(__file__).resolve().parents[3] / "data"
AS_OF = "2026-10-31"
OF_PROGRAMS = {"program_modules", "sessions", "audiences", "rollouts", "activity"}
OF_THE_WHOLE = {
    "communications",
    "needs",
    "workforce_plan",
    "vacancies",
    "capacity",
    "service",
    "decisions",
    "escalations",
    "vision",
}


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return tomllib.loads((SAMPLE / "truth.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def facts(truth: dict[str, Any]) -> dict[str, Any]:
    return truth["organization"]


def read(table: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLE / f"{table}.csv", dtype=str, keep_default_na=False)


def numbers(table: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLE / f"{table}.csv")


def test_orphans_are_those_of_the_register(facts) -> None:
    programs = read("programs")
    assert facts["orphan_programs"] == list(
        programs.loc[programs["objective_id"] == "", "program_id"]
    )
    assert len(facts["orphan_programs"]) == 2
    assert facts["uncovered_objectives"] == ["OBJ-8"]
    assert facts["programs_without_owner"] == ["PRG-18"]
    assert facts["stale_programs"] == ["PRG-07"]
    kpis = read("kpis")
    owned = set(kpis.loc[kpis["owner"] != "", "kpi"])
    assert facts["kpis_without_owner"] == sorted(set(kpis["kpi"]) - owned) == ["cases_per_week"]


def test_what_the_stories_plant_is_counted(facts) -> None:
    assert facts["double_owner_decisions"] == ["Renew the sales academies"]
    assert facts["late_objectives"] == ["OBJ-7"]
    assert facts["persisting_gaps"] == ["Data literacy · Claims specialist"]


def test_modules_are_as_many_as_the_register_says_and_some_are_reused(facts) -> None:
    modules, programs = read("program_modules"), read("programs").set_index("program_id")
    of_program = modules.groupby("program_id").size()
    assert (of_program == programs.loc[of_program.index, "modules"].astype(int)).all()
    stands_in = modules.groupby("module_id")["program_id"].nunique()
    assert facts["modules"]["reused"] == list(stands_in[stands_in >= 2].index)
    assert facts["modules"]["reused_share"] == pytest.approx((stands_in >= 2).mean(), abs=1e-4)
    once = modules.drop_duplicates(["module_id", "minutes", "reviewed_on"])
    assert not once["module_id"].duplicated().any()
    stale = modules["program_id"] == "PRG-07"
    assert modules.loc[stale, "reviewed_on"].max() <= programs.loc["PRG-07", "content_reviewed_on"]


def test_who_attended_sessions_are_the_starters(truth, facts) -> None:
    sessions = numbers("sessions")
    held = sessions[sessions["held_on"].notna()]
    attended = held.groupby("program_id")["attended"].sum()
    starters = {program["program_id"]: program["starters"] for program in truth["programs"]}
    assert all(starters[id_] == heads for id_, heads in attended.items())
    assert (held["attended"] <= held["booked"]).all()
    assert (sessions["booked"] <= sessions["seats"]).all()
    assert not sessions["session_id"].duplicated().any()
    assert held["held_on"].max() <= AS_OF
    told = facts["sessions"]
    assert told["planned"] == told["held"] + told["cancelled"]
    assert told["planned"] + told["to_come"] == len(sessions)
    assert min(told["cancelled"], told["to_come"]) > 0


def test_one_step_took_longer_for_a_time(facts) -> None:
    needs = read("needs")
    steps = ["raised_on", "decided_on", "designed_on", "scheduled_on"]
    dates = needs[steps].apply(pd.to_datetime, errors="coerce")
    delay = facts["delayed_step"]
    then = needs["raised_on"].between(delay["from"], delay["until"])
    moved = {}
    for earlier, step in pairwise(steps):
        days = (dates[step] - dates[earlier]).dt.days
        assert days.min() > 0
        moved[step] = days[then].median() - days[~then].median()
    assert moved["designed_on"] > 13
    assert max(abs(moved["decided_on"]), abs(moved["scheduled_on"])) < 8
    assert (dates.max() <= AS_OF).all()


def test_some_needs_are_urgent_some_undated_some_unmet(facts) -> None:
    needs = read("needs").set_index("need_id")
    told = facts["needs"]
    assert told["needs"] == len(needs)
    assert told["urgent"] == list(needs.index[needs["due_on"] != ""])
    assert 0 < len(told["urgent_met"]) < len(told["urgent"])
    assert 5 <= len(told["with_a_missing_date"]) < len(needs) / 3
    assert (needs.loc[needs["skill"] == "Data literacy", "program_id"] == "").all()


def test_the_staff_plan_reaches_three_years_and_grows_where_it_should() -> None:
    plan = numbers("workforce_plan")
    assert (plan["period"].min(), plan["period"].max()) == ("2026-10", "2029-10")
    needed = plan.pivot_table(index="job_role", columns="period", values="needed", aggfunc="sum")
    growth = needed["2029-10"] / needed["2026-10"]
    assert growth["Software engineer"] > 1.3
    assert growth["Support agent"] < 1
    assert needed.loc["AI engineer", "2026-10"] < 5 < needed.loc["AI engineer", "2029-10"]
    roster = read("employees").query("termination_date == '' and region != ''")
    today = needed["2026-10"].drop(["AI engineer", "Data analyst"])
    assert today.to_dict() == roster.groupby("job_role").size().to_dict()


def test_vacancies_are_open_filled_and_filled_from_within() -> None:
    vacancies = read("vacancies")
    assert not vacancies.duplicated(["job_role", "opened_on"]).any()
    is_open = vacancies["filled_on"] == ""
    assert (vacancies["internal"] == "")[is_open].all()
    assert set(vacancies.loc[~is_open, "internal"]) == {"true", "false"}
    assert vacancies["filled_on"].max() <= AS_OF
    again = vacancy_table(np.random.default_rng([20261, 27]))
    assert len(again) == len(vacancies)


def test_one_group_works_above_its_hours(facts) -> None:
    assert facts["overloaded_groups"] == ["subject_experts"]
    hours = numbers("capacity").groupby("group")[["hours_used", "hours_available"]].sum()
    over = hours["hours_used"] > hours["hours_available"]
    assert list(over[over].index) == facts["overloaded_groups"]
    assert max(facts["loads"], key=facts["loads"].get) == "subject_experts"


def test_help_makes_people_take_it_up_sooner_and_some_never_do(facts) -> None:
    with_help = [one for one in facts["adoption"] if one["change_activity"]]
    without = [one for one in facts["adoption"] if not one["change_activity"]]
    assert min(one["used_within_90_days"] for one in with_help) > 0.75
    assert max(one["used_within_90_days"] for one in without) < 0.6
    assert all(one["used_ever"] < one["people"] for one in facts["adoption"])
    assert len({one["program_id"] for one in facts["adoption"]}) == 3
    new = "new_used_within_90_days"
    assert min(one[new] for one in with_help) > max(one[new] for one in without)
    assert all(20 < one["new_people"] <= one["people"] for one in facts["adoption"])


def test_activity_is_of_people_who_were_there_and_had_access() -> None:
    activity = read("activity")
    assert len(activity) <= 6000
    assert activity["occurred_on"].max() <= AS_OF
    roster = read("employees").set_index("employee_id")
    people = roster.loc[activity["employee_id"]].reset_index()
    left = people["termination_date"]
    assert ((left == "") | (activity["occurred_on"] <= left)).all()
    assert (activity["occurred_on"] >= people["hire_date"]).all()
    audiences = read("audiences")
    given = read("rollouts").merge(audiences, on="audience")
    keyed = activity.assign(job_role=people["job_role"], region=people["region"])
    met = keyed.merge(given, on=["program_id", "job_role", "region"])
    assert len(met) == len(activity)
    assert (met["occurred_on"] >= met["access_on"]).all()


def test_uses_come_sooner_with_help() -> None:
    access = np.repeat(np.datetime64("2026-01-12", "D"), 4000)
    helped, minutes = uses(np.random.default_rng(1), True, access)
    alone, _ = uses(np.random.default_rng(1), False, access)
    assert helped.shape == minutes.shape
    assert np.isnat(helped[:, 0]).mean() == pytest.approx(0.12, abs=0.02)
    assert np.isnat(alone[:, 0]).mean() == pytest.approx(0.36, abs=0.03)
    for days, median in ((helped, 16), (alone, 55)):
        begun = (days[:, 0] - access)[~np.isnat(days[:, 0])].astype(int)
        assert np.median(begun) == pytest.approx(median, abs=4)


def test_one_audience_was_planned_for_and_never_told(facts) -> None:
    told = numbers("communications")
    assert set(told["audience"]) == set(read("audiences")["audience"])
    assert (told["can_state_it"] <= told["reached"]).all()
    assert (told["reached"] <= told["people"]).all()
    never = told[told["sent_on"].isna()]
    assert list(never["audience"]) == facts["unreached_audiences"] == ["Claims"]
    assert never["people"].min() > 100
    assert set(read("audiences")["stance"]) == {"supportive", "neutral", "critical"}


def test_cost_volume_and_service_levels_carry_most_of_the_weights(facts) -> None:
    service = numbers("service")
    assert service["period"].nunique() == 24
    last = service[service["period"] == "2026-10"]
    assert last["weight"].sum() == pytest.approx(1)
    running = last.loc[last["kind"] != "outcome", "weight"].sum()
    assert facts["service"]["transactional_share"] == pytest.approx(running) == 0.72
    assert facts["service"]["transactional_share_partner"] > running
    assert set(service["kind"]) == {"volume", "cost", "sla", "outcome"}
    assert set(service["work_type"].fillna("")) == {"run", "improve", "change", ""}
    assert set(service["direction"]) == {"higher", "lower"}
    parts = [value for name, value in facts["service"].items() if name.startswith("hours_")]
    assert sum(parts) == pytest.approx(1, abs=1e-3)


def test_decisions_can_be_held_against_what_came_of_them(facts) -> None:
    decisions = numbers("decisions")
    assert decisions["probability"].between(0.55, 0.95).all()
    assert set(decisions["program_id"].dropna()) <= set(read("programs")["program_id"])
    known = decisions[decisions["outcome"].notna()]
    assert len(known) >= 12
    table = facts["calibration"]
    assert sum(row["n"] for row in table) == len(known)
    assert sum(row["came_true"] for row in table) == (known["outcome"] == "yes").sum()
    came = (known["outcome"] == "yes").astype(float)
    assert facts["brier"] == pytest.approx(((known["probability"] - came) ** 2).mean(), abs=1e-4)
    waiting = decisions[decisions["outcome_on"].isna() & (decisions["review_on"] <= AS_OF)]
    assert facts["decisions_past_review"] == sorted(waiting["decision"])
    assert len(waiting) == 2
    assert decisions["decided_on"].max() <= AS_OF


def test_escalations_reviews_and_the_vision(facts) -> None:
    kinds = ("late_escalations", "escalations_closed_in_time", "escalations_acknowledged")
    assert [len(facts[name]) for name in kinds] == [1, 1, 1]
    reviews = read("reviews")
    overdue = reviews[(reviews["held_on"] == "") & (reviews["due_on"] < AS_OF)]
    assert facts["overdue_reviews"] == list(overdue["subject"] + ", " + overdue["due_on"])
    assert len(overdue) == 1
    assert facts["held_reviews"] == (reviews["held_on"] != "").sum() > 0
    vision = read("vision")
    assert facts["empty_vision_fields"] == ["scalability"]
    assert vision["question"].nunique() == 8
    assert (vision["text"] != "").all()
    assert (vision["version"] == "2").sum() == 2


def test_a_longer_table_begins_like_the_shorter_one() -> None:
    for make in (service_table, capacity_table):
        short = make(np.random.default_rng(3))
        longer = make(np.random.default_rng(3), months=43)
        assert longer[: len(short)].equals(short)
        assert set(longer["period"]) - set(short["period"]) == {"2026-11"}


def test_groups_hold_everybody_and_minutes_make_the_hours() -> None:
    assert groups(0, 14) == []
    assert groups(25, 14) == [9, 8, 8]
    plan = all_plans()[0]
    minutes = own_minutes(np.random.default_rng(2), plan, own=18, shared=2)
    assert minutes.sum() + 90 == pytest.approx(60 * plan.hours, rel=0.03)


def test_lists_leave_out_programs_that_are_not_there() -> None:
    everything = listed("decisions.toml", "decisions", programs={p.id for p in all_plans()})
    some = listed("decisions.toml", "decisions", programs={"PRG-01"})
    assert len(everything) == 18
    assert set(some["program_id"]) == {"PRG-01", ""}


@pytest.mark.parametrize(("value", "shown"), [(0.12345, 0.123), (412.345, 412.3), (1512.7, 1513)])
def test_values_are_rounded_as_in_a_report(value: float, shown: float) -> None:
    assert rounded(value) == shown


def test_nested_facts_are_written_as_toml() -> None:
    facts = {"a": 1, "none": [], "inner": {"b": ["x"]}, "many": [{"c": 0.5}, {"c": 1.0}]}
    assert tomllib.loads("\n".join(toml_lines("top", facts))) == {"top": facts}
    assert tomllib.loads("\n".join(toml_lines("many", facts["many"]))) == {"many": facts["many"]}


def test_a_story_has_the_tables_of_its_programs_and_own_programs_have_none(tmp_path: Path) -> None:
    simulate(tmp_path / "story", people=300, story="strong_people")
    simulate(tmp_path / "own", people=300, plans=all_plans()[:2])
    story = {path.stem for path in (tmp_path / "story").glob("*.csv")}
    own = {path.stem for path in (tmp_path / "own").glob("*.csv")}
    assert story >= OF_PROGRAMS
    assert not story & OF_THE_WHOLE
    assert not own & (OF_PROGRAMS | OF_THE_WHOLE)
    told = tomllib.loads((tmp_path / "story" / "truth.toml").read_text(encoding="utf-8"))
    assert told["organization"]["orphan_programs"] == []
    kept = {path.stem for path in SAMPLE.glob("*.csv")}
    assert kept == own | OF_PROGRAMS | OF_THE_WHOLE
