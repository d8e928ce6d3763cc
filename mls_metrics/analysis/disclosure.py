"""Small counts, and what would reveal them: what may be shown without telling about a few."""

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.estimate import FloatArray


def is_small(counts: FloatArray, minimum: int) -> NDArray[np.bool_]:
    """Which counts are of people, and of too few of them; zero people are nobody."""
    return np.asarray((counts > 0) & (counts < minimum))


def hidden_with_neighbors(counts: FloatArray, minimum: int) -> NDArray[np.bool_]:
    """Small counts, and the smallest other one where a total would reveal a single hidden count.

    Parameters
    ----------
    counts : ndarray, shape (k,)
        People behind each of k cells that someone could add up.

    Returns
    -------
    ndarray of bool, shape (k,)
        Cells to hide.
    """
    hide = is_small(counts, minimum)
    others = np.flatnonzero(~hide & (counts > 0))
    if hide.sum() == 1 and len(others):
        hide[others[np.argmin(counts[others])]] = True
    return hide


def safe_to_add(counts: FloatArray, minimum: int) -> NDArray[np.bool_]:
    """Which counts may enter a total that is shown beside them.

    Small ones enter only together: two or more that make a group of the minimum size. A single
    small count, or several too small together, would follow from the total by subtraction.
    """
    small = is_small(counts, minimum)
    together = small.sum() > 1 and counts[small].sum() >= minimum
    return np.asarray(~small | together)
