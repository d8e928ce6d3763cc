"""The only user of session state and caches: hands pages frozen results, never mixes data."""

import json
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from mls_metrics.assess import assess, reweigh
from mls_metrics.catalog.load import load_policy, policy_sha256
from mls_metrics.model.decision import Assessment
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.version import __version__
from mls_metrics.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data"
KEPT = {"assessments": 3, "weighings": 48, "figures": 256}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page renders: an assessment and whose data it is."""

    assessment: Assessment
    is_sample: bool

    @property
    def key(self) -> tuple[str, str, bool]:
        """Identity of the result: equal keys, equal values."""
        origin = self.assessment.provenance
        return (origin.data_sha256, origin.policy_sha256, self.is_sample)


@dataclass
class Shelf:
    """Results kept for all sessions of this process, the oldest dropped first."""

    items: dict[str, OrderedDict[Hashable, Any]] = field(
        default_factory=lambda: {name: OrderedDict() for name in KEPT}
    )
    locks: dict[str, threading.RLock] = field(
        default_factory=lambda: {name: threading.RLock() for name in KEPT}
    )

    def get(self, shelf: str, key: Hashable, make: Callable[[], Any]) -> Any:
        """The kept value of that key, made where there is none."""
        kept = self.items[shelf]
        with self.locks[shelf]:
            if key not in kept:
                kept[key] = make()
                while len(kept) > KEPT[shelf]:
                    kept.popitem(last=False)
            kept.move_to_end(key)
            return kept[key]


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """The one shelf of this process."""
    return Shelf()


def can_edit() -> bool:
    """True only where run.py serves this machine; every other start is for viewing."""
    return os.environ.get("MLS_METRICS_MODE") == "edit"


def workspace_dir() -> Path:
    """Where this installation keeps its data."""
    return Path(os.environ.get("MLS_METRICS_WORKSPACE") or ROOT / "workspace").resolve()


def sample_allowed() -> bool:
    """True where there is a sample company and it is not switched off."""
    return os.environ.get("MLS_METRICS_SAMPLE") != "off" and any(SAMPLE.glob("*.csv"))


@st.cache_resource(show_spinner=False)
def opened_workspace(directory: str, *, editable: bool) -> Workspace:
    """The installation's workspace, opened once per process."""
    return Workspace.open(Path(directory), view_only=not editable)


@st.cache_resource(show_spinner="Reading the sample company")
def sample_workspace() -> Workspace:
    """The sample company in a workspace of its own, built once per process."""
    workspace = Workspace.open(None, view_only=False)
    workspace.add(sorted(SAMPLE.glob("*.csv")))
    return workspace


def own_workspace(*, create: bool = False) -> Workspace | None:
    """The installation's workspace; None where nothing was ever put there.

    Raises
    ------
    WorkspaceBusyError
        Where another process holds it.
    """
    directory = workspace_dir()
    if not directory.exists() and not (create and can_edit()):
        return None
    return opened_workspace(str(directory), editable=can_edit())


def has_own_data() -> bool:
    """True where at least one import of the reader's own is active."""
    workspace = own_workspace()
    return workspace is not None and bool(workspace.imports())


def sample_wanted() -> bool:
    """True where the reader asked to look at the sample although own data exist."""
    return bool(st.session_state.get("look_at_sample"))


def look_at_sample(wanted: bool) -> None:
    """Switch between the sample and the reader's own data."""
    st.session_state["look_at_sample"] = wanted


def current() -> Shown | None:
    """What there is to show: own data, else the sample, else None."""
    if has_own_data() and not (sample_wanted() and sample_allowed()):
        workspace = own_workspace()
        assert workspace is not None, "own data exist, so there is a workspace"
        return Shown(assessment=assessed(workspace), is_sample=False)
    if sample_allowed():
        return Shown(assessment=assessed(sample_workspace()), is_sample=True)
    return None


def current_assessment() -> Assessment | None:
    """The assessment that every page renders."""
    shown = current()
    return shown.assessment if shown else None


def is_sample() -> bool:
    """True where the made-up company is shown."""
    shown = current()
    return shown is not None and shown.is_sample


def assessed(workspace: Workspace) -> Assessment:
    """The workspace's assessment, worked out once for the same data, policy and version."""
    policy = load_policy()
    key = (workspace.data_sha256(), policy_sha256(policy), __version__)

    def work_out() -> Assessment:
        place = st.empty()
        with place.status("Working out the answer", expanded=False) as status:
            result = assess(
                workspace, policy=policy, progress=lambda step: status.update(label=step)
            )
        place.empty()
        return result

    return shelf().get("assessments", key, work_out)


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
