"""Findings of the page Change: its title, how fast people take it up, and when the KPI moved."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.model.change import (
    OPEN,
    REACHED,
    ActivityComparison,
    Adoption,
    Depth,
    LedgerRow,
    SuccessMeasure,
    TimeToValue,
    Wave,
)
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.change_ledger import is_broken
from mls_metrics.narrative.numbers import amount, day, interval, plural, with_range
from mls_metrics.narrative.numbers import people as heads
from mls_metrics.narrative.wording import TEMPLATES, say


def change_title(
    adoption: Adoption,
    messages: pd.DataFrame,
    ledger: Sequence[LedgerRow],
    contract: Sequence[SuccessMeasure],
    members: pd.DataFrame,
) -> str:
    """The page's finding: take-up where there is any, else the first thing that is amiss."""
    if adoption.people:
        whom = heads(adoption.people)
        if isinstance(adoption.median, Estimate):
            return say("title_change_half", people=whom, days=f"{adoption.median.value:.0f}")
        return say("title_change_share", adopted=f"{adoption.adopted:,}", people=whom)
    broken = sum(is_broken(row) for row in ledger)
    if broken:
        return say("title_change_broken", broken=broken, rows=plural(len(ledger), "change"))
    flagged = int((messages["flag"] != "").sum()) if len(messages) else 0
    if flagged:
        return say("title_change_unreached", flagged=flagged, groups=plural(len(messages), "group"))
    if contract:
        reached = sum(item.state == REACHED for item in contract)
        return say(
            "title_change_contract", reached=reached, measures=plural(len(contract), "measure")
        )
    if len(members):
        return say("title_change_groups", groups=plural(len(members), "group"))
    if ledger:
        return say("title_change_decided", decisions=plural(len(ledger), "decision"))
    return TEMPLATES["title_change_nothing"]


def adoption_sentence(adoption: Adoption) -> str:
    """How fast half got there, and which group was fastest and slowest."""
    whom = heads(adoption.people)
    if isinstance(adoption.median, Estimate):
        text = say(
            "adoption_half",
            people=whom,
            days=plural(round(adoption.median.value), "day"),
            range=interval(adoption.median),
            adopted=f"{adoption.adopted:,}",
        )
    else:
        text = say("adoption_share", adopted=f"{adoption.adopted:,}", people=whom)
    halves = [
        (wave.median.value, wave) for wave in adoption.waves if isinstance(wave.median, Estimate)
    ]
    if len(halves) < 2:
        return text
    halves.sort(key=lambda pair: (pair[0], pair[1].audience))
    (fast, first), (slow, last) = halves[0], halves[-1]
    if fast == slow:
        return text
    spread = say(
        "adoption_spread",
        first=first.audience,
        fast=plural(round(fast), "day"),
        last=last.audience,
        slow=plural(round(slow), "day"),
    )
    return f"{text} {spread}"


def waves_table(waves: Sequence[Wave]) -> pd.DataFrame:
    """Every wave: access, what went with it, people, half-way day with its range."""
    return pd.DataFrame(
        [
            {
                "Group": wave.audience,
                "Program": wave.program_name,
                "Access on": wave.access_on.isoformat(),
                "Change activity": wave.change_activity or "none",
                "People": wave.people,
                "Have used it": wave.adopted,
                "Days until half had (95 % range; n)": with_range(wave.median),
            }
            for wave in waves
        ]
    )


def activity_sentence(found: ActivityComparison) -> str:
    """With against without at the latest day known, as association; or why there is nothing."""
    if found.refusal:
        return say(f"activity_{found.refusal}", program=found.program_name)
    known = [(when, item) for when, item in found.differences if isinstance(item, Estimate)]
    if not known:
        return say("activity_early", program=found.program_name)
    when, measure = known[-1]
    slots = {
        "day": when,
        "range": interval(measure, as_difference=True),
        "people": heads(measure.n),
        "groups": plural(sum(found.groups), "group"),
    }
    if measure.low <= 0 <= measure.high:
        return say("activity_unclear", **slots)
    key = "activity_differ" if measure.value > 0 else "activity_fewer"
    return say(key, points=f"{abs(measure.value):.0f}", **slots)


def activity_table(found: ActivityComparison) -> pd.DataFrame:
    """The difference at each day, with range, people and letter."""
    return pd.DataFrame(
        [
            {
                "Days since access": when,
                "With minus without (95 % range; n)": with_range(measure, as_difference=True),
                "Evidence": "D, as association",
            }
            for when, measure in found.differences
        ]
    )


def depth_sentence(rows: pd.DataFrame) -> str:
    """Use and level over all groups together, from the fact ``adoption_depth``."""
    here, used, now = (int(rows[name].sum()) for name in ("people", "used", "use_now"))
    rated, level = int(rows["rated"].sum()), int(rows["at_level"].sum())
    return say(
        "depth" if rated else "depth_unrated",
        people=heads(here),
        used=share_of(used, here),
        now=share_of(now, here),
        level=share_of(level, rated),
    )


def share_of(k: int, n: int) -> str:
    """``45% (18 of 40)``."""
    return f"{amount(k / n, 'share')} ({k:,} of {n:,})" if n else "none"


def depth_table(depths: Sequence[Depth]) -> pd.DataFrame:
    """Speed aside, the other two of the three: how many use it, and how well."""
    return pd.DataFrame(
        [
            {
                "Group": item.audience,
                "Have used it": with_range(item.used),
                "On three days": with_range(item.thrice),
                "Use it now": with_range(item.now),
                "At the level, of users with a result": with_range(item.at_level),
            }
            for item in depths
        ]
    )


def value_sentence(entry: TimeToValue) -> str:
    """When the KPI moved after the launch and stayed, or why no day is named."""
    slots = {"program": entry.program_name, "kpi": entry.kpi}
    if entry.reason:
        months = entry.months_before if entry.reason == "few_before" else entry.months_after
        return say(f"value_{entry.reason}", months=plural(months, "month"), **slots)
    assert entry.limit is not None, "known where there is a verdict"
    limit = amount(entry.limit, entry.unit)
    if entry.state == OPEN:
        return say("value_open", limit=limit, months=plural(entry.months_after, "month"), **slots)
    return say("value_reached", limit=limit, days=entry.days, date=day(entry.moved_on), **slots)
