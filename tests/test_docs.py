"""The documents say what the product does: commands, pages, metrics, words, links."""

import argparse
import ast
import re
import sys
from pathlib import Path

import pytest

import run
from mls_metrics.catalog.load import (
    company_metrics,
    dimensions,
    metrics,
    policy_entries,
    read_toml,
    tables,
)
from mls_metrics.cli import build_parser
from pages.components.places import PLACES

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mls_metrics"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("data/*.md")])
HEADINGS = ["Status", "Context", "Decision", "Consequences", "Rejected alternatives"]


def text(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", DECISIONS, ids=named)
def test_decisions_have_their_form(path: Path) -> None:
    body = path.read_text(encoding="utf-8")
    number = int(path.name[:4])
    assert body.startswith(f"# {number}. ")
    assert re.findall(r"^## (.+)$", body, re.MULTILINE) == HEADINGS
    assert body.split("## Rejected alternatives")[1].count("\n- ") >= 1


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def anchors(path: Path) -> set[str]:
    """The headings of a document as link targets."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    broken = []
    for link in (link for link in links if not link.startswith(("http:", "https:", "mailto:"))):
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(link)
    assert broken == []


def python_commands(document: str) -> list[list[str]]:
    """Arguments of every `run.py` call in a document's code blocks."""
    blocks = re.findall(r"```\w*\n(.*?)```", document, re.DOTALL)
    calls = re.findall(r"python3 run\.py([^#\n]*)", "\n".join(blocks))
    return [call.split() for call in calls]


def test_readme_and_contributing_show_commands_that_exist() -> None:
    calls = python_commands(text("README.md")) + python_commands(text("CONTRIBUTING.md"))
    assert [] in calls
    assert ["test"] in calls
    for call in calls:
        run.read_arguments(call)


def cli_verbs() -> list[str]:
    """The verbs the command line knows."""
    actions = build_parser()._actions
    return next(
        list(action.choices) for action in actions if isinstance(action, argparse._SubParsersAction)
    )


def test_readme_shows_every_verb_of_the_command_line() -> None:
    shown = re.findall(r"^python -m mls_metrics (.+)$", text("README.md"), re.MULTILINE)
    assert {call.split()[0] for call in shown} == set(cli_verbs())
    for call in shown:
        build_parser().parse_args(call.split())


def test_readme_names_every_verb_of_run() -> None:
    line = next(line for line in text("README.md").splitlines() if line.startswith("run.py "))
    for verb in ("start", "test", "check", "lint", "bench", "validate", "sample"):
        assert verb in line
        run.read_arguments(["serve" if verb == "start" else verb])


def test_readme_tree_is_the_tree() -> None:
    block = text("README.md").split("## The house")[1].split("```")[1]
    names = re.findall(r"^ *((?:[\w.]+(?:\.py|/) +)+)", block, re.MULTILINE)
    words = [word for group in names for word in group.split()]
    assert len(words) > 15
    roots = (ROOT, ROOT / "mls_metrics", ROOT / "pages")
    assert [word for word in words if not any((root / word).exists() for root in roots)] == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_page_is_named_in_the_readme(place) -> None:
    assert place.name in text("README.md")


def test_readme_links_every_document() -> None:
    pages = [path for path in (ROOT / "docs").glob("*.*") if path.suffix in {".md", ".toml"}]
    assert [named(path) for path in pages if f"({named(path)})" not in text("README.md")] == []


@pytest.mark.parametrize(
    ("names", "page"),
    [
        ([*metrics(), *company_metrics()], "metrics.md"),
        (list(read_toml("reasons.toml")), "reasons.md"),
        (list(policy_entries()), "policy.md"),
        ([path.stem for path in (PACKAGE / "warehouse" / "checks").glob("*.sql")], "findings.md"),
    ],
    ids=["metrics", "reasons", "policy", "findings"],
)
def test_every_name_of_a_closed_list_is_documented(names: list[str], page: str) -> None:
    assert names
    assert [name for name in names if f"`{name}`" not in text("docs", page)] == []


def test_files_that_documents_name_exist() -> None:
    pattern = r"`((?:mls_metrics|pages|tests|docs)/[\w./-]+)`"
    missing = [
        f"{named(path)}: {name}"
        for path in DOCUMENTS
        if path.name != "CONTRIBUTING.md"
        for name in re.findall(pattern, path.read_text(encoding="utf-8"))
        if not (ROOT / name).exists()
    ]
    assert missing == []


@pytest.mark.parametrize(
    "term",
    [
        "program", "enrollment", "completion", "time to competency", "skill gap", "readiness",
        "retention", "voluntary exit", "effect", "comparison group", "estimand", "censored",
        "horizon", "goalposts", "dimension", "action", "evidence grade", "refusal", "finding",
        "policy", "workspace", "objective", "KPI", "baseline", "balance", "overlap", "tenure",
        "index date", "time zero", "weight", "direction", "stability", "as-of date",
    ],
)  # fmt: skip
def test_the_glossary_defines(term: str) -> None:
    rows = re.findall(r"^\| ([^|]+) \|", text("GLOSSARY.md"), re.MULTILINE)
    assert term in {part.strip() for row in rows for part in row.split(",")}


BANNED = (
    r"\bproven\b",
    r"\bbest-in-class\b",
    r"\bactionable insight",
    r"(?<!statistically )\bsignificant\b",
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_documents_keep_to_the_words(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("Not used:")[0]
    found = [word for word in BANNED if re.search(word, body, re.IGNORECASE)]
    assert found == []
    assert not re.search(r"\b(programme|enrolment|colour|organisation)s?\b", body)


def test_every_dimension_has_metrics_with_words() -> None:
    for name in dimensions():
        assert [metric for metric in metrics().values() if metric.dimension == name]
    for metric in metrics().values():
        assert metric.title.strip()
        assert metric.unit.strip()


def test_every_table_says_what_a_row_is() -> None:
    assert [table.name for table in tables().values() if not table.grain.strip()] == []


def test_the_changelog_says_which_numbers_change() -> None:
    sections = text("CHANGELOG.md").split("\n## ")[1:]
    assert sections
    assert [
        section.splitlines()[0] for section in sections if "Numbers that change" not in section
    ] == []


def test_the_licence_is_apache() -> None:
    assert "Apache License" in text("LICENSE")[:200]
    assert 'license = "Apache-2.0"' in text("pyproject.toml")


def test_requirements_agree_with_the_package() -> None:
    listed = {line for line in text("requirements.txt").splitlines() if not line.startswith("#")}
    quoted = set(re.findall(r'^    "([\w-]+[><=][^"]+)",$', text("pyproject.toml"), re.MULTILINE))
    dashboard = set(re.findall(r'^dashboard = \["([^"]+)"\]', text("pyproject.toml"), re.MULTILINE))
    assert listed == quoted | dashboard


def test_every_dependency_has_its_reason() -> None:
    reasons = text("docs", "decisions", "0006-dependencies.md")
    lines = text("requirements.txt").splitlines() + text("requirements-dev.txt").splitlines()
    names = [re.split(r"[><=]", line)[0] for line in lines if line[:1].isalpha()]
    assert [name for name in names if name not in reasons] == []


def test_every_imported_package_is_required() -> None:
    listed = {
        re.split(r"[><=]", line)[0].replace("-", "_").replace("scikit_learn", "sklearn")
        for line in text("requirements.txt").splitlines()
        if line[:1].isalpha()
    }
    own = {"mls_metrics", "pages", *sys.stdlib_module_names}
    heads = set()
    for path in [*ROOT.glob("mls_metrics/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                heads |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                heads.add((node.module or "").split(".")[0])
    assert heads - own <= listed


def test_the_hidden_option_of_page_speed_still_exists() -> None:
    from streamlit import config

    assert "runner.postScriptGC" in config._config_options_template
