"""What a packed trial cell holds, and which version a start counts for."""

import numpy as np
import pandas as pd

from mls_metrics.catalog.load import load_policy
from mls_metrics.warehouse import effect_data
from tests.lab.landed import PROGRAM, retention_frames
from tests.lab.replicate import quickly_built
from tests.lab.retention_world import RetentionWorld, happen

POLICY = load_policy()
SIZES = {
    "month": 700,
    "tenure": 7,
    "role": 12,
    "region": 8,
    "level": 8,
    "rating": 8,
    "others": 256,
    "version": 8,
}


def packed(codes: dict[str, np.ndarray]) -> np.ndarray:
    """The number that the select of trial rows makes, written out."""
    pattern = np.zeros(len(codes["month"]), dtype=np.int64)
    for name, size in SIZES.items():
        pattern = pattern * size + codes[name]
    rest = codes["treated"].astype(np.int64) * 5000 + codes["followed"] * 10 + codes["outcome"]
    return np.asarray(pattern * 10000 + rest)


def test_every_code_comes_back_out_of_a_packed_cell() -> None:
    rng = np.random.default_rng(3)
    codes: dict[str, np.ndarray] = {
        name: rng.integers(0, size, 2000) for name, size in SIZES.items()
    }
    codes |= {
        "treated": rng.random(2000) < 0.5,
        "followed": rng.integers(0, 13, 2000),
        "outcome": rng.integers(0, 5, 2000),
    }
    for name, size in SIZES.items():
        codes[name][:2] = 0, size - 1
    back = effect_data.unpack_cells(packed(codes))
    assert set(back) == set(codes)
    for name, values in codes.items():
        assert (back[name] == values).all(), name


def frames_of(version: np.ndarray | None) -> tuple[dict[str, object], pd.DataFrame, int]:
    world = RetentionWorld(people=400, starting=-3.5)
    frames = retention_frames(
        happen(world, np.random.default_rng(4)), dated=True, completion_only=False
    )
    enrolled = frames["enrollments"]
    assert isinstance(enrolled, pd.DataFrame)
    enrolled = enrolled.reset_index(drop=True)
    if version is not None:
        enrolled["version"] = version[np.arange(len(enrolled)) % len(version)]
    return frames | {"enrollments": enrolled}, enrolled, world.months


def test_cells_count_the_starters_of_each_version() -> None:
    frames, enrolled, months = frames_of(np.array(["2.0", "1.0", "2.0"], dtype=object))
    store = quickly_built(frames, months)
    first = effect_data.retention_context(store, PROGRAM).first_month
    assert first is not None
    rows = effect_data.trial_rows(store, PROGRAM, [], first, POLICY)
    codes = effect_data.unpack_cells(rows.cells)
    names = effect_data.version_names(store, PROGRAM)
    store.close()
    people = rows.people
    assert (codes["version"][~codes["treated"]] == 0).all()
    # Starts of the last months cannot be followed past the grace.
    month = enrolled["started_on"].dt.year * 12 + enrolled["started_on"].dt.month
    last = 2022 * 12 + months
    seen = enrolled[month <= last - 1 - POLICY.grace_months]
    for code, name in names.items():
        counted = people[codes["treated"] & (codes["version"] == code)].sum()
        assert counted == (seen["version"] == name).sum()


def test_the_first_start_decides_the_version() -> None:
    frames, enrolled, months = frames_of(np.array(["1.0"], dtype=object))
    again = enrolled.assign(version="2.0", started_on=enrolled["started_on"] + pd.Timedelta("9D"))
    silent = enrolled.iloc[[0]].assign(
        version=None, started_on=enrolled["started_on"].iloc[0] - pd.Timedelta("1D")
    )
    frames["enrollments"] = pd.concat([enrolled, again, silent]).assign(attempt=1)
    store = quickly_built(frames, months)
    names = effect_data.version_names(store, PROGRAM)
    regions, roles = effect_data.region_names(store), effect_data.role_names(store)
    store.close()
    assert set(names.values()) == {"1.0", "unknown"}
    assert names[0] == "1.0"
    assert set(regions.values()) == {f"region{code}" for code in range(5)}
    assert set(roles.values()) == {f"role{code}" for code in range(6)}


def test_coded_names_keep_their_order() -> None:
    frame = pd.DataFrame({"code": [2, 0], "name": ["late", "early"]})
    assert list(effect_data.coded_names(frame).items()) == [(2, "late"), (0, "early")]
