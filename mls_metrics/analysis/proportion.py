"""A share with its Wilson range."""

from mls_metrics.model.estimate import Estimate
from mls_metrics.model.policy import Policy
from mls_metrics.stats.intervals import wilson


def proportion(k: int, n: int, policy: Policy) -> Estimate:
    """`k` of `n`, at least one, as a share; its range holds the share itself."""
    low, high = wilson(k, n, level=policy.level)
    return Estimate(
        value=k / n,
        low=min(low, k / n),
        high=max(high, k / n),
        level=policy.level,
        n=n,
        unit="share",
        method="wilson",
    )
