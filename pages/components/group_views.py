"""Where a program works, and where not: its groups under either effect."""

import streamlit as st

from mls_metrics.charts.group_rows import (
    group_axis,
    group_rows,
    group_rows_alt,
    group_rows_table,
)
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.narrative.groups import groups_sentence, groups_title
from mls_metrics.narrative.wording import say
from pages.components import session
from pages.components.escape import plain
from pages.components.figures import show_figure


def groups_view(effect: EffectEstimate, shown: session.Shown) -> None:
    """The finding, the rows and their table; nothing where no two groups have a number."""
    title = groups_title(effect)
    if title is None:
        return
    st.header("Where it works, and where not", anchor=False)
    st.markdown(plain(f"{title}."))
    st.caption(plain(groups_sentence(effect)))
    show_figure(
        (shown.key, "groups", effect.name, effect.program_id),
        lambda mode: group_rows(effect, colors=mode),
        subtitle=say("groups_subtitle", axis=group_axis(effect)),
        alt=group_rows_alt(effect),
        table=lambda: group_rows_table(effect),
    )
