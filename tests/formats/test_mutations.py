"""Files that somebody re-saved are read rightly or asked about, never wrongly in silence."""

import pytest

from tests.formats.mutated import KINDS, TEXT, run
from tests.formats.sampled import samples

LAYOUTS = [s.layout for s in samples() if s.name == "plain" and s.path.suffix in TEXT]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_mutated_file_is_read_wrongly_in_silence(layout: str) -> None:
    tally = run(count=len(KINDS), seed=1, layouts=[layout])
    assert tally.wrong == []
    assert tally.total()["right"] > 0
