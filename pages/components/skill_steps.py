"""What each role must learn next: now, needed, and the steps that would add most."""

import streamlit as st

from mls_metrics.analysis.skill_plans import gain_of, role_steps
from mls_metrics.charts.share_rows import share_rows, share_rows_alt, step_frame
from mls_metrics.model.skill_plan import RoleStep
from mls_metrics.narrative.skill_plans import by_role, next_steps, role_sentence, steps_table
from pages.components.escape import plain
from pages.components.facts import needs_card, working
from pages.components.figures import show_figure
from pages.components.hand_form import hand_form
from pages.components.organization import Organized
from pages.components.tables import show_table

FORM = "Write down what each role needs, by when, and how many people"


def steps_block(org: Organized) -> None:
    """Per role the two or three skills that would add most to its readiness."""
    st.header("What each role must learn next", anchor=False)
    found = org.fact("role_steps")
    if found.missing:
        needs_card(found)
    else:
        steps = role_steps(found.rows, policy=org.policy)
        roles = by_role(steps)
        st.caption(
            "The two or three skills of each role that would add most to its readiness if "
            "everybody below reached the level. Groups only; nobody is named or predicted."
        )
        for role, own in roles.items():
            st.markdown(f"- {plain(role_sentence(role, own))}")
        one_role(org, roles)
        with st.expander("All roles and skills, as a table"):
            show_table(steps_table(steps), alt="What each role must learn", wide=True)
        working(org, found, None, {})
    hand_form(org, "role_requirements", label=FORM)


def one_role(org: Organized, roles: dict[str, list[RoleStep]]) -> None:
    """The skills of one role as rows; first the role that could gain most."""
    known = [role for role, own in roles.items() if not step_frame(own).empty]
    if not known:
        return
    ranked = sorted(known, key=lambda role: -sum(map(gain_of, next_steps(roles[role]))))
    role = st.selectbox("Show one role", ranked, key="skills_role")
    frame = step_frame(roles[role])
    show_figure(
        (*org.key, "role_steps", role),
        lambda mode: share_rows(frame, colors=mode),
        subtitle=(
            "Percent of those assessed who are at the level now, with ranges; tick: the share of "
            "the role needed there. The largest gain first."
        ),
        alt=share_rows_alt(frame, f"People at the level in the role {role}"),
        table=lambda: steps_table(roles[role]),
    )
