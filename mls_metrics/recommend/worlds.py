"""Plausible worlds: what each program is worth per starter, in money, draw by draw."""

import zlib
from collections.abc import Sequence
from datetime import date

import numpy as np

from mls_metrics.analysis.cost import cost_per_starter as cost_per_starter
from mls_metrics.model.draws import BoolArray, VerdictDraws, Worlds
from mls_metrics.model.estimate import Estimate, FloatArray
from mls_metrics.model.evidence import EffectEstimate, ProgramEvidence, ProgramFacts
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.any_weights import under_any_weights
from mls_metrics.recommend.regions import region_split_draws
from mls_metrics.stats.posterior import EffectPosterior, kpi_posterior, retention_posterior

EFFECTS = ("retention_12m", "productivity")
DELIVERY_METRICS = ("compliance_completion", "completion_rate", "on_time_completion", "pass_rate")


def make_worlds(
    evidence: Sequence[ProgramEvidence],
    points: FloatArray,
    observed: BoolArray,
    *,
    policy: Policy,
    as_of: date,
) -> Worlds:
    """Draws over effects, prices and scores for P programs.

    Parameters
    ----------
    evidence : sequence of ProgramEvidence, length P
    points, observed : ndarray, shapes (P, S, 5) and (P, 5)
        Dimension draws of `analysis.success.dimension_draws`.
    """
    retention = retention_worlds([e.effects["retention_12m"] for e in evidence], policy)
    kpi = kpi_worlds([e.effects["productivity"] for e in evidence], policy)
    prices = replacement_prices(evidence, policy)
    unit_values = np.array([kpi_unit_value(e, policy) for e in evidence])
    benefit_retention = retention.draws * prices
    benefit_kpi = kpi.draws * unit_values[:, None]
    scale = np.stack([prices.mean(axis=1), unit_values], axis=1)
    prior = np.stack([retention.prior_sd, kpi.prior_sd], axis=1) * scale
    posterior = np.minimum(np.stack([retention.sd, kpi.sd], axis=1) * scale, prior)
    events = np.array([[effective_events(e, name) for name in EFFECTS] for e in evidence])
    draws = VerdictDraws(
        program_ids=tuple(e.facts.program_id for e in evidence),
        benefit=benefit_retention + benefit_kpi,
        cost=np.array([cost_per_starter(e.facts, policy) for e in evidence]),
        informed=informed_draws(evidence, prior, posterior, events, policy),
        dimensions=points,
        observed=observed,
        region_split=region_split_draws(
            evidence,
            benefit_retention,
            unit_values,
            policy=policy,
            costs=program_costs(evidence, policy),
        ),
        stale=np.array([is_stale(e.facts, as_of, policy) for e in evidence], dtype=bool),
        mandatory=np.array([e.facts.mandatory for e in evidence], dtype=bool),
        delivery_known=np.array([delivery_known(e) for e in evidence], dtype=bool),
        headroom=np.array([has_headroom(e.facts, policy) for e in evidence], dtype=bool),
    )
    shares, agree = under_any_weights(draws, policy)
    return Worlds(
        draws=draws,
        benefit_retention=benefit_retention,
        benefit_kpi=benefit_kpi,
        retention=retention.draws,
        kpi=kpi.draws,
        information=prior**2 - posterior**2,
        doubt_left=posterior**2,
        shares_any_weights=shares,
        agree_if_known=agree,
    )


def retention_worlds(effects: Sequence[EffectEstimate], policy: Policy) -> EffectPosterior:
    """Posterior draws of the retention difference (share), one row per program."""
    number = [isinstance(effect.measure, Estimate) for effect in effects]

    def column(name: str) -> FloatArray:
        values = [
            getattr(effect, name) if ok else None
            for effect, ok in zip(effects, number, strict=True)
        ]
        return np.array([np.nan if value is None else value for value in values], dtype=float)

    return retention_posterior(
        column("effective_observed"),
        column("effective_expected"),
        column("control_survival"),
        narrow=policy.prior_log_ratio_narrow,
        wide=policy.prior_log_ratio_wide,
        pseudo_count=policy.prior_pseudo_count,
        draws=policy.draws,
        seed=policy.seed,
        streams=[zlib.crc32(effect.program_id.encode()) for effect in effects],
    )


def kpi_worlds(effects: Sequence[EffectEstimate], policy: Policy) -> EffectPosterior:
    """Posterior draws of the KPI effect in its own unit, oriented so that more is better."""

    def column(values: Sequence[float | None]) -> FloatArray:
        return np.array([np.nan if value is None else value for value in values], dtype=float)

    oriented = [
        effect.measure.value * (1 if effect.higher_is_better else -1)
        if isinstance(effect.measure, Estimate)
        else None
        for effect in effects
    ]
    return kpi_posterior(
        column(oriented),
        column([e.standard_error if isinstance(e.measure, Estimate) else None for e in effects]),
        column([effect.kpi_sd for effect in effects]),
        narrow=policy.prior_kpi_narrow,
        wide=policy.prior_kpi_wide,
        pseudo_count=policy.prior_pseudo_count,
        draws=policy.draws,
        seed=policy.seed,
        streams=[zlib.crc32(effect.program_id.encode()) for effect in effects],
    )


