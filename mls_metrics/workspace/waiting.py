"""Which imports wait for a person."""

from collections.abc import Iterable, Mapping

from mls_metrics.intake.questions import ORDERS, report_key
from mls_metrics.warehouse.imports import ImportRecord

WAITING = {"unrecognised_file", "needed_columns_missing"}


def is_asked(there: Iterable[ImportRecord], answers: Mapping[str, str]) -> bool:
    """True where one of the answers replies to a question of these imports."""
    return any(question.id in answers for item in there for question in item.report.questions)


def is_waiting(there: Iterable[ImportRecord]) -> bool:
    """True where one of these imports waits for somebody to say what its columns mean."""
    return any(finding.id in WAITING for item in there for finding in item.findings)


def known_orders(book: Iterable[ImportRecord]) -> dict[str, frozenset[str]]:
    """The date orders that reports brought in before turned out to have, by what they are."""
    found: dict[str, frozenset[str]] = {}
    for record in book:
        report = record.report
        is_open = any(question.id.startswith("date_order:") for question in report.questions)
        if report.date_order in ORDERS and report.table and not is_open:
            key = report_key(report.system, (match.source for match in report.columns))
            found[key] = found.get(key, frozenset()) | {report.date_order}
    return found
