"""Effects in words: the verb follows the grade, the range comes before the point."""

from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate, Grade
from mls_metrics.model.words import spoken
from mls_metrics.narrative.numbers import amount, between, count, interval, plural
from mls_metrics.narrative.wording import say, sentence_case

# From here on times are told without decimals.
MANY_TIMES = 10
VERBS = {
    "retention": {True: "raised", False: "cut"},
    "productivity": {True: "raised", False: "cut"},
    "speed": {True: "cut", False: "raised"},
}


def kpi_words(effect: EffectEstimate) -> str:
    """The KPI's name as words."""
    return spoken(effect.kpi or "the KPI")


def effect_grade(effect: EffectEstimate) -> Grade:
    """The letter of an effect: its design's, one lower for each failed check that costs one."""
    if not isinstance(effect.measure, Estimate):
        return Grade.E
    lost = sum(1 for check in effect.checks if not check.passed and check.costs_a_grade)
    return effect.base_grade.lowered(lost)


def is_clear(effect: EffectEstimate) -> bool:
    """True where the interval does not hold zero."""
    measure = effect.measure
    return isinstance(measure, Estimate) and (measure.low > 0 or measure.high < 0)


def is_better(effect: EffectEstimate) -> bool:
    """True where the estimate points the wanted way (more people stay, the KPI improves)."""
    measure = effect.measure
    return isinstance(measure, Estimate) and (measure.value > 0) == effect.higher_is_better


def leavers_headline(effect: EffectEstimate) -> str | None:
    """``36 left, 42 expected``; None where the two are not known."""
    if effect.observed_leavers is None or effect.expected_leavers is None:
        return None
    return say(
        "retention_headline",
        observed=count(round(effect.observed_leavers)),
        expected=count(round(effect.expected_leavers)),
    )


def months_sentence(effect: EffectEstimate, *, horizon: int) -> str | None:
    """How much longer a starter stays within the months compared; None where it is not known."""
    gained = effect.months_gained
    if not isinstance(gained, Estimate):
        return None
    size = amount(abs(gained.value), "", decimals=2)
    return say(
        "months_gained" if gained.value >= 0 else "months_lost",
        first=count(effect.grace_months + 1),
        last=count(horizon),
        value=f"{size} months",
        range=between_months(gained),
    )


def between_months(gained: Estimate) -> str:
    """The range of the months gained, with signs: below zero is less long."""
    ends = (amount(end, "", as_difference=True, decimals=2) for end in (gained.low, gained.high))
    return " to ".join(ends)


def staying_sentence(effect: EffectEstimate) -> str:
    """Whom the extended table counts."""
    return say("staying", starters=plural(effect.treated_n, "starter"), grace=effect.grace_months)


def reaching_sentence(effect: EffectEstimate) -> str:
    """Whom the extended table of speed counts."""
    return say("reaching", starters=plural(effect.treated_n, "starter"))


def explain_effect(effect: EffectEstimate) -> str:
    """The effect's sentence, no stronger than its grade allows; or its refusal."""
    measure = effect.measure
    if not isinstance(measure, Estimate):
        return say("refused", reason=measure.reason, needed=measure.needed)
    grade = effect_grade(effect)
    if effect.name == "speed":
        return explain_speed(effect, measure, grade)
    kind = "retention" if effect.name.startswith("retention") else "productivity"
    slots = {
        "treated": count(effect.treated_n),
        "comparison": count(effect.comparison_n),
        "grade": grade.value,
        "kpi": kpi_words(effect),
        "low": amount(measure.low, measure.unit, as_difference=True),
        "high": amount(measure.high, measure.unit, as_difference=True),
        "range": interval(measure, as_difference=True),
        "verb": VERBS[kind][measure.value > 0],
        "direction": direction(effect, grade),
        "whom": "people" if kind == "retention" else "units",
    }
    if grade is Grade.E or not is_clear(effect):
        return say("cannot_tell", **slots)
    if kind == "retention" and grade in (Grade.A, Grade.B):
        near, far = sorted((abs(measure.low), abs(measure.high)))
        more = "more" if measure.value > 0 else "fewer"
        slots["range"] = f"{between(near, far, '')} {more}"
    return sentence_case(say(f"{kind}_{grade.value}", **slots))


def reached_headline(effect: EffectEstimate) -> str | None:
    """``68 reached it, 12 expected``; None where the two are not known."""
    if effect.observed_reached is None or effect.expected_reached is None:
        return None
    return say(
        "speed_headline",
        observed=count(round(effect.observed_reached)),
        expected=count(round(effect.expected_reached)),
    )


