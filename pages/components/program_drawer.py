"""One program in full: verdict, reasons, what would flip it, the way from people to value."""

import streamlit as st

from mls_metrics.charts.dimension_bands import (
    dimension_bands,
    dimension_bands_alt,
    dimension_bands_subtitle,
    dimension_bands_table,
)
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.narrative.actions import (
    cost_line,
    data_or_values,
    first_sight,
    flip_sentences,
    marks,
    money_line,
    overall_line,
    people_line,
    rank_line,
    too_close,
)
from mls_metrics.narrative.effects import (
    checks_sentence,
    explain_effect,
    grade_sentence,
    leavers_headline,
    naive_sentence,
    reached_headline,
)
from mls_metrics.narrative.interviews import interview_sentence
from mls_metrics.narrative.metrics import metrics_table, silence_sentence
from mls_metrics.narrative.numbers import day
from mls_metrics.narrative.opinion import opinion_sentence
from mls_metrics.narrative.refusals import EFFECT_QUESTIONS
from mls_metrics.narrative.steps import five_steps
from pages.components import session
from pages.components.cards import chip, mark_row
from pages.components.escape import plain
from pages.components.figures import colors, show_figure
from pages.components.places import page
from pages.components.tables import show_table
from pages.components.working import working_block

TITLES = EFFECT_QUESTIONS


def open_drawer(item: Recommendation, shown: session.Shown) -> None:
    """The drawer at the right; closing it takes the program out of the address."""

    @st.dialog(
        plain(item.program_name),
        width="medium",
        position="right",
        on_dismiss=close_drawer,
    )
    def drawer() -> None:
        program_in_full(item, shown)

    drawer()


def close_drawer() -> None:
    """Take the program out of the address."""
    session.choose_program(None)


def program_in_full(item: Recommendation, shown: session.Shown) -> None:
    """Everything that is said about one program."""
    verdict(item)
    st.header("What would change our mind", anchor=False)
    for sentence in flip_sentences(item):
        st.markdown(f"- {plain(sentence)}")
    st.caption(plain(data_or_values(item)))
    names = {one.program_id: one.program_name for one in shown.assessment.recommendations}
    place = rank_line(item, names)
    if place:
        st.markdown(plain(place))
    st.header("From people to value", anchor=False)
    st.table(
        {plain(name): plain(text) for name, text in five_steps(item)},
        border="horizontal",
        hide_header=True,
        alt="Five steps from enrollment to net value",
    )
    st.header("Five dimensions", anchor=False)
    show_figure(
        (shown.key, "dimensions", item.program_id),
        lambda mode: dimension_bands(item.dimensions, colors=mode),
        subtitle=dimension_bands_subtitle(),
        alt=dimension_bands_alt(item.dimensions),
        table=lambda: dimension_bands_table(item.dimensions),
    )
    st.caption(plain(overall_line(item.score, item.dimensions)))
    silence = silence_sentence(item)
    if silence:
        st.markdown(plain(silence))
    opinion = opinion_sentence(item, shown.assessment.portfolio)
    if opinion:
        st.markdown(plain(opinion))
    for name, effect in item.evidence.effects.items():
        st.header(TITLES.get(name, name), anchor=False)
        effect_block(effect)
    st.page_link(
        page("impact"),
        label="Curves and regions on Impact →",
        query_params={"program": item.program_id},
    )
    next_steps(item, shown)


def verdict(item: Recommendation) -> None:
    """The phrase, its marks and the reasons."""
    mode = colors()
    drawn = f"{chip(item.action, mode)}<br>{mark_row(marks(item), mode)}"
    st.html(f'<div style="font-size:1.1rem">{drawn}</div>')
    st.markdown(f"**{plain(first_sight(item))}**")
    close = too_close(item)
    if close:
        st.markdown(plain(close))
    for reason in item.reasons:
        st.markdown(f"- {plain(reason.sentence)}")
    st.caption(
        plain(
            f"{people_line(item)} · paid so far {cost_line(item)} · net value, first year "
            f"{money_line(item)}"
        )
    )
    with st.expander(f"Why evidence {item.grade.value}"):
        for text in item.grade_reasons:
            st.markdown(f"- {plain(text)}")


def effect_block(effect: EffectEstimate) -> None:
    """One effect: headline, sentence, the naive number as contrast, checks."""
    headline = leavers_headline(effect) or reached_headline(effect)
    if headline:
        st.markdown(f"**{plain(headline)}**")
    st.markdown(plain(explain_effect(effect)))
    naive = naive_sentence(effect)
    if naive:
        st.caption(plain(naive))
    if effect.checks:
        with st.expander(plain(f"{checks_sentence(effect)} {grade_sentence(effect)}")):
            check_list(effect)


def check_list(effect: EffectEstimate) -> None:
    """Estimand, design and every check with its outcome in words."""
    st.caption(plain(effect.estimand))
    st.caption(plain(effect.design))
    for check in effect.checks:
        mark = "passed" if check.passed else "not passed"
        st.markdown(f"- **{plain(check.name.replace('_', ' '))}, {mark}:** {plain(check.sentence)}")


def next_steps(item: Recommendation, shown: session.Shown) -> None:
    """Next evidence, owner, review date, and every metric with its range."""
    st.header("Next", anchor=False)
    st.markdown(plain(item.next_evidence.sentence))
    st.markdown(plain(interview_sentence(item)))
    st.caption(plain(f"Owner: {item.owner} · next review {day(item.review_on)}"))
    with st.expander("Every metric of this program"):
        show_table(metrics_table(item), alt="Metrics of this program with their ranges")
    working_block(item, shown)
