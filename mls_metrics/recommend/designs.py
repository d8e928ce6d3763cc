"""Studies that this company could run: the cheapest way to an answer, with people and months."""

import math
from dataclasses import dataclass, replace

from mls_metrics.analysis.cost import cost_per_starter
from mls_metrics.analysis.retention_data import EVERYONE
from mls_metrics.analysis.study_setting import KpiSpread, Sites, StudySetting
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import Design, EffectEstimate, ProgramFacts, StudyPlan
from mls_metrics.model.policy import Policy
from mls_metrics.model.words import spoken
from mls_metrics.stats.power import (
    chance_of_event,
    comparison_for_ratio,
    design_effect,
    people_for_ratio,
    quantile_sum,
    smallest_detectable,
    units_for_means,
)

LONGEST_STUDY = 60
SITE_WORDS = {
    "manager": "teams",
    "location": "locations",
    "department": "departments",
    "region": "regions",
}
SD = "sd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a study should be able to see.

    Parameters
    ----------
    size : float
        In `unit`.
    words : str
        The size in words, with its reason.
    people : int
        People (units of a KPI measured on groups) in each of two groups drawn one by one.
    follow : int
        Months each person is followed.
    alike : dict
        Intraclass correlation by kind of site; a kind without one is not drawn.
    ratio, chance : float
        Leaving only: rate with the program over rate without, and chance of leaving without it.
    """

    size: float
    unit: str
    words: str
    people: int
    follow: int
    alike: dict[str, float]
    ratio: float = 1.0
    chance: float = 0.0


def with_retention_plans(
    effect: EffectEstimate, setting: StudySetting, facts: ProgramFacts, *, policy: Policy
) -> EffectEstimate:
    """The effect with studies that would answer or sharpen it, the cheapest first.

    Where leaving is unknown there are none: what is missing then is an export, not a study.
    """
    aim = retention_aim(setting, facts, policy)
    if aim is None or told_enough(effect, aim, policy):
        return effect
    plans = [
        *more_starters(effect, aim, setting, facts, policy),
        *kept_waitlist(aim, setting, facts, policy),
        *drawn_people(effect, aim, setting, facts),
        *drawn_sites(aim, setting, facts, policy),
    ]
    return replace(effect, plans=cheapest(plans))


def with_productivity_plans(
    effect: EffectEstimate,
    setting: StudySetting,
    spread: KpiSpread | None,
    facts: ProgramFacts,
    *,
    unit_kind: str,
    policy: Policy,
) -> EffectEstimate:
    """The same for a KPI; without a KPI the size is in standard deviations.

    Parameters
    ----------
    unit_kind : str
        person, or the kind of unit the KPI is measured on.
    """
    aim = productivity_aim(effect, spread, facts, policy)
    if told_enough(effect, aim, policy):
        return effect
    if unit_kind != "person" and effect.kpi is not None:
        plans = drawn_units(aim, setting, spread, unit_kind, policy)
        return replace(effect, plans=cheapest(plans or by_person(effect, setting, facts, policy)))
    plans = [
        *more_starters(effect, aim, setting, facts, policy),
        *drawn_people(effect, aim, setting, facts),
        *drawn_sites(aim, setting, facts, policy),
    ]
    return replace(effect, plans=cheapest(plans))


def cheapest(plans: list[StudyPlan]) -> tuple[StudyPlan, ...]:
    """Plans of a reasonable length, the soonest and smallest first; else the soonest alone."""
    order = sorted(plans, key=lambda plan: (plan.months, people_asked(plan), plan.design))
    kept = tuple(plan for plan in order if plan.months <= LONGEST_STUDY)
    return kept or tuple(too_long(plan) for plan in order[:1])


def too_long(plan: StudyPlan) -> StudyPlan:
    """A plan beyond reason, with its figures and the advice not to wait for it."""
    advice = "That is too long to wait: decide on its other results, or let more people begin."
    return replace(plan, sentence=f"{plan.sentence} {advice}")


def people_asked(plan: StudyPlan) -> int:
    """People a plan still needs who are not in the data."""
    groups = 1 if plan.design in (Design.MORE_STARTERS, Design.LMS_WAITLIST) else 2
    return max(groups * plan.people_per_group - plan.already_available, 0)


def told_enough(effect: EffectEstimate, aim: Aim, policy: Policy) -> bool:
    """True where the estimate shows a difference, or could have shown one of the size wanted."""
    measure = effect.measure
    if not isinstance(measure, Estimate):
        return False
    if measure.low > 0 or measure.high < 0:
        return True
    return seen_now(effect, policy) <= aim.size


def seen_now(effect: EffectEstimate, policy: Policy) -> float:
    """Smallest effect that the estimate at hand finds with the policy's power."""
    assert isinstance(effect.measure, Estimate), "there is a number"
    error = effect.standard_error or effect.measure.standard_error
    return smallest_detectable(error, level=policy.level, power=policy.study_power)