def subject_words(effect: EffectEstimate) -> str:
    """The skill, or the KPI as words, in which a level is to be reached."""
    return spoken(effect.subject or "the skill")


def is_blocked(effect: EffectEstimate) -> bool:
    """True where a check failed without which the number must not be read as an effect."""
    return any(check.blocks and not check.passed for check in effect.checks)


def sooner_range(measure: Estimate) -> str:
    """``99 to 182 days sooner``; only for a range that does not hold zero."""
    near, far = sorted((abs(measure.low), abs(measure.high)))
    which = "sooner" if measure.value > 0 else "later"
    return f"{amount(near, '', decimals=0)} to {amount(far, '', decimals=0)} {measure.unit} {which}"


def explain_speed(effect: EffectEstimate, measure: Estimate, grade: Grade) -> str:
    """How much sooner the level is shown, no stronger than the grade allows."""
    slots = {
        "treated": count(effect.treated_n),
        "comparison": count(effect.comparison_n),
        "grade": grade.value,
        "low": amount(measure.low, measure.unit, as_difference=True),
        "high": amount(measure.high, measure.unit, as_difference=True),
        "whom": "people",
    }
    if grade is Grade.E or not is_clear(effect):
        return say("cannot_tell", **slots)
    slots["range"] = sooner_range(measure)
    slots["verb"] = VERBS["speed"][measure.value > 0]
    slots["subject"] = subject_words(effect)
    key = "speed_output" if effect.subject_kind == "output" else "speed_level"
    slots["reached"] = say(key, subject=slots["subject"])
    letter = Grade.D if is_blocked(effect) and grade is not Grade.A else grade
    return sentence_case(say(f"speed_{letter.value}", **slots))


def direction(effect: EffectEstimate, grade: Grade) -> str:
    """More or less often: staying at grade C, leaving at grade D."""
    better = isinstance(effect.measure, Estimate) and effect.measure.value > 0
    if grade is Grade.C:
        return "more" if better else "less"
    return "less" if better else "more"


def naive_sentence(effect: EffectEstimate) -> str | None:
    """What a plain dashboard would show for the same question; None where it is not known."""
    if effect.naive is None:
        return None
    if effect.name == "speed":
        shown = amount(effect.naive, effect.kpi_unit, as_difference=True)
        return say("naive_speed", naive=shown)
    is_retention = effect.name.startswith("retention")
    unit = "pp" if is_retention else effect.kpi_unit
    shown = amount(effect.naive, unit, as_difference=True)
    return say("naive_retention" if is_retention else "naive_productivity", naive=shown)


def natural_sentence(effect: EffectEstimate) -> str | None:
    """The range against those turned away by chance, or why there is none; None: nobody was."""
    natural = effect.natural_comparison
    if natural is None:
        return None
    if not isinstance(natural, Estimate):
        return say("natural_refused", reason=natural.reason, needed=natural.needed)
    return say(
        "natural",
        range=interval(natural, as_difference=True),
        people=plural(natural.n, "person", "people"),
    )


def plan_sentences(effect: EffectEstimate) -> tuple[str, ...]:
    """Studies that would answer, the cheapest first."""
    return tuple(plan.sentence for plan in effect.plans)


def breakdown_sentence(effect: EffectEstimate) -> str | None:
    """How much drift the effect would survive; None where it was not asked."""
    if effect.breakdown is not None:
        decimals = 0 if effect.breakdown >= MANY_TIMES else 1
        return say("breakdown", times=amount(effect.breakdown, "", decimals=decimals))
    told = (check.sentence for check in effect.checks if check.name == "breakdown")
    return next(told, None)


def checks_sentence(effect: EffectEstimate) -> str:
    """How many checks passed; the checks themselves are listed beside it."""
    passed = sum(1 for check in effect.checks if check.passed)
    return say("checks", passed=passed, all=len(effect.checks))


def grade_sentence(effect: EffectEstimate) -> str:
    """The letter, and what it lost and why."""
    grade = effect_grade(effect)
    lost = [
        check.name.replace("_", " ")
        for check in effect.checks
        if not check.passed and check.costs_a_grade
    ]
    if grade is effect.base_grade or not isinstance(effect.measure, Estimate):
        return f"Evidence {grade.value}"
    return say("grade_lost", grade=grade.value, base=effect.base_grade.value, why=", ".join(lost))
