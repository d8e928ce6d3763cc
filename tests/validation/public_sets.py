"""Public data sets with known answers; see each set's SOURCE.md for where the figures come from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from mls_metrics.assess import assess
from mls_metrics.report.assessment_json import assessment_dict
from mls_metrics.workspace import Workspace

DIALECTS = ("original", "dialect_mdy_dash", "dialect_excel_litter")
FIRST_TRAININGS = ["2022-09-21", "2023-07-19", "2023-02-24", "2023-01-12", "2023-05-12"]
# One cell of this dialect was damaged by Excel before it was published: 06-01-1900 for 27 May 2023.
DAMAGED = ("dialect_excel_litter", "employees", "3449", "termination_date")
TOTAL_COST, EXITS, OUTSIDE = 1_675_886.09, 1_533, 1_317

WITHDRAWN = {
    "AAA": 16.84, "BBB": 30.19, "CCC": 44.54, "DDD": 35.87, "EEE": 24.61, "FFF": 30.96, "GGG": 11.52
}  # fmt: skip
PASSED = {
    "AAA": 70.99, "BBB": 47.46, "CCC": 37.84, "DDD": 41.61, "EEE": 56.24, "FFF": 47.00, "GGG": 59.75
}  # fmt: skip

Line = tuple[str, bool, str]


def employee_all_in_one(folder: Path) -> Iterator[Line]:
    """Three dialects of one company without any true effect."""
    tables: dict[str, dict[str, pd.DataFrame]] = {}
    for dialect in DIALECTS:
        with Workspace.open(None) as workspace:
            workspace.add([folder / dialect])
            answer = assessment_dict(assess(workspace))
            tables[dialect] = canonical(workspace)
        yield from one_dialect(dialect, tables[dialect], answer)
    first = tables[DIALECTS[0]]
    for dialect in DIALECTS[1:]:
        for name, table in first.items():
            differing = differing_cells(table, tables[dialect][name])
            known = [DAMAGED[2:]] if DAMAGED[:2] == (dialect, name) else []
            told = f"{len(table):,} rows, differing cells: {differing or 'none'}"
            yield f"{dialect}: canonical {name} as in {DIALECTS[0]}", differing == known, told


def differing_cells(one: pd.DataFrame, other: pd.DataFrame) -> list[tuple[str, str]]:
    """Person and column of every cell that is not the same; one entry for another shape."""
    if list(one.columns) != list(other.columns) or len(one) != len(other):
        return [("shape", f"{one.shape} {other.shape}")]
    return [
        (str(one["employee_id"].iloc[row]), str(column))
        for column in one
        for row in ((one[column] != other[column]) & ~(one[column].isna() & other[column].isna()))
        .to_numpy()
        .nonzero()[0]
    ]


def canonical(workspace: Workspace) -> dict[str, pd.DataFrame]:
    """The canonical tables without where each row came from."""
    tables = {}
    for name, key in (("employees", "employee_id"), ("enrollments", "employee_id, program_id")):
        query = f"select * from staging.stg_{name} order by {key}"
        rows = workspace.store.query(query)
        tables[name] = rows.drop(columns=["import_id", "source_row"], errors="ignore")
    return tables


def one_dialect(
    name: str, tables: dict[str, pd.DataFrame], answer: dict[str, Any]
) -> Iterator[Line]:
    """What must be said of each dialect."""
    trained = tables["enrollments"]
    day = "completed_on" if trained["completed_on"].notna().all() else "started_on"
    first = trained.sort_values("employee_id")[day].astype(str).str[:10].tolist()[:5]
    yield f"{name}: first training dates", first == FIRST_TRAININGS, ", ".join(first)
    cost = round(float(trained["cost"].astype(float).sum()), 2)
    yield f"{name}: total cost", cost == TOTAL_COST, f"{cost:,.2f}"
    exits = int(tables["employees"]["termination_date"].notna().sum())
    yield f"{name}: exits", exits == EXITS, f"{exits:,}"
    outside = sum(
        finding["rows"]
        for finding in answer["findings"]
        if finding["id"] == "training_outside_employment"
    )
    yield f"{name}: trainings outside employment", outside == OUTSIDE, f"{outside:,}"
    claimed = [
        program["program_id"]
        for program in answer["programs"]
        if excludes_zero(program["effects"]["retention_12m"])
    ]
    yield f"{name}: no retention effect claimed", claimed == [], ", ".join(claimed) or "none"
    acted = [
        f"{program['program_id']} {program['action']}"
        for program in answer["programs"]
        if program["action"] in {"scale", "retire"}
    ]
    yield f"{name}: nothing scaled or retired", acted == [], ", ".join(acted) or "none"


def excludes_zero(effect: dict[str, Any]) -> bool:
    """True where an effect is given and its interval leaves zero out."""
    return "value" in effect and not effect["low"] <= 0.0 <= effect["high"]


def oulad(folder: Path) -> Iterator[Line]:
    """Withdrawn and pass shares of each module, from its presentations' metrics."""
    files = [path for path in sorted(folder.glob("*.csv")) if path.name != "studentVle.csv"]
    with Workspace.open(None) as workspace:
        workspace.add(files)
        answer = assessment_dict(assess(workspace))
    programs = answer["programs"]
    yield "oulad: presentations as programs", len(programs) == 22, str(len(programs))
    for metric, known in (("withdrawal_rate", WITHDRAWN), ("pass_rate", PASSED)):
        for module, share in known.items():
            found = module_share(programs, module, metric)
            yield f"oulad: {metric} of {module}", found == share, f"{found:.2f} %, known {share} %"


def module_share(programs: list[dict[str, Any]], module: str, metric: str) -> float:
    """Percent over all presentations of a module, to two digits."""
    rows = [
        program["metrics"][metric]
        for program in programs
        if program["program_id"].startswith(f"{module}-")
    ]
    hits = sum(round(row["value"] * row["n"]) for row in rows if "value" in row)
    people = sum(row["n"] for row in rows if "value" in row)
    return round(100 * hits / people, 2) if people else float("nan")
