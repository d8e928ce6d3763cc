"""Balanced sequential trials written out person by person: slow, obvious, and only for tests.

One row per person and trial month, one loop over follow-up months, weights by a general-purpose
optimizer. It shares no code with the package, so that agreement means something.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize


@dataclass
class SlowResult:
    """Retention difference in pp, leavers seen and expected, survival of both groups."""

    difference: float
    observed: float
    expected: float
    treated_survival: float
    control_survival: float
    months_gained: float
    treated: int
    controls: int


def trial_rows(people: pd.DataFrame, *, grace: int, horizon: int, last: int) -> pd.DataFrame:
    """One row per eligible person and trial month, still employed after the grace.

    `people` has hire, exit (nan: still here), voluntary (bool), start (nan: never), and one column
    per covariate; months are integers and `last` is the last month observed.
    """
    rows = []
    for month in sorted(people["start"].dropna().astype(int).unique()):
        for person in people.itertuples():
            employed = person.hire <= month and not person.exit <= month + grace
            untouched = not person.start < month
            if not (employed and untouched) or month + grace > last:
                continue
            treated = person.start == month
            end = min(month + horizon, last)
            censored = end
            if not treated and person.start <= end - grace:
                censored = min(end, int(person.start) + grace)
            leaves = person.exit <= censored
            followed = int(person.exit) - month if leaves else censored - month
            rows.append(
                {
                    "person": person.Index,
                    "month": month,
                    "treated": treated,
                    "followed": followed,
                    "left": bool(leaves and person.voluntary),
                }
            )
    frame = pd.DataFrame(rows)
    covariates = people.drop(columns=["hire", "exit", "voluntary", "start"])
    return frame.join(covariates, on="person")


def design(frame: pd.DataFrame, covariates: list[str]) -> np.ndarray:
    """Dummy columns without the first level of each covariate."""
    dummies = pd.get_dummies(frame[covariates].astype(str), drop_first=True)
    return dummies.to_numpy(dtype=float)


def balance_weights(x: np.ndarray, treated: np.ndarray) -> np.ndarray:
    """Entropy balancing weights of the comparison rows, summing to 1."""
    controls, target = x[~treated], x[treated].mean(axis=0)

    def dual(g: np.ndarray) -> tuple[float, np.ndarray]:
        score = controls @ g
        top = score.max()
        raised = np.exp(score - top)
        share = raised / raised.sum()
        return float(np.log(raised.sum()) + top - g @ target), controls.T @ share - target

    found = minimize(dual, np.zeros(x.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-9})
    score = controls @ found.x
    raised = np.exp(score - score.max())
    return raised / raised.sum()


def slow_retention(
    people: pd.DataFrame, covariates: list[str], *, grace: int, horizon: int, last: int
) -> SlowResult:
    """The difference without weights for later starters: valid where controls never start."""
    frame = trial_rows(people, grace=grace, horizon=horizon, last=last)
    treated = frame["treated"].to_numpy(dtype=bool)
    weights = np.ones(len(frame))
    weights[~treated] = balance_weights(design(frame, ["month", *covariates]), treated)
    followed, left = frame["followed"].to_numpy(), frame["left"].to_numpy(dtype=bool)
    survival = {True: 1.0, False: 1.0}
    observed = expected = gained = 0.0
    for k in range(grace + 1, horizon + 1):
        hazard = {}
        for arm in (True, False):
            inside = (treated == arm) & (followed >= k)
            leaving = inside & (followed == k) & left
            hazard[arm] = weights[leaving].sum() / weights[inside].sum()
            survival[arm] *= 1 - hazard[arm]
        gained += survival[True] - survival[False]
        observed += float((treated & (followed == k) & left).sum())
        expected += float((treated & (followed >= k)).sum()) * hazard[False]
    return SlowResult(
        difference=100 * (survival[True] - survival[False]),
        observed=observed,
        expected=expected,
        treated_survival=survival[True],
        control_survival=survival[False],
        months_gained=gained,
        treated=int(treated.sum()),
        controls=int((~treated).sum()),
    )


def made_people(seed: int, n: int = 1500, effect: float = -0.8) -> pd.DataFrame:
    """People whose stronger half both starts more and leaves less; half the controls' risk."""
    rng = np.random.default_rng(seed)
    strong = rng.random(n) < 0.5
    site = rng.integers(0, 3, n)
    hire = rng.integers(-20, 6, n)
    start = np.where(rng.random(n) < np.where(strong, 0.35, 0.12), rng.integers(4, 10, n), 999)
    leave = np.full(n, np.nan)
    for month in range(30):
        risk = 1 / (1 + np.exp(-(-3.6 - 0.9 * strong + 0.2 * site + effect * (start < month))))
        now = np.isnan(leave) & (hire <= month) & (rng.random(n) < risk)
        leave[now] = month
    started = (start <= 100) & (start >= hire) & ~(leave < start)
    return pd.DataFrame(
        {
            "hire": hire,
            "exit": leave,
            "voluntary": rng.random(n) < 0.8,
            "start": np.where(started, start, np.nan).astype(float),
            "strong": strong,
            "site": site,
        }
    )
