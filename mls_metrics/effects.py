"""Effects of every program: the warehouse's cells and panels to the analyses, and nothing more."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Lock

import numpy as np
import pandas as pd

from mls_metrics.analysis.certificates import with_certificate_check
from mls_metrics.analysis.kpi_fit import KpiData
from mls_metrics.analysis.kpi_panel import (
    Grouping,
    PersonGrid,
    Treatment,
    ValueGrid,
    constant_factor,
    person_grid,
    person_treatment,
    unit_regions,
    unit_treatment,
    value_grid,
)
from mls_metrics.analysis.natural_comparison import TurnedAway, with_natural_comparison
from mls_metrics.analysis.productivity import estimate_productivity
from mls_metrics.analysis.productivity_checks import Break
from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.analysis.retention_data import RetentionData, only_data_missing
from mls_metrics.analysis.second_opinion import SecondOpinions, second_opinions
from mls_metrics.analysis.speed import estimate_speed
from mls_metrics.analysis.stand_ins import stand_in_effects
from mls_metrics.analysis.study_setting import StudySetting, kpi_spread, study_setting
from mls_metrics.model.evidence import EffectEstimate, ProgramFacts, StandIns
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.designs import with_productivity_plans, with_retention_plans
from mls_metrics.speed_effects import speed_of
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.trial_cells import ClusterRows, TrialCells
from mls_metrics.warehouse import effect_data
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.speed_data import speed_context

WORKERS = 2
MOST_EXPOSURES = 60
PATTERN = ("tenure", "role", "region", "level", "rating")
Progress = Callable[[str], None]
Names = Mapping[str, Mapping[int, str]]
Setting = tuple[Treatment, tuple[IntArray, ...], tuple[IntArray, ...], tuple[Grouping, ...]]


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


class StudySettings:
    """What a study of each program would find in this company, fetched once for both effects."""

    def __init__(self, store: Store, policy: Policy) -> None:
        self.store, self.policy = store, policy
        self._found: dict[str, StudySetting] = {}

    def of(self, program_id: str) -> StudySetting:
        """Leaving, demand and sites around one program."""
        if program_id not in self._found:
            asked = effect_data.demand(self.store, program_id)
            months = 0
            if asked.first_start is not None and asked.final_start is not None:
                months = asked.final_start - asked.first_start + 1
            self._found[program_id] = study_setting(
                effect_data.leaving_by_site(self.store, program_id, self.policy),
                starters=asked.starters,
                months=months,
                turned_away=asked.turned_away,
                never_begun=asked.never_begun,
            )
        return self._found[program_id]


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


class KpiPanels:
    """Value grids and pattern grids, fetched once for all programs that share a KPI."""

    def __init__(self, store: Store, policy: Policy) -> None:
        self.store, self.policy = store, policy
        self.names = {
            "region": effect_data.region_names(store),
            "role": effect_data.role_names(store),
        }
        self._grids: dict[tuple[str, str], ValueGrid] = {}
        self._persons: dict[str, PersonGrid] = {}
        self._fetching = Lock()

    def names_of(self, program_id: str) -> Names:
        """Names of regions and roles, and of one program's versions."""
        return {**self.names, "version": effect_data.version_names(self.store, program_id)}

    def grid(self, choice: effect_data.KpiChoice) -> ValueGrid:
        """Values of a KPI on one kind of unit."""
        key = (choice.kpi, choice.unit_kind)
        with self._fetching:
            if key not in self._grids:
                frame = effect_data.kpi_panel(self.store, choice)
                self._grids[key] = value_grid(frame, by_person=choice.unit_kind == "person")
            return self._grids[key]

    def persons(self, choice: effect_data.KpiChoice) -> PersonGrid:
        """Pattern codes in the order of a KPI's persons."""
        grid = self.grid(choice)
        with self._fetching:
            if choice.kpi not in self._persons:
                last = grid.first + grid.values.shape[1] - 1
                patterns = effect_data.person_patterns(self.store, grid.first, last)
                self._persons[choice.kpi] = person_grid(grid, patterns)
            return self._persons[choice.kpi]

    def data_of(self, facts: ProgramFacts) -> KpiData:
        """Panel, cohorts and words of the KPI that fits a program."""
        choice = effect_data.kpi_choice(self.store, facts.program_id, facts.objective_kpi)
        if choice is None:
            return KpiData(program_id=facts.program_id, learners=facts.starters)
        grid = self.grid(choice)
        if grid.values.size == 0:
            return KpiData(program_id=facts.program_id, learners=facts.starters, kpi=choice.kpi)
        by_person = choice.unit_kind == "person"
        setting = self.person_setting if by_person else self.unit_setting
        treatment, factors, clusterings, groupings = setting(choice, facts.program_id)
        return KpiData(
            program_id=facts.program_id,
            learners=facts.starters,
            kpi=choice.kpi,
            unit_kind=choice.unit_kind,
            unit_of_measure=choice.unit_of_measure,
            is_higher_better=choice.is_higher_better,
            value_per_unit=choice.value_per_unit,
            breaks=breaks_of(effect_data.kpi_breaks(self.store, choice)),
            panel=treatment.panel(grid, factors),
            dose=treatment.dose,
            clusterings=clusterings,
            groupings=groupings,
            naive_groups=(treatment.after, treatment.never),
            started=treatment.started,
        )

    def person_setting(self, choice: effect_data.KpiChoice, program_id: str) -> Setting:
        """Cohorts, covariates, clusters and groups of a KPI measured on persons."""
        grid, persons = self.grid(choice), self.persons(choice)
        starts = effect_data.person_starts(self.store, program_id)
        each = np.arange(len(grid.units))
        treatment = person_treatment(grid, starts)
        assert treatment.version is not None, "persons have a version each"
        codes = {"region": persons.region, "role": persons.role, "version": treatment.version}
        groupings = tuple(
            Grouping(factor=factor, codes=codes[factor], names=names)
            for factor, names in self.names_of(program_id).items()
        )
        return treatment, persons.factors, (each, persons.manager), groupings

    def unit_setting(self, choice: effect_data.KpiChoice, program_id: str) -> Setting:
        """Cohorts, covariates, clusters and regions of a KPI measured on units of people."""
        grid = self.grid(choice)
        months = effect_data.unit_months(self.store, program_id, choice.unit_kind)
        regions = unit_regions(grid, months)
        width = grid.values.shape[1]
        by_region = choice.unit_kind == "region"
        factors = () if by_region else (constant_factor(regions.codes, width),)
        treatment = unit_treatment(grid, months, self.policy)
        return treatment, factors, (np.arange(len(grid.units)),), (regions,)


