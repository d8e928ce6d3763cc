"""Any export: files nobody here made, re-saved files, and random and damaged ones."""

from collections.abc import Iterator
from pathlib import Path

from mls_metrics.workspace import Workspace
from tests.formats.fuzzed import MEMORY_BYTES, SECONDS, fuzz
from tests.formats.mutated import run
from tests.validation.public_sets import Line

FUZZED, FUZZ_SEED = 10_000, 2026
MUTATED_EACH, MUTATION_SEED, ENOUGH_MUTATED = 32, 1, 2_000
CHIEF, MANAGER, SPECIALIST = (
    "Chief Executives",
    "Training and Development Managers",
    "Training and Development Specialists",
)
# level (0 to 7) and importance (1 to 5), from the set's SOURCE.md
KNOWN_NEEDS = {
    (CHIEF, "Critical Thinking"): (4.75, 4.38),
    (CHIEF, "Judgment and Decision Making"): (5.75, 4.50),
    (CHIEF, "Programming"): (0.62, 1.62),
    (SPECIALIST, "Learning Strategies"): (4.88, 4.25),
    (SPECIALIST, "Instructing"): (4.25, 4.25),
}
MEAN_IMPORTANCE = {
    "Active Listening": 3.598,
    "Speaking": 3.540,
    "Critical Thinking": 3.528,
    "Installation": 1.245,
}
GAPS = {
    "Management of Financial Resources": 1.13,
    "Complex Problem Solving": 0.88,
    "Management of Personnel Resources": 0.87,
}


def onet(folder: Path) -> Iterator[Line]:
    """Two scales that must not be mixed, and tables that are none of ours."""
    with Workspace.open(None) as workspace:
        (report,) = workspace.add([folder / "Skills.xlsx"])
        told = f"{report.table}, {report.rows_kept:,} rows, {len(report.questions)} questions"
        is_whole = (report.system, report.rows_kept, report.questions) == ("onet", 67_690, ())
        yield "onet: Skills.xlsx recognized and whole", is_whole, told
        levels = {
            (role, skill): (level, round(1 + 4 * weight, 2))
            for role, skill, level, weight in workspace.store.rows(
                "select job_role, skill, required_level, criticality from landing.role_requirements"
            )
        }
        means = dict(
            workspace.store.rows(
                "select skill, round(1 + 4 * avg(criticality), 3) from landing.role_requirements "
                "group by skill"
            )
        )
    for (role, skill), known in KNOWN_NEEDS.items():
        found = levels[role, skill]
        yield f"onet: {role}, {skill}", found == known, f"level and importance {found}"
    for skill, mean in MEAN_IMPORTANCE.items():
        yield f"onet: mean importance of {skill}", means[skill] == mean, str(means[skill])
    skills = {skill for role, skill in levels if role == MANAGER}
    above = {skill: levels[MANAGER, skill][0] - levels[SPECIALIST, skill][0] for skill in skills}
    positive = sum(gap > 0 for gap in above.values())
    yield "onet: skills a training manager needs more of", positive == 18, str(positive)
    for skill, gap in GAPS.items():
        yield f"onet: by how much, {skill}", round(above[skill], 2) == gap, f"{above[skill]:.2f}"
    yield from not_ours([path for path in folder.glob("*.xlsx") if path.name != "Skills.xlsx"])


def research_tables(folder: Path) -> Iterator[Line]:
    """Tables of other trades: nothing may be read from them as if it were ours."""
    yield from not_ours(list(folder.glob("*.csv")))


def not_ours(paths: list[Path]) -> Iterator[Line]:
    """Whether each file waits for somebody to say what it is."""
    taken = []
    for path in sorted(paths):
        with Workspace.open(None) as workspace:
            taken += [f"{path.name} as {r.table}" for r in workspace.add([path]) if r.table]
    name = paths[0].parent.name if paths else "nothing"
    told = ", ".join(taken) or f"{len(paths)} files left alone"
    yield f"{name}: files that are none of ours", bool(paths) and not taken, told


def mutations() -> Iterator[Line]:
    """Samples of every layout, re-saved: right, asked about or said, never wrong in silence."""
    tally = run(count=MUTATED_EACH, seed=MUTATION_SEED)
    total = tally.total()
    ways = ", ".join(f"{total[way]:,} {way}" for way in ("right", "in part", "said", "asked"))
    told = f"{total.total():,} files: {ways}, {total['wrong']:,} wrong in silence"
    yield "re-saved exports", total.total() >= ENOUGH_MUTATED and not tally.wrong, told


def fuzzing(count: int = FUZZED) -> Iterator[Line]:
    """Random and damaged files: read or refused in words, in time and within memory."""
    found = fuzz(count=count, seed=FUZZ_SEED)
    told = (
        f"{sum(found.counts.values()):,} files, {len(found.faults)} faults, slowest "
        f"{found.slowest_seconds:.1f} s (limit {SECONDS:.0f}), most memory "
        f"{found.most_bytes / 1e6:,.0f} MB (limit {MEMORY_BYTES / 1e6:,.0f})"
    )
    yield "random and damaged files", not found.faults, "; ".join([told, *found.faults[:5]])
