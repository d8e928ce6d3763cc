"""What the organizational tables must show, counted from the tables as they are written."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.simulate.plan import read

Tables = dict[str, pd.DataFrame]
STALE_DAYS, SOON_DAYS = 3 * 365, 365
SOON_USE = 90  # days from access to the first use on the job
GAP_SHARE, GAP_QUARTERS = 0.2, 4
CALLS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
TRANSACTIONAL = ("volume", "cost", "sla")
RATERS = {"self": 0, "manager": 1, "test": 2}


def organization_truth(tables: Tables, as_of: np.datetime64) -> dict[str, Any]:
    """Planted facts by name: ids and shares, each from the tables.

    Parameters
    ----------
    tables : dict of DataFrame
        The canonical tables by name; facts of absent ones are left out.
    as_of : datetime64
        The day on which they are true.
    """
    facts = register_facts(tables, as_of)
    facts |= steering_facts(tables, as_of)
    if "program_modules" in tables:
        facts["modules"] = module_facts(tables["program_modules"])
    if "sessions" in tables and len(tables["sessions"]):
        facts["sessions"] = session_facts(tables["sessions"], as_of)
    if "needs" in tables:
        facts["needs"] = need_facts(tables["needs"])
        facts["delayed_step"] = delay_facts(tables["needs"])
    if "service" in tables:
        facts["service"] = service_facts(tables["service"])
    if "decisions" in tables:
        facts["brier"] = brier(tables["decisions"])
        facts["calibration"] = calibration(tables["decisions"])
    if "activity" in tables and len(tables["rollouts"]):
        facts["adoption"] = adoption_facts(tables, as_of)
    return facts


def register_facts(tables: Tables, as_of: np.datetime64) -> dict[str, Any]:
    """Orphans, what is late or stale, and gaps that nothing addresses."""
    programs, objectives = tables["programs"], tables["objectives"]
    kpis = tables["kpis"]
    owned = set(kpis.loc[kpis["owner"] != "", "kpi"])
    reviewed = programs["content_reviewed_on"].to_numpy().astype("datetime64[D]")
    return {
        "orphan_programs": ids(programs, "program_id", programs["objective_id"] == ""),
        "programs_without_owner": ids(programs, "program_id", programs["owner"] == ""),
        "uncovered_objectives": sorted(
            set(objectives["objective_id"]) - set(tables["objective_links"]["objective_id"])
        ),
        "late_objectives": late_objectives(tables, as_of),
        "stale_programs": ids(programs, "program_id", (as_of - reviewed).astype(int) > STALE_DAYS),
        "persisting_gaps": persisting_gaps(tables),
        "kpis_without_owner": sorted(set(kpis["kpi"]) - owned),
    }


def ids(table: pd.DataFrame, name: str, rows: Any) -> list[str]:
    """Ids of some rows, in order."""
    return sorted(table.loc[np.asarray(rows, dtype=bool), name].unique().tolist())


def latest_levels(tables: Tables) -> pd.DataFrame:
    """Each employed person's latest level in each skill that the role requires, or none."""
    roster = tables["employees"]
    here = roster.loc[roster["termination_date"] == "", ["employee_id", "job_role", "region"]]
    wanted = here.merge(tables["role_requirements"], on="job_role")
    rated = tables["skill_assessments"].copy()
    rated["order"] = rated["rater"].map(RATERS)
    rated = rated.sort_values(["assessed_on", "order", "level"], kind="stable")
    last = rated.drop_duplicates(["employee_id", "skill"], keep="last")
    columns = ["employee_id", "skill", "level"]
    levels = wanted.merge(last[columns], on=columns[:2], how="left")
    levels["region"] = levels["region"].replace("", "unknown")
    levels["below"] = levels["level"] < levels["required_level"].astype(float)
    return levels


