"""The dashboard's door, for ``run.py``, ``streamlit run app.py`` and hosts alike.

Served, the frame runs as ``pages/frame/main.py``: a script that lies beside a folder named
``pages`` makes Streamlit answer a fresh server's first deep link with "Page not found"
(docs/decisions/0004-pages.md). Run as a script, as tests do, this file shows the same frame.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from pages.components.frame import show_frame

MAIN = Path(__file__).resolve().parent / "pages" / "frame" / "main.py"


@asynccontextmanager
async def imports_frozen(_app: st.App) -> AsyncIterator[None]:
    """Keep the garbage collector from walking the imported modules after every rerun."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


if __name__ == "__main__":
    show_frame()
else:
    app = st.App(MAIN, lifespan=imports_frozen)
