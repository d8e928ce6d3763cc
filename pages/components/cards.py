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

MARK = "display:inline-block;width:13px;line-height:1;text-align:center;font-size:14px"
RING, ROUND, BIG = "○", "●○", ";font-size:17px"
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
    """Twenty marks as HTML, an open ring where the twentieth is kept back from certainty.

    Hidden from screen readers, which get the phrase beside it instead.
    """
    marked = [(SYMBOLS[action], mode.marks[action]) for action in actions]
    marked += [(RING, mode.rule)] * (IN_ALL - len(actions))
    drawn = "".join(
        f'<span style="{MARK};color:{color}{BIG if symbol in ROUND else ""}">{symbol}</span>'
        for symbol, color in marked
    )
    return f'<span aria-hidden="true" style="white-space:nowrap">{drawn}</span>'


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
