"""What was understood of a file, in plain words."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.catalog.load import tables
from mls_metrics.model.source import How, ImportReport, SetAside
from mls_metrics.narrative.numbers import plural

DATE_ORDERS = {"ymd": "year-month-day", "dmy": "day first", "mdy": "month first"}
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
HOW = {
    How.EXACT: "same name",
    How.ALIAS: "known name",
    How.VALUES: "by its values",
    How.GUESS: "a guess",
    How.REMEMBERED: "remembered",
    How.ANSWER: "your answer",
}
CANONICAL = "our own template"


def file_headline(report: ImportReport) -> str:
    """The file, the sheet where there is one, and what we take it for."""
    sheet = f", sheet {report.sheet}" if report.sheet else ""
    meant = report.table.replace("_", " ") if report.table else "not recognized"
    return f"{report.file}{sheet}: {meant}"


def file_facts(report: ImportReport) -> list[str]:
    """How it was read: system, header row, date order, signs."""
    system = CANONICAL if report.system in ("canonical", "") else report.system.replace("_", " ")
    facts = [f"System: {system}", f"headers in row {report.header_row}"]
    if report.date_order:
        facts.append(f"dates {DATE_ORDERS.get(report.date_order, report.date_order)}")
    if report.delimiter:
        facts.append(f"separator {DELIMITERS.get(report.delimiter, report.delimiter)}")
    if report.encoding:
        facts.append(report.encoding)
    return facts


def rows_sentence(report: ImportReport) -> str:
    """How many rows were read, kept and set aside."""
    aside = report.rows_set_aside
    ending = f"{plural(aside, 'row')} set aside" if aside else "none set aside"
    return f"{plural(report.rows_read, 'row')} read, {report.rows_kept:,} kept, {ending}."


def columns_table(report: ImportReport) -> pd.DataFrame:
    """Each column of the file with what it feeds and how we know."""
    rows = [(match.source, match.target or "not used", HOW[match.how]) for match in report.columns]
    return pd.DataFrame(rows, columns=["Column of the file", "Read as", "Known by"])


def set_aside_table(items: Sequence[SetAside]) -> pd.DataFrame:
    """Rows and cells that could not be trusted, each with its reason."""
    rows = [(item.row, item.column, item.value, item.reason) for item in items]
    return pd.DataFrame(rows, columns=["row", "column", "value", "reason"])


def template(table: str) -> pd.DataFrame:
    """The canonical table with its headers and no row."""
    return pd.DataFrame(columns=[column.name for column in tables()[table].columns])


def template_note(table: str) -> str:
    """The grain of a canonical table and the columns it needs."""
    definition = tables()[table]
    needed = ", ".join(column.name for column in definition.columns if column.needed)
    return f"{definition.grain}; needs {needed}."
