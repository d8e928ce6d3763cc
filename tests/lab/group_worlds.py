"""Worlds in which a program does alike everywhere, or helps here and harms there.

`python -m tests.lab.group_worlds --seeds 60` prints how often groups are said to differ in a world
where they do not.
"""

import argparse

import numpy as np
import pandas as pd

from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.catalog.load import load_policy
from mls_metrics.inputs.retention import retention_data
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.warehouse import effect_data
from tests.lab.landed import PROGRAM, retention_frames
from tests.lab.replicate import quickly_built
from tests.lab.retention_world import Company, RetentionWorld, happen

ALIKE = RetentionWorld(people=5000)
HERE_AND_THERE = RetentionWorld(people=8000, region_effect=(-1.0, -1.0, -1.0, 1.1, -1.0))
HARMED = "region3"


def company_of(world: RetentionWorld, seed: int) -> Company:
    """One company of a world."""
    return happen(world, np.random.default_rng([seed, 77]))


def effect_by_group(world: RetentionWorld, company: Company) -> EffectEstimate:
    """Retention of the program with its groups; every second month's starters get version 2."""
    policy = load_policy()
    frames = retention_frames(company, dated=True, completion_only=False)
    enrolled = frames["enrollments"]
    assert isinstance(enrolled, pd.DataFrame), "the made tables are frames"
    months = enrolled["started_on"].dt.month
    frames["enrollments"] = enrolled.assign(version=np.where(months % 2 == 1, "v1", "v2"))
    store = quickly_built(frames, world.months)
    names = {
        "region": effect_data.region_names(store),
        "role": effect_data.role_names(store),
        "version": effect_data.version_names(store, PROGRAM),
    }
    data = retention_data(store, PROGRAM, policy, mandatory=False, group_names=names)
    store.close()
    return estimate_retention(data, policy=policy)


def false_alarms(seeds: range, world: RetentionWorld = ALIKE) -> list[tuple[str, ...]]:
    """Factors said to differ, for each seed that gave groups to tell apart."""
    found = []
    for seed in seeds:
        effect = effect_by_group(world, company_of(world, seed))
        if effect.differs_by_group is not None:
            found.append(effect.differs_by_group.differing())
    return found


def main() -> None:
    """Share of companies of which groups are said to differ, where they do not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    told = false_alarms(seeds)
    wrong = [differing for differing in told if differing]
    print(f"{len(wrong)} of {len(told)} said to differ: {wrong}")


if __name__ == "__main__":
    main()
