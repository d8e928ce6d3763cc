"""Are the verdicts right? A page from the portfolios: ours, the raw averages, the spreadsheet.

``python -m tests.validation.verdict_table FOLDER docs/verdicts.md``
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]
HURDLE, GROWTH = 1.25, 0.5
BINS = ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
HIDDEN = "strong_people"
HEAD = """# Are the verdicts right?

Made by `python -m tests.validation.portfolios --out FOLDER` and
`python -m tests.validation.verdict_table FOLDER docs/verdicts.md`: made-up companies whose true
effects are known, assessed from their files alone. Seeds stand in the lines of FOLDER.

An action is **right** where the truth allows it: scale where the true first-year benefit is at
least {hurdle:g} times the fully loaded cost, keep where it covers the cost, retire where it does
not, fix where it falls short of the hurdle. Find out is neither right nor wrong. **Value** is what
the verdicts bring in a year over all starters if carried out (scale: half as many learners more;
keep, fix, find out: as now; retire: none), as share of what an oracle that knows the truth would
bring; **regret** is the rest, in million USD a portfolio. The **raw-average dashboard** compares
completers with those who never enrolled and KPI means, scales at the same hurdle and retires below
cost. The **spreadsheet** averages the five dimensions, invests in the top third and sunsets the
bottom third.
"""


def truth_of(line: Line) -> str:
    """``worth growing``, ``worth its cost`` or ``not worth it``, by what is true."""
    if line["benefit"] >= HURDLE * line["cost"]:
        return "worth growing"
    return "worth its cost" if line["benefit"] >= line["cost"] else "not worth it"


def is_right(action: str, line: Line) -> bool | None:
    """Whether the truth allows the action; None for find out."""
    if action == "find_out":
        return None
    if line["mandatory"]:
        return action in {"keep", "fix"}
    if action == "retire":
        return truth_of(line) == "not worth it"
    if action == "scale":
        return truth_of(line) == "worth growing"
    unfit = "not worth it" if action == "keep" else "worth growing"
    return truth_of(line) != unfit


def worth(action: str, line: Line) -> float:
    """What carrying the action out brings in a year, USD."""
    now = (line["benefit"] - line["cost"]) * line["starters"]
    return {"scale": (1 + GROWTH) * now, "retire": 0.0}.get(action, now)


def oracle(line: Line) -> str:
    """The action of somebody who knows the truth."""
    return {"worth growing": "scale", "worth its cost": "keep", "not worth it": "retire"}[
        truth_of(line)
    ]


def raw_average(lines: Sequence[Line]) -> list[str]:
    """The dashboard that takes the plain difference for the effect."""
    found = []
    for line in lines:
        if line["naive_benefit"] >= HURDLE * line["cost"]:
            found.append("scale")
        else:
            found.append("keep" if line["naive_benefit"] >= line["cost"] else "retire")
    return found


def spreadsheet(lines: Sequence[Line]) -> list[str]:
    """Top third invest, bottom third sunset, by the mean of the dimensions; no score, no place."""
    scored = [row for row, line in enumerate(lines) if line["average_score"] is not None]
    order = sorted(scored, key=lambda row: -float(lines[row]["average_score"]))
    third = len(order) // 3
    found = ["keep"] * len(lines)
    for row in order[:third]:
        found[row] = "scale"
    for row in order[len(order) - third :]:
        found[row] = "retire"
    return found


def ours(lines: Sequence[Line]) -> list[str]:
    """The recommended actions."""
    return [str(line["action"]) for line in lines]


RULES: Mapping[str, Callable[[Sequence[Line]], list[str]]] = {
    "ours": ours,
    "raw-average dashboard": raw_average,
    "five weighted averages": spreadsheet,
    "oracle": lambda lines: [oracle(line) for line in lines],
}


def rule_row(name: str, portfolios: Sequence[Sequence[Line]]) -> str:
    """One rule over all portfolios."""
    counts = {"scale": [0, 0], "retire": [0, 0], "keep": [0, 0], "fix": [0, 0]}
    undecided = total = 0
    brought = best = 0.0
    for lines in portfolios:
        free = [line for line in lines if not line["mandatory"]]
        for action, line in zip(RULES[name](free), free, strict=True):
            total += 1
            right = is_right(action, line)
            undecided += right is None
            if right is not None:
                counts[action][0] += right
                counts[action][1] += 1
            brought += worth(action, line)
            best += worth(oracle(line), line)
    regret = (best - brought) / max(len(portfolios), 1) / 1e6
    cells = [f"{right} of {of}" for right, of in counts.values()]
    return (
        f"| {name} | {' | '.join(cells)} | {undecided} of {total} | "
        f"{brought / best:.2f} | {regret:.2f} |"
    )


def calibration_rows(portfolios: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Of the calls made with a chance within a band, how many were right."""
    calls = [
        (float(line["probability"][line["action"]]), is_right(str(line["action"]), line), line)
        for lines in portfolios
        for line in lines
        if not line["mandatory"]
    ]
    for low, high in BINS:
        mine = [call for call in calls if low <= call[0] < high and call[1] is not None]
        if not mine:
            continue
        stated = sum(p for p, _, _ in mine) / len(mine)
        came = sum(bool(right) for _, right, _ in mine) / len(mine)
        parts = []
        for action in ("scale", "retire", "keep", "fix"):
            rights = [bool(right) for _, right, line in mine if line["action"] == action]
            parts.append(f"{sum(rights)} of {len(rights)}" if rights else "none")
        yield (
            f"| {low:.0%} to {min(high, 1):.0%} | {len(mine)} | {stated:.0%} | {came:.0%} | "
            f"{' | '.join(parts)} |"
        )


