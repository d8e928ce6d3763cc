"""An outcome seen once after treatment: weighted and doubly robust comparisons, with errors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.entropy_balance import entropy_balance
from mls_metrics.stats.factor_design import IntArray, pool_levels, solve_flat

FOLDS = 5
HIGHEST_CHANCE = 0.99
WIDEST = 4.0
PILED_UP = 0.05
CONSTANT = 1e-9
LEAST_KEPT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OneShot:
    """A mean difference among the treated, with influence values; n rows.

    Parameters
    ----------
    effect : float
        Mean outcome of the treated minus what the comparison predicts for them.
    influence : ndarray, shape (n,)
        Influence of each row; sums within people, squared and added, are the variance.
    weights : ndarray, shape (n,)
        Weight of each comparison row, summing to 1; 0 for the treated.
    effective_sample : float
        Comparison rows that the weights are worth, ``1 / sum(weights ** 2)``.
    largest_before, largest_after : float
        Largest difference in any column before and after weighting, in standard deviations (of the
        treated, or of everybody where the method standardizes so).
    """

    effect: float
    influence: FloatArray
    weights: FloatArray
    effective_sample: float
    largest_before: float
    largest_after: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DenseDesign:
    """Columns written out, shape (n, p), the intercept at place 0."""

    columns: FloatArray

    @property
    def width(self) -> int:
        """Columns p."""
        return int(self.columns.shape[1])

    def predictor(self, coefficients: FloatArray) -> FloatArray:
        """X b, shape (n,)."""
        return np.asarray(self.columns @ coefficients)

    def totals(self, weights: FloatArray) -> FloatArray:
        """X'w, shape (p,)."""
        return np.asarray(weights @ self.columns)

    def gram(self, weights: FloatArray) -> FloatArray:
        """X' diag(w) X, shape (p, p)."""
        return np.asarray((self.columns * weights[:, None]).T @ self.columns)


def value_columns(values: FloatArray) -> FloatArray:
    """A value before treatment as columns to balance: itself, its square, a pile at its lowest.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Nan where not known; then the columns are 0 and one more column says so.

    Returns
    -------
    ndarray, shape (n, 2 to 4)
        The square is cut off at four standard deviations, so that a few far values do not decide
        the weights; the pile is asked about where one in twenty has the lowest value exactly.
    """
    known = np.isfinite(values)
    center = float(values[known].mean())
    spread = float(values[known].std()) or 1.0
    scaled = np.where(known, (values - center) / spread, 0.0)
    columns = [scaled, np.minimum(scaled**2, WIDEST**2)]
    lowest = known & (values == values[known].min())
    if lowest.sum() >= PILED_UP * known.sum() and not lowest[known].all():
        columns.append(lowest.astype(float))
    if not known.all():
        columns.append((~known).astype(float))
    return np.column_stack(columns)


def level_columns(
    factors: Sequence[IntArray], treated: np.ndarray, *, minimum: float
) -> FloatArray:
    """Categorical covariates as 0/1 columns, thin levels joined, shape (n, p); p may be 0.

    Parameters
    ----------
    factors : sequence of ndarray of int, each of shape (n,)
        Codes from 0.
    treated : ndarray of bool, shape (n,)
    minimum : float
        Rows of either arm that a level needs to stand alone.
    """
    columns = [np.zeros((len(treated), 0))]
    arms = treated.astype(float), (~treated).astype(float)
    for codes in factors:
        pooled, levels = pool_levels(codes, *arms, minimum=minimum)
        columns.append((pooled[:, None] == np.arange(1, levels)[None, :]).astype(float))
    return np.hstack(columns)


def balanced_contrast(outcome: FloatArray, treated: np.ndarray, columns: FloatArray) -> OneShot:
    """Mean difference among the treated under weights that make the columns' means equal.

    Parameters
    ----------
    outcome : ndarray, shape (n,)
    treated : ndarray of bool, shape (n,)
        Both arms hold rows.
    columns : ndarray, shape (n, p)
        What was known before treatment; no intercept.

    Notes
    -----
    The influence values count the estimated weights: with b the coefficients of a regression of
    the outcome on the columns in the weighted comparison, a treated row has the deviation of
    ``y - x'b`` from its mean, over n1, and a comparison row its weighted residual.

    References
    ----------
    .. [1] Hainmueller (2012), Political Analysis 20:25.
    .. [2] Zhao & Percival (2017), J Causal Inference 5 (why the regression enters the error).
    """
    scaled = standardized(columns, treated)
    mine, others = scaled[treated], scaled[~treated]
    design = DenseDesign(columns=np.column_stack([np.ones(len(others)), others]))
    target = np.concatenate([[1.0], np.zeros(scaled.shape[1])])
    weights = entropy_balance(design, np.ones(len(others)), target).weights
    y_mine, y_others = outcome[treated], outcome[~treated]
    gram = design.gram(weights)
    coefficients = solve_flat(gram, design.totals(weights * y_others))
    kept = 1.0 - leverages(design, weights, gram)
    residual = (y_others - design.predictor(coefficients)) / np.maximum(kept, LEAST_KEPT)
    adjusted = y_mine - mine @ coefficients[1:]
    influence = np.zeros(len(outcome))
    influence[treated] = (adjusted - adjusted.mean()) / len(y_mine)
    influence[~treated] = -weights * residual
    spread = np.zeros(len(outcome))
    spread[~treated] = weights
    return OneShot(
        effect=float(y_mine.mean() - weights @ y_others),
        influence=influence,
        weights=spread,
        effective_sample=float(1.0 / (weights**2).sum()),
        largest_before=float(np.abs(others.mean(axis=0)).max(initial=0.0)),
        largest_after=float(np.abs(weights @ others).max(initial=0.0)),
    )


