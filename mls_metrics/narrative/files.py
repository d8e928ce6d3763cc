"""What was understood of a file, in plain words."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from mls_metrics.catalog.load import tables
from mls_metrics.model.progress import COPY, FINGERPRINT, READ, UNPACK, Progress
from mls_metrics.model.source import How, ImportReport, Question, SetAside
from mls_metrics.narrative.numbers import plural

DATE_ORDERS = {"ymd": "year-month-day", "dmy": "day first", "mdy": "month first"}
DATES = {"ymd": "dates year first", "dmy": "dates day first", "mdy": "US dates (month first)"}
OPTIONS = {
    "dmy": "day first (31/12)",
    "mdy": "month first (12/31)",
    ".": "a point (1.5)",
    ",": "a comma (1,5)",
    **{str(month): date(2000, month, 1).strftime("%B") for month in range(1, 13)},
}
SURE, LIKELY = 0.9, 0.6
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
STEPS = {FINGERPRINT: "Looking at", UNPACK: "Opening", COPY: "Checking", READ: "Reading"}


def file_headline(report: ImportReport) -> str:
    """The file, the sheet where there is one, and what we take it for."""
    sheet = f", sheet {report.sheet}" if report.sheet else ""
    meant = report.table.replace("_", " ") if report.table else "not recognized"
    return f"{report.file}{sheet}: {meant}"


def layout_name(report: ImportReport) -> str:
    """What kind of file it is, in plain words."""
    if report.title:
        return report.title if report.table else f"{report.title}, not used"
    if report.table is None:
        known = report.system not in ("", "unknown", "generic")
        return f"{report.system.replace('_', ' ')}, not used" if known else "Not recognized yet"
    if report.system in ("canonical", ""):
        return CANONICAL[:1].upper() + CANONICAL[1:]
    if report.system == "generic":
        answered = any(match.how in (How.REMEMBERED, How.ANSWER) for match in report.columns)
        return "Same layout as you confirmed" if answered else "Recognized by its column names"
    return report.system.replace("_", " ")


def file_line(report: ImportReport) -> str:
    """One line: kind of file, header row, dates, rows."""
    parts = [layout_name(report), f"header in row {report.header_row}"]
    if report.date_order:
        parts.append(DATES.get(report.date_order, report.date_order))
    if report.table:
        rows = plural(report.rows_kept, "row")
        aside = f"{report.rows_set_aside:,} set aside" if report.rows_set_aside else ""
        parts.append(", ".join(filter(None, (rows, aside))))
    return " · ".join(parts)


def option_text(option: str) -> str:
    """An option of a question as people say it."""
    return OPTIONS.get(option, option)


def question_note(question: Question) -> str:
    """Cells that a question is about, what holds until it is answered, and what would change."""
    cells = f"For example {', '.join(question.samples)}. " if question.samples else ""
    effect = f" With another answer {question.effect}" if question.effect else ""
    return f"{cells}Until answered: {option_text(question.default)}.{effect}"


def sure_word(confidence: float, how: How) -> str:
    """How sure a column's meaning is, in words."""
    if how in (How.EXACT, How.REMEMBERED, How.ANSWER) or confidence >= SURE:
        return "sure"
    return "likely" if confidence >= LIKELY else "a guess"


def file_facts(report: ImportReport) -> list[str]:
    """How it was read: system, signs, and what became of its rows where some were set aside."""
    system = CANONICAL if report.system in ("canonical", "") else report.system.replace("_", " ")
    facts = [f"System: {system}"]
    if report.delimiter:
        facts.append(f"separator {DELIMITERS.get(report.delimiter, report.delimiter)}")
    if report.encoding:
        facts.append(report.encoding)
    if report.rows_set_aside:
        facts.append(f"{plural(report.rows_read, 'row')} read")
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


def progress_line(progress: Progress) -> str:
    """Which step of which file is under way."""
    return f"{STEPS[progress.step]} {progress.file}: {progress.share:.0%}"


def correction_name(report: ImportReport) -> str:
    """The name under which rows to correct are handed out: the file's own, as CSV."""
    stem = report.file.replace("\\", "/").split("/")[-1].rsplit(".", 1)[0]
    return f"{stem}.csv"


def template(table: str) -> pd.DataFrame:
    """The canonical table with its headers and no row."""
    return pd.DataFrame(columns=[column.name for column in tables()[table].columns])


def template_note(table: str) -> str:
    """The grain of a canonical table and the columns it needs."""
    definition = tables()[table]
    needed = ", ".join(column.name for column in definition.columns if column.needed)
    return f"{definition.grain}; needs {needed}."