def breaks_of(frame: pd.DataFrame) -> tuple[Break, ...]:
    """Common jumps of a KPI."""
    return tuple(
        Break(
            month=int(row["month"]),
            units=int(row["units"]),
            shift=float(row["shift"]),
            spread_ratio=None if pd.isna(row["spread_ratio"]) else float(row["spread_ratio"]),
        )
        for row in frame.to_dict("records")
    )


def hazard_opinions(store: Store, facts: Sequence[ProgramFacts], policy: Policy) -> SecondOpinions:
    """The joint hazard model of all programs with enough starters."""
    chosen = sorted(
        (item for item in facts if item.starters >= policy.minimum_starters),
        key=lambda item: (-item.starters, item.program_id),
    )[:MOST_EXPOSURES]
    programs = [item.program_id for item in chosen]
    contexts = [effect_data.retention_context(store, program) for program in programs[:1]]
    if not contexts:
        return {}
    any_exit = contexts[0].untyped_exits > policy.untyped_exit_limit * max(contexts[0].exits, 1)
    starters = effect_data.starter_profiles(store, programs, policy)
    if not len(starters):
        return {}
    first = int(starters["start_month"].min()) - policy.horizon_months
    cells = effect_data.hazard_cells(store, programs, first, policy, any_exit=any_exit)
    return second_opinions(
        cells,
        starters,
        programs,
        grace=policy.grace_months,
        horizon=policy.horizon_months,
    )


