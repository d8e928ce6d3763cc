"""The sample company with people who never took a program in the place of its starters."""

import math
from collections.abc import Iterator
from pathlib import Path

from mls_metrics.catalog.load import load_policy
from mls_metrics.effects import try_stand_ins
from mls_metrics.gather import read_facts
from mls_metrics.workspace import Workspace
from tests.validation.public_sets import Line

SAMPLE = Path(__file__).resolve().parents[2] / "data"
TIMES, NOMINAL = 20, 0.05


def stand_ins(times: int = TIMES) -> Iterator[Line]:
    """Claims about staying where none is true: no more than chance makes, within two errors."""
    policy = load_policy()
    with Workspace.open(None) as workspace:
        workspace.add(sorted(SAMPLE.glob("*.csv")))
        workspace.build(policy=policy)
        facts = read_facts(workspace.store)
        found = try_stand_ins(workspace.store, facts, policy, times=times)
    drawn, claims = sum(one.drawn for one in found), sum(one.claims for one in found)
    bound = NOMINAL * drawn + 2 * math.sqrt(NOMINAL * (1 - NOMINAL) * max(drawn, 1))
    told = f"{claims} of {drawn} draws, {NOMINAL * drawn:.0f} by chance"
    yield "claims about people who never took a program", drawn > 0 and claims <= bound, told
