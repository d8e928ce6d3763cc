"""Retention: whether people who start a program stay longer than the like of them."""

from dataclasses import replace

import numpy as np

from mls_metrics.analysis.arm_curves import arm_curves
from mls_metrics.analysis.retention_checks import ENOUGH_DATED, retention_checks
from mls_metrics.analysis.retention_data import (
    RetentionData,
    everyone_takes_it,
    no_starts,
    refusal_before,
)
from mls_metrics.analysis.retention_fit import (
    FEW_EVENTS,
    FEWEST_FOLLOWED,
    METHOD,
    RetentionFit,
    comparison_people,
    difference_interval,
    fewest_of_a_level,
    fit_trials,
)
from mls_metrics.analysis.retention_groups import retention_groups
from mls_metrics.model.estimate import Curve, Estimate, NotEstimable, normal_quantile
from mls_metrics.model.evidence import EffectEstimate, Grade
from mls_metrics.model.policy import Policy
from mls_metrics.stats.balanced_trials import balance_trials
from mls_metrics.stats.power import needed_n

UNDATED = ("role", "level", "rating")


def estimate_retention(data: RetentionData, *, policy: Policy) -> EffectEstimate:
    """Difference in retention of those who started a program, in percentage points.

    Never raises for thin data: a refusal stands in `measure`, with estimand, design, naive number
    and whatever checks could be run.
    """
    frame = effect_frame(data, policy)
    refusal = refusal_before(data, policy)
    if refusal is not None or data.cells is None or data.clusters is None:
        return replace(frame, measure=refusal or no_starts(data))
    trials = balance_trials(
        data.cells,
        grace=policy.grace_months,
        horizon=policy.horizon_months,
        minimum=fewest_of_a_level(data),
    )
    if trials is None:
        return replace(frame, measure=everyone_takes_it(data))
    fit = fit_trials(data, trials, data.clusters, policy)
    frame = replace(
        frame,
        comparison_n=comparison_people(fit, data.clusters),
        treated_n=round(trials.treated_n),
    )
    refusal = refusal_after(fit, policy)
    if refusal is not None:
        return replace(frame, measure=refusal)
    return retention_groups(finished(frame, fit, policy), fit, policy=policy)


def effect_frame(data: RetentionData, policy: Policy) -> EffectEstimate:
    """The effect with its question and design, before there is a number."""
    grace, horizon = policy.grace_months, policy.horizon_months
    any_exit = data.any_exit(policy)
    by_completion = data.by_completion > 0.5 * max(data.starters, 1)
    event = "completed" if by_completion else "started"
    kind = (
        "retention (leaving of any kind, because exits are not typed)"
        if any_exit
        else ("voluntary retention")
    )
    others = "" if any_exit else " Other exits end the follow-up."
    return EffectEstimate(
        name="retention_12m",
        program_id=data.program_id,
        measure=NotEstimable(reason="Not estimated.", needed="", n=data.starters),
        estimand=(
            f"Among people who {event} the program in a month and were still there {grace} months "
            f"later: difference in {kind} over months {grace + 1} to {horizon}, in percentage "
            f"points, against not starting.{others}"
        ),
        design=(
            "people at risk in the same month who did not start, weighted until tenure, role, "
            "region, level, rating and other programs taken are alike (balanced sequential trials)"
        ),
        comparison_n=0,
        naive=naive_difference(data, any_exit=any_exit),
        checks=(),
        treated_n=data.starters,
        base_grade=Grade.C if by_completion else Grade.B,
        time_zero="completion" if by_completion else "start",
        grace_months=grace,
    )


def naive_difference(data: RetentionData, *, any_exit: bool) -> float | None:
    """Completers minus never enrolled without an exit in the window, pp."""
    shares = []
    for people, voluntary, every in (data.completers, data.never_enrolled):
        if people == 0:
            return None
        shares.append(1 - (every if any_exit else voluntary) / people)
    return 100 * (shares[0] - shares[1])


def refusal_after(fit: RetentionFit, policy: Policy) -> NotEstimable | None:
    """Why the estimate is not given, once the trials are known."""
    data, trials, table = fit.data, fit.trials, fit.table
    if trials.dropped > trials.treated_n:
        return everyone_takes_it(data)
    if trials.treated_n < policy.minimum_starters:
        return NotEstimable(
            reason=f"Only {trials.treated_n:.0f} starters can be compared after the grace months.",
            needed=f"At least {policy.minimum_starters} starters still there after the grace.",
            n=round(trials.treated_n),
        )
    if table.at_risk[-1] < FEWEST_FOLLOWED or table.control_effective[-1] < FEWEST_FOLLOWED:
        months = months_missing(fit, policy)
        return NotEstimable(
            reason=(
                f"Too few starters have been followed for {policy.horizon_months} months "
                f"({table.at_risk[-1]:.0f})."
            ),
            needed=f"About {months} more months of the roster.",
            n=round(trials.treated_n),
        )
    if table.expected < policy.minimum_expected_exits:
        factor = policy.minimum_expected_exits / max(table.expected, 0.1)
        people = round(trials.treated_n * (factor - 1)) + 1
        return NotEstimable(
            reason=(
                f"Only {table.expected:.1f} leavers would be expected among the starters, too few "
                "to see a difference."
            ),
            needed=f"About {people} more starters, or a longer follow-up.",
            n=round(trials.treated_n),
        )
    return None


