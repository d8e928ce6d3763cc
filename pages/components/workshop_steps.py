"""The steps of a workshop, one view each: guess first, weights, result, draw again, agree."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import streamlit as st

from mls_metrics.catalog.load import dimensions
from mls_metrics.charts.voice_rows import (
    voice_rows,
    voice_rows_alt,
    voice_rows_subtitle,
    voice_rows_table,
)
from mls_metrics.errors import UserError
from mls_metrics.model.decision import Action
from mls_metrics.model.outcome import Outcome
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.voices import Heard
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import say
from mls_metrics.narrative.workshop import (
    decisions_table,
    guess_sentence,
    heard_sentence,
    heard_table,
    world_table,
)
from mls_metrics.scenarios.rooms import checked_points
from mls_metrics.scenarios.voices import group_points, hear, one_world, spreads
from pages.components import desk, session
from pages.components import room as rooms
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.messages import show_error
from pages.components.session import Shown
from pages.components.tables import show_table

WORLD, TYPED, REVEALED = "workshop_world", "workshop_typed", "workshop_revealed"


def ballots() -> list[tuple[float, ...]]:
    """Voices from phones, then those typed in here."""
    room = rooms.present()
    typed: list[tuple[float, ...]] = session.state_value(TYPED) or []
    return [*(room.ballots.values() if room else ()), *typed]


def heard(shown: Shown) -> tuple[Heard, ...]:
    """What the voices come to over the scenario on the desk, worked out once."""
    scenario, given = desk.history(shown).scenario, ballots()
    if not given:
        return ()
    found: tuple[Heard, ...] = session.shelf().get(
        "heard",
        (shown.key, scenario.state_sha256, tuple(given)),
        lambda: hear(given, scenario, shown.assessment),
    )
    return found


def room_block() -> None:
    """The code to join by, or a button that opens a room."""
    room = rooms.present()
    if room is None:
        st.button("Open a room for voices", on_click=rooms.open_room)
    else:
        until = datetime.now(UTC) + timedelta(seconds=room.closes_at - rooms.now())
        st.markdown(
            plain(
                say(
                    "room_open",
                    address=rooms.join_address(),
                    code=room.code,
                    voices=plural(len(room.ballots), "voice"),
                    until=f"{until:%H:%M} UTC",
                )
            )
        )
        with st.container(horizontal=True):
            st.button("Look again", help="Count the voices that came in since")
            st.button("Close the room", on_click=rooms.close_room)
    if rooms.is_local():
        st.caption(plain(say("room_local")))


def guess_step(_shown: Shown, outcome: Outcome) -> None:
    """The room predicts before it sees."""
    names = {item.program_id: item.program_name for item in outcome.decisions}
    by_id = {item.program_id: item for item in outcome.decisions}
    with st.grid(2, min_column_width=200):
        program = st.selectbox(
            "Program", list(names), format_func=lambda id_: names[id_], key="guess_program"
        )
        action = st.selectbox(
            "Action",
            [one.value for one in Action],
            format_func=lambda value: action_name(Action(value)),
            key="guess_action",
        )
    question = say(
        "guess_question",
        action=action_name(Action(action)).lower(),
        program=names[program],
    )
    st.markdown(f"**{plain(question)}**")
    room = rooms.present()
    with st.container(horizontal=True):
        if room is not None:
            st.button(
                "Ask the room",
                on_click=lambda: session.rooms().ask(room.code, question, rooms.now()),
            )
        st.button("Reveal", on_click=lambda: session.remember(REVEALED, question))
    if room is not None and room.question == question:
        st.caption(plain(plural(len(room.guessed(question)), "guess", "guesses") + " so far"))
    if session.state_value(REVEALED) == question:
        given = room.guessed(question) if room else []
        st.markdown(plain(guess_sentence(given, by_id[program].probability[Action(action)])))


def weights_step(shown: Shown, _outcome: Outcome) -> None:
    """Voices from phones or typed in, how far apart they are, and the room's weights."""
    room_block()
    with st.expander("Type a voice in"), st.form("typed", clear_on_submit=True):
        with st.grid(5, min_column_width=130):
            points = [
                st.number_input(plain(title), 0, 100, 20, step=5, key=f"typed_{name}")
                for name, title in titles().items()
            ]
        if st.form_submit_button("Add this voice"):
            add_typed(tuple(float(one) for one in points))
    given = ballots()
    if not given:
        st.caption("No voice yet.")
        return
    found = spreads(given)
    agreed = dict(zip(DIMENSIONS, desk.base_of(shown).weights, strict=True))
    show_figure(
        (shown.key, "voices", tuple(given)),
        lambda mode: voice_rows(found, agreed=agreed, colors=mode),
        subtitle=voice_rows_subtitle(),
        alt=voice_rows_alt(found),
        table=lambda: voice_rows_table(found),
    )
    points_of_room = group_points(given)
    st.button(
        "Take the room's weights",
        type="primary",
        help="Medians of the voices, scaled to 100: "
        + ", ".join(f"{one:g}" for one in points_of_room),
        on_click=lambda: desk.change(
            shown, lambda scenario: replace(scenario, weights=points_of_room)
        ),
    )


def titles() -> dict[str, str]:
    """Dimensions by id with their titles."""
    return {name: one.title for name, one in dimensions().items()}


def add_typed(points: tuple[float, ...]) -> None:
    """Take a voice that the facilitator typed in."""
    try:
        given = checked_points(points)
    except UserError as error:
        show_error(error)
        return
    session.remember(TYPED, [*(session.state_value(TYPED) or []), given])


def result_step(shown: Shown, outcome: Outcome) -> None:
    """Stable for all, or contested."""
    found = heard(shown)
    if not found:
        st.markdown("Without voices there is only the scenario on the desk.")
        show_table(decisions_table(outcome), alt="Decisions of the scenario on the desk", wide=True)
        return
    st.markdown(plain(heard_sentence(found, len(ballots()))))
    show_table(heard_table(found), alt="Programs with the voices for each action", wide=True)


def draw_step(shown: Shown, outcome: Outcome) -> None:
    """One plausible world after another."""
    number = int(session.state_value(WORLD) or 0)
    st.button(
        "Draw again",
        type="primary",
        shortcut="Alt+D",
        on_click=lambda: session.remember(WORLD, number + 1),
    )
    actions = one_world(number, outcome.scenario, shown.assessment)
    same = sum(actions[one.program_id] is one.action for one in outcome.decisions)
    st.markdown(plain(say("world", same=same, programs=len(outcome.decisions))))
    show_table(
        world_table(actions, outcome), alt="Actions in one world and over all worlds", wide=True
    )
