"""What people see while files are read."""

import time

from streamlit.elements.lib.mutable_status_container import StatusContainer

from mls_metrics.model.progress import Progress, Watcher
from mls_metrics.narrative.files import progress_line

TOLD_SECONDS = 0.25


def told(status: StatusContainer) -> Watcher:
    """A watcher that says which step of which file is under way, a few times a second."""
    last = 0.0

    def tell(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > TOLD_SECONDS:
            last = now
            status.update(label=progress_line(progress))

    return tell
