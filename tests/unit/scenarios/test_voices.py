"""What voices come to: spread, the room's weights, decisions stable for all or contested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mls_metrics.model.decision import Action
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.voices import Heard
from mls_metrics.scenarios.apply import apply
from mls_metrics.scenarios.valuation import base_scenario
from mls_metrics.scenarios.voices import group_points, hear, one_world, spreads
from tests.pages.made_assessment import make_assessment

EVEN = (20.0,) * 5


@pytest.fixture(scope="module")
def made():
    return make_assessment()


def test_spreads_are_quantiles_by_dimension() -> None:
    found = spreads([(0, 100, 0, 0, 0), (20, 20, 20, 20, 20), (40, 0, 20, 20, 20)])
    assert [one.dimension for one in found] == list(DIMENSIONS)
    assert (found[0].low, found[0].quarter, found[0].middle, found[0].high) == (0, 10, 20, 40)
    assert spreads([]) == ()


@given(st.lists(st.tuples(*[st.integers(0, 100)] * 5).filter(lambda v: sum(v) > 0), min_size=1))
def test_the_rooms_weights_are_whole_points_that_sum_to_a_hundred(votes) -> None:
    points = group_points([tuple(100 * one / sum(vote) for one in vote) for vote in votes])
    assert sum(points) == 100
    assert all(one >= 0 and one == int(one) for one in points)


def test_one_extreme_voice_does_not_carry_the_room() -> None:
    assert group_points([EVEN] * 4 + [(100, 0, 0, 0, 0)]) == EVEN


def test_a_single_voice_gives_the_decisions_of_its_scenario(made) -> None:
    scenario = base_scenario(made)
    voices = hear([scenario.weights], scenario, made)
    outcome = apply(scenario, made)
    assert [list(one.voices) for one in voices] == [[one.action] for one in outcome.decisions]
    assert all(one.is_stable for one in voices)


def test_every_voice_is_counted_once_for_every_program(made) -> None:
    scenario = base_scenario(made)
    room = [EVEN, (100, 0, 0, 0, 0), (0, 0, 0, 0, 100), (0, 0, 0, 100, 0)]
    for one in hear(room, scenario, made):
        assert sum(one.voices.values()) == len(room)
    alone = Heard(program_id="P", program_name="P", voices={Action.KEEP: 2, Action.FIX: 1})
    assert not alone.is_stable


def test_a_world_is_one_draw_of_the_rule_and_worlds_come_in_turn(made) -> None:
    scenario = base_scenario(made)
    draws = made.worlds.draws
    first = one_world(0, scenario, made)
    assert set(first) == set(draws.program_ids)
    assert one_world(draws.benefit.shape[1], scenario, made) == first
    several = [one_world(number, scenario, made) for number in range(60)]
    item = made.recommendations[0]
    leading = max(item.probability, key=lambda action: item.probability[action])
    share = sum(world[item.program_id] is leading for world in several) / len(several)
    assert share == pytest.approx(item.probability[leading], abs=0.2)
