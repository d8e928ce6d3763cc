"""Many made programs of all kinds, and the worlds drawn for them."""

from dataclasses import replace

import numpy as np

from mls_metrics.analysis.success import dimension_draws
from mls_metrics.catalog.load import dimensions, metrics
from mls_metrics.model.draws import Worlds
from mls_metrics.model.evidence import Check, ProgramEvidence
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.worlds import make_worlds
from tests.unit.recommend.made_evidence import (
    AS_OF,
    evidence,
    good_metrics,
    kpi_effect,
    refused,
    retention,
)


def many(count: int, seed: int = 5) -> list[ProgramEvidence]:
    """Programs of all kinds: good, useless, harmful, unmeasured, required, stale, uncertain."""
    rng = np.random.default_rng(seed)
    hidden = Check(name="hidden_factor", passed=False, sentence="A factor would do.", blocks=True)
    found = []
    for number in range(count):
        name = f"P{number:03d}"
        kind = number % 6
        observed = float(rng.uniform(40, 160))
        effect = retention(name, observed, 100, checks=(hidden,) if kind == 5 else ())
        found.append(
            evidence(
                name,
                effect=refused("retention_12m", name) if kind == 3 else effect,
                kpi=replace(kpi_effect(float(rng.normal(2, 3)), 0.5), program_id=name)
                if kind in {0, 1, 5}
                else None,
                measures=good_metrics(float(rng.uniform(30, 80))),
                mandatory=kind == 4,
                direct_cost=None if kind == 2 else float(rng.uniform(1e5, 2e6)),
                unreached_people=0 if number % 7 == 0 else 2000,
                outside_employment=600 if number % 11 == 0 else 0,
            )
        )
    return found


def worlds_of(entries: list[ProgramEvidence], policy: Policy) -> Worlds:
    """Draws of the programs under a policy."""
    points, observed = dimension_draws(
        {entry.facts.program_id: entry.metrics for entry in entries},
        metrics=metrics(),
        dimensions=dimensions(),
        draws=policy.draws,
        seed=policy.seed,
    )
    return make_worlds(entries, points, observed, policy=policy, as_of=AS_OF)
