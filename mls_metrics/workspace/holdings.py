"""What a workspace holds, to be looked at: sources, the book of imports, the database."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import pandas as pd

from mls_metrics.catalog.facts_of_pages import books
from mls_metrics.errors import NothingUsableError, ViewOnlyError
from mls_metrics.intake.corrections import rows_to_correct
from mls_metrics.intake.mapping import Proposal
from mls_metrics.intake.reading import TableRead
from mls_metrics.intake.value_mapping import ValueMatch
from mls_metrics.model.agreement import Agreement
from mls_metrics.model.decision import Assessment
from mls_metrics.model.follow_up import FollowUp
from mls_metrics.model.history import History
from mls_metrics.model.people import MatchRate, PersonMatch
from mls_metrics.model.scenario import Scenario
from mls_metrics.model.source import Finding, ImportReport, Question, SetAside
from mls_metrics.model.standing import Pulse
from mls_metrics.warehouse import imports as book
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import metric_query
from mls_metrics.warehouse.imports import ImportRecord
from mls_metrics.warehouse.landing import create_landing
from mls_metrics.workspace import decisions, reviews
from mls_metrics.workspace import mappings as kept
from mls_metrics.workspace import pulse as changes
from mls_metrics.workspace import scenarios as kept_scenarios
from mls_metrics.workspace.people import corrections_text, match_rates, matches
from mls_metrics.workspace.reading import read_tables
from mls_metrics.workspace.reviews import Snapshot
from mls_metrics.workspace.sources import Shelf, fingerprint
from mls_metrics.workspace.waiting import is_waiting

DATABASE = "mls_metrics.duckdb"


class Holdings:
    """What was brought in; nothing here changes what is saved.

    Viewing works on a private copy in memory, so that it can be built without touching what is
    saved.
    """

    def __init__(
        self, store: Store, directory: Path, *, is_temporary: bool = False, view_only: bool = False
    ) -> None:
        self.store = store
        self.directory = directory
        self.view_only = view_only
        self._is_temporary = is_temporary
        self._shelf = Shelf(directory)
        self._recent: list[Finding] = []

    @classmethod
    def open(cls, directory: Path | None, *, view_only: bool = False) -> Self:
        """Open a workspace directory, or one in memory where `directory` is None.

        Raises
        ------
        WorkspaceBusyError
            Another process holds the workspace.
        """
        place = Path(tempfile.mkdtemp(prefix="mls_")) if directory is None else directory
        if directory is None or view_only:
            store = Store.open(None)
            if (place / DATABASE).is_file():
                book.copy_for_viewing(store, place / DATABASE)
        else:
            place.mkdir(parents=True, exist_ok=True)
            store = Store.open(place / DATABASE, temp_dir=place / "spill.tmp")
        create_landing(store)
        if directory is not None and not view_only:
            book.drop_orphans(store)
        return cls(store, place, is_temporary=directory is None, view_only=view_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; a workspace in memory is removed."""
        self.store.close()
        if self._is_temporary:
            shutil.rmtree(self.directory, ignore_errors=True)

    def imports(self) -> list[ImportReport]:
        """The report of every table that counts, and of tables not recognized yet."""
        return [record.report for record in book.read_book(self.store)]

    def history(self) -> list[ImportRecord]:
        """Every import in its order, undone ones included."""
        return book.read_book(self.store, only_active=False)

    def unrecognised(self) -> list[ImportRecord]:
        """Tables that wait for somebody to say what their columns mean."""
        return [record for record in book.read_book(self.store) if is_waiting([record])]

    def proposal(self, import_id: str, *, table: str | None = None) -> Proposal:
        """What the columns of a table may mean, for the best or the given canonical table."""
        with tempfile.TemporaryDirectory(prefix="mls_read_") as folder:
            read = self._reread(self._record(import_id), Path(folder))
            return kept.proposal_of(self.store, read, table=table)

    def values(
        self, import_id: str, table: str, mapping: Mapping[str, str | None]
    ) -> dict[str, tuple[ValueMatch, ...]]:
        """What the words of the mapped columns mean, with the rows of each, by canonical column."""
        with tempfile.TemporaryDirectory(prefix="mls_read_") as folder:
            read = self._reread(self._record(import_id), Path(folder))
            return kept.values_of(read, table, mapping)

    def mappings(self) -> list[tuple[str, str]]:
        """Key and TOML text of every confirmed mapping, to be kept, edited or shared."""
        return self._shelf.mapping_texts()

    def people(self) -> tuple[PersonMatch, ...]:
        """Ids that stand otherwise in the roster, or not at all, open ones first; after `build`."""
        return matches(self.store)

    def match_rates(self) -> tuple[MatchRate, ...]:
        """By table, how many of its people were found in the roster and how; after `build`."""
        return match_rates(self.store)

    def pulse(self, assessment: Assessment) -> Pulse | None:
        """What the last change did to the answer; None where there was no other before."""
        return changes.pulse(self.directory, assessment)

    def pulses(self, assessment: Assessment) -> list[Pulse]:
        """Every change of the answer that is kept, the newest first."""
        return changes.pulses(self.directory, assessment)

    def pulse_since(self, assessment: Assessment, when: date) -> Pulse | None:
        """The answer against the one that stood on a day; None where none had been kept by then."""
        return changes.pulse_since(self.directory, assessment, when)

    def scenarios(self) -> dict[str, Scenario]:
        """Every scenario saved here by id, the latest first."""
        return kept_scenarios.saved(self.directory)

    def scenario(self, name: str) -> Scenario:
        """The saved scenario of that id.

        Raises
        ------
        ScenarioError
            None of that id, or one that was changed by hand.
        """
        return kept_scenarios.load(self.directory, name)

    def scenario_steps(self) -> History | None:
        """The steps kept last over the data that count now; None where there are none."""
        return kept_scenarios.last_history(self.directory, data_sha256=self.data_sha256())

    def decision_log(self) -> list[Agreement]:
        """What was agreed or parked here, the latest first."""
        return decisions.read(self.directory)

    def follow_ups(self) -> list[FollowUp]:
        """What became of decisions, oldest first."""
        return decisions.followed(self.directory)

    def reviews(self) -> list[Snapshot]:
        """Every review begun here with its frozen numbers, the latest first."""
        return reviews.snapshots(self.directory)

    def minutes(self, review: str) -> list[dict[str, str]]:
        """The minutes of a review, oldest first."""
        return reviews.minutes(self.directory, review)

    def metric_working(self, metric_id: str, program_id: str) -> tuple[str, pd.DataFrame]:
        """The select behind one number of a program as text, and the rows it gives; after `build`.

        Raises
        ------
        FileNotFoundError
            The metric has no select of its own: an analysis or the verdict makes it.
        """
        query = metric_query(self.store, metric_id, program_id)
        return query, self.store.query(query)

    def questions(self) -> list[Question]:
        """Questions that stand open, each answered by its default until then."""
        return [question for report in self.imports() for question in report.questions]

    def set_aside(self, import_id: str) -> list[SetAside]:
        """Every row and cell of one import that could not be trusted."""
        return book.set_aside(self.store, import_id)

    def rows_to_correct(self, import_id: str) -> list[list[str]]:
        """Rows with something set aside as they came in, headers first, with what was wrong.

        Corrected and brought in again they are read like the file they came from.
        """
        record = self._record(import_id)
        with tempfile.TemporaryDirectory(prefix="mls_read_") as folder:
            read = self._reread(record, Path(folder))
            assert read.part is not None, "a table that was read has its rows"
            items = book.set_aside(self.store, import_id)
            return list(rows_to_correct(read.part, read.headers, items))

    def findings_of_intake(self) -> list[Finding]:
        """Doubts about the files: those that stay with an import, and those of the last `add`."""
        kept = [finding for record in book.read_book(self.store) for finding in record.findings]
        return [*kept, *self._recent]

    def data_sha256(self) -> str:
        """Fingerprint of what verdicts rest on, whatever the order in which it was added."""
        lines = sorted(fingerprint(r) for r in self.imports() if r.table not in books())
        lines += corrections_text(self.store)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def books_sha256(self) -> str:
        """Fingerprint of the organization's books: no verdict on a program rests on them."""
        lines = sorted(fingerprint(r) for r in self.imports() if r.table in books())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def has_more_than_books(self) -> bool:
        """True where something counts that a program could be judged by."""
        return any(r.table and r.table not in books() for r in self.imports())

    def _require_writing(self) -> None:
        if self.view_only:
            raise ViewOnlyError(
                "This workspace is open for viewing only.",
                "",
                "Start the product with `python3 run.py` on the machine that holds the data.",
            )

    def _record(self, import_id: str) -> ImportRecord:
        for record in self.history():
            if record.import_id == import_id:
                return record
        raise NothingUsableError(
            f"There is no import '{import_id}'.",
            f"The workspace holds {len(self.history())} imports.",
            "Load the page again, or look at the history on the Data page.",
        )

    def _active(self, sha256: str) -> list[ImportRecord]:
        return [r for r in book.read_book(self.store) if r.report.sha256 == sha256]

    def _reread(self, record: ImportRecord, folder: Path) -> TableRead:
        """The table of an import again, from its kept source."""
        item = self._shelf.source_of(record.report)
        reads, _ = read_tables(self.store, item, folder, remembered=self._shelf.mappings())
        place = (record.report.sheet, record.report.header_row)
        same = [read for read in reads if read.sheet == record.report.sheet]
        return next((read for read in same if (read.sheet, read.headers.row) == place), same[0])
