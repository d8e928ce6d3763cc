"""Fresh portfolios: programs with effects and costs drawn anew, and what three rules make of them.

``python -m tests.validation.portfolios --out FOLDER [--portfolios 50] [--people 3000]``
writes one line of JSON a portfolio; a run that was stopped is taken up again.
"""

import argparse
import json
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from mls_metrics.assess import assess
from mls_metrics.report.assessment_json import assessment_dict
from mls_metrics.simulate import simulate
from mls_metrics.simulate.plan import ProgramPlan, all_plans, read
from mls_metrics.workspace import Workspace

PORTFOLIOS, PEOPLE, WORKERS = 50, 3000, 2
FIRST_SEED = 5000
STORIES_ASKED = (101, 102, 103, 104, 105)


def drawn(plan: ProgramPlan, rng: np.random.Generator) -> ProgramPlan:
    """The program with other true effects, cost, size and choice of people.

    Half do nothing to staying and half nothing to the KPI; the rest mostly help and sometimes
    harm. One in eight is chosen by something that nobody recorded.
    """
    if plan.mandatory:
        return plan
    leave = 0.0 if rng.random() < 0.5 else float(rng.normal(-0.35, 0.35))
    kpi = 0.0 if rng.random() < 0.5 else float(rng.normal(0.2, 0.25))
    return replace(
        plan,
        rollout="open",
        count=0,
        share=float(np.clip((plan.share or 0.08) * rng.lognormal(0, 0.4), 0.02, 0.3)),
        rating_pull=float(rng.uniform(0, 0.5)),
        hidden_pull=float(rng.choice([0.0, 0.7], p=[7 / 8, 1 / 8])),
        leave=leave,
        kpi=kpi,
        fails_in="",
        fails_leave=0.0,
        fails_kpi=0.0,
        direct_cost=float(plan.direct_cost * rng.lognormal(0, 0.6)),
        satisfaction=float(rng.uniform(3.6, 4.6)),
        reviewed="2026-03-01",
    )


def answers(folder: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What is true of a made-up company's programs, and the assessment of its files."""
    truth = tomllib.loads((folder / "truth.toml").read_text(encoding="utf-8"))["programs"]
    with Workspace.open(None) as workspace:
        workspace.add(sorted(folder.glob("*.csv")))
        answer = assessment_dict(assess(workspace))
    return truth, {program["program_id"]: program for program in answer["programs"]}


def one_portfolio(seed: int, people: int) -> list[dict[str, Any]]:
    """Every program of one fresh portfolio: truth, our verdict, and what the other rules see."""
    rng = np.random.default_rng(seed)
    plans = [drawn(plan, rng) for plan in all_plans()]
    return laid_beside(seed, plans, people)


def laid_beside(
    seed: int, plans: Sequence[ProgramPlan] | None, people: int
) -> list[dict[str, Any]]:
    """A company of these programs, its truth beside its assessment."""
    with tempfile.TemporaryDirectory() as place:
        simulate(Path(place), seed=seed, people=people, plans=plans)
        truth, by_id = answers(Path(place))
    return [line(seed, true, by_id[true["program_id"]]) for true in truth]


def line(seed: int, true: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """One program's truth and answers as plain values."""
    kpi = read("company.toml")["kpis"].get(true["kpi"], {})
    sign = -1.0 if kpi.get("direction") == "lower" else 1.0
    stay, work = said["effects"]["retention_12m"], said["effects"]["productivity"]
    naive = (stay["naive"] or 0) / 100 * 0.5 * true["mean_salary"]
    if work.get("kpi") == true["kpi"] and work["naive"] is not None:
        naive += sign * work["naive"] * kpi.get("value", 0) * 12 * true["finishing_share"]
    points = [one["value"] for one in said["dimensions"].values() if "value" in one]
    return {
        "seed": seed,
        "program": true["program_name"],
        "story": true["story_name"],
        "expected": true["expected_actions"],
        "must_not": true["must_not"],
        "mandatory": said["mandatory"],
        "starters": true["starters"],
        "benefit": true["benefit_per_head"],
        "cost": true["cost_per_head"],
        "action": said["action"],
        "probability": said["probability"],
        "evidence": said["evidence"],
        "naive_benefit": naive,
        "average_score": sum(points) / len(points) if points else None,
    }


def portfolio_lines(task: tuple[str, int, int]) -> tuple[str, str]:
    """A file's name and its lines; `stories` tries the planted twelve, `fresh` draws anew."""
    kind, seed, people = task
    lines = one_portfolio(seed, people) if kind == "fresh" else laid_beside(seed, None, people)
    return f"{kind}-{seed}.jsonl", "".join(json.dumps(one) + "\n" for one in lines)


def run_portfolios(folder: Path, *, portfolios: int, people: int, workers: int) -> None:
    """Add the portfolios that are missing in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [("stories", seed, 6000) for seed in STORIES_ASKED]
    wanted += [("fresh", FIRST_SEED + number, people) for number in range(1, portfolios + 1)]
    missing = [task for task in wanted if not (folder / f"{task[0]}-{task[1]}.jsonl").is_file()]
    with ProcessPoolExecutor(max_workers=workers) as pool:
        for name, text in pool.map(portfolio_lines, missing):
            (folder / name).write_text(text, encoding="utf-8")
            print(name, flush=True)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="portfolios", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--portfolios", type=int, default=PORTFOLIOS)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--workers", type=int, default=WORKERS)
    given = parser.parse_args()
    run_portfolios(
        given.out, portfolios=given.portfolios, people=given.people, workers=given.workers
    )


if __name__ == "__main__":
    main()
