"""Cards: one decision, one open question, one program in a row."""

from collections.abc import Sequence

import streamlit as st

from mls_metrics.charts.theme import SYMBOLS, Palette
from mls_metrics.model.decision import Action, Recommendation
from mls_metrics.narrative.actions import (
    action_name,
    card_sentence,
    chance_line,
    first_sight,
    marks,
    money_line,
    people_line,
)
from mls_metrics.narrative.likelihood import IN_ALL
from mls_metrics.narrative.refusals import Need
from mls_metrics.narrative.wording import sentence_case
from pages.components.escape import markup, plain
from pages.components.figures import colors
from pages.components.places import page

PITCH = 13
PATHS = {
    Action.SCALE: "M0-5L5 4H-5Z",
    Action.KEEP: "M-4.6 0A4.6 4.6 0 1 1 4.6 0A4.6 4.6 0 1 1-4.6 0Z",
    Action.FIX: "M0-5.4L5.4 0L0 5.4L-5.4 0Z",
    Action.RETIRE: "M0 5L5-4H-5Z",
    Action.FIND_OUT: "M-1.7-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5V-1.7H-1.7Z",
}
BARS = {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1}


def chip(action: Action, mode: Palette) -> str:
    """The action with its symbol in its color, as HTML."""
    return (
        f'<span style="color:{mode.words[action]};font-weight:600;white-space:nowrap">'
        f"{SYMBOLS[action]} {action_name(action)}</span>"
    )


def bars(grade: str) -> str:
    """Five bars, as many filled as the letter is worth; the letter itself stands beside them."""
    filled = BARS[grade]
    return "▮" * filled + "▯" * (5 - filled)


def decision_card(item: Recommendation) -> None:
    """Action, program, one sentence, chance, evidence, people and money."""
    mode = colors()
    with st.container(border=True, height="stretch"):
        st.html(
            f'<div style="font-size:1.05rem">{chip(item.action, mode)}<br>'
            f"<strong>{markup(item.program_name)}</strong></div>"
        )
        st.markdown(
            f"{plain(sentence_case(chance_line(item)))} · "
            f"evidence\u00a0{item.grade.value}\u00a0{bars(item.grade.value)}"
        )
        st.markdown(plain(card_sentence(item)))
        st.caption(
            f"{plain(sentence_case(people_line(item)))}  \n"
            f"Net value, first year: {plain(money_line(item))}"
        )
        st.page_link(
            page("programs"),
            label="Why, and what would change it →",
            query_params={"program": item.program_id},
        )


def need_card(need: Need) -> None:
    """An open question with what would answer it."""
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{plain(need.question)}**")
        st.markdown(plain(need.sentence))
        st.caption(plain(need.reason))


def mark_row(actions: Sequence[Action], mode: Palette) -> str:
    """Twenty marks as SVG, an open ring where the twentieth is kept back from certainty.

    Hidden from screen readers, which get the phrase beside it instead.
    """
    drawn = []
    for place in range(IN_ALL):
        move = f'transform="translate({7 + PITCH * place} 7)"'
        if place < len(actions):
            action = actions[place]
            drawn.append(f'<path {move} fill="{mode.marks[action]}" d="{PATHS[action]}"/>')
        else:
            drawn.append(f'<circle {move} r="3.6" fill="none" stroke="{mode.rule}"/>')
    width = PITCH * IN_ALL
    size = f'width="{width}" height="14" viewBox="0 0 {width} 14"'
    return f'<svg {size} aria-hidden="true" style="max-width:100%">{"".join(drawn)}</svg>'


def program_row(item: Recommendation) -> None:
    """Name, phrase and marks of one program."""
    mode = colors()
    color, symbol = mode.words[item.action], SYMBOLS[item.action]
    st.html(
        f'<div style="line-height:1.5"><strong>{markup(item.program_name)}</strong><br>'
        f'<span style="color:{color}" aria-hidden="true">{symbol}</span> '
        f"{markup(first_sight(item))}<br>{mark_row(marks(item), mode)}</div>",
        width="stretch",
    )


def legend() -> None:
    """The five actions with symbol and color."""
    mode = colors()
    chips = " &nbsp; ".join(chip(action, mode) for action in Action)
    st.html(f"<div>One mark is one of twenty readings of the data. {chips}</div>")
