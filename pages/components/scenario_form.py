"""What can be changed in a scenario, applied together; locks one by one, each with its reason."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from mls_metrics.catalog.load import dimensions
from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.scenario import ASSUMPTIONS, HORIZON, Assumption, Lock, Scenario
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.changes import dimension_span
from mls_metrics.narrative.scenarios import program_names
from pages.components import desk, session
from pages.components.escape import plain
from pages.components.session import Shown

AS_AGREED = "as agreed"
GRADES = [AS_AGREED, *(grade.value for grade in Grade if grade is not Grade.E)]
PARTS = (("value", "taken"), ("low", "lowest"), ("high", "highest"))


def scenario_form(shown: Shown, scenario: Scenario) -> None:
    """Weights, limits, bars and assumptions; nothing is computed before Apply."""
    mark = scenario.state_sha256[:12]
    with st.form(f"scenario_{mark}"):
        st.caption(
            "Weights: points out of a hundred. Each says how much the range below it matters to "
            "you, from the worst program to the best."
        )
        with st.grid(5, min_column_width=170):
            for name, points in zip(DIMENSIONS, scenario.weights, strict=True):
                weight_field(shown, name, points, mark)
        with st.grid(4, min_column_width=170):
            limit_fields(shown, scenario, mark)
        with st.expander("Bars and assumptions, each with its range"):
            bar_fields(scenario, mark)
            for name in ASSUMPTIONS:
                assumption_fields(name, getattr(scenario, name), mark)
        st.form_submit_button(
            "Apply",
            key=f"apply_{mark}",
            type="primary",
            on_click=lambda: desk.change(shown, lambda before: entered(before, mark)),
        )


def weight_field(shown: Shown, name: str, points: float, mark: str) -> None:
    """One weight with the range it is about."""
    with st.container():
        st.number_input(
            plain(dimensions()[name].title),
            min_value=0.0,
            max_value=100.0,
            value=float(points),
            step=5.0,
            format="%g",
            key=f"{mark}_w_{name}",
        )
        st.caption(plain(dimension_span(shown.assessment, name)))


def limit_fields(shown: Shown, scenario: Scenario, mark: str) -> None:
    """Cap, capacity and horizon; empty means no limit."""
    st.number_input(
        plain(f"Cap, {shown.assessment.policy.currency} a year"),
        min_value=0.0,
        value=scenario.cap,
        step=10_000.0,
        format="%.0f",
        placeholder="no cap",
        key=f"{mark}_cap",
    )
    st.number_input(
        "Capacity, learner hours a year",
        min_value=0.0,
        value=scenario.capacity,
        step=1_000.0,
        format="%.0f",
        placeholder="no limit",
        key=f"{mark}_capacity",
    )
    st.number_input(
        "Horizon, months of better work",
        min_value=HORIZON[0],
        max_value=HORIZON[1],
        value=scenario.horizon_months,
        key=f"{mark}_horizon",
        help="Months for which an effect on work is counted. Leavers are those of a year always.",
    )
    st.selectbox(
        "Evidence at least",
        GRADES,
        index=GRADES.index(AS_AGREED if scenario.evidence is None else scenario.evidence.value),
        key=f"{mark}_evidence",
        help="Weaker evidence neither scales nor retires.",
    )


def bar_fields(scenario: Scenario, mark: str) -> None:
    """The two scores at which the rule turns."""
    with st.grid(2, min_column_width=170):
        for key, label, value in (
            ("scale_score", "Overall points needed to scale", scenario.scale_score),
            ("retire_score", "Overall points that spare from retiring", scenario.retire_score),
        ):
            st.number_input(
                label,
                min_value=0.0,
                max_value=100.0,
                value=float(value),
                step=5.0,
                format="%g",
                key=f"{mark}_{key}",
            )


def assumption_fields(name: str, now: Assumption, mark: str) -> None:
    """One assumption: the value taken, the lowest and the highest thought possible."""
    words, low, high = ASSUMPTIONS[name]
    st.caption(plain(words))
    with st.grid(3, min_column_width=120):
        for part, label in PARTS:
            st.number_input(
                plain(f"{label}: {words}"),
                label_visibility="collapsed",
                min_value=low,
                max_value=high,
                value=float(getattr(now, part)),
                format="%g",
                key=f"{mark}_{name}_{part}",
                help=label.capitalize(),
            )


def entered(before: Scenario, mark: str) -> Scenario:
    """The scenario as the form's fields now have it.

    Raises
    ------
    ScenarioError
        A value out of range, or weights that do not sum to a hundred.
    """

    def field(name: str) -> float:
        return float(session.state_value(f"{mark}_{name}") or 0.0)

    def limit(name: str) -> float | None:
        value = session.state_value(f"{mark}_{name}")
        return None if value is None else float(value)

    first, second, third, fourth, fifth = (field(f"w_{name}") for name in DIMENSIONS)
    grade = session.state_value(f"{mark}_evidence")
    assumed: Mapping[str, Assumption] = {
        name: Assumption(**{part: field(f"{name}_{part}") for part, _ in PARTS})
        for name in ASSUMPTIONS
    }
    return replace(
        before,
        weights=(first, second, third, fourth, fifth),
        cap=limit("cap"),
        capacity=limit("capacity"),
        horizon_months=int(field("horizon")),
        evidence=None if grade == AS_AGREED else Grade(grade),
        scale_score=field("scale_score"),
        retire_score=field("retire_score"),
        **assumed,
    )


def locks_block(shown: Shown, scenario: Scenario) -> None:
    """Locks that stand, and a form for another one."""
    names = program_names(shown.assessment)
    with st.expander(f"Locks ({len(scenario.locks)})"):
        for lock in scenario.locks:
            with st.container(horizontal=True, vertical_alignment="center"):
                program = names.get(lock.program_id, lock.program_id)
                said = f"{program}: {action_name(lock.action).lower()}. {lock.reason}"
                st.markdown(plain(said), width="stretch")
                st.button(
                    "Take away",
                    key=f"unlock_{lock.program_id}",
                    help=plain(f"Unlock {program}"),
                    on_click=lambda gone=lock: desk.change(
                        shown, lambda before: unlocked(before, gone.program_id)
                    ),
                )
        mark = scenario.state_sha256[:12]
        with st.form(f"lock_{mark}"), st.grid(3, min_column_width=170):
            st.selectbox(
                "Program",
                list(names),
                format_func=lambda id_: plain(names[id_]),
                key=f"{mark}_lock_program",
            )
            st.selectbox(
                "Action",
                [action.value for action in Action],
                format_func=lambda value: action_name(Action(value)),
                key=f"{mark}_lock_action",
            )
            st.text_input("Reason", max_chars=500, key=f"{mark}_lock_reason")
            st.form_submit_button(
                "Lock",
                key=f"lock_button_{mark}",
                on_click=lambda: desk.change(shown, lambda before: locked(before, mark)),
            )


def locked(before: Scenario, mark: str) -> Scenario:
    """The scenario with the lock that the form names, in the place of an earlier one."""
    lock = Lock(
        program_id=str(session.state_value(f"{mark}_lock_program")),
        action=Action(session.state_value(f"{mark}_lock_action")),
        reason=str(session.state_value(f"{mark}_lock_reason") or ""),
    )
    return replace(
        unlocked(before, lock.program_id), locks=(*unlocked(before, lock.program_id).locks, lock)
    )


def unlocked(before: Scenario, program_id: str) -> Scenario:
    """The scenario without the lock on that program."""
    kept = tuple(lock for lock in before.locks if lock.program_id != program_id)
    return replace(before, locks=kept)
