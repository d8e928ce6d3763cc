"""Starters against those alone who asked for the program too and could not come by chance."""

from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.analysis.retention import (
    FEW_EVENTS,
    RetentionFit,
    comparison_people,
    difference_interval,
    fewest_of_a_level,
    fit_trials,
)
from mls_metrics.analysis.retention_checks import LARGEST_DIFFERENCE
from mls_metrics.analysis.retention_data import RetentionData
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import Check, EffectEstimate
from mls_metrics.model.policy import Policy
from mls_metrics.stats.balanced_trials import balance_trials
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.trial_cells import BoolArray, ClusterRows, TrialCells

METHOD = "natural_comparison"
FEWEST_OF_A_LEVEL = 6.0
PERIODS = (1, 3, 6, 12)
WORDS = {
    "waitlist": "waitlisted",
    "no_seat": "denied for want of a seat",
    "organizer": "called off by the organizer",
    "session": "whose session was not held",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TurnedAway:
    """People who asked for one program and could not come for reasons not of their own.

    Parameters
    ----------
    person, asked_month : ndarray of int, shape (n,)
        Key of the person, and month of the request on a running count.
    reason : ndarray of str, shape (n,)
        waitlist, no_seat, organizer or session.
    started_later : ndarray of bool, shape (n,)
        Began it in a later month after all; compared until then.
    """

    person: IntArray
    asked_month: IntArray
    reason: np.ndarray
    started_later: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NaturalFit:
    """The estimate against the turned away, with the rows it shares with the main one."""

    fit: RetentionFit
    clusters: ClusterRows
    keep: BoolArray
    people: int


def with_natural_comparison(
    effect: EffectEstimate, data: RetentionData, turned_away: TurnedAway, *, policy: Policy
) -> EffectEstimate:
    """The effect with the second estimate against the turned away, and its check.

    Unchanged where the effect was refused or nobody was turned away.

    Notes
    -----
    Whoever asked for a program chose it as the starters did, so a hidden reason for choosing it
    is shared. The comparison is at risk in the month of the request and the two after it, in the
    same trials, balanced by the same weights. Those who begin later are compared until then; a
    place that comes free says nothing about the person, so no weight stands in for them.

    References
    ----------
    .. [1] Dietz & Zwick (2020), International Journal of Human Resource Management: participants
       against people who were by chance unable to attend a planned course.
    """
    measure = effect.measure
    if not isinstance(measure, Estimate) or data.cells is None or data.clusters is None:
        return effect
    if not len(turned_away.person):
        return effect
    natural = fit_natural(data, turned_away, policy)
    refusal = refusal_of(natural, policy)
    if refusal is not None or natural is None:
        return replace(effect, natural_comparison=refusal)
    low, high = difference_interval(natural.fit, policy)
    table = natural.fit.table
    found = Estimate(
        value=100 * table.difference,
        low=100 * low,
        high=100 * high,
        level=policy.level,
        n=natural.people,
        unit="pp",
        method=METHOD,
    )
    check = natural_check(
        measure,
        found,
        error_of_gap(data, natural, found, policy),
        who_could_not_come(turned_away, natural.clusters.members[0], policy),
    )
    return replace(effect, natural_comparison=found, checks=(*effect.checks, check))


def asked_rows(data: RetentionData, turned_away: TurnedAway, policy: Policy) -> BoolArray:
    """Rows of starters, and of the turned away in the months in which they asked; shape (r,)."""
    assert data.cells is not None, "there is nothing to choose from"
    assert data.clusters is not None, "cells come with the rows behind them"
    cells, clusters = data.cells, data.clusters
    order = np.argsort(turned_away.person, kind="stable")
    people, months = turned_away.person[order], turned_away.asked_month[order]
    person = clusters.members[0]
    place = np.searchsorted(people, person).clip(max=len(people) - 1)
    since = cells.month[clusters.cell] - months[place]
    asked = (people[place] == person) & (since >= 0) & (since <= policy.request_months)
    return np.asarray(asked | cells.treated[clusters.cell])


def fit_natural(
    data: RetentionData, turned_away: TurnedAway, policy: Policy
) -> NaturalFit | None:
    """Trials of starters and turned away alone; None where they cannot be compared."""
    assert data.cells is not None, "there is nothing to choose from"
    assert data.clusters is not None, "cells come with the rows behind them"
    keep = asked_rows(data, turned_away, policy)
    cells, clusters = chosen(data.cells, data.clusters, keep)
    cells = in_periods(cells, policy)
    trials = balance_trials(
        cells,
        grace=policy.grace_months,
        horizon=policy.horizon_months,
        minimum=FEWEST_OF_A_LEVEL,
        by_request=True,
    )
    if trials is None:
        return None
    fit = fit_trials(replace(data, cells=cells, clusters=clusters), trials, clusters, policy)
    return NaturalFit(
        fit=fit, clusters=clusters, keep=keep, people=comparison_people(fit, clusters)
    )


def chosen(
    cells: TrialCells, clusters: ClusterRows, keep: BoolArray
) -> tuple[TrialCells, ClusterRows]:
    """Cells and rows of the chosen rows alone."""
    origin, place = np.unique(clusters.cell[keep], return_inverse=True)
    counted = TrialCells(
        month=cells.month[origin],
        factors=tuple(codes[origin] for codes in cells.factors),
        names=cells.names,
        treated=cells.treated[origin],
        followed=cells.followed[origin],
        outcome=cells.outcome[origin],
        count=np.bincount(place, minlength=len(origin)).astype(float),
    )
    members = tuple(member[keep] for member in clusters.members)
    return counted, ClusterRows(cell=place, members=members)


def in_periods(cells: TrialCells, policy: Policy) -> TrialCells:
    """Trial months joined to quarters, halves or years where a month holds few turned away."""
    control = ~cells.treated & (cells.followed > policy.grace_months)
    for length in PERIODS:
        months = cells.month - cells.month % length
        held = np.bincount(months - months.min(), cells.count * control)
        starts = np.bincount(months - months.min(), cells.count * cells.treated)
        if float(held.sum()) / max(int((starts > 0).sum()), 1) >= policy.minimum_group:
            break
    return replace(cells, month=months)


def refusal_of(natural: NaturalFit | None, policy: Policy) -> NotEstimable | None:
    """Why there is no number against the turned away, once they are counted."""
    wanted = policy.minimum_starters
    people = natural.people if natural is not None else 0
    # A handful is not counted aloud.
    shown = people if people >= policy.minimum_group else None
    few = NotEstimable(
        reason="Too few of those who asked for it and could not come can be followed.",
        needed=f"At least {wanted} people waitlisted or turned away for want of a place.",
        n=shown,
    )
    if natural is None or people < wanted:
        return few
    table = natural.fit.table
    if table.at_risk[-1] < policy.minimum_group or table.control_at_risk[-1] < policy.minimum_group:
        return few
    unlike = natural.fit.trials.largest_difference_after > LARGEST_DIFFERENCE
    if unlike or natural.fit.effective_sample < wanted or table.expected < policy.minimum_expected_exits:
        return replace(
            few,
            reason="Those who asked for it and could not come are too unlike the starters, or too "
            "few of them left, to compare with.",
        )
    return None


def error_of_gap(
    data: RetentionData, natural: NaturalFit, found: Estimate, policy: Policy
) -> float:
    """Standard error of the difference between both estimates, pp.

    The starters are the same people, so what moves both alike cancels: influence values are
    subtracted row by row before they are summed by person or team. With few leavers influence
    values make it too small, and the natural comparison's own range stands in.
    """
    assert data.cells is not None, "the main estimate had cells"
    assert data.clusters is not None, "cells come with the rows behind them"
    trials = balance_trials(
        data.cells,
        grace=policy.grace_months,
        horizon=policy.horizon_months,
        minimum=fewest_of_a_level(data),
    )
    if trials is None:
        return found.standard_error
    table = fit_trials(data, trials, data.clusters, policy).table
    rows = -table.influence[data.clusters.cell]
    rows[natural.keep] += natural.fit.table.influence[natural.clusters.cell]
    worst = 0.0
    for members in data.clusters.members:
        sums = np.bincount(members, rows)
        worst = max(worst, float((sums**2).sum()))
    error = 100 * float(np.sqrt(worst))
    few = natural.fit.ratio.effective_observed < FEW_EVENTS
    return max(error, found.standard_error) if few else error


def natural_check(main: Estimate, natural: Estimate, error: float, who: str) -> Check:
    """Both comparisons agree: within two standard errors of their difference, and in sign.

    Parameters
    ----------
    error : float
        Standard error of the difference between the two, pp.
    who : str
        How many could not come and why.
    """
    gap = natural.value - main.value
    clear = main.low > 0 or main.high < 0
    same_side = not clear or natural.value * main.value > 0
    passed = abs(gap) <= 2 * error and same_side
    own = natural.low > 0 or natural.high < 0
    if not passed:
        ending = "they do not agree, so those who asked for it differ from those who did not."
    elif own:
        ending = "they agree, and the second alone leaves no difference out."
    else:
        ending = "they agree as far as so few people can say."
    sentence = (
        f"{who} Against them alone the range is {natural.low:+.1f} to {natural.high:+.1f} pp, "
        f"against all similar people {main.low:+.1f} to {main.high:+.1f} pp; {ending}"
    ).replace("-", "\u2212")
    return Check(name="natural_comparison", passed=passed, sentence=sentence, blocks=True)


def who_could_not_come(turned_away: TurnedAway, people: IntArray, policy: Policy) -> str:
    """How many compared people asked and could not come, by reason where a reason has enough."""
    compared = np.isin(turned_away.person, people)
    reasons = turned_away.reason[compared]
    counts = {name: int((reasons == name).sum()) for name in WORDS}
    shown = {name: n for name, n in counts.items() if n >= policy.minimum_group}
    rest = len(reasons) - sum(shown.values())
    parts = [f"{number:,} {WORDS[name]}" for name, number in shown.items()]
    # One reason of few people would follow from the total.
    if rest and shown:
        parts = [f"mostly {WORDS[max(shown, key=lambda name: shown[name])]}"]
    why = f" ({', '.join(parts)})" if parts else ""
    return f"{len(reasons):,} people asked for it and could not come for reasons not of their own{why}."
