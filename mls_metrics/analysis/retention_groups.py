"""Retention by region, role and version: the same trials among the people of each."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from mls_metrics.analysis.groups import NOT_KNOWN, Level, with_groups
from mls_metrics.analysis.retention_fit import (
    ANY_EXIT,
    FEWEST_FOLLOWED,
    METHOD,
    VOLUNTARY,
    RetentionFit,
    difference_interval,
)
from mls_metrics.model.estimate import Estimate, FloatArray, NotEstimable
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.model.policy import Policy
from mls_metrics.stats.balanced_trials import BalancedTrials, SurvivalContrast, contrast
from mls_metrics.stats.level_trials import level_trials, variant_rows
from mls_metrics.stats.ratios import ratio_interval
from mls_metrics.stats.trial_cells import BoolArray

LARGEST_DIFFERENCE = 0.1
RATIO_BOUNDS = (0.25, 4.0)


def retention_groups(
    effect: EffectEstimate, fit: RetentionFit, *, policy: Policy
) -> EffectEstimate:
    """The effect with what it is in each region, role and version, drawn to the whole.

    Parameters
    ----------
    fit : RetentionFit
        Of the whole program; its data's `group_names` say which groups are asked for.
    """
    levels = {
        factor: list(levels_of(fit, factor, policy))
        for factor in fit.data.group_names
        if factor == "version" or factor in fit.trials.cells.names
    }
    return with_groups(effect, levels, policy=policy)


def levels_of(fit: RetentionFit, factor: str, policy: Policy) -> Iterator[Level]:
    """Each level of one factor by itself; nothing where there is but one."""
    cells, names = fit.trials.cells, fit.data.group_names[factor]
    own = cells.treated & fit.trials.inside
    codes = cells.variant if factor == "version" else cells.factors[cells.names.index(factor)]
    if codes is None:
        return
    starters = np.bincount(codes[own], cells.count[own], minlength=1)
    present = [
        (code, name)
        for code, name in names.items()
        if code < len(starters) and starters[code] > 0 and name not in NOT_KNOWN
    ]
    if len(present) < 2:
        return
    for code, name in present:
        rows = variant_rows(fit.trials, code) if factor == "version" else codes == code
        yield one_level(fit, np.asarray(rows), name, float(starters[code]), policy)


def one_level(
    fit: RetentionFit, rows: BoolArray, name: str, starters: float, policy: Policy
) -> Level:
    """The trials among the people of one level, or why there is no number."""
    people = round(starters)
    if people < policy.minimum_starters:
        return Level(name=name, people=people, measure=too_few(people, policy))
    trials = level_trials(fit.trials, rows, minimum=max(6.0, 0.01 * starters))
    if trials is None or trials.dropped > trials.treated_n:
        return Level(name=name, people=people, measure=nobody_alike(people))
    events = ANY_EXIT if fit.data.any_exit(policy) else VOLUNTARY
    table = contrast(trials, events=events)
    refusal = refusal_of(trials, table, policy)
    if refusal is not None:
        return Level(name=name, people=people, measure=refusal)
    inner = inner_fit(fit, rows, trials, table, policy)
    low, high = difference_interval(inner, policy)
    whole = fit.table.observed / max(fit.table.expected, 1e-9)
    measure = Estimate(
        value=100 * table.difference,
        low=100 * low,
        high=100 * high,
        level=policy.level,
        n=round(trials.treated_n),
        unit="pp",
        method=METHOD,
    )
    error = 100 * fair_error(table, inner.standard_error**2, ratio=whole)
    return Level(name=name, people=people, measure=measure, error=error)


def inner_fit(
    fit: RetentionFit,
    rows: BoolArray,
    trials: BalancedTrials,
    table: SurvivalContrast,
    policy: Policy,
) -> RetentionFit:
    """The level's fit with its cluster-robust spread, from the rows behind the whole."""
    clusters = fit.data.clusters
    assert clusters is not None, "a fit comes with the rows behind its cells"
    keep = rows & fit.trials.inside
    variances = []
    for influence in (table.influence, table.log_ratio_influence):
        spread = np.zeros(len(keep))
        spread[keep] = influence
        variances.append(max(clusters.variances(spread)))
    return replace(
        fit,
        trials=trials,
        table=table,
        ratio=ratio_interval(
            table.observed, max(table.expected, 1e-9), variances[1], level=policy.level
        ),
        standard_error=float(np.sqrt(variances[0])),
    )


def fair_error(table: SurvivalContrast, variance: float, *, ratio: float) -> float:
    """Standard error of a level's difference were its ratio that of the whole program, share.

    A level that by luck saw few leavers would else look more certain than one that by luck saw
    many, and good would be found more readily than harm. So the spread that the starters' own
    leavers bring (Greenwood) is taken at the hazards that the whole would make one expect.

    Parameters
    ----------
    variance : float
        Cluster-robust variance of the difference as observed.
    ratio : float
        Observed over expected leavers of the whole program.
    """
    own = greenwood(table.hazards[1], table.at_risk)
    likely = np.clip(np.clip(ratio, *RATIO_BOUNDS) * table.hazards[0], 0.0, 0.9)
    return float(np.sqrt(max(variance - own, 0.0) + greenwood(likely, table.at_risk)))


def greenwood(hazard: FloatArray, at_risk: FloatArray) -> float:
    """Greenwood's variance of survival to the last month (1926)."""
    survival = float(np.prod(1 - hazard))
    return survival**2 * float((hazard / ((1 - hazard) * np.maximum(at_risk, 1.0))).sum())


def too_few(people: int, policy: Policy) -> NotEstimable:
    """Refusal where too few started."""
    return NotEstimable(
        reason=f"Only {people} starters in this group can be compared.",
        needed=f"At least {policy.minimum_starters} starters still there after the grace.",
        n=people,
    )


def nobody_alike(people: int) -> NotEstimable:
    """Refusal where the group holds no comparison."""
    return NotEstimable(
        reason="Hardly anybody comparable in this group did not start it.",
        needed="People of this group who have not started it yet.",
        n=people,
    )


def refusal_of(
    trials: BalancedTrials, table: SurvivalContrast, policy: Policy
) -> NotEstimable | None:
    """Why a level gets no number, once its trials are known."""
    people = round(trials.treated_n)
    if people < policy.minimum_starters:
        return too_few(people, policy)
    if trials.largest_difference_after > LARGEST_DIFFERENCE:
        return nobody_alike(people)
    if table.at_risk[-1] < FEWEST_FOLLOWED or table.control_effective[-1] < FEWEST_FOLLOWED:
        return NotEstimable(
            reason=(
                f"Too few starters of this group have been followed for {policy.horizon_months} "
                "months."
            ),
            needed="More months of the roster.",
            n=people,
        )
    if table.expected < policy.minimum_expected_exits:
        return NotEstimable(
            reason=f"Only {table.expected:.1f} leavers would be expected in this group.",
            needed=f"More starters, until at least {policy.minimum_expected_exits:g} are expected.",
            n=people,
        )
    return None
