"""Starters against those alone who asked for the program too and could not come by chance."""

from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.analysis.retention_checks import LARGEST_DIFFERENCE
from mls_metrics.analysis.retention_data import RetentionData
from mls_metrics.analysis.retention_fit import (
    ANY_EXIT,
    FEW_EVENTS,
    VOLUNTARY,
    RetentionFit,
    comparison_people,
    difference_interval,
    fewest_of_a_level,
    fit_trials,
)
from mls_metrics.model.estimate import Estimate, NotEstimable, normal_quantile
from mls_metrics.model.evidence import Check, EffectEstimate
from mls_metrics.model.policy import Policy
from mls_metrics.stats.balanced_trials import balance_trials
from mls_metrics.stats.factor_design import IntArray, pool_levels
from mls_metrics.stats.trial_cells import (
    BoolArray,
    ClusterRows,
    TrialCells,
    confounding_ratios,
)

METHOD = "natural_comparison"
FEWEST_OF_A_LEVEL = 8.0
PEOPLE_PER_COLUMN = 10
# Below this the ranges against the turned away are as wide as the effects themselves.
ENOUGH_TURNED_AWAY = 100
HIDDEN_CHOICE = frozenset({"hidden_factor", "unrecorded_choice"})
PERIODS = (1, 3, 6, 12, 24, 1200)
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
    low, high = natural_interval(natural.fit, policy)
    found = Estimate(
        value=100 * natural.fit.table.difference,
        low=100 * low,
        high=100 * high,
        level=policy.level,
        n=natural.people,
        unit="pp",
        method=METHOD,
    )
    error = error_of_gap(data, natural, measure.value, found, policy)
    who = who_could_not_come(turned_away, natural, policy)
    check = natural_check(measure, found, error=error, who=who)
    checks = effect.checks
    if check.passed and answers_hidden_choice(measure, found):
        checks = tuple(answered(one) if one.name in HIDDEN_CHOICE else one for one in checks)
    return replace(effect, natural_comparison=found, checks=(*checks, check))


def answers_hidden_choice(main: Estimate, natural: Estimate) -> bool:
    """Enough were turned away, and against them alone the difference stands on the same side."""
    if natural.n < ENOUGH_TURNED_AWAY:
        return False
    return (main.low > 0 and natural.low > 0) or (main.high < 0 and natural.high < 0)


def answered(check: Check) -> Check:
    """A check of hidden choice, passed because people who chose alike show the same."""
    ending = " People who asked for it as well and could not come show the same difference."
    return replace(check, passed=True, sentence=check.sentence + ending)


def natural_interval(fit: RetentionFit, policy: Policy) -> tuple[float, float]:
    """Interval of the difference, shares; by the ratio where leavers are few.

    With few leavers the doubt lies in the comparison, so the ratio's range, as wide on either side
    (on the log scale) as on its wider one, turns into a difference through the starters' survival
    where these are the larger group, and through the comparison's otherwise.
    """
    table, ratio = fit.table, fit.ratio
    if ratio.effective_observed >= FEW_EVENTS:
        return difference_interval(fit, policy)
    spread = max(ratio.high / ratio.ratio, ratio.ratio / ratio.low)
    ends = np.array([1 / spread, spread])
    known = float(np.clip(table.survival[-1], 1e-6, 1.0))
    differences = known - known ** (1 / (ends * ratio.ratio))
    if fit.effective_sample > fit.trials.treated_n:
        base = float(np.clip(table.control_survival[-1], 1e-6, 1.0))
        differences = base ** (ends * ratio.ratio) - base
    low, high = float(differences.min()), float(differences.max())
    return min(low, table.difference), max(high, table.difference)


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


def fit_natural(data: RetentionData, turned_away: TurnedAway, policy: Policy) -> NaturalFit | None:
    """Trials of starters and turned away alone; None where they cannot be compared."""
    assert data.cells is not None, "there is nothing to choose from"
    assert data.clusters is not None, "cells come with the rows behind them"
    keep = asked_rows(data, turned_away, policy)
    cells, clusters = chosen(data.cells, data.clusters, keep)
    control = ~cells.treated & (cells.followed > policy.grace_months)
    people = len(np.unique(clusters.members[0][control[clusters.cell]]))
    cells = affordable(in_periods(cells, control, people, policy), data, people, policy)
    trials = balance_trials(
        cells,
        grace=policy.grace_months,
        horizon=policy.horizon_months,
        minimum=fewest_rows(policy),
        by_request=True,
    )
    if trials is None:
        return None
    columns = len(trials.target) - 1
    chosen_data = replace(data, cells=cells, clusters=clusters)
    fit = fit_trials(
        chosen_data, trials, clusters, policy, inflation=people / max(people - columns, 1)
    )
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


def fewest_rows(policy: Policy) -> float:
    """Rows that a level needs to stand alone; a person asks in several trial months."""
    return FEWEST_OF_A_LEVEL * (policy.request_months + 1)


def in_periods(cells: TrialCells, control: BoolArray, people: int, policy: Policy) -> TrialCells:
    """Trial months joined to quarters, halves, years or all, as far as few people ask for it.

    Periods with starters may take half of the columns that the people can bear, and each needs
    as many of the turned away as a level does.
    """
    for length in PERIODS:
        months = cells.month - cells.month % length
        codes = months - months.min()
        starts = np.bincount(codes, cells.count * cells.treated)
        held = np.bincount(codes, cells.count * control, minlength=len(starts))
        used = starts > 0
        enough = float(np.median(held[used])) >= fewest_rows(policy)
        if enough and int(used.sum()) - 1 <= people / PEOPLE_PER_COLUMN / 2:
            break
    return replace(cells, month=months)


