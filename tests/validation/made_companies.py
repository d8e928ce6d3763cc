"""Fresh made-up companies: do the intervals cover what is true, and are the verdicts right?"""

import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mls_metrics.assess import assess
from mls_metrics.report.assessment_json import assessment_dict
from mls_metrics.simulate import simulate
from mls_metrics.workspace import Workspace
from tests.validation.public_sets import Line

SEEDS = (101, 102, 103, 104, 105)
LOWEST_COVERAGE = 0.90
EFFECTS = ("retention_12m", "productivity")
HIDDEN = "strong_people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One program of one company: what is true, what we said, what a plain dashboard says."""

    seed: int
    program: str
    action: str
    expected: tuple[str, ...]
    forbidden: bool
    naive: str
    covered: dict[str, bool]
    naive_close: bool


def made_companies(seeds: tuple[int, ...] = SEEDS) -> Iterator[Line]:
    """Coverage over all companies, and the action of every program beside the naive verdict."""
    verdicts = [verdict for seed in seeds for verdict in one_company(seed)]
    seen = [verdict for verdict in verdicts if HIDDEN not in verdict.program]
    unseen = [verdict for verdict in verdicts if HIDDEN in verdict.program]
    for effect in EFFECTS:
        hits = [verdict.covered[effect] for verdict in seen if effect in verdict.covered]
        told = f"{sum(hits)} of {len(hits)}"
        yield f"{effect}: truth inside our interval", share(hits) >= LOWEST_COVERAGE, told
    hidden = [hit for verdict in unseen for hit in verdict.covered.values()]
    told = f"{sum(hidden)} of {len(hidden)}; no method sees it, so it must not be scaled"
    yield "chosen by what nobody recorded", not any(v.action == "scale" for v in unseen), told
    close = sum(verdict.naive_close for verdict in verdicts)
    yield "a plain dashboard within 1 pp of the truth", True, f"{close} of {len(verdicts)}"
    for program in dict.fromkeys(verdict.program for verdict in verdicts):
        yield from one_story(program, [one for one in verdicts if one.program == program])


def one_story(program: str, verdicts: list[Verdict]) -> Iterator[Line]:
    """The actions of one program over all companies."""
    said = ", ".join(verdict.action for verdict in verdicts)
    right = sum(verdict.action in verdict.expected for verdict in verdicts)
    wanted = " or ".join(verdicts[0].expected)
    line = f"{said}; right {right} of {len(verdicts)} ({wanted}); naive: {verdicts[0].naive}"
    forbidden = any(verdict.forbidden for verdict in verdicts)
    yield program, 2 * right > len(verdicts) and not forbidden, line


def one_company(seed: int) -> list[Verdict]:
    """Make a company, assess it, and lay the answer beside the truth."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        simulate(folder, seed=seed)
        truth = tomllib.loads((folder / "truth.toml").read_text(encoding="utf-8"))
        with Workspace.open(None) as workspace:
            workspace.add(sorted(folder.glob("*.csv")))
            answer = assessment_dict(assess(workspace))
    by_id = {program["program_id"]: program for program in answer["programs"]}
    return [beside(seed, true, by_id[true["program_id"]]) for true in truth["programs"]]


def beside(seed: int, true: dict[str, Any], program: dict[str, Any]) -> Verdict:
    """One program's truth and answer side by side."""
    truths = {"retention_12m": true["retention_12m_pp"], "productivity": true["kpi_effect"]}
    given = {
        name: program["effects"][name]
        for name in EFFECTS
        if "value" in program["effects"][name]
        and program["effects"][name].get("kpi", true["kpi"]) == true["kpi"]
    }
    return Verdict(
        seed=seed,
        program=f"{true['program_id']} {true['program_name']} {true['story_name']}".strip(),
        action=program["action"],
        expected=tuple(true["expected_actions"]),
        forbidden=program["action"] in true["must_not"],
        naive=true["naive"],
        covered={
            name: effect["low"] <= truths[name] <= effect["high"] for name, effect in given.items()
        },
        naive_close=abs(true["naive_retention_pp"] - true["retention_12m_pp"]) <= 1.0,
    )


def share(hits: list[bool]) -> float:
    """Share of hits; nothing at all counts as none."""
    return sum(hits) / len(hits) if hits else 0.0
