"""Which measures the files allow: a count by type, every metric with its column, and the file."""

import pandas as pd
import streamlit as st

from mls_metrics.model.decision import Assessment
from mls_metrics.report.coverage import (
    STATEMENT,
    TYPES,
    MetricCoverage,
    company_coverage,
    coverage,
    type_counts,
)
from pages.components.downloads import offer_csv
from pages.components.escape import plain
from pages.components.tables import show_table

STATUS = {
    "computable": "every program",
    "partly": "some programs",
    "refused": "too few rows",
    "missing": "column missing",
}


def coverage_block(assessment: Assessment) -> None:
    """The statement, what is covered by type, then metric by metric."""
    entries = coverage(assessment)
    st.markdown(plain(STATEMENT))
    show_table(type_table(entries), alt="Metrics with a number, by type of measure")
    show_table(coverage_table(entries), alt="Every metric, and the column that would unlock it")
    st.header("Numbers of the whole company", anchor=False)
    show_table(
        company_coverage_table(assessment),
        alt="Every number of the whole company, and the column that it lacks",
        wide=True,
    )
    offer_csv(
        "Download the coverage statement",
        lambda: coverage_table(entries),
        name="coverage.csv",
        key="coverage_csv",
    )


def type_table(entries: tuple[MetricCoverage, ...]) -> pd.DataFrame:
    """How many metrics of each type have a number for some program."""
    counts = {name: type_counts(entries, name) for name in TYPES}
    return pd.DataFrame(
        [
            {
                "Type of measure": name,
                "With a number": count["with_a_number"],
                "Metrics": count["metrics"],
            }
            for name, count in counts.items()
        ]
    )


def company_coverage_table(assessment: Assessment) -> pd.DataFrame:
    """One row per number of the whole company."""
    known = {"computable": "yes", "refused": "too few rows", "missing": "column missing"}
    return pd.DataFrame(
        [
            {
                "Number": entry["title"],
                "About": entry["area"],
                "Standard": entry["standard"],
                "Known": known[entry["status"]],
                "Missing": "; ".join(entry["missing"]) or "nothing",
            }
            for entry in company_coverage(assessment)
        ]
    )


def coverage_table(entries: tuple[MetricCoverage, ...]) -> pd.DataFrame:
    """One row per metric."""
    return pd.DataFrame(
        [
            {
                "Metric": entry.metric.title,
                "Number": str(entry.metric.number or "own"),
                "Type": entry.metric.measures,
                "Standard": entry.metric.standard,
                "Level": entry.metric.level or "none",
                "Known for": STATUS[entry.status.value],
                "Programs": f"{entry.programs} of {entry.of}",
                "Missing": "; ".join(entry.missing) or "nothing",
            }
            for entry in entries
        ]
    )
