"""What was understood of each file, as the `imports` entries of contract.md 2 and as lines."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mls_metrics.model.source import Finding, ImportReport

COUNTS = ("rows_read", "rows_kept", "rows_set_aside")


def report_entry(
    report: ImportReport, *, with_values: bool, with_counts: bool = True
) -> dict[str, Any]:
    """One entry of `imports`.

    Parameters
    ----------
    with_values : bool
        Whether the listed cells show what stood in them; never in an assessment.
    with_counts : bool
        False where the rows were not read.
    """
    entry: dict[str, Any] = {
        "file": report.file,
        "sheet": report.sheet,
        "sha256": report.sha256,
        "system": report.system,
        "table": report.table,
        "confidence": rounded(report.confidence),
        "header_row": report.header_row,
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "date_order": report.date_order,
        "columns": [
            {
                "source": match.source,
                "target": match.target,
                "confidence": rounded(match.confidence),
                "how": match.how.value,
            }
            for match in report.columns
        ],
        "questions": [
            {
                "id": question.id,
                "text": question.text,
                "options": list(question.options),
                "default": question.default,
            }
            for question in report.questions
        ],
    }
    if with_counts:
        entry |= {name: getattr(report, name) for name in COUNTS}
        entry["set_aside"] = [
            {"row": item.row, "column": item.column}
            | ({"value": item.value} if with_values else {})
            | {"reason": item.reason}
            for item in report.set_aside
        ]
        entry["totals"] = {name: rounded(value) for name, value in report.totals.items()}
    return entry


def rounded(value: float) -> float:
    """A number with nine significant digits."""
    return float(f"{value:.9g}")


def finding_entry(finding: Finding) -> dict[str, Any]:
    """One entry of `findings`."""
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "rows": finding.rows,
        "sentence": finding.sentence,
        "fix": finding.fix,
    }


def as_text(content: Mapping[str, Any]) -> str:
    """JSON text with a line end."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def import_report_text(
    reports: Sequence[ImportReport], findings: Sequence[Finding], *, with_values: bool
) -> str:
    """The report of an import as JSON text."""
    return as_text(
        {
            "imports": [report_entry(report, with_values=with_values) for report in reports],
            "findings": [finding_entry(finding) for finding in findings],
        }
    )


def recognition_text(reports: Sequence[ImportReport]) -> str:
    """What files are taken for, as JSON text without row counts."""
    entries = [report_entry(item, with_values=False, with_counts=False) for item in reports]
    return as_text({"imports": entries})


def recognition_lines(reports: Sequence[ImportReport]) -> str:
    """What files are taken for, one line per table."""
    return "".join(recognition_line(report) + "\n" for report in reports)


def recognition_line(report: ImportReport) -> str:
    """One table in words."""
    where = f"{report.file} [{report.sheet}]" if report.sheet else report.file
    if report.table is None:
        known = "known, not used" if report.system != "unknown" else "not recognized"
        return f"{where}: {known} (headers in row {report.header_row})"
    used = sum(match.target is not None for match in report.columns)
    dates = f", dates {report.date_order}" if report.date_order else ""
    return (
        f"{where}: {report.table} ({report.system}), confidence {report.confidence:.2f}, "
        f"{used} of {len(report.columns)} columns used, headers in row {report.header_row}{dates}"
    )
