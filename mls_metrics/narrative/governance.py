"""Findings about who decides and what becomes of it, from the rows of the page's facts."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from mls_metrics.model.escalation import Judged, Watched
from mls_metrics.model.evidence import Grade
from mls_metrics.model.owned_time import OwnedTime
from mls_metrics.narrative.numbers import amount, day, plural
from mls_metrics.narrative.wording import TEMPLATES, say

ONE = "one owner"
OPEN_STATES = ("triggered", "acknowledged", "late")


def governance_title(
    owners: pd.DataFrame,
    calendar: pd.DataFrame | None = None,
    escalations: pd.DataFrame | None = None,
) -> str:
    """The page's finding: the first thing that is wrong, or that nothing is."""
    if owners.empty:
        return TEMPLATES["title_no_rights"]
    faults = int((owners["fault"] != "").sum())
    if faults:
        return say("title_owners_faulty", faults=faults, decisions=plural(len(owners), "decision"))
    late = 0 if escalations is None else int((escalations["state"] == "late").sum())
    if late:
        key = "title_escalations_late" if late == 1 else "title_escalations_late_many"
        return say(key, late=f"{plural(late, 'escalation')} {'is' if late == 1 else 'are'}")
    overdue = 0 if calendar is None else int(calendar["overdue"].sum())
    if overdue:
        verb = "is" if overdue == 1 else "are"
        return say("title_reviews_overdue", overdue=f"{plural(overdue, 'review')} {verb}")
    return TEMPLATES["title_owners_clear"]


def owners_sentence(owners: pd.DataFrame) -> str:
    """How many decisions break a rule, and the first one."""
    decisions = plural(len(owners), "decision")
    broken = owners[owners["fault"] != ""]
    if broken.empty:
        return say("owners_clear", decisions=decisions)
    first = broken.iloc[0]
    return say(
        "owners_faulty",
        faults=len(broken),
        decisions=decisions,
        first=f"{first['decision']} ({first['fault']})",
    )


def reins_sentence(reins: pd.DataFrame) -> str:
    """Whether any decision of strategy lies with the partner."""
    strategic = reins[reins["decision_type"] == "strategic"]
    if strategic.empty:
        return TEMPLATES["reins_none"]
    decisions = plural(len(strategic), "decision")
    flagged = strategic[strategic["is_flagged"].astype(bool)]
    if flagged.empty:
        return say("reins_kept", decisions=decisions)
    return say(
        "reins_given",
        flagged=len(flagged),
        decisions=decisions,
        names="; ".join(flagged["decision"]),
    )


def gaps_sentence(gaps: pd.DataFrame) -> str:
    """What has nobody or several people, by kind."""
    parts = [
        say(
            "gap_part",
            gaps=int(row["without_owner"] + row["several_owners"]),
            things=one_or_many(int(row["things"]), str(row["thing"])),
        )
        for row in gaps.to_dict("records")
    ]
    total = int(gaps["without_owner"].sum() + gaps["several_owners"].sum())
    return say("gaps_named" if total else "gaps_none", parts=", ".join(parts))


def one_or_many(number: int, many: str) -> str:
    """``1 program`` of ``Programs``; KPIs stay as they are written."""
    word = many if many.startswith("KPI") else many.lower()
    return plural(number, word.removesuffix("s"), word)


def speed_sentence(times: Sequence[OwnedTime]) -> str:
    """Days to a decision with one owner and without; an association, and said to be one."""
    by_name = {item.ownership: item for item in times}
    first, second = by_name.get(ONE), next((t for t in times if t.ownership != ONE), None)
    if first and second and first.median is not None and second.median is not None:
        return say(
            "speed_both",
            first=days_with_range(first),
            second=days_with_range(second),
            grade=Grade.D.value,
        )
    return say("speed_few", first=decided_of(first), second=decided_of(second))


def days_with_range(item: OwnedTime) -> str:
    """``26 days (20 to 31; n 12)``; an end that the data do not reach is said so."""
    low, high = (
        "?" if bound is None else amount(bound, "", decimals=0) for bound in (item.low, item.high)
    )
    median = amount(item.median or 0.0, "", decimals=0)
    return say("speed_group", days=median, low=low, high=high, n=item.n)


def decided_of(item: OwnedTime | None) -> str:
    """``3 of 4``."""
    return f"{item.decided} of {item.n}" if item else "none"


def speed_frame(times: Sequence[OwnedTime]) -> pd.DataFrame:
    """Rows of the picture of both groups."""
    rows = [
        {
            "row": place,
            "name": f"{item.ownership.capitalize()}: {days_with_range(item)}",
            "value": item.median,
            "low": item.median if item.low is None else item.low,
            "high": item.median if item.high is None else item.high,
            "none": None,
        }
        for place, item in enumerate(times)
        if item.median is not None
    ]
    columns = ["row", "name", "value", "low", "high", "none"]
    return pd.DataFrame(rows, columns=columns).astype({"none": "float64"})


