"""Large files: the browser's limit with its reason, and files named by their path instead."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from mls_metrics.errors import UserError
from mls_metrics.narrative.numbers import plural
from mls_metrics.workspace.folder import (
    LeftOut,
    Offer,
    megabytes,
    offer,
    reasons_line,
    require_room,
)
from pages.components import session
from pages.components.escape import plain
from pages.components.messages import show_error

LOCAL = {"localhost", "127.0.0.1", "::1"}
FORWARDED = {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"}
LISTED = 100


def allowed_folder() -> Path | None:
    """The folder below which files may be named by their path; None where none may be.

    `MLS_METRICS_FOLDER` names it (``off``: none). Without that it is the home folder, and only
    where the server listens to its own machine and the visitor sits before it. Where nothing
    may be changed, nothing is read by path either.
    """
    named = os.environ.get("MLS_METRICS_FOLDER", "").strip()
    if not session.can_edit() or named.lower() == "off":
        return None
    try:
        if named:
            return Path(named).expanduser()
        return Path.home() if is_local() else None
    except RuntimeError:
        return None


def is_local() -> bool:
    """True where this page's server and visitor are on one machine, with nothing in between."""
    address, url = st.get_option("server.address"), st.context.url
    return only_here(address, url, st.context.headers)


def only_here(address: str | None, url: str | None, headers: Iterable[str]) -> bool:
    """True where a server listens to its own machine and was asked by that name, directly."""
    passed_on = FORWARDED & {name.lower() for name in headers}
    return address in LOCAL and urlsplit(url or "").hostname in LOCAL and not passed_on


def where() -> str:
    """What people call the machine that the files lie on."""
    return "this computer" if is_local() else "the server"


def limit_note() -> None:
    """How large a file may be in the browser, why, and what to do with a larger one."""
    limit = int(st.get_option("server.maxUploadSize"))
    by_path = f'name it under "From a folder on {where()}", ' if allowed_folder() else ""
    st.caption(  # no code marks: a caption fades them below readable contrast
        f"At most {limit:,} MB a file: the server holds an upload in memory until it is read. "
        f"Larger: zip it or save it as Parquet, {by_path}or stop the dashboard and run "
        '"python -m mls_metrics import FILE --workspace DIR".'
    )


def folder_block() -> None:
    """Files chosen by path, where the deployment allows it; they are read where they lie."""
    root = allowed_folder()
    if root is None:
        return
    key = f"folder_{session.turn('folder')}"
    with st.expander(f"From a folder on {where()}", expanded=bool(session.state_value(key))):
        st.caption(f"A file or folder of any size below {plain(root)}; it is not uploaded.")
        typed = st.text_input("Path of the file or folder", key=key, placeholder="exports")
        if not typed.strip():
            return
        try:
            offered = offer(root, typed, apart=session.workspace_dir())
            require_room(offered, session.workspace_dir())
        except UserError as error:
            show_error(error)
            return
        show_offer(offered)
        files = plural(len(offered.names), "file")
        if st.button(f"Read {files} from there", type="primary"):
            st.button("Call it off", on_click=session.called_off, key="call_off_folder")
            session.bring(offered.names, note=left_out_note(offered.left_out))
            session.next_turn("folder")
            st.rerun()


def show_offer(offered: Offer) -> None:
    """What would be read and what not, before anything is."""
    files = plural(len(offered.names), "file")
    st.markdown(plain(f"{files}, {megabytes(offered.size)} in all."))
    names = list(offered.names.values())
    st.caption(plain(", ".join(names[:LISTED]) + more(names)))
    if offered.left_out:
        said = [f"{item.name} ({item.reason})" for item in offered.left_out[:LISTED]]
        st.caption(plain(f"Left out: {', '.join(said)}{more(offered.left_out)}."))


def more(items: Sequence[object]) -> str:
    """How many of a list are not named."""
    return f" and {len(items) - LISTED:,} more" if len(items) > LISTED else ""


def left_out_note(left_out: Sequence[LeftOut]) -> str:
    """What was left out, for the notice after reading."""
    return f" Left out: {reasons_line(left_out)}." if left_out else ""
