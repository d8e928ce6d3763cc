"""Studies that a company could run: people, months and sizes worked out by hand."""

import math
from dataclasses import replace

import jsonschema
import pytest

from mls_metrics.analysis.retention_data import EVERYONE
from mls_metrics.analysis.study_setting import KpiSpread, Sites, StudySetting
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import Check, Design, EffectEstimate, StudyPlan
from mls_metrics.recommend.designs import (
    cheapest,
    people_asked,
    productivity_aim,
    retention_aim,
    with_productivity_plans,
    with_retention_plans,
)
from mls_metrics.recommend.next_evidence import of_plan
from mls_metrics.report.assessment_json import schema
from mls_metrics.report.effect_json import effect_dict
from tests.unit.recommend.made_evidence import POLICY, facts, refused, retention, verdicts
from tests.unit.recommend.made_evidence import evidence as made

SETTING = StudySetting(
    leaving_rate=0.015,
    other_rate=0.005,
    starts_per_month=20.0,
    turned_away_per_month=5.0,
    never_begun=60,
    people=6000,
    sites=(
        Sites(kind="manager", number=300, people=6000, alike=0.0),
        Sites(kind="location", number=10, people=6000, alike=0.05),
    ),
)
FREE = facts(direct_cost=None, unreached_people=6000)
# exp(-.02 x 2) x .75 x (1 - exp(-.02 x 10)), and 630.52 events over 1.8 times that
CHANCE = math.exp(-0.04) * 0.75 * (1 - math.exp(-0.2))
A_FIFTH = math.ceil(630.52 / (1.8 * CHANCE))
FEW = NotEstimable(reason="Only 12 people started it.", needed="More starters.", n=12)


def plans(effect: EffectEstimate, **changes: object) -> dict[Design, StudyPlan]:
    setting = replace(SETTING, **changes)  # type: ignore[arg-type]
    found = with_retention_plans(effect, setting, replace(FREE, starters=12), policy=POLICY)
    return {plan.design: plan for plan in found.plans}


def test_without_a_cost_the_aim_is_a_fifth_fewer_leavers() -> None:
    aim = retention_aim(SETTING, FREE, POLICY)
    assert aim is not None
    assert aim.people == A_FIFTH == 2682
    stays = math.exp(-0.15)
    assert aim.size == pytest.approx(100 * (stays**0.8 - stays))
    assert "20% fewer leavers (2.6 pp)" in aim.words


def test_what_pays_the_cost_is_the_aim_where_it_is_more() -> None:
    # 400 a head against half of 60,000 a leaver: 1.33 pp, less than a fifth of the leavers
    assert retention_aim(SETTING, facts(), POLICY) == retention_aim(SETTING, FREE, POLICY)
    # 1,500 a head: 5 pp
    aim = retention_aim(SETTING, replace(FREE, direct_cost=1_200_000.0), POLICY)
    assert aim is not None
    assert aim.size == pytest.approx(5.0)
    assert "pay its cost" in aim.words
    # 9,000 a head: more than all who leave; staying alone cannot pay it
    aim = retention_aim(SETTING, replace(FREE, direct_cost=7_200_000.0), POLICY)
    assert aim is not None
    assert aim.ratio == 0.8


def test_no_leaving_no_study() -> None:
    effect = replace(refused("retention_12m"), measure=FEW)
    assert plans(effect, leaving_rate=0.0) == {}


def test_a_refused_effect_has_its_studies_the_cheapest_first() -> None:
    effect = replace(refused("retention_12m"), measure=FEW)
    found = with_retention_plans(effect, SETTING, FREE, policy=POLICY)
    first = found.plans[0]
    # teams are no more alike than strangers here, so they need no more people
    assert first.design is Design.STAGGERED_SITES
    assert first.people_per_group == A_FIFTH
    assert first.months == 12
    assert "300 teams" in first.sentence
    months = [plan.months for plan in found.plans]
    assert months == sorted(months)


def test_alike_sites_need_more_people_than_there_are() -> None:
    effect = replace(refused("retention_12m"), measure=FEW)
    sites = SETTING.sites[1:]
    # 10 locations of 600 people, design effect 1 + 599 x 0.05 = 31
    assert Design.STAGGERED_SITES not in plans(effect, sites=sites)
    few = (replace(SETTING.sites[0], number=7),)
    assert Design.STAGGERED_SITES not in plans(effect, sites=few)