def late_objectives(tables: Tables, as_of: np.datetime64) -> list[str]:
    """Objectives due within a year whose skills more than half of those assessed lack."""
    levels = latest_levels(tables)
    known = levels[levels["level"].notna()]
    objectives = tables["objectives"]
    taught = tables["objective_links"].merge(tables["program_skills"], on="program_id")
    late = []
    for id_, due in zip(objectives["objective_id"], objectives["due_on"], strict=True):
        skills = taught.loc[taught["objective_id"] == id_, "skill"]
        below = known.loc[known["skill"].isin(skills), "below"]
        days = pd.Timestamp(due) - pd.Timestamp(as_of)
        if 0 <= days.days <= SOON_DAYS and len(below) and below.mean() > 1 / 2:
            late.append(str(id_))
    return late


def persisting_gaps(tables: Tables) -> list[str]:
    """Skills that no program teaches and that a role has lacked for four quarters and more."""
    needs = tables["role_requirements"]
    roster = tables["employees"]
    here = roster.loc[roster["termination_date"] == "", ["employee_id", "job_role"]]
    untaught = needs[~needs["skill"].isin(tables["program_skills"]["skill"])]
    rated = tables["skill_assessments"].merge(here, on="employee_id")
    rated = rated.merge(untaught, on=["job_role", "skill"])
    quarter = pd.PeriodIndex(rated["assessed_on"], freq="Q")
    rated["below"] = rated["level"] < rated["required_level"].astype(float)
    found = []
    for (skill, role), rows in rated.groupby(["skill", "job_role"]):
        share = rows.groupby(quarter[rows.index])["below"].mean()
        if len(share) >= GAP_QUARTERS and (share.iloc[-GAP_QUARTERS:] > GAP_SHARE).all():
            found.append(f"{skill} · {role}")
    return found


def gap_cells(tables: Tables) -> set[str]:
    """Skill, role and region of every gap: somebody below, or nobody assessed."""
    cells = latest_levels(tables).groupby(["skill", "job_role", "region"], sort=True)
    open_ = (cells["below"].sum() > 0) | (cells["level"].count() == 0)
    return {" · ".join(map(str, place)) for place in open_[open_].index}


def steering_facts(tables: Tables, as_of: np.datetime64) -> dict[str, Any]:
    """Owners, reviews, escalations, audiences, groups and the vision."""
    rights = tables["decision_rights"]
    accountable = rights[rights["letter"] == "A"].groupby("decision")["role"].nunique()
    facts: dict[str, Any] = {
        "double_owner_decisions": sorted(accountable[accountable > 1].index.tolist()),
        **review_facts(tables["reviews"], as_of),
    }
    if "escalations" in tables:
        facts |= escalation_facts(tables["escalations"], as_of)
    if "communications" in tables:
        told = tables["communications"].groupby("audience")["reached"].sum()
        facts["unreached_audiences"] = sorted(told[told == 0].index.tolist())
    if "capacity" in tables:
        last = tables["capacity"].groupby("group").tail(12).groupby("group")
        load = last["hours_used"].sum() / last["hours_available"].sum()
        facts["overloaded_groups"] = sorted(load[load > 1].index.tolist())
        facts["loads"] = {str(name): round(float(value), 4) for name, value in load.items()}
    if "vision" in tables:
        asked = read("organization.toml")["vision"]
        facts["empty_vision_fields"] = sorted(set(asked) - set(tables["vision"]["question"]))
    if "decisions" in tables:
        made = tables["decisions"]
        due = (made["review_on"] <= str(as_of)) & (made["outcome_on"] == "")
        facts["decisions_past_review"] = ids(made, "decision", due)
    return facts


def review_facts(reviews: pd.DataFrame, as_of: np.datetime64) -> dict[str, Any]:
    """Reviews past their date and not held, and how many were held."""
    overdue = (reviews["held_on"] == "") & (reviews["due_on"] < str(as_of))
    names = reviews["subject"] + ", " + reviews["due_on"]
    return {
        "overdue_reviews": sorted(names[overdue].tolist()),
        "held_reviews": int((reviews["held_on"] != "").sum()),
    }


