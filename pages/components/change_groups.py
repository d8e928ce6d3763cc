"""Groups on the page Change: whom decisions touch, who was told, and why it happens."""

import pandas as pd
import streamlit as st

from mls_metrics.narrative.change_groups import (
    members_sentence,
    messages_sentence,
    stale_figures,
    touched_sentence,
    touched_table,
    why_facts,
    why_text,
)
from mls_metrics.narrative.wording import TEMPLATES
from pages.components.change_found import Found
from pages.components.escape import plain
from pages.components.facts import fact_block, needs_card, working
from pages.components.hand_form import author_field, hand_form, keep, standing
from pages.components.organization import Organized
from pages.components.tables import show_table

WHY = "why"


def groups_block(org: Organized, found: Found) -> None:
    """Groups with stance, owner and contact, and those that decisions touch."""
    if org.fact("group_members").missing:
        needs_card(org.fact("group_members"))
    else:
        st.markdown(plain(touched_sentence(found.touched, found.decisions)))
        if found.touched:
            show_table(touched_table(found.touched), alt="Groups that decisions touch", wide=True)
            working(org, org.fact("group_learners"), None, {})
        fact_block(org, "group_members", say=members_sentence, wide=True)
    hand_form(org, "audiences", label="Write down the groups")


def messages_block(org: Organized) -> None:
    """Planned, sent, seen, understood."""
    fact_block(org, "message_check", say=messages_sentence, wide=True)
    hand_form(org, "communications", label="Write down the messages")


def why_block(org: Organized, found: Found) -> None:
    """The reason, drafted for one group from what touches it; one's own wording on top."""
    if found.members.empty:
        needs_card(org.fact("group_objectives"))
        return
    names = found.members["audience"].tolist()
    audience = str(st.selectbox("Group", names, key="change_group"))
    objectives, gaps = org.rows("group_objectives"), org.rows("group_gaps")
    draft = why_text(audience, objectives, gaps)
    own = own_wording(org, audience)
    if own:
        st.markdown(f"{TEMPLATES['why_own']} {plain(own)}")
        warning = stale_figures(own, draft)
        if warning:
            st.warning(plain(warning))
    st.markdown(f"{TEMPLATES['why_draft']} {plain(draft)}")
    facts = why_facts(audience, objectives, gaps)
    if len(facts):
        show_table(facts, alt="Facts that the draft uses")
    for id_ in ("group_objectives", "group_gaps"):
        if org.fact(id_).missing:
            needs_card(org.fact(id_))
        else:
            working(org, org.fact(id_), None, {})
    if org.may_edit:
        wording_form(org, audience, own or draft)


def own_wording(org: Organized, audience: str) -> str:
    """What somebody wrote for the group: the latest message to it by the channel ``why``."""
    rows = org.rows("group_wording")
    mine = rows[rows["audience"] == audience]
    return str(mine["message"].iloc[-1]) if len(mine) else ""


def wording_form(org: Organized, audience: str, text: str) -> None:
    """Keep one's own wording: a draft of a message to the group, not yet planned."""
    with st.form(f"why_form_{audience}"):
        wording = st.text_area("Wording of your own", value=text, key=f"why_text_{audience}")
        author = author_field(WHY)
        if st.form_submit_button("Keep this wording"):
            rows = other_messages(org.workspace.hand_rows("communications"), audience)
            mine = {"audience": audience, "channel": WHY, "message": wording}
            keep(
                org.workspace,
                "communications",
                [*rows, *([mine] if wording.strip() else [])],
                author=author,
                base=standing(org.workspace, "communications").version,
                note=f"Why, for {audience}",
            )
            st.rerun()


def other_messages(rows: pd.DataFrame, audience: str) -> list[dict[object, object]]:
    """Every message but the undated draft that the new wording replaces."""
    is_draft = (
        (rows["audience"] == audience)
        & (rows["channel"].fillna("").str.lower() == WHY)
        & rows["planned_on"].isna()
        & rows["sent_on"].isna()
    )
    return list(rows[~is_draft].to_dict("records"))
