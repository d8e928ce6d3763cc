"""The National Supported Work experiment: what its comparison groups say beside its own answer.

The randomized program raised earnings in 1978 by 1,794 dollars (standard error 671). Its controls
are replaced by people of two surveys, who were never offered it: the answer must come back, and
the placebo on earnings before it must show that those people are not alike.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from mls_metrics.stats.group_time_did import clustered_error
from mls_metrics.stats.one_shot import (
    OneShot,
    balanced_contrast,
    cross_fitted_contrast,
    value_columns,
)
from tests.validation.public_sets import Line

EXPERIMENT, NAIVE = (1794.34, 671.00), {"cps1": -8497.5, "cps3": -635.0}
# Reference results on the same files, by other code. Its columns are not stated in full; those
# below give its figures back, and others that were tried move them by less than a quarter of the
# standard error (placebo: from -1,227 to -1,535, failed with every one).
BALANCED_BASE, BALANCED_RICH = (1406.0, 668.0), (1512.0, 731.0)
CROSS_FITTED, PLACEBO = (1709.0, 697.0), (-1539.0, 418.0)
# Balancing has one solution, so only rounding and where the search stops may differ: 5 dollars.
# Our error is larger on purpose, by what rows that pull the regression to themselves hide.
SAME, LARGER = 5.0, 0.10
# Folds are drawn: the reference's own seeds lie 67 dollars apart, a tenth of its error.
OF_FOLDS = 70.0
SEEDS, FEWEST_EFFECTIVE, LIMIT = 5, 50.0, 2.24

WHO = ["age", "educ", "black", "hisp", "marr", "nodeg"]
BASE = [*WHO, "re74", "re75", "u74", "u75"]
RICH = [*BASE, "age2", "age3", "educ2", "educ_re74", "re74_2", "re75_2"]
EARLIER = [*WHO, "re74", "u74", "age2"]


def lalonde(folder: Path) -> Iterator[Line]:
    """Both methods and the placebo with each comparison group."""
    yield experiment(folder)
    near, far, apart = (men(folder, group) for group in ("cps3", "cps1", "psid1"))
    yield from as_published(far)
    yield from answer_covered(far, "cps1")
    yield from answer_covered(near, "cps3")
    yield from placebo(far)
    sample = balanced(apart, "re78", BASE).effective_sample
    told = f"{sample:.0f} of {int((apart.trt == 0).sum()):,} people; under {FEWEST_EFFECTIVE:.0f}"
    yield "lalonde: psid1, too few comparable people is seen", sample < FEWEST_EFFECTIVE, told


def men(folder: Path, group: str) -> pd.DataFrame:
    """Those trained in the experiment, with one of the survey groups."""
    own = pd.read_csv(folder / "DAAG_nsw74demo.csv")
    others = pd.read_csv(folder / f"DAAG_{group}.csv")
    found = pd.concat([own[own.trt == 1], others], ignore_index=True)
    return found.assign(
        u74=(found.re74 == 0) * 1.0,
        u75=(found.re75 == 0) * 1.0,
        age2=found.age**2,
        age3=found.age**3,
        educ2=found.educ**2,
        educ_re74=found.educ * found.re74,
        re74_2=found.re74**2,
        re75_2=found.re75**2,
    )


def balanced(frame: pd.DataFrame, outcome: str, columns: list[str]) -> OneShot:
    """Entropy balancing on these columns."""
    values = frame[columns].to_numpy(float)
    return balanced_contrast(frame[outcome].to_numpy(float), frame.trt.to_numpy() == 1, values)


def error(found: OneShot) -> float:
    """Standard error; every man stands alone."""
    return clustered_error(found.influence, [np.arange(len(found.influence))])


def experiment(folder: Path) -> Line:
    """Without columns the method is the difference of the two means."""
    frame = pd.read_csv(folder / "DAAG_nsw74demo.csv").assign(one=1.0)
    found = balanced(frame, "re78", ["one"])
    (value, spread), known = (found.effect, error(found)), EXPERIMENT
    passed = abs(value - known[0]) < 0.01 and abs(spread - known[1]) < 5
    return "lalonde: the experiment itself", passed, compared(value, spread, known)


def compared(value: float, spread: float, known: tuple[float, float]) -> str:
    """Ours beside the reference, standard errors in brackets."""
    return f"{value:,.0f} ({spread:.0f}), known {known[0]:,.0f} ({known[1]:.0f})"


def as_published(frame: pd.DataFrame) -> Iterator[Line]:
    """The reference results with the largest survey group."""
    for name, columns, known in (("base", BASE, BALANCED_BASE), ("rich", RICH, BALANCED_RICH)):
        found = balanced(frame, "re78", columns)
        passed = abs(found.effect - known[0]) <= SAME and is_near(error(found), known[1])
        told = compared(found.effect, error(found), known)
        yield f"lalonde: cps1, entropy balancing, {name} columns", passed, told
    each = [crossed(frame, RICH, seed) for seed in range(SEEDS)]
    value = float(np.mean([one.effect for one in each]))
    spread = float(np.mean([error(one) for one in each]))
    passed = abs(value - CROSS_FITTED[0]) <= OF_FOLDS
    passed &= abs(spread / CROSS_FITTED[1] - 1) <= LARGER
    told = compared(value, spread, CROSS_FITTED) + f", mean of {SEEDS} seeds"
    yield "lalonde: cps1, cross-fitted doubly robust", passed, told


def is_near(spread: float, known: float) -> bool:
    """An error as large as the reference's, or larger by a little."""
    return 0.995 * known <= spread <= (1 + LARGER) * known


