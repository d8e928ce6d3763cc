"""Which imports wait for a person."""

from collections.abc import Iterable, Mapping

from mls_metrics.warehouse.imports import ImportRecord

WAITING = {"unrecognised_file", "needed_columns_missing"}


def is_asked(there: Iterable[ImportRecord], answers: Mapping[str, str]) -> bool:
    """True where one of the answers replies to a question of these imports."""
    return any(question.id in answers for item in there for question in item.report.questions)


def is_waiting(there: Iterable[ImportRecord]) -> bool:
    """True where one of these imports waits for somebody to say what its columns mean."""
    return any(finding.id in WAITING for item in there for finding in item.findings)
