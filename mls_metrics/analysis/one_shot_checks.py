"""The checks of a KPI compared once before and once after, in sentences anyone can read."""

from dataclasses import dataclass

from mls_metrics.analysis.productivity_checks import COMFORTABLE_UNITS
from mls_metrics.analysis.retention_checks import LARGEST_DIFFERENCE, LARGEST_UNMATCHED
from mls_metrics.model.evidence import Check
from mls_metrics.model.policy import Policy
from mls_metrics.stats.one_shot import OneShot

ONE_SHOT_CHECKS = (
    "units",
    "periods",
    "overlap",
    "balance",
    "effective_sample",
    "second_opinion",
    "earlier_placebo",
    "no_earlier_value",
)
MOST_ERRORS_APART = 2.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """Everything estimated before it is judged.

    Parameters
    ----------
    main, second : OneShot
        By entropy balancing, and by the doubly robust method.
    placebo : OneShot or None
        The value before as outcome; None where too few have an earlier one.
    error, second_error, placebo_error : float
        Clustered standard errors, in the KPI's own unit.
    treated, others : int
        Trained people, and comparison people.
    could : int
        Trained people whose start and completion lie between the first and the last period.
    months : tuple of float
        From the value before to the start, and from completion to the value after; means.
    length : int
        Months that a value speaks of.
    is_length_known : bool
        False where the two periods could be months as well as quarters or years.
    """

    main: OneShot
    second: OneShot
    placebo: OneShot | None
    error: float
    second_error: float
    placebo_error: float
    treated: int
    others: int
    could: int
    months: tuple[float, float]
    length: int = 1
    is_length_known: bool = True


def one_shot_checks(compared: Compared, *, policy: Policy) -> tuple[Check, ...]:
    """All checks, in the order of `ONE_SHOT_CHECKS`; one of the last two."""
    return (
        units_check(compared),
        periods_check(compared),
        overlap_check(compared),
        balance_check(compared),
        effective_sample_check(compared, policy),
        second_opinion_check(compared),
        earlier_check(compared, policy),
    )


def signed(value: float) -> str:
    """Three digits with a sign."""
    return f"{value:+.3g}".replace("-", "\u2212")


def units_check(compared: Compared) -> Check:
    """Enough people on both sides for the range to hold."""
    return Check(
        name="units",
        passed=min(compared.treated, compared.others) >= COMFORTABLE_UNITS,
        sentence=(
            f"{compared.treated} trained and {compared.others} comparison people; with fewer than "
            f"{COMFORTABLE_UNITS} on either side the range is rough."
        ),
    )


def periods_check(compared: Compared) -> Check:
    """Which two values are compared; said, and costs no letter."""
    lead, lag = compared.months
    each = (
        f"Each value is read as speaking of {compared.length} months from its date"
        if compared.length > 1
        else "Each value is read as that of the month of its date"
    )
    doubt = (
        ""
        if compared.is_length_known
        else (
            " Were they totals of a longer period, the first would hold months of training; no "
            "money is put on the difference."
        )
    )
    return Check(
        name="periods",
        passed=compared.is_length_known,
        sentence=(
            f"{each}; the one before is dated {lead:.1f} months before the start on average, the "
            f"one after {lag:.1f} months after completion.{doubt}"
        ),
        costs_a_grade=False,
    )


def overlap_check(compared: Compared) -> Check:
    """Trained people who could be compared at all."""
    could = max(compared.could, compared.treated)
    missing = could - compared.treated
    return Check(
        name="overlap",
        passed=missing <= LARGEST_UNMATCHED * could,
        sentence=(
            f"{missing} of {could} people trained between the first and the last period have no "
            "value before, none after, or nobody to compare with, and were left out."
        ),
    )


def balance_check(compared: Compared) -> Check:
    """Groups alike after weighting."""
    before, after = compared.main.largest_before, compared.main.largest_after
    return Check(
        name="balance",
        passed=after <= LARGEST_DIFFERENCE,
        sentence=(
            f"Before weighting the groups differed by up to {before:.2f} standard deviations in "
            f"the value before and what is known about them; after weighting by {after:.2f}."
        ),
        blocks=True,
    )


def effective_sample_check(compared: Compared, policy: Policy) -> Check:
    """The comparison rests on more than a handful."""
    return Check(
        name="effective_sample",
        passed=compared.main.effective_sample >= policy.minimum_effective_sample,
        sentence=(
            f"Once weighted, the comparison counts as {compared.main.effective_sample:.0f} people; "
            f"{policy.minimum_effective_sample:.0f} are asked for."
        ),
        blocks=True,
    )


def second_opinion_check(compared: Compared) -> Check:
    """Two methods agree within what chance allows."""
    gap = abs(compared.main.effect - compared.second.effect)
    passed = gap <= MOST_ERRORS_APART * compared.error
    return Check(
        name="second_opinion",
        passed=passed,
        sentence=(
            "A second method (doubly robust, each person predicted from others) says "
            f"{signed(compared.second.effect)}, this one {signed(compared.main.effect)}"
            + ("." if passed else ": the answer hangs on the method.")
        ),
    )


def earlier_check(compared: Compared, policy: Policy) -> Check:
    """The value before as if it came after; where nobody has an earlier one, that is said."""
    if compared.placebo is None or compared.placebo_error <= 0:
        return Check(
            name="no_earlier_value",
            passed=False,
            sentence=(
                "Too few people have an earlier value before the one compared, so nothing shows "
                "whether both groups were on the same path."
            ),
        )
    effect, error = compared.placebo.effect, compared.placebo_error
    passed = abs(effect / error) <= policy.placebo_limit
    verdict = (
        "were alike"
        if passed
        else "already differed, so people were chosen by something the comparison may not see"
    )
    return Check(
        name="earlier_placebo",
        passed=passed,
        sentence=(
            "In the value before, which the program cannot have moved, people alike in the one "
            f"before that {verdict} (difference {signed(effect)}, standard error {error:.2g})."
        ),
        blocks=True,
    )
