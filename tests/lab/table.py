"""What the lab found, one row a scenario: bias, coverage, claims, flags, and the naive numbers."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.lab.scenarios import SCENARIOS, Scenario
from tests.lab.shards import read_lines


@dataclass(frozen=True, kw_only=True)
class Found:
    """One scenario over all its replicates; sizes in pp or in units of the KPI.

    Parameters
    ----------
    truth, naive, bias, bias_error, spread, error : float
        Means over replicates; nan where nothing was estimated. `spread` is the standard deviation
        of the estimates, `error` the mean of the standard errors given with them, `bias_error` the
        Monte Carlo error of the bias.
    coverage, claims, passed_wrong, flagged, refused : float
        Shares of replicates: the range holds the truth; the range leaves zero out; it does so with
        the wrong sign or where nothing is true, and no check failed; a check failed; no number.
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


def number(value: float, digits: int = 2) -> str:
    """A signed number, a dash where there is none."""
    return "–" if np.isnan(value) else f"{value:+.{digits}f}".replace("-", "\u2212")


def percent(value: float) -> str:
    """A share as percent, a dash where there is none."""
    return "–" if np.isnan(value) else f"{100 * value:.1f}"


def rows_of(effect: str, rows: list[Found]) -> list[str]:
    """The Markdown table of one estimator."""
    unit = "pp" if effect == "retention" else "a tenth of the KPI's spread"
    head = (
        f"| world | replicates | treated | truth, {unit} | plain dashboard | bias (error) | spread "
        "/ told | coverage, % | claims, % | wrong and unflagged, % | flagged, % | refused, % |"
    )
    lines = [head, "|---|" + "---:|" * 11]
    for row in rows:
        spread = "–" if np.isnan(row.spread) else f"{row.spread:.2f} / {row.error:.2f}"
        error = "" if np.isnan(row.bias_error) else f" ({row.bias_error:.2f})"
        cells = (
            f"**{row.scenario.name}**: {row.scenario.story}",
            str(row.replicates),
            f"{row.treated:.0f}",
            number(row.truth),
            number(row.naive, 1),
            number(row.bias) + error,
            spread,
            percent(row.coverage),
            percent(row.claims),
            percent(row.passed_wrong),
            percent(row.flagged),
            percent(row.refused),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def page(rows: list[Found]) -> str:
    """The whole page."""
    parts = [HEAD]
    for effect, title in (("retention", "Do people stay?"), ("kpi", "Does work improve?")):
        chosen = [row for row in rows if row.scenario.effect == effect]
        parts.append(f"## {title}\n\n" + "\n".join(rows_of(effect, chosen)))
    return "\n\n".join([*parts, FOOT])


HEAD = """# The validation lab

Made by `python -m tests.lab.shards` and `python -m tests.lab.table docs/lab.md`; seeds 1 and up,
one a replicate, so that a run is taken up where it stopped. The aim is 400 replicates a world; the
table says how many there are so far. Each replicate is a company of its own by the second simulator
([why](decisions/0021-second-simulator.md)), landed and built by the product's SQL, estimated with
the default policy. Retention: 8,000 people over 42 months, 1,600 where starters are few, 5,000 in
`popular`; the second opinion is asked in the first 40. KPIs: 1,200 people, or 240 teams of ten,
over 30 months; spread 10."""
FOOT = """Truth is computed, not estimated. Bias is the mean distance from it, with its Monte Carlo
error; spread is the standard deviation of the estimates, beside the mean of the standard errors
told with them. Claims: the range leaves zero out. Wrong and unflagged: a claim of something that is
not true, or of the wrong sign, while every check passed. Flagged: a check failed, which costs a
letter or blocks an action.

Read with doubt. `hidden_factor` is made stronger than everything measured: no method sees it, so
every claim of its strength is flagged, and that costs real effects of the same size a letter, too
([what is done](decisions/0020-hidden-factor.md)). Where many start, as in `popular`, an effect on
staying comes out a little too small: people of the comparison who start later are counted through
their months of grace, in which the program already acts on them. `undated` is biased by
construction, and is always flagged. In `few_null` and `few_help` coverage alone is asked for.
"""


def main() -> None:
    """Print the page, or write it to the file named first, from the folder named second."""
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(".lab")
    text = page(list(found(folder)))
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