def test_places_by_lot_take_as_long_as_people_take_to_ask() -> None:
    effect = replace(refused("retention_12m"), measure=FEW)
    found = plans(effect, starts_per_month=200.0, turned_away_per_month=50.0)
    flip = found[Design.COIN_FLIP]
    assert flip.people_per_group == A_FIFTH
    assert flip.months == math.ceil(2 * A_FIFTH / 250) + 12
    more = found[Design.MORE_STARTERS]
    # events among the starters alone: 2.8016^2 / ln(.8)^2 = 157.63, over .8 x chance, less 12
    assert more.people_per_group == math.ceil(157.63 / (0.8 * CHANCE)) - 12
    assert people_asked(flip) == 2 * A_FIFTH
    assert people_asked(more) == more.people_per_group


def test_where_everyone_takes_it_half_take_it_later() -> None:
    effect = replace(
        refused("retention_12m"), measure=NotEstimable(reason=EVERYONE, needed="", n=900)
    )
    found = plans(effect, starts_per_month=200.0)
    assert Design.COIN_FLIP not in found
    assert Design.MORE_STARTERS not in found
    assert "drawn by lot, take it 12 months later" in found[Design.LATER_WAVE].sentence


def test_the_waitlist_at_hand_counts_what_it_has() -> None:
    effect = retention(observed=95, expected=100)
    assert isinstance(effect.measure, Estimate)
    wide = replace(effect, measure=replace(effect.measure, low=-3.0, high=4.5), standard_error=2.0)
    many = replace(FREE, starters=4000)
    fast = replace(SETTING, turned_away_per_month=200.0)
    found = with_retention_plans(wide, fast, many, policy=POLICY)
    waitlist = next(plan for plan in found.plans if plan.design is Design.LMS_WAITLIST)
    # starters' events: 4,000 x .8 x chance; room 0.0497930 / 7.848878 less their share
    room = 0.0497930 / 7.848878 - 1 / (4000 * 0.8 * CHANCE)
    assert waitlist.people_per_group == pytest.approx(1 / (room * CHANCE), abs=2)
    assert waitlist.already_available == 60
    assert people_asked(waitlist) == waitlist.people_per_group - 60
    assert "60 people asked for it" in waitlist.sentence
    # a handful is neither counted nor proposed
    few = with_retention_plans(wide, replace(fast, never_begun=7), many, policy=POLICY)
    assert all(plan.design is not Design.LMS_WAITLIST for plan in few.plans)


def test_an_unclear_effect_needs_people_by_its_own_doubt() -> None:
    effect = retention(observed=95, expected=100)
    assert isinstance(effect.measure, Estimate)
    wide = replace(effect, measure=replace(effect.measure, low=-3.0, high=4.5), standard_error=2.0)
    found = with_retention_plans(
        wide, replace(SETTING, starts_per_month=200.0), replace(FREE, starters=800), policy=POLICY
    )
    more = next(plan for plan in found.plans if plan.design is Design.MORE_STARTERS)
    aim = retention_aim(SETTING, FREE, POLICY)
    assert aim is not None
    # seen now: 2.8016 x 2.0 pp; people grow with the square
    needed = math.ceil(800 * (2.801585 * 2.0 / aim.size) ** 2) - 800
    assert more.people_per_group == pytest.approx(needed, abs=1)


def test_a_clear_effect_and_a_sharp_null_need_no_study() -> None:
    clear = retention(observed=60, expected=100)
    assert with_retention_plans(clear, SETTING, FREE, policy=POLICY).plans == ()
    sharp = retention(observed=100, expected=100)
    assert isinstance(sharp.measure, Estimate)
    sharp = replace(sharp, standard_error=0.5)
    assert with_retention_plans(sharp, SETTING, FREE, policy=POLICY).plans == ()


def kpi_effect(**changes: object) -> EffectEstimate:
    return replace(refused("productivity"), kpi="sales", kpi_unit="units", **changes)  # type: ignore[arg-type]


SPREAD = KpiSpread(level=10.0, change=8.0, units=400, alike=0.1)


def test_a_kpi_study_uses_the_companys_own_spread() -> None:
    aim = productivity_aim(kpi_effect(), SPREAD, FREE, POLICY)
    assert aim.size == pytest.approx(2.0)
    # 2 x (2.8016 x 8 / 2)^2
    assert aim.people == math.ceil(2 * (2.801585 * 4) ** 2) == 252
    # 4,000 a head at 100 a unit over 12 months, seven of eight finishing: 3.8 units
    paying = productivity_aim(
        kpi_effect(value_per_unit=100.0), SPREAD, facts(direct_cost=3_200_000.0), POLICY
    )
    assert paying.size == pytest.approx(4000 / (100 * 12 * 0.875))
    assert "pay its cost" in paying.words


