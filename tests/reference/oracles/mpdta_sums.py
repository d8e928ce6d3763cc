"""What tests/reference/mpdta.toml was made from. Not run by the tests.

mpdta (county teen employment and minimum wages, 2003 to 2007) comes with R's `did` package
(Callaway & Sant'Anna). It was read from `mpdta_long.pkl.gz` of moderndid 0.2.0 (SHA-256
3d39793685a00cef5a7ee6e5f11ddaee02099f7107a99fa8e1c335416cf49023), written as CSV with all digits.

    python -m tests.reference.oracles.mpdta_sums MPDTA.csv > tests/reference/mpdta.toml

R's numbers beside it (mpdta_r_did.toml) are those that the project csdid checks itself against
(version 0.4.3; `test_csdid/r_ref/ref_attgt.csv`, `ref_aggte.csv`, `ref_pretest.csv`, written by R's
`did` with `bstrap = FALSE`, `base_period = "varying"`).

The regression on lpop needs more than means and covariances of a cohort: sums of lpop to the fourth
power, times a value to the third, times a product of values to the second. Four made-up cells for
each cohort have exactly these sums: their lpop and size are a Gauss quadrature of the true ones.
"""

import sys

import numpy as np
import pandas as pd

NODES = 4


def condensed(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, ...]:
    """Size, lpop, mean and scatter of four cells with the sums of all units."""
    nodes, weights = quadrature(x)
    size = len(x) * weights
    center, scale = x.mean(), x.std()
    powers = ((x - center) / scale)[None, :] ** np.arange(NODES)[:, None]
    at_nodes = ((nodes - center) / scale)[None, :] ** np.arange(NODES)[:, None]
    mean = np.linalg.solve(at_nodes * size, powers @ y)
    products = np.einsum("is,it->ist", y, y).reshape(len(x), -1)
    wanted = powers[:3] @ products
    seconds = np.linalg.lstsq(at_nodes[:3] * size, wanted, rcond=None)[0]
    seconds = seconds.reshape(NODES, y.shape[1], y.shape[1])
    scatter = size[:, None, None] * (seconds - np.einsum("ks,kt->kst", mean, mean))
    return size, nodes, mean, scatter


def quadrature(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights with the moments of x up to the seventh (Golub & Welsch 1969)."""
    basis = [np.full(len(x), 1 / np.sqrt(len(x)))]
    for _ in range(NODES - 1):
        following = x * basis[-1]
        for _ in range(2):
            for done in basis:
                following = following - (done @ following) * done
        basis.append(following / np.linalg.norm(following))
    q = np.column_stack(basis)
    nodes, vectors = np.linalg.eigh(q.T @ (x[:, None] * q))
    return nodes, vectors[0] ** 2


def array(values: np.ndarray) -> str:
    """Nested lists with all digits."""
    return repr(np.asarray(values).tolist())


def main(path: str) -> None:
    """Print the sums as TOML."""
    frame = pd.read_csv(path)
    wide = frame.pivot(index="countyreal", columns="year", values="lemp")
    units = frame.drop_duplicates("countyreal").set_index("countyreal").loc[wide.index]
    print("# Made by tests/reference/oracles/mpdta_sums.py, which says from what.")
    print(f"years = {list(map(int, wide.columns))}")
    for first in sorted(units["first.treat"].unique()):
        mine = (units["first.treat"] == first).to_numpy()
        y, x = wide.to_numpy()[mine], units["lpop"].to_numpy()[mine]
        away = y - y.mean(axis=0)
        size, nodes, mean, scatter = condensed(x, y)
        print(f"\n[[cohort]]\nfirst_treated = {first}  # 0: never\nn = {len(y)}")
        print(f"mean = {array(y.mean(axis=0))}\nscatter = {array(away.T @ away)}")
        print(f"cell_n = {array(size)}\ncell_lpop = {array(nodes)}")
        print(f"cell_mean = {array(mean)}\ncell_scatter = {array(scatter)}")


if __name__ == "__main__":
    main(sys.argv[1])