def affordable(cells: TrialCells, data: RetentionData, people: int, policy: Policy) -> TrialCells:
    """The factors that matter most, as many as the people can bear (ten for each column).

    Places given by chance leave little to make alike; weights that fit a few people in every
    column would fit their luck. What matters is how far a factor alone would shift the ratio of
    leaving among all people compared.
    """
    assert data.cells is not None, "there is something to compare"
    past_grace = data.cells.followed > policy.grace_months
    events = ANY_EXIT if data.any_exit(policy) else VOLUNTARY
    shifts = confounding_ratios(data.cells, past_grace, events=events, grace=policy.grace_months)
    order = sorted(
        range(len(cells.names)), key=lambda place: -abs(np.log(shifts.get(cells.names[place], 1.0)))
    )
    inside = cells.followed > policy.grace_months
    treated, controls = (cells.count * (inside & arm) for arm in (cells.treated, ~cells.treated))
    room = people / PEOPLE_PER_COLUMN - (len(np.unique(cells.month[cells.treated])) - 1)
    kept = []
    for place in order:
        _, levels = pool_levels(
            cells.factors[place], treated, controls, minimum=fewest_rows(policy)
        )
        if levels - 1 <= room:
            kept.append(place)
            room -= levels - 1
    kept.sort()
    return replace(
        cells,
        factors=tuple(cells.factors[place] for place in kept),
        names=tuple(cells.names[place] for place in kept),
    )


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
    trials = natural.fit.trials
    unlike = trials.largest_difference_after > LARGEST_DIFFERENCE
    unlike = unlike or trials.dropped > trials.treated_n
    too_few = min(table.expected, table.observed) < policy.minimum_expected_exits
    if unlike or too_few or natural.fit.effective_sample < wanted:
        return replace(
            few,
            reason="Those who asked for it and could not come are too unlike the starters, or too "
            "few of them left, to compare with.",
        )
    return None


def error_of_gap(
    data: RetentionData, natural: NaturalFit, main: float, found: Estimate, policy: Policy
) -> float:
    """Standard error of the difference between both estimates, pp.

    The starters are the same people, so what moves both alike cancels: influence values are
    subtracted row by row before they are summed by person or team. With few leavers they make it
    too small, and the natural comparison's own range towards the main estimate stands in.

    Parameters
    ----------
    main : float
        The main estimate, pp.
    """
    assert data.cells is not None, "the main estimate had cells"
    assert data.clusters is not None, "cells come with the rows behind them"
    towards = found.value - found.low if found.value > main else found.high - found.value
    own = towards / normal_quantile(found.level)
    trials = balance_trials(
        data.cells,
        grace=policy.grace_months,
        horizon=policy.horizon_months,
        minimum=fewest_of_a_level(data),
    )
    if trials is None:
        return own
    table = fit_trials(data, trials, data.clusters, policy).table
    rows = -table.influence[data.clusters.cell]
    rows[natural.keep] += natural.fit.table.influence[natural.clusters.cell]
    worst = 0.0
    for members in data.clusters.members:
        sums = np.bincount(members, rows)
        worst = max(worst, float((sums**2).sum()))
    error = 100 * float(np.sqrt(worst))
    few = natural.fit.ratio.effective_observed < FEW_EVENTS
    return max(error, own) if few else error


def natural_check(main: Estimate, natural: Estimate, *, error: float, who: str) -> Check:
    """Both comparisons agree: within two standard errors of their difference, and in sign.

    Two that differ by more block a claim. One that points the other way without being able to
    contradict is not passed, and told as a caution.

    Parameters
    ----------
    error : float
        Standard error of the difference between the two, pp.
    who : str
        How many could not come and why.
    """
    apart = abs(natural.value - main.value) > 2 * error
    clear = main.low > 0 or main.high < 0
    other_way = clear and natural.value * main.value <= 0
    if apart:
        ending = "they do not agree, so those who asked for it differ from those who did not."
    elif other_way:
        ending = "the second points the other way, but of too few people to contradict the first."
    elif natural.low > 0 or natural.high < 0:
        ending = "they agree, and the second alone shows a difference."
    else:
        ending = "they agree as far as so few people can say."
    sentence = (
        f"{who} Against them alone the range is {natural.low:+.1f} to {natural.high:+.1f} pp, "
        f"against all similar people {main.low:+.1f} to {main.high:+.1f} pp; {ending}"
    ).replace("-", "\u2212")
    return Check(
        name="natural_comparison",
        passed=not apart and not other_way,
        sentence=sentence,
        costs_a_grade=apart,
        blocks=apart,
    )


def who_could_not_come(turned_away: TurnedAway, natural: NaturalFit, policy: Policy) -> str:
    """How many are compared who asked and could not come, by reason where reasons have enough."""
    trials = natural.fit.trials
    control = (trials.inside & ~trials.cells.treated)[natural.clusters.cell]
    compared = np.isin(turned_away.person, natural.clusters.members[0][control])
    reasons = turned_away.reason[compared]
    counts = {name: int((reasons == name).sum()) for name in WORDS}
    parts = [f"{number:,} {WORDS[name]}" for name, number in counts.items() if number]
    # A reason of few people is not counted, nor would it follow from the total.
    if any(0 < number < policy.minimum_group for number in counts.values()):
        parts = [f"mostly {WORDS[max(counts, key=lambda name: counts[name])]}"]
    return (
        f"{len(reasons):,} people asked for it and could not come for reasons not of their own "
        f"({', '.join(parts)})."
    )
