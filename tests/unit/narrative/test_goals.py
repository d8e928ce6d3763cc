"""Programs by the goals they serve: the four categories first, nobody left out, totals by hand."""

from dataclasses import replace

import pytest

from mls_metrics.model.decision import Action
from mls_metrics.model.fact import FactTable, rows_of
from mls_metrics.narrative.goals import goals_table, in_goal_order, programs_by_goal, total
from mls_metrics.narrative.programs import Filter, select
from tests.pages.made_assessment import make_assessment


def support(*rows: tuple[str, str]) -> tuple[FactTable, ...]:
    made = tuple({"category": category, "program_ids": ids} for category, ids in rows)
    return (FactTable(id="objective_support", rows=made),)


@pytest.mark.ledger("22")
def test_the_four_categories_stand_first() -> None:
    names = ["zeal", "customer", "people", "digital", "growth", "regulatory"]
    first = ["growth", "digital", "regulatory", "customer"]
    assert in_goal_order(names) == [*first, "people", "zeal"]


@pytest.mark.ledger("22")
def test_a_program_of_two_goals_counts_in_both_and_one_of_none_is_named() -> None:
    facts = support(("customer", "A,B"), ("growth", "B"), ("growth", "C,unknown"), ("own", ""))
    goals = programs_by_goal(facts, ["A", "B", "C", "D"])
    assert list(goals.items()) == [
        ("growth", {"B", "C"}),
        ("customer", {"A", "B"}),
        ("no goal", {"D"}),
    ]
    assert rows_of(facts, "objective_support") == facts[0].rows
    assert rows_of(facts, "another fact") == ()
    assert programs_by_goal((), ["A"]) == {}
    assert programs_by_goal(support(("growth", "")), ["A"]) == {}


@pytest.mark.ledger("22")
def test_totals_and_filter_by_hand() -> None:
    made = make_assessment()
    ids = [item.program_id for item in made.recommendations]
    goals = programs_by_goal(support(("growth", f"{ids[0]},{ids[1]}")), ids)
    paid = {item.program_id: item.evidence.facts.direct_cost for item in made.recommendations}
    table = goals_table(made, goals, dict.fromkeys(ids, Action.KEEP)).set_index("Goals")
    assert table.loc["Growth", ["Programs", "Keep", "Scale"]].to_list() == [2, 2, 0]
    assert table["Programs"].to_list() == [2, len(ids) - 2]
    assert total([paid[id_] for id_ in ids[:2]]) == (paid[ids[0]] or 0) + (paid[ids[1]] or 0)
    assert total([None, None]) is None
    listed = select(made, replace(Filter(), programs=goals["growth"]), order="Name")
    assert {item.program_id for item in listed} == set(ids[:2])
