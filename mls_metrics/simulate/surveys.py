"""Surveys: what people say after a course, later at work, and once a year about the company."""

import numpy as np
import pandas as pd

from mls_metrics.simulate.calendar import AS_OF, MONTHS, Days, day_in, text_of
from mls_metrics.simulate.leaving import Exits
from mls_metrics.simulate.people import People
from mls_metrics.simulate.plan import ProgramPlan

ANSWER = -0.5  # log-odds of answering of somebody of average mood
MOOD = 0.7  # the happier answer more
RARE = 0.12  # share of those asked about a required course


def survey_table(
    rng: np.random.Generator,
    plans: list[ProgramPlan],
    people: People,
    exits: Exits,
    taken: pd.DataFrame,
    left_on: Days,
) -> pd.DataFrame:
    """Every response; nobody's silence is in the file, as in most exports."""
    mood = rng.standard_normal(len(people)) - 0.2 * people.hidden
    parts = [company_answers(rng, people, exits, mood)]
    for plan in plans:
        done = taken[(taken["program_id"] == plan.id) & (taken["status"] == "completed")]
        if plan.mandatory:
            done = done[rng.random(len(done)) < RARE]
        who = done["person"].to_numpy()
        ended = done["completed_on"].to_numpy().astype("datetime64[D]")
        liking = mood[who] + 0.8 * rng.standard_normal(len(who))
        parts.append(end_of_course(rng, plan, who, ended, liking))
        parts.append(at_work(rng, plan, who, ended, liking, left_on))
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    table["employee_id"] = people.ids()[table["person"]]
    table["scale_max"] = 5
    order = ["responded_on", "employee_id", "program_id"]
    return table.drop(columns="person").sort_values(order, kind="stable", ignore_index=True)


def answers(rng: np.random.Generator, liking: np.ndarray, *, extra: float = 0.0) -> np.ndarray:
    """Who answers."""
    chance = 1 / (1 + np.exp(-(ANSWER + extra + MOOD * liking)))
    return np.asarray(rng.random(len(liking)) < chance)


def likert(rng: np.random.Generator, middle: np.ndarray) -> np.ndarray:
    """Answers from 1 to 5 around `middle`."""
    return np.clip(np.round(middle + 0.55 * rng.standard_normal(len(middle))), 1, 5)


def invitations(rng: np.random.Generator, size: int) -> np.ndarray:
    """Most were invited; a few used an open link."""
    return np.where(rng.random(size) < 0.94, "true", "false").astype(object)


def end_of_course(
    rng: np.random.Generator,
    plan: ProgramPlan,
    who: np.ndarray,
    ended: Days,
    liking: np.ndarray,
) -> pd.DataFrame:
    """Reaction a few days after the end."""
    day = ended + rng.integers(0, 9, len(who))
    row = answers(rng, liking) & (day <= AS_OF)
    feeling = plan.satisfaction + 0.35 * liking[row]
    size = int(row.sum())
    return pd.DataFrame(
        {
            "person": who[row],
            "responded_on": text_of(day[row]),
            "program_id": np.full(size, plan.id, dtype=object),
            "satisfaction": likert(rng, feeling),
            "relevance": likert(rng, feeling - 0.1),
            "recommend": np.clip(np.round(2.2 * feeling - 1.0 + rng.standard_normal(size)), 0, 10),
            "intent_to_apply": likert(rng, feeling),
            "invited": invitations(rng, size),
        }
    )


def at_work(
    rng: np.random.Generator,
    plan: ProgramPlan,
    who: np.ndarray,
    ended: Days,
    liking: np.ndarray,
    left_on: Days,
) -> pd.DataFrame:
    """Application about three months later, from those still there."""
    day = ended + rng.integers(75, 110, len(who))
    row = answers(rng, liking, extra=-0.4) & (day <= AS_OF) & ~(day > left_on[who])
    uses = rng.random(int(row.sum())) < plan.applied
    size = int(row.sum())
    return pd.DataFrame(
        {
            "person": who[row],
            "responded_on": text_of(day[row]),
            "program_id": np.full(size, plan.id, dtype=object),
            "applied": np.where(uses, rng.integers(4, 6, size), rng.integers(1, 4, size)),
            "manager_support": likert(rng, 3.5 + 0.2 * liking[row]),
            "invited": invitations(rng, size),
        }
    )


def company_answers(
    rng: np.random.Generator, people: People, exits: Exits, mood: np.ndarray
) -> pd.DataFrame:
    """The yearly survey of the whole company, each October."""
    parts = []
    for month in range(5, MONTHS, 12):
        here = (people.hire_month < month) & (exits.month > month)
        who = np.flatnonzero(here)
        who = who[answers(rng, mood[who])]
        feeling = 3.5 + 0.45 * mood[who]
        parts.append(
            pd.DataFrame(
                {
                    "person": who,
                    "responded_on": text_of(
                        day_in(np.full(len(who), month), rng.integers(1, 22, len(who)))
                    ),
                    "program_id": "",
                    "self_confidence": likert(rng, feeling + 0.2),
                    "intent_to_stay": likert(rng, feeling - 0.6 * people.hidden[who]),
                    "growth": likert(rng, feeling - 0.1),
                    "engagement": likert(rng, feeling),
                    "invited": "true",
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
