"""What scenarios say: steps, decisions, money, what limits give up, and how two differ."""

from dataclasses import replace

import numpy as np
import pytest

from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade
from mls_metrics.model.outcome import Bridge, Option, Plan
from mls_metrics.model.scenario import Assumption, Lock
from mls_metrics.narrative.scenario_steps import (
    all_parts,
    change_sentence,
    chip_line,
    opened_sentence,
)
from mls_metrics.narrative.scenario_tables import (
    compare_table,
    decisions_table,
    most_readings,
    portfolio_table,
    unlike,
)
from mls_metrics.narrative.scenarios import (
    bridge_sentences,
    changed_sentence,
    changed_sentences,
    contested_sentences,
    difference_sentences,
    gains,
    joined,
    leavers_words,
    listed,
    names_of,
    plan_sentences,
    program_names,
    ranged,
    scenario_title,
    stable_sentence,
    totals_sentences,
)
from mls_metrics.narrative.titles import LONGEST
from mls_metrics.scenarios.apply import apply
from mls_metrics.scenarios.compare import compare, inside_limits
from mls_metrics.scenarios.portfolio import best_portfolio
from mls_metrics.scenarios.valuation import base_scenario
from tests.unit.scenarios.made_portfolio import made_portfolio

MADE = made_portfolio(24, 300)
SCENARIO = base_scenario(MADE)
BASE = apply(SCENARIO, MADE)
NOW = BASE.totals.bridge.now
CAPPED = replace(SCENARIO, cap=0.5 * NOW)
NAMES = program_names(MADE)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, ""),
        (
            {"weights": (30, 10, 20, 20, 20)},
            "Weight of speed to competency from 20 to 30 points; "
            "Weight of workforce readiness from 20 to 10 points",
        ),
        ({"cap": 1_250_000.0}, "Cap a year from none to USD 1.25 million"),
        ({"capacity": 40_000.0}, "Capacity a year from none to 40,000 hours"),
        ({"scale_score": 55.5}, "Score needed to scale from 50 to 55.5"),
        ({"retire_score": 40}, "Score that spares a program from 60 to 40"),
        ({"evidence": Grade.B}, "Evidence needed at least from as agreed to B"),
        ({"horizon_months": 24}, "Horizon from 12 months to 24 months"),
        (
            {"replacement_cost_share": Assumption(value=0.7, low=0.3, high=1.2)},
            "Cost of replacing a leaver, in annual salaries from 0.5 to 0.7; Cost of replacing a "
            "leaver, in annual salaries: range from 0.3 to 0.9 to 0.3 to 1.2",
        ),
        (
            {"locks": (Lock(program_id="P003", action=Action.KEEP, reason="Promised."),)},
            "Program P003 locked to keep: Promised.",
        ),
    ],
)
def test_every_change_makes_a_sentence(changes: dict[str, object], sentence: str) -> None:
    after = replace(SCENARIO, **changes)
    assert change_sentence(SCENARIO, after, names=NAMES, currency="USD") == sentence
    back = change_sentence(after, SCENARIO, names=NAMES, currency="USD")
    assert bool(back) == bool(sentence)
    if "locks" in changes:
        assert back == "Program P003 no longer locked"


def test_opening_says_whose_data() -> None:
    assert opened_sentence("Autumn", other_data=False) == "Opened Autumn"
    assert opened_sentence("Autumn", other_data=True).endswith("made over other data")


def test_titles_are_findings_in_their_order() -> None:
    stable = sum(d.is_stable for d in BASE.decisions)
    assert scenario_title(BASE, BASE) == f"{stable} of 24 decisions hold whatever the weights"
    other = apply(replace(SCENARIO, weights=(0, 0, 0, 100, 0), scale_score=99.0), MADE)
    count = len(changed_sentences(other, BASE))
    assert count
    assert scenario_title(other, BASE) == f"Another action for {count} of 24 decisions"
    over = apply(replace(CAPPED, cap=1000.0), MADE)
    assert "the cap is passed by USD" in scenario_title(over, BASE)
    both = apply(replace(CAPPED, cap=1000.0, scale_score=99.0), MADE)
    assert scenario_title(both, BASE).endswith("and the cap is passed")
    roomy = apply(replace(SCENARIO, cap=10 * NOW), MADE)
    assert scenario_title(roomy, BASE).startswith("No decision changes; ")
    for outcome in (BASE, other, over, both, roomy):
        assert len(scenario_title(outcome, BASE)) <= LONGEST


