"""The workshop's room on this server: its voices, this sitting's place in it, how to join."""

import secrets
import time

import streamlit as st

from mls_metrics.errors import UserError
from mls_metrics.scenarios.rooms import Room
from pages.components import session

ADDRESS, TOKEN = "room", "room_token"
LOCAL = ("localhost", "127.0.0.1", "[::1]")


def now() -> float:
    """Seconds of a steady clock."""
    return time.monotonic()


def token() -> str:
    """A name drawn at random for this sitting; it stands for nobody outside the room."""
    if session.state_value(TOKEN) is None:
        session.remember(TOKEN, secrets.token_hex(8))
    return str(session.state_value(TOKEN))


def present() -> Room | None:
    """The room that the page's address names; None where it names none that is open."""
    code = st.query_params.get(ADDRESS)
    if not code:
        return None
    try:
        return session.rooms().find(code, now())
    except UserError:
        return None


def open_room() -> None:
    """Open a room and put its code into the address."""
    try:
        st.query_params[ADDRESS] = session.rooms().open(now()).code
    except UserError as error:
        session.notices().append(error)


def close_room() -> None:
    """Close the room: its voices are gone."""
    room = present()
    if room is not None:
        session.rooms().close(room.code, now())
    st.query_params.pop(ADDRESS, None)


def join_address() -> str:
    """The address of the page on which voices are given, as this browser reached the server."""
    url = str(st.context.url or "")
    base = url.split("?")[0].rstrip("/").removesuffix("/workshop")
    return f"{base}/join"


def is_local() -> bool:
    """True where the server answers on this machine only, so that no phone can join."""
    url = str(st.context.url or "")
    return any(f"//{name}" in url for name in LOCAL)
