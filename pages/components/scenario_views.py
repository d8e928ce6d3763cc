"""A scenario on its page: result first, then money, the best portfolio, and scenarios compared."""

import streamlit as st

from mls_metrics.charts.bridge import bridge_alt, bridge_chart, bridge_subtitle, bridge_table
from mls_metrics.charts.tornado import label_of as label_of_swing
from mls_metrics.charts.tornado import tornado, tornado_alt, tornado_table
from mls_metrics.errors import UserError
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.outcome import Bridge, NoPlan, Outcome, Plan
from mls_metrics.model.scenario import Scenario
from mls_metrics.narrative.numbers import money
from mls_metrics.narrative.scenario_tables import compare_table, decisions_table, portfolio_table
from mls_metrics.narrative.scenarios import (
    bridge_sentences,
    changed_sentence,
    changed_sentences,
    contested_sentences,
    difference_sentences,
    plan_sentences,
    stable_sentence,
    totals_sentences,
)
from mls_metrics.narrative.wording import say
from mls_metrics.scenarios.compare import MOST, compare
from pages.components import desk
from pages.components.escape import plain
from pages.components.figures import show_figure
from pages.components.goals import by_goal, known_goals
from pages.components.messages import show_error
from pages.components.session import Shown
from pages.components.tables import table_under

BASE, HERE = "Base", "On the desk"
OPEN = 8


def result_block(shown: Shown, outcome: Outcome, base: Outcome) -> None:
    """Decisions changed against the base, and which ones the weights cannot change."""
    st.header("Decisions", anchor=False)
    st.markdown(f"**{plain(changed_sentence(outcome, base))}**")
    lines("\n".join(f"- {plain(text)}" for text in changed_sentences(outcome, base)))
    st.markdown(plain(stable_sentence(outcome)))
    contested = contested_sentences(outcome)
    lines("\n".join(f"- {plain(text)}" for text in contested[:OPEN]))
    if len(contested) > OPEN:
        st.caption(f"{len(contested) - OPEN} more are contested; the table names them.")
    table_under(
        decisions_table(outcome, base),
        alt="Every decision as agreed and here",
        label="Every decision as a table",
    )
    by_goal(shown, known_goals(shown), {one.program_id: one.action for one in outcome.decisions})


def lines(text: str) -> None:
    """A list, where there is anything to list."""
    if text:
        st.markdown(text)


def money_block(shown: Shown, outcome: Outcome) -> None:
    """The bridge from what is paid now to what would be paid."""
    st.header("Money and people", anchor=False)
    bridge = outcome.totals.bridge
    st.markdown(plain(" ".join(bridge_sentences(bridge))))
    bridge_figure(shown, bridge, name=f"decisions_{outcome.scenario.state_sha256}")
    st.markdown(plain(" ".join(totals_sentences(outcome.totals))))


def bridge_figure(shown: Shown, bridge: Bridge, *, name: str) -> None:
    """The bridge as a picture with its table."""
    show_figure(
        (shown.key, "bridge", name),
        lambda mode: bridge_chart(bridge, colors=mode),
        subtitle=bridge_subtitle(bridge),
        alt=bridge_alt(bridge),
        table=lambda: bridge_table(bridge),
    )


def assumptions_block(shown: Shown, outcome: Outcome) -> None:
    """How much each assumption matters, worked out when asked for."""
    st.header("Which assumption matters most?", anchor=False)
    scenario, net = outcome.scenario, outcome.totals.net_value
    if not isinstance(net, Estimate):
        st.markdown(plain(say("tornado_none")))
        return
    if not st.toggle("Show", key="tornado"):
        return
    found = desk.swings_of(shown, scenario)
    if not found:
        return
    currency = shown.assessment.policy.currency
    span = money(found[0].span, currency)
    st.markdown(plain(say("tornado_first", assumption=label_of_swing(found[0]), span=span)))
    show_figure(
        (shown.key, "tornado", scenario.state_sha256),
        lambda mode: tornado(found, base=net.value, colors=mode),
        subtitle=say("tornado_axis", currency=currency),
        alt=tornado_alt(found),
        table=lambda: tornado_table(found, currency=currency),
    )


def plan_block(shown: Shown, scenario: Scenario) -> None:
    """The best portfolio inside the limits, and what they give up."""
    st.header("The best portfolio inside the limits", anchor=False)
    plan = desk.best_of(shown, scenario)
    if isinstance(plan, NoPlan):
        st.warning(f"**{plain(plan.reason)}**  \n{plain(plan.needed)}")
        return
    show_plan(shown, plan, scenario)


def show_plan(shown: Shown, plan: Plan, scenario: Scenario) -> None:
    """A portfolio in sentences, as a bridge and program by program."""
    for sentence in plan_sentences(plan):
        st.markdown(plain(sentence))
    st.caption(plain(say("plan_rule")))
    if scenario.cap is not None or scenario.capacity is not None:
        bridge_figure(shown, plan.totals.bridge, name=f"plan_{scenario.state_sha256}")
    st.markdown(plain(" ".join(totals_sentences(plan.totals))))
    table_under(
        portfolio_table(plan.totals),
        alt="Every program with its option, learners and money",
        label="Every program as a table",
    )


def compare_block(shown: Shown, scenario: Scenario) -> None:
    """Up to four scenarios side by side."""
    st.header("Compare", anchor=False)
    known = {BASE: desk.base_of(shown), HERE: scenario, **desk.saved(shown.workspace)}
    chosen = st.multiselect(
        f"Up to {MOST}; the first is what the others are held against",
        list(known),
        default=[BASE, HERE],
        format_func=lambda key: plain(label_of(key, known[key])),
        max_selections=MOST,
        key="compared",
    )
    if len(chosen) < 2:
        st.caption("Choose two or more.")
        return
    names = [label_of(key, known[key]) for key in chosen]
    try:
        found = compare([desk.settled_of(shown, known[key]) for key in chosen])
    except UserError as error:
        show_error(error)
        return
    st.caption("A scenario with a cap or a capacity stands here with its best portfolio inside it.")
    for sentence in difference_sentences(found, names):
        st.markdown(plain(sentence))
    table_under(
        compare_table(found, names),
        alt="Scenarios side by side",
        label="Side by side, with ranges",
    )


def label_of(key: str, scenario: Scenario) -> str:
    """A saved scenario with its name and id, the two of the desk with their own words."""
    return key if key in {BASE, HERE} else f"{scenario.name} ({key})"
