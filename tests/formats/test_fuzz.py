"""A few hundred random and damaged files; ten thousand of them are in ``run.py validate``."""

import os

from tests.formats.fuzzed import KINDS, fuzz

COUNT, SEED = 300, 7


def test_every_file_is_read_or_refused_in_words_in_time_and_in_memory() -> None:
    """A fault names its kind and file; ``fuzz(count=300, seed=7)`` makes the same files again."""
    found = fuzz(count=COUNT, seed=SEED, workers=min(2, os.cpu_count() or 1))
    assert found.faults == []
    assert sum(found.counts.values()) == COUNT
    assert {kind for kind, _ in found.counts} == set(KINDS)
    assert found.most_bytes > 0, "a peak that never grows was not measured"
    refused = sum(count for (_, verdict), count in found.counts.items() if verdict == "refused")
    assert 0 < refused < COUNT, "both ways must be taken"
