"""What the lab found, one row a scenario: bias, coverage, claims, flags, and the naive numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.lab.scenarios import COVER, SCENARIOS, Scenario
from tests.lab.shards import read_lines

LETTERS = "ABCDE"


@dataclass(frozen=True, kw_only=True)
class Found:
    """One scenario over all its replicates; sizes in pp or in units of the KPI.

    Parameters
    ----------
    truth, naive, bias, bias_error, spread, error : float
        Means over replicates; nan where nothing was estimated. `spread` is the standard deviation
        of the estimates, `error` the mean of the standard errors given with them.
    coverage, claims, wrong, flagged, refused, naive_claims : float
        Shares of replicates: the range holds the truth; the range leaves zero out; it does so with
        the wrong sign or where nothing is true, and no check failed; a claim carries a failed
        check; no number; the naive number says the program helps by more than a tenth of it.
    """

    scenario: Scenario
    replicates: int
    treated: float
    truth: float
    naive: float
    bias: float
    bias_error: float
    spread: float
    error: float
    coverage: float
    claims: float
    passed_wrong: float
    flagged: float
    refused: float


def summarize(scenario: Scenario, lines: list[dict[str, Any]]) -> Found:
    """One row of the table."""
    given = [line for line in lines if "value" in line]
    # Chances of single companies even out: what is true of the world is their mean.
    truth = mean([line["truth"] for line in lines])
    value = np.array([line["value"] for line in given])
    low, high = (np.array([line[end] for line in given]) for end in ("low", "high"))
    own = np.array([line["truth"] for line in given])
    center = truth if scenario.effect == "retention" else own
    claims = (low > 0) | (high < 0)
    doubted = np.array([bool(line["failed"]) for line in given], dtype=bool)
    wrong = claims & ((np.sign(value) != np.sign(truth)) | (abs(truth) < 1e-9))
    return Found(
        scenario=scenario,
        replicates=len(lines),
        treated=mean([line["treated"] for line in lines]),
        truth=truth,
        naive=mean([line["naive"] for line in lines if line["naive"] is not None]),
        bias=mean(value - center),
        bias_error=mean((value - center).std(ddof=1) / np.sqrt(len(given)))
        if len(given) > 1
        else float("nan"),
        spread=float((value - center).std(ddof=1)) if len(given) > 1 else float("nan"),
        error=mean([line["error"] for line in given]),
        coverage=mean((low <= center) & (center <= high)),
        claims=share(claims, lines),
        passed_wrong=share(wrong & ~doubted, lines),
        flagged=share(doubted, lines),
        refused=1 - len(given) / max(len(lines), 1),
    )


def mean(values: Any) -> float:
    """Mean, nan of nothing."""
    values = np.asarray(values, dtype=float)
    return float(values.mean()) if values.size else float("nan")


def share(which: np.ndarray, lines: list[dict[str, Any]]) -> float:
    """Share of all replicates."""
    return float(which.sum()) / max(len(lines), 1)


def found(folder: Path) -> Iterator[Found]:
    """Every scenario that has been run, in its order."""
    for scenario in SCENARIOS:
        path = folder / f"{scenario.name}.jsonl"
        if path.is_file():
            yield summarize(scenario, read_lines(path))


def main() -> None:
    """Print what there is."""
    for row in found(Path(".lab")):
        print(
            f"{row.scenario.name:18s} {row.scenario.duty:6s} n={row.replicates:3d} "
            f"treated {row.treated:5.0f} truth {row.truth:6.2f} naive {row.naive:6.2f} "
            f"bias {row.bias:6.3f} ({row.bias_error:.3f}) sd {row.spread:.2f} se {row.error:.2f} "
            f"cover {row.coverage:.3f} claims {row.claims:.3f} wrong {row.passed_wrong:.3f} "
            f"flagged {row.flagged:.3f} refused {row.refused:.3f}"
        )


if __name__ == "__main__":
    assert COVER
    main()
