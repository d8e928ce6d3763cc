"""KPIs: values by unit and month, who was trained when, and what is known of the units."""

from collections.abc import Mapping
from threading import Lock

import numpy as np
import pandas as pd

from mls_metrics.analysis.kpi_fit import KpiData
from mls_metrics.analysis.kpi_money import EVERYONE, KpiReach, people_per_value
from mls_metrics.analysis.kpi_panel import (
    Grouping,
    PersonGrid,
    Treatment,
    ValueGrid,
    constant_factor,
    person_grid,
    person_treatment,
    unit_matrix,
    unit_regions,
    unit_treatment,
    value_grid,
)
from mls_metrics.analysis.productivity_checks import Break
from mls_metrics.model.evidence import ProgramFacts
from mls_metrics.model.policy import Policy
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.warehouse import effect_data
from mls_metrics.warehouse.connection import Store

Names = Mapping[str, Mapping[int, str]]
Setting = tuple[Treatment, tuple[IntArray, ...], tuple[IntArray, ...], tuple[Grouping, ...]]


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
            reach=self.reach(choice, facts.program_id),
            breaks=breaks_of(effect_data.kpi_breaks(self.store, choice)),
            panel=treatment.panel(grid, factors),
            dose=treatment.dose,
            clusterings=clusterings,
            groupings=groupings,
            naive_groups=(treatment.after, treatment.never),
            started=treatment.started,
        )

    def reach(self, choice: effect_data.KpiChoice, program_id: str) -> KpiReach:
        """Whom a priced KPI speaks of; everyone where it has no price."""
        if choice.value_per_unit is None:
            return EVERYONE
        measured = effect_data.kpi_reach(self.store, program_id, choice)
        if choice.unit_kind == "person":
            return KpiReach(measured=measured)
        grid = self.grid(choice)
        months = effect_data.unit_months(self.store, program_id, choice.unit_kind)
        shared = people_per_value(
            grid.values,
            unit_matrix(grid, months, "headcount"),
            kpi=choice.kpi,
            unit_of_measure=choice.unit_of_measure,
        )
        return KpiReach(measured=measured, people_per_value=shared)

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