def crossed(frame: pd.DataFrame, columns: list[str], seed: int) -> OneShot:
    """The doubly robust method on these columns."""
    values, each = frame[columns].to_numpy(float), np.arange(len(frame))
    return cross_fitted_contrast(
        frame.re78.to_numpy(float), frame.trt.to_numpy() == 1, values, person=each, seed=seed
    )


def answer_covered(frame: pd.DataFrame, group: str) -> Iterator[Line]:
    """With the product's own columns: the experiment's answer inside, the naive number outside."""
    columns = np.hstack(
        [value_columns(frame[name].to_numpy(float)) for name in ("re74", "re75")]
        + [frame[WHO].to_numpy(float)]
    )
    treated, outcome = frame.trt.to_numpy() == 1, frame.re78.to_numpy(float)
    found = balanced_contrast(outcome, treated, columns)
    low, high = (found.effect + sign * 1.96 * error(found) for sign in (-1, 1))
    naive = float(outcome[treated].mean() - outcome[~treated].mean())
    known = NAIVE[group]
    naive = float(outcome[treated].mean() - outcome[~treated].mean())
    outside = not low < naive < high
    told = f"{low:,.0f} to {high:,.0f}; experiment {EXPERIMENT[0]:,.0f}, naive {naive:,.0f}"
    told += "" if outside else " inside too: the group is small"
    known = NAIVE[group]
    yield f"lalonde: {group}, the naive number", abs(naive - known) < 1, f"{naive:,.0f}, {known:,}"
    inside = low < EXPERIMENT[0] < high
    yield f"lalonde: {group}, the experiment's answer in our range", inside, told
    if group == "cps1":
        yield f"lalonde: {group}, the naive number outside it", outside, told


def placebo(frame: pd.DataFrame) -> Iterator[Line]:
    """Earnings of 1975, before the program, balanced on those of 1974: a difference is found."""
    found = balanced(frame, "re75", EARLIER)
    value, spread = found.effect, error(found)
    passed = abs(value - PLACEBO[0]) <= SAME and is_near(spread, PLACEBO[1])
    told = compared(value, spread, PLACEBO)
    yield "lalonde: cps1, placebo on earnings of 1975", passed, told
    columns = np.hstack([value_columns(frame.re74.to_numpy(float)), frame[WHO].to_numpy(float)])
    own = balanced_contrast(frame.re75.to_numpy(float), frame.trt.to_numpy() == 1, columns)
    size = own.effect / error(own)
    told = f"{own.effect:,.0f} ({error(own):.0f}), {size:.1f} standard errors; limit {LIMIT}"
    yield "lalonde: cps1, that placebo is failed by the product's columns", abs(size) > LIMIT, told
