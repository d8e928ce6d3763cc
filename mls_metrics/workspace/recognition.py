"""What files are, without bringing them in."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from mls_metrics.intake.questions import settle
from mls_metrics.intake.reading import TableRead, report_of
from mls_metrics.model.source import Finding, ImportReport
from mls_metrics.warehouse.connection import Store
from mls_metrics.workspace.reading import hand_over, nothing_readable, read_tables


def recognise(paths: Iterable[Path]) -> list[ImportReport]:
    """What each file, sheet and table is taken for, without row counts.

    Raises
    ------
    NothingUsableError
        No file could be read.
    """
    store = Store.open(None)
    reads: list[TableRead] = []
    said: list[Finding] = []
    try:
        with tempfile.TemporaryDirectory(prefix="mls_read_") as folder:
            files, doubts = hand_over(paths, Path(folder) / "archives")
            said += doubts
            for number, item in enumerate(files):
                where = Path(folder) / str(number)
                found, doubts = read_tables(store, item, where, remembered=())
                reads += found
                said += doubts
            settle(reads, {})
    finally:
        store.close()
    if not reads:
        raise nothing_readable(said)
    return [report_of(read, layout) for read in reads for layout in (read.layouts or (None,))]
