"""A KPI with one value before and one after: the comparison where months are too few for more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.analysis.one_shot_checks import Compared, one_shot_checks
from mls_metrics.model.estimate import Estimate, FloatArray, NotEstimable, normal_quantile
from mls_metrics.model.evidence import EffectEstimate, Grade
from mls_metrics.model.policy import Policy
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.group_time_did import NEVER, Panel, clustered_error
from mls_metrics.stats.one_shot import (
    OneShot,
    balanced_contrast,
    cross_fitted_contrast,
    level_columns,
    value_columns,
)

METHOD = "entropy_balancing_before_and_after"
SECOND_METHOD = "cross_fitted_doubly_robust"
LONGEST_PERIOD = 12
FEWEST_TO_COMPARE = 5
MOST_COMPARED = 50_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairedRows:
    """People with a value before and one after in the same two periods; N rows.

    Parameters
    ----------
    person : ndarray of int, shape (N,)
        Place in the panel; a comparison person may stand in several pairs of periods.
    treated : ndarray of bool, shape (N,)
    before, after, pair : ndarray of int, shape (N,)
        Columns of the two values, and the pair of them as a code.
    complete : int
        Trained people with both values, with a comparison or without.
    """

    person: IntArray
    treated: np.ndarray
    before: IntArray
    after: IntArray
    pair: IntArray
    complete: int


def compared_once(
    frame: EffectEstimate,
    panel: Panel,
    started: IntArray,
    clusterings: Sequence[IntArray],
    *,
    refusal: NotEstimable,
    policy: Policy,
) -> EffectEstimate:
    """The effect from one value before and one after, or the refusal it was to mend.

    The last value before the start and the first after completion of the trained, against people
    not trained in between with values in the same two periods, weighted to be alike in the value
    before, the one before that where there is one, and in what is known about them.

    Parameters
    ----------
    frame : EffectEstimate
        With the naive number and the words of the KPI.
    panel : Panel
        n people, T months.
    started : ndarray of int, shape (n,)
        Column of the start, which may lie before the first; `NEVER` for people never enrolled.
    clusterings : sequence of ndarray of int, each of shape (n,)
    refusal : NotEstimable
        Why the monthly comparison is not given.
    """
    length, is_known = period_length(panel.values)
    rows = paired_rows(panel, started, length=length, seed=policy.seed)
    treated, others = people_of(rows)
    frame = replace(frame, treated_n=treated, comparison_n=others)
    if min(treated, others) < policy.minimum_units:
        return replace(frame, measure=with_way_out(refusal, policy))
    compared = compare(panel, started, clusterings, rows, policy)
    compared = replace(compared, length=length, is_length_known=is_known)
    return finished(in_words(frame, length, is_known), compared, policy)


def period_length(values: FloatArray) -> tuple[int, bool]:
    """Months that one value speaks of, and whether that can be told from the values.

    The largest number of months that divides every step between periods with values, at most a
    year. Two periods alone do not tell; each is then taken for the month of its date.

    Parameters
    ----------
    values : ndarray, shape (n, T)
    """
    steps = np.diff(np.flatnonzero(np.isfinite(values).any(axis=0)))
    if len(steps) < 2:
        ambiguous = len(steps) == 1 and int(steps[0]) in (3, 6, 12)
        return 1, not ambiguous
    return min(int(np.gcd.reduce(steps)), LONGEST_PERIOD), True


def paired_rows(panel: Panel, started: IntArray, *, length: int, seed: int) -> PairedRows:
    """The trained and, in each of their pairs of periods, people not trained in between.

    A value dated to a column speaks of `length` months from there: the one before ends before the
    start, the one after begins after the month of completion. Where comparison people are many, a
    seeded draw of them is taken from each pair.
    """
    seen = np.isfinite(panel.values)
    columns = np.arange(panel.values.shape[1])
    early = seen & (columns[None, :] + length <= started[:, None])
    late = seen & (columns[None, :] > panel.cohort[:, None])
    done = (panel.cohort < NEVER) & early.any(axis=1) & late.any(axis=1)
    mine = np.flatnonzero(done)
    width = len(columns)
    before = width - 1 - early[mine][:, ::-1].argmax(axis=1)
    after = late[mine].argmax(axis=1)
    codes, pair = np.unique(before * width + after, return_inverse=True)
    quota = MOST_COMPARED // max(len(codes), 1)
    parts = []
    for number, code in enumerate(codes):
        first, last = divmod(int(code), width)
        pool = np.flatnonzero(seen[:, first] & seen[:, last] & (started >= last + length))
        if len(pool) > quota:
            rng = np.random.default_rng([seed, number])
            pool = np.sort(rng.choice(pool, size=quota, replace=False))
        if len(pool) >= FEWEST_TO_COMPARE:
            own = mine[pair == number]
            parts.append((np.concatenate([own, pool]), len(own), first, last, number))
    return stacked(parts, complete=len(mine))


def stacked(parts: Sequence[tuple[IntArray, int, int, int, int]], *, complete: int) -> PairedRows:
    """Pairs of periods one under the other; of each its people, trained first, and its columns."""
    sizes = [len(people) for people, *_ in parts]

    def each(place: int) -> IntArray:
        values = np.array([part[place] for part in parts], dtype=np.int64)
        return np.repeat(values, sizes)

    none = np.zeros(0, dtype=np.int64)
    flags = [np.arange(len(people)) < trained for people, trained, *_ in parts]
    return PairedRows(
        person=np.concatenate([none, *(people for people, *_ in parts)]),
        treated=np.concatenate([none.astype(bool), *flags]),
        before=each(2),
        after=each(3),
        pair=each(4),
        complete=complete,
    )


def people_of(rows: PairedRows) -> tuple[int, int]:
    """Trained people and comparison people, each counted once."""
    return int(rows.treated.sum()), len(np.unique(rows.person[~rows.treated]))


def compare(
    panel: Panel,
    started: IntArray,
    clusterings: Sequence[IntArray],
    rows: PairedRows,
    policy: Policy,
) -> Compared:
    """Both methods on the value after, and the placebo on the value before."""
    value = panel.values[rows.person, rows.before]
    earlier = value_before(panel, rows)
    known = np.isfinite(earlier)
    asked = min(people_of(subset(rows, known))) >= policy.minimum_units
    factors = level_factors(panel, rows)
    columns = [value_columns(value), *([value_columns(earlier)] if asked else [])]
    levels = level_columns(factors, rows.treated, minimum=fewest_of_a_level(rows))
    design = np.hstack([*columns, levels])
    outcome = panel.values[rows.person, rows.after]
    main = balanced_contrast(outcome, rows.treated, design)
    second = cross_fitted_contrast(
        outcome, rows.treated, design, person=rows.person, seed=policy.seed
    )
    members = [clusters[rows.person] for clusters in clusterings]
    placebo = placebo_contrast(value, earlier, rows, factors, known) if asked else None
    return Compared(
        main=main,
        error=clustered_error(main.influence, members),
        second=second,
        second_error=clustered_error(second.influence, members),
        placebo=placebo,
        placebo_error=error_of(placebo, [member[known] for member in members]),
        treated=int(rows.treated.sum()),
        others=people_of(rows)[1],
        could=could_be_compared(panel, started),
        months=months_apart(panel, started, rows),
    )


def subset(rows: PairedRows, kept: np.ndarray) -> PairedRows:
    """Some of the rows."""
    return PairedRows(
        person=rows.person[kept],
        treated=rows.treated[kept],
        before=rows.before[kept],
        after=rows.after[kept],
        pair=rows.pair[kept],
        complete=rows.complete,
    )


def value_before(panel: Panel, rows: PairedRows) -> FloatArray:
    """The last value earlier than the one before, shape (N,); nan where there is none."""
    latest = np.full(panel.values.shape, np.nan)
    held = np.full(len(panel.values), np.nan)
    for column in range(panel.values.shape[1]):
        latest[:, column] = held
        now = panel.values[:, column]
        held = np.where(np.isfinite(now), now, held)
    return np.asarray(latest[rows.person, rows.before])


def level_factors(panel: Panel, rows: PairedRows) -> list[IntArray]:
    """Pair of periods and what was known in the first of them, as codes; 0 where not known."""
    known = [codes[rows.person, rows.before] + 1 for codes in panel.factors]
    return [rows.pair, *known]


def fewest_of_a_level(rows: PairedRows) -> float:
    """Rows of either arm that a level of a covariate needs to stand alone."""
    return max(6.0, 0.01 * float(rows.treated.sum()))


def placebo_contrast(
    value: FloatArray,
    earlier: FloatArray,
    rows: PairedRows,
    factors: Sequence[IntArray],
    known: np.ndarray,
) -> OneShot:
    """The same question about the value before, balanced on the one before that only."""
    few = subset(rows, known)
    levels = level_columns(
        [codes[known] for codes in factors], few.treated, minimum=fewest_of_a_level(few)
    )
    design = np.hstack([value_columns(earlier[known]), levels])
    return balanced_contrast(value[known], few.treated, design)


def error_of(contrast: OneShot | None, members: Sequence[IntArray]) -> float:
    """Clustered standard error; 0 where there is no contrast."""
    return 0.0 if contrast is None else clustered_error(contrast.influence, members)


def could_be_compared(panel: Panel, started: IntArray) -> int:
    """Trained people whose start and completion lie between the first and the last period."""
    seen = np.flatnonzero(np.isfinite(panel.values).any(axis=0))
    return int(((started > seen[0]) & (panel.cohort < seen[-1])).sum())


def months_apart(panel: Panel, started: IntArray, rows: PairedRows) -> tuple[float, float]:
    """Months from the value before to the start, and from completion to the value after."""
    mine = rows.person[rows.treated]
    lead = started[mine] - rows.before[rows.treated]
    lag = rows.after[rows.treated] - panel.cohort[mine]
    return float(lead.mean()), float(lag.mean())


def with_way_out(refusal: NotEstimable, policy: Policy) -> NotEstimable:
    """The refusal, with the lesser comparison named among what would help."""
    way = (
        f" Or, for the weaker comparison once before and once after, {policy.minimum_units} "
        "trained people with one value before the start and one after completion, and as many "
        "untrained with values in the same two periods."
    )
    return replace(refusal, needed=refusal.needed + way)


def in_words(frame: EffectEstimate, length: int, is_known: bool) -> EffectEstimate:
    """Question and design of the comparison; money only where the value's period is known."""
    price = frame.value_per_unit / length if frame.value_per_unit is not None else None
    return replace(
        frame,
        estimand=(
            f"Mean difference in {frame.kpi or 'the KPI'} in the first period after completion, "
            "among people with a value before and after, against people not trained in between."
        ),
        design=(
            "compared once before and once after: the last value before the start and the first "
            "after completion, against people not trained in between who have values in the same "
            "two periods, weighted to be alike in the value before and in what is known about "
            "them; months are too few for a comparison over time"
        ),
        base_grade=Grade.C,
        value_per_unit=price if is_known else None,
    )


def finished(frame: EffectEstimate, compared: Compared, policy: Policy) -> EffectEstimate:
    """The effect with number, range, second opinion and checks."""

    def measured(contrast: OneShot, error: float, method: str) -> Estimate:
        half = normal_quantile(policy.level) * error
        return Estimate(
            value=contrast.effect,
            low=contrast.effect - half,
            high=contrast.effect + half,
            level=policy.level,
            n=compared.treated,
            unit=frame.kpi_unit,
            method=method,
        )

    return replace(
        frame,
        measure=measured(compared.main, compared.error, METHOD),
        standard_error=compared.error,
        second_opinion=measured(compared.second, compared.second_error, SECOND_METHOD),
        checks=one_shot_checks(compared, policy=policy),
    )
