"""How wide the band of mpdta's event study is, county by county. Not run by the tests.

    PYTHONPATH=.:tests/reference python tests/reference/oracles/mpdta_band.py MPDTA.csv

MPDTA.csv as in mpdta_sums.py. Found with numpy 2.4: 2.55 to 2.62 over eight seeds, and the way R's
did takes it (spread from quartiles, 1,000 draws) 2.50 to 2.69 over five; normal draws from the sums
alone give 2.62 to 2.72, for 500 counties are few.
"""

import sys

import numpy as np
import pandas as pd
from mpdta import att_gt, column, stacked

from mls_metrics.stats.bands import band_quantile
from mls_metrics.stats.group_time_sums import averaged

NORMAL_QUARTILES = 1.3489795


def main(path: str) -> None:
    """Print our width and that of R's way for some seeds."""
    frame = pd.read_csv(path)
    values = frame.pivot(index="countyreal", columns="year", values="lemp")
    units = frame.drop_duplicates("countyreal").set_index("countyreal").loc[values.index]
    sums, effects, keys = att_gt("nev_dr")
    since = keys[:, 1] - keys[:, 0]
    dynamic = stacked([averaged(sums, effects, since == e) for e in np.unique(since)])
    cell = [list(sums.cohort).index(column(int(first))) for first in units["first.treat"]]
    away = values.to_numpy() - sums.mean[cell]
    influence = np.einsum("jit,it->ij", dynamic.slope[:, cell], away) + dynamic.level[:, cell].T
    each = np.arange(len(influence))
    print([band_quantile(influence, [each], level=0.95, seed=seed) for seed in range(8)])
    for seed in range(5):
        signs = np.random.default_rng(seed).choice([-1.0, 1.0], size=(1000, len(each)))
        drawn = signs @ influence
        low, high = np.quantile(drawn, [0.25, 0.75], axis=0)
        spread = (high - low) / NORMAL_QUARTILES
        print(np.quantile(np.abs(drawn / spread).max(axis=1), 0.95))


if __name__ == "__main__":
    main(sys.argv[1])
