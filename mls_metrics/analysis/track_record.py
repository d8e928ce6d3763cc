"""How often what we called likely came true."""

import numpy as np
import pandas as pd

from mls_metrics.model.track_record import Calls, TrackRecord
from mls_metrics.stats.intervals import wilson
from mls_metrics.stats.poisson_binomial import count_range

# Lower bounds of the words of likelihood, as in narrative.likelihood: a test holds them together.
WORDS = (
    ("very likely", 0.9, True),
    ("likely", 0.66, False),
    ("about as likely as not", 0.33, False),
    ("unlikely", 0.1, False),
    ("very unlikely", 0.0, False),
)


def word_of(probability: float) -> str:
    """The word of a stated chance."""
    for word, bound, is_open in WORDS:
        if probability > bound or (not is_open and probability >= bound):
            return word
    message = f"no chance: {probability}"
    raise ValueError(message)


def track_record(log: pd.DataFrame) -> TrackRecord:
    """Calibration of a decision log.

    Parameters
    ----------
    log : DataFrame
        `probability` (0-1 or empty), `came_true` (true, false or empty) and `outcome_on`; chances
        outside 0-1 are no chances and left out.
    """
    stated = pd.to_numeric(log["probability"]).astype("float64")
    with_chance = log[stated.between(0, 1)]
    known = with_chance[with_chance["came_true"].notna()]
    unclear = int((with_chance["came_true"].isna() & with_chance["outcome_on"].notna()).sum())
    chances = known["probability"].to_numpy(dtype=float)
    came = known["came_true"].to_numpy(dtype=bool)
    said = np.array([word_of(chance) for chance in chances], dtype=object)
    words = tuple(
        calls(word, chances[said == word], came[said == word])
        for word, _, _ in WORDS
        if (said == word).any()
    )
    return TrackRecord(
        words=words,
        total=calls("all", chances, came) if len(chances) else None,
        brier=float(np.mean((chances - came) ** 2)) if len(chances) else None,
        open=len(with_chance) - len(known) - unclear,
        unclear=unclear,
    )


def calls(word: str, chances: np.ndarray, came: np.ndarray) -> Calls:
    """One row of the calibration table."""
    low, high = count_range(chances)
    share_low, share_high = wilson(int(came.sum()), len(came))
    return Calls(
        word=word,
        n=len(came),
        came_true=int(came.sum()),
        expected=float(chances.sum()),
        luck_low=low,
        luck_high=high,
        share_low=share_low,
        share_high=share_high,
    )
