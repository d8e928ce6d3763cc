"""Two checks that every effect shares: learners the roster does not know, and old data."""

from dataclasses import replace
from datetime import date

from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import Check, EffectEstimate, ProgramFacts
from mls_metrics.model.policy import Policy

MONTH_DAYS = 365.25 / 12
DATA_CHECKS = ("people_matched", "data_age")


def with_data_checks(
    effect: EffectEstimate, facts: ProgramFacts, *, as_of: date | None, policy: Policy
) -> EffectEstimate:
    """The effect with the checks of its data; unchanged where it was refused."""
    if not isinstance(effect.measure, Estimate):
        return effect
    found = (unmatched_check(facts, policy), age_check(facts, as_of, policy))
    return replace(effect, checks=effect.checks + tuple(one for one in found if one is not None))


def unmatched_check(facts: ProgramFacts, policy: Policy) -> Check | None:
    """Learners whom the roster knows; None where nobody has begun.

    Whoever cannot be found in the roster can neither stay nor leave, and is in no KPI.
    """
    begun = facts.begun_people
    if begun is None or begun <= 0:
        return None
    unknown = facts.unmatched_people or 0
    told = f"{unknown:,}"
    if 0 < unknown < policy.minimum_group:
        told = f"Fewer than {policy.minimum_group}"
    return Check(
        name="people_matched",
        passed=unknown <= policy.unmatched_limit * begun,
        sentence=(
            f"{told} of {begun:,} people who began it are not in the roster and count for "
            "nothing here."
        ),
    )


def age_check(facts: ProgramFacts, as_of: date | None, policy: Policy) -> Check | None:
    """How long ago the last people began; None where no start is dated."""
    if facts.last_start_on is None or as_of is None:
        return None
    months = (as_of - facts.last_start_on).days / MONTH_DAYS
    passed = months <= policy.evidence_age_months
    ending = "." if passed else ", so this speaks of a program that may have changed."
    return Check(
        name="data_age",
        passed=passed,
        sentence=(
            f"The last people began {max(months, 0.0):.0f} months before the data end; up to "
            f"{policy.evidence_age_months} months count as current" + ending
        ),
    )
