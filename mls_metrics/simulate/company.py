"""A made-up company: lived month by month, written as canonical files, with its truth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.catalog.load import tables
from mls_metrics.errors import UserError
from mls_metrics.simulate import adoption, demand, offering, register, roster, skills, steering
from mls_metrics.simulate import later as november
from mls_metrics.simulate.calendar import AS_OF, MONTHS, NEVER, Days, Floats, Ints
from mls_metrics.simulate.kpis import kpi_table, output
from mls_metrics.simulate.learning import as_written, completion_months, enrollments, exit_days
from mls_metrics.simulate.leaving import Exits, base_log_odds, leave, log_odds_with
from mls_metrics.simulate.people import People, make_people
from mls_metrics.simulate.plan import ProgramPlan, Setting, chosen_plans, chosen_setting, read
from mls_metrics.simulate.planted import Tables, organization_truth
from mls_metrics.simulate.starting import free_to_start, luckiest_cohort, would_start
from mls_metrics.simulate.surveys import survey_table
from mls_metrics.simulate.truth import program_truth, write_truth

FEWEST_PEOPLE = 300
WHOLE, STORY, OWN = "whole", "story", "own"


@dataclass(slots=True)
class Company:
    """Everything that happened; P programs, N people.

    `would` and `starts` (P, N) are the months of start had nobody left, and as it came;
    `log_odds` (N, 54) of deciding to resign with every program as it would be taken; `extent` is
    `WHOLE`, one `STORY`, or programs of one's `OWN`, about which the organization knows nothing.
    """

    plans: list[ProgramPlan]
    setting: Setting
    people: People
    exits: Exits
    would: Ints
    starts: Ints
    done: Ints
    log_odds: Floats
    left_on: Days
    taken: pd.DataFrame
    seed: int
    extent: str

    def stream(self, number: int) -> np.random.Generator:
        """The stream of chance with this number, from its beginning."""
        return np.random.default_rng([self.seed, number])


def simulate(
    out: Path,
    *,
    people: int = 6000,
    seed: int = 20261,
    story: str | None = None,
    plans: Sequence[ProgramPlan] | None = None,
    later: bool = False,
) -> None:
    """Write a made-up company of 42 months to 2026-10-31 and its truth into `out`.

    Parameters
    ----------
    out : Path
        Folder for one CSV per canonical table and truth.toml; made if absent.
    people : int
        People ever employed in the 42 months, leavers included; at least 300.
    seed : int
        The same seed and number of people give the same bytes.
    story : str, optional
        One of `STORIES`: only that story's program and three ordinary ones.
    plans : sequence of ProgramPlan, optional
        Programs of your own in the place of those.
    later : bool
        The whole company one month later: the same rows, and those of November below them.

    Raises
    ------
    UserError
        Too few people, no such story, a story told later, or a folder that cannot be written.
    """
    if people < FEWEST_PEOPLE:
        raise UserError(
            "The company would be too small.",
            f"{people} people were asked for.",
            f"Ask for {FEWEST_PEOPLE} or more.",
        )
    if later and not (story is None and plans is None):
        raise UserError(
            "Only the whole company is known one month later.",
            "A part of it was asked for.",
            "Leave the story away, or the month.",
        )
    company = live(people=people, seed=seed, story=story, plans=plans)
    tables = dict(company_tables(company)) | dict(organization_tables(company))
    facts: dict[str, Any] = {}
    as_of = AS_OF
    if later:
        before, as_of = tables, november.LATER
        tables = a_month_later(company, before)
        facts["changes_since"] = november.changes_since(before, tables)
    if company.extent != OWN:
        facts["organization"] = organization_truth(tables, as_of)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            write_table(out, name, table)
        given = {"seed": seed, "people": people, "story": story or "", "as_of": str(as_of)}
        write_truth(out, truths(company), given, facts)
    except OSError as error:
        raise UserError(
            f"The folder '{out.name}' could not be written.",
            f"{error.strerror}.",
            "Name a folder that can be written to.",
        ) from error


def live(
    *,
    people: int,
    seed: int,
    story: str | None = None,
    plans: Sequence[ProgramPlan] | None = None,
) -> Company:
    """The company's 42 months, before anything is written."""

    def stream(number: int) -> np.random.Generator:
        return np.random.default_rng([seed, number])

    extent = OWN if plans is not None else WHOLE if story is None else STORY
    plans = chosen_plans(story) if plans is None else list(plans)
    setting = chosen_setting(story, plans)
    who = make_people(stream(1), setting, people=people)
    base = base_log_odds(who, setting)
    would = would_start(stream(2), plans, who, setting, base)
    log_odds = log_odds_with(base, plans, would, who, setting)
    exits = leave(stream(3), log_odds, who)
    starts = np.where(np.array([free_to_start(row, exits) for row in would]), would, NEVER)
    for row, plan in enumerate(plans):
        if plan.rollout == "lucky":
            starts[row] = luckiest_cohort(stream(4), plan, who, setting, exits)
    left_on = exit_days(stream(5), exits)
    taken = enrollments(stream(6), plans, who, starts, left_on)
    return Company(
        plans=plans,
        setting=setting,
        people=who,
        exits=exits,
        would=would,
        starts=starts,
        done=completion_months(taken, plans, people=people),
        log_odds=log_odds,
        left_on=left_on,
        taken=taken,
        seed=seed,
        extent=extent,
    )


