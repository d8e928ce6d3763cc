"""The hazard ratio on cells against a Cox model on the people themselves."""

import numpy as np
import pytest

from mls_metrics.stats.grouped_hazard import GroupedHazards, grouped_hazards
from tests.reference.grouped_people import MONTHS, SITES, person_months

# lifelines 0.30.3, CoxTimeVaryingFitter: exposed, site 1, site 2; see oracles/cox_lifelines.py.
ROWS, EVENTS = 137_999, 1_963
MONTHLY = (-0.289885854108805, 0.22659927864828686, 0.4592089578086736)
MONTHLY_ERRORS = (0.058938070268967975, 0.0591939327835953, 0.05673235064837048)
DAILY = (-0.2896116473247409, 0.2265937441658349, 0.45925764465521035)


def on_cells(rows: dict[str, np.ndarray]) -> tuple[list[float], list[float], GroupedHazards]:
    """Coefficients and errors in the order of the frozen ones, from counts alone."""
    key = (rows["month"] * SITES + rows["site"]) * 2 + rows["exposed"]
    cells, place = np.unique(key, return_inverse=True)
    found = grouped_hazards(
        [cells // (2 * SITES), cells // 2 % SITES, cells % 2],
        [MONTHS, SITES, 2],
        people=np.bincount(place).astype(float),
        events=np.bincount(place, rows["day"] > 0),
    )
    assert len(cells) < 2 * SITES * MONTHS
    effects = [float(found.effects[2][1]), *found.effects[1][1:].tolist()]
    errors = [float(found.errors[2][1]), *found.errors[1][1:].tolist()]
    return effects, errors, found


def test_cells_give_the_cox_models_coefficients() -> None:
    rows = person_months(7, 8000)
    assert (len(rows["day"]), int((rows["day"] > 0).sum())) == (ROWS, EVENTS)
    effects, errors, found = on_cells(rows)
    assert found.converged
    assert effects == pytest.approx(MONTHLY, abs=1e-4)
    assert errors == pytest.approx(MONTHLY_ERRORS, abs=1e-4)
    # Cells know the month of an exit and not its day: a hundredth of the error is what that costs.
    assert effects == pytest.approx(DAILY, abs=0.01 * MONTHLY_ERRORS[0])


def test_a_logit_is_not_the_same() -> None:
    from mls_metrics.stats.factor_design import factor_design
    from mls_metrics.stats.factor_logit import factor_logit

    rows = person_months(7, 8000)
    design = factor_design([rows["month"], rows["site"], rows["exposed"]], [MONTHS, SITES, 2])
    beta = factor_logit(design, (rows["day"] > 0).astype(float), np.ones(len(rows["day"])))
    assert abs(beta[design.offsets[2]] - MONTHLY[0]) > 1e-3


def test_two_groups_by_hand() -> None:
    found = grouped_hazards(
        [np.array([0, 1])], [2], people=np.array([100.0, 200.0]), events=np.array([20.0, 30.0])
    )
    one, other = -np.log(1 - 0.2), -np.log(1 - 0.15)
    ratio, low, high = found.hazard_ratio(0, 1, quantile=1.96)
    assert ratio == pytest.approx(other / one, rel=1e-9)
    spread = np.sqrt(0.2 / (100 * 0.8 * one**2) + 0.15 / (200 * 0.85 * other**2))
    assert found.errors[0][1] == pytest.approx(spread, rel=1e-9)
    assert (low, high) == pytest.approx(
        (ratio * np.exp(-1.96 * spread), ratio * np.exp(1.96 * spread)), rel=1e-9
    )


def test_a_number_enters_as_a_straight_line() -> None:
    exposed = np.array([0, 1, 0, 1])
    counts = {
        "people": np.array([500.0, 400.0, 450.0, 380.0]),
        "events": np.array([50.0, 30.0, 60.0, 33.0]),
    }
    period = np.array([0, 0, 1, 1])
    coded = grouped_hazards([period, exposed], [2, 2], **counts)
    line = grouped_hazards([period], [2], **counts, numbers=[2.0 * exposed + 30])
    assert line.slopes[0] == pytest.approx(coded.effects[1][1] / 2, rel=1e-8)
    assert line.slope_errors[0] == pytest.approx(coded.errors[1][1] / 2, rel=1e-8)


def test_a_period_without_events_is_said_and_moves_nothing_else() -> None:
    period = np.array([0, 0, 1, 1, 2, 2])
    exposed = np.array([0, 1, 0, 1, 0, 1])
    people = np.array([500.0, 400.0, 450.0, 380.0, 300.0, 200.0])
    events = np.array([50.0, 30.0, 60.0, 33.0, 0.0, 0.0])
    empty = grouped_hazards([period, exposed], [3, 2], people=people, events=events)
    full = grouped_hazards([period[:4], exposed[:4]], [2, 2], people=people[:4], events=events[:4])
    assert empty.effects[0][2] < -8
    assert empty.effects[1][1] == pytest.approx(full.effects[1][1], abs=1e-4)
