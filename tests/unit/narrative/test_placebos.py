"""Placebos in words: what fired comes first, and chance is named beside the claims."""

from mls_metrics.model.evidence import StandIns
from mls_metrics.narrative.placebos import (
    placebo_sentence,
    placebo_table,
    stand_in_sentence,
    stand_in_table,
)
from tests.pages.made_assessment import make_assessment


def ins(drawn: int, claims: int, mean: float | None) -> StandIns:
    return StandIns(program_id="p", program_name="Sales", drawn=drawn, claims=claims, mean=mean)


def test_claims_stand_beside_what_chance_makes() -> None:
    said = stand_in_sentence([ins(20, 1, 0.2), ins(20, 2, -0.4), ins(0, 0, None)])
    assert said.startswith("40 draws of people who never took the program: 3 claims")
    assert "about 2.0" in said
    table = stand_in_table([ins(20, 1, 0.2), ins(0, 0, None)])
    assert list(table["Draws"]) == [20, 0]
    assert table["Mean"][0] == "+0.2 pp"


def test_nobody_to_stand_in_is_said() -> None:
    assert stand_in_sentence([ins(0, 0, None)]).startswith("Nobody could stand in")


def test_what_found_something_comes_first() -> None:
    table = placebo_table(make_assessment().recommendations)
    fired = list(table["Found"] == "something")
    assert fired == sorted(fired, reverse=True)
    assert str(sum(fired)) in placebo_sentence(table)
    assert placebo_sentence(table.head(0)).startswith("No placebo could be asked")
