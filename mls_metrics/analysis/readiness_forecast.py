"""How many people will be ready by a date: inflow, decay and attrition with their doubt."""

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.skill_plan import Pace, ReadinessForecast, ReadinessStart

DRAWS = 1000
MONTHS_A_YEAR = 12


def forecast_readiness(
    start: ReadinessStart, *, months: int, seed: int, level: float = 0.95, draws: int = DRAWS
) -> ReadinessForecast:
    """Plausible numbers of people ready, month by month from today.

    Parameters
    ----------
    start : ReadinessStart
        All three of its rates must be known.
    months : int
        How far to look. A longer look leaves the earlier months as they are, so the chance of
        being on time never falls where the date moves later.

    Notes
    -----
    Who is ready stays so in a month with the chance (1 - attrition)(1 - decay); who becomes ready
    comes at a steady pace, as long as anybody is left to learn. Leavers are replaced, and of the
    new hires as many are ready as of those hired lately. Rates are drawn from their Gamma
    posteriors under Jeffreys' prior, those not assessed from a Beta posterior of those assessed,
    and the months from binomial and Poisson counts.
    """
    rng = np.random.default_rng(seed)
    inflow, decay, attrition = (
        rates(pace, rng, draws) for pace in (start.inflow, start.decay, start.attrition)
    )
    stays = (1 - np.minimum(attrition, 1.0)) * (1 - np.minimum(decay, 1.0))
    entry = entry_shares(start, rng, draws)
    most = headcounts(start, months)
    paths = np.empty((draws, months + 1))
    paths[:, 0] = ready_today(start, rng, draws)
    for month in range(1, months + 1):
        kept = rng.binomial(paths[:, month - 1].astype(np.int64), stays)
        hired = rng.poisson(attrition * most[month - 1] + max(most[month] - most[month - 1], 0.0))
        new = rng.poisson(inflow) + rng.binomial(hired, entry)
        paths[:, month] = np.minimum(kept + new, np.floor(most[month] + 1e-9))
    return ReadinessForecast(
        expected=expected_ready(start, months),
        paths=paths,
        known=start.ready + start.below,
        level=level,
    )


def expected_ready(start: ReadinessStart, months: int) -> FloatArray:
    """People ready at the rates as they are, at most everybody.

    Notes
    -----
    r(t + 1) = s r(t) + i + q h(t), with `s` the chance to stay ready for a month, `i` the monthly
    inflow, `h` those hired and `q` the share of them who are ready. For a role that does not grow,
    r(t) = s^t r(0) + (i + q h) (1 - s^t) / (1 - s).
    """
    attrition = start.attrition.rate
    stays = (1 - attrition) * (1 - start.decay.rate)
    most = headcounts(start, months)
    ready = np.empty(months + 1)
    ready[0] = start.expected
    for month in range(1, months + 1):
        hired = attrition * most[month - 1] + max(most[month] - most[month - 1], 0.0)
        new = start.inflow.rate + start.share_of_entry * hired
        ready[month] = min(stays * ready[month - 1] + new, most[month])
    return ready


def entry_shares(start: ReadinessStart, rng: np.random.Generator, draws: int) -> FloatArray:
    """Plausible shares of new hires who are ready; none where nobody hired lately was assessed."""
    if start.entry is not None or start.joined == 0:
        return np.full(draws, start.share_of_entry)
    missed = start.joined - start.joined_ready
    return rng.beta(start.joined_ready + 0.5, missed + 0.5, draws)


def headcounts(start: ReadinessStart, months: int) -> FloatArray:
    """People of the role month by month."""
    years = np.arange(months + 1, dtype=np.float64) / MONTHS_A_YEAR
    return np.asarray(start.people * (1 + start.growth) ** years, dtype=np.float64)


def rates(pace: Pace, rng: np.random.Generator, draws: int) -> FloatArray:
    """Plausible monthly rates; one that a reader set is the same in every draw."""
    if pace.fixed is not None:
        return np.full(draws, pace.fixed)
    assert pace.exposure > 0, "a rate without exposure is not known"
    return rng.gamma(pace.events + 0.5, 1 / pace.exposure, draws)


def ready_today(start: ReadinessStart, rng: np.random.Generator, draws: int) -> FloatArray:
    """People ready today: those known, and of the others a share that is not known for sure."""
    unknown = start.people - start.ready - start.below
    if start.unknown_share is not None:
        return np.full(draws, float(round(start.expected)))
    share = rng.beta(start.ready + 0.5, start.below + 0.5, draws)
    return np.asarray(start.ready + rng.binomial(unknown, share), dtype=np.float64)
