"""How people were joined across systems, in words."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.model.people import MatchRate, PersonMatch
from mls_metrics.narrative.numbers import count
from mls_metrics.narrative.wording import say

OPEN = ("ambiguous", "unmatched")
WAYS = (
    ("exact", "by the id as it stands"),
    ("normalized", "by the id written otherwise"),
    ("email", "by e-mail"),
    ("login", "by login"),
    ("corrected", "by your correction"),
)


def match_sentence(rate: MatchRate) -> str:
    """How many people of a table were found in the roster, and by what."""
    ways = ", ".join(
        f"{count(number)} {words}" for name, words in WAYS if (number := getattr(rate, name))
    )
    share = 100 * rate.found / max(rate.people, 1)
    rounded = "100" if rate.found == rate.people else f"{min(share, 99.9):.1f}"
    return say(
        "people_found",
        table=rate.table.replace("_", " "),
        found=count(rate.found),
        people=count(rate.people),
        share=rounded,
        ways=f": {ways}" if ways else "",
    )


def open_matches(matches: Sequence[PersonMatch]) -> list[PersonMatch]:
    """Ids that mean nobody, or nobody can say whom."""
    return [match for match in matches if match.how in OPEN]


def match_reason(match: PersonMatch) -> str:
    """Why an id stands open."""
    if match.how == "ambiguous":
        return say("people_ambiguous", candidates=match.candidates)
    return say("people_unmatched")


def open_table(matches: Sequence[PersonMatch]) -> pd.DataFrame:
    """Open ids with the reason."""
    return pd.DataFrame(
        {
            "Id in the files": [match.external_id for match in matches],
            "Why it stands open": [match_reason(match) for match in matches],
        }
    )


def correction_rows(matches: Sequence[PersonMatch]) -> list[list[str]]:
    """The list to fill in: one row per open id, the roster's id left empty."""
    rows = [[match.external_id, "", match_reason(match)] for match in open_matches(matches)]
    return [["external_id", "employee_id", "why"], *rows]
