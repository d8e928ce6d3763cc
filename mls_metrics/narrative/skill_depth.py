"""Which skills hang on few people, and which are lost again, in words and tables."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.model.estimate import Estimate
from mls_metrics.model.skill_plan import SkillDecay
from mls_metrics.narrative.groups import listed
from mls_metrics.narrative.numbers import count, interval, plural, with_range
from mls_metrics.narrative.wording import TEMPLATES, say


def bench_sentence(rows: pd.DataFrame) -> str:
    """Which critical skills hang on one or two people; counts only, nobody revealed."""
    thin = rows[rows["bench"].isin(["one or two", "nobody"])]
    if len(thin):
        names = [f"{row['skill']} ({row['bench']})" for row in thin.to_dict("records")]
        return say("bench_thin", thin=plural(len(thin), "critical skill"), list=listed(names))
    sound = int((rows["bench"] == "three or more").sum())
    if not sound:
        return TEMPLATES["bench_unknown"]
    return say("bench_sound", skills=plural(sound, "critical skill"))


def decay_sentence(items: Sequence[SkillDecay]) -> str:
    """How many skills go faster than planned, and the fastest."""
    known = [
        (item, item.half_life, item.planned)
        for item in items
        if isinstance(item.half_life, Estimate) and item.planned is not None
    ]
    if not known:
        return TEMPLATES["decay_none"]
    faster = [entry for entry in known if entry[1].high < entry[2]]
    if not faster:
        return say("decay_as_planned", known=len(known))
    item, measure, planned = faster[0]
    return say(
        "decay_faster",
        faster=len(faster),
        known=plural(len(known), "skill"),
        skill=item.skill,
        range=interval(measure),
        planned=f"{planned:g}",
    )


def decay_table(items: Sequence[SkillDecay]) -> pd.DataFrame:
    """Observed beside planned half-life."""
    return pd.DataFrame(
        [
            {
                "Skill": item.skill,
                "Half below again after": with_range(item.half_life),
                "Planned half-life, months": item.planned,
                "Levels lost": count(item.lost) if item.lost is not None else "hidden",
            }
            for item in items
        ]
    )
