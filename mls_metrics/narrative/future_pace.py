"""Findings of the page Future fit: how content is built, what growth costs, how fast we adapt."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.model.future import NextLearners, Waiting
from mls_metrics.narrative.numbers import UNKNOWN, amount, between, interval, plural
from mls_metrics.narrative.pulse import listed
from mls_metrics.narrative.wording import TEMPLATES, say

HUNDRED = 100


def in_days(found: Estimate) -> str:
    """A number of days, whole."""
    return plural(round(found.value), "day")


def days_range(found: Estimate) -> str:
    """The range of a number of days, the unit said beside the number already."""
    return f"{found.low:.0f} to {found.high:.0f}"


def modules_sentence(modules: pd.DataFrame, shared: Measure) -> str:
    """Reuse, length and how much can be replaced alone; rows of the fact ``modules``."""
    assert isinstance(shared, Estimate), "there are modules"
    minutes = modules["minutes"].dropna()
    replaceable = modules["replaceable"].dropna().astype(bool)
    return say(
        "modules",
        share=amount(shared.value, "share"),
        modules=plural(len(modules), "module"),
        k=f"{int((modules['programs'] >= 2).sum())} of {len(modules)}",
        minutes=amount(float(minutes.median()), "minutes") if len(minutes) else UNKNOWN,
        replaceable=(
            f"{amount(float(replaceable.mean()), 'share')} ({len(replaceable)} known)"
            if len(replaceable)
            else UNKNOWN
        ),
    )


def reach_sentences(programs: pd.DataFrame) -> list[str]:
    """Languages, regions, and whether the busiest months held; rows of ``program_reach``."""
    spoken = programs["language_count"].dropna()
    said = [TEMPLATES["reach_no_languages"]]
    if len(spoken):
        several = int((spoken > 1).sum())
        listed_ones = plural(len(spoken), "program")
        said = [say("reach_languages", languages=several, programs=listed_ones)]
    placed = programs[programs["regions"].notna()]
    if len(placed):
        everywhere = int((placed["regions_reached"] == placed["regions"]).sum())
        count = plural(len(placed), "program")
        said.append(say("reach_regions", regions=everywhere, programs=count))
    planned = int(programs["sessions_planned"].dropna().sum())
    if planned:
        held = int(programs["sessions_held"].dropna().sum())
        return [*said, say("reach", held=held, planned=planned)]
    return [*said, TEMPLATES["reach_no_sessions"]]


def cost_sentences(item: NextLearners) -> list[str]:
    """What the next hundred cost, and how that was worked out."""
    unit = item.each.unit
    value, low, high = item.next_learners(HUNDRED)
    return [
        say(
            "next_cost" if high > low else "next_cost_posted",
            more=HUNDRED,
            program=item.program,
            total=amount(value, unit),
            range=between(low, high, unit),
            months=plural(item.each.n, "month"),
            each=amount(item.each.value, unit),
            mean=amount(item.each_of(item.pace)[0], unit),
            pace=item.pace,
        ),
        TEMPLATES["how_" + item.how.replace(" ", "_")],
    ]


def ages_sentence(groups: pd.DataFrame, *, months: float) -> str:
    """How many groups were assessed too long ago; rows of the fact ``assessment_age``."""
    if groups.empty:
        return TEMPLATES["ages_none"]
    known = groups[groups["age_months"].notna()]
    first = UNKNOWN
    if len(known):
        oldest = known.sort_values("age_months").iloc[-1]
        age = amount(float(oldest["age_months"]), "months")
        first = f"{oldest['job_role']}, {oldest['skill']} ({age})"
    return say(
        "ages",
        old=int((known["age_months"] > months).sum()),
        groups=plural(len(groups), "group of role and skill", "groups of role and skill"),
        months=f"{months:.0f}",
        never=int(groups["age_months"].isna().sum()),
        first=first,
    )


def age_rows(groups: pd.DataFrame, *, months: float) -> pd.DataFrame:
    """Rows of the picture: median age, its middle half, the reader's limit."""
    return pd.DataFrame(
        {
            "name": groups["job_role"] + ", " + groups["skill"],
            "value": groups["age_months"],
            "low": groups["age_low"],
            "high": groups["age_high"],
            "limit": months,
        }
    )


def wait_rows(waits: Sequence[Waiting]) -> pd.DataFrame:
    """Rows of the picture of median days with their ranges."""
    known = [(wait.name, wait.measure) for wait in waits if isinstance(wait.measure, Estimate)]
    rows = [(f"{name} (n {found.n})", found.value, found.low, found.high) for name, found in known]
    return pd.DataFrame(rows, columns=["name", "value", "low", "high"])


