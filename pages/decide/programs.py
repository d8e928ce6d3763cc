"""Scale or retire, and why? Every program with its verdict, and five weights to try."""

import streamlit as st

from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.programs import SORTS, Filter, select
from mls_metrics.narrative.titles import programs_title
from pages.components import session
from pages.components.cards import legend, program_row
from pages.components.escape import plain
from pages.components.frame import require_frame
from pages.components.goals import by_goal, known_goals, pick_goals
from pages.components.program_drawer import open_drawer
from pages.components.states import require_shown
from pages.components.steppers import weight_steppers

PER_PAGE = 25

require_frame()
shown = require_shown()
head, tools, weights = st.container(), st.container(), st.container()
with weights:
    tried = weight_steppers(shown)

with tools, st.grid(4, min_column_width=150):
    actions = st.multiselect(
        "Action",
        [action.value for action in Action],
        format_func=lambda value: action_name(Action(value)),
        placeholder="All actions",
        key="action",
        bind="query-params",
    )
    grade = st.selectbox(
        "Evidence at least", [g.value for g in Grade], index=4, key="evidence", bind="query-params"
    )
    order = st.selectbox("Order", list(SORTS), key="order", bind="query-params")
    goals = known_goals(shown)
    among = pick_goals(goals)

wanted = Filter(
    actions=tuple(Action(value) for value in actions), grade=Grade(grade), programs=among
)
listed = select(tried, wanted, order=order)
with head:
    st.title(plain(programs_title(tried.recommendations, listed)), anchor=False)

legend()
pages = -(-len(listed) // PER_PAGE)
part = st.pagination(pages, key="part", bind="query-params") if pages > 1 else 1
for item in listed[(part - 1) * PER_PAGE : part * PER_PAGE]:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        program_row(item)
        st.button(
            "Why",
            key=f"why_{item.program_id}",
            help=plain(f"Reasons for {item.program_name}"),
            on_click=session.choose_program,
            args=(item.program_id,),
        )

by_goal(shown, goals, {item.program_id: item.action for item in tried.recommendations})
by_id = {item.program_id: item for item in tried.recommendations}
chosen = session.chosen_program(list(by_id))
if chosen:
    open_drawer(by_id[chosen], shown)
