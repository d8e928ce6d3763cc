"""Every finding has its question; those that keep an answer back come first."""

from mls_metrics.catalog.load import metrics
from mls_metrics.catalog.touches import touches
from mls_metrics.intake.findings import FINDINGS
from mls_metrics.model.source import Finding, Severity
from mls_metrics.narrative.issues import issues
from mls_metrics.warehouse.check import checks_markdown
from tests.pages.made_assessment import make_assessment

MADE = make_assessment()


def finding(id_: str, severity: Severity = Severity.WARNING, rows: int = 1) -> Finding:
    return Finding(id=id_, severity=severity, rows=rows, sentence="Something.", fix="Mend it.")


def test_every_finding_has_its_question() -> None:
    of_data = {line.split("`")[1] for line in checks_markdown()}
    assert set(touches()) == of_data | set(FINDINGS)


def test_every_measure_is_known() -> None:
    known = {*metrics(), "retention_12m", "productivity", "net_value"}
    assert {name for touched in touches().values() for name in touched.measures} <= known


def test_rows_count_less_than_answers() -> None:
    found = issues(
        [finding("completed_before_started", rows=90_000), finding("missing_kpis", rows=1)], MADE
    )
    by_cost = sorted(found, key=lambda issue: (-issue.refused, -issue.resting))
    assert [issue.finding.id for issue in found] == [issue.finding.id for issue in by_cost]
    assert found[0].refused >= found[1].refused
    assert all(issue.effect.startswith("Touches whether ") for issue in found)


def test_what_must_be_mended_stays_first_and_no_answer_yet_is_no_failure() -> None:
    doubts = [finding("merged_rows", Severity.INFO, 9), finding("no_dates", Severity.ERROR)]
    assert [issue.finding.id for issue in issues(doubts, None)] == ["no_dates", "merged_rows"]
    assert issues(doubts, None)[0].effect == ""
