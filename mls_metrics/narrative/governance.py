"""Findings of the page Governance & service, from the rows of its facts."""

import pandas as pd

from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import TEMPLATES, say


def governance_title(owners: pd.DataFrame) -> str:
    """The page's finding: the first thing that is wrong, or that nothing is."""
    if owners.empty:
        return TEMPLATES["title_no_rights"]
    faults = int((owners["fault"] != "").sum())
    if faults:
        return say("title_owners_faulty", faults=faults, decisions=plural(len(owners), "decision"))
    return TEMPLATES["title_owners_clear"]


def owners_sentence(owners: pd.DataFrame) -> str:
    """How many decisions break a rule, and the first one."""
    decisions = plural(len(owners), "decision")
    broken = owners[owners["fault"] != ""]
    if broken.empty:
        return say("owners_clear", decisions=decisions)
    first = broken.iloc[0]
    return say(
        "owners_faulty",
        faults=len(broken),
        decisions=decisions,
        first=f"{first['decision']} ({first['fault']})",
    )
