"""A portfolio of made programs of all kinds, with the real recommendation over it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from mls_metrics.catalog.load import dimensions, metrics, policy_sha256
from mls_metrics.model.decision import Assessment, Portfolio, Provenance
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.recommend import recommend
from tests.unit.recommend.made_evidence import AS_OF, POLICY
from tests.unit.recommend.made_many import many, worlds_of


def made_portfolio(programs: int, worlds: int = 400, *, weightings: int = 100) -> Assessment:
    """An assessment of so many programs in so many worlds, under so many weightings."""
    policy = replace(POLICY, draws=worlds, weight_draws=weightings)
    return assessment_of(many(programs), policy)


def assessment_of(entries: Sequence[ProgramEvidence], policy: Policy) -> Assessment:
    """An assessment of made evidence."""
    drawn = worlds_of(list(entries), policy)
    named = "\n".join(entry.facts.program_id for entry in entries)
    return Assessment(
        recommendations=recommend(
            entries, drawn, policy=policy, metrics=metrics(), dimensions=dimensions(), as_of=AS_OF
        ),
        skill_gaps=(),
        portfolio=Portfolio(),
        findings=(),
        imports=(),
        policy=policy,
        provenance=Provenance(
            product_version="0.1",
            as_of=AS_OF,
            seed=policy.seed,
            policy_sha256=policy_sha256(policy),
            data_sha256=hashlib.sha256(named.encode()).hexdigest(),
            created_at="2026-11-01T00:00:00+00:00",
        ),
        worlds=drawn,
    )
