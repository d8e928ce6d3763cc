"""The sample company with who was trained shuffled: whatever is then claimed is false."""

import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.assess import assess
from mls_metrics.report.assessment_json import assessment_dict
from mls_metrics.workspace import Workspace
from tests.validation.public_sets import Line

SAMPLE = Path(__file__).resolve().parents[2] / "data"
COPIES, NOMINAL = 20, 0.05
EFFECTS = ("retention_12m", "productivity")
LOOKS_GOOD = 5.0
NEVER, TRIES = 2**62, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuffled:
    """One copy: effects estimated and claimed by name, programs to scale, and the naive numbers."""

    estimated: dict[str, int]
    claimed: dict[str, int]
    scaled: int
    programs: int
    naive: tuple[float, ...]


def shuffled_copies(copies: int = COPIES) -> Iterator[Line]:
    """False claims over all copies, at most what chance makes within two errors."""
    found = [one_copy(seed) for seed in range(1, copies + 1)]
    for name in EFFECTS:
        estimated = sum(copy.estimated[name] for copy in found)
        claimed = sum(copy.claimed[name] for copy in found)
        bound = NOMINAL * estimated + 2 * math.sqrt(NOMINAL * (1 - NOMINAL) * max(estimated, 1))
        told = (
            f"{claimed} of {estimated} ranges leave zero out, {NOMINAL * estimated:.0f} by chance"
        )
        yield f"{copies} shuffled copies: {name}", estimated > 0 and claimed <= bound, told
    scaled, programs = sum(one.scaled for one in found), sum(one.programs for one in found)
    allowed = NOMINAL * programs
    yield f"{copies} shuffled copies: scaled", scaled <= allowed, f"{scaled} of {programs} programs"
    naive = [value for copy in found for value in copy.naive]
    good = sum(value > LOOKS_GOOD for value in naive)
    told = f"{good} of {len(naive)} look as if they kept people, mean {np.mean(naive):+.1f} pp"
    yield f"{copies} shuffled copies: a plain dashboard", True, told


def one_copy(seed: int) -> Shuffled:
    """Shuffle, assess, count."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for file in SAMPLE.glob("*.csv"):
            (folder / file.name).write_bytes(file.read_bytes())
        people = pd.read_csv(SAMPLE / "employees.csv", dtype=str)
        enrollments = pd.read_csv(SAMPLE / "enrollments.csv", dtype=str)
        shuffle = shuffled(enrollments, people, np.random.default_rng(seed))
        shuffle.to_csv(folder / "enrollments.csv", index=False)
        with Workspace.open(None) as workspace:
            workspace.add(sorted(folder.glob("*.csv")))
            answer = assessment_dict(assess(workspace))
    return counted([one for one in answer["programs"] if not one["mandatory"]])


def counted(programs: list[dict[str, Any]]) -> Shuffled:
    """What is claimed of programs that do nothing."""
    given = {
        name: [one["effects"][name] for one in programs if "value" in one["effects"][name]]
        for name in EFFECTS
    }
    naive = [one["effects"]["retention_12m"]["naive"] for one in programs]
    return Shuffled(
        estimated={name: len(effects) for name, effects in given.items()},
        claimed={
            name: sum(one["low"] > 0 or one["high"] < 0 for one in effects)
            for name, effects in given.items()
        },
        scaled=sum(one["action"] == "scale" for one in programs),
        programs=len(programs),
        naive=tuple(value for value in naive if value is not None),
    )


def shuffled(
    enrollments: pd.DataFrame, people: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """The same enrollments on the same days, of somebody else employed on that day.

    Whoever leaves before the course ends does not complete it.
    """
    ids = people["employee_id"].to_numpy()
    hired = days(people["hire_date"])
    left = np.where(people["termination_date"].isna(), NEVER, days(people["termination_date"]))
    made = enrollments.copy()
    day = days(made["started_on"].fillna(made["enrolled_on"]))
    chosen = np.searchsorted(ids, made["employee_id"].to_numpy())
    for _, rows in made.groupby("program_id", sort=True):
        free = np.ones(len(ids), dtype=bool)
        # Day by day: out of turn, those free for an early day would be those who do not stay.
        for row in rows.index[np.argsort(day[rows.index], kind="stable")]:
            for who in rng.integers(0, len(ids), TRIES):
                if free[who] and hired[who] <= day[row] < left[who]:
                    free[who], chosen[row] = False, who
                    break
    made["employee_id"] = ids[chosen]
    gone = made["completed_on"].notna() & (days(made["completed_on"]) > left[chosen])
    made.loc[gone, ["completed_on", "score"]] = None
    made.loc[gone, "status"] = "withdrawn"
    return made


def days(dates: pd.Series) -> np.ndarray:
    """Days on a running count; of the far past where there is none."""
    return pd.to_datetime(dates).to_numpy().astype("datetime64[D]").astype(np.int64)
