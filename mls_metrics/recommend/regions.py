"""Whether a program pays in one region and not in another, beyond what luck would show."""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np

from mls_metrics.model.draws import BoolArray
from mls_metrics.model.estimate import Estimate, FloatArray
from mls_metrics.model.evidence import EffectEstimate, ProgramEvidence
from mls_metrics.model.policy import Policy


def region_split_draws(
    evidence: Sequence[ProgramEvidence],
    benefit_retention: FloatArray,
    unit_values: FloatArray,
    *,
    policy: Policy,
    costs: FloatArray,
) -> BoolArray:
    """Draws in which some region does not cover the cost while another clears the scale hurdle.

    Regional KPI effects are shrunk to their mean (normal-normal, DerSimonian-Laird variance
    between regions), so that equal regions almost never look split.

    Returns
    -------
    ndarray of bool, shape (P, S)
    """
    result = np.zeros(benefit_retention.shape, dtype=bool)
    for row, entry in enumerate(evidence):
        effect = entry.effects["productivity"]
        regions = regional_effects(effect)
        if len(regions) < 2 or unit_values[row] <= 0:
            continue
        stream = zlib.crc32(entry.facts.program_id.encode())
        rng = np.random.default_rng([policy.seed, stream, 5])
        values, errors = np.array(list(regions.values())).T
        mean, sd, between = shrink_to_mean(values, errors)
        if between <= 0:
            continue
        kpi = mean[:, None] + sd[:, None] * rng.standard_normal((len(mean), policy.draws))
        money = kpi * unit_values[row] + benefit_retention[row]
        poor = (money < policy.smallest_worthwhile_share * costs[row]).any(axis=0)
        pays = (money >= policy.scale_hurdle * costs[row]).any(axis=0)
        result[row] = poor & pays
    return result


def regional_effects(effect: EffectEstimate) -> Mapping[str, tuple[float, float]]:
    """Oriented effect and standard error by region, where it could be estimated."""
    sign = 1.0 if effect.higher_is_better else -1.0
    return {
        region: (sign * group.raw.value, group.raw.standard_error)
        for region, group in sorted(effect.by_region.items())
        if isinstance(group.raw, Estimate) and group.raw.standard_error > 0
    }


def shrink_to_mean(values: FloatArray, errors: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Normal-normal shrinkage of k values; returns mean (k,), sd (k,) and between-variance."""
    weights = 1 / errors**2
    pooled = float((weights * values).sum() / weights.sum())
    spread = float((weights * (values - pooled) ** 2).sum())
    freedom = len(values) - 1
    denominator = weights.sum() - (weights**2).sum() / weights.sum()
    between = max(0.0, (spread - freedom) / float(denominator)) if denominator > 0 else 0.0
    if between == 0.0:
        return np.full_like(values, pooled), np.full_like(values, weights.sum() ** -0.5), 0.0
    center = float((values / (errors**2 + between)).sum() / (1 / (errors**2 + between)).sum())
    pull = between / (between + errors**2)
    return center + pull * (values - center), np.sqrt(pull) * errors, between
