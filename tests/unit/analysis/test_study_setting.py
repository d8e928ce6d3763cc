"""What a study would find: rates, sites and spreads counted by hand."""

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.kpi_fit import KpiData
from mls_metrics.analysis.study_setting import kpi_spread, row_means, study_setting
from mls_metrics.catalog.load import load_policy
from mls_metrics.stats.group_time_did import NEVER, Panel

POLICY = load_policy()


def test_rates_come_from_everybody_and_sites_say_how_alike_they_are() -> None:
    frame = pd.DataFrame(
        [
            ("company", "company", 20, 200, 4, 2),
            ("region", "north", 10, 100, 4, 1),
            ("region", "south", 10, 100, 0, 1),
            ("location", "only", 20, 200, 4, 2),
        ],
        columns=["site_kind", "site", "people", "person_months", "leavers", "others"],
    )
    setting = study_setting(frame, starters=30, months=12, turned_away=6, never_begun=5)
    assert (setting.leaving_rate, setting.other_rate) == (0.02, 0.01)
    assert (setting.starts_per_month, setting.turned_away_per_month) == (2.5, 0.5)
    assert (setting.never_begun, setting.people) == (5, 20)
    # one location is no choice
    (regions,) = setting.sites
    assert (regions.kind, regions.number, regions.people, regions.size) == ("region", 2, 20, 10.0)
    # shares .4 and 0: between 2 x 10 x .04 / 1 = .8, within 4 x .6 / 18 = .1333
    assert regions.alike == pytest.approx((0.8 - 2.4 / 18) / (0.8 + 9 * 2.4 / 18))


def test_nobody_seen_means_no_rate() -> None:
    names = ["site_kind", "site", "people", "person_months", "leavers", "others"]
    setting = study_setting(
        pd.DataFrame(columns=names), starters=0, months=0, turned_away=0, never_begun=0
    )
    assert setting.leaving_rate == 0.0
    assert setting.sites == ()


def made(change: np.ndarray, *, trained: int = 0) -> KpiData:
    """Units at their own level for 14 months, then moved by their change for 6."""
    level = np.arange(len(change), dtype=float)
    values = np.repeat(level[:, None], 20, axis=1)
    values[:, 14:] += change[:, None]
    cohort = np.full(len(change), NEVER)
    cohort[:trained] = 15
    return KpiData(
        program_id="P",
        learners=0,
        panel=Panel(values=values, cohort=cohort, clean_until=cohort, factors=()),
        clusterings=(np.arange(len(change)), np.arange(len(change)) // 2),
    )


def test_the_spread_of_level_and_change_is_that_of_the_never_trained() -> None:
    change = np.array([0.0, 0.0, 2.0, 2.0, 4.0, 4.0, 6.0, 6.0, 50.0, 50.0])
    spread = kpi_spread(made(change[::-1], trained=2), POLICY)
    assert spread is not None
    assert spread.units == 8
    assert spread.change == pytest.approx(np.std([0, 0, 2, 2, 4, 4, 6, 6], ddof=1))
    assert spread.level == pytest.approx(np.std(np.arange(8), ddof=1))
    # pairs of one team change alike
    assert spread.alike == pytest.approx(1.0)
    # with too few never trained, all of them
    every = kpi_spread(made(change, trained=4), POLICY)
    assert every is not None
    assert every.units == 10


def test_too_short_or_too_few_gives_no_spread() -> None:
    assert kpi_spread(made(np.zeros(7)), POLICY) is None
    assert kpi_spread(KpiData(program_id="P", learners=0), POLICY) is None
    data = made(np.arange(9.0))
    assert data.panel is not None
    data.panel.values[:, :12] = np.nan
    assert kpi_spread(data, POLICY) is None


def test_means_of_what_is_seen() -> None:
    means, seen = row_means(np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]]))
    assert means.tolist() == [2.0, 0.0]
    assert seen.tolist() == [2.0, 0.0]
