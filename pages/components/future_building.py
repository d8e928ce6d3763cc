"""How content is built, what the next learners cost, how far it reaches, how old levels are."""

import pandas as pd
import streamlit as st

from mls_metrics.analysis.future import next_learners, share_of
from mls_metrics.charts.cost_curve import (
    cost_curve,
    cost_curve_alt,
    cost_curve_subtitle,
    cost_curve_table,
)
from mls_metrics.charts.limit_rows import limit_alt, limit_rows
from mls_metrics.charts.module_grid import (
    grid_frame,
    module_grid,
    module_grid_alt,
    module_grid_subtitle,
    module_grid_table,
)
from mls_metrics.model.future import NextLearners
from mls_metrics.narrative.facts import headed
from mls_metrics.narrative.future_pace import (
    age_rows,
    ages_sentence,
    cost_sentences,
    modules_sentence,
    reach_sentences,
)
from mls_metrics.narrative.wording import TEMPLATES
from pages.components.escape import plain
from pages.components.facts import needs_card, working
from pages.components.figures import show_figure
from pages.components.future_outdated import ROWS, section
from pages.components.hand_form import hand_form
from pages.components.organization import Organized


def building_view(org: Organized) -> None:
    """Modules shared and replaceable; assessments and their age."""
    st.header("Built from parts", anchor=False)
    section(org, "modules", say=module_words, draw=lambda _: grid_figure(org))
    hand_form(org, "program_modules", label="Modules of programs")
    st.header("How old assessments are", anchor=False)
    months = st.number_input(
        "Assessed in the last months",
        min_value=1,
        max_value=60,
        value=12,
        key="recent",
        bind="query-params",
        width=260,
    )
    section(
        org,
        "assessment_age",
        say=lambda rows: [ages_sentence(rows, months=float(months))],
        draw=lambda rows: assessed_figure(org, rows, float(months)),
        recent_months=float(months),
    )


def module_words(modules: pd.DataFrame) -> list[str]:
    """Reuse with its range, length, and what can be replaced alone."""
    shared = int((modules["programs"] >= 2).sum())
    return [modules_sentence(modules, share_of(shared, len(modules)))]


def grid_figure(org: Organized) -> None:
    """Programs by shared modules; nothing where none is shared."""
    rows = org.rows("module_grid")
    if grid_frame(rows).empty:
        return
    show_figure(
        (*org.key, "module_grid"),
        lambda mode: module_grid(rows, colors=mode),
        subtitle=module_grid_subtitle(rows),
        alt=module_grid_alt(rows),
        table=lambda: module_grid_table(rows),
    )


def assessed_figure(org: Organized, rows: pd.DataFrame, months: float) -> None:
    """Median age of the latest assessments by role and skill, the reader's limit as a tick."""
    drawn = age_rows(rows[rows["age_months"].notna()].head(ROWS), months=months)
    found = org.fact("assessment_age", recent_months=months)
    show_figure(
        (*org.key, "assessment_age", months),
        lambda mode: limit_rows(drawn, colors=mode),
        subtitle="Months since the latest assessment: median, middle half, your limit (tick).",
        alt=limit_alt(drawn, what="age of assessments", unit="months"),
        table=lambda: headed(found.fact, rows),
    )


def growth_view(org: Organized) -> None:
    """What the next hundred learners of a program cost, and whether it reaches and holds."""
    st.header("The next hundred learners", anchor=False)
    found = org.fact("cost_split")
    if found.missing:
        needs_card(found)
    else:
        items = next_learners(found.rows, currency=org.policy.currency)
        if items:
            cost_figure(org, items)
        else:
            st.markdown(plain(TEMPLATES["cost_none"]))
        working(org, found, headed(found.fact, found.rows), {})
    st.header("Languages, regions, busiest month", anchor=False)
    section(org, "program_reach", say=reach_sentences)


def cost_figure(org: Organized, items: tuple[NextLearners, ...]) -> None:
    """The curve of one program that the reader chooses; the dearest next learner first."""
    by_name = {item.program: item for item in sorted(items, key=lambda i: -i.each.value)}
    name = st.selectbox("Program", list(by_name), key="cost_of", bind="query-params")
    item = by_name[name]
    for sentence in cost_sentences(item):
        st.markdown(plain(sentence))
    show_figure(
        (*org.key, "cost_curve", name),
        lambda mode: cost_curve(item, colors=mode),
        subtitle=cost_curve_subtitle(item),
        alt=cost_curve_alt(item),
        table=lambda: cost_curve_table(item),
    )