def try_stand_ins(
    store: Store,
    facts: Sequence[ProgramFacts],
    policy: Policy,
    *,
    times: int,
    progress: Progress = lambda _: None,
) -> tuple[StandIns, ...]:
    """Ask of people who never took a program what it did for them; nothing is to be found.

    Parameters
    ----------
    store : Store
        Built.
    times : int
        Draws for each program.
    progress : callable
        Told each program's name before its draws.

    Returns
    -------
    tuple of StandIns
        Programs for which nobody could stand in have no draws.
    """
    found = []
    for item in facts:
        progress(f"People like those of {item.program_name}")
        data = retention_data(store, item.program_id, policy, mandatory=item.mandatory)
        drawn = stand_in_effects(data, times=times, seed=policy.seed, policy=policy)
        found.append(
            StandIns(
                program_id=item.program_id,
                program_name=item.program_name,
                drawn=len(drawn),
                claims=sum(1 for one in drawn if one.low > 0 or one.high < 0),
                mean=sum(one.value for one in drawn) / len(drawn) if drawn else None,
            )
        )
    return tuple(found)


def estimate_effects(
    store: Store,
    facts: Sequence[ProgramFacts],
    policy: Policy,
    *,
    progress: Progress,
) -> dict[str, dict[str, EffectEstimate]]:
    """Every effect of every program; a refusal is an EffectEstimate too.

    Parameters
    ----------
    store : Store
        Built.
    facts : sequence of ProgramFacts
    progress : callable
        Told each program's name as its estimates are done.

    Returns
    -------
    dict
        By program id: `retention_12m`, `productivity` and `speed`.
    """
    from threadpoolctl import threadpool_limits

    panels, settings = KpiPanels(store, policy), StudySettings(store, policy)

    def retention(item: ProgramFacts, opinions: Future[SecondOpinions]) -> EffectEstimate:
        data = retention_data(
            store,
            item.program_id,
            policy,
            mandatory=item.mandatory,
            group_names=panels.names_of(item.program_id),
        )
        second = opinions.result().get(item.program_id)
        effect = estimate_retention(replace(data, second_opinion=second), policy=policy)
        away = turned_away(store, item.program_id)
        effect = with_natural_comparison(effect, data, away, policy=policy)
        if item.certificate_portable:
            done = effect_data.person_starts(store, item.program_id)
            effect = with_certificate_check(effect, data, done, policy=policy)
        if only_data_missing(data, policy):
            return effect
        return with_retention_plans(effect, settings.of(item.program_id), item, policy=policy)

    def productivity(item: ProgramFacts) -> EffectEstimate:
        data = panels.data_of(item)
        effect = estimate_productivity(data, policy=policy)
        return with_productivity_plans(
            effect,
            settings.of(item.program_id),
            kpi_spread(data, policy),
            item,
            unit_kind=data.unit_kind,
            policy=policy,
        )

    levels = speed_context(store)

    def speed(item: ProgramFacts) -> EffectEstimate:
        return estimate_speed(speed_of(store, levels, item, policy), policy=policy)

    # BLAS threads inside worker threads spin against each other: one each is faster.
    with threadpool_limits(1), ThreadPoolExecutor(max_workers=WORKERS) as pool:
        opinions = pool.submit(hazard_opinions, store, facts, policy)
        kpi = [pool.submit(productivity, item) for item in facts]
        stay = [pool.submit(retention, item, opinions) for item in facts]
        soon = [pool.submit(speed, item) for item in facts]
        found = {}
        for item, one, other, third in zip(facts, stay, kpi, soon, strict=True):
            found[item.program_id] = {
                "retention_12m": one.result(),
                "productivity": other.result(),
                "speed": third.result(),
            }
            progress(f"Effects of {item.program_name}")
    return found
