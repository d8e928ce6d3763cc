"""Pooling by arrays gives what pooling by frames, row by row and in plain sight, gives."""

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.disclosure import safe_to_add
from mls_metrics.analysis.metrics import estimate_metric, hidden_as_few
from mls_metrics.analysis.pooling import ProgramRows, pool_programs
from mls_metrics.analysis.silence import without_bounds
from mls_metrics.catalog.load import load_policy, metrics
from mls_metrics.model.definition import Metric
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable

POLICY = load_policy()
MEASURED = {id_: m for id_, m in metrics().items() if m.has_select}


def made_rows(metric: Metric, rng: np.random.Generator) -> pd.DataFrame:
    """Statistics of seven programs, some of them too small to show."""
    rows = []
    for program in range(7):
        n = int(rng.integers(1, 9 if program % 3 == 0 else 90))
        base = {"program_id": f"p{program}"}
        if metric.statistic in {"median_days", "survival_share"}:
            rows += [
                base
                | {"days": int(rng.integers(0, 400)), "is_event": bool(rng.random() < 0.7)}
                | {"n": int(rng.integers(1, 5)), "naive": 7.0}
                for _ in range(n)
            ]
        elif metric.statistic == "mean":
            rows.append(base | {"mean": rng.random(), "sd": rng.random(), "n": n})
        elif metric.statistic == "net_share":
            up = int(rng.integers(0, n + 1))
            rows.append(base | {"k_plus": up, "k_minus": int(rng.integers(0, n - up + 1)), "n": n})
        elif metric.statistic == "ratio":
            y = float(rng.integers(n, 9 * n))
            x = float(rng.random()) * y
            squares = {"xx": x * x / n + 1, "xy": x * y / n, "yy": y * y / n + 1}
            rows.append(base | {"x": x, "y": y, **squares, "n": n})
        else:
            asked = n + int(rng.integers(0, 200))
            row = base | {"k": int(rng.integers(0, n + 1)), "n": n, "asked": asked}
            rows.append(row | {"silent": None if program == 5 else asked - n})
    return pd.DataFrame(rows).astype({"silent": "float64"} if "silent" in rows[0] else {})


def plainly(metric: Metric, frame: pd.DataFrame) -> Measure:
    """The same pooling, said with frames."""
    if not metric.pools:
        return NotEstimable(
            reason=f"{metric.title} is of one program: several cannot be added up.",
            needed="Look at the programs one by one.",
            n=0,
        )
    if metric.counts_people:
        counts = frame.groupby("program_id", sort=True)["n"].sum()
        safe = safe_to_add(counts.to_numpy(dtype=np.float64), POLICY.minimum_group)
        if len(safe) and not safe.any():
            return hidden_as_few(POLICY)
        frame = frame[frame["program_id"].isin(counts.index[safe])]
    if frame.empty:
        return NotEstimable(
            reason=f"{metric.title} is not known: there are no rows to count.",
            needed="These columns: " + ", ".join(metric.inputs) + ".",
            n=0,
        )
    if metric.statistic == "mean":
        n = frame["n"].sum()
        mean = (frame["mean"] * frame["n"]).sum() / n
        within = ((frame["n"] - 1) * frame["sd"] ** 2).sum()
        between = (frame["n"] * (frame["mean"] - mean) ** 2).sum()
        sd = ((within + between) / (n - 1)) ** 0.5 if n > 1 else 0.0
        one = pd.DataFrame({"mean": [mean], "sd": [sd], "n": [n]})
    elif metric.statistic in {"median_days", "survival_share"}:
        one = frame.drop(columns="naive")
    else:
        one = frame.drop(columns="program_id").sum().to_frame().T
    measure = estimate_metric(metric, one.assign(program_id="all"), policy=POLICY)["all"]
    is_known = "silent" not in frame or bool(frame["silent"].notna().all())
    return measure if is_known else without_bounds(measure)


@pytest.mark.parametrize("metric", MEASURED.values(), ids=lambda metric: metric.id)
def test_arrays_and_frames_give_the_same(metric: Metric) -> None:
    rng = np.random.default_rng(metric.number)
    groups = [["p0"], ["p0", "p3"], ["p1", "p2", "p4"], [f"p{k}" for k in range(7)], ["none"]]
    known = 0
    for _ in range(4):
        frame = made_rows(metric, rng)
        rows = ProgramRows.of(frame)
        for ids in groups:
            found = pool_programs(metric, rows, ids, policy=POLICY)
            expected = plainly(metric, frame[frame["program_id"].isin(ids)])
            assert type(found) is type(expected)
            if isinstance(found, Estimate) and isinstance(expected, Estimate):
                known += 1
                for name in ("value", "low", "high", "n", "worst", "best", "response", "counts_as"):
                    one, other = getattr(found, name), getattr(expected, name)
                    assert one == other or one == pytest.approx(other, rel=1e-12), name
            else:
                assert found == expected
    assert known >= 4 or not metric.pools


def test_naive_of_one_program_is_not_that_of_several() -> None:
    frame = made_rows(MEASURED["time_to_complete"], np.random.default_rng(1)).assign(n=30)
    assert "naive" not in ProgramRows.of(frame).columns


def test_rows_of_nothing_pool_to_a_refusal() -> None:
    nothing = ProgramRows.of(pd.DataFrame({"program_id": [], "k": [], "n": []}))
    measure = pool_programs(MEASURED["pass_rate"], nothing, None, policy=POLICY)
    assert isinstance(measure, NotEstimable)
    assert measure.n == 0
