"""Every number opens its select, and the select gives the number again in plain DuckDB."""

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from mls_metrics.assess import assess
from mls_metrics.catalog.load import metrics
from mls_metrics.model.estimate import Estimate
from mls_metrics.warehouse.fetch import literal
from mls_metrics.workspace import Workspace

SAMPLE = Path(__file__).resolve().parents[3] / "data"
TABLES = ("programs", "enrollments", "surveys", "improvements")


def test_literals_are_as_sql_writes_them() -> None:
    values = [None, True, 3, 0.25, date(2026, 10, 31), datetime(2026, 10, 31, 5), "O'Hara"]
    assert [literal(value) for value in values] == [
        "null",
        "true",
        "3",
        "0.25",
        "date '2026-10-31'",
        "date '2026-10-31'",
        "'O''Hara'",
    ]


@pytest.mark.ledger("6")
def test_the_select_gives_the_share_again_in_plain_duckdb(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([SAMPLE / f"{name}.csv" for name in TABLES])
        item = assess(workspace).recommendations[0]
        queries = {
            id_: workspace.metric_working(id_, item.program_id)
            for id_, measure in item.evidence.metrics.items()
            if metrics()[id_].statistic == "share" and isinstance(measure, Estimate)
        }
    assert len(queries) > 5
    (file,) = (tmp_path / "w").glob("*.duckdb")
    with duckdb.connect(str(file), read_only=True) as plain:
        for id_, (query, rows) in queries.items():
            again = plain.execute(query).df()
            assert again["k"].sum() == rows["k"].sum()
            measure = item.evidence.metrics[id_]
            assert isinstance(measure, Estimate)
            assert measure.value == pytest.approx(again["k"].sum() / again["n"].sum())
            assert measure.n == again["n"].sum()


def test_what_an_analysis_makes_has_no_select(tmp_path: Path) -> None:
    with Workspace.open(None) as workspace:
        workspace.add([SAMPLE / "programs.csv", SAMPLE / "enrollments.csv"])
        workspace.build()
        with pytest.raises(FileNotFoundError):
            workspace.metric_working("days_saved", "PRG-01")
