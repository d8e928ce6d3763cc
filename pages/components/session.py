"""The only user of session state and caches: hands pages frozen results, never mixes data."""

import json
import os
import tempfile
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from mls_metrics.assess import assess, reweigh, with_books
from mls_metrics.catalog.load import load_policy, policy_sha256
from mls_metrics.errors import UserError
from mls_metrics.model.decision import Assessment
from mls_metrics.model.people import MatchRate, PersonMatch
from mls_metrics.model.policy import DIMENSIONS, Policy
from mls_metrics.model.source import Finding, ImportReport, SetAside
from mls_metrics.model.standing import Pulse
from mls_metrics.narrative.numbers import plural
from mls_metrics.scenarios.rooms import Rooms
from mls_metrics.version import __version__
from mls_metrics.workspace import ImportRecord, Proposal, ValueMatch, Workspace, open_sample
from mls_metrics.workspace.holdings import DATABASE
from pages.components.shelf import Shelf
from pages.components.spool import spooled
from pages.components.waiting import told

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data"
DESK_STEPS = "desk_steps"  # the steps of the Scenarios page in this sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page renders: an assessment and whose data it is."""

    assessment: Assessment
    is_sample: bool
    workspace: Workspace | None = None

    @property
    def key(self) -> tuple[str, str, bool]:
        """Identity of the result: equal keys, equal values."""
        origin = self.assessment.provenance
        return (origin.data_sha256, origin.policy_sha256, self.is_sample)


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """The one shelf of this process."""
    return Shelf()


@st.cache_resource(show_spinner=False)
def rooms() -> Rooms:
    """The one set of workshop rooms of this process."""
    return Rooms()


def can_edit() -> bool:
    """True only where run.py serves this machine; every other start is for viewing."""
    return os.environ.get("MLS_METRICS_MODE") == "edit"


def workspace_dir() -> Path:
    """Where this installation keeps its data."""
    return Path(os.environ.get("MLS_METRICS_WORKSPACE") or ROOT / "workspace").resolve()


def sample_allowed() -> bool:
    """True where there is a sample company and it is not switched off."""
    return os.environ.get("MLS_METRICS_SAMPLE") != "off" and any(SAMPLE.glob("*.csv"))


def close(workspace: Workspace) -> None:
    """Give a workspace back when its place in the cache is given up."""
    workspace.close()


@st.cache_resource(show_spinner=False, on_release=close)
def opened_workspace(directory: str, *, editable: bool) -> Workspace:
    """The installation's workspace, opened once per process."""
    return Workspace.open(Path(directory), view_only=not editable)


@st.cache_resource(show_spinner="Reading the sample company", on_release=close)
def sample_workspace() -> Workspace:
    """The sample company in a workspace of its own, opened once per process."""
    place = workspace_dir() / "sample" if can_edit() else None
    return open_sample(sorted(SAMPLE.glob("*.csv")), place)


def own_workspace(*, create: bool = False) -> Workspace | None:
    """The installation's workspace; None where nothing was ever put there.

    Raises
    ------
    WorkspaceBusyError
        Where another process holds it.
    """
    directory = workspace_dir()
    if not (directory / DATABASE).exists() and not (create and can_edit()):
        return None
    return opened_workspace(str(directory), editable=can_edit())


def people_of(workspace: Workspace) -> tuple[tuple[MatchRate, ...], tuple[PersonMatch, ...]]:
    """How people were joined: rates by table, and every id that stands otherwise in the roster."""
    kept = shelf()
    key = (str(workspace.directory), "people", kept.version)
    found: tuple[tuple[MatchRate, ...], tuple[PersonMatch, ...]] = kept.get(
        "books", key, lambda: joined(workspace)
    )
    return found


def joined(workspace: Workspace) -> tuple[tuple[MatchRate, ...], tuple[PersonMatch, ...]]:
    """Rates and ids from relations built anew: a kept answer leaves those of another state."""
    workspace.build()
    return workspace.match_rates(), workspace.people()


def history(workspace: Workspace) -> list[ImportRecord]:
    """Every import of a workspace, undone ones included; read anew only after a change."""
    kept = shelf()
    key = (str(workspace.directory), kept.version)
    records: list[ImportRecord] = kept.get("books", key, workspace.history)
    return records


def has_own_data() -> bool:
    """True where at least one recognized table of the reader's own counts."""
    workspace = own_workspace()
    if workspace is None:
        return False
    return any(record.active and record.report.table for record in history(workspace))


