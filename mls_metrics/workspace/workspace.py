"""The one living object: what was brought in, and the database made of it."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from mls_metrics.catalog.load import load_policy, policy_sha256
from mls_metrics.errors import NothingUsableError
from mls_metrics.intake import findings as say
from mls_metrics.intake.questions import askable, check_answers, settle
from mls_metrics.intake.reading import TableRead
from mls_metrics.intake.receive import Received
from mls_metrics.intake.remembered import check_mapping, header_key, mapping_text
from mls_metrics.model.agreement import Agreement
from mls_metrics.model.decision import Assessment
from mls_metrics.model.history import History
from mls_metrics.model.policy import Policy
from mls_metrics.model.progress import Watcher
from mls_metrics.model.scenario import Scenario
from mls_metrics.model.source import How, ImportReport
from mls_metrics.warehouse import imports as book
from mls_metrics.warehouse.build import build
from mls_metrics.warehouse.built_as import built_as, note_built
from mls_metrics.warehouse.imports import ImportRecord
from mls_metrics.workspace import decisions, kept_answers, people, scenarios
from mls_metrics.workspace import mappings as kept
from mls_metrics.workspace import pulse as changes
from mls_metrics.workspace.reading import enter_tables, hand_over, nothing_readable, read_tables
from mls_metrics.workspace.steering import Steering
from mls_metrics.workspace.waiting import is_asked, is_waiting, known_orders


class Workspace(Steering):
    """Everything that was brought in, what changes it, and the database made of it.

    Writing takes a workspace that was opened for it.
    """

    def add(
        self,
        paths: Iterable[Path],
        answers: Mapping[str, str] | None = None,
        *,
        names: Mapping[Path, str] | None = None,
        progress: Watcher | None = None,
    ) -> list[ImportReport]:
        """Bring in files and folders; the same bytes again change nothing.

        Parameters
        ----------
        paths : iterable of Path
            Files, or folders whose files are all taken.
        answers : mapping of str to str, optional
            Replies by question id; without them defaults apply and findings say so.
        names : mapping of Path to str, optional
            What files among `paths` are called, where that is not their own name.
        progress : callable, optional
            Told how far each step of each file is. What it raises calls the import off, best a
            `CancelledError`; the workspace is then as it was.

        Returns
        -------
        list of ImportReport
            One per file, sheet and table, in the order of the files' names.

        Raises
        ------
        ViewOnlyError, AnswersError
            Nothing was changed.
        NothingUsableError
            No file at all could be read.
        """
        self._require_writing()
        replies = dict(answers or {})
        self._recent = []
        with tempfile.TemporaryDirectory(prefix="mls_read_") as folder:
            place, inside = Path(folder), self.directory.resolve()
            files, doubts = hand_over(
                paths, place / "open", inside=inside, names=names, watcher=progress
            )
            self._recent += doubts
            fresh, known = self._part(files, replies)
            reads = self._read_all(fresh, place, known, progress)
            if not reads and not known:
                raise nothing_readable(self._recent)
            asked = [id_ for read in reads for id_ in askable(read)]
            check_answers(replies, [*asked, *(question.id for question in self.questions())])
            settle(reads, replies, known=known_orders(book.read_book(self.store)))
            shas = {read.received.sha256 for read in reads}
            replaced = [record.import_id for sha in sorted(shas) for record in self._active(sha)]
            with self._shelf.keeping({read.received.sha256: read.received for read in reads}):
                entered = enter_tables(self.store, reads, replacing=replaced, watcher=progress)
            reports = [*known, *entered]
        return sorted(reports, key=lambda report: (report.file, report.sheet or ""))

    def undo(self, import_id: str) -> None:
        """Let an import no longer count."""
        self._require_writing()
        book.switch(self.store, off=[self._record(import_id).import_id])

    def redo(self, import_id: str) -> None:
        """Let an import that was undone count again, in the place of later readings of it."""
        self._require_writing()
        record = self._record(import_id)
        same = [
            other.import_id
            for other in self._active(record.report.sha256)
            if (other.report.sheet, other.report.header_row)
            == (record.report.sheet, record.report.header_row)
            and other.import_id != record.import_id
            and (other.report.table or record.report.table)
            == (record.report.table or other.report.table)
        ]
        book.switch(self.store, on=[record.import_id], off=same)

    def confirm(
        self,
        import_id: str,
        table: str,
        mapping: Mapping[str, str | None],
        *,
        values: Mapping[str, Mapping[str, str]] | None = None,
    ) -> list[ImportReport]:
        """Say what the columns of an unrecognized table mean, and read it so.

        The mapping is remembered for every later table with at least the same headers.

        Parameters
        ----------
        import_id : str
            Of an entry of `unrecognised`.
        table : str
            The canonical table that its rows belong to.
        mapping : mapping of str to str or None
            Source column to canonical column; None or left out where it is not used.
        values : mapping of str to mapping of str to str, optional
            Canonical column to word of the file to canonical word; remembered as well.

        Raises
        ------
        AnswersError
            A mapping that cannot be read; nothing was changed.
        """
        self._require_writing()
        record = self._record(import_id)
        with tempfile.TemporaryDirectory(prefix="mls_read_") as folder:
            headers = self._reread(record, Path(folder) / "before").headers
            check_mapping(headers, table, mapping, values=values)
            text = mapping_text(headers, table, mapping, values=values)
            self._shelf.save_mapping(header_key(headers), text)
            read = self._reread(record, Path(folder) / "after")
            read.layouts = tuple(replace(layout, how=How.ANSWER) for layout in read.layouts)
            reports = self._replace(record, read, {})
        return [*reports, *self._recognise_waiting()]

    def answer(self, answers: Mapping[str, str]) -> list[ImportReport]:
        """Reply to open questions: the files they are about are read again.

        Raises
        ------
        AnswersError
            An id that is not asked, or a reply that is no option; nothing was changed.
        """
        self._require_writing()
        check_answers(answers, [question.id for question in self.questions()])
        reports: list[ImportReport] = []
        for record in book.read_book(self.store):
            if any(question.id in answers for question in record.report.questions):
                with tempfile.TemporaryDirectory(prefix="mls_read_") as folder:
                    read = self._reread(record, Path(folder))
                    table = record.report.table
                    read.layouts = tuple(item for item in read.layouts if item.table == table)
                    reports += self._replace(record, read, answers)
        return reports

    def import_mapping(self, text: str) -> list[ImportReport]:
        """Take over a mapping confirmed elsewhere, and read the waiting tables that it fits.

        Raises
        ------
        AnswersError
            Text that is no mapping; nothing was changed.
        """
        self._require_writing()
        kept.take_over(self._shelf, text)
        return self._recognise_waiting()

    def forget_mapping(self, key: str) -> None:
        """Remember a mapping no longer; what was read by it stays.

        Raises
        ------
        AnswersError
            No mapping of that key.
        """
        self._require_writing()
        kept.forget(self._shelf, key)

    def correct_people(self, pairs: Mapping[str, str | None]) -> None:
        """Say whom ids of the exports mean: roster id by external id, None for nobody of ours.

        Raises
        ------
        AnswersError
            An id that the roster does not hold; nothing was changed.
        """
        self._require_writing()
        people.correct(self.store, pairs)

    def correct_people_by_list(self, text: str) -> int:
        """Take a filled-in list of open ids as corrections, and say how many there were.

        Raises
        ------
        AnswersError
            No such list, or an id that the roster does not hold; nothing was changed.
        """
        pairs = people.pairs_of(text)
        self.correct_people(pairs)
        return len(pairs)

    def forget_corrections(self, *external_ids: str) -> None:
        """Take corrections back: the ids are matched by rule again."""
        self._require_writing()
        people.forget(self.store, external_ids)

    def build(
        self,
        as_of: date | None = None,
        policy: Policy | None = None,
        *,
        books_alone: bool = False,
    ) -> date:
        """(Re)build every relation and return the as-of date.

        Parameters
        ----------
        books_alone : bool
            The organization's books are enough: their latest date is the as-of date then.

        Raises
        ------
        NothingUsableError
            No table that counts.
        """
        reports = self.imports()
        if not any(report.table for report in reports):
            seen = ", ".join(f"'{report.file}'" for report in reports[:5])
            raise NothingUsableError(
                "Nothing among the files could be used.",
                f"Seen: {seen}." if seen else "There is no file.",
                "Use the templates, or say on the Data page what the columns mean.",
            )
        policy = policy or load_policy()
        parts = self._parts(policy)
        known = built_as(self.store)
        if all(known.get(name) == value for name, value in parts.items()) and (
            known["day"] == as_of.isoformat() if as_of else known["today"] == str(date.today())
        ):
            return date.fromisoformat(known["day"])
        note_built(self.store, {})
        day = build(self.store, as_of=as_of, policy=policy, books_alone=books_alone)
        today = "" if as_of else str(date.today())
        note_built(self.store, {**parts, "day": day.isoformat(), "today": today})
        return day

    def kept_answer(self, policy: Policy) -> Assessment | None:
        """The answer worked out before of the same data, policy and code; builds what it needs."""
        day = self.build(policy=policy)
        return kept_answers.load(self.directory, self._answer_key(policy, day))

    def keep_answer(self, assessment: Assessment) -> None:
        """Keep an answer, so that a later start need not work it out again."""
        self._require_writing()
        key = self._answer_key(assessment.policy, assessment.provenance.as_of)
        kept_answers.save(self.directory, key, assessment)

    def _answer_key(self, policy: Policy, day: date) -> str:
        return kept_answers.key_of(self.data_sha256(), policy_sha256(policy), day)

    def save_run(self, json_text: str) -> Path:
        """Keep the JSON of an assessment."""
        self._require_writing()
        return self._shelf.save_run(json_text)

    def keep_standing(self, assessment: Assessment) -> None:
        """Keep what an answer comes down to, so that the next change can be held against it."""
        self._require_writing()
        changes.remember(self.directory, assessment)

    def save_scenario(self, scenario: Scenario) -> str:
        """Keep a named scenario and return its id; nothing kept is written over.

        Raises
        ------
        ScenarioError
            Without name, reason or time, or made over other data than those here.
        """
        self._require_writing()
        return scenarios.save(self.directory, scenario, data_sha256=self.data_sha256())

    def keep_scenario_steps(self, sitting: str, history: History) -> None:
        """Keep the steps of a sitting, so that a killed browser or server loses none.

        Raises
        ------
        ScenarioError
            Steps made over other data than those here.
        """
        self._require_writing()
        scenarios.check_data(history.scenario, data_sha256=self.data_sha256())
        scenarios.keep_history(self.directory, sitting, history)

    def log_decision(self, agreement: Agreement) -> None:
        """Add a line to the decision log.

        Raises
        ------
        ScenarioError
            Nothing said, too much said, or made over other data than those here.
        """
        self._require_writing()
        decisions.add(self.directory, agreement, data_sha256=self.data_sha256())

    def _part(
        self, received: Sequence[Received], answers: Mapping[str, str]
    ) -> tuple[list[Received], list[ImportReport]]:
        """Files to read, and the reports of those that are already here."""
        fresh: dict[str, Received] = {}
        known: list[ImportReport] = []
        for item in received:
            there = self._active(item.sha256)
            if item.sha256 in fresh:
                self._recent.append(say.same_file_again(item.name, fresh[item.sha256].name))
            elif not there or is_asked(there, answers) or is_waiting(there):
                fresh[item.sha256] = item
            else:
                self._recent.append(say.same_file_again(item.name, there[0].report.file))
                known += [record.report for record in there]
        return list(fresh.values()), known

    def _read_all(
        self,
        fresh: Sequence[Received],
        folder: Path,
        known: list[ImportReport],
        watcher: Watcher | None,
    ) -> list[TableRead]:
        """The tables of new files; what is still not recognized stays as it was."""
        reads: list[TableRead] = []
        for number, item in enumerate(fresh):
            found = self._read(item, folder / str(number), watcher)
            there = self._active(item.sha256)
            if is_waiting(there) and not any(read.layouts for read in found):
                self._recent.append(say.same_file_again(item.name, there[0].report.file))
                known += [record.report for record in there]
            else:
                reads += found
        return reads

    def _read(self, item: Received, folder: Path, watcher: Watcher | None) -> list[TableRead]:
        """The tables of one file; doubts are remembered."""
        mappings = self._shelf.mappings()
        reads, doubts = read_tables(self.store, item, folder, remembered=mappings, watcher=watcher)
        self._recent += doubts
        return reads

    def _recognise_waiting(self) -> list[ImportReport]:
        """Read other waiting tables that the mappings now fit."""
        reports: list[ImportReport] = []
        for record in self.unrecognised():
            with tempfile.TemporaryDirectory(prefix="mls_read_") as folder:
                read = self._reread(record, Path(folder))
                if read.layouts:
                    reports += self._replace(record, read, {})
        return reports

    def _replace(
        self, record: ImportRecord, read: TableRead, answers: Mapping[str, str]
    ) -> list[ImportReport]:
        """Enter a table read anew in the place of its earlier import."""
        settle([read], answers, known=known_orders(book.read_book(self.store)))
        return enter_tables(self.store, [read], replacing=[record.import_id])