def calendar_sentence(calendar: pd.DataFrame) -> str:
    """What is overdue, or which review comes next."""
    overdue = int(calendar["overdue"].sum())
    if overdue:
        worst = calendar.sort_values("days_overdue", ascending=False, na_position="last").iloc[0]
        return say(
            "reviews_overdue",
            overdue=f"{plural(overdue, 'review')} {'is' if overdue == 1 else 'are'}",
            subject=worst["subject"],
            days=int(worst["days_overdue"]),
        )
    planned = calendar[calendar["next_on"].notna()].sort_values("next_on")
    if planned.empty:
        return TEMPLATES["reviews_none_planned"]
    first = planned.iloc[0]
    return say("reviews_clear", subject=first["subject"], day=day(first["next_on"].date()))


def judged_sentence(judged: Sequence[Judged], known: Mapping[str, Watched]) -> str:
    """How many rules call for somebody, the first by name."""
    rules = plural(len(judged), "rule")
    triggered = [one for one in judged if one.is_triggered]
    if not triggered:
        return say("rules_quiet", rules=rules)
    first = triggered[0]
    name = say(
        "rule_name",
        rule=first.rule.rule,
        value=value_words(first.value, known.get(first.rule.measure)),
        role=first.rule.role,
    )
    return say("rules_triggered", triggered=len(triggered), rules=rules, first=name)


def judged_table(judged: Sequence[Judged], known: Mapping[str, Watched]) -> pd.DataFrame:
    """Every rule with its number and whether it is met."""
    return pd.DataFrame(
        [
            {
                "Rule": one.rule.rule,
                "Number": known[one.rule.measure].title
                if one.rule.measure in known
                else f"{one.rule.measure} (no such number)",
                "Now": value_words(one.value, known.get(one.rule.measure)),
                "Limit": f"{one.rule.comparison} {one.rule.threshold:g}",
                "Calls": f"{one.rule.role}, {plural(one.rule.days, 'day')}",
                "State": "not known"
                if one.value is None
                else "triggered"
                if one.is_triggered
                else "quiet",
            }
            for one in judged
        ],
        columns=["Rule", "Number", "Now", "Limit", "Calls", "State"],
    )


def value_words(value: float | None, watched: Watched | None) -> str:
    """A number with its unit."""
    if value is None or watched is None:
        return "not known"
    if watched.unit == "%":
        return f"{amount(value, '', decimals=0)}%"
    return plural(round(value), watched.unit.removesuffix("s"))


def escalations_sentence(rows: pd.DataFrame) -> str:
    """How many are open, late and closed."""
    if rows.empty:
        return TEMPLATES["escalations_none"]
    is_open = rows["state"].isin(OPEN_STATES)
    return say(
        "escalations_state",
        open=int(is_open.sum()),
        late=int((rows["state"] == "late").sum()),
        closed=int((~is_open).sum()),
    )


def team_sentence(rows: pd.DataFrame) -> str:
    """One-team measures in a line; a measure without a log has no number."""
    return say("team_line", parts="; ".join(measure_part(row) for row in rows.to_dict("records")))


def measure_part(row: Mapping[Any, Any]) -> str:
    """One measure with its number and n, or that there is no data."""
    value = row["amount"] if "amount" in row else row["share"]
    if pd.isna(value):
        return say("team_part_none", measure=row["measure"])
    number = amount(float(value), "", decimals=0)
    return say("team_part", measure=row["measure"], amount=number, n=row["n"])


def trust_sentence(rows: pd.DataFrame) -> str:
    """What the partner kept, of what is logged."""
    parts = [
        say("team_part_none", measure=row["measure"])
        if pd.isna(row["kept"])
        else say("trust_part", measure=row["measure"], kept=int(row["kept"]), n=row["n"])
        for row in rows.to_dict("records")
    ]
    return say("team_line", parts="; ".join(parts))


def trust_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the picture: shares with their ranges; measures without rows are not drawn."""
    known = rows[rows["share"].notna()].reset_index(drop=True)
    return pd.DataFrame(
        {
            "row": range(len(known)),
            "name": [
                f"{row['measure']}: {int(row['kept'])} of {row['n']}"
                for row in known.to_dict("records")
            ],
            "value": known["share"].astype("float64"),
            "low": known["low"].astype("float64"),
            "high": known["high"].astype("float64"),
            "none": pd.Series([None] * len(known), dtype="float64"),
        }
    )