def retention_aim(setting: StudySetting, facts: ProgramFacts, policy: Policy) -> Aim | None:
    """A fifth fewer leavers, or what pays the cost where that is more; None: leaving unknown."""
    grace, horizon = policy.grace_months, policy.horizon_months
    rate = setting.leaving_rate
    chance = chance_of_event(
        rate, other_rate=setting.other_rate, first_month=grace, last_month=horizon
    )
    if not 0 < chance < 1:
        return None
    stays = math.exp(-rate * (horizon - grace))
    ratio = 1 - policy.study_fewer_leavers
    words = f"{policy.study_fewer_leavers:.0%} fewer leavers"
    price = (facts.mean_salary or policy.default_salary) * policy.replacement_cost_share
    cost = cost_per_starter(facts, policy)
    if math.isfinite(cost) and 0 < stays + cost / price < 1:
        paying = math.log(stays + cost / price) / math.log(stays)
        if 0.05 <= paying < ratio:
            ratio, words = paying, f"{1 - paying:.0%} fewer leavers, what would pay its cost"
    size = 100 * (stays**ratio - stays)
    return Aim(
        size=size,
        unit="pp",
        words=f"{words} ({size:.1f} pp)",
        people=people_for_ratio(ratio, chance, level=policy.level, power=policy.study_power),
        follow=horizon,
        alike={sites.kind: sites.alike for sites in setting.sites},
        ratio=ratio,
        chance=chance,
    )


def productivity_aim(
    effect: EffectEstimate, spread: KpiSpread | None, facts: ProgramFacts, policy: Policy
) -> Aim:
    """A fifth of a standard deviation, or what pays the cost where that is more."""
    follow = policy.gap_months + policy.follow_up_months // 2
    power, level = policy.study_power, policy.level
    share = policy.study_kpi_sd
    if spread is None or spread.level <= 0 or spread.change <= 0:
        history = 0 if effect.kpi else policy.baseline_months // 2
        return Aim(
            size=share,
            unit=SD,
            words=f"a difference of {share:g} standard deviations",
            people=units_for_means(share, 1.0, level=level, power=power),
            follow=follow + history,
            alike={},
        )
    size, why = share * spread.level, f"{share:g} standard deviations"
    cost, price = cost_per_starter(facts, policy), effect.money_per_starter
    if math.isfinite(cost) and price > 0:
        finishing = facts.completers / facts.starters if facts.starters else 1.0
        paying = cost / (price * policy.benefit_months * max(finishing, 0.05))
        if size < paying <= 2 * spread.level:
            size, why = paying, "what would pay its cost"
    return Aim(
        size=size,
        unit=effect.kpi_unit,
        words=f"a difference of {size:.3g} in {spoken(effect.kpi or 'the KPI')} ({why})",
        people=units_for_means(size, spread.change, level=level, power=power),
        follow=follow,
        alike={"manager": spread.alike},
    )


def by_person(
    effect: EffectEstimate, setting: StudySetting, facts: ProgramFacts, policy: Policy
) -> list[StudyPlan]:
    """What a KPI measured on each person would allow, where its units are too few to tell."""
    aim = productivity_aim(replace(effect, kpi=None), None, facts, policy)
    aim = replace(aim, words=f"{aim.words} of a KPI measured by person")
    return [
        *drawn_people(effect, aim, setting, facts),
        *drawn_sites(aim, setting, facts, policy),
    ]


def more_starters(
    effect: EffectEstimate,
    aim: Aim,
    setting: StudySetting,
    facts: ProgramFacts,
    policy: Policy,
) -> list[StudyPlan]:
    """More of what is going on, compared with similar people as now: nothing is drawn by lot."""
    on_a_dip = any(check.name == "dip_placebo" and not check.passed for check in effect.checks)
    if setting.starts_per_month <= 0 or facts.mandatory or is_everyone(effect) or on_a_dip:
        return []
    measure = effect.measure
    if isinstance(measure, Estimate):
        people = math.ceil(measure.n * (seen_now(effect, policy) / aim.size) ** 2) - measure.n
    elif aim.chance:
        events = (quantile_sum(policy.level, policy.study_power) / math.log(aim.ratio)) ** 2
        people = math.ceil(events / (aim.chance * aim.ratio)) - facts.starters
    else:
        people = math.ceil(aim.people / 2) - facts.starters
    if people <= 0:
        return []
    months = math.ceil(people / setting.starts_per_month) + aim.follow
    sentence = (
        f"Go on as now: {people:,} more starters, {in_months(months)} from today, beside similar "
        f"people who do not start, would show {aim.words}."
    )
    return [planned(Design.MORE_STARTERS, aim, people, months, sentence)]


