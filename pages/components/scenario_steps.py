"""The steps of a sitting, saving under a name, and the JSON to take away or to bring in."""

import streamlit as st

from mls_metrics.errors import UserError
from mls_metrics.model.history import History
from mls_metrics.model.scenario import Scenario
from mls_metrics.model.scenario_json import to_json
from mls_metrics.report.outcome_json import outcome_json
from pages.components import desk, session
from pages.components.escape import plain
from pages.components.messages import show_error
from pages.components.places import page
from pages.components.session import Shown

SHOWN_STEPS = 40


def tools_block(shown: Shown, steps: History) -> None:
    """Undo, redo and reset, always in sight."""
    with st.container(horizontal=True):
        st.button(
            "Undo",
            disabled=not steps.can_undo,
            on_click=lambda: desk.move(shown, History.undo),
            shortcut="Alt+Z",
        )
        st.button(
            "Redo",
            disabled=not steps.can_redo,
            on_click=lambda: desk.move(shown, History.redo),
            shortcut="Alt+Y",
        )
        st.button("Reset to base", on_click=lambda: desk.reset(shown))
    st.caption(plain(state_line(steps)))


def state_line(steps: History) -> str:
    """What is on the desk: name, id, and whether it is saved as it stands."""
    scenario = steps.scenario
    saved = desk.ADDRESS in st.query_params
    return (
        f"On the desk: {scenario.name} ({scenario.id}{'' if saved else ', not saved'}), "
        f"step {steps.place + 1} of {len(steps.trail)}."
    )


def notices_block() -> None:
    """What the last change came to."""
    for notice in session.take_notices():
        if isinstance(notice, UserError):
            show_error(notice)
        else:
            st.success(plain(notice))


def history_block(shown: Shown, steps: History) -> None:
    """Every step in words, the latest first; a click goes back to it, and a change branches."""
    with st.expander(f"Steps ({len(steps.steps)})"):
        first = max(len(steps.steps) - SHOWN_STEPS, 0)
        for number in range(len(steps.steps) - 1, first - 1, -1):
            step = steps.steps[number]
            here = number == steps.number
            branch = "" if number in steps.trail else " (another branch)"
            with st.container(horizontal=True, vertical_alignment="center"):
                said = f"{number + 1}. {step.sentence}{branch}"
                st.markdown(f"**{plain(said)}**" if here else plain(said), width="stretch")
                if not here:
                    st.button(
                        "Go there",
                        key=f"step_{number}",
                        help=plain(step.sentence),
                        on_click=lambda to=number: desk.move(shown, lambda h: h.go(to)),
                    )
        if first:
            st.caption(f"{first} earlier steps; Undo reaches them.")


def save_block(shown: Shown, scenario: Scenario) -> None:
    """Save under a name with a reason, take away as JSON, bring one in."""
    st.header("Save and share", anchor=False)
    if session.can_edit() and shown.workspace is not None:
        save_form(shown)
    else:
        st.caption("This installation is open for viewing: take the JSON with you to keep it.")
    saved_list(shown)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            "Download JSON",
            data=lambda: to_json(scenario),
            file_name=f"{scenario.id}.json",
            mime="application/json",
            on_click="ignore",
        )
        st.download_button(
            "Download result as JSON",
            data=lambda: outcome_json(
                desk.outcome_of(shown, scenario), desk.best_of(shown, scenario)
            ),
            file_name=f"{scenario.id}-result.json",
            mime="application/json",
            on_click="ignore",
        )
        brought = st.file_uploader(
            "Bring in a scenario", type=["json"], key=f"scenario_file_{session.turn('scenario')}"
        )
    if brought is not None:
        session.next_turn("scenario")
        desk.bring_in(shown, brought.getvalue().decode("utf-8", errors="replace"))
        st.rerun()


def save_form(shown: Shown) -> None:
    """Name, reason and author; nothing saved is ever written over."""
    if shown.is_sample:
        st.caption(
            "Scenarios of the made-up company are kept apart from your own, until the dashboard is "
            "stopped."
        )
    with st.form("save_scenario"):
        with st.grid(3, min_column_width=170):
            st.text_input("Name", max_chars=80, key="save_name")
            st.text_input("Reason, in one line", max_chars=500, key="save_reason")
            st.text_input("Who", max_chars=80, key="save_author")
        st.form_submit_button(
            "Save",
            key="save_button",
            on_click=lambda: desk.save(
                shown,
                name=str(session.state_value("save_name") or ""),
                reason=str(session.state_value("save_reason") or ""),
                author=str(session.state_value("save_author") or ""),
            ),
        )


def saved_list(shown: Shown) -> None:
    """Saved scenarios, each with a link that opens it in any browser."""
    found = desk.saved(shown.workspace)
    if not found:
        return
    with st.expander(f"Saved scenarios ({len(found)})"):
        for id_, scenario in found.items():
            who = f" · {scenario.author}" if scenario.author else ""
            st.page_link(
                page("scenarios"),
                label=plain(f"{scenario.name} ({id_})"),
                query_params={desk.ADDRESS: id_},
            )
            st.caption(plain(f"{scenario.reason} · {scenario.made_at[:16]}{who}"))
