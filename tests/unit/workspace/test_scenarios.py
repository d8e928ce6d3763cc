"""Scenarios in a workspace: never written over, back after a kill, each beside its own data."""

import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from mls_metrics.errors import ScenarioError, ViewOnlyError
from mls_metrics.model.history import History
from mls_metrics.model.scenario import Scenario
from mls_metrics.model.scenario_json import to_json
from mls_metrics.workspace import Workspace
from mls_metrics.workspace import scenarios as store
from tests.unit.model.test_scenario import BASE

ROOT = Path(__file__).resolve().parents[3]


def over(workspace: Workspace, **changes: object) -> Scenario:
    """A scenario over the workspace's data."""
    return replace(BASE, data_sha256=workspace.data_sha256(), **changes)


def autumn(workspace: Workspace, **changes: object) -> Scenario:
    return over(workspace, **changes).named(
        name="Autumn cap", reason="Half", author="Ada", made_at="2026-11-01T08:00:00+00:00"
    )


def test_a_named_scenario_is_there_after_a_restart(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        scenario = autumn(workspace, cap=5.0)
        name = workspace.save_scenario(scenario)
        assert name == scenario.id
        later = scenario.named(name="Later", reason="x", author="", made_at="2026-11-02T00:00:00")
        workspace.save_scenario(later)
    with Workspace.open(tmp_path / "w") as workspace:
        assert workspace.scenario(name) == scenario
        assert list(workspace.scenarios().values()) == [later, scenario]
    with Workspace.open(tmp_path / "w", view_only=True) as workspace:
        assert workspace.scenario(name) == scenario
        with pytest.raises(ViewOnlyError):
            workspace.save_scenario(scenario)
        with pytest.raises(ViewOnlyError):
            workspace.keep_scenario_steps("one", History.of(scenario, "Base"))


def test_nothing_saved_is_written_over(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        scenario = autumn(workspace)
        taken = store.place_of(workspace.directory, scenario.id)
        taken.parent.mkdir(parents=True)
        other = autumn(workspace, cap=9.0)
        taken.write_text(to_json(other), encoding="utf-8")
        name = workspace.save_scenario(scenario)
        assert name == scenario.id_of(5)
        assert workspace.scenario(scenario.id) == other
        assert workspace.scenario(name) == scenario
        assert workspace.save_scenario(scenario) == name, "the same again is the same"


def test_a_scenario_of_other_data_is_not_saved_among_ones_own(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        foreign = replace(autumn(workspace), data_sha256="f" * 64)
        with pytest.raises(ScenarioError, match="made over other data"):
            workspace.save_scenario(foreign)
        with pytest.raises(ScenarioError, match="made over other data"):
            workspace.keep_scenario_steps("one", History.of(foreign, "Base"))
        with pytest.raises(ScenarioError, match="with a name and a reason"):
            workspace.save_scenario(over(workspace))
        assert workspace.scenarios() == {}
        assert workspace.scenario_steps() is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a/b", "x" * 200, "A", "nothing-0000"])
def test_ids_lead_nowhere_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(ScenarioError):
        store.load(tmp_path, name)


def test_a_file_changed_by_hand_is_left_out_and_said(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        name = workspace.save_scenario(autumn(workspace, cap=5.0))
        path = store.place_of(workspace.directory, name)
        path.write_text(path.read_text().replace('"cap": 5.0', '"cap": 6.0'))
        assert workspace.scenarios() == {}
        with pytest.raises(ScenarioError, match="changed after it was saved"):
            workspace.scenario(name)


def test_the_steps_of_a_killed_process_are_there(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import os, sys
        from dataclasses import replace
        from pathlib import Path
        from mls_metrics.model.history import History
        from mls_metrics.workspace import Workspace
        from tests.unit.model.test_scenario import BASE
        workspace = Workspace.open(Path(sys.argv[1]))
        base = replace(BASE, data_sha256=workspace.data_sha256())
        history = History.of(base, "Base")
        for cap in (1.0, 2.0, 3.0):
            history = history.add(replace(base, cap=cap), f"Cap {cap}")
            workspace.keep_scenario_steps("monday", history)
        history = history.undo()
        workspace.keep_scenario_steps("monday", history)
        os._exit(9)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "w")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 9
    with Workspace.open(tmp_path / "w") as workspace:
        found = workspace.scenario_steps()
        assert found is not None
        assert [step.sentence for step in found.steps] == ["Base", "Cap 1.0", "Cap 2.0", "Cap 3.0"]
        assert found.scenario.cap == 2.0
        assert found.redo().scenario.cap == 3.0


def test_the_latest_sitting_is_taken_up_and_old_ones_go(tmp_path: Path) -> None:
    history = History.of(BASE, "Base")
    for number in range(store.SITTINGS_KEPT + 3):
        one = history.add(replace(BASE, cap=float(number)), f"Cap {number}")
        store.keep_history(tmp_path, f"sitting-{number}", one)
        path = tmp_path / "scenario_steps" / f"sitting-{number}.json"
        os.utime(path, ns=(number, number))
    last = store.last_history(tmp_path, data_sha256=BASE.data_sha256)
    assert last is not None
    assert last.scenario.cap == float(store.SITTINGS_KEPT + 2)
    kept = list((tmp_path / "scenario_steps").glob("*.json"))
    assert len(kept) <= store.SITTINGS_KEPT + 1
    path.write_text("half a file", encoding="utf-8")
    before = store.last_history(tmp_path, data_sha256=BASE.data_sha256)
    assert before is not None
    assert before.scenario.cap == float(store.SITTINGS_KEPT + 1)
    assert store.last_history(tmp_path, data_sha256="e" * 64) is None
