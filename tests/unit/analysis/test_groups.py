"""Groups of an effect: hidden, drawn to the whole, tested, and told with the same bar both ways."""

from dataclasses import replace

import numpy as np
import pytest

from mls_metrics.analysis.groups import Level, drawn_together, hidden, with_groups
from mls_metrics.analysis.retention_groups import fair_error, greenwood
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.model.groups import harmed, helped, known_groups, worst_and_best
from mls_metrics.report.effect_json import effect_dict
from mls_metrics.stats.balanced_trials import SurvivalContrast
from tests.lab.group_worlds import HARMED, HERE_AND_THERE, company_of, effect_by_group
from tests.lab.retention_world import true_difference

POLICY = load_policy()


def estimate(value: float, error: float = 1.0, n: int = 200) -> Estimate:
    half = 1.96 * error
    return Estimate(
        value=value, low=value - half, high=value + half, n=n, unit="pp", method="trials"
    )


def effect(value: float = 2.0, error: float = 0.6) -> EffectEstimate:
    return EffectEstimate(
        name="retention_12m",
        program_id="P",
        measure=estimate(value, error, n=600),
        estimand="",
        design="",
        comparison_n=900,
        naive=None,
        checks=(),
        standard_error=error,
    )


def levels(**values: float) -> list[Level]:
    return [
        Level(name=name, people=200, measure=estimate(value), error=1.0)
        for name, value in values.items()
    ]


def test_a_split_is_found_in_one_factor_and_not_in_the_others() -> None:
    found = with_groups(
        effect(),
        {"region": levels(A=6.0, B=5.0, C=-5.0), "role": levels(X=2.1, Y=1.8)},
        policy=POLICY,
    )
    assert found.differs_by_group is not None
    assert found.differs_by_group.differing() == ("region",)
    assert helped(found.by_region) == ["A", "B"]
    assert harmed(found.by_region) == ["C"]
    assert "C is worst" in found.differs_by_group.sentence
    assert "Harmed: C." in found.differs_by_group.sentence
    assert "The roles do not differ beyond chance." in found.differs_by_group.sentence
    assert -5.0 < known_groups(found.by_region)["C"].value < 2.0
    assert found.by_region["C"].raw == estimate(-5.0)


def test_harm_is_found_as_readily_as_good() -> None:
    values = {"A": 6.0, "B": 5.0, "C": -5.0}
    mirrored = {name: -value for name, value in values.items()}
    one = with_groups(effect(2.0), {"region": levels(**values)}, policy=POLICY)
    other = with_groups(effect(-2.0), {"region": levels(**mirrored)}, policy=POLICY)
    assert helped(one.by_region) == harmed(other.by_region) == ["A", "B"]
    assert harmed(one.by_region) == helped(other.by_region) == ["C"]
    lower = replace(effect(-2.0), higher_is_better=False, kpi="tickets", kpi_unit="tickets")
    third = with_groups(lower, {"region": levels(**mirrored)}, policy=POLICY)
    assert third.differs_by_group is not None
    assert "C is worst" in third.differs_by_group.sentence
    assert "Harmed: C." in third.differs_by_group.sentence
    assert worst_and_best(third.by_region, higher_is_better=False) == ("C", "A")


def test_alike_groups_become_the_whole() -> None:
    found = with_groups(effect(), {"region": levels(A=2.5, B=1.5, C=2.2)}, policy=POLICY)
    assert [m.value for m in known_groups(found.by_region).values()] == pytest.approx([2.0] * 3)
    assert found.differs_by_group is not None
    assert found.differs_by_group.differing() == ()


def test_looking_at_three_factors_asks_for_more() -> None:
    split = levels(A=0.6, B=3.4)
    alone = with_groups(effect(), {"region": split}, policy=POLICY)
    among = with_groups(
        effect(),
        {"region": split, "role": levels(X=2.0, Y=2.1), "version": levels(V=2.0, W=2.1)},
        policy=POLICY,
    )
    assert alone.differs_by_group is not None
    assert among.differs_by_group is not None
    assert alone.differs_by_group.differing() == ("region",)
    assert among.differs_by_group.differing() == ()


def test_small_groups_are_hidden_with_what_would_reveal_them() -> None:
    few = Level(name="D", people=3, measure=NotEstimable(reason="Only 3.", needed="", n=3))
    shown = hidden([*levels(A=1.0, B=2.0), replace(levels(C=3.0)[0], people=150), few], POLICY)
    refused = {level.name for level in shown if not isinstance(level.measure, Estimate)}
    assert refused == {"C", "D"}
    for level in shown:
        if isinstance(level.measure, NotEstimable):
            assert level.measure.n is None
            assert "3" not in level.measure.reason
    # Two small ones of which the whole would still tell the sum.
    two = [replace(few, name=name) for name in ("D", "E")]
    shown = hidden([*levels(A=1.0, B=2.0), *two], POLICY)
    assert sum(isinstance(level.measure, Estimate) for level in shown) == 1