def escalation_facts(escalations: pd.DataFrame, as_of: np.datetime64) -> dict[str, Any]:
    """Escalations that are late, closed by their date, or acknowledged and still open."""
    is_open = escalations["closed_on"] == ""
    late = is_open & (escalations["due_on"] < str(as_of))
    in_time = ~is_open & (escalations["closed_on"] <= escalations["due_on"])
    known = is_open & ~late & (escalations["acknowledged_on"] != "")
    return {
        "late_escalations": ids(escalations, "rule", late),
        "escalations_closed_in_time": ids(escalations, "rule", in_time),
        "escalations_acknowledged": ids(escalations, "rule", known),
    }


def module_facts(modules: pd.DataFrame) -> dict[str, Any]:
    """How many modules there are and which stand in two programs or more."""
    programs = modules.groupby("module_id")["program_id"].nunique()
    reused = programs[programs >= 2]
    return {
        "modules": len(programs),
        "reused": sorted(reused.index.tolist()),
        "reused_share": round(len(reused) / len(programs), 4),
    }


def session_facts(sessions: pd.DataFrame, as_of: np.datetime64) -> dict[str, Any]:
    """Sessions planned up to the day, held, cancelled and to come; seats and no-shows."""
    held = sessions[sessions["held_on"] != ""]
    past = sessions["planned_on"] <= str(as_of)
    attended = held["attended"].astype(int).sum()
    return {
        "planned": int(past.sum()),
        "held": len(held),
        "cancelled": int((past & (sessions["held_on"] == "")).sum()),
        "to_come": int((~past).sum()),
        "seat_fill": round(float(attended / held["seats"].sum()), 4),
        "no_show_share": round(float(1 - attended / held["booked"].sum()), 4),
    }


def need_facts(needs: pd.DataFrame) -> dict[str, Any]:
    """Needs, urgent ones, those met by their date, and steps missing from the log."""
    urgent = needs[needs["urgent"] == "true"]
    met = (urgent["scheduled_on"] != "") & (urgent["scheduled_on"] <= urgent["due_on"])
    reached = needs["program_id"] != ""
    dated = needs[["decided_on", "designed_on", "scheduled_on"]] != ""
    return {
        "needs": len(needs),
        "urgent": ids(urgent, "need_id", urgent["need_id"] != ""),
        "urgent_met": ids(urgent, "need_id", met),
        "with_a_missing_date": ids(needs, "need_id", reached & ~dated.all(axis=1)),
    }


def delay_facts(needs: pd.DataFrame) -> dict[str, Any]:
    """The step that took longer for a time, with its median days then and otherwise."""
    delay = read("organization.toml")["needs"]["delay"]
    took = [
        needs[f"{name}_on"].to_numpy().astype("datetime64[D]") for name in ("decided", "designed")
    ]
    days = pd.Series((took[1] - took[0]).astype("timedelta64[D]"))
    then = needs["raised_on"].between(delay["from"], delay["until"])
    return {
        **delay,
        "needs": ids(needs, "need_id", then & days.notna()),
        "median_days_then": float(days[then].dt.days.median()),
        "median_days_otherwise": float(days[~then].dt.days.median()),
    }


def service_facts(service: pd.DataFrame) -> dict[str, Any]:
    """Weights by kind in the last month, all and the partner's; hours by kind of work."""
    last = service[service["period"] == service["period"].max()]
    partner = last[last["party"] == "partner"]
    hours = last.groupby(last["work_type"].replace("", "unknown"))["hours"].sum()
    judged = service[(service["kind"] == "sla") & (service["party"] == "partner")]
    better = np.where(judged["direction"] == "lower", -1, 1)
    kept = (better * (judged["value"] - judged["target"])) >= 0
    error = (service["forecast"] / service["value"] - 1).abs()[service["party"] == "partner"]
    return {
        "transactional_share": transactional(last),
        "transactional_share_partner": transactional(partner),
        **{f"hours_{name}_share": round(value, 4) for name, value in (hours / hours.sum()).items()},
        "sla_kept_share_partner": round(float(kept.mean()), 4),
        "forecast_error_partner": round(float(error.mean()), 4),
    }