def test_decisions_are_said_against_the_base_with_locks_and_reasons() -> None:
    scaled = next(d for d in BASE.decisions if d.action is Action.SCALE)
    lock = Lock(program_id=scaled.program_id, action=Action.RETIRE, reason="No provider.")
    locked = apply(replace(SCENARIO, locks=(lock,)), MADE)
    assert changed_sentences(locked, BASE) == [
        f"{scaled.program_name}: Scale to retire, locked (No provider.)"
    ]
    assert changed_sentence(locked, BASE) == "Another action than agreed for 1 of 24 programs."
    assert changed_sentence(BASE, BASE) == "As agreed: nothing is changed."
    assert "keep their action" in changed_sentence(apply(replace(SCENARIO, cap=9e9), MADE), BASE)


def test_stable_and_contested_are_told_apart() -> None:
    contested = contested_sentences(BASE)
    assert len(contested) == sum(not d.is_stable for d in BASE.decisions) > 0
    assert all("of all weightings, " in text and " in 20 give " in text for text in contested)
    assert "Talk about the others." in stable_sentence(BASE)
    every = tuple(replace(d, lock_reason="x") for d in BASE.decisions)
    assert stable_sentence(replace(BASE, decisions=every)).startswith("All 24 decisions are")
    half = {Action.KEEP: 0.5, Action.FIX: 0.5}
    none = tuple(replace(d, under_any_weights=half, lock_reason="") for d in BASE.decisions)
    assert stable_sentence(replace(BASE, decisions=none)).startswith("No decision is")


BRIDGE = Bridge(
    now=900.0, freed=300.0, added=150.0, total=750.0, low=600.0, high=990.0, currency="USD"
)


def test_the_bridge_is_said_with_its_range_and_its_cap() -> None:
    assert bridge_sentences(BRIDGE) == [
        "Paid now: USD 900 a year. Stopping frees USD 300, growing adds USD 150: USD 750 a year "
        "(USD 600 to USD 990)."
    ]
    over = bridge_sentences(replace(BRIDGE, cap=700.0, unknown=2))
    assert over[1:] == [
        "That is USD 50 over the cap of USD 700.",
        "The cost of 2 programs is not known and in none of these sums.",
    ]
    assert bridge_sentences(replace(BRIDGE, cap=800.0))[1] == "That is inside the cap of USD 800."


def test_totals_give_ranges_before_points() -> None:
    first, second = totals_sentences(BASE.totals)
    assert f"{BASE.totals.people:,} learners" in first
    assert ranged(BASE.totals.net_value) in first
    assert f"value over {BASE.totals.valued_of}" in second
    missing = apply(SCENARIO, MADE).totals.dimensions["speed_to_competency"]
    assert ranged(missing) != ""


def test_a_plan_says_what_it_stops_gives_up_and_what_more_money_buys() -> None:
    plan = best_portfolio(CAPPED, MADE)
    assert isinstance(plan, Plan)
    text = " ".join(plan_sentences(plan))
    assert names_of(plan.totals, Option.STOP)[0] in text
    assert "Against no limit it gives up" in text
    assert "The next USD" in text or "None of the next steps" in text
    assert ("for want of money only" in text) == bool(plan.unjudged)
    free = best_portfolio(SCENARIO, MADE)
    assert isinstance(free, Plan)
    assert "give up nothing" in " ".join(plan_sentences(free))


