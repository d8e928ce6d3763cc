"""The whole product, bent one way at a time: what must move moves, what must not stays."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from company import as_json, assessed, by_program, copy, read, write

from mls_metrics.catalog.load import metrics
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.report.assessment_json import assessment_text, schema
from mls_metrics.simulate import simulate


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    simulate(folder, people=1500, seed=5)
    return folder


@pytest.fixture(scope="module")
def base(company: Path) -> dict[str, Any]:
    return as_json(company)


def test_the_assessment_fits_its_schema(base: dict[str, Any]) -> None:
    jsonschema.validate(base, schema())


def test_a_program_for_all_roles_is_paid_for_whom_its_kpi_measures(base: dict[str, Any]) -> None:
    effect = by_program(base)["PRG-02"]["effects"]["productivity"]
    said = {check["name"]: check["sentence"] for check in effect["checks"]}
    assert "value" in effect
    assert re.search(r"In money it counts for [1-4]\d% of", said["measured_people"])


def test_the_same_files_give_the_same_bytes(company: Path) -> None:
    def text() -> str:
        result = assessed(company)
        moment = result.provenance.created_at
        return assessment_text(result).replace(moment, "")

    assert text() == text()


def same_value(one: dict[str, Any], other: dict[str, Any], *, within: float = 0.0) -> bool:
    """Both refused, or both the same number up to the order of adding."""
    if "value" not in one or "value" not in other:
        return "value" not in one and "value" not in other
    return bool(one["value"] == pytest.approx(other["value"], rel=1e-6, abs=within + 1e-9))


def test_renamed_programs_permute_the_answer(
    company: Path, base: dict[str, Any], tmp_path: Path
) -> None:
    folder = copy(company, tmp_path / "renamed")
    ids = sorted(read(folder, "programs")["program_id"])
    names = {old: f"X{len(ids) - i:03d}" for i, old in enumerate(ids)}
    for path in folder.glob("*.csv"):
        frame = read(folder, path.stem)
        if "program_id" in frame:
            frame["program_id"] = frame["program_id"].map(lambda v: names.get(v, v))
            write(folder, path.stem, frame)
    renamed = by_program(as_json(folder))
    for old, program in by_program(base).items():
        other = renamed[names[old]]
        assert other["people"] == program["people"]
        for effect in ("retention_12m", "productivity"):
            assert same_value(other["effects"][effect], program["effects"][effect])
        for id_, measure in program["metrics"].items():
            is_drawn = metrics()[id_].statistic == "decision" and "value" in measure
            width = measure["high"] - measure["low"] if is_drawn else 0.0
            # draws are streams of the program's id, so that adding a program moves no other; the
            # range of a chance is that of the draws themselves
            slack = width if id_ == "chance_of_net_benefit" else 0.1 * width
            assert same_value(other["metrics"][id_], measure, within=slack)


@pytest.mark.ledger("8", "49")
def test_doubled_costs_leave_the_dimensions_and_halve_value_per_spend(
    company: Path, base: dict[str, Any], tmp_path: Path
) -> None:
    folder = copy(company, tmp_path / "dear")
    for table, column in (("costs", "amount"), ("enrollments", "cost")):
        frame = read(folder, table)
        if column in frame:
            doubled = frame[column].map(lambda cell: str(2 * float(cell)) if cell else cell)
            frame[column] = doubled
            write(folder, table, frame)
    dear = by_program(as_json(folder))
    for id_, program in by_program(base).items():
        for name in DIMENSIONS:
            assert dear[id_]["dimensions"][name] == program["dimensions"][name]
        assert dear[id_]["score"] == program["score"]
        if program["cost"]["value"]:
            assert dear[id_]["cost"]["value"] == pytest.approx(2 * program["cost"]["value"])


@pytest.mark.ledger("34c")
def test_shuffled_exposure_shows_no_likely_effect(company: Path, tmp_path: Path) -> None:
    folder = copy(company, tmp_path / "shuffled")
    roster = read(folder, "employees")
    rng = np.random.default_rng(3)
    order = rng.permutation(len(roster))
    fate = ["hire_date", "termination_date", "termination_type"]
    roster[fate] = roster[fate].to_numpy()[order]
    write(folder, "employees", roster)
    result = as_json(folder)
    assert not [p["program_id"] for p in result["programs"] if p["action"] == "scale"]


@pytest.mark.parametrize(
    "table",
    ["employees", "programs", "surveys", "skill_assessments", "kpis", "costs", "objectives"],
)
def test_a_missing_file_is_named_and_never_retires(
    company: Path, base: dict[str, Any], tmp_path: Path, table: str
) -> None:
    folder = copy(company, tmp_path / f"without_{table}")
    (folder / f"{table}.csv").unlink()
    result = as_json(folder)
    jsonschema.validate(result, schema())
    words = " ".join(f["id"] + f["sentence"] + f["fix"] for f in result["findings"])
    assert table in words
    retired = {p["program_id"] for p in result["programs"] if p["action"] == "retire"}
    before = {p["program_id"] for p in base["programs"] if p["action"] == "retire"}
    assert retired <= before


@pytest.mark.parametrize(
    "only", [{"employees", "enrollments"}, {"enrollments"}, {"surveys", "enrollments"}]
)
def test_thin_data_makes_no_strong_claim(company: Path, tmp_path: Path, only: set[str]) -> None:
    folder = copy(company, tmp_path / "thin", only=only)
    result = as_json(folder)
    assert result["programs"]
    assert {p["action"] for p in result["programs"]} <= {"find_out", "keep", "fix"}


def no_refusal_without_words(value: Any, visit: Callable[[dict[str, Any]], None]) -> None:
    if isinstance(value, dict):
        visit(value)
        for entry in value.values():
            no_refusal_without_words(entry, visit)
    elif isinstance(value, list):
        for entry in value:
            no_refusal_without_words(entry, visit)


def test_every_refusal_says_what_it_needs(base: dict[str, Any]) -> None:
    found = []

    def visit(entry: dict[str, Any]) -> None:
        if "not_estimable" in entry:
            found.append(entry)
            assert len(entry["not_estimable"]) > 10
            assert len(entry["needed"]) > 5

    no_refusal_without_words(base["programs"], visit)
    assert found
