"""What the effect analyses need, as arrays: trial cells, clusters, hazards, KPI panels."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.connection import Store

IntArray = NDArray[np.int64]
OTHER_PROGRAMS = 8
CELL_SIZE = 10000
# Pattern parts from the last packed to the first, with the number of codes of each.
PATTERN = (("rating", 8), ("level", 8), ("region", 8), ("role", 12), ("tenure", 7))
VERSIONS = 8


@cache
def effect_sql(name: str) -> str:
    """A select of the folder `effects`."""
    path = files("mls_metrics.warehouse").joinpath("effects", f"{name}.sql")
    return path.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionContext:
    """Counts and dates around one program; months are year x 12 + month - 1."""

    first_month: int | None
    final_month: int | None
    last_month: int | None
    starters: int
    starters_by_completion: int
    excluded: int
    outside: int
    roster_people: int
    exits: int
    untyped_exits: int
    leavers_expected: int
    leavers_seen: int
    dated_share: float
    completers: int
    completers_left: int
    completers_left_any: int
    never_enrolled: int
    never_left: int
    never_left_any: int


def retention_context(store: Store, program_id: str) -> RetentionContext:
    """Counts and dates around one program."""
    row = store.query(effect_sql("retention_context"), {"program_id": program_id}).iloc[0]
    months = ("first_month", "final_month", "last_month")
    values: dict[str, Any] = {
        str(name): None if pd.isna(value) else int(value)
        for name, value in row.items()
        if name != "dated_share"
    }
    counts = {name: value or 0 for name, value in values.items() if name not in months}
    share = 0.0 if pd.isna(row["dated_share"]) else float(row["dated_share"])
    return RetentionContext(dated_share=share, **{name: values[name] for name in months}, **counts)


def turned_away(store: Store, program_id: str) -> pd.DataFrame:
    """Who asked and could not come by chance: person, month asked, reason, month of a start."""
    return store.query(effect_sql("turned_away"), {"program_id": program_id})


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """How many begin one program or ask in vain; months are year x 12 + month - 1."""

    starters: int
    first_start: int | None
    final_start: int | None
    turned_away: int
    never_begun: int


def demand(store: Store, program_id: str) -> Demand:
    """How many begin one program or ask in vain."""
    row = store.query(effect_sql("demand"), {"program_id": program_id}).iloc[0]
    counts = {name: int(row[name]) for name in ("starters", "turned_away", "never_begun")}
    first, final = (
        None if pd.isna(row[name]) else int(row[name]) for name in ("first_start", "final_start")
    )
    return Demand(first_start=first, final_start=final, **counts)


def leaving_by_site(store: Store, program_id: str, policy: Policy) -> pd.DataFrame:
    """People in the roles of a program's starters a horizon ago by site, and who of them left.

    Exits of any kind count where more of them than the policy allows carry no kind.

    Returns
    -------
    DataFrame
        `site_kind` (company, location, region, department, manager), `site`, `people`,
        `person_months`, `leavers`, `others`.
    """
    params = {
        "program_id": program_id,
        "horizon": policy.horizon_months,
        "untyped_limit": policy.untyped_exit_limit,
    }
    return store.query(effect_sql("leaving_by_site"), params)


def kpi_breaks(store: Store, choice: "KpiChoice") -> pd.DataFrame:
    """`month`, `units`, `shift`, `spread_ratio` of every common jump of a KPI."""
    params = {"kpi": choice.kpi, "unit_kind": choice.unit_kind}
    return store.query(effect_sql("kpi_breaks"), params)


def co_taken(store: Store, program_id: str) -> list[str]:
    """The programs most often begun before or with this one, at most eight."""
    frame = store.query(effect_sql("co_taken"), {"program_id": program_id})
    return [str(name) for name in frame["program_id"]]


def trial_params(
    program_id: str, others: Sequence[str], first_month: int, policy: Policy
) -> dict[str, Any]:
    """What the select of trial rows asks for."""
    return {
        "program_id": program_id,
        "others": [*others, *[None] * (OTHER_PROGRAMS - len(others))],
        "first_month": first_month,
        "grace": policy.grace_months,
        "horizon": policy.horizon_months,
    }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrialRows:
    """Trial rows and the packed cells they fall into; r rows in n cells.

    Parameters
    ----------
    cells : ndarray of int, shape (n,)
        Packed cells, ascending; `unpack_cells` turns them into codes.
    people : ndarray, shape (n,)
        Rows in each cell.
    place : ndarray of int, shape (r,)
        Cell of each row, as its place in `cells`.
    person, manager : ndarray of int, shape (r,)
        Who stands behind each row; rows of a person follow each other. A person without a known
        manager is a team of their own.
    """

    cells: IntArray
    people: NDArray[np.float64]
    place: NDArray[np.int32]
    person: NDArray[np.int32]
    manager: NDArray[np.int32]


def trial_rows(
    store: Store, program_id: str, others: Sequence[str], first_month: int, policy: Policy
) -> TrialRows:
    """Trial rows of one program, read once and counted by cell here.

    The months of employment are stored person by person, so that the rows mostly come in order and
    need no sorting; where they do not they are sorted, because sums depend on the order.
    """
    params = trial_params(program_id, others, first_month, policy)
    frame = store.query(effect_sql("trial_rows"), params)
    person = frame.pop("person_key").to_numpy(dtype=np.int32)
    manager = frame.pop("manager_key").to_numpy(dtype=np.int32)
    packed = frame.pop("cell").to_numpy(dtype=np.int64)
    step = np.diff(person)
    if (step < 0).any() or (np.diff(packed)[step == 0] < 0).any():
        order = np.lexsort((packed, person))
        person, manager, packed = person[order], manager[order], packed[order]
    found, cells = pd.factorize(packed)
    rank = np.argsort(cells)
    place = np.empty(len(cells), dtype=np.int32)
    place[rank] = np.arange(len(cells), dtype=np.int32)
    people = np.bincount(found, minlength=len(cells)).astype(float)[rank]
    alone = manager.max(initial=0) + 1 + person
    return TrialRows(
        cells=np.asarray(cells)[rank],
        people=people,
        place=place[found],
        person=person,
        manager=np.where(manager >= 0, manager, alone),
    )


def unpack_cells(cell: IntArray) -> dict[str, np.ndarray[Any, Any]]:
    """Codes behind packed cells: month (from the first trial month), pattern, arm, follow-up.

    Returns
    -------
    dict
        `month`, `tenure`, `role`, `region`, `level`, `rating`, `others` (bit mask), `version`
        (0 for those who did not start), `treated`, `followed`, `outcome`.
    """
    pattern, rest = np.divmod(cell.astype(np.int64), CELL_SIZE)
    arm, rest = np.divmod(rest, CELL_SIZE // 2)
    followed, outcome = np.divmod(rest, 10)
    rest, version = np.divmod(pattern, VERSIONS)
    rest, others = np.divmod(rest, 2**OTHER_PROGRAMS)
    codes = {}
    for name, size in PATTERN:
        rest, codes[name] = np.divmod(rest, size)
    return {
        "month": rest,
        **codes,
        "others": others,
        "version": version,
        "treated": arm == 1,
        "followed": followed,
        "outcome": outcome,
    }


def hazard_cells(
    store: Store, programs: Sequence[str], first_month: int, policy: Policy, *, any_exit: bool
) -> pd.DataFrame:
    """People at risk and leavers by month, pattern and programs begun (bit masks)."""
    params = {
        "programs": list(programs),
        "first_month": first_month,
        "grace": policy.grace_months,
        "any_exit": any_exit,
    }
    return store.query(effect_sql("hazard_cells"), params)


def starter_profiles(store: Store, programs: Sequence[str], policy: Policy) -> pd.DataFrame:
    """Pattern of every starter in the start month, and other programs begun (bit masks)."""
    params = {"programs": list(programs), "grace": policy.grace_months}
    return store.query(effect_sql("starter_profiles"), params)


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiChoice:
    """A KPI on one kind of unit; months are year x 12 + month - 1."""

    kpi: str
    unit_kind: str
    is_higher_better: bool
    unit_of_measure: str
    value_per_unit: float | None
    units: int
    first_month: int
    last_month: int


def kpi_choice(store: Store, program_id: str, objective_kpi: str | None) -> KpiChoice | None:
    """The objective's KPI, else the one with most values of the program's people; None: no KPI."""
    params = {"program_id": program_id, "objective_kpi": objective_kpi}
    frame = store.query(effect_sql("kpi_choice"), params)
    if not len(frame):
        return None
    row = frame.iloc[0]
    if int(row["observations"]) == 0 and row["kpi"] != objective_kpi:
        return None
    price = row["value_per_unit"]
    return KpiChoice(
        kpi=str(row["kpi"]),
        unit_kind=str(row["unit_kind"]),
        is_higher_better=bool(row["is_higher_better"]),
        unit_of_measure="" if pd.isna(row["unit_of_measure"]) else str(row["unit_of_measure"]),
        value_per_unit=None if pd.isna(price) else float(price),
        units=int(row["units"]),
        first_month=int(row["first_month"]),
        last_month=int(row["last_month"]),
    )


def kpi_reach(store: Store, program_id: str, choice: KpiChoice) -> float:
    """Share of a program's starters, 0 to 1, for whom the KPI has any value; 1 without starters.

    Who had left before the KPI's first month, or came after its last, is not asked for a value.
    """
    params = {
        "program_id": program_id,
        "kpi": choice.kpi,
        "unit_kind": choice.unit_kind,
        "first_month": choice.first_month,
        "last_month": choice.last_month,
    }
    row = store.query(effect_sql("kpi_reach"), params).iloc[0]
    return int(row["measured"]) / int(row["begun"]) if int(row["begun"]) else 1.0


def kpi_panel(store: Store, choice: KpiChoice) -> pd.DataFrame:
    """`unit_id` (units of people only), `person_key` (persons only), `month` and `value`."""
    params = {"kpi": choice.kpi, "unit_kind": choice.unit_kind}
    return store.query(effect_sql("kpi_values"), params)


def unit_months(store: Store, program_id: str, unit_kind: str) -> pd.DataFrame:
    """People, completers, starters and region of every unit and month."""
    params = {"program_id": program_id, "unit_kind": unit_kind}
    return store.query(effect_sql("unit_months"), params)


def person_patterns(store: Store, first_month: int, last_month: int) -> pd.DataFrame:
    """Pattern codes of every person and month."""
    params = {"first_month": first_month, "last_month": last_month}
    return store.query(effect_sql("person_patterns"), params)


def person_starts(store: Store, program_id: str) -> pd.DataFrame:
    """Start and completion months, and version, of everyone enrolled in one program."""
    return store.query(effect_sql("person_starts"), {"program_id": program_id})


def region_names(store: Store) -> dict[int, str]:
    """Name of each region code."""
    return coded_names(store.query(effect_sql("region_names")))


def role_names(store: Store) -> dict[int, str]:
    """Name of each role code."""
    return coded_names(store.query(effect_sql("role_names")))


def version_names(store: Store, program_id: str) -> dict[int, str]:
    """Name of each version code of one program, in the order of their first starts."""
    return coded_names(store.query(effect_sql("version_names"), {"program_id": program_id}))


def coded_names(frame: pd.DataFrame) -> dict[int, str]:
    """Rows of code and name, in their order."""
    return {int(code): str(name) for code, name in frame.itertuples(index=False)}
