"""Claims are shown and tested, and no calculation rests on them."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from company import copy, read, write

from mls_metrics.simulate import simulate

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mls_metrics"
MAY_READ = ("mls_metrics/narrative/", "pages/")
MODULES = {"mls_metrics.catalog.claims", "mls_metrics.narrative.claims"}
TABLES = {"employees", "programs", "enrollments", "surveys", "improvements", "costs"}
PROGRAMS = {"PRG-01", "PRG-06"}


def importers() -> list[str]:
    """Files that import the claims, wherever in them."""
    found = []
    for path in [*PACKAGE.rglob("*.py"), *(ROOT / "pages").rglob("*.py")]:
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        if names & MODULES:
            found.append(path.relative_to(ROOT).as_posix())
    return found


@pytest.mark.ledger("12", "36")
def test_only_words_and_pages_read_the_claims() -> None:
    found = importers()
    assert "pages/components/claims.py" in found
    assert [name for name in found if not name.startswith(MAY_READ)] == []
    readers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if '"claims.toml"' in path.read_text(encoding="utf-8")
    ]
    assert readers == ["catalog/claims.py"]


def assessed_by(package: Path, files: Path) -> tuple[str, str]:
    """What a copy of the product assesses, its time taken out, and the figure it cites."""
    code = (
        "from mls_metrics.catalog.claims import claims; import sys; "
        "print(claims()['aligned_performs_better'].cited, file=sys.stderr); "
        "from mls_metrics.cli import main; sys.exit(main(['assess', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(files)],
        cwd=package,
        env={**os.environ, "PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        check=True,
    )
    moment = json.loads(done.stdout)["provenance"]["created_at"]
    return done.stdout.replace(moment, ""), done.stderr


@pytest.mark.slow
@pytest.mark.ledger("12", "36")
def test_another_figure_changes_no_byte_of_an_assessment(tmp_path: Path) -> None:
    simulate(tmp_path / "made", people=400, seed=5)
    files = copy(tmp_path / "made", tmp_path / "files", only=TABLES)
    for table in TABLES - {"employees"}:
        frame = read(files, table)
        write(files, table, frame[frame["program_id"].isin(PROGRAMS)])
    answers = []
    for name, figure in (("as_it_is", "2.4"), ("changed", "9.9")):
        package = tmp_path / name
        shutil.copytree(
            PACKAGE, package / "mls_metrics", ignore=shutil.ignore_patterns("__pycache__")
        )
        data = package / "mls_metrics" / "catalog" / "claims.toml"
        text = data.read_text(encoding="utf-8")
        data.write_text(text.replace('"2.4 ', f'"{figure} '), encoding="utf-8")
        answer, cited = assessed_by(package, files)
        assert f"{figure} times" in cited
        answers.append(answer)
    assert answers[0] == answers[1]
    programs = json.loads(answers[0])["programs"]
    assert len(programs) == len(PROGRAMS)
    for program in programs:
        assert program["action"]
        assert "value" in program["dimensions"]["satisfaction_engagement"]
