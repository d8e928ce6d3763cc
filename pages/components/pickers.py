"""Choosing one program, kept in the page's address."""

import streamlit as st

from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate
from pages.components import session


def pick_program(shown: session.Shown, effect_name: str) -> Recommendation:
    """A select box over all programs; those with an estimate first, the clearest first."""
    items = sorted(
        shown.assessment.recommendations,
        key=lambda item: (
            -clarity(item, effect_name),
            item.program_name.casefold(),
            item.program_id,
        ),
    )
    ids = [item.program_id for item in items]
    by_id = {item.program_id: item for item in items}
    chosen = session.chosen_program(ids) or ids[0]
    key = f"pick_{effect_name}"
    picked = st.selectbox(
        "Program",
        ids,
        index=ids.index(chosen),
        format_func=lambda program_id: by_id[program_id].program_name,
        key=key,
        on_change=lambda: session.choose_program(session.state_value(key)),
    )
    return by_id[picked]


def clarity(item: Recommendation, effect_name: str) -> float:
    """Distance of the estimate from zero in standard errors; below zero where there is none."""
    effect = item.evidence.effects[effect_name]
    if not isinstance(effect.measure, Estimate):
        return -1.0
    return abs(effect.measure.value) / max(effect.measure.standard_error, 1e-9)