def test_gains_and_losses_are_said_apart() -> None:
    base = BASE.totals
    more = replace(base, people=base.people + 40, leavers_draws=base.leavers_draws + 3)
    assert gains(more, base, worth=1500.0, currency="USD") == (
        "USD 1,500 of expected net value, 40 learners and about 3 leavers avoided"
    )
    fewer = replace(base, people=base.people - 40, leavers_draws=base.leavers_draws - 3)
    assert gains(fewer, base, worth=1500.0, currency="USD") == (
        "USD 1,500 of expected net value, with 40 fewer learners and about 3 fewer leavers avoided"
    )
    assert gains(base, base, worth=0.0, currency="USD") == "nothing that can be counted"
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert listed([str(n) for n in range(9)]) == "0, 1, 2, 3, 4, 5 and 3 more"


def test_a_comparison_is_one_plain_sentence_and_a_table() -> None:
    plan = best_portfolio(CAPPED, MADE)
    settled = inside_limits(apply(CAPPED, MADE), plan)
    assert isinstance(plan, Plan)
    assert settled.totals is plan.totals
    assert inside_limits(BASE, plan) is BASE
    found = compare([BASE, settled, BASE])
    sentence, same = difference_sentences(found, ["Base", "Half the money", "Again"])
    assert same == "Again and Base come to the same."
    assert sentence.startswith("Against Base, Half the money changes 0 decisions, stops ")
    assert " less a year" in sentence
    assert sentence.endswith(" worlds give it the higher net value.")
    table = compare_table(found, ["Base", "Half the money", "Base"])
    assert list(table.columns) == ["", "Base", "Half the money", "Base (2)"]
    rows = table.set_index("")
    assert rows.loc["Decisions changed", "Half the money"] == "0"
    assert rows.loc["Learners a year", "Base"] == f"{BASE.totals.people:,}"
    assert " points" in rows.loc["Speed to competency", "Half the money"]
    assert unlike(["a", "a", "b"]) == ["a", "a (2)", "b"]


def test_leavers_are_given_as_a_range_with_signs() -> None:
    assert leavers_words((-5.2, 1.4)) == "avoids \u22125 to +1 more leavers"
    assert leavers_words((0.0, 0.1)) == "avoids as many leavers"
    assert leavers_words(None) == "nothing can be said of leavers"


def test_the_same_decisions_are_the_same_in_every_world() -> None:
    moved = replace(BASE, totals=replace(BASE.totals, people=BASE.totals.people + 5))
    (sentence,) = difference_sentences(compare([BASE, moved]), ["Base", "Other"])
    assert sentence.endswith("the net value is the same in every world.")
    assert "reaches 5 more learners" in sentence


def test_tables_hold_every_program_and_name_the_leading_reading() -> None:
    table = decisions_table(BASE, BASE)
    assert list(table["Program"]) == [d.program_name for d in BASE.decisions]
    assert (table["As agreed"] == table["Here"]).all()
    guarded = next(
        d
        for d in BASE.decisions
        if max(d.probability, key=lambda a: d.probability[a]) is not d.action
    )
    assert not most_readings(guarded).startswith(guarded.action.value.capitalize())
    portfolio = portfolio_table(BASE.totals)
    assert set(portfolio["Option"]) <= {"as it is", "grow", "stop"}
    assert portfolio["Learners then"].sum() == pytest.approx(BASE.totals.people, abs=len(portfolio))
    assert np.isin("not known", portfolio["Paid now"])


def test_the_chip_names_the_scenario_and_counts_what_differs() -> None:
    named = replace(CAPPED, name="Autumn cap", weights=(30, 20, 20, 20, 10))
    changes = len(all_parts(SCENARIO, named, NAMES, "USD"))
    assert changes > 1
    assert chip_line(SCENARIO, named, currency="USD") == (
        f"Scenario on the desk: Autumn cap, {changes} changes from the base"
    )
    assert "not named yet, 1 change from" in chip_line(SCENARIO, CAPPED, currency="USD")
    assert chip_line(SCENARIO, SCENARIO, currency="USD") == ""