def kept_waitlist(
    aim: Aim,
    setting: StudySetting,
    facts: ProgramFacts,
    policy: Policy,
) -> list[StudyPlan]:
    """Those on the learning system's own waitlist as the comparison."""
    there = setting.never_begun
    if there < policy.minimum_group or setting.turned_away_per_month <= 0 or not aim.chance:
        return []
    needed = comparison_for_ratio(
        aim.ratio,
        events=facts.starters * aim.chance * aim.ratio,
        chance=aim.chance,
        level=policy.level,
        power=policy.study_power,
    )
    if needed is None:
        return []
    more = max(needed - there, 0)
    months = math.ceil(more / setting.turned_away_per_month) + (aim.follow if more else 0)
    have = f"{there:,} people asked for it, could not come and never began it"
    if more:
        sentence = (
            f"Keep the waitlist: {have}; {more:,} more, {in_months(months)} from today, would show "
            f"{aim.words}."
        )
    else:
        sentence = f"Use the waitlist: {have}; {needed:,} are enough to show {aim.words}."
    return [planned(Design.LMS_WAITLIST, aim, needed, months, sentence, there)]


def drawn_people(
    effect: EffectEstimate, aim: Aim, setting: StudySetting, facts: ProgramFacts
) -> list[StudyPlan]:
    """Places by lot among those who ask; where everyone takes it, a later wave by lot."""
    asking = setting.starts_per_month + setting.turned_away_per_month
    if asking <= 0:
        return []
    n = aim.people
    months = math.ceil(2 * n / asking) + aim.follow
    if facts.mandatory or is_everyone(effect):
        opening = "Where the rule leaves the date open, two" if facts.mandatory else "Two"
        sentence = (
            f"{opening} waves: of the next {2 * n:,} people, half, drawn by lot, take it "
            f"{aim.follow} months later than the others; {in_months(months)} from today that "
            f"would show {aim.words}."
        )
        return [planned(Design.LATER_WAVE, aim, n, months, sentence)]
    sentence = (
        f"Give places by lot among those who ask: {n:,} people with and {n:,} without, "
        f"{in_months(months)} from today, would show {aim.words}."
    )
    return [planned(Design.COIN_FLIP, aim, n, months, sentence)]


def is_everyone(effect: EffectEstimate) -> bool:
    """True where the effect was refused because nobody is left to compare with."""
    return not isinstance(effect.measure, Estimate) and effect.measure.reason == EVERYONE


def drawn_sites(
    aim: Aim, setting: StudySetting, facts: ProgramFacts, policy: Policy
) -> list[StudyPlan]:
    """A staggered start: half of the sites, drawn by lot, begin a follow-up later.

    People of one site are alike, so more are needed; the kind of site that needs fewest is taken.
    """
    plans: list[StudyPlan] = []
    if facts.mandatory:
        return plans
    for sites in setting.sites:
        if sites.kind not in aim.alike:
            continue
        n = math.ceil(aim.people * design_effect(sites.size, aim.alike[sites.kind]))
        free = min(sites.people, facts.unreached_people or sites.people)
        if sites.number < policy.study_minimum_sites or 2 * n > free:
            continue
        plans.append(planned(Design.STAGGERED_SITES, aim, n, aim.follow, staggered(aim, sites, n)))
    return sorted(plans, key=lambda plan: plan.people_per_group)[:1]


def staggered(aim: Aim, sites: Sites, people: int) -> str:
    """The sentence of a staggered start."""
    return (
        f"Stagger the start: half of the {sites.number:,} {SITE_WORDS[sites.kind]}, drawn by lot, "
        f"begin {aim.follow} months later; with {people:,} people on each side, {aim.follow} "
        f"months from today, that would show {aim.words}."
    )


def drawn_units(
    aim: Aim, setting: StudySetting, spread: KpiSpread | None, unit_kind: str, policy: Policy
) -> list[StudyPlan]:
    """A staggered start of the units that a KPI is measured on; the spread is between units.

    Where there are fewer units than the aim needs, the plan says what all of them would show.
    """
    sites = next((one for one in setting.sites if one.kind == unit_kind), None)
    if sites is None or spread is None or spread.units < policy.study_minimum_sites:
        return []
    words, n = SITE_WORDS[unit_kind], min(aim.people, spread.units // 2)
    if n < aim.people:
        reach = quantile_sum(policy.level, policy.study_power) * math.sqrt(2 / n)
        size = reach * spread.change if aim.unit != SD else reach
        told = f"a difference of {size:.3g} or more (there are {spread.units:,} {words})"
        aim = replace(aim, size=size, words=told)
    sentence = (
        f"Stagger the start: of {2 * n:,} {words} half, drawn by lot, begin {aim.follow} months "
        f"later; that would show {aim.words}."
    )
    people = math.ceil(n * sites.size)
    return [planned(Design.STAGGERED_SITES, aim, people, aim.follow, sentence)]


def planned(
    design: Design, aim: Aim, people: int, months: int, sentence: str, there: int = 0
) -> StudyPlan:
    """A plan for an aim."""
    return StudyPlan(
        design=design,
        people_per_group=people,
        months=months,
        detectable=aim.size,
        unit=aim.unit,
        sentence=sentence,
        already_available=there,
    )


def in_months(months: int) -> str:
    """Months as words."""
    return "one month" if months == 1 else f"{months:,} months"