def test_a_group_beside_which_no_other_has_a_number_gets_none() -> None:
    refused = Level(name="B", people=12, measure=NotEstimable(reason="Few.", needed="", n=12))
    groups, test = drawn_together(effect(), "region", [*levels(A=1.0), refused], POLICY)
    assert test is None
    assert isinstance(groups["A"].shrunk, NotEstimable)
    only = with_groups(effect(), {"region": levels(A=1.0)}, policy=POLICY)
    assert only.by_region == {}
    assert only.differs_by_group is None


def test_a_refused_effect_has_no_groups() -> None:
    refused = replace(effect(), measure=NotEstimable(reason="No.", needed="", n=0))
    assert with_groups(refused, {"region": levels(A=1.0, B=2.0)}, policy=POLICY) is refused


def test_the_latest_version_is_set_against_the_one_before() -> None:
    versions = [
        *levels(first=9.0),
        *(replace(one, error=3.0) for one in levels(second=1.0)),
        *(replace(one, error=4.0) for one in levels(third=4.0)),
    ]
    found = with_groups(effect(), {"version": versions}, policy=POLICY)
    assert found.differs_by_group is not None
    lift = found.differs_by_group.version_lift
    assert isinstance(lift, Estimate)
    assert lift.value == pytest.approx(3.0)
    assert lift.high - lift.value == pytest.approx(5 * 1.959964, abs=1e-4)


def test_groups_travel_in_the_json_with_what_they_say_alone() -> None:
    found = with_groups(effect(), {"region": levels(A=6.0, B=5.0, C=-5.0)}, policy=POLICY)
    entry = effect_dict(found)
    assert entry["by_region"]["C"]["raw"]["value"] == -5.0
    assert entry["by_region"]["C"]["value"] > -5.0
    assert entry["differs_by_group"]["differs"] == ["region"]
    assert entry["differs_by_group"]["factors"][0]["levels"] == 3
    assert "by_role" not in entry


def table(hazard: float, at_risk: float = 100.0) -> SurvivalContrast:
    flat, none = np.full(10, at_risk), np.zeros(0)
    hazards = np.stack([np.full(10, 0.02), np.full(10, hazard)])
    return SurvivalContrast(
        difference=0.0,
        survival=flat,
        control_survival=flat,
        at_risk=flat,
        control_at_risk=flat,
        control_effective=flat,
        hazards=hazards,
        observed=0.0,
        expected=0.0,
        monthly=hazards,
        months_gained=0.0,
        influence=none,
        log_ratio_influence=none,
        months_influence=none,
    )


def test_a_level_without_leavers_is_not_thought_certain() -> None:
    expected = greenwood(np.full(10, 0.02), np.full(10, 100.0))
    lucky = fair_error(table(0.0), 0.0001, ratio=1.0)
    assert lucky == pytest.approx(np.sqrt(0.0001 + expected))
    # One with twice as many leavers is not thought less certain for it.
    own = greenwood(np.full(10, 0.04), np.full(10, 100.0))
    assert fair_error(table(0.04), own + 0.0001, ratio=1.0) == pytest.approx(lucky)


def test_greenwood_by_hand() -> None:
    # One month, 10 of 100 left: the binomial variance.
    assert greenwood(np.array([0.1]), np.array([100.0])) == pytest.approx(0.9 * 0.1 / 100)


@pytest.mark.slow
def test_help_here_and_harm_there_are_both_found() -> None:
    company = company_of(HERE_AND_THERE, 1)
    found = effect_by_group(HERE_AND_THERE, company)
    assert found.differs_by_group is not None
    assert found.differs_by_group.differing() == ("region",)
    assert f"{HARMED} is worst" in found.differs_by_group.sentence
    assert harmed(found.by_region) == [HARMED]
    assert set(helped(found.by_region)) <= set(found.by_region) - {HARMED}
    assert len(helped(found.by_region)) >= 3
    for name, measure in known_groups(found.by_region).items():
        truth, _ = true_difference(
            HERE_AND_THERE,
            company,
            grace=POLICY.grace_months,
            horizon=POLICY.horizon_months,
            among=company.region == int(name[-1]),
        )
        assert (truth > 0) == (name != HARMED)
        # Five ranges of 95%: a little more room than they claim.
        assert measure.low - 1.5 < truth < measure.high + 1.5
