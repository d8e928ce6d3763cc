"""The company a month later: what changed is what was planted, in both directions."""

import tomllib
from typing import Any

import pytest

from mls_metrics.model.standing import Pulse, Standing, standing_of
from mls_metrics.narrative.pulse import pulse_lines
from mls_metrics.simulate import simulate
from tests.whole.company import assessed

pytestmark = [pytest.mark.slow, pytest.mark.ledger("1")]
PEOPLE = 2500


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> tuple[Standing, Standing, Any]:
    out = tmp_path_factory.mktemp("months")
    for name, later in (("now", False), ("later", True)):
        simulate(out / name, people=PEOPLE, later=later)
    truth = tomllib.loads((out / "later" / "truth.toml").read_text(encoding="utf-8"))
    first, second = (standing_of(assessed(out / name)) for name in ("now", "later"))
    return first, second, truth["changes_since"]


def planted(changes: Any, change: str) -> list[str]:
    return sorted(one["what"] for one in changes if one["change"] == change)


def added(before: Standing, after: Standing, what: str) -> list[str]:
    return sorted(set(getattr(after, what)) - set(getattr(before, what)))


def test_gaps_objectives_and_programs_are_those_planted(
    months: tuple[Standing, Standing, Any],
) -> None:
    first, second, changes = months
    for before, after, opened, closed in (
        (first, second, "gap_opened", "gap_closed"),
        (second, first, "gap_closed", "gap_opened"),
    ):
        assert added(before, after, "gaps") == planted(changes, opened)
        assert added(after, before, "gaps") == planted(changes, closed)
    assert len(added(first, second, "objectives")) == len(planted(changes, "objective_added"))
    new = {item.program_id for item in second.programs} - {i.program_id for i in first.programs}
    assert len(new) == len(planted(changes, "program_added"))


def test_the_pulse_names_what_came_and_read_backwards_what_went(
    months: tuple[Standing, Standing, Any],
) -> None:
    first, second, changes = months
    (closed,) = planted(changes, "gap_closed")
    there = " ".join(pulse_lines(Pulse(before=first, after=second)))
    back = " ".join(pulse_lines(Pulse(before=second, after=first)))
    assert closed in there
    assert closed in back
    assert there != back
    assert pulse_lines(Pulse(before=first, after=first)) == []
