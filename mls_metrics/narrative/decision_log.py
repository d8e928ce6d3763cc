"""The decision log and the track record in words and tables."""

import pandas as pd

from mls_metrics.model.follow_up import FollowThrough
from mls_metrics.model.track_record import Calls, TrackRecord
from mls_metrics.narrative.likelihood import LIKELY, VERY_LIKELY, verbal
from mls_metrics.narrative.numbers import amount, day, plural
from mls_metrics.narrative.wording import ACTION_NAMES, TEMPLATES, say


def followed_sentence(found: FollowThrough) -> str:
    """What was carried out and looked at again, and which retires wait for a second review."""
    if not found.decided:
        return TEMPLATES["log_empty"]
    said = say(
        "follow_through",
        carried=found.carried_out,
        decisions=plural(found.decided, "decision"),
        due=found.due,
        reviewed=found.reviewed,
        on_time=found.on_time,
    )
    if not found.unreviewed_retires:
        return said
    names = "; ".join(found.unreviewed_retires)
    return f"{said} {say('retires_open', names=names)}"


def track_sentence(record: TrackRecord) -> str:
    """How often likely came true, and whether all chances fit what came."""
    if record.total is None:
        return TEMPLATES["track_none"]
    likely = [item for item in record.words if item.word in (LIKELY, VERY_LIKELY)]
    parts = []
    if likely:
        parts.append(
            say(
                "track_likely",
                n=sum(item.n for item in likely),
                k=sum(item.came_true for item in likely),
                expected=amount(sum(item.expected for item in likely), "", decimals=1),
            )
        )
    total = record.total
    parts.append(
        say(
            "track_all",
            n=total.n,
            k=total.came_true,
            expected=amount(total.expected, "", decimals=1),
            low=total.luck_low,
            high=total.luck_high,
            verdict=TEMPLATES[verdict_key(total)],
        )
    )
    if record.open:
        parts.append(say("track_open", open=record.open))
    return " ".join(parts)


def verdict_key(total: Calls) -> str:
    """Whether what came lies within what luck leaves."""
    if total.came_true > total.luck_high:
        return "track_above"
    return "track_below" if total.came_true < total.luck_low else "track_fits"


def track_table(record: TrackRecord) -> pd.DataFrame:
    """The calibration table: what was said, what came, what luck leaves."""
    entries = [*record.words, *([record.total] if record.total else [])]
    return pd.DataFrame(
        [
            {
                "Said": item.word,
                "Decisions": item.n,
                "Expected to come true": round(item.expected, 2),
                "Came true": item.came_true,
                "Luck alone": f"{item.luck_low} to {item.luck_high}",
                "Share, %": round(100 * item.came_true / item.n, 1),
                "Range, %": f"{100 * item.share_low:.0f} to {100 * item.share_high:.0f}",
            }
            for item in entries
        ],
        columns=[
            "Said",
            "Decisions",
            "Expected to come true",
            "Came true",
            "Luck alone",
            "Share, %",
            "Range, %",
        ],
    )


def track_frame(record: TrackRecord) -> pd.DataFrame:
    """Rows of the picture: share that came true with its range, hollow where it was expected."""
    return pd.DataFrame(
        [
            {
                "row": place,
                "name": f"{item.word.capitalize()}: {item.came_true} of {item.n} came true",
                "value": 100 * item.came_true / item.n,
                "low": 100 * item.share_low,
                "high": 100 * item.share_high,
                "expected": 100 * item.expected / item.n,
            }
            for place, item in enumerate(record.words)
        ],
        columns=["row", "name", "value", "low", "high", "expected"],
    )


def log_table(log: pd.DataFrame) -> pd.DataFrame:
    """The log as people read it: the evidence as it was frozen that day."""
    return pd.DataFrame(
        [
            {
                "Decided": day(row["decided_on"]),
                "Decision": row["decision"],
                "By": row["decided_by"] or "",
                "Action": ACTION_NAMES.get(row["decided_action"] or "", row["decided_action"]),
                "Chance said": chance_words(row["probability"]),
                "Evidence": row["evidence"],
                "Review": day(row["review_on"]) if row["review_on"] else None,
                "Came true": {True: "yes", False: "no"}.get(row["came_true"]),
                "Carried out": day(row["carried_out_on"]) if row["carried_out_on"] else None,
                "Second review": row["second_review_by"],
                "Scenario": row["scenario"],
                "Data": row["data"],
            }
            for row in log.where(log.notna(), None).to_dict("records")
        ]
    )


def chance_words(probability: float | None) -> str | None:
    """The stated chance in words, where it is one."""
    if probability is None or not 0 <= probability <= 1:
        return None
    return verbal(probability).phrase
