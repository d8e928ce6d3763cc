"""Shares kept with their ranges, for facts that count `kept` of `n`."""

import pandas as pd

from mls_metrics.stats.intervals import wilson


def kept_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `low` and `high` (95 %, in percent) beside each share; empty without rows."""
    ranges = [
        (None, None)
        if pd.isna(kept) or not n
        else tuple(100 * bound for bound in wilson(int(kept), int(n)))
        for kept, n in zip(rows["kept"], rows["n"], strict=True)
    ]
    return rows.assign(
        low=pd.array([pair[0] for pair in ranges], dtype="Float64"),
        high=pd.array([pair[1] for pair in ranges], dtype="Float64"),
    )
