"""People seen month by month, for proportional hazards by two ways; needs nothing but numpy."""

import numpy as np

SITES, MONTHS = 3, 24


def person_months(seed: int, people: int) -> dict[str, np.ndarray]:
    """One row per person and month at risk: who, month, site, exposed, day of the exit or 0.

    Months have 30 days. The hazard is constant within a month; being exposed multiplies it by
    exp(-0.35) from the month after the start on. People enter late and leave on a day.
    """
    rng = np.random.default_rng(seed)
    entry = np.where(rng.random(people) < 0.6, 0, rng.integers(0, MONTHS - 4, people))
    site = rng.integers(0, SITES, people)
    start = np.where(rng.random(people) < 0.5, entry + rng.integers(1, 16, people), 10 * MONTHS)
    alive = np.ones(people, dtype=bool)
    rows = []
    for month in range(MONTHS):
        who = np.flatnonzero(alive & (entry <= month))
        exposed = (start[who] < month).astype(np.int64)
        season = 0.3 * np.sin(2 * np.pi * month / 12)
        rate = np.exp(-4.2 + 0.25 * (site[who] - 1) + season - 0.35 * exposed)
        wait = rng.exponential(size=len(who)) / rate  # in months
        leaves = wait < 1
        day = np.where(leaves, np.floor(wait * 30) + 1, 0).astype(np.int64)
        rows.append(np.stack([who, np.full(len(who), month), site[who], exposed, day]))
        alive[who[leaves]] = False
    names = ("person", "month", "site", "exposed", "day")
    return dict(zip(names, np.concatenate(rows, axis=1), strict=True))