def more_than_books(workspace: Workspace) -> bool:
    """True where programs can be judged, not only the organization's books looked at."""
    kept = shelf()
    key = (str(workspace.directory), "more", kept.version)
    return bool(kept.get("books", key, workspace.has_more_than_books))


def sample_wanted() -> bool:
    """True where the reader asked to look at the sample although own data exist."""
    return bool(st.session_state.get("look_at_sample"))


def look_at_sample(wanted: bool) -> None:
    """Switch between the sample and the reader's own data."""
    st.session_state["look_at_sample"] = wanted


def current() -> Shown | None:
    """What there is to show: own data, else the sample, else None."""
    if has_own_data() and not (sample_wanted() and sample_allowed()):
        workspace, is_sample = own_workspace(), False
        if workspace is not None and not more_than_books(workspace):
            return None
    elif sample_allowed():
        workspace, is_sample = sample_workspace(), True
    else:
        return None
    assert workspace is not None, "own data exist, so there is a workspace"
    return Shown(assessment=assessed(workspace), is_sample=is_sample, workspace=workspace)


def assessed(workspace: Workspace) -> Assessment:
    """The workspace's assessment, worked out once for the same data, policy and version."""
    kept, policy = shelf(), load_policy()
    book = (str(workspace.directory), "data", kept.version)
    data = kept.get("books", book, workspace.data_sha256)
    result: Assessment = kept.get(
        "assessments",
        (data, policy_sha256(policy), __version__),
        lambda: workspace.kept_answer(policy) or work_out(workspace, policy),
    )
    if can_edit():
        kept.get("books", (*book, "kept"), lambda: workspace.keep_standing(result))
    written = kept.get("books", (*book, "written"), workspace.books_sha256)
    if written == result.provenance.books_sha256:
        return result
    kept.get("books", (*book, "built"), workspace.build)
    return kept.get("assessments", (data, written), lambda: with_books(result, workspace))


def pulse_of(shown: Shown) -> Pulse | None:
    """What the last change of the reader's own data did to the answer; None for the sample."""
    if shown.is_sample or shown.workspace is None:
        return None
    return shown.workspace.pulse(shown.assessment)


def work_out(workspace: Workspace, policy: Policy) -> Assessment:
    """Assess, naming each step while it runs."""
    place = st.empty()
    with place.status("Working out the answer", expanded=False) as status:
        result = assess(workspace, policy=policy, progress=lambda step: status.update(label=step))
    if can_edit():
        workspace.keep_answer(result)
    place.empty()
    return result


def findings(shown: Shown | None) -> tuple[Finding, ...]:
    """Doubts about the shown data and about the files brought last, each once."""
    own = own_workspace() if can_edit() else None
    recent = own.findings_of_intake() if own is not None and not sample_wanted() else []
    known = shown.assessment.findings if shown else ()
    return tuple(dict.fromkeys((*recent, *known)))


def change(act: Callable[[], object], *, done: str) -> None:
    """Change the workspace; what came of it is said on the next page run."""
    kept = shelf()
    try:
        with kept.locks["assessments"]:
            act()
    except UserError as error:
        notices().append(error)
    else:
        notices().append(done)
    kept.version += 1


def notices() -> list[str | UserError]:
    """What the last change came to, for this session."""
    found: list[str | UserError] = st.session_state.setdefault("notices", [])
    return found


def take_notices() -> list[str | UserError]:
    """The notices, which are then gone."""
    found = list(notices())
    notices().clear()
    return found


def add_files(uploads: Sequence[UploadedFile]) -> None:
    """Put uploads on disk under safe names and bring them in; then offer an empty uploader."""
    with tempfile.TemporaryDirectory(prefix="mls_upload_") as folder:
        paths = [
            spooled(upload, Path(folder) / str(number)) for number, upload in enumerate(uploads)
        ]
        bring({path: path.name for path in paths})
    next_turn("upload")


def bring(names: Mapping[Path, str], *, note: str = "") -> None:
    """Bring in files under those names, saying how far it is; `note` ends what is said of it."""
    workspace = own_workspace(create=True)
    assert workspace is not None, "created where there was none"
    with st.status("Reading files") as status:
        change(
            lambda: workspace.add(names, names=names, progress=told(status)),
            done=f"{plural(len(names), 'file')} read.{note}",
        )
    look_at_sample(False)


