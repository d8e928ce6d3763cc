"""Speed to competency: how much sooner starters reach the level than the like of them."""

from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.analysis.arm_curves import arm_curves
from mls_metrics.analysis.retention_fit import FEW_EVENTS, effective_people
from mls_metrics.analysis.speed_checks import followed_starters, looks_of, speed_checks
from mls_metrics.analysis.speed_data import (
    SpeedData,
    everyone_starts,
    nobody_below,
    speed_refusal_before,
)
from mls_metrics.model.estimate import Curve, Estimate, NotEstimable, normal_quantile
from mls_metrics.model.evidence import EffectEstimate, Grade
from mls_metrics.model.policy import Policy
from mls_metrics.stats.balanced_trials import (
    BalancedTrials,
    SurvivalContrast,
    balance_trials,
    contrast,
)
from mls_metrics.stats.ratios import RatioInterval, ratio_interval
from mls_metrics.stats.trial_cells import ClusterRows, TrialCells

# Nobody reaches a level in advance of a program, as people under notice stay away from one, so no
# month after the start is left out; what is shown within the month of the start is the baseline.
GRACE = 0
MONTH_DAYS = 365.25 / 12
FEWEST_FOLLOWED = 8.0
METHOD = "restricted_mean_days_saved"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpeedFit:
    """Everything estimated before it is judged."""

    data: SpeedData
    trials: BalancedTrials
    clusters: ClusterRows
    table: SurvivalContrast
    ratio: RatioInterval
    effective_sample: float


def estimate_speed(data: SpeedData, *, policy: Policy) -> EffectEstimate:
    """Days saved until the level is shown, starters against comparable people.

    Never raises for thin data: a refusal stands in `measure`, with estimand, design and naive
    number.

    Notes
    -----
    Sequential trials as for retention (statistics.md 1.3) with reaching the level as the event;
    the estimand is the difference in restricted mean time within the horizon [1]_.

    References
    ----------
    .. [1] Royston & Parmar (2013), BMC Medical Research Methodology 13:152.
    """
    frame = speed_frame(data, policy)
    refusal = speed_refusal_before(data, policy)
    if refusal is not None or data.cells is None or data.clusters is None:
        return replace(frame, measure=refusal or nobody_below(data))
    trials = balance_trials(
        data.cells,
        grace=GRACE,
        horizon=policy.horizon_months,
        minimum=fewest_of_a_level(data.cells),
    )
    if trials is None:
        return replace(frame, measure=everyone_starts(data))
    fit = fit_speed(data, trials, data.clusters, policy)
    control = trials.inside & ~trials.cells.treated
    frame = replace(
        frame,
        comparison_n=data.clusters.distinct(control),
        treated_n=round(trials.treated_n),
    )
    refusal = speed_refusal_after(fit, policy)
    if refusal is not None:
        return replace(frame, measure=refusal)
    return finished(frame, fit, policy)


def fewest_of_a_level(cells: TrialCells) -> float:
    """People of either arm that a level of a factor needs to stand alone."""
    return max(6.0, 0.01 * float(cells.count[cells.treated].sum()))


def speed_frame(data: SpeedData, policy: Policy) -> EffectEstimate:
    """The effect with its question and design, before there is a number."""
    by_completion = data.by_completion > 0.5 * max(data.starters, 1)
    event = "completed" if by_completion else "started"
    started, never = data.plain_days
    shown = (
        f"the first of two months in a row at {policy.productive_share:.0%} of what people of "
        f"{policy.tenured_months} months and more in the same role do (median)"
        if data.kind == "output"
        else "an assessment by the same kind of rater shows it"
    )
    level = data.level if data.kind != "none" else "the level it is for"
    before = "the KPI" if data.kind == "output" else "the skill and the months since it was rated"
    return EffectEstimate(
        name="speed",
        program_id=data.program_id,
        measure=NotEstimable(reason="Not estimated.", needed="", n=data.starters),
        estimand=(
            f"Among people below {level} who {event} the program in a month: days sooner until "
            f"{shown}, within {policy.horizon_months} months (restricted mean), against not "
            "starting. Exits end the follow-up."
        ),
        design=(
            "people below the same level in the same month who did not start, weighted until "
            f"tenure, role, region, level, rating, {before} are alike (balanced sequential trials)"
        ),
        comparison_n=0,
        naive=None if started is None or never is None else never - started,
        checks=(),
        treated_n=data.starters,
        base_grade=Grade.C if by_completion else Grade.B,
        time_zero="completion" if by_completion else "start",
        grace_months=GRACE,
        kpi_unit="days",
        subject=data.subject,
        subject_kind=data.kind,
    )


