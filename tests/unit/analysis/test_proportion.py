"""A share and its range."""

from mls_metrics.analysis.proportion import proportion
from mls_metrics.catalog.load import load_policy


def test_a_share_lies_in_its_own_range_at_both_ends() -> None:
    policy = load_policy()
    for k in (0, 3, 10):
        found = proportion(k, 10, policy)
        assert found.low <= found.value == k / 10 <= found.high
        assert (found.n, found.unit) == (10, "share")
    assert proportion(30, 100, policy).low > proportion(3, 10, policy).low