def test_teams_by_lot_cost_a_design_effect() -> None:
    found = with_productivity_plans(
        kpi_effect(), SETTING, SPREAD, FREE, unit_kind="person", policy=POLICY
    )
    staggered = next(plan for plan in found.plans if plan.design is Design.STAGGERED_SITES)
    # teams of 20: 252 x (1 + 19 x 0.1) = 730.8
    assert staggered.people_per_group == 731


def test_too_few_teams_say_what_they_would_show() -> None:
    spread = replace(SPREAD, units=40)
    found = with_productivity_plans(
        kpi_effect(), SETTING, spread, FREE, unit_kind="manager", policy=POLICY
    )
    (plan,) = found.plans
    # 20 teams a side: 2.8016 x 8 x sqrt(2 / 20)
    assert plan.detectable == pytest.approx(2.801585 * 8 * math.sqrt(0.1), abs=1e-4)
    assert plan.people_per_group == 400
    assert "there are 40 teams" in plan.sentence


def test_without_a_kpi_sizes_are_in_standard_deviations() -> None:
    found = with_productivity_plans(
        refused("productivity"), SETTING, None, FREE, unit_kind="person", policy=POLICY
    )
    flip = next(plan for plan in found.plans if plan.design is Design.COIN_FLIP)
    assert (flip.unit, flip.people_per_group) == ("sd", 393)


def test_people_sent_after_a_bad_month_are_not_asked_for_more_of_the_same() -> None:
    dip = Check(name="dip_placebo", passed=False, sentence="", blocks=True)
    few = replace(FREE, starters=20)
    one, other = (
        with_productivity_plans(effect, SETTING, SPREAD, few, unit_kind="person", policy=POLICY)
        for effect in (kpi_effect(), kpi_effect(checks=(dip,)))
    )
    assert any(plan.design is Design.MORE_STARTERS for plan in one.plans)
    assert all(plan.design is not Design.MORE_STARTERS for plan in other.plans)


def test_a_required_program_is_never_kept_from_anybody_by_site_or_lot_alone() -> None:
    effect = replace(refused("retention_12m"), measure=FEW)
    rule = replace(FREE, mandatory=True)
    found = with_retention_plans(effect, SETTING, rule, policy=POLICY)
    assert {plan.design for plan in found.plans} <= {Design.LATER_WAVE, Design.LMS_WAITLIST}
    assert all("Where the rule leaves the date open" in plan.sentence for plan in found.plans[:1])


def test_a_study_of_decades_is_given_alone_and_said_to_be_too_long() -> None:
    plan = StudyPlan(
        design=Design.COIN_FLIP,
        people_per_group=100,
        months=300,
        detectable=2.0,
        unit="pp",
        sentence="By lot.",
    )
    (only,) = cheapest([plan, replace(plan, months=200)])
    assert only.months == 200
    assert "too long to wait" in only.sentence
    (soon,) = cheapest([plan, replace(plan, months=20)])
    assert soon.sentence == "By lot."


def test_the_next_evidence_is_the_cheapest_plan_and_agrees_with_it() -> None:
    effect = replace(refused("retention_12m"), measure=FEW)
    effect = with_retention_plans(effect, SETTING, FREE, policy=POLICY)
    (verdict,) = verdicts(made(effect=effect))
    told, plan = verdict.next_evidence, effect.plans[0]
    assert (told.people, told.weeks) == (of_plan(plan).people, of_plan(plan).weeks)
    assert told.sentence.startswith(plan.sentence)
    assert told.people == 2 * plan.people_per_group
    assert told.weeks == math.ceil(plan.months * 52 / 12)


def test_plans_and_natural_comparison_stand_in_the_json_and_fit_its_schema() -> None:
    effect = with_retention_plans(
        replace(refused("retention_12m"), measure=FEW), SETTING, FREE, policy=POLICY
    )
    entry = effect_dict(replace(effect, natural_comparison=FEW))
    whole = schema()
    jsonschema.validate(entry, {**whole["$defs"]["effect"], "$defs": whole["$defs"]})
    assert entry["possible_designs"][0]["design"] == "staggered_sites"
    assert entry["natural_comparison"]["not_estimable"] == FEW.reason
    entry["possible_designs"][0]["design"] = "guess"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(entry, {**whole["$defs"]["effect"], "$defs": whole["$defs"]})
    assert "possible_designs" not in effect_dict(retention())
