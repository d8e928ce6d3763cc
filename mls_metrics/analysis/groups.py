"""One effect by region, role and version: drawn to the whole, tested, and put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.analysis.disclosure import hidden_with_neighbors
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable, normal_quantile
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.model.groups import (
    FACTORS,
    FactorTest,
    GroupDifferences,
    GroupEffect,
    Groups,
    harmed,
    known_groups,
    worst_and_best,
)
from mls_metrics.model.policy import Policy
from mls_metrics.stats.shrinkage import holm, shrink_levels

METHOD = "shrunk_groups"
NOT_KNOWN = ("unknown",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One region, role or version before it is set beside the others.

    Parameters
    ----------
    people : int
        Who started (or were trained) in it; decides what is hidden.
    measure : Estimate or NotEstimable
        From the level alone.
    error : float
        Standard error that does not depend on the level's own luck; read where there is a number.
    """

    name: str
    people: int
    measure: Measure
    error: float = 0.0


def with_groups(
    effect: EffectEstimate, levels: Mapping[str, Sequence[Level]], *, policy: Policy
) -> EffectEstimate:
    """The effect with its groups, and whether they differ.

    Parameters
    ----------
    levels : mapping of factor to Levels
        Factors as in `FACTORS`; a factor with one level tells nothing and is left out.
    """
    if not isinstance(effect.measure, Estimate):
        return effect
    groups: dict[str, Groups] = {}
    tests: list[FactorTest] = []
    for factor in FACTORS:
        known = [one for one in levels.get(factor, ()) if one.people > 0]
        if len(known) < 2:
            continue
        groups[factor], test = drawn_together(effect, factor, hidden(known, policy), policy)
        tests += [test] if test else []
    effect = replace(
        effect,
        by_region=groups.get("region", {}),
        by_role=groups.get("role", {}),
        by_version=groups.get("version", {}),
    )
    corrected = corrected_tests(tests, policy)
    if not corrected:
        return effect
    differences = GroupDifferences(
        tests=corrected,
        sentence=" ".join(factor_sentence(effect, test, groups[test.factor]) for test in corrected),
        version_lift=version_lift(levels.get("version", ()), effect.by_version, policy),
    )
    return replace(effect, differs_by_group=differences)


def hidden(levels: Sequence[Level], policy: Policy) -> list[Level]:
    """Levels; those of too few people, and what would reveal them, as refusals without a count."""
    counts = np.array([float(level.people) for level in levels])
    hide = hidden_with_neighbors(counts, policy.minimum_group)
    # Several small groups that are too few together would still follow from the whole.
    while 0 < counts[hide].sum() < policy.minimum_group and not hide.all():
        hide[np.argmin(np.where(hide, np.inf, counts))] = True
    refusal = NotEstimable(
        reason=(
            f"Hidden, because a group of fewer than {policy.minimum_group} people would be seen "
            "or could be worked out."
        ),
        needed="More people in the small group.",
        n=None,
    )
    return [
        replace(level, measure=refusal) if hides else level
        for level, hides in zip(levels, hide, strict=True)
    ]


def drawn_together(
    effect: EffectEstimate, factor: str, levels: Sequence[Level], policy: Policy
) -> tuple[Groups, FactorTest | None]:
    """Levels of one factor drawn to the effect of the whole, and their test (before correction)."""
    assert isinstance(effect.measure, Estimate), "a refused effect has no groups"
    found = {
        level.name: (level, level.measure)
        for level in levels
        if isinstance(level.measure, Estimate) and level.error > 0
    }
    if len(found) < 2:
        return {level.name: alone(level) for level in levels}, None
    shrunk = shrink_levels(
        np.array([measure.value for _, measure in found.values()]),
        np.array([level.error for level, _ in found.values()]),
        center=effect.measure.value,
        center_error=effect.standard_error or effect.measure.standard_error,
        level=policy.level,
    )
    drawn = {
        name: replace(
            measure,
            value=float(shrunk.values[place]),
            low=float(shrunk.low[place]),
            high=float(shrunk.high[place]),
            method=METHOD,
        )
        for place, (name, (_, measure)) in enumerate(found.items())
    }
    groups = {
        level.name: GroupEffect(
            name=level.name, raw=level.measure, shrunk=drawn.get(level.name, level.measure)
        )
        for level in levels
    }
    test = FactorTest(
        factor=factor,
        levels=len(found),
        statistic=shrunk.statistic,
        chance=shrunk.chance,
        corrected=shrunk.chance,
        between=shrunk.between,
        differs=False,
    )
    return groups, test


def alone(level: Level) -> GroupEffect:
    """A level beside which no other has a number."""
    measure = level.measure
    if isinstance(measure, Estimate):
        measure = no_second(measure.n)
    return GroupEffect(name=level.name, raw=measure, shrunk=measure)


def no_second(people: int) -> NotEstimable:
    """Refusal where one group alone is large enough."""
    return NotEstimable(
        reason="No second group is large enough to set this one against.",
        needed="Two groups or more with enough people and months.",
        n=people,
    )


def corrected_tests(tests: Sequence[FactorTest], policy: Policy) -> tuple[FactorTest, ...]:
    """Tests with their chances corrected for the number of factors looked at (Holm)."""
    chances = holm([test.chance for test in tests])
    return tuple(
        replace(test, corrected=chance, differs=chance < 1 - policy.level)
        for test, chance in zip(tests, chances, strict=True)
    )


def factor_sentence(effect: EffectEstimate, test: FactorTest, groups: Groups) -> str:
    """Whether the levels of one factor differ, the worst and by how much, and who is harmed."""
    plural = f"{test.factor}s"
    text = f"The {plural} do not differ beyond chance."
    if test.differs:
        known = known_groups(groups)
        worst, best = worst_and_best(groups, higher_is_better=effect.higher_is_better)
        gap = abs(known[best].value - known[worst].value)
        text = (
            f"The {plural} differ beyond chance: {worst} is worst, {gap:.3g} {unit_of(effect)} "
            f"behind {best}."
        )
    harm = harmed(groups, higher_is_better=effect.higher_is_better)
    return f"{text} Harmed: {', '.join(harm)}." if harm else text


def unit_of(effect: EffectEstimate) -> str:
    """The effect's unit as a word."""
    return "pp" if effect.kpi is None else effect.kpi_unit or "points of the KPI"


def version_lift(levels: Sequence[Level], groups: Groups, policy: Policy) -> Measure | None:
    """The latest version against the one before it, each from its own people (metric 70)."""
    known = [
        (level, level.measure)
        for level in levels
        if isinstance(level.measure, Estimate) and level.name in known_groups(groups)
    ]
    if len(known) < 2:
        return None
    (old, before), (new, after) = known[-2:]
    value = after.value - before.value
    half = normal_quantile(policy.level) * float(np.hypot(old.error, new.error))
    return Estimate(
        value=value,
        low=value - half,
        high=value + half,
        level=policy.level,
        n=min(before.n, after.n),
        unit=after.unit,
        method="version_lift",
    )