def called_off() -> None:
    """Say that an import was called off: it left everything as it was."""
    notices().append("Called off; nothing was changed.")


def turn(name: str) -> int:
    """Counts the turns of an entry, so that each begins with an empty one."""
    return int(st.session_state.get(f"{name}_turn", 0))


def next_turn(name: str) -> None:
    """Let the entry of that name begin anew."""
    st.session_state[f"{name}_turn"] = turn(name) + 1


def place_of(report: ImportReport) -> tuple[str, str | None, str | None, int]:
    """Which table of which file a report is of."""
    return (report.sha256, report.sheet, report.table, report.header_row)


def rows_set_aside(shown: Shown, report: ImportReport) -> Callable[[], Sequence[SetAside]]:
    """How to get every row of one table that was set aside; safe to call from any thread."""
    workspace = shown.workspace
    if workspace is None:
        return lambda: report.set_aside
    place = place_of(report)
    ids = [
        record.import_id
        for record in history(workspace)
        if record.active and place_of(record.report) == place
    ]
    return lambda: [item for import_id in ids for item in workspace.set_aside(import_id)]


def rows_to_correct(
    shown: Shown, report: ImportReport
) -> Callable[[], Sequence[Sequence[str]]] | None:
    """How to get the rows to correct of one table of the reader's own; None for the sample."""
    workspace = shown.workspace
    if workspace is None or shown.is_sample or not can_edit():
        return None
    place = place_of(report)
    for record in history(workspace):
        if record.active and place_of(record.report) == place:
            import_id = record.import_id
            return lambda: workspace.rows_to_correct(import_id)
    return None


def proposal(workspace: Workspace, import_id: str, table: str | None) -> Proposal:
    """What an unknown table's columns may mean, read once."""
    found: Proposal = shelf().get(
        "proposals",
        (import_id, table),
        lambda: workspace.proposal(import_id, table=table),
    )
    return found


def unexplained(
    workspace: Workspace, import_id: str, table: str, mapping: Mapping[str, str | None]
) -> dict[str, tuple[ValueMatch, ...]]:
    """Words of the mapped columns that nobody has explained, by canonical column."""
    try:
        known = workspace.values(import_id, table, mapping)
    except UserError:
        return {}  # what is wrong with the columns is said when they are confirmed
    found = {
        column: tuple(match for match in matches if match.target is None)
        for column, matches in known.items()
    }
    return {column: matches for column, matches in found.items() if matches}


def weight_key(dimension: str) -> str:
    """Name of a weight's stepper, also in the page's address."""
    return f"w_{dimension}"


def agreed_points(assessment: Assessment) -> dict[str, int]:
    """The policy's weights as points of a hundred."""
    pairs = zip(DIMENSIONS, assessment.policy.weights, strict=True)
    return {name: round(100 * weight) for name, weight in pairs}


def weights_named() -> bool:
    """True where the page's address names a weight, so that others see what was tried."""
    return any(weight_key(name) in st.query_params for name in DIMENSIONS)


def reset_weights(points: Mapping[str, int]) -> None:
    """Put every stepper back to the agreed weights."""
    for dimension, value in points.items():
        st.session_state[weight_key(dimension)] = value


def weighed(shown: Shown, points: tuple[float, ...]) -> Assessment:
    """The shown assessment under other weights, from its stored draws."""
    w1, w2, w3, w4, w5 = points
    return shelf().get(
        "weighings", (shown.key, points), lambda: reweigh(shown.assessment, (w1, w2, w3, w4, w5))
    )


def kept_figure(key: Hashable, build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A chart's specification: built once per key, handed out as a fresh copy."""
    return dict(json.loads(shelf().get("figures", key, lambda: json.dumps(build()))))


def chosen_program(known: list[str]) -> str | None:
    """The program named in the page's address, where it exists."""
    wanted = st.query_params.get("program")
    return wanted if wanted in known else None


def choose_program(program_id: str | None) -> None:
    """Put a program into the page's address, or take it out."""
    if program_id is None:
        st.query_params.pop("program", None)
    else:
        st.query_params["program"] = program_id


def state_value(key: str) -> Any:
    """The value a widget holds now; None before its first run."""
    return st.session_state.get(key)


def remember(key: str, value: Any) -> None:
    """Keep a value for this session."""
    st.session_state[key] = value
