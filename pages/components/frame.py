"""What stands around every page: menu, whose data it is, and where the numbers come from."""

from contextvars import ContextVar

import streamlit as st

from mls_metrics.errors import UserError
from mls_metrics.model.decision import Assessment
from mls_metrics.narrative.overview import data_line
from mls_metrics.narrative.scenario_steps import chip_line
from pages.components import session
from pages.components.escape import plain
from pages.components.messages import show_error
from pages.components.places import menu, page

PRESENT = "present"
# Sizes are in rem: a larger root makes every text, also the smallest, readable across a room.
LARGE = "<style>html{font-size:21px}header[data-testid=stHeader]{display:none}</style>"
# Cells break where they must: a table that scrolls sideways cannot be reached by the keyboard.
BREAKING = (
    "<style>[data-testid=stTable] :is(td,th,td *,th *)"
    "{white-space:normal;overflow-wrap:anywhere!important}"
    "@media (max-width:640px){[data-testid=stTable] :is(td,th){padding-inline:4px}}</style>"
)
# The framework writes white on a primary button, which in the dark is light blue.
DARK_INK = "<style>button[kind^=primary],button[kind^=primary] *{color:#0F1419!important}</style>"
FRAMED: ContextVar[bool] = ContextVar("framed", default=False)


def show_frame() -> None:
    """Set the page up, offer the menu, and run the chosen page between header and footer."""
    st.set_page_config(page_title="MLS Metrics", page_icon="🧭", layout="wide")
    presenting = is_presenting()
    chosen = st.navigation(menu(), position="hidden" if presenting else "top")
    st.html(BREAKING)
    if st.context.theme.type == "dark":
        st.html(DARK_INK)
    if presenting:
        st.html(LARGE)
    token = FRAMED.set(True)
    try:
        shown = session.current()
        show_header(shown)
        chosen.run()
        if not presenting:
            show_footer(shown)
    except UserError as error:
        show_error(error)
    finally:
        FRAMED.reset(token)


def is_presenting() -> bool:
    """True where a workshop is shown to a room: large type, no menu, no footer."""
    return st.query_params.get(PRESENT, "").lower() in {"true", "1"}


def require_frame() -> None:
    """First line of every page: stop where the page was started without its frame."""
    if not FRAMED.get():
        st.error("This page opens inside the dashboard only: start `app.py` and choose it there.")
        st.stop()


def show_header(shown: session.Shown | None) -> None:
    """Whose data this is, and whether it may be changed here."""
    if shown is None:
        return
    if shown.is_sample:
        with st.container(horizontal=True, vertical_alignment="center", key="sample_banner"):
            st.info("This is a made-up company.", width=260)
            st.page_link(page("data"), label="Use your own files", width="content")
    st.caption(plain(data_line(shown.assessment, is_sample=shown.is_sample)))
    show_chip(shown)


def show_chip(shown: session.Shown) -> None:
    """Which scenario is on the desk, where one was begun; numbers here stay those of the base."""
    found = session.state_value(session.DESK_STEPS)
    if not found or found[0] != shown.key or found[1].place == 0:
        return
    currency = shown.assessment.policy.currency
    line = chip_line(found[1].steps[0].scenario, found[1].scenario, currency=currency)
    if line:
        st.page_link(page("scenarios"), label=plain(line), width="content")


def show_footer(shown: session.Shown | None) -> None:
    """The line from which this view can be computed again."""
    if shown is not None:
        st.divider()
        st.caption(provenance_line(shown.assessment))


def provenance_line(assessment: Assessment) -> str:
    """Version, data, policy and seed, the hashes cut to what an eye can compare."""
    origin = assessment.provenance
    return (
        f"Version {origin.product_version} · as of {origin.as_of.isoformat()} · "
        f"data {origin.data_sha256[:10]} · policy {origin.policy_sha256[:10]} · "
        f"seed {origin.seed}"
    )
