"""The effect on speed of every program: people below the level to the analysis, and no more."""

import numpy as np

from mls_metrics.analysis.speed_data import SpeedData
from mls_metrics.model.evidence import ProgramFacts
from mls_metrics.model.policy import Policy
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.trial_cells import ClusterRows, TrialCells
from mls_metrics.warehouse import speed_data as source
from mls_metrics.warehouse.connection import Store

NAMES = {
    "tenure": "tenure",
    "role": "role",
    "region": "region",
    "level": "level",
    "rating": "rating",
    "gap": "how far below they were",
    "before": "what was known before",
    "rater": "who rated them",
    "rival": "having taken another program for it",
}


def speed_of(
    store: Store, context: source.SpeedContext, facts: ProgramFacts, policy: Policy
) -> SpeedData:
    """Trial cells of reaching the level that one program is for, with what is known around them."""
    subject, skills = source.speed_subject(store, context, facts.program_id, facts.objective_kpi)
    kind = "none" if subject is None else subject.kind
    if subject is None or facts.mandatory or facts.starters < policy.minimum_starters:
        return SpeedData(
            program_id=facts.program_id,
            kind=kind,
            subject="" if subject is None else subject.subject,
            target=None if subject is None else subject.target,
            skills=skills,
            mandatory=facts.mandatory,
            starters=facts.starters,
            outside=facts.outside_employment,
        )
    plain = source.plain_speed(store, facts.program_id, subject)
    cells, looked, rater, clusters = speed_cells(store, facts.program_id, subject, policy)
    return SpeedData(
        program_id=facts.program_id,
        kind=kind,
        subject=subject.subject,
        skills=skills,
        target=subject.target,
        cells=cells,
        clusters=clusters,
        looked=looked,
        rater=rater,
        starters=facts.starters,
        by_completion=plain.by_completion,
        outside=facts.outside_employment,
        last_month=subject.last_month,
        dated_share=context.dated_share,
        plain_days=(plain.started_days, plain.never_days),
    )


def speed_cells(
    store: Store, program_id: str, subject: source.SpeedSubject, policy: Policy
) -> tuple[TrialCells, IntArray, IntArray, ClusterRows]:
    """Cells of the trials, months to the next look, who rated, and the rows behind the cells."""
    packed, person, manager = source.speed_rows(store, program_id, subject, policy)
    distinct, place, count = np.unique(packed, return_inverse=True, return_counts=True)
    codes = source.unpack_speed(distinct)
    cells = TrialCells(
        month=codes["month"],
        factors=tuple(codes[name] for name in NAMES),
        names=tuple(NAMES.values()),
        treated=codes["treated"] == 1,
        followed=codes["followed"],
        outcome=codes["reached"],
        count=count.astype(float),
    )
    clusters = ClusterRows(cell=place, members=(person, manager))
    return cells, codes["looked"], codes["rater"], clusters
