"""A decision card joins business, data and people; five steps lead from people to value."""

from dataclasses import replace

import pytest

from mls_metrics.model.decision import Recommendation
from mls_metrics.narrative.actions import (
    card_sentence,
    chance_line,
    cost_line,
    first_sight,
    money_line,
    people_line,
)
from mls_metrics.narrative.steps import MISSING, five_steps
from tests.pages.made_assessment import make_assessment, thin_assessment

MADE = make_assessment().recommendations
THIN = thin_assessment().recommendations


@pytest.mark.ledger("53", "55")
@pytest.mark.parametrize("item", [*MADE, *THIN], ids=lambda item: item.program_id)
def test_a_card_has_its_business_its_data_and_its_people(item: Recommendation) -> None:
    assert len(card_sentence(item)) > 10
    assert item.grade.value in "ABCDE"
    assert first_sight(item).endswith(f"evidence {item.grade.value}")
    assert "in 20" in chance_line(item)
    assert people_line(item)
    assert money_line(item)
    assert cost_line(item)


@pytest.mark.ledger("53")
def test_what_is_missing_on_a_card_is_said() -> None:
    item = MADE[0]
    facts = replace(item.evidence.facts, people=None, direct_cost=None)
    bare = replace(item, evidence=replace(item.evidence, facts=facts))
    assert people_line(bare) == "hidden: too few people"
    assert cost_line(bare) == "not known"
    assert money_line(THIN[0]) == "not known"


@pytest.mark.ledger("32")
def test_five_steps_lead_to_value_and_what_is_missing_stays_a_gap() -> None:
    steps = dict(five_steps(MADE[0]))
    assert list(steps) == [
        "Enrolled",
        "Completed",
        "Proficient",
        "Applied",
        "Business effect",
        "Net value, first year",
    ]
    facts = MADE[0].evidence.facts
    assert facts.people is not None
    assert facts.people >= facts.starters >= facts.completers
    assert steps["Completed"].startswith(f"{facts.completers:,} of {facts.starters:,}")
    assert " to " in steps["Net value, first year"], "a return is a range only"
    unmeasured = replace(MADE[0], evidence=replace(MADE[0].evidence, metrics={}))
    assert dict(five_steps(unmeasured))["Proficient"] == MISSING
    assert dict(five_steps(unmeasured))["Applied"] == MISSING
