"""The effects of one program: headline, pictures, checks, the plain number as contrast."""

import streamlit as st

from mls_metrics.charts.event_study import (
    event_study,
    event_study_alt,
    event_study_subtitle,
    event_study_table,
)
from mls_metrics.charts.reaching_curves import (
    reaching_curves,
    reaching_curves_alt,
    reaching_curves_subtitle,
    reaching_curves_table,
    reaching_table,
)
from mls_metrics.charts.survival_curves import (
    staying_table,
    survival_curves,
    survival_curves_alt,
    survival_curves_subtitle,
    survival_curves_table,
)
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.narrative.effects import (
    breakdown_sentence,
    checks_sentence,
    effect_grade,
    explain_effect,
    grade_sentence,
    kpi_words,
    leavers_headline,
    months_sentence,
    naive_sentence,
    natural_sentence,
    plan_sentences,
    reached_headline,
    reaching_sentence,
    staying_sentence,
)
from mls_metrics.narrative.numbers import amount, interval, with_range
from mls_metrics.narrative.wording import say
from pages.components import session
from pages.components.cards import bars
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.group_views import groups_view
from pages.components.program_drawer import check_list
from pages.components.tables import show_table


def refusal(measure: NotEstimable) -> None:
    """Why there is no number and what would make one possible."""
    with st.container(border=True):
        st.markdown(f"**Not estimated.** {plain(measure.reason)}")
        st.markdown(f"Needed: {plain(measure.needed)}")


def plans(effect: EffectEstimate) -> None:
    """Studies that would answer, the cheapest first; nothing where none is needed."""
    sentences = plan_sentences(effect)
    if not sentences:
        return
    key = "plans_unclear" if isinstance(effect.measure, Estimate) else "plans"
    st.header(plain(say(key)), anchor=False)
    st.markdown("\n".join(f"{place}. {plain(one)}" for place, one in enumerate(sentences, 1)))


def headline(effect: EffectEstimate) -> None:
    """Range, the plain number beside it, and the letter; then the sentence."""
    measure = effect.measure
    assert isinstance(measure, Estimate), "a refusal has its own block"
    grade = effect_grade(effect).value
    unit = effect.kpi_unit or ("pp" if effect.kpi is None else "")
    plain_number = "–" if effect.naive is None else amount(effect.naive, unit, as_difference=True)
    with st.grid(3, min_column_width=190):
        st.metric("Our range", interval(measure, as_difference=True), border=True)
        st.metric("A plain dashboard", plain_number, border=True)
        st.metric("Evidence", f"{grade} {bars(grade)}", border=True)
    st.markdown(plain(explain_effect(effect)))
    naive = naive_sentence(effect)
    if naive:
        st.caption(plain(naive))


def checks(effect: EffectEstimate) -> None:
    """The checks, folded, with their count and the letter in the label; nothing where none ran."""
    if not effect.checks:
        return
    with st.expander(plain(f"{checks_sentence(effect)} {grade_sentence(effect)}")):
        check_list(effect)
        if effect.second_opinion is not None:
            st.caption(
                plain(f"Second opinion, another method: {with_range(effect.second_opinion)}")
            )


def retention_view(item: Recommendation, effect: EffectEstimate, shown: session.Shown) -> None:
    """Leavers observed and expected, the range, the curves with their table, the checks."""
    if isinstance(effect.measure, NotEstimable):
        refusal(effect.measure)
        plans(effect)
        checks(effect)
        return
    leavers = leavers_headline(effect)
    if leavers:
        st.header(plain(leavers), anchor=False)
        st.caption(
            plain(
                f"Voluntary leavers among {effect.treated_n:,} starters, months "
                f"{effect.grace_months + 1} to {shown.assessment.policy.horizon_months}, "
                f"against what {effect.comparison_n:,} similar people's leaving predicts."
            )
        )
    headline(effect)
    natural = natural_sentence(effect)
    if natural:
        st.markdown(plain(natural))
    plans(effect)
    gained = months_sentence(effect, horizon=shown.assessment.policy.horizon_months)
    if gained:
        st.markdown(plain(gained))
    if effect.curves:
        show_figure(
            (shown.key, "survival", item.program_id),
            lambda mode: survival_curves(effect, colors=mode),
            subtitle=survival_curves_subtitle(effect),
            alt=survival_curves_alt(effect),
            table=lambda: survival_curves_table(effect),
        )
        staying = staying_table(effect)
        if not staying.empty:
            st.caption(plain(staying_sentence(effect)))
            show_table(staying, alt="Starters still here, left, and not observed, by month")
    groups_view(effect, shown)
    checks(effect)


def speed_view(item: Recommendation, effect: EffectEstimate, shown: session.Shown) -> None:
    """At the level and expected there, the range, the curves with their table, the checks."""
    if isinstance(effect.measure, NotEstimable):
        refusal(effect.measure)
        checks(effect)
        return
    reached = reached_headline(effect)
    if reached:
        st.header(plain(reached), anchor=False)
    st.caption(plain(effect.estimand))
    headline(effect)
    if effect.curves:
        show_figure(
            (shown.key, "reaching", item.program_id),
            lambda mode: reaching_curves(effect, colors=mode),
            subtitle=reaching_curves_subtitle(),
            alt=reaching_curves_alt(effect),
            table=lambda: reaching_curves_table(effect),
        )
        table = reaching_table(effect)
        if not table.empty:
            st.caption(plain(reaching_sentence(effect)))
            show_table(table, alt="Starters at the level, not yet, and not observed, by month")
    checks(effect)


def productivity_view(item: Recommendation, effect: EffectEstimate, shown: session.Shown) -> None:
    """The KPI around completion, the effect, its groups, the checks."""
    if isinstance(effect.measure, NotEstimable):
        refusal(effect.measure)
        plans(effect)
        checks(effect)
        return
    better = "higher is better" if effect.higher_is_better else "lower is better"
    st.caption(plain(f"KPI: {kpi_words(effect)} in {effect.kpi_unit or 'its own unit'}, {better}"))
    headline(effect)
    plans(effect)
    if effect.curves:
        show_figure(
            (shown.key, "event_study", item.program_id),
            lambda mode: event_study(effect, colors=mode),
            subtitle=event_study_subtitle(effect),
            alt=event_study_alt(effect),
            table=lambda: event_study_table(effect),
        )
    survives = breakdown_sentence(effect)
    if survives:
        st.markdown(plain(survives))
    groups_view(effect, shown)
    checks(effect)
