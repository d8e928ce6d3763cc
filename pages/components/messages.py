"""Errors and findings as people read them: what, what was found, what to do."""

import streamlit as st

from mls_metrics.errors import UserError
from mls_metrics.model.source import Finding, Severity
from pages.components.escape import plain

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
NAMES = {Severity.ERROR: "To mend", Severity.WARNING: "To know", Severity.INFO: "For the record"}


def show_error(error: UserError) -> None:
    """A user error with its fix, never a traceback."""
    parts = [f"**{plain(error.what)}**", plain(error.found), plain(error.fix)]
    st.error("  \n".join(part for part in parts if part))


def by_weight(findings: tuple[Finding, ...]) -> list[Finding]:
    """Findings in the order of their severity, then of the rows they concern."""
    return sorted(findings, key=lambda found: (ORDER[found.severity], -found.rows, found.id))


def show_finding(finding: Finding) -> None:
    """One finding: how bad, what, and what to do."""
    rows = f" ({finding.rows:,} rows)" if finding.rows > 1 else ""
    lines = [f"**{NAMES[finding.severity]}{rows}:** {plain(finding.sentence)}"]
    if finding.fix:
        lines.append(plain(finding.fix))
    with st.container(border=True):
        st.markdown("  \n".join(lines))


def findings_block(findings: tuple[Finding, ...]) -> None:
    """Every finding under one heading, the weightiest first; what only is to be known is folded."""
    if not findings:
        return
    st.header("Findings", anchor=False)
    ordered = by_weight(findings)
    record = [finding for finding in ordered if finding.severity is Severity.INFO]
    for finding in ordered[: len(ordered) - len(record)]:
        show_finding(finding)
    if record:
        with st.expander(f"For the record ({len(record)})"):
            for finding in record:
                show_finding(finding)
