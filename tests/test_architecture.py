"""The house rules that a machine can hold: floors, sizes, names, and where things may be."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mls_metrics"
PAGES = ROOT / "pages"
TOP_LEVEL = (
    "app.py",
    "run.py",
    "pages",
    "data",
    "mls_metrics",
    "tests",
    "docs",
    "requirements.txt",
    "requirements-dev.txt",
    "pyproject.toml",
    "README.md",
    "GLOSSARY.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    ".ci/run",
    ".streamlit/config.toml",
)

# Limits, and what may pass them with its reason. The lists only ever get shorter.
FILE_LINES, FUNCTION_LINES, SQL_LINES, SCRIPT_LINES = 400, 60, 120, 80
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
LONG_SQL: dict[str, str] = {}

BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"}
SQL_START = re.compile(
    r"^\s*(select\s.+\sfrom\s|with\s+\w+\s+as\s*\(|create\s+(or\s+replace\s+)?(table|view|schema)\s|"
    r"insert\s+into\s|delete\s+from\s|update\s+\w+\s+set\s|copy\s+.+\s(to|from)\s|drop\s+table\s)",
    re.DOTALL,
)


def python_files(*roots: Path) -> list[Path]:
    """All Python files below the roots, in order."""
    found = {path for root in roots for path in ([root] if root.is_file() else root.rglob("*.py"))}
    return sorted(path for path in found if "__pycache__" not in path.parts)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_statement(text: str) -> bool:
    """True for SQL in the house's lower case or in capitals; a sentence may begin with Copy."""
    first = text.split(maxsplit=1)[:1]
    return bool(SQL_START.match(text.lower() if first and first[0].isupper() else text))


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Full names of the modules a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or ".")
    return names


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function after its docstring."""
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = (first.end_lineno or 0) + 1 if documented else first.lineno
    return (node.end_lineno or 0) - start + 1


OURS = python_files(PACKAGE, PAGES, ROOT / "app.py", ROOT / "run.py")
TESTS = python_files(ROOT / "tests")


def test_imports_go_down_only() -> None:
    """import-linter holds every contract of pyproject.toml."""
    code = "from importlinter.cli import lint_imports_command as c; c()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_the_floors_catch_a_wrong_import(tmp_path: Path) -> None:
    """The contracts are not empty: a method that imports pandas breaks them."""
    shutil.copytree(PACKAGE, tmp_path / "mls_metrics", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    wrong = tmp_path / "mls_metrics" / "stats" / "wrong.py"
    wrong.write_text("import pandas\nimport streamlit\n", encoding="utf-8")
    code = "from importlinter.cli import lint_imports_command as c; c()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "mls_metrics.stats.wrong -> pandas" in done.stdout
    assert "mls_metrics.stats.wrong -> streamlit" in done.stdout


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_top_level_is_there(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("path", OURS, ids=named)
def test_files_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert (lines > FILE_LINES) == (named(path) in LONG_FILES), f"{lines} lines"


@pytest.mark.parametrize("path", OURS, ids=named)
def test_functions_are_short(path: Path) -> None:
    long = {
        f"{named(path)}::{node.name}"
        for node in ast.walk(parse(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and body_lines(node) > FUNCTION_LINES
    }
    listed = {name for name in LONG_FUNCTIONS if name.startswith(f"{named(path)}::")}
    assert long == listed


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.sql")), ids=named)
def test_sql_files_are_short_selects(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    code = re.sub(r"--[^\n]*", "", text)
    assert ";" not in code
    assert not re.search(r"\bcreate\b", code, re.IGNORECASE)
    assert (len(text.splitlines()) > SQL_LINES) == (named(path) in LONG_SQL)


def test_exceptions_to_sizes_exist() -> None:
    listed = {name.split("::")[0] for name in (*LONG_FILES, *LONG_FUNCTIONS, *LONG_SQL)}
    assert [name for name in listed if not (ROOT / name).is_file()] == []


def test_sql_lives_in_the_warehouse() -> None:
    outside = [p for p in ROOT.rglob("*.sql") if PACKAGE / "warehouse" not in p.parents]
    assert [p for p in outside if not {".venv", "workspace"} & set(p.parts)] == []


@pytest.mark.parametrize(
    "path", [p for p in OURS if PACKAGE / "warehouse" not in p.parents], ids=named
)
def test_no_sql_in_python_outside_the_warehouse(path: Path) -> None:
    statements = [
        node.value
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and is_statement(node.value)
    ]
    assert statements == []


@pytest.mark.parametrize("path", python_files(PACKAGE), ids=named)
def test_no_streamlit_in_the_package(path: Path) -> None:
    assert not {name for name in imported(path) if name.split(".")[0] == "streamlit"}


@pytest.mark.parametrize("path", [*OURS, *TESTS], ids=named)
def test_no_relative_imports_and_no_drawers(path: Path) -> None:
    relative = [
        node for node in ast.walk(parse(path)) if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []
    parts = {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    assert not parts & BANNED_NAMES


PAGE_SCRIPTS = [p for p in python_files(PAGES) if "components" not in p.parts]


@pytest.mark.parametrize("path", [*PAGE_SCRIPTS, ROOT / "app.py"], ids=named)
def test_pages_are_thin(path: Path) -> None:
    """A page asks the package for results: it neither queries, computes nor draws."""
    heads = {name.split(".")[0] for name in imported(path)}
    assert not heads & {"duckdb", "numpy", "sklearn", "scipy", "altair"}
    below = ("mls_metrics.warehouse", "mls_metrics.intake", "mls_metrics.stats")
    assert not [name for name in imported(path) if name.startswith(below)]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= SCRIPT_LINES


@pytest.mark.parametrize(
    "path", [p for p in python_files(PAGES) if p.name != "session.py"], ids=named
)
def test_only_session_names_state_and_caches(path: Path) -> None:
    names = {
        node.attr
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "st"
    }
    assert not names & {"session_state", "cache_data", "cache_resource"}


@pytest.mark.parametrize("path", python_files(PAGES, ROOT / "app.py"), ids=named)
def test_no_raw_html(path: Path) -> None:
    assert "unsafe_allow_html" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [p for p in PAGE_SCRIPTS if p.parent.name != "frame"], ids=named)
def test_every_page_asks_for_its_frame_first(path: Path) -> None:
    statements = [
        node for node in parse(path).body if not isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    calls = [ast.unparse(node) for node in statements if isinstance(node, ast.Expr)]
    assert next(call for call in calls if "(" in call).endswith("require_frame()")


def test_no_page_lies_flat_in_pages() -> None:
    """Streamlit would run such a page without the frame on a fresh server."""
    assert list(PAGES.glob("*.py")) == []


def test_every_page_is_in_the_menu() -> None:
    from pages.components.places import PLACES

    scripts = {p.relative_to(PAGES).as_posix() for p in PAGE_SCRIPTS if p.parent.name != "frame"}
    assert scripts == {place.file for place in PLACES}


@pytest.mark.parametrize("path", [*OURS, *TESTS], ids=named)
def test_no_machine_paths(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    roots = "home|root|work|Users"
    assert not re.findall(rf"[\"'(\s]/(?:{roots})/\w+", text)
