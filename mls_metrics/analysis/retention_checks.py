"""The checks of a retention effect, each with a sentence that anyone can read."""

import math
from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import Check
from mls_metrics.model.policy import Policy
from mls_metrics.stats.balanced_trials import (
    BalancedTrials,
    SurvivalContrast,
    contrast,
    early_months,
)
from mls_metrics.stats.ratios import RatioInterval, ratio_interval
from mls_metrics.stats.sensitivity import e_value, limit_nearest_one
from mls_metrics.stats.trial_cells import ClusterRows, confounding_ratios, even_leaving_rate

RETENTION_CHECKS = (
    "overlap",
    "balance",
    "follow_up",
    "events",
    "effective_sample",
    "placebo",
    "notice",
    "hidden_factor",
    "unrecorded_choice",
    "second_opinion",
    "undated_covariates",
    "untyped_exits",
)
VOLUNTARY, INVOLUNTARY, ANY_EXIT = (1,), (2,), (1, 2, 3, 4)
LARGEST_UNMATCHED = 0.2
LARGEST_DIFFERENCE = 0.1
FEWEST_EXPECTED = 10.0
ENOUGH_DATED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judged:
    """What the checks look at."""

    trials: BalancedTrials
    table: SurvivalContrast
    ratio: RatioInterval
    policy: Policy


def retention_checks(
    trials: BalancedTrials,
    table: SurvivalContrast,
    ratio: RatioInterval,
    *,
    difference: tuple[float, float, float, float],
    effective_sample: float,
    second_opinion: tuple[float, float] | None,
    clusters: ClusterRows | None,
    last_month: int,
    dated_share: float,
    without_undated: Estimate | None,
    untyped: tuple[int, int],
    policy: Policy,
) -> tuple[Check, ...]:
    """All checks that can be run, in the order of `RETENTION_CHECKS`.

    Parameters
    ----------
    difference : tuple of float
        Value, low, high and standard error, pp.
    without_undated : Estimate or None
        The difference without what only today's roster tells; None where that is dated.
    untyped : tuple of int
        Untyped exits and all exits.
    """
    judged = Judged(trials=trials, table=table, ratio=ratio, policy=policy)
    any_exit = untyped[0] > policy.untyped_exit_limit * max(untyped[1], 1)
    events = ANY_EXIT if any_exit else VOLUNTARY
    strength = hidden_strength(judged, difference, events)
    found: list[Check | None] = [
        overlap_check(trials),
        balance_check(trials),
        follow_up_check(trials, last_month),
        events_check(table, ratio),
        effective_sample_check(effective_sample, policy),
        None if any_exit or clusters is None else placebo_check(judged, clusters),
        notice_check(judged, events),
        hidden_factor_check(strength),
        unrecorded_choice_check(strength, policy),
        second_opinion_check(difference, second_opinion),
        undated_check(dated_share, difference, without_undated),
        untyped_check(untyped, any_exit=any_exit),
    ]
    return tuple(check for check in found if check is not None)


def overlap_check(trials: BalancedTrials) -> Check:
    """Starters for whom comparable people exist."""
    total = trials.treated_n + trials.dropped
    share = trials.dropped / max(total, 1.0)
    return Check(
        name="overlap",
        passed=share <= LARGEST_UNMATCHED,
        sentence=(
            f"{trials.dropped:.0f} of {total:.0f} starters had nobody comparable who did not start "
            "in the same month and were left out."
        ),
    )


def balance_check(trials: BalancedTrials) -> Check:
    """Groups alike after weighting."""
    before = np.abs(trials.differences_before)
    if not len(before):
        alike = "Everybody compared is alike in all that is measured; nothing had to be weighted."
        return Check(name="balance", passed=True, sentence=alike, blocks=True)
    worst = int(before.argmax())
    comparable = trials.comparable
    place = int(np.searchsorted(comparable.design.offsets, worst + 1, side="right")) - 1
    after = trials.largest_difference_after
    return Check(
        name="balance",
        passed=after <= LARGEST_DIFFERENCE,
        sentence=(
            f"Before weighting the groups differed most in {comparable.names[place]} "
            f"({before[worst]:.2f} standard deviations); after weighting the largest difference in "
            f"anything measured is {after:.2f}."
        ),
        blocks=True,
    )


def follow_up_check(trials: BalancedTrials, last_month: int) -> Check:
    """Starters who could be followed for the whole time."""
    cells = trials.cells
    starters = np.where(trials.inside & cells.treated, cells.count, 0.0)
    could = float(starters[cells.month + trials.horizon <= last_month].sum())
    share = could / max(float(starters.sum()), 1.0)
    return Check(
        name="follow_up",
        passed=share >= 0.5,
        sentence=(
            f"{could:.0f} of {starters.sum():.0f} starters began early enough to be followed for "
            f"{trials.horizon} months; the others count for as long as they were seen."
        ),
    )


