"""Findings of the page Strategy about time: pressures, landing in time, today and tomorrow."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.model.strategy import Landing, Pressure
from mls_metrics.narrative.likelihood import UNLIKELY, VERY_UNLIKELY, verbal
from mls_metrics.narrative.numbers import UNKNOWN, day, people, plural, with_range
from mls_metrics.narrative.strategy import names_of, percent
from mls_metrics.narrative.wording import TEMPLATES, say


def trend(pressure: Pressure) -> str:
    """The year before, or that it is not known."""
    if not isinstance(pressure.before, Estimate):
        return TEMPLATES["strategy_trend_none"]
    return say("strategy_trend", before=with_range(pressure.before))


def known(measure: Measure) -> str:
    """A number with its range, or that it is not known."""
    return with_range(measure) if isinstance(measure, Estimate) else UNKNOWN


def pressure_sentence(key: str, pressure: Pressure) -> str:
    """One number, its range, and the year before; or why there is none."""
    if not isinstance(pressure.now, Estimate):
        return pressure.now.reason
    return say(key, now=with_range(pressure.now), trend=trend(pressure))


def speed_sentence(digital: Measure, other: Measure) -> str:
    """Days to the level in digital programs and in others."""
    return say("strategy_digital_speed", digital=known(digital), other=known(other))


def within_sentence(vacancies: pd.DataFrame, within: Pressure) -> str:
    """Positions open now, and how many are filled from within."""
    still = int((~vacancies["is_event"].astype(bool)).sum())
    return say("strategy_within", open=plural(still, "position"), within=known(within.now))


def landing_sentence(item: Landing) -> str:
    """One objective: needed, expected, and the chance."""
    due = day(item.due_on)
    basis = "" if item.is_stated else TEMPLATES["strategy_landing_share"]
    needed = f"{people(item.needed)} of {item.people:,}{basis}"
    if item.due_on <= item.as_of:
        return say(
            "strategy_landing_past",
            objective=item.objective,
            needed=needed,
            due=due,
            ready=f"{item.ready:,}",
        )
    return say(
        "strategy_landing",
        objective=item.objective,
        needed=needed,
        due=due,
        low=f"{item.low:,}",
        high=f"{item.high:,}",
        chance=verbal(item.chance).phrase,
    )


def landing_headline(found: Sequence[Landing]) -> str:
    """How many are unlikely to be in time."""
    late = sum(verbal(item.chance).word in {UNLIKELY, VERY_UNLIKELY} for item in found)
    if not found:
        return TEMPLATES["strategy_landing_none"]
    key = "strategy_landing_late" if late else "strategy_landing_clear"
    return say(key, late=late, all=len(found))


def landing_names(found: Sequence[Landing]) -> list[str]:
    """What stands above each range."""
    return [f"{item.objective}: {verbal(item.chance).in_twenty} on time" for item in found]


def landing_table(found: Sequence[Landing]) -> pd.DataFrame:
    """The landings as numbers."""
    return pd.DataFrame(
        [
            {
                "Objective": item.objective,
                "Due": day(item.due_on),
                "Needed": item.needed,
                "Ready now": item.ready,
                "Expected by then (of the roles' people)": (
                    f"{item.low:,} to {item.high:,} of {item.people:,}"
                ),
                "On time": verbal(item.chance).phrase,
            }
            for item in found
        ]
    )


def landing_alt(found: Sequence[Landing]) -> str:
    """Alternative text: which is least sure."""
    worst = min(found, key=lambda item: item.chance)
    return (
        f"Dates by which enough people are ready for {len(found)} objectives, each beside the date "
        f"wanted. Least sure: {worst.objective}, {verbal(worst.chance).in_twenty} on time. The "
        "table below holds every row."
    )


def today_sentence(today: pd.DataFrame) -> str:
    """What is held today of what roles require."""
    row = today.iloc[0]
    return say(
        "strategy_today",
        ready=percent(row["ready_share"]),
        people=people(int(row["people"])),
        below=f"{int(row['below']):,}",
    )


def ahead_sentence(ahead: pd.DataFrame, months: int) -> str:
    """What roles need within the horizon."""
    if ahead.empty:
        return say("strategy_ahead_none", months=months)
    return say(
        "strategy_ahead",
        months=months,
        skills=plural(len(ahead), "requirement of a role falls", "requirements of roles fall"),
        needed=people(int(ahead["people_needed"].fillna(0).sum())),
        short=f"{int(ahead['short'].fillna(0).sum()):,}",
    )


def serves_sentence(shares: pd.DataFrame, months: int) -> str:
    """The split of the spend; of programs where no spend is known."""
    first = shares[shares["measure"] == shares["measure"].iloc[0]]
    part = {row["serves"]: percent(row["share"]) for row in first.to_dict("records")}
    told = say(
        "strategy_serves",
        today=part["today"],
        tomorrow=part["tomorrow"],
        both=part["both"],
        neither=part["neither"],
        months=months,
    )
    is_spend = first["measure"].iloc[0] == "Spend"
    return told if is_spend else told.replace("the spend", "programs", 1)


def neither_sentence(rows: pd.DataFrame) -> str:
    """Programs that serve neither, the dearest first; empty where there is none."""
    names = [str(name) for name in rows.loc[rows["serves"] == "neither", "program"]]
    return say("strategy_neither", names=names_of(names)) if names else ""
