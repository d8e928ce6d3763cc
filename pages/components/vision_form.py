"""The vision canvas: nine answers, what the data say of each, and a form to write them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from mls_metrics.analysis.strategy import vision
from mls_metrics.model.strategy import FIELDS, VisionField
from mls_metrics.narrative.strategy_basis import (
    canvas_sentence,
    evidence_sentence,
    stands_sentence,
)
from mls_metrics.narrative.strategy_wording import FIELD_QUESTIONS
from pages.components import session
from pages.components.escape import plain
from pages.components.facts import working
from pages.components.hand_form import AUTHOR, author_field, hand_form, keep, standing
from pages.components.organization import Organized

TABLE = "vision"


def vision_canvas(org: Organized) -> None:
    """The view: each question with its answer and its evidence, then the form."""
    fields = vision(org.rows("vision_now"), org.rows("vision_evidence"))
    st.header("The vision", anchor=False)
    begun = any(item.text for item in fields)
    if begun:
        st.markdown(plain(canvas_sentence(fields)))
    write(org, fields)
    for item in fields if begun else ():
        st.markdown(f"**{plain(FIELD_QUESTIONS[item.question])}**")
        st.markdown(plain(item.text) if item.text else "Not answered yet.")
        if item.text:
            st.caption(plain(stands_sentence(item)))
        st.caption(plain(evidence_sentence(item)))
    evidence = org.fact("vision_evidence")
    if not evidence.missing:
        working(org, evidence, None, {})
    if not org.is_sample:
        hand_form(org, TABLE, label="Versions of the vision")


def write(org: Organized, fields: Sequence[VisionField]) -> None:
    """The form: the first question alone until it is answered, then a text area for each.

    On the sample it begins the reader's own, which has no answer yet.
    """
    if not (org.may_edit or (org.is_sample and session.can_edit())):
        return
    opened_key = f"vision_opened_{session.turn('hand_vision')}"
    if session.state_value(opened_key) is None:
        blank = {item.question: "" if org.is_sample else item.text for item in fields}
        session.remember(opened_key, blank)
    opened = session.state_value(opened_key)
    asked = fields if any(opened.values()) else fields[:1]
    with st.expander("Write the vision", expanded=not any(item.text for item in fields)):
        if org.is_sample:
            st.caption(
                "The made-up company stays as it is: what you write here begins your own workspace."
            )
        if len(asked) < len(fields):
            st.caption("One sentence is enough to begin; the other questions follow.")
        with st.form("vision_form", border=False):
            told = {
                item.question: st.text_area(
                    FIELD_QUESTIONS[item.question],
                    value=opened[item.question],
                    key=f"vision_{item.question}_{session.turn('hand_vision')}",
                    height=80,
                )
                for item in asked
            }
            author = author_field("vision_canvas")
            if st.form_submit_button("Save the vision", type="primary"):
                save(org, {q: t for q, t in told.items() if t != opened[q]}, author)


def save(org: Organized, told: Mapping[str, str], author: str) -> None:
    """Keep a new version of each answer that was changed."""
    workspace = session.own_workspace(create=True) if org.is_sample else org.workspace
    assert workspace is not None, "created where there was none"
    rows = workspace.hand_rows(TABLE)
    added = new_versions(rows, told, author=author)
    session.remember(AUTHOR, author)
    if added:
        old = [dict(row) for row in rows.to_dict("records")]
        keep(
            workspace, TABLE, [*old, *added], author=author, base=standing(workspace, TABLE).version
        )
        session.look_at_sample(False)
    st.rerun()


def new_versions(
    rows: pd.DataFrame, told: Mapping[str, str], *, author: str
) -> list[dict[str, Any]]:
    """A row for each answer that differs from its latest version."""
    made: list[dict[str, Any]] = []
    for question in FIELDS:
        text = told.get(question, "").strip()
        own = rows[rows["question"].astype(str).str.strip().str.lower() == question]
        numbers = own["version"].astype("float64").fillna(1)
        last = str(own.loc[numbers.idxmax(), "text"]) if len(own) else ""
        if text and text != last.strip():
            made.append(
                {
                    "question": question,
                    "text": text,
                    "version": int(numbers.max()) + 1 if len(own) else 1,
                    "author": author.strip(),
                    "changed_on": date.today(),
                }
            )
    return made
