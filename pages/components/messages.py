"""Errors and findings as people read them: what, what was found, what to do."""

import streamlit as st

from mls_metrics.errors import UserError
from mls_metrics.model.decision import Assessment
from mls_metrics.model.source import Finding, Severity
from mls_metrics.narrative.issues import issues
from pages.components.escape import plain

OPEN = 5
ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
NAMES = {Severity.ERROR: "To mend", Severity.WARNING: "To know", Severity.INFO: "For the record"}


def show_error(error: UserError) -> None:
    """A user error with its fix, never a traceback."""
    parts = [f"**{plain(error.what)}**", plain(error.found), plain(error.fix)]
    st.error("  \n".join(part for part in parts if part))


def by_weight(findings: tuple[Finding, ...]) -> list[Finding]:
    """Findings in the order of their severity, then of the rows they concern."""
    return sorted(findings, key=lambda found: (ORDER[found.severity], -found.rows, found.id))


def show_finding(finding: Finding, *, effect: str = "") -> None:
    """One finding: how bad, what, what to do, and which decisions it touches."""
    rows = f" ({finding.rows:,} rows)" if finding.rows > 1 else ""
    lines = [f"**{NAMES[finding.severity]}{rows}:** {plain(finding.sentence)}"]
    lines += [plain(text) for text in (finding.fix, effect) if text]
    with st.container(border=True):
        st.markdown("  \n".join(lines))


def findings_block(findings: tuple[Finding, ...], assessment: Assessment | None) -> None:
    """Findings by their effect on decisions: the first ones open, the others folded."""
    if not findings:
        return
    st.header("Findings", anchor=False)
    ordered = issues(findings, assessment)
    record = [issue for issue in ordered if issue.finding.severity is Severity.INFO]
    pressing = ordered[: len(ordered) - len(record)]
    for issue in pressing[:OPEN]:
        show_finding(issue.finding, effect=issue.effect)
    folded = [(f"{len(pressing) - OPEN} more findings", pressing[OPEN:])]
    for label, rest in (*folded, (f"For the record ({len(record)})", record)):
        if rest:
            with st.expander(label):
                for issue in rest:
                    show_finding(issue.finding, effect=issue.effect)
