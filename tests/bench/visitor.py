"""A visitor without a browser: speaks Streamlit's own websocket protocol and takes the time."""

import socket
import time
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

QUICK_ACK = getattr(socket, "TCP_QUICKACK", None)


class Visitor:
    """One session; each call is one rerun and returns its milliseconds, first byte to last."""

    def __init__(self, address: str) -> None:
        url = address.replace("http:", "ws:") + "/_stcore/stream"
        self.line = connect(url, subprotocols=["streamlit"], origin=address, max_size=None)  # type: ignore[list-item]
        self.pages: dict[str, str] = {}
        self.selects: dict[str, tuple[str, list[str]]] = {}
        self.here = ""
        self.bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.line.close()

    def rerun(self, page: str = "", *, choice: tuple[str, str] | None = None) -> float:
        """Ask for a page (by name), with a select box set to an option, and wait for the end."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.pages.get(page, self.here)
        if choice is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.selects[choice[0]][0]
            state.string_value = choice[1]
        self.bytes = 0
        started = time.perf_counter()
        self.line.send(message.SerializeToString())
        self.listen()
        return (time.perf_counter() - started) * 1000

    def listen(self) -> None:
        """Take messages until the script has ended."""
        while True:
            self.acknowledge_at_once()
            raw = self.line.recv()
            assert isinstance(raw, bytes), "the protocol is binary"
            self.bytes += len(raw)
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash
                    for page in message.navigation.app_pages
                }
                self.here = message.navigation.page_script_hash
            elif kind == "delta":
                self.note_select(message)
            elif kind == "script_finished":
                ended = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
                assert message.script_finished == ended, "the script failed"
                return

    def note_select(self, message: ForwardMsg) -> None:
        """Remember a select box and its options; an exception on the page is a failure."""
        element = message.delta.new_element
        assert element.WhichOneof("type") != "exception", element.exception.message
        if element.WhichOneof("type") == "selectbox":
            box = element.selectbox
            self.selects[box.label] = (box.id, list(box.options))

    def acknowledge_at_once(self) -> None:
        """Without this the kernel holds back acknowledgements for 40 ms, which no browser does."""
        if QUICK_ACK is not None:
            self.line.socket.setsockopt(socket.IPPROTO_TCP, QUICK_ACK, 1)
