"""Findings of the page Future fit: what will be out of date, what to refresh, what is asked for."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.model.future import Outdated
from mls_metrics.narrative.numbers import amount, interval, plural
from mls_metrics.narrative.pulse import listed
from mls_metrics.narrative.wording import TEMPLATES, say

FRESH = 0.005
NONE = "none"


def future_title(found: Sequence[Outdated], *, months: float, is_missing: bool = False) -> str:
    """The page's finding: the first weight by which it is known."""
    if is_missing:
        return TEMPLATES["title_future_unknown"]
    known = first_known(found)
    if known is None:
        return TEMPLATES["title_future_undated"]
    measure = known.measure
    assert isinstance(measure, Estimate), "it is known"
    slots = {"months": f"{months:.0f}", "range": interval(measure)}
    if measure.value < FRESH:
        return say("title_future_fresh", **slots)
    return say("title_future_share", share=amount(measure.value, "share"), by=known.by, **slots)


def first_known(found: Sequence[Outdated]) -> Outdated | None:
    """The first weight that gives a share."""
    return next((item for item in found if isinstance(item.measure, Estimate)), None)


def outdated_sentences(found: Sequence[Outdated], *, months: float, doubt: float) -> list[str]:
    """The share by every weight with its range, its causes, and what is not known."""
    known = first_known(found)
    if known is None:
        measure = found[0].measure
        assert not isinstance(measure, Estimate), "none is known"
        return [say("outdated_none", reason=measure.reason, needed=measure.needed)]
    parts = [
        say(
            "outdated_weight",
            share=amount(item.measure.value, "share"),
            by=item.by,
            range=interval(item.measure),
            programs=plural(item.measure.n, "program"),
        )
        for item in found
        if isinstance(item.measure, Estimate)
    ]
    said = [
        say(
            "outdated_all",
            months=f"{months:.0f}",
            parts=", ".join(parts),
            doubt=f"{doubt:g}",
        ),
        say(
            "outdated_causes",
            by=known.by,
            **{cause: amount(share, "share") for cause, share in known.causes.items()},
        ),
    ]
    if known.unknown >= FRESH:
        said.append(say("outdated_unknown", share=amount(known.unknown, "share"), by=known.by))
    return said


def fit_rows(programs: pd.DataFrame) -> pd.DataFrame:
    """Rows of the picture: age of each program's content, its half-life as the limit.

    Parameters
    ----------
    programs : DataFrame
        Of the fact ``content_fit``.
    """
    known = programs[programs["age_months"].notna()]
    return pd.DataFrame(
        {
            "name": known["program_name"],
            "value": known["age_months"],
            "limit": known["half_life_months"],
        }
    )


def queue_sentences(queue: pd.DataFrame, *, months: float, usual: float, as_of: date) -> list[str]:
    """What is due by the horizon, what comes first, and for what a refresh is open."""
    if queue.empty:
        return [say("queue_empty", months=f"{months:.0f}")]
    due = pd.to_datetime(queue["due_on"])
    said = [
        say(
            "queue_due",
            programs=plural(len(queue), "program"),
            months=f"{months:.0f}",
            overdue=int((due <= pd.Timestamp(as_of)).sum()),
            first=queue.iloc[0]["program_name"],
            asked=int(queue["asked_on"].notna().sum()),
        )
    ]
    assumed = int(queue["is_assumed"].sum())
    if assumed:
        said.append(
            say("queue_assumed", programs=plural(assumed, "program"), months=f"{usual:.0f}")
        )
    return said


def plan_sentence(pace: Measure, due: int) -> str:
    """How long a queue of so many takes at the pace at which refreshes were released."""
    if not isinstance(pace, Estimate):
        return say("plan_none", n=pace.n)
    slots = {
        "pace": amount(due / pace.value, "refreshes"),
        "n": plural(pace.n, "quarter"),
    }
    if pace.high < 1:
        return say("plan_soon", **slots)
    return say("plan_pace", low=f"{pace.low:.1f}", high=f"{pace.high:.1f}", **slots)


def spotted_sentences(needs: pd.DataFrame, share: Measure) -> list[str]:
    """The lead measure: needs seen before the business asked, and those decided in time.

    Parameters
    ----------
    needs : DataFrame
        Of the fact ``needs_spotted``.
    share : Estimate or NotEstimable
        Seen first, of those of which it is known who raised them.
    """
    unknown = int((needs["spotted"] == "not known").sum())
    rest = [say("spotted_unknown", needs=plural(unknown, "need"))] if unknown else []
    if not isinstance(share, Estimate):
        return [TEMPLATES["spotted_none"]]
    decided = needs["decided"]
    return [
        say(
            "spotted",
            share=amount(share.value, "share"),
            range=interval(share),
            k=round(share.value * share.n),
            n=share.n,
            in_time=int((decided == "in time").sum()),
            due=int(decided.isin(["in time", "late"]).sum()),
        ),
        *rest,
    ]


def demand_sentences(skills: pd.DataFrame) -> list[str]:
    """Skills asked for more and less, and those asked for more that nothing teaches."""
    unknown = int((skills["direction"] == "not known").sum())
    if unknown == len(skills):
        return [TEMPLATES["demand_none"]]

    def names(chosen: pd.Series) -> str:
        return listed(list(skills.loc[chosen, "skill"])) or NONE

    rising = skills["direction"] == "rising"
    said = [
        say(
            "demand",
            rising=names(rising),
            falling=names(skills["direction"] == "falling"),
            bare=names(rising & (skills["programs"] == 0)),
        )
    ]
    if unknown:
        said.append(say("demand_unknown", skills=plural(unknown, "skill")))
    return said