def events_check(table: SurvivalContrast, ratio: RatioInterval) -> Check:
    """Enough leavers to tell."""
    return Check(
        name="events",
        passed=ratio.effective_expected >= FEWEST_EXPECTED or table.expected >= 2 * FEWEST_EXPECTED,
        sentence=(
            f"{table.observed:.0f} starters left; {table.expected:.0f} were expected. "
            f"At least {FEWEST_EXPECTED:.0f} expected leavers make a range worth reading."
        ),
    )


def effective_sample_check(effective: float, policy: Policy) -> Check:
    """The comparison rests on more than a handful."""
    return Check(
        name="effective_sample",
        passed=effective >= policy.minimum_effective_sample,
        sentence=(
            f"Once weighted, the comparison counts as {effective:.0f} people; "
            f"{policy.minimum_effective_sample:.0f} are asked for."
        ),
        blocks=True,
    )


def placebo_check(judged: Judged, clusters: ClusterRows) -> Check:
    """Involuntary exits, which the program should not move.

    Leaving has no values from before the start, so this is the one test of likeness on something
    that is not balanced; where it cannot be made, a letter is lost.
    """
    table = contrast(judged.trials, events=INVOLUNTARY)
    if table.expected < judged.policy.minimum_expected_exits:
        return Check(
            name="placebo",
            passed=False,
            sentence=(
                f"Only {table.expected:.1f} exits the company decided on would be expected among "
                "starters, too few to test whether the groups are alike in what was not matched."
            ),
        )
    variance = max(clusters.variances(table.log_ratio_influence))
    level = math.erf(judged.policy.placebo_limit / math.sqrt(2))
    ratio = ratio_interval(table.observed, table.expected, variance, level=level)
    passed = ratio.low <= 1 <= ratio.high
    ending = "as expected of groups that are alike" if passed else "so the groups still differ"
    return Check(
        name="placebo",
        passed=passed,
        sentence=(
            "Exits the company decided on, which the program should not change: "
            f"{table.observed:.0f} among starters, {table.expected:.0f} expected, {ending}."
        ),
        blocks=True,
    )


def notice_check(judged: Judged, events: tuple[int, ...]) -> Check:
    """No dip in leaving right after the grace: people under notice do not enroll."""
    trials, (observed, expected) = judged.trials, judged.table.monthly
    early = (observed[:2].sum(), expected[:2].sum())
    late = (observed[2:].sum(), expected[2:].sum())
    gap = math.log((early[0] + 0.5) / (early[1] + 0.5)) - math.log(
        (late[0] + 0.5) / (late[1] + 0.5)
    )
    spread = math.sqrt(1 / (early[0] + 0.5) + 1 / (late[0] + 0.5))
    passed = gap / spread > -judged.policy.placebo_limit
    within = early_months(trials, events=events)
    sentence = (
        f"In the first {trials.grace} months {within[0]:.0f} left and {within[1]:.0f} were "
        "expected; they are left out, because people who have resigned do not start programs. "
        f"In the two months after that {early[0]:.0f} left and {early[1]:.0f} were expected"
    )
    ending = "." if passed else ", still far fewer than later: raise the grace in the policy."
    return Check(name="notice", passed=passed, sentence=sentence + ending)


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenStrength:
    """E-values: what would explain the nearer end of the range away, and what is measured.

    Parameters
    ----------
    needed : float
        With what ratio something unseen would have to go with both starting and leaving.
    strongest, together : float
        Of the strongest factor measured, and of everything measured at once.
    name : str
        The strongest factor measured.
    """

    needed: float
    strongest: float
    together: float
    name: str

    @property
    def withstands_what_is_measured(self) -> bool:
        """Stronger than the strongest factor and than all of them at once."""
        return self.needed > max(self.strongest, self.together)


def hidden_strength(
    judged: Judged, difference: tuple[float, float, float, float], events: tuple[int, ...]
) -> HiddenStrength | None:
    """E-values of the range and of what is measured; None where the range holds no difference."""
    limit = limit_nearest_one(judged.ratio.low, judged.ratio.high)
    if difference[1] <= 0 <= difference[2] or limit == 1.0:
        return None
    strengths = confounding_ratios(
        judged.trials.cells,
        judged.trials.inside,
        events=events,
        grace=judged.trials.grace,
    )
    name = max(strengths, key=lambda factor: abs(math.log(strengths[factor])), default="")
    return HiddenStrength(
        needed=e_value(limit),
        strongest=e_value(strengths[name]) if name else 1.0,
        together=e_value(measured_together(judged, events)),
        name=name,
    )


