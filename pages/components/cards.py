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
from mls_metrics.narrative.refusals import Need
from pages.components.escape import markup, plain
from pages.components.figures import colors
from pages.components.places import page

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
            f"{plain(chance_line(item).capitalize())} · evidence {item.grade.value} "
            f"{bars(item.grade.value)}"
        )
        st.markdown(plain(card_sentence(item)))
        st.caption(
            f"People: {plain(people_line(item))}  \nNet value, first year: {plain(money_line(item))}"
        )
        st.page_link(
            page("programs"),
            label="Why, and what would change it",
            query_params={"program": item.program_id},
        )


def need_card(need: Need) -> None:
    """An open question with what would answer it."""
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{plain(need.question)}**")
        st.markdown(plain(need.sentence))
        st.caption(plain(need.reason))


def mark_row(actions: Sequence[Action], mode: Palette) -> str:
    """Twenty marks as HTML; hidden from screen readers, which get the phrase instead."""
    runs: list[list[Action]] = []
    for action in actions:
        if runs and runs[-1][0] is action:
            runs[-1].append(action)
        else:
            runs.append([action])
    spans = "".join(
        f'<span style="color:{mode.marks[run[0]]}">{SYMBOLS[run[0]] * len(run)}</span>' for run in runs
    )
    style = "letter-spacing:0.12em;font-family:sans-serif;font-size:0.8rem;white-space:nowrap"
    return f'<div aria-hidden="true" style="{style}">{spans}</div>'


def program_row(item: Recommendation) -> None:
    """Name, phrase and marks of one program."""
    mode = colors()
    st.html(
        f'<div style="line-height:1.5"><strong>{markup(item.program_name)}</strong><br>'
        f'<span style="color:{mode.words[item.action]}" aria-hidden="true">{SYMBOLS[item.action]}</span> '
        f"{markup(first_sight(item))}{mark_row(marks(item), mode)}</div>",
        width="stretch",
    )


def legend() -> None:
    """The five actions with symbol and color."""
    mode = colors()
    chips = " &nbsp; ".join(chip(action, mode) for action in Action)
    st.html(f"<div>One mark is one of twenty readings of the data. {chips}</div>")
