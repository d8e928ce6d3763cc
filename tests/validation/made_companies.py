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


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One program of one company: what is true, what we said, what a plain dashboard says."""

    seed: int
    story: str
    action: str
    expected: tuple[str, ...]
    forbidden: bool
    naive: str
    covered: tuple[bool, ...]
    naive_covered: tuple[bool, ...]


def made_companies(seeds: tuple[int, ...] = SEEDS) -> Iterator[Line]:
    """Coverage over all companies, and the action of every story beside the naive verdict."""
    verdicts = [verdict for seed in seeds for verdict in one_company(seed)]
    covered = [hit for verdict in verdicts for hit in verdict.covered]
    naive = [hit for verdict in verdicts for hit in verdict.naive_covered]
    told = f"{sum(covered)} of {len(covered)}"
    yield "true effects inside our intervals", share(covered) >= LOWEST_COVERAGE, told
    yield (
        "true effects as a plain dashboard shows them, within 1 pp",
        True,
        (f"{sum(naive)} of {len(naive)}"),
    )
    for story in dict.fromkeys(verdict.story for verdict in verdicts):
        yield from one_story(story, [verdict for verdict in verdicts if verdict.story == story])


def one_story(story: str, verdicts: list[Verdict]) -> Iterator[Line]:
    """The actions of one story over all companies."""
    said = ", ".join(verdict.action for verdict in verdicts)
    right = sum(verdict.action in verdict.expected for verdict in verdicts)
    wanted = " or ".join(verdicts[0].expected)
    line = f"{said}; right {right} of {len(verdicts)} ({wanted}); naive: {verdicts[0].naive}"
    forbidden = any(verdict.forbidden for verdict in verdicts)
    yield f"story {story}", 2 * right > len(verdicts) and not forbidden, line


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
    retention, output = program["effects"]["retention_12m"], program["effects"]["productivity"]
    pairs = [(retention, true["retention_12m_pp"])]
    if output.get("kpi") == true["kpi"]:
        pairs.append((output, true["kpi_effect"]))
    given = [(effect, value) for effect, value in pairs if "value" in effect]
    return Verdict(
        seed=seed,
        story=f"{true['story']} {true['story_name']}".strip(),
        action=program["action"],
        expected=tuple(true["expected_actions"]),
        forbidden=program["action"] in true["must_not"],
        naive=true["naive"],
        covered=tuple(effect["low"] <= value <= effect["high"] for effect, value in given),
        naive_covered=(abs(true["naive_retention_pp"] - true["retention_12m_pp"]) <= 1.0,),
    )


def share(hits: list[bool]) -> float:
    """Share of hits; nothing at all counts as none."""
    return sum(hits) / len(hits) if hits else 0.0
