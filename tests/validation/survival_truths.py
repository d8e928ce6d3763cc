"""Published survival data: our curves beside the published medians, shares and means."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from mls_metrics.stats.survival import SurvivalCurve, kaplan_meier
from tests.validation.public_sets import Line

# lifelines 0.30.3 on the same files; SOURCE.md of the data set.
LUNG_MEDIANS = {"all": 310.0, "1": 270.0, "2": 426.0}
LUNG_YEAR = {"all": 0.4092}
ROSSI_WEEK_52 = {"yes": 0.7778, "no": 0.6944}
ROSSI_MEAN_WEEKS = {"yes": 46.875, "no": 44.833}


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
