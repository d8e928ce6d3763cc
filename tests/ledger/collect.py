"""Rows of the ledger, and which tests name them; read from the text, nothing is imported."""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = Path(__file__).with_name("rows.toml")
ALIASES = {"29": "29 all", "48": "48 all"}
TestFunction = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the customer's paper: what it asks, where it is answered, how it is removed."""

    id: str
    ask: str
    page: str
    status: str
    remove: tuple[str, ...] = ()


def rows() -> dict[str, Row]:
    """Every row by id, in the order of the paper."""
    entries = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    return {
        id_: Row(id=id_, **{**entry, "remove": tuple(entry.get("remove", ()))})
        for id_, entry in entries.items()
    }


def expanded(mark: str) -> list[str]:
    """The rows that a mark names: ``"3-4"`` are 3 and 4, ``"48"`` is the one about all of 48."""
    text = mark.strip().replace("\u2013", "-")
    found = re.fullmatch(r"(\d+)-(\d+)", text)
    if found:
        return [str(number) for number in range(int(found[1]), int(found[2]) + 1)]
    return [ALIASES.get(text, text)]


def marked(nodes: list[ast.expr]) -> list[str]:
    """Rows named by ``pytest.mark.ledger(...)`` among decorators or marks of a module."""
    found = []
    for node in nodes:
        if isinstance(node, (ast.List, ast.Tuple)):
            found += marked(node.elts)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.ledger":
            for argument in node.args:
                assert isinstance(argument, ast.Constant), "rows are named by plain text"
                found += expanded(str(argument.value))
    return found


def tests_of(path: Path) -> Iterator[tuple[str, TestFunction, list[str]]]:
    """Name below the file, function and rows of every test of a file that names a row."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    of_module: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            of_module = marked([node.value])
    for prefix, node in functions(tree.body, ""):
        named = [*of_module, *marked(node.decorator_list)]
        if named:
            yield f"{prefix}{node.name}", node, list(dict.fromkeys(named))


def functions(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, TestFunction]]:
    """Every test function, those in classes under the name of their class."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from functions(node.body, f"{prefix}{node.name}::")
        elif isinstance(node, TestFunction) and node.name.startswith("test_"):
            yield prefix, node


def by_row(root: Path = ROOT) -> dict[str, list[str]]:
    """Of every row that is named, its tests as ``tests/sql/test_x.py::test_y``, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((root / "tests").rglob("test_*.py")):
        for name, _, ids in tests_of(path):
            for id_ in ids:
                found[id_].append(f"{path.relative_to(root).as_posix()}::{name}")
    return dict(found)
