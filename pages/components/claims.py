"""The claims ledger: who says what on which evidence, and beside it our own test of it."""

from collections.abc import Callable, Mapping

import streamlit as st

from mls_metrics.analysis.own_tests import (
    aligned_test,
    leaving_rate,
    reasons_for_leaving,
    say_and_do,
)
from mls_metrics.catalog.claims import claims
from mls_metrics.model.claim import Claim
from mls_metrics.narrative.claims import (
    aligned_sentence,
    claim_lines,
    claims_sentence,
    leaving_sentence,
    reasons_sentence,
    reasons_table,
    say_and_do_sentence,
    say_and_do_table,
)
from pages.components import organization
from pages.components.escape import plain
from pages.components.facts import fact_block
from pages.components.organization import Organized
from pages.components.tables import show_table


def claims_block() -> None:
    """Every claim with its source or the lack of it, and what our own data say."""
    org = organization.organized()
    st.markdown(plain(claims_sentence(claims().values())))
    for claim in claims().values():
        with st.container(border=True):
            st.header(plain(claim.claim), anchor=False)
            for line in claim_lines(claim):
                st.markdown(plain(line))
            st.markdown("**Our own test**")
            own_test(org, claim)


def own_test(org: Organized | None, claim: Claim) -> None:
    """What our data say of a claim; without data, that there are none."""
    if org is None:
        st.markdown("No data yet, so there is no test of our own.")
        return
    for id_ in claim.facts:
        TESTS[id_](org)


def aligned(org: Organized) -> None:
    """Progress of objectives with a whole chain against the others."""
    fact_block(
        org,
        "aligned_progress",
        say=lambda rows: aligned_sentence(aligned_test(rows, policy=org.policy)),
        wide=True,
    )


def said_and_done(org: Organized) -> None:
    """Stated intent beside observed staying."""
    fact_block(
        org,
        "say_and_do",
        say=lambda rows: say_and_do_sentence(say_and_do(rows, policy=org.policy)),
        draw=lambda rows: show_table(
            say_and_do_table(say_and_do(rows, policy=org.policy)),
            alt="What people say and what they do, by learning",
        ),
    )


def leaving(org: Organized) -> None:
    """Our own rate of leaving by choice."""
    fact_block(
        org,
        "own_leaving",
        say=lambda rows: leaving_sentence(leaving_rate(rows, policy=org.policy)),
    )


def reasons(org: Organized) -> None:
    """Our own top reasons for leaving."""
    fact_block(
        org,
        "reasons_for_leaving",
        say=lambda rows: reasons_sentence(reasons_for_leaving(rows, policy=org.policy)),
        draw=lambda rows: show_table(
            reasons_table(reasons_for_leaving(rows, policy=org.policy)),
            alt="Own reasons for leaving by choice",
        ),
    )


TESTS: Mapping[str, Callable[[Organized], None]] = {
    "aligned_progress": aligned,
    "say_and_do": said_and_done,
    "own_leaving": leaving,
    "reasons_for_leaving": reasons,
}