def months_missing(fit: RetentionFit, policy: Policy) -> int:
    """Months until the tenth starter still there has been followed to the horizon."""
    cells = fit.trials.cells
    use = fit.trials.inside & cells.treated & (cells.outcome == 0)
    order = np.argsort(cells.month[use], kind="stable")
    running = np.cumsum(cells.count[use][order])
    place = min(int(np.searchsorted(running, 10)), len(running) - 1)
    if place < 0:
        return policy.horizon_months
    seen = fit.data.last_month - int(cells.month[use][order][place])
    return max(policy.horizon_months - seen, 1)


def finished(frame: EffectEstimate, fit: RetentionFit, policy: Policy) -> EffectEstimate:
    """The effect with number, range, checks and curves."""
    table, ratio = fit.table, fit.ratio
    low, high = difference_interval(fit, policy)
    dateless = without_undated(fit, policy)
    return replace(
        frame,
        without_undated=dateless,
        measure=Estimate(
            value=100 * table.difference,
            low=100 * low,
            high=100 * high,
            level=policy.level,
            n=round(fit.trials.treated_n),
            unit="pp",
            method=METHOD,
        ),
        standard_error=100 * fit.standard_error,
        observed_leavers=table.observed,
        expected_leavers=table.expected,
        control_survival=float(table.control_survival[-1]),
        effective_observed=ratio.effective_observed,
        effective_expected=ratio.effective_expected,
        months_gained=months_gained(fit, policy),
        second_opinion=second_opinion(fit, policy),
        checks=retention_checks(
            fit.trials,
            table,
            ratio,
            difference=(100 * table.difference, 100 * low, 100 * high, 100 * fit.standard_error),
            effective_sample=fit.effective_sample,
            second_opinion=fit.data.second_opinion,
            clusters=fit.data.clusters,
            last_month=fit.data.last_month,
            dated_share=fit.data.dated_share,
            without_undated=dateless,
            untyped=(fit.data.untyped_exits, fit.data.exits),
            policy=policy,
        ),
        curves=survival_curves(fit, policy),
    )


def without_undated(fit: RetentionFit, policy: Policy) -> Estimate | None:
    """The same without what only today's roster tells, which may be a result of the program.

    None where role, level and rating are dated, or nothing can be compared without them.
    """
    data = fit.data
    if data.dated_share >= ENOUGH_DATED or data.cells is None or data.clusters is None:
        return None
    kept = [place for place, name in enumerate(data.cells.names) if name not in UNDATED]
    cells = replace(
        data.cells,
        factors=tuple(data.cells.factors[place] for place in kept),
        names=tuple(data.cells.names[place] for place in kept),
    )
    trials = balance_trials(
        cells,
        grace=policy.grace_months,
        horizon=policy.horizon_months,
        minimum=fewest_of_a_level(data),
    )
    if trials is None:
        return None
    other = fit_trials(replace(data, cells=cells), trials, data.clusters, policy)
    low, high = difference_interval(other, policy)
    return Estimate(
        value=100 * other.table.difference,
        low=100 * low,
        high=100 * high,
        level=policy.level,
        n=round(trials.treated_n),
        unit="pp",
        method=METHOD,
    )


def months_gained(fit: RetentionFit, policy: Policy) -> Estimate:
    """Months a starter stays longer within the months compared; few leavers: by the ratio."""
    table, ratio = fit.table, fit.ratio
    if ratio.effective_observed >= FEW_EVENTS:
        assert fit.data.clusters is not None
        error = float(np.sqrt(max(fit.data.clusters.variances(table.months_influence))))
        half = normal_quantile(policy.level) * error
        low, high = table.months_gained - half, table.months_gained + half
    else:
        base = np.clip(table.control_survival, 1e-6, 1.0)
        ends = [float((base**bound - base).sum()) for bound in (ratio.low, ratio.high)]
        low, high = min(*ends, table.months_gained), max(*ends, table.months_gained)
    return Estimate(
        value=table.months_gained,
        low=low,
        high=high,
        level=policy.level,
        n=round(fit.trials.treated_n),
        unit="months",
        method="restricted_mean_months",
    )


def second_opinion(fit: RetentionFit, policy: Policy) -> Estimate | None:
    """The pooled logistic hazard's answer as an estimate."""
    if fit.data.second_opinion is None:
        return None
    value, error = fit.data.second_opinion
    half = normal_quantile(policy.level) * error
    return Estimate(
        value=value,
        low=value - half,
        high=value + half,
        level=policy.level,
        n=round(fit.trials.treated_n),
        unit="pp",
        method="pooled_logistic_hazard",
    )


def survival_curves(fit: RetentionFit, policy: Policy) -> tuple[Curve, Curve]:
    """Share still here by month since the start, for starters and for the comparison."""
    time = np.arange(fit.trials.grace, fit.trials.horizon + 1, dtype=float)
    return arm_curves(fit.table, time, quantile=normal_quantile(policy.level), rising=False)


def starters_for_half_width(effect: EffectEstimate, *, wanted: float) -> int | None:
    """Starters needed for a range of plus or minus `wanted` pp; None where there is no number."""
    if not isinstance(effect.measure, Estimate):
        return None
    half = (effect.measure.high - effect.measure.low) / 2
    return needed_n(effect.measure.n, half, wanted=wanted)
