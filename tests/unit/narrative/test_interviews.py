"""Groups at both ends of an effect are named for interviews, never people."""

from dataclasses import replace

import pytest

from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.groups import GroupEffect
from mls_metrics.narrative.interviews import distance, interview, interview_sentence, pairs
from tests.unit.recommend.made_evidence import evidence, kpi_effect, verdicts


def group(name: str, value: float, half: float = 1.0) -> GroupEffect:
    one = Estimate(
        value=value, low=value - half, high=value + half, n=50, unit="units", method="made"
    )
    return GroupEffect(name=name, raw=one, shrunk=one)


def item(*, higher: bool = True, **by: dict[str, GroupEffect]):
    kpi = replace(kpi_effect(2.0, 0.5), higher_is_better=higher, **by)
    (found,) = verdicts(evidence("P1", kpi=kpi))
    return found


REGIONS = {"North": group("North", 4), "South": group("South", -1), "West": group("West", 1)}


def test_both_ends_of_the_factor_that_differs_most_are_named() -> None:
    roles = {"Agent": group("Agent", 2), "Clerk": group("Clerk", 1)}
    found = interview(item(by_region=REGIONS, by_role=roles))
    assert found is not None
    assert (found.factor, found.most, found.least) == ("region", "North", "South")
    assert len(list(pairs(item(by_region=REGIONS, by_role=roles)))) == 2
    sentence = interview_sentence(item(by_region=REGIONS))
    assert "North" in sentence
    assert "South" in sentence


def test_where_less_is_better_the_ends_change_places() -> None:
    found = interview(item(higher=False, by_region=REGIONS))
    assert found is not None
    assert (found.most, found.least) == ("South", "North")


def test_without_two_groups_those_who_finished_and_those_who_stopped_are_asked() -> None:
    refusal = NotEstimable(reason="Too few.", needed="More.", n=None)
    hidden = GroupEffect(name="South", raw=refusal, shrunk=refusal)
    alone = item(by_region={"North": group("North", 4), "South": hidden})
    assert interview(alone) is None
    assert "South" not in interview_sentence(alone)
    assert "finished" in interview_sentence(alone)


def test_distance_is_in_errors_of_the_difference() -> None:
    one, other = group("a", 0).raw, group("b", 3).raw
    assert isinstance(one, Estimate)
    assert isinstance(other, Estimate)
    assert distance(one, other) == pytest.approx(3 / (2**0.5 * one.standard_error))
    flat = replace(one, low=one.value, high=one.value)
    assert distance(flat, flat) == 0.0
