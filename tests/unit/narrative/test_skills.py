"""What the Skills page says first: the gaps that last, then what is open, then what is unknown."""

from dataclasses import replace

import pytest

from mls_metrics.narrative.skills import (
    closure_table,
    gap_sentence,
    lasting_gaps,
    lasting_table,
    skills_title,
    standing_table,
)
from tests.pages.made_assessment import make_assessment

MADE = make_assessment()


def test_titles_go_from_what_lasts_to_what_is_unknown() -> None:
    lasting = MADE.skill_gaps
    fresh = tuple(replace(gap, periods_persisting=1) for gap in lasting)
    one = tuple(replace(gap, program_id="P1") for gap in lasting_gaps(MADE)[:1])
    unknown = tuple(gap for gap in MADE.skill_map if gap.share_below.n == 0)
    titles = [
        skills_title(MADE),
        skills_title(replace(MADE, skill_gaps=one)),
        skills_title(replace(MADE, skill_gaps=fresh)),
        skills_title(replace(MADE, skill_map=unknown)),
        skills_title(replace(MADE, skill_map=())),
        skills_title(None),
    ]
    assert titles[0] == "2 gaps have lasted a year or more; nothing teaches 1 of them"
    assert titles[1] == "One gap has lasted a year or more"
    assert titles[2].startswith("Gaps in 2 skills")
    assert titles[3].startswith("Nobody has been assessed")
    assert titles[4] == titles[5]
    assert all(len(title) <= 90 for title in titles)


@pytest.mark.ledger("34b")
def test_gaps_that_nothing_teaches_come_first() -> None:
    table = lasting_table(lasting_gaps(MADE), {"P1": "Numbers"})
    assert list(table["What addresses it"]) == ["Nothing addresses it", "Taught by Numbers"]


def test_a_gap_is_said_with_its_range_and_people() -> None:
    assert gap_sentence(lasting_gaps(MADE)[1], {"P1": "Numbers"}) == (
        "Data literacy, Clerk, South: 40% of those assessed are below the level the role needs "
        "(25% to 58%; n 30), for 4 quarters. Taught by Numbers."
    )


def test_what_is_hidden_or_unknown_is_said_so() -> None:
    table = standing_table(MADE.skills).set_index("Skill")
    assert table.loc["Safety", "Stays below"] == "few"
    assert table.loc["Data literacy", "Stays below"] == "–"
    assert table.loc["Data literacy", "Assessed"] == "22–40%"


def test_programs_without_assessments_are_left_out() -> None:
    assert closure_table(MADE.recommendations).empty
