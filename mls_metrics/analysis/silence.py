"""Who was asked and did not answer: what their silence leaves open, and what answers are worth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.model.estimate import Estimate, FloatArray, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The people behind some answers who gave none.

    Parameters
    ----------
    silent : float
        People asked who did not answer; 0 where that is not known.
    response : float or None
        Answered of those asked, 0-1; None where it is not known.
    weight : float
        What an answer counts, above 0 and up to 1.
    """

    silent: float = 0.0
    response: float | None = None
    weight: float = 1.0

    def fields(self, worst: float, best: float, n: int) -> dict[str, float | None]:
        """The optional fields of an `Estimate` of n answers, with its bounds in its own unit."""
        is_open = self.silent > 0
        return {
            "worst": worst if is_open else None,
            "best": best if is_open else None,
            "response": self.response,
            "counts_as": n * self.weight if self.weight < 1 else None,
        }


def silence_of(rows: Mapping[str, FloatArray], n: int, *, limit: float) -> Silence:
    """Silence behind n answers.

    Under a response of `limit` an answer counts `response / limit`, and all of them as one answer
    at least. The interval of a share holds for people drawn by chance. Those who answer choose to:
    the fewer do, the less they need be like the rest, and no number of answers mends that. So doubt
    grows steadily as response falls, from none added at the limit; it is a rule, not an estimate
    of the bias, which `worst` and `best` bound without any assumption.

    Parameters
    ----------
    rows : mapping of name to ndarray
        With ``asked, silent`` (people; silent is empty where nobody is known to have finished)
        where the metric is of a survey.
    limit : float
        The policy's `response_limit`, 0-1.

    References
    ----------
    .. [1] Groves (2006), Public Opinion Quarterly 70:646 (response and bias).
    .. [2] Manski (2003), Partial Identification of Probability Distributions, ch. 1 (bounds).
    """
    if "silent" not in rows or np.isnan(rows["silent"]).all():
        return Silence()
    silent, asked = float(np.nansum(rows["silent"])), float(np.nansum(rows["asked"]))
    if asked <= 0:
        return Silence()
    response = 1 - silent / asked
    weight = max(response / limit, 1 / n) if response < limit else 1.0
    return Silence(silent=silent, response=response, weight=weight)


def without_bounds(measure: Measure) -> Measure:
    """The measure without its bounds, where somebody's silence is not known."""
    return replace(measure, worst=None, best=None) if isinstance(measure, Estimate) else measure