def hidden_factor_check(strength: HiddenStrength | None) -> Check:
    """Whether something unseen, as strong as what is seen, could explain the effect away."""
    if strength is None:
        return Check(
            name="hidden_factor",
            passed=True,
            sentence="The range includes no difference, so there is nothing to explain away.",
        )
    passed = strength.withstands_what_is_measured
    return Check(
        name="hidden_factor",
        passed=passed,
        sentence=(
            "To explain the nearer end of the range away, something unseen would have to go with "
            f"both starting and leaving {strength.needed:.2f}-fold; the strongest factor we see, "
            f"{strength.name or 'none'}, amounts to {strength.strongest:.2f}-fold, everything we "
            f"see together to {strength.together:.2f}-fold"
            + ("." if passed else ", so something hidden of that strength would be enough.")
        ),
        blocks=True,
    )


def unrecorded_choice_check(strength: HiddenStrength | None, policy: Policy) -> Check | None:
    """Whether a motive that no file records could explain the effect away.

    None where nothing is claimed, or where what is measured would already be enough: the same
    doubt costs one letter.
    """
    if strength is None or not strength.withstands_what_is_measured:
        return None
    bar = policy.unrecorded_choice_strength
    passed = strength.needed > bar
    ending = (
        "; the range withstands that."
        if passed
        else (
            f", and {strength.needed:.2f}-fold would be enough. People who asked and got no place, "
            "or places given by lot, would tell."
        )
    )
    return Check(
        name="unrecorded_choice",
        passed=passed,
        sentence=(
            "Motives that no file records are taken to go with both starting and leaving up to "
            f"{bar:.1f}-fold" + ending
        ),
        blocks=True,
    )


def measured_together(judged: Judged, events: tuple[int, ...]) -> float:
    """What ignoring every measured factor at once would do to observed over expected, a ratio."""
    trials, table = judged.trials, judged.table
    rate = even_leaving_rate(trials.cells, trials.inside, events=events, grace=trials.grace)
    adjusted = table.expected / max(float(table.at_risk.sum()), 1e-12)
    return adjusted / rate if rate > 0 and adjusted > 0 else 1.0


def second_opinion_check(
    difference: tuple[float, float, float, float], second: tuple[float, float] | None
) -> Check | None:
    """Two methods agree."""
    if second is None:
        return None
    gap = abs(difference[0] - second[0])
    passed = gap <= 2 * difference[3]
    ending = "." if passed else ": the program may work through what the second one holds fixed."
    return Check(
        name="second_opinion",
        passed=passed,
        sentence=(
            f"A second method (pooled logistic hazard) says {second[0]:+.1f} pp, this one "
            f"{difference[0]:+.1f} pp{ending}"
        ).replace("-", "\u2212"),
    )


def undated_check(
    dated_share: float,
    difference: tuple[float, float, float, float],
    without: Estimate | None,
) -> Check:
    """Ratings, roles and levels known as of the month; else the answer without them beside it."""
    sentence = (
        f"{dated_share:.0%} of the months compared have role, level and rating from dated "
        "history; the others use today's roster, which may come after the program."
    )
    if without is None:
        return Check(
            name="undated_covariates", passed=dated_share >= ENOUGH_DATED, sentence=sentence
        )
    agree = verdict(difference[1], difference[2]) == verdict(without.low, without.high)
    ending = "; both say the same." if agree else "; they do not say the same."
    beside = (
        f" With them the range is {difference[1]:+.1f} to {difference[2]:+.1f} pp, without them "
        f"{without.low:+.1f} to {without.high:+.1f} pp{ending}"
    ).replace("-", "\u2212")
    return Check(
        name="undated_covariates", passed=False, sentence=sentence + beside, blocks=not agree
    )


def verdict(low: float, high: float) -> int:
    """1 or -1 where a range lies above or below zero, 0 where it holds zero."""
    return int(low > 0) - int(high < 0)


def untyped_check(untyped: tuple[int, int], *, any_exit: bool) -> Check:
    """Kinds of exit known."""
    ending = (
        "too many to tell voluntary exits, so exits of any kind are compared."
        if any_exit
        else "those end the follow-up."
    )
    return Check(
        name="untyped_exits",
        passed=not any_exit,
        sentence=f"{untyped[0]} of {untyped[1]} exits have no kind; {ending}",
    )
