"""Promises on the page Change: what changes and what stays, success, and who does the work."""

import streamlit as st

from mls_metrics.charts.mix_bars import mix_alt, mix_bars, mix_subtitle
from mls_metrics.charts.target_rows import (
    target_frame,
    target_rows,
    target_rows_alt,
    target_rows_subtitle,
    target_table,
)
from mls_metrics.model.change import CHANGES, STAYS
from mls_metrics.narrative.change_ledger import (
    contract_gaps,
    contract_sentence,
    contract_table,
    ledger_sentence,
    ledger_table,
    mix_sentence,
)
from mls_metrics.narrative.facts import headed
from mls_metrics.narrative.wording import TEMPLATES
from pages.components.change_found import Found
from pages.components.escape import plain
from pages.components.facts import needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized
from pages.components.tables import show_table


def ledger_block(org: Organized, found: Found) -> None:
    """Two columns: what changes, what stays; kept by hand and filled by decisions."""
    st.markdown(plain(ledger_sentence(found.ledger)))
    if found.ledger:
        for column, kind, label in zip(
            st.columns(2), (CHANGES, STAYS), ("Will change", "Will not change"), strict=True
        ):
            with column:
                st.subheader(label, anchor=False)
                show_table(ledger_table(found.ledger, kind), alt=label, wide=True)
    if not org.fact("commitments_held").missing:
        working(org, org.fact("commitments_held"), None, {})
    hand_form(org, "commitments", label="Write down what changes and what stays")


def contract_block(org: Organized, found: Found) -> None:
    """Measures of success: baseline, now, target, chance."""
    fact = org.fact("success_agreed")
    if fact.missing:
        needs_card(fact)
    else:
        st.markdown(plain(contract_sentence(found.contract)))
        measures = found.contract
        if len(target_frame(measures)):
            show_figure(
                (*org.key, "targets"),
                lambda colors: target_rows(measures, colors=colors),
                subtitle=target_rows_subtitle(),
                alt=target_rows_alt(measures),
                table=lambda: target_table(measures),
            )
        show_table(contract_table(measures), alt="Success contract", wide=True)
        st.caption(plain(f"{TEMPLATES['contract_method']} {contract_gaps(measures)}"))
        working(org, org.fact("success_months"), None, {})
    hand_form(org, "success_measures", label="Write down how you will know")


def mix_block(org: Organized) -> None:
    """Own experts beside the partner."""
    fact = org.fact("internal_mix")
    if fact.missing:
        needs_card(fact)
        return
    if fact.rows.empty:
        st.markdown("Nothing was authored, led or reviewed up to this day.")
        return
    st.markdown(plain(mix_sentence(fact.rows)))
    rows = fact.rows
    show_figure(
        (*org.key, "mix"),
        lambda colors: mix_bars(rows, colors=colors),
        subtitle=mix_subtitle(rows),
        alt=mix_alt(rows),
        table=lambda: headed(fact.fact, rows),
    )
    working(org, fact, None, {})
