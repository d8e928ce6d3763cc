"""The finding about groups: only beyond chance, no stronger than the grade."""

from dataclasses import replace

import pytest

from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import Check, EffectEstimate
from mls_metrics.model.groups import FactorTest, GroupDifferences, GroupEffect
from mls_metrics.narrative.groups import groups_sentence, groups_title, listed, shown_factors


def effect(*, differs: bool, **values: float) -> EffectEstimate:
    groups = {}
    for name, value in values.items():
        one = Estimate(value=value, low=value - 2, high=value + 2, n=90, unit="pp", method="m")
        groups[name] = GroupEffect(name=name, raw=one, shrunk=one)
    test = FactorTest(
        factor="region",
        levels=len(values),
        statistic=9.0,
        chance=0.01,
        corrected=0.01,
        between=4.0,
        differs=differs,
    )
    return EffectEstimate(
        name="retention_12m",
        program_id="P",
        measure=Estimate(value=1.0, low=0.5, high=1.5, n=300, unit="pp", method="m"),
        estimand="",
        design="",
        comparison_n=500,
        naive=None,
        checks=(),
        by_region=groups,
        differs_by_group=GroupDifferences(tests=(test,), sentence="Said."),
    )


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"A": 5.0, "B": 4.0, "C": 0.0}, "Works in A and B, not in C"),
        ({"A": 5.0, "B": 4.0, "C": -5.0}, "Works in A and B, harms in C"),
        ({"A": 0.5, "B": -4.0}, "Harms in B"),
        ({"A": 1.5, "B": -1.0}, "More in A than in B"),
        ({"A": 9.0, "B": 4.0}, "More in A than in B"),
    ],
)
def test_the_finding_follows_the_ranges(values: dict[str, float], title: str) -> None:
    assert groups_title(effect(differs=True, **values)) == title


def test_no_finding_without_a_difference() -> None:
    found = groups_title(effect(differs=False, A=5.0, B=-5.0))
    assert found == "No difference between regions beyond chance"


def test_lower_is_better_turns_the_finding_round() -> None:
    turned = replace(effect(differs=True, A=5.0, B=-5.0), higher_is_better=False)
    assert groups_title(turned) == "Works in B, harms in A"


def test_weak_evidence_does_not_say_works() -> None:
    failed = tuple(Check(name=name, passed=False, sentence="") for name in ("a", "b"))
    weak = replace(effect(differs=True, A=5.0, B=-5.0), checks=failed)
    assert groups_title(weak) == "The regions differ beyond chance, but on weak evidence"


def test_nothing_is_said_of_one_group() -> None:
    assert shown_factors(effect(differs=False, A=1.0)) == []
    assert groups_title(effect(differs=False, A=1.0)) is None
    assert groups_sentence(replace(effect(differs=False, A=1.0), differs_by_group=None)) == ""


def test_the_version_lift_carries_its_range() -> None:
    lift = Estimate(value=-1.0, low=-2.0, high=0.5, n=90, unit="pp", method="version_lift")
    said = GroupDifferences(tests=(), sentence="Said.", version_lift=lift)
    text = groups_sentence(replace(effect(differs=False, A=1.0, B=2.0), differs_by_group=said))
    assert text == "Said. The latest version against the one before: \u22122.0 to +0.5 pp."


def test_names_are_listed_as_one_reads_them() -> None:
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"], "or") == "A, B or C"
