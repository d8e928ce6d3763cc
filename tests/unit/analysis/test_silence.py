"""What silence leaves open: bounds without an assumption, and answers that count for less."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mls_metrics.analysis.metrics import estimate_metric
from mls_metrics.analysis.pooling import pool
from mls_metrics.analysis.silence import Silence, silence_of, without_bounds
from mls_metrics.analysis.success import metric_points, weight_of
from mls_metrics.catalog.load import load_policy, metrics
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.report.effect_json import measure_dict

POLICY = load_policy()
LIKED = metrics()["reaction_favourable"]
USED_NOT = metrics()["scrap_learning"]


def answers(k: int, n: int, asked: float | None, program: str = "p") -> pd.DataFrame:
    silent = None if asked is None else asked - n
    row = {"program_id": program, "k": k, "n": n, "asked": asked, "silent": silent}
    return pd.DataFrame([row]).astype({"asked": "float64", "silent": "float64"})


def liked(k: int, n: int, asked: float | None, metric=LIKED) -> Estimate:
    found = estimate_metric(metric, answers(k, n, asked), policy=POLICY)["p"]
    assert isinstance(found, Estimate)
    return found


def test_bounds_are_the_share_had_all_the_silent_said_one_thing() -> None:
    found = liked(40, 50, 200)
    assert found.value == pytest.approx(0.8)
    assert (found.worst, found.best) == pytest.approx((40 / 200, 190 / 200))
    assert found.response == pytest.approx(0.25)
    assert found.counts_as == pytest.approx(50 * 0.25 / POLICY.response_limit)


def test_of_a_share_that_should_be_low_the_worst_is_the_high_end() -> None:
    found = liked(10, 50, 200, USED_NOT)
    assert found.worst is not None
    assert found.best is not None
    assert found.worst == pytest.approx(160 / 200)
    assert found.best == pytest.approx(10 / 200)


def test_enough_answers_widen_nothing_and_still_say_the_bounds() -> None:
    enough, unknown = liked(40, 50, 100), liked(40, 50, None)
    assert (enough.low, enough.high, enough.counts_as) == (unknown.low, unknown.high, None)
    assert (enough.worst, enough.best) == pytest.approx((0.4, 0.9))
    assert (unknown.worst, unknown.best, unknown.response) == (None, None, None)
    full = liked(40, 50, 50)
    assert (full.worst, full.best, full.response) == (None, None, 1.0)


@pytest.mark.ledger("48d")
@settings(deadline=None)
@given(
    n=st.integers(10, 400),
    part=st.floats(0, 1),
    shares=st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)),
)
def test_fewer_answering_never_narrows(n: int, part: float, shares: tuple[float, float]) -> None:
    k = round(part * n)
    fewer, more = (liked(k, n, n / share) for share in sorted(shares))
    assert fewer.high - fewer.low >= more.high - more.low - 1e-12
    assert fewer.value == more.value
    for found in (fewer, more):
        if found.worst is not None and found.best is not None:
            assert found.worst <= found.value <= found.best


@pytest.mark.ledger("48d")
def test_few_answers_are_pulled_further_and_look_no_surer() -> None:
    def spread_and_center(found: Estimate) -> tuple[float, float]:
        points = metric_points(LIKED, found, draws=4000, rng=np.random.default_rng(1))
        return float(points.std()), abs(float(points.mean()) - prior)

    prior = float(
        metric_points(
            LIKED,
            replace(liked(35, 50, None), value=LIKED.prior, low=LIKED.prior, high=LIKED.prior),
            draws=8,
            rng=np.random.default_rng(1),
        ).mean()
    )
    few, many = spread_and_center(liked(46, 50, 1000)), spread_and_center(liked(46, 50, 100))
    assert few[0] > many[0]
    assert few[1] < many[1]


def test_net_share_has_its_bounds_in_points() -> None:
    row = {"program_id": "p", "k_plus": 30, "k_minus": 10, "n": 50, "asked": 100.0, "silent": 50.0}
    found = estimate_metric(metrics()["learner_nps"], pd.DataFrame([row]), policy=POLICY)["p"]
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(40)
    assert (found.worst, found.best) == pytest.approx((-30, 70))


def test_pooling_adds_the_silent_and_gives_no_bounds_where_one_is_unknown() -> None:
    both = pool(LIKED, pd.concat([answers(40, 50, 200), answers(30, 50, 100, "q")]), policy=POLICY)
    assert isinstance(both, Estimate)
    assert (both.worst, both.best) == pytest.approx((70 / 300, 270 / 300))
    half = pool(LIKED, pd.concat([answers(40, 50, 200), answers(30, 50, None, "q")]), policy=POLICY)
    assert isinstance(half, Estimate)
    assert (half.worst, half.best) == (None, None)


def test_silence_of_rows_without_it_is_none() -> None:
    rows = pd.DataFrame({"k": [1], "n": [2]})
    assert silence_of(rows, 2, limit=0.3) == Silence()
    assert silence_of(answers(1, 2, None), 2, limit=0.3) == Silence()
    assert silence_of(answers(0, 0, 0), 1, limit=0.3) == Silence()


def test_without_bounds_leaves_a_refusal_alone() -> None:
    refusal = NotEstimable(reason="none", needed="some", n=0)
    assert without_bounds(refusal) is refusal
    assert without_bounds(liked(40, 50, 200)).worst is None  # type: ignore[union-attr]


def test_json_says_bounds_and_response_only_where_known() -> None:
    known = measure_dict(liked(40, 50, 200))
    assert (known["worst"], known["best"], known["response"]) == pytest.approx((0.2, 0.95, 0.25))
    assert not {"worst", "best", "response"} & set(measure_dict(liked(40, 50, None)))


def test_weight_of_nothing_is_nothing() -> None:
    assert weight_of(0, replace(LIKED, prior_n=0)) == 0
    assert weight_of(30, replace(LIKED, prior_n=30)) == 0.5
