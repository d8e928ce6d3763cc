"""Give your voice: a hundred points over five dimensions, and a guess where one is asked for."""

import streamlit as st

from mls_metrics.catalog.load import dimensions
from mls_metrics.errors import UserError
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.narrative.changes import dimension_span
from mls_metrics.scenarios.rooms import TWENTY
from pages.components import room as rooms
from pages.components import session
from pages.components.escape import plain
from pages.components.frame import require_frame
from pages.components.messages import show_error
from pages.components.states import require_shown

require_frame()
shown = require_shown()
st.title("Your voice in the workshop", anchor=False)
st.caption("Anonymous: the room sees points, never whose. Gone when the room closes.")
code = st.text_input("Code on the screen", key=rooms.ADDRESS, bind="query-params", max_chars=8)
here = rooms.present() if code else None
if code and here is None:
    st.warning("No room with this code is open. Ask for the code on the screen.")

if here is not None and here.question:
    st.header("Guess first", anchor=False)
    st.markdown(plain(here.question))
    with st.form("guess"):
        number = st.number_input(f"Out of {TWENTY}", 0, TWENTY, TWENTY // 2, step=1)
        if st.form_submit_button("Send my guess", type="primary"):
            try:
                session.rooms().guess(here.code, rooms.token(), int(number), rooms.now())
                st.success("Your guess is in; send again to change it.")
            except UserError as error:
                show_error(error)

if here is not None:
    st.header("Your hundred points", anchor=False)
    with st.form("voice"):
        points = []
        for name in DIMENSIONS:
            label = plain(dimensions()[name].title)
            points.append(st.number_input(label, 0, 100, 20, step=5, key=f"voice_{name}"))
            st.caption(plain(dimension_span(shown.assessment, name)))
        if st.form_submit_button("Send my points", type="primary"):
            try:
                given = tuple(float(one) for one in points)
                session.rooms().vote(here.code, rooms.token(), given, rooms.now())
                st.success("Your points are in; send again to change them.")
            except UserError as error:
                show_error(error)