def company_tables(company: Company) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every table of people, programs and results by its canonical name."""
    stream = company.stream
    plans, people, exits, setting = company.plans, company.people, company.exits, company.setting
    value = output(stream(11), plans, people, company.done, setting)
    yield "employees", roster.employee_table(stream(12), people, exits, company.left_on, setting)
    yield "job_history", roster.history_table(people, exits, setting)
    here = roster.is_here(exits)
    programs = register.program_table(plans, setting)
    roles = people.role[here, MONTHS - 1]
    programs["eligible_learners"] = register.eligible_learners(plans, roles, setting)
    yield "programs", programs
    yield "program_skills", skills.program_skill_table(plans)
    yield "enrollments", as_written(company.taken, plans)
    yield "skills", skills.skill_table(plans, setting)
    yield "role_requirements", skills.requirement_table(plans, setting)
    rated = skills.assessment_table(
        stream(13), plans, people, exits, company.done, company.taken, setting
    )
    yield "skill_assessments", rated
    said = survey_table(stream(14), plans, people, exits, company.taken, company.left_on)
    yield "surveys", said
    yield "kpis", kpi_table(people, exits, value, setting)
    yield "costs", register.cost_table(plans, company.starts)
    yield "exchange_rates", register.rate_table()
    yield "objectives", register.objective_table(setting)
    yield "objective_links", register.link_table(plans, setting)
    yield "improvements", register.improvement_table(stream(15), plans)
    yield "decision_rights", register.decision_table(setting)
    more = read("organization.toml")["reviews"] if company.extent == WHOLE else ()
    yield "reviews", register.review_table(more)


def organization_tables(
    company: Company, *, months: int = MONTHS, until: np.datetime64 = AS_OF
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every table of the organization around the learning; a story has those of its programs."""
    stream = company.stream
    plans, people, setting = company.plans, company.people, company.setting
    if company.extent == OWN:
        return
    yield "program_modules", offering.module_table(stream(21), plans)
    yield "sessions", offering.session_table(stream(22), plans, company.starts)
    yield "audiences", adoption.audience_table()
    yield "rollouts", adoption.rollout_table(plans)
    used = adoption.activity_table(stream(23), plans, people, company.left_on, setting, until=until)
    yield "activity", used
    if company.extent == STORY:
        return
    told = adoption.communication_table(stream(24), people, company.left_on, setting)
    yield "communications", told
    yield "needs", demand.need_table(stream(25), plans, setting)
    staff = demand.workforce_table(stream(26), people, company.exits, setting)
    yield "workforce_plan", staff
    yield "vacancies", demand.vacancy_table(stream(27))
    yield "capacity", demand.capacity_table(stream(28), months=months)
    yield "service", steering.service_table(stream(29), months=months)
    programs = {plan.id for plan in plans}
    yield "decisions", steering.listed("decisions.toml", "decisions", programs=programs)
    yield "escalations", steering.listed("organization.toml", "escalations", programs=programs)
    yield "vision", steering.vision_table()


def a_month_later(company: Company, before: Tables) -> Tables:
    """The tables with the rows of one month more below those of the months before."""
    until = MONTHS + 1
    longer = dict(organization_tables(company, months=until, until=november.LATER))
    kept = before | {name: longer[name] for name in ("activity", "capacity", "service")}
    value = output(
        company.stream(11),
        company.plans,
        company.people,
        company.done,
        company.setting,
        until=until,
    )
    new = november.new_rows(
        company.stream(31), before, company.people, company.exits, company.setting, value
    )
    return november.on_top(kept, new)


def write_table(out: Path, name: str, table: pd.DataFrame) -> None:
    """One canonical file, its columns in the catalogue's order, empty columns left out."""
    wanted = [column.name for column in tables()[name].columns if column.name in table]
    stray = set(table.columns) - set(wanted) - {"person", "month"}
    assert not stray, f"{name} has columns that no canonical table knows: {sorted(stray)}"
    written = table[wanted].replace("", np.nan).dropna(axis=1, how="all")
    for column in written.select_dtypes("float"):
        if (written[column].dropna() % 1 == 0).all():
            written[column] = written[column].astype("Int64")
    written.to_csv(out / f"{name}.csv", index=False, lineterminator="\n")


def truths(company: Company) -> list[dict[str, object]]:
    """The truth about each program."""
    return [
        program_truth(
            plan,
            company.people,
            company.starts[row],
            company.done[row],
            company.exits,
            company.taken,
            company.log_odds,
            company.setting,
        )
        for row, plan in enumerate(company.plans)
    ]