def fit_speed(
    data: SpeedData, trials: BalancedTrials, clusters: ClusterRows, policy: Policy
) -> SpeedFit:
    """Life tables of reaching the level, and observed over expected."""
    table = contrast(trials, events=(1,))
    variance = max(clusters.variances(table.log_ratio_influence))
    control = trials.inside & ~trials.cells.treated
    return SpeedFit(
        data=data,
        trials=trials,
        clusters=clusters,
        table=table,
        ratio=ratio_interval(
            table.observed, max(table.expected, 1e-9), variance, level=policy.level
        ),
        effective_sample=effective_people(np.where(control, trials.weights, 0.0), clusters),
    )


def speed_refusal_after(fit: SpeedFit, policy: Policy) -> NotEstimable | None:
    """Why the estimate is not given, once the trials are known."""
    trials, table, people = fit.trials, fit.table, round(fit.trials.treated_n)
    if trials.dropped > trials.treated_n:
        return everyone_starts(fit.data)
    if trials.treated_n < policy.minimum_starters:
        return NotEstimable(
            reason=f"Only {trials.treated_n:.0f} starters below {fit.data.level} can be compared.",
            needed=f"At least {policy.minimum_starters} starters assessed before they begin.",
            n=people,
        )
    _, could = followed_starters(trials, fit.data.last_month)
    if could < FEWEST_FOLLOWED:
        return NotEstimable(
            reason=(
                f"Too few starters began {policy.horizon_months} months before the last "
                f"{'KPI value' if fit.data.kind == 'output' else 'assessment'} ({could:.0f})."
            ),
            needed="More months of assessments or of the KPI after the starts.",
            n=people,
        )
    if max(table.observed, table.expected) < policy.minimum_expected_exits:
        return NotEstimable(
            reason=(
                f"Only {table.observed:.0f} starters were shown to be at the level and "
                f"{table.expected:.1f} were expected, too few to see a difference."
            ),
            needed="Assessments repeated after the start, for starters and for others.",
            n=people,
        )
    return None


def finished(frame: EffectEstimate, fit: SpeedFit, policy: Policy) -> EffectEstimate:
    """The effect with number, range, checks and curves."""
    table = fit.table
    days, error = days_saved(table), days_error(fit)
    low, high = days_interval(fit, days, error, policy)
    return replace(
        frame,
        measure=Estimate(
            value=days,
            low=low,
            high=high,
            level=policy.level,
            n=round(fit.trials.treated_n),
            unit="days",
            method=METHOD,
        ),
        standard_error=error,
        observed_reached=table.observed,
        expected_reached=table.expected,
        checks=speed_checks(
            fit.data,
            fit.trials,
            table,
            looks=looks_of(fit.data, fit.trials),
            clusters=fit.clusters,
            effective_sample=fit.effective_sample,
            policy=policy,
        ),
        curves=reaching_curves(fit, policy),
    )


def days_saved(table: SurvivalContrast) -> float:
    """Restricted mean days sooner within the horizon.

    Months until the level, at most K, add up to the sum of the shares not there yet after months
    0 to K - 1; the table's own sum runs from 1 to K, and both groups begin at 1.
    """
    return -MONTH_DAYS * (table.months_gained - table.difference)


def days_error(fit: SpeedFit) -> float:
    """Standard error of the days saved, by person and by team, the larger."""
    influence = fit.table.months_influence - fit.table.influence
    return MONTH_DAYS * float(np.sqrt(max(fit.clusters.variances(influence))))


def days_interval(fit: SpeedFit, days: float, error: float, policy: Policy) -> tuple[float, float]:
    """Interval of the days saved; where few were seen to get there, by observed over expected."""
    if fit.ratio.effective_observed < FEW_EVENTS and fit.table.expected >= 1:
        base = np.clip(fit.table.control_survival[:-1], 1e-6, 1.0)
        ends = [
            MONTH_DAYS * float((base - base**bound).sum())
            for bound in (fit.ratio.low, fit.ratio.high)
        ]
        return min(*ends, days), max(*ends, days)
    half = normal_quantile(policy.level) * error
    return days - half, days + half


def reaching_curves(fit: SpeedFit, policy: Policy) -> tuple[Curve, Curve]:
    """Share shown at the level by month since the start, starters and comparison."""
    time = np.arange(fit.trials.horizon + 1, dtype=float)
    return arm_curves(fit.table, time, quantile=normal_quantile(policy.level), rising=True)
