"""The checks of an effect on speed, each with a sentence that anyone can read."""

import math
from dataclasses import replace

import numpy as np

from mls_metrics.analysis.retention_checks import (
    balance_check,
    effective_sample_check,
    overlap_check,
    undated_check,
)
from mls_metrics.analysis.speed_data import RATERS, SpeedData
from mls_metrics.model.evidence import Check
from mls_metrics.model.policy import Policy
from mls_metrics.stats.balanced_trials import BalancedTrials, SurvivalContrast, contrast
from mls_metrics.stats.ratios import RatioInterval, ratio_interval
from mls_metrics.stats.trial_cells import ClusterRows

SPEED_CHECKS = (
    "overlap",
    "balance",
    "follow_up",
    "events",
    "effective_sample",
    "detection",
    "unassessed",
    "rater",
    "undated_covariates",
)
FEWEST_REACHED = 10.0
MORE_OFTEN = 1.15
MOST_UNASSESSED = 0.5
UNASSESSED_GAP = 0.15
MOST_SELF = 0.5
SELF = RATERS.index("themselves")


def speed_checks(
    data: SpeedData,
    trials: BalancedTrials,
    table: SurvivalContrast,
    *,
    looks: SurvivalContrast,
    clusters: ClusterRows,
    effective_sample: float,
    policy: Policy,
) -> tuple[Check, ...]:
    """All checks that can be run, in the order of `SPEED_CHECKS`.

    Parameters
    ----------
    looks : SurvivalContrast
        Of the first look after the trial month, whatever it found (`looks_of`).
    """
    found: list[Check | None] = [
        overlap_check(trials),
        balance_check(trials),
        begun_early_check(trials, data.last_month),
        reached_check(table),
        effective_sample_check(effective_sample, policy),
        detection_check(looks, clusters, policy),
        unassessed_check(looks, trials.horizon),
        rater_check(data, trials),
        undated_check(data.dated_share, (0.0, 0.0, 0.0, 0.0), None),
    ]
    return tuple(check for check in found if check is not None)


def looks_of(data: SpeedData, trials: BalancedTrials) -> SurvivalContrast:
    """Life tables of the first look after the trial month by the same kind of rater.

    The first look is compared and not the number of looks: whoever reaches the level is followed
    no further, so that counts of looks would differ because of the effect itself.
    """
    assert data.looked is not None
    seen = data.looked > 0
    cells = replace(
        trials.cells,
        followed=np.where(seen, data.looked, trials.cells.followed),
        outcome=seen.astype(np.int64),
    )
    return contrast(replace(trials, cells=cells), events=(1,))


def look_ratio(looks: SurvivalContrast, clusters: ClusterRows, policy: Policy) -> RatioInterval:
    """First looks at starters over those expected, with a range for one of several checks."""
    variance = max(clusters.variances(looks.log_ratio_influence))
    level = math.erf(policy.placebo_limit / math.sqrt(2))
    return ratio_interval(looks.observed, max(looks.expected, 1e-9), variance, level=level)


def detection_check(looks: SurvivalContrast, clusters: ClusterRows, policy: Policy) -> Check:
    """Starters are not looked at sooner or more often: who looks more finds more."""
    ratio = look_ratio(looks, clusters, policy)
    more = ratio.ratio > MORE_OFTEN and ratio.low > 1
    less = ratio.ratio < 1 / MORE_OFTEN and ratio.high < 1
    ending = "as often as the comparison people"
    if more:
        ending = "more often or sooner than the comparison people, so being looked at explains it"
    elif less:
        ending = "less often than the comparison people, so the program may be better than it looks"
    return Check(
        name="detection",
        passed=not more and not less,
        sentence=(
            f"{looks.observed:.0f} starters were assessed again by the same kind of rater; "
            f"{looks.expected:.0f} would have been in that time at the comparison people's pace: "
            f"{ending}."
        ),
        blocks=more,
    )


def unassessed_check(looks: SurvivalContrast, horizon: int) -> Check:
    """People never looked at again are unknown; they look slow only in this count."""
    started, others = float(looks.survival[-1]), float(looks.control_survival[-1])
    passed = max(started, others) <= MOST_UNASSESSED and abs(started - others) <= UNASSESSED_GAP
    return Check(
        name="unassessed",
        passed=passed,
        sentence=(
            f"Within {horizon} months {started:.0%} of the starters and {others:.0%} of the "
            "comparison people are never assessed again. They are unknown, not slow: they count "
            "as not shown yet, for both groups alike."
        ),
    )


def begun_early_check(trials: BalancedTrials, last_month: int) -> Check:
    """Starters who could be followed for the whole time."""
    total, could = followed_starters(trials, last_month)
    return Check(
        name="follow_up",
        passed=could >= 0.5 * total,
        sentence=(
            f"{could:.0f} of {total:.0f} starters began early enough to be followed for "
            f"{trials.horizon} months; the others count for as long as they were seen."
        ),
    )


def followed_starters(trials: BalancedTrials, last_month: int) -> tuple[float, float]:
    """Starters compared, and those of them who began a whole horizon before the last month."""
    cells = trials.cells
    starters = np.where(trials.inside & cells.treated, cells.count, 0.0)
    could = starters[cells.month + trials.horizon <= last_month].sum()
    return float(starters.sum()), float(could)


def reached_check(table: SurvivalContrast) -> Check:
    """Enough people reached it to tell."""
    return Check(
        name="events",
        passed=max(table.observed, table.expected) >= FEWEST_REACHED,
        sentence=(
            f"{table.observed:.0f} starters were shown to be at the level; {table.expected:.0f} "
            f"were expected. At least {FEWEST_REACHED:.0f} of either make a range worth reading."
        ),
    )


def rater_check(data: SpeedData, trials: BalancedTrials) -> Check | None:
    """Who gave the levels: the same kind of rater before and after, better not oneself."""
    if data.kind != "skill" or data.rater is None:
        return None
    cells = trials.cells
    starters = np.where(trials.inside & cells.treated, cells.count, 0.0)
    shares = np.bincount(data.rater, starters, minlength=len(RATERS)) / max(starters.sum(), 1.0)
    named = ", ".join(
        f"{share:.0%} from {name}" for share, name in zip(shares, RATERS, strict=True) if share > 0
    )
    passed = float(shares[SELF]) <= MOST_SELF
    ending = "." if passed else "; people who took a course rate themselves more kindly."
    return Check(
        name="rater",
        passed=passed,
        sentence=(
            f"Starters' levels before come {named}. Reaching it counts only by the same kind of "
            f"rater, so tests that only participants sit are left out{ending}"
        ),
    )
