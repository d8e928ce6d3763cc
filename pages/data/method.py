"""How is this computed? Metrics, effects, the decision rule and every threshold with its reason."""

import streamlit as st

from mls_metrics.catalog.load import load_policy, metrics
from mls_metrics.narrative.method import GLOSSARY, GRADES, LIMITS, policy_table, provenance_table
from mls_metrics.narrative.metrics import catalogue_entries, catalogue_facts
from mls_metrics.narrative.titles import method_title
from mls_metrics.recommend.pseudocode import decision_rule
from pages.components import session
from pages.components.claims import claims_block
from pages.components.coverage import coverage_block
from pages.components.escape import plain
from pages.components.frame import require_frame
from pages.components.messages import by_weight, show_finding
from pages.components.placebos import placebo_block
from pages.components.tables import show_table

PARTS = (
    "Metrics",
    "Coverage",
    "Decision rule",
    "Evidence",
    "Placebos",
    "Claims",
    "Policy",
    "This run",
    "Limits and words",
)

require_frame()
shown = session.current()
policy = shown.assessment.policy if shown else load_policy()
st.title(plain(method_title(len(metrics()))), anchor=False)
part = st.segmented_control(
    "Part", PARTS, default=PARTS[0], required=True, wrap=True, key="part", bind="query-params"
)

if part == "Metrics":
    wanted = st.text_input("Search the catalogue", type="search", key="search", bind="query-params")
    entries = catalogue_entries(wanted or "")
    st.caption(f"{len(entries)} of {len(metrics())} metrics")
    for metric in entries:
        with st.expander(plain(metric.title)):
            for name, text in catalogue_facts(metric):
                if text:
                    st.markdown(f"**{name}:** {plain(text)}")
elif part == "Coverage" and shown is not None:
    coverage_block(shown.assessment)
elif part == "Coverage":
    st.markdown("No data yet, so nothing is covered.")
elif part == "Decision rule":
    st.markdown("The rule runs in every plausible world; the share of worlds is the chance.")
    st.code(decision_rule(policy), language=None, wrap_lines=True)
elif part == "Evidence":
    st.markdown("The letter of the design, lowered by one for each check that is not passed.")
    show_table(GRADES, alt="The five evidence grades")
elif part == "Placebos" and shown is not None:
    placebo_block(shown)
elif part == "Placebos":
    st.markdown("No data yet, so there is nothing to ask.")
elif part == "Claims":
    claims_block()
elif part == "Policy":
    st.markdown("A committee may change every line; the values are those of this run.")
    show_table(policy_table(policy), alt="Every threshold with its reason")
elif part == "This run" and shown is None:
    st.markdown("No data yet, so there is no run to describe.")
elif part == "This run" and shown is not None:
    show_table(provenance_table(shown.assessment), alt="What this run rests on")
    for finding in by_weight(shown.assessment.findings):
        show_finding(finding)
else:
    for sentence in LIMITS:
        st.markdown(f"- {plain(sentence)}")
    show_table(GLOSSARY, alt="Words and what they mean here")
