"""Places as ranges within a class, who is too close, and who has none."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from made_evidence import POLICY, evidence, refused, retention, verdicts

from mls_metrics.model.decision import Rank
from mls_metrics.recommend.ranking import close_neighbors, place_of, places_in, ranks_of
from tests.unit.recommend.made_evidence import facts


def rank(item) -> Rank:
    assert item.rank is not None
    return item.rank


def test_places_count_from_the_greatest_in_every_world() -> None:
    worth = np.array([[3.0, 1.0], [2.0, 2.0], [1.0, 3.0]])
    assert places_in(worth).tolist() == [[1, 3], [2, 2], [3, 1]]
    assert place_of(np.array([2, 0, 1])).tolist() == [2, 3, 1]


def test_a_clear_order_has_no_range_and_nobody_close() -> None:
    worth = np.array([[9.0] * 50, [5.0] * 50, [1.0] * 50])
    found = ranks_of(
        [facts("A"), facts("B"), facts("C")], worth, np.array([3.0, 1.0, 2.0]), "x", POLICY
    )
    assert [(found[p].low, found[p].value, found[p].high) for p in "ABC"] == [
        (1, 1, 1),
        (2, 2, 2),
        (3, 3, 3),
    ]
    assert [found[p].by_cost for p in "ABC"] == [3, 1, 2]
    assert all(found[p].too_close_to == () for p in "ABC")


def test_what_overlaps_is_too_close_to_call() -> None:
    rng = np.random.default_rng(1)
    worth = np.stack([rng.normal(0.1, 1, 2000), rng.normal(0, 1, 2000), rng.normal(-9, 1, 2000)])
    close = close_neighbors(worth, np.array([0, 1, 2]))
    assert close == {0: [1], 1: [0], 2: []}


def test_programs_are_ranked_within_their_class_only() -> None:
    items = verdicts(
        evidence("A", portfolio="growth"),
        evidence("B", effect=retention("B", 130, 100), portfolio="growth"),
        evidence("C", portfolio="risk"),
        evidence("D", portfolio="growth", direct_cost=None),
        evidence("E", portfolio="growth", mandatory=True),
        evidence("F"),
    )
    by_id = {item.program_id: item for item in items}
    assert (rank(by_id["A"]).of, rank(by_id["B"]).of, rank(by_id["C"]).of) == (2, 2, 1)
    assert (rank(by_id["A"]).value, rank(by_id["B"]).value) == (1, 2)
    assert by_id["D"].rank is None
    assert by_id["E"].rank is None
    assert rank(by_id["F"]).portfolio == "no class"


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 9), st.integers(0, 1000))
def test_ranges_hold_their_place_and_places_are_all_given_once(k: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = [f"P{i}" for i in range(k)]
    worth = rng.normal(0, 1, (k, 200)) + rng.normal(0, 1, (k, 1))
    found = ranks_of([facts(name) for name in names], worth, rng.random(k), "x", POLICY)
    assert sorted(one.value for one in found.values()) == list(range(1, k + 1))
    assert sorted(one.by_cost for one in found.values()) == list(range(1, k + 1))
    for one in found.values():
        assert 1 <= one.low <= one.value <= one.high <= k == one.of


def test_without_any_effect_there_is_no_place_only_a_prior() -> None:
    refusals = [evidence(p, effect=refused("retention_12m", p)) for p in "ABC"]
    items = verdicts(*refusals, evidence("D"), evidence("E"))
    assert [item.rank is None for item in items] == [True, True, True, False, False]
    assert {rank(item).of for item in items[3:]} == {2}