def replacement_prices(evidence: Sequence[ProgramEvidence], policy: Policy) -> FloatArray:
    """Cost of one leaver in every world, shape (P, S); the share of salary is common to a world."""
    rng = np.random.default_rng([policy.seed, 7])
    shares = rng.triangular(
        policy.replacement_cost_share_low,
        policy.replacement_cost_share,
        policy.replacement_cost_share_high,
        policy.draws,
    )
    salaries = np.array([e.facts.mean_salary or policy.default_salary for e in evidence])
    return salaries[:, None] * shares[None, :]


def kpi_unit_value(evidence: ProgramEvidence, policy: Policy) -> float:
    """Money per unit of KPI effect and starter over the benefit months; 0 where unpriced."""
    effect, facts = evidence.effects["productivity"], evidence.facts
    if not effect.kpi_sd:
        return 0.0
    finishing = facts.completers / facts.starters if facts.starters else 1.0
    return effect.money_per_starter * policy.benefit_months * min(finishing, 1.0)


def program_costs(evidence: Sequence[ProgramEvidence], policy: Policy) -> FloatArray:
    """Cost per starter of every program, unknown as 0, shape (P,)."""
    costs = np.array([cost_per_starter(e.facts, policy) for e in evidence], dtype=np.float64)
    return np.asarray(np.nan_to_num(costs))


def effective_events(evidence: ProgramEvidence, name: str) -> float:
    """How many independent events an effect rests on; 0 where it was refused."""
    effect = evidence.effects[name]
    if not isinstance(effect.measure, Estimate):
        return 0.0
    events = effect.effective_observed if name == "retention_12m" else effect.treated_n
    return float(events or 0.0)


def informed_draws(
    evidence: Sequence[ProgramEvidence],
    prior: FloatArray,
    posterior: FloatArray,
    events: FloatArray,
    policy: Policy,
) -> BoolArray:
    """Whether the data inform the verdict, in samples as large as luck could have made them.

    The number of events behind each effect is drawn again (Poisson); precision grows and shrinks
    with it. The test passes where the remaining doubt in money is at most
    `policy.information_ratio` of the prior doubt.

    Parameters
    ----------
    prior, posterior, events : ndarray, shape (P, 2)
        Standard deviations in money, and events, for retention and productivity.
    """
    result = np.zeros((len(evidence), policy.draws), dtype=bool)
    for row, entry in enumerate(evidence):
        stream = zlib.crc32(entry.facts.program_id.encode())
        rng = np.random.default_rng([policy.seed, stream, 3])
        total_prior = float((prior[row] ** 2).sum())
        remaining = np.zeros(policy.draws)
        for part in range(prior.shape[1]):
            if prior[row, part] <= 0:
                continue
            luck = rng.poisson(max(events[row, part], 0.0), policy.draws)
            factor = luck / events[row, part] if events[row, part] > 0 else np.zeros(policy.draws)
            gain = 1 / max(posterior[row, part], 1e-9) ** 2 - 1 / prior[row, part] ** 2
            remaining += 1 / (1 / prior[row, part] ** 2 + factor * max(gain, 0.0))
        enough = entry.facts.starters >= policy.minimum_verdict_starters
        if total_prior > 0 and enough:
            result[row] = np.sqrt(remaining / total_prior) <= policy.information_ratio
    return result


def is_stale(facts: ProgramFacts, as_of: date, policy: Policy) -> bool:
    """True where the content was last reviewed longer ago than the policy allows."""
    months = content_age_months(facts, as_of)
    return months is not None and months > policy.freshness_limit_months


def content_age_months(facts: ProgramFacts, as_of: date) -> int | None:
    """Whole months since the content was last reviewed; None where no date is given."""
    reviewed = facts.content_reviewed_on
    if reviewed is None:
        return None
    return (as_of.year - reviewed.year) * 12 + as_of.month - reviewed.month


def delivery_known(evidence: ProgramEvidence) -> bool:
    """True where at least one metric of delivery could be estimated."""
    return any(isinstance(evidence.metrics.get(name), Estimate) for name in DELIVERY_METRICS)


def has_headroom(facts: ProgramFacts, policy: Policy) -> bool:
    """True where people are left to reach, or where that is not known."""
    return facts.unreached_people is None or facts.unreached_people >= policy.headroom_people
