"""What a plain dashboard would have concluded, and what we say: a page from one command.

``python -m tests.validation.conclusions --data DIR [--lab FOLDER] [--copies N] PAGE``
"""

import argparse
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mls_metrics.assess import assess
from mls_metrics.report.assessment_json import assessment_dict
from mls_metrics.workspace import Workspace
from tests.lab.table import Found, found
from tests.validation.lalonde_truths import BASE, EXPERIMENT, balanced, error, men
from tests.validation.oulad_immortal import reading, registrations
from tests.validation.shuffled import COPIES, LOOKS_GOOD, SAMPLE, one_copy

HEAD = """# What a plain dashboard would have concluded

Made by `python -m tests.validation.conclusions --data DIR --lab FOLDER docs/conclusions.md`, where
DIR holds the public data sets and FOLDER the replicates of [the lab](lab.md). A plain dashboard
sets those who completed a program against those who never enrolled, or the mean of a KPI after
completion against the mean of the never trained: the `naive` number beside every effect of ours.

| on | what is true | a plain dashboard says | we say |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the page."""

    on: str
    truth: str
    naive: str
    ours: str

    def __str__(self) -> str:
        return f"| {self.on} | {self.truth} | {self.naive} | {self.ours} |"


def sample_company() -> Iterator[Row]:
    """Staying in the sample company: 18 programs whose effect is known."""
    with Workspace.open(None) as workspace:
        workspace.add(sorted(SAMPLE.glob("*.csv")))
        programs = assessment_dict(assess(workspace))["programs"]
    true = tomllib.loads((SAMPLE / "truth.toml").read_text(encoding="utf-8"))["programs"]
    helps = {one["program_id"] for one in true if one["retention_12m_pp"] > 1}
    staying = {one["program_id"]: one["effects"]["retention_12m"] for one in programs}
    naive = {id_ for id_, effect in staying.items() if (effect["naive"] or 0) > LOOKS_GOOD}
    ours = {id_ for id_, effect in staying.items() if effect.get("low", -1) > 0}
    given = sum("value" in effect for effect in staying.values())
    yield Row(
        on=f"the sample company, {len(programs)} programs, staying",
        truth=f"{len(helps)} keep people by more than a point",
        naive=f"{len(naive)} keep people by more than {LOOKS_GOOD:.0f} points, "
        f"{len(naive - helps)} of them wrongly",
        ours=f"{given} estimated, {len(ours)} found to keep people, "
        f"{len(ours - helps)} of them wrongly",
    )


def shuffled_company(copies: int) -> Iterator[Row]:
    """Copies in which somebody else was trained: nothing is true."""
    with ProcessPoolExecutor(max_workers=2) as pool:
        made = list(pool.map(one_copy, range(1, copies + 1)))
    naive = [value for one in made for value in one.naive]
    for name, words in (("retention_12m", "staying"), ("productivity", "KPIs")):
        estimated = sum(one.estimated[name] for one in made)
        claimed = sum(one.claimed[name] for one in made)
        good = sum(value > LOOKS_GOOD for value in naive)
        yield Row(
            on=f"{copies} copies of it with who was trained shuffled, {words}",
            truth="nothing",
            naive=f"{good} of {len(naive)} keep people by more than {LOOKS_GOOD:.0f} points, "
            f"{np.mean(naive):.1f} points on average"
            if name == "retention_12m"
            else "not counted",
            ours=f"{claimed} of {estimated} ranges leave zero out "
            f"({100 * claimed / max(estimated, 1):.1f} %, 5 % by chance)",
        )
    scaled, programs = sum(one.scaled for one in made), sum(one.programs for one in made)
    yield Row(
        on="the same copies, recommendations",
        truth="nothing to scale",
        naive="the top third would be invested in",
        ours=f"{scaled} of {programs} programs to scale",
    )


def employees(folder: Path) -> Iterator[Row]:
    """A public data set without any true effect, whose dates contradict each other."""
    with Workspace.open(None) as workspace:
        workspace.add([folder / "employee_all_in_one" / "original"])
        programs = assessment_dict(assess(workspace))["programs"]
    staying = [one["effects"]["retention_12m"] for one in programs]
    best = max(programs, key=lambda one: one["effects"]["retention_12m"]["naive"])
    top = best["effects"]["retention_12m"]["naive"]
    refused = sum("not_estimable" in effect for effect in staying)
    yield Row(
        on="employee_all_in_one, 5 programs, staying",
        truth="nothing; 1,317 of 3,000 trainings lie outside employment",
        naive=f"{best['program_name']} keeps people: {top:+.1f} points",
        ours=f"{refused} of {len(staying)} refused, every program: find out",
    )


def open_university(folder: Path) -> Iterator[Row]:
    """Withdrawing after handing something in: most of it is time."""
    people = registrations(folder / "oulad")
    fits = {
        name: np.exp(float(reading(people, name).effects[1][1]))
        for name in ("ever", "by day", "landmark")
    }
    yield Row(
        on="OULAD, 29,496 registrations, handing in an assessment",
        truth="not known; time before handing in cannot be its doing",
        naive=f"those who ever hand in withdraw {fits['ever']:.2f} times as often",
        ours=f"from the day of handing in {fits['by day']:.2f} times, handed in by day 30 "
        f"{fits['landmark']:.2f} times, and what chose them is not adjusted for",
    )


def supported_work(folder: Path) -> Iterator[Row]:
    """A randomized training program with people of a survey in the place of its controls."""
    frame = men(folder / "lalonde_nsw", "cps1")
    ours = balanced(frame, "re78", BASE)
    naive = frame.re78[frame.trt == 1].mean() - frame.re78[frame.trt == 0].mean()
    low, high = (ours.effect + sign * 1.96 * error(ours) for sign in (-1, 1))
    yield Row(
        on="the NSW experiment with survey controls (cps1), earnings",
        truth=f"{EXPERIMENT[0]:+,.0f} USD",
        naive=f"{naive:+,.0f} USD: end it",
        ours=f"{low:+,.0f} to {high:+,.0f} USD, placebo on earlier earnings failed: "
        "the number is shown and may carry no decision",
    )


def worlds(folder: Path) -> Iterator[Row]:
    """Every world of the lab that has been run."""
    for one in found(folder):
        yield world_row(one)


def world_row(one: Found) -> Row:
    """One world: how often each would have claimed something."""
    unit = "pp" if one.scenario.effect == "retention" else "tenths of the KPI's spread"
    return Row(
        on=f"lab, {one.scenario.name}, {one.replicates} companies",
        truth=f"{one.truth:+.1f} {unit}",
        naive=f"{one.naive:+.1f} {unit} on average",
        ours=f"claims in {100 * one.claims:.0f} %, flagged in {100 * one.flagged:.0f} %, "
        f"refused in {100 * one.refused:.0f} %; wrong and unflagged {100 * one.passed_wrong:.1f} %",
    )


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="conclusions", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of public data sets")
    parser.add_argument("--lab", type=Path, default=Path(".lab"), help="folder of the replicates")
    parser.add_argument("--copies", type=int, default=COPIES)
    parser.add_argument("page", type=Path)
    options = parser.parse_args()
    rows = [
        *sample_company(),
        *shuffled_company(options.copies),
        *employees(options.data),
        *open_university(options.data),
        *supported_work(options.data),
        *worlds(options.lab),
    ]
    text = HEAD + "\n".join(str(row) for row in rows) + "\n"
    options.page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