def story_rows(companies: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Each planted program over the companies: what was said, what is right."""
    names = dict.fromkeys(line["program"] for lines in companies for line in lines)
    for name in names:
        mine = [line for lines in companies for line in lines if line["program"] == name]
        said = ", ".join(line["action"].replace("_", " ") for line in mine)
        right = sum(line["action"] in line["expected"] for line in mine)
        wrong = sum(line["action"] in line["must_not"] for line in mine)
        wanted = " or ".join(word.replace("_", " ") for word in mine[0]["expected"])
        story = mine[0]["story"].replace("_", " ") or "ordinary"
        yield f"| {name} ({story}) | {wanted} | {said} | {right} of {len(mine)} | {wrong} |"


def read_folder(folder: Path, kind: str) -> list[list[dict[str, Any]]]:
    """The portfolios of a kind, in the order of their seeds."""
    return [
        [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
        for path in sorted(folder.glob(f"{kind}-*.jsonl"))
    ]


def page(folder: Path) -> str:
    """The whole page as Markdown."""
    fresh, stories = read_folder(folder, "fresh"), read_folder(folder, "stories")
    programs = sum(not line["mandatory"] for lines in fresh for line in lines)
    poor = sum(
        truth_of(line) == "not worth it"
        for lines in fresh
        for line in lines
        if not line["mandatory"]
    )
    rows = [HEAD.format(hurdle=HURDLE)]
    rows += [
        f"## {len(fresh)} fresh portfolios\n",
        f"{programs} programs that no rule requires; {poor} are truly not worth their cost. First "
        "upload, default policy, effects, costs, sizes and choice of people drawn anew.\n",
        "| rule | scale right | retire right | keep right | fix right | undecided "
        "| value | regret |",
        "|---|---|---|---|---|---|---|---|",
        *(rule_row(name, fresh) for name in RULES),
        "\n## Do the stated chances come true?\n",
        "| stated chance | calls | mean stated | right | scale | retire | keep | fix |",
        "|---|---|---|---|---|---|---|---|",
        *calibration_rows(fresh),
        f"\n## The planted stories, {len(stories)} companies\n",
        "| program (story) | right action | said | right | forbidden said |",
        "|---|---|---|---|---|",
        *story_rows(stories),
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(page(Path(sys.argv[1])), encoding="utf-8")
