"""The checks of a productivity effect, each with a sentence that anyone can read."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mls_metrics.model.evidence import Check
from mls_metrics.model.policy import Policy
from mls_metrics.stats.breakdown import drift_needed
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.group_time_did import Contrasts, clustered_error

PRODUCTIVITY_CHECKS = (
    "units",
    "follow_up",
    "lead_placebo",
    "dip_placebo",
    "definition",
    "breakdown",
)
COMFORTABLE_UNITS = 40
COMFORTABLE_MONTHS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A month in which a KPI jumped for nearly all units and stayed there (mart `kpi_breaks`).

    Parameters
    ----------
    month : int
        First month at the new level, year x 12 + month - 1.
    shift : float
        Median change over units, in the KPI's own unit.
    spread_ratio : float or None
        Spread between units after over before; None where there was none before.
    """

    month: int
    units: int
    shift: float
    spread_ratio: float | None


def productivity_checks(
    months: Contrasts,
    placebos: Contrasts,
    clusterings: Sequence[IntArray],
    *,
    months_seen: float,
    breaks: Sequence[Break] = (),
    policy: Policy,
) -> tuple[Check, ...]:
    """All checks that can be run before there is a range, in the order of `PRODUCTIVITY_CHECKS`.

    Parameters
    ----------
    placebos : Contrasts
        Two sets: later against earlier baseline, and the gap months against the baseline.
    months_seen : float
        Months after completion seen, mean over trained units.
    breaks : sequence of Break
        Common jumps of the KPI.
    """
    found = [
        units_check(months),
        follow_up_check(months_seen),
        placebo_check(placebos, 0, clusterings, policy),
        placebo_check(placebos, 1, clusterings, policy),
        definition_check(breaks, policy),
    ]
    return tuple(check for check in found if check is not None)


def selected_on_a_dip(checks: Sequence[Check]) -> bool:
    """The months just before completion were already unusual."""
    return any(check.name == "dip_placebo" and not check.passed for check in checks)


def units_check(months: Contrasts) -> Check:
    """Enough units on both sides for the range to hold."""
    treated, controls = int(months.treated.sum()), int(months.controls.sum())
    return Check(
        name="units",
        passed=min(treated, controls) >= COMFORTABLE_UNITS,
        sentence=(
            f"{treated} trained and {controls} comparison units; with fewer than "
            f"{COMFORTABLE_UNITS} on either side the range is rough."
        ),
    )


def follow_up_check(months_seen: float) -> Check:
    """Months after completion seen for each trained unit."""
    return Check(
        name="follow_up",
        passed=months_seen >= COMFORTABLE_MONTHS,
        sentence=(
            f"A trained unit is seen for {months_seen:.1f} months on average after completion."
        ),
    )


def placebo_check(
    placebos: Contrasts, place: int, clusterings: Sequence[IntArray], policy: Policy
) -> Check | None:
    """A difference that cannot be the program's doing; None where it cannot be computed."""
    effect = float(placebos.effect[place])
    error = clustered_error(placebos.influence[:, place], clusterings)
    if not np.isfinite(effect) or error <= 0:
        return None
    passed = abs(effect / error) <= policy.placebo_limit
    if place == 0:
        when = "Between the earlier and the later half of the months before"
        verdict = "moved alike" if passed else "did not move alike"
    else:
        when = f"In the {policy.gap_months} months just before completion"
        verdict = "were like the months before" if passed else "were unusual"
    subject = "trained and comparison units" if place == 0 else "the trained units' values"
    return Check(
        name=("lead_placebo", "dip_placebo")[place],
        passed=passed,
        sentence=(
            f"{when}, {subject} {verdict} (difference {effect:.3g}, standard error {error:.2g})."
        ).replace("-", "\u2212"),
        blocks=True,
    )


def definition_check(breaks: Sequence[Break], policy: Policy) -> Check | None:
    """A common jump cancels within months; a change of spread does not. None without a jump."""
    if not breaks:
        return None

    def stretch(one: Break) -> float:
        ratio = one.spread_ratio
        return abs(math.log(ratio)) if ratio and ratio > 0 else 0.0

    worst = max(breaks, key=stretch)
    passed = stretch(worst) <= math.log(policy.definition_spread_limit)
    when = f"{worst.month // 12}-{worst.month % 12 + 1:02d}"
    sentence = (
        f"In {when} the KPI jumped by {worst.shift:.3g} for nearly all of {worst.units:,} units, "
        "as if its definition had changed. Trained and comparison units are set against each other "
        "within each month, so a jump common to all cancels"
    )
    ending = (
        "."
        if passed
        else f"; but the spread between units became {worst.spread_ratio:.2g} times as large, so "
        "months before and after are not in one unit."
    )
    return Check(name="definition", passed=passed, sentence=sentence + ending)


def breakdown_check(bound: float, multiple: float | None, *, months: float, unit: str) -> Check:
    """How much drift after completion the effect would survive.

    Parameters
    ----------
    bound : float
        Distance of the range from zero; 0 or less where it holds zero.
    multiple : float or None
        Of the fastest drift before; None where that was no more than chance.
    months : float
        From the middle of the base to the middle of the months after.
    """
    if bound <= 0:
        sentence = "The range holds zero, so there is no difference for a drift to undo."
        return Check(name="breakdown", passed=True, sentence=sentence)
    if multiple is None:
        need = f"{drift_needed(bound, months=months):.2g} {unit}".strip()
        sentence = (
            "In the months before, trained and comparison units drifted apart no faster than "
            f"chance explains; it would take a drift of {need} a month for the difference to "
            "vanish."
        )
        return Check(name="breakdown", passed=True, sentence=sentence)
    return Check(
        name="breakdown",
        passed=multiple >= 1,
        sentence=(
            "The difference would vanish if the months after drifted "
            f"{multiple:.{0 if multiple >= 10 else 1}f} times as fast as the months before ever "
            "did."
        ),
    )
