"""Staying: who started, who left, and who else was at risk, for one program or for all."""

from collections.abc import Mapping

import numpy as np

from mls_metrics.analysis.natural_comparison import TurnedAway
from mls_metrics.analysis.retention_data import RetentionData
from mls_metrics.model.policy import Policy
from mls_metrics.stats.trial_cells import ClusterRows, TrialCells
from mls_metrics.warehouse import effect_data
from mls_metrics.warehouse.connection import Store

PATTERN = ("tenure", "role", "region", "level", "rating")
Names = Mapping[str, Mapping[int, str]]


def retention_data(
    store: Store,
    program_id: str,
    policy: Policy,
    *,
    mandatory: bool,
    group_names: Names | None = None,
) -> RetentionData:
    """Counts, cells and clusters of one program; no cells where there is nothing to compare.

    Parameters
    ----------
    group_names : mapping of factor to names by code, optional
        Regions, roles and versions that are to have effects of their own.
    """
    context = effect_data.retention_context(store, program_id)
    cells, clusters = None, None
    enough = context.starters >= policy.minimum_starters and not mandatory
    if enough and context.exits and context.first_month is not None:
        cells, clusters = trial_data(store, program_id, context.first_month, policy)
    return RetentionData(
        program_id=program_id,
        mandatory=mandatory,
        cells=cells,
        clusters=clusters,
        starters=context.starters,
        by_completion=context.starters_by_completion,
        outside=context.outside,
        roster_people=context.roster_people,
        exits=context.exits,
        untyped_exits=context.untyped_exits,
        leavers_in_learning=(context.leavers_seen, context.leavers_expected),
        dated_share=context.dated_share,
        completers=(context.completers, context.completers_left, context.completers_left_any),
        never_enrolled=(context.never_enrolled, context.never_left, context.never_left_any),
        last_month=context.last_month or 0,
        group_names=group_names or {},
    )


def turned_away(store: Store, program_id: str) -> TurnedAway:
    """Those who asked for a program and could not come for reasons not of their own."""
    frame = effect_data.turned_away(store, program_id)
    return TurnedAway(
        person=frame["person_key"].to_numpy(dtype=np.int64),
        asked_month=frame["asked_month"].to_numpy(dtype=np.int64),
        reason=frame["reason"].to_numpy(dtype=object),
        started_later=frame["start_month"].notna().to_numpy(dtype=bool),
    )


def trial_data(
    store: Store, program_id: str, first_month: int, policy: Policy
) -> tuple[TrialCells | None, ClusterRows | None]:
    """Trial cells of one program and the rows behind them."""
    others = effect_data.co_taken(store, program_id)
    rows = effect_data.trial_rows(store, program_id, others, first_month, policy)
    if not len(rows.cells):
        return None, None
    codes = effect_data.unpack_cells(rows.cells)
    flags = [(codes["others"] >> place) & 1 for place in range(len(others))]
    cells = TrialCells(
        month=codes["month"] + first_month,
        factors=tuple(codes[name] for name in PATTERN) + tuple(flags),
        names=PATTERN + tuple(f"having taken {name}" for name in others),
        treated=codes["treated"],
        followed=codes["followed"],
        outcome=codes["outcome"],
        count=rows.people,
        variant=codes["version"],
    )
    return cells, ClusterRows(cell=rows.place, members=(rows.person, rows.manager))