def leverages(design: DenseDesign, weights: FloatArray, gram: FloatArray) -> FloatArray:
    """How far each row pulls the weighted regression to itself, 0 to 1, shape (n,)."""
    inverse = np.linalg.pinv(gram, rcond=1e-11, hermitian=True)
    pulled = np.einsum("ij,ij->i", design.columns @ inverse, design.columns)
    return np.asarray(np.clip(weights * pulled, 0.0, 1.0))


def standardized(columns: FloatArray, rows: np.ndarray) -> FloatArray:
    """Columns around the mean of some rows in their standard deviations, constants left out.

    A column in which those rows do not vary is put in standard deviations of everybody.
    """
    mine = columns[rows]
    spread = mine.std(axis=0)
    spread = np.where(spread > CONSTANT, spread, columns.std(axis=0))
    kept = spread > CONSTANT
    return np.asarray((columns[:, kept] - mine[:, kept].mean(axis=0)) / spread[kept])


def cross_fitted_contrast(
    outcome: FloatArray,
    treated: np.ndarray,
    columns: FloatArray,
    *,
    person: IntArray,
    seed: int,
) -> OneShot:
    """The same difference by augmented inverse weighting, every row predicted by other people.

    A logistic model of being treated and a linear model of the outcome without treatment are
    fitted on four fifths of the people and read on the last fifth, in turn; it is enough that one
    of the two models is right.

    With some dozens of treated people its range is short (on made-up people, a hundred of them
    treated, it held the truth nine times in ten): it checks the other method, and replaces nothing.

    Parameters
    ----------
    outcome : ndarray, shape (n,)
    treated : ndarray of bool, shape (n,)
        At least five people in either arm.
    columns : ndarray, shape (n, p)
        What was known before treatment; no intercept.
    person : ndarray of int, shape (n,)
        Rows of one person stay in one fold.
    seed : int
        Of the folds.

    References
    ----------
    .. [1] Robins, Rotnitzky & Zhao (1994), JASA 89:846.
    .. [2] Chernozhukov et al. (2018), Econometrics Journal 21:C1 (cross-fitting; eq. 5.4, ATT).
    """
    scaled = standardized(columns, np.ones(len(outcome), dtype=bool))
    fold = person_folds(treated, person, seed=seed)
    chance, expected = np.zeros(len(outcome)), np.zeros(len(outcome))
    for number in range(FOLDS):
        out = fold == number
        chance[out], expected[out] = predicted(outcome, treated, scaled, out)
    left, count = outcome - expected, int(treated.sum())
    odds = np.where(treated, 0.0, chance / (1.0 - chance))
    weights = odds / odds.sum()
    mine, others = float(left[treated].mean()), float(weights @ left)
    influence = np.where(treated, (left - mine) / count, -weights * (left - others))
    return OneShot(
        effect=mine - others,
        influence=influence,
        weights=weights,
        effective_sample=float(1.0 / (weights**2).sum()),
        largest_before=largest_difference(scaled, treated, ~treated / float((~treated).sum())),
        largest_after=largest_difference(scaled, treated, weights),
    )


def largest_difference(scaled: FloatArray, treated: np.ndarray, weights: FloatArray) -> float:
    """Largest difference between the treated mean and the weighted one in any column."""
    gap = scaled[treated].mean(axis=0) - weights @ scaled
    return float(np.abs(gap).max(initial=0.0))


def person_folds(treated: np.ndarray, person: IntArray, *, seed: int) -> IntArray:
    """Fold of each row, 0 to 4: people drawn at random within those ever treated and the others."""
    rng = np.random.default_rng(seed)
    people, place = np.unique(person, return_inverse=True)
    ever = np.bincount(place, treated, minlength=len(people)) > 0
    fold = np.zeros(len(people), dtype=np.int64)
    for arm in (ever, ~ever):
        fold[arm] = rng.permutation(int(arm.sum())) % FOLDS
    return fold[place]


def predicted(
    outcome: FloatArray, treated: np.ndarray, columns: FloatArray, out: np.ndarray
) -> tuple[FloatArray, FloatArray]:
    """Chance of treatment and outcome without it of the rows left out, from all the others."""
    from sklearn.linear_model import LinearRegression, LogisticRegression

    known, others = ~out, ~out & ~treated
    chance = LogisticRegression(C=1.0, solver="newton-cholesky", max_iter=200)
    chance.fit(columns[known], treated[known])
    expected = LinearRegression().fit(columns[others], outcome[others])
    likely = np.minimum(chance.predict_proba(columns[out])[:, 1], HIGHEST_CHANCE)
    return likely, np.asarray(expected.predict(columns[out]))
