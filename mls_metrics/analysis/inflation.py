"""How far learners' own estimates of impact exceed what is measured, where both are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import Estimate, FloatArray, Measure, NotEstimable
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.model.policy import Policy

ESTIMATED = "isolated_impact_estimate"
FEWEST = 3
DRAWS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflation:
    """The ratio over the portfolio, and what it makes of the programs that are only estimated.

    Parameters
    ----------
    ratio : Measure
        Estimated over measured improvement, both in percent of the KPI, as sums over programs.
    adjusted : mapping of str to Estimate
        By program id, the learners' estimate over the ratio, where nothing was measured; percent.
    """

    ratio: Measure
    adjusted: Mapping[str, Estimate]


def estimate_inflation(evidence: Sequence[ProgramEvidence], policy: Policy) -> Inflation:
    """Inflation of the learners' estimates, from the programs that have both.

    Only shown: an opinion, however corrected, moves no verdict.

    Notes
    -----
    Sums, not the mean of ratios: a program with a tiny measured effect would carry the mean. The
    range is of draws over the errors of both, normal, in a fixed order.
    """
    both = [pair for pair in (pair_of(entry) for entry in evidence) if pair is not None]
    if len(both) < FEWEST:
        return Inflation(
            ratio=NotEstimable(
                reason=f"Only {len(both)} programs have both an estimate by learners and an effect "
                "on a KPI.",
                needed=f"{FEWEST} or more with surveys.self_isolated_gain and self_confidence, and "
                "an effect on work.",
                n=len(both),
            ),
            adjusted={},
        )
    rng = np.random.default_rng([policy.seed, 29])
    said = summed([pair[0] for pair in both], rng)
    found = summed([pair[1] for pair in both], rng)
    if np.quantile(found, (1 - policy.level) / 2) <= 0:
        return Inflation(
            ratio=NotEstimable(
                reason="What was measured cannot be told from no improvement, so nothing can be "
                "set in proportion to it.",
                needed="More people, or programs with a clearer effect.",
                n=len(both),
            ),
            adjusted={},
        )
    ratios = said / found
    only = [entry for entry in evidence if measured(entry) is None]
    adjusted: dict[str, Estimate] = {}
    for entry in only:
        opinion = entry.metrics.get(ESTIMATED)
        if isinstance(opinion, Estimate):
            draws = drawn(opinion, rng) / ratios
            told_of = told(draws, n=opinion.n, unit="%", policy=policy)
            adjusted[entry.facts.program_id] = told_of
    return Inflation(
        ratio=told(ratios, n=len(both), unit="times", policy=policy), adjusted=adjusted
    )


def pair_of(entry: ProgramEvidence) -> tuple[Estimate, Estimate] | None:
    """The learners' estimate and the measured effect of a program, both in percent."""
    said, found = entry.metrics.get(ESTIMATED), measured(entry)
    return (said, found) if isinstance(said, Estimate) and found is not None else None


def measured(entry: ProgramEvidence) -> Estimate | None:
    """The effect on the KPI in percent of its mean, better positive; None where there is none."""
    effect = entry.effects["productivity"]
    if not isinstance(effect.measure, Estimate) or not effect.kpi_mean:
        return None
    unit = (100 if effect.higher_is_better else -100) / abs(effect.kpi_mean)
    low, high = sorted((unit * effect.measure.low, unit * effect.measure.high))
    return Estimate(
        value=unit * effect.measure.value,
        low=low,
        high=high,
        n=effect.measure.n,
        unit="%",
        method=effect.measure.method,
        level=effect.measure.level,
    )


def drawn(measure: Estimate, rng: np.random.Generator) -> FloatArray:
    """Draws of an estimate, shape (DRAWS,)."""
    return measure.value + measure.standard_error * rng.standard_normal(DRAWS)


def summed(measures: Sequence[Estimate], rng: np.random.Generator) -> FloatArray:
    """Draws of a sum of independent estimates, shape (DRAWS,)."""
    return np.asarray(sum(drawn(one, rng) for one in measures))


def told(draws: FloatArray, *, n: int, unit: str, policy: Policy) -> Estimate:
    """Median and central range of draws; a mean of ratios would follow its longest tail."""
    low, value, high = np.quantile(draws, [(1 - policy.level) / 2, 0.5, (1 + policy.level) / 2])
    return Estimate(
        value=float(value),
        low=float(low),
        high=float(high),
        n=n,
        unit=unit,
        method="estimate_inflation",
        level=policy.level,
    )
