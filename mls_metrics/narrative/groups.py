"""Where a program works, and where not, in words: a difference is said only beyond chance."""

from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate, Grade
from mls_metrics.model.groups import harmed, helped, known_groups, worst_and_best
from mls_metrics.narrative.effects import effect_grade
from mls_metrics.narrative.numbers import between
from mls_metrics.narrative.wording import say

WEAK = (Grade.D, Grade.E)


def shown_factors(effect: EffectEstimate) -> list[str]:
    """Factors of which two groups or more have a number."""
    return [name for name, groups in effect.groups().items() if len(known_groups(groups)) > 1]


def listed(names: list[str], last: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def groups_title(effect: EffectEstimate) -> str | None:
    """The finding; None where no factor has two groups with a number."""
    factors = shown_factors(effect)
    if effect.differs_by_group is None or not factors:
        return None
    found = [test for test in effect.differs_by_group.tests if test.differs]
    if not found:
        return say("groups_alike", factors=listed([f"{name}s" for name in factors], "or"))
    test = min(found, key=lambda one: one.corrected)
    groups, better = effect.groups()[test.factor], effect.higher_is_better
    good, harm = (part(groups, higher_is_better=better) for part in (helped, harmed))
    rest = [name for name in known_groups(groups) if name not in good]
    if effect_grade(effect) in WEAK:
        return say("groups_weak", factors=f"{test.factor}s")
    if good and harm:
        return say("groups_harm", good=listed(good), harm=listed(harm, "and"))
    if good and rest:
        return say("groups_split", good=listed(good), rest=listed(rest, "or"))
    if harm:
        return say("groups_harm_only", harm=listed(harm, "and"))
    worst, best = worst_and_best(groups, higher_is_better=better)
    return say("groups_differ", best=best, worst=worst)


def groups_sentence(effect: EffectEstimate) -> str:
    """What was asked and found by factor, and what the latest version brings."""
    differences = effect.differs_by_group
    if differences is None:
        return ""
    lift = differences.version_lift
    if not isinstance(lift, Estimate):
        return differences.sentence
    span = between(lift.low, lift.high, lift.unit, as_difference=True)
    return f"{differences.sentence} {say('version_lift', range=span)}"