def wait_table(waits: Sequence[Waiting], *, first: str = "Step") -> pd.DataFrame:
    """Every step or kind with its median or why there is none, and what was counted."""
    rows = []
    for wait in waits:
        found, reason = None, ""
        if isinstance(wait.measure, Estimate):
            found = wait.measure
        else:
            reason = wait.measure.reason
        rows.append(
            {
                first: wait.name,
                "Median days": found.value if found else None,
                "Low": found.low if found else None,
                "High": found.high if found else None,
                "Done": wait.done,
                "Open": wait.open,
                "Date missing": wait.missing,
                "Not given because": reason,
            }
        )
    return pd.DataFrame(rows)


def lead_sentences(waits: Sequence[Waiting]) -> list[str]:
    """From need to first learner, the slowest step, and what was left out."""
    if not waits:
        return [say("lead_none", reason=TEMPLATES["met_none"])]
    whole, steps = waits[-1], waits[:-1]
    said = []
    if isinstance(whole.measure, Estimate):
        said.append(
            say(
                "lead",
                median=in_days(whole.measure),
                range=days_range(whole.measure),
                n=whole.measure.n,
                open=whole.open,
            )
        )
    else:
        said.append(say("lead_none", reason=whole.measure.reason))
    known = [(item.measure, item.name) for item in steps if isinstance(item.measure, Estimate)]
    if known:
        slowest, step = max(known, key=lambda pair: pair[0].value)
        said.append(
            say(
                "lead_slowest",
                step=step[:1].lower() + step[1:],
                median=in_days(slowest),
                range=days_range(slowest),
            )
        )
    missing = max(item.missing for item in waits)
    if missing:
        said.append(say("lead_missing", missing=plural(missing, "need")))
    return said


def met_sentence(urgencies: pd.DataFrame, share: Measure) -> str:
    """Urgent needs met by their date; rows of the fact ``needs_met``."""
    if not isinstance(share, Estimate):
        return TEMPLATES["met_none"]
    urgent = urgencies[urgencies["urgency"] == "urgent"].iloc[0]
    return say(
        "met",
        share=amount(share.value, "share"),
        range=interval(share),
        k=int(urgent["met"]),
        n=share.n,
        open=int(urgent["open"]),
    )


def change_sentence(waits: Sequence[Waiting]) -> str:
    """From finding to change, all kinds together."""
    whole = waits[0]
    if not isinstance(whole.measure, Estimate):
        return say("change_none", reason=whole.measure.reason)
    return say(
        "change",
        median=in_days(whole.measure),
        range=days_range(whole.measure),
        n=whole.measure.n,
        open=whole.open,
    )


def quarters_sentence(quarters: pd.DataFrame, share: Measure) -> str:
    """The latest quarter's share of programs changed, and the one before."""
    if quarters.empty or not isinstance(share, Estimate):
        return TEMPLATES["quarters_none"]
    last = quarters.iloc[-1]
    slots = {
        "share": amount(share.value, "share"),
        "quarter": last["quarter"],
        "range": interval(share),
        "k": int(last["changed"]),
        "n": int(last["programs"]),
    }
    if len(quarters) < 2:
        return say("quarters_first", **slots)
    before = quarters.iloc[-2]
    return say("quarters", before=amount(before["changed"] / before["programs"], "share"), **slots)


def load_sentences(teams: pd.DataFrame) -> list[str]:
    """Internal hours for every hundred starters, and the fullest group; rows of ``team_load``."""
    per_hundred = teams["hours_per_hundred"].dropna()
    hours = amount(float(per_hundred.sum()), "hours") if len(per_hundred) else UNKNOWN
    known = teams[teams["load_share"].notna()]
    if known.empty:
        return [say("load_none", hours=hours, hundred=HUNDRED)]
    fullest = known.sort_values("load_share").iloc[-1]
    said = [
        say(
            "load",
            hours=hours,
            hundred=HUNDRED,
            group=str(fullest["team"]).replace("_", " "),
            load=amount(float(fullest["load_share"]), "share"),
        )
    ]
    bare = list(teams.loc[teams["load_share"].isna(), "team"])
    if bare:
        said.append(say("load_missing", groups=listed(bare)))
    return said


def experiments_sentence(programs: pd.DataFrame, share: Measure) -> str:
    """Experiments started, running, and concluded with a result; rows of ``experiments``."""
    if programs.empty:
        return TEMPLATES["experiments_none"]
    slots = {
        "started": plural(int(programs["started"].sum()), "experiment"),
        "running": int(programs["running"].sum()),
    }
    if not isinstance(share, Estimate):
        return say("experiments_open", **slots)
    return say(
        "experiments",
        share=amount(share.value, "share"),
        range=interval(share),
        k=int(programs["with_result"].sum()),
        n=share.n,
        **slots,
    )
