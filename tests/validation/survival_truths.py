"""Published survival data: our curves beside the published medians, shares and means."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from mls_metrics.stats.grouped_hazard import grouped_hazards
from mls_metrics.stats.survival import SurvivalCurve, kaplan_meier
from tests.validation.public_sets import Line

# lifelines 0.30.3 on the same files; SOURCE.md of the data set.
LUNG_MEDIANS = {"all": 310.0, "1": 270.0, "2": 426.0}
LUNG_YEAR = {"all": 0.4092}
ROSSI_WEEK_52 = {"yes": 0.7778, "no": 0.6944}
ROSSI_MEAN_WEEKS = {"yes": 46.875, "no": 44.833}
# The same Cox models, Efron's ties: coefficient and error.
ROSSI_COX = {
    "fin": (-0.3794, 0.1914),
    "race": (0.3139, 0.3080),
    "wexp": (-0.1498, 0.2122),
    "mar": (-0.4337, 0.3819),
    "paro": (-0.0849, 0.1958),
    "age": (-0.0574, 0.0220),
    "prio": (0.0915, 0.0286),
}
ROSSI_WORKING = {0: (-1.3283, 0.2507), 1: (-0.7869, 0.2181)}  # by weeks that work lies back
WEEKS = 52
BASE = {"fin": "no", "race": "other", "wexp": "no", "mar": "not married", "paro": "no"}


def survival_curves(folder: Path) -> Iterator[Line]:
    """Lung cancer (228 people) and the randomized aid after prison (432 men)."""
    lung = pd.read_csv(folder / "cancer.csv")
    groups = {"all": lung, **{str(sex): rows for sex, rows in lung.groupby("sex")}}
    curves = {
        name: kaplan_meier(rows["time"].to_numpy(float), (rows["status"] == 2).to_numpy())
        for name, rows in groups.items()
    }
    for name, known in LUNG_MEDIANS.items():
        found = curves[name].first_below(0.5)
        yield f"survival: lung, median days, sex {name}", found == known, f"{found}, known {known}"
    year = curves["all"].at(365)[0]
    known_year = LUNG_YEAR["all"]
    passed = abs(year - known_year) < 5e-5
    yield "survival: lung, share alive at a year", passed, f"{year:.4f}, known {known_year}"
    rossi = pd.read_csv(folder / "rossi.csv")
    for aid, rows in rossi.groupby("fin"):
        curve = kaplan_meier(rows["week"].to_numpy(float), (rows["arrest"] == 1).to_numpy())
        share, known = curve.at(52)[0], ROSSI_WEEK_52[str(aid)]
        told = f"{share:.4f}, known {known}"
        yield f"survival: Rossi, free at week 52, aid {aid}", abs(share - known) < 5e-5, told
        weeks, known = mean_until(curve, 52.0), ROSSI_MEAN_WEEKS[str(aid)]
        told = f"{weeks:.3f}, known {known}"
        yield f"survival: Rossi, mean weeks free of 52, aid {aid}", abs(weeks - known) < 5e-4, told


def mean_until(curve: SurvivalCurve, end: float) -> float:
    """Area under a curve up to a time."""
    inside = curve.time < end
    steps = np.concatenate([[0.0], curve.time[inside], [end]])
    heights = np.concatenate([[1.0], curve.survival[inside]])
    return float((np.diff(steps) * heights).sum())


def rossi_hazards(folder: Path) -> Iterator[Line]:
    """Hazard ratios of the 432 men from counts by week, beside the published Cox models.

    Weeks are what the file tells, so the Cox models break ties and the counts do not: a tenth of a
    standard error is allowed, the largest difference found is a hundredth of one.
    """
    men = pd.read_csv(folder / "rossi.csv")
    found = weekly_hazards(men, lag=None)
    for name, (known, error) in ROSSI_COX.items():
        yield beside(f"survival: Rossi, hazard of {name}", found[name], known, error)
    for lag, (known, error) in ROSSI_WORKING.items():
        work = weekly_hazards(men, lag=lag)["working"]
        what = f"survival: Rossi, hazard while working, {lag} weeks before"
        yield beside(what, work, known, error)


def beside(what: str, found: tuple[float, float], known: float, error: float) -> Line:
    """Our coefficient and error beside the published ones."""
    passed = abs(found[0] - known) < 0.1 * error and abs(found[1] - error) < 0.01 * error
    told = f"{found[0]:.4f} ({found[1]:.4f}), known {known} ({error})"
    return what, passed, told


def weekly_hazards(men: pd.DataFrame, *, lag: int | None) -> dict[str, tuple[float, float]]:
    """Coefficient and error by name; `lag` weeks since the work, None: work left out."""
    week = np.arange(1, WEEKS + 1)
    last = men["week"].to_numpy()
    person, place = np.nonzero((last[:, None] >= week) & (week > (lag or 0)))
    event = (last[person] == week[place]) & (men["arrest"].to_numpy()[person] == 1)
    kept = np.isin(place, place[event])
    person, place, event = person[kept], place[kept], event[kept]
    factors = [np.unique(place, return_inverse=True)[1]]
    factors += [(men[name].to_numpy()[person] != base).astype(int) for name, base in BASE.items()]
    names = list(BASE)
    if lag is not None:
        working = men[[f"emp{number}" for number in week]].to_numpy() == "yes"
        factors.append(working[person, place - lag].astype(int))
        names.append("working")
    fit = grouped_hazards(
        factors,
        [int(codes.max()) + 1 for codes in factors],
        people=np.ones(len(person)),
        events=event.astype(float),
        numbers=[men[name].to_numpy(float)[person] for name in ("age", "prio")],
    )
    found = {
        name: (float(effect[1]), float(error[1]))
        for name, effect, error in zip(names, fit.effects[1:], fit.errors[1:], strict=True)
    }
    slopes = zip(("age", "prio"), fit.slopes, fit.slope_errors, strict=True)
    return found | {name: (float(slope), float(error)) for name, slope, error in slopes}
