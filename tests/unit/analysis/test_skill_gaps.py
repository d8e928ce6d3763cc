"""Skill gaps: unassessed is unknown, small cells and their neighbors hidden, heavy ones first."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from mls_metrics.analysis.disclosure import hidden_with_neighbors, safe_to_add
from mls_metrics.analysis.skills import find_skill_gaps
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.estimate import Estimate, NotEstimable

POLICY = load_policy()
COLUMNS = [
    "skill",
    "job_role",
    "region",
    "people",
    "assessed",
    "below",
    "periods_persisting",
    "program_id",
]


def cells(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.mark.ledger("34b")
def test_heavy_and_lasting_gaps_come_first() -> None:
    found = find_skill_gaps(
        cells(
            ("Sales", "Agent", "North", 90, 80, 20, 1, "p"),
            ("Data", "Agent", "North", 90, 80, 20, 5, ""),
            ("Calm", "Agent", "North", 90, 80, 0, 0, "p"),
        ),
        policy=POLICY,
    )
    assert [gap.skill for gap in found] == ["Data", "Sales"]
    share = found[0].share_below
    assert isinstance(share, Estimate)
    assert (share.value, share.n) == (0.25, 80)
    assert (found[0].people, found[0].periods_persisting, found[0].program_id) == (90, 5, "")


@pytest.mark.ledger("34b", "48b")
def test_nobody_assessed_is_unknown_and_never_zero() -> None:
    found = find_skill_gaps(cells(("Sales", "Agent", "North", 90, 0, 0, 0, "p")), policy=POLICY)
    assert isinstance(found[0].share_below, NotEstimable)
    assert found[0].share_below.n == 0
    assert found[0].people == 90


@pytest.mark.ledger("34b")
def test_a_small_cell_is_hidden_with_the_one_that_would_reveal_it() -> None:
    found = find_skill_gaps(
        cells(
            ("Sales", "Agent", "North", 90, 80, 20, 1, "p"),
            ("Sales", "Agent", "South", 5, 5, 5, 4, "p"),
            ("Sales", "Agent", "West", 40, 30, 10, 1, "p"),
            ("Sales", "Clerk", "North", 30, 20, 10, 1, "p"),
        ),
        policy=POLICY,
    )
    hidden = {(gap.job_role, gap.region) for gap in found if gap.people is None}
    assert hidden == {("Agent", "South"), ("Agent", "West")}
    for gap in found:
        if gap.people is None:
            assert isinstance(gap.share_below, NotEstimable)
            assert gap.share_below.n is None
            assert gap.periods_persisting == 0


@pytest.mark.ledger("34b")
def test_the_place_in_the_list_does_not_tell_a_hidden_size() -> None:
    base = [
        ("Sales", "Agent", "North", 90, 80, 20, 1, "p"),
        ("Sales", "Agent", "West", 9, 9, 1, 1, ""),
    ]
    for below in (0, 7):
        rows = [*base, ("Sales", "Agent", "South", 7, 7, below, 40, "p")]
        found = find_skill_gaps(cells(*rows), policy=POLICY)
        assert [gap.region for gap in found] == ["North", "West", "South"]


COUNTS = some.lists(some.integers(0, 30), min_size=1, max_size=8)


@pytest.mark.ledger("34b")
@given(COUNTS)
def test_no_single_hidden_count_follows_from_the_total(counts: list[int]) -> None:
    values = np.array(counts, dtype=float)
    hide = hidden_with_neighbors(values, 8)
    assert not (values[~hide] > 0)[values[~hide] < 8].any()
    shown_and_zero = hide.sum() == 1
    assert not shown_and_zero or (values > 0).sum() == 1


@pytest.mark.ledger("34b")
@given(COUNTS)
def test_a_total_minus_what_is_shown_is_nobody_or_a_group(counts: list[int]) -> None:
    values = np.array(counts, dtype=float)
    shown = values >= 8
    rest = values[safe_to_add(values, 8)].sum() - values[shown].sum()
    assert rest == 0 or rest >= 8


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((40, 5), (True, False)),
        ((40, 5, 6), (True, True, True)),
        ((40, 2, 3), (True, False, False)),
    ],
)
def test_small_counts_enter_a_total_only_together(
    counts: tuple[int, ...], expected: tuple[bool, ...]
) -> None:
    assert tuple(safe_to_add(np.array(counts, dtype=float), 8)) == expected