def transactional(measures: pd.DataFrame) -> float:
    """Share of the weights that is cost, volume and SLA."""
    counted = measures["kind"].isin(TRANSACTIONAL)
    return round(float(measures.loc[counted, "weight"].sum() / measures["weight"].sum()), 4)


def brier(decisions: pd.DataFrame) -> float:
    """Mean squared distance of the chances stated from what came of them."""
    known = decisions[decisions["outcome"] != ""]
    return round(float(((known["probability"] - (known["outcome"] == "yes")) ** 2).mean()), 4)


def calibration(decisions: pd.DataFrame) -> list[dict[str, Any]]:
    """What was said and what came true, by tenths of the probability said."""
    known = decisions[decisions["outcome"] != ""]
    rows = []
    for low, high in pairwise(CALLS):
        said = known[(known["probability"] >= low) & (known["probability"] < high)]
        if len(said):
            came = int((said["outcome"] == "yes").sum())
            mean = round(float(said["probability"].mean()), 4)
            rows.append({"from": low, "to": high, "n": len(said), "said": mean, "came_true": came})
    return rows


def adoption_facts(tables: Tables, as_of: np.datetime64) -> list[dict[str, Any]]:
    """Of each rollout's people, how many used it on the job within 90 days, and how many ever.

    `new_people` had not begun the program before; a start counts as a use of theirs.
    """
    keys = ["program_id", "employee_id"]
    first = tables["activity"].groupby(keys)["occurred_on"].min()
    taken = tables["enrollments"]
    begun = taken[taken["started_on"] != ""].groupby(keys)["started_on"].min()
    rows = []
    for wave in tables["rollouts"].to_dict("records"):
        people = given_access(tables, wave)
        used = days_of(people, first, wave["program_id"])
        started = days_of(people, begun, wave["program_id"])
        is_new = ~(started < people["access_on"])
        watched = people["access_on"] <= pd.Timestamp(as_of) - pd.Timedelta(days=SOON_USE)
        last = people["access_on"] + pd.Timedelta(days=SOON_USE)
        soon, either = used <= last, (used <= last) | (started <= last)
        rows.append(
            {
                **{str(name): value for name, value in wave.items()},
                "people": len(people),
                "used_within_90_days": share_of(soon[watched]),
                "used_ever": int(used.notna().sum()),
                "new_people": int(is_new.sum()),
                "new_used_within_90_days": share_of(either[watched & is_new]),
            }
        )
    return rows


def days_of(people: pd.DataFrame, first: Any, program_id: str) -> Any:
    """Each person's first day in one program, by person and program."""
    mine = first.get(program_id, pd.Series(dtype=object))
    return pd.to_datetime(people["employee_id"].map(mine))


def share_of(flags: Any) -> float:
    """Share that is true; 0 of nobody."""
    return round(float(flags.mean()), 4) if len(flags) else 0.0


def given_access(tables: Tables, wave: dict[Any, Any]) -> pd.DataFrame:
    """People of a rollout's audience, who were there, with the day from which they had access."""
    audience = tables["audiences"].set_index("audience").loc[wave["audience"]]
    roster = tables["employees"]
    left = roster["termination_date"]
    there = (left == "") | (left >= wave["access_on"])
    for name in ("department", "region", "job_role"):
        if audience[name]:
            there &= roster[name] == audience[name]
    people: pd.DataFrame = roster.loc[there, ["employee_id", "hire_date"]]
    begun = people["hire_date"].where(people["hire_date"] > wave["access_on"], wave["access_on"])
    people["access_on"] = pd.to_datetime(begun)
    return people
