"""The one door: refusals in one sentence, set-up once, arguments where they belong."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).resolve().parent


@pytest.fixture
def empty_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without packages to install, so that set-up needs no network."""
    for name in run.CHECKS:
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    return tmp_path


def test_an_old_python_is_refused_in_one_sentence() -> None:
    with pytest.raises(run.RefusedError) as refusal:
        run.require_python((3, 10))
    assert "3.11 or newer" in str(refusal.value)
    assert "3.10" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    run.require_python((3, 11))


def test_missing_venv_names_the_one_command() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"`sudo apt-get install -y python{version}-venv`" in run.missing_venv_sentence(True)
    assert "python.org" in run.missing_venv_sentence(False)


def test_a_python_without_ensurepip_is_refused(
    empty_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    with pytest.raises(run.RefusedError, match="without 'venv'"):
        run.set_up(run.RUNTIME)


def test_set_up_happens_once_and_again_after_a_change(
    empty_project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed: list[tuple[str, ...]] = []

    def note(files: tuple[str, ...], uv: str | None) -> None:
        installed.append(files)
        run.venv_python().parent.mkdir(parents=True, exist_ok=True)
        run.venv_python().touch()

    monkeypatch.setattr(run, "install", note)
    run.set_up(run.RUNTIME)
    run.set_up(run.RUNTIME)
    assert installed == [run.RUNTIME]
    run.set_up(run.CHECKS)
    run.set_up(run.CHECKS)
    run.set_up(run.RUNTIME)
    assert installed == [run.RUNTIME, run.CHECKS], "starting after testing installs nothing"
    (empty_project / "requirements.txt").write_text("# changed", encoding="utf-8")
    run.set_up(run.RUNTIME)
    assert installed == [run.RUNTIME, run.CHECKS, run.RUNTIME]
    assert "Setting up" in capsys.readouterr().out


def test_a_failing_uv_falls_back_to_venv_and_pip(empty_project: Path) -> None:
    run.install(run.RUNTIME, str(empty_project / "no-such-uv"))
    code = "import sys; print(sys.prefix != sys.base_prefix)"
    done = subprocess.run(
        [str(run.venv_python()), "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True"


def test_a_port_in_use_is_named_with_a_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run.main(["--port", str(port), "--headless"]) == 2
    said = capsys.readouterr().err.strip()
    assert f"Port {port} is in use" in said
    assert f"--port {port + 1}" in said
    assert "\n" not in said
    run.require_free(port)


@pytest.mark.parametrize(
    ("given", "verb", "rest"),
    [
        ([], run.serve, []),
        (["--headless", "--port", "8600"], run.serve, []),
        (["test"], run.test, []),
        (["test", "--no-browser", "-k", "wilson", "-x"], run.test, ["-k", "wilson", "-x"]),
        (["test", "tests/unit"], run.test, ["tests/unit"]),
        (["validate", "--data", "somewhere"], run.validate, []),
        (["lint"], run.lint, []),
        (["check"], run.check, []),
        (["bench"], run.bench, []),
        (["sample"], run.sample, []),
    ],
)
def test_arguments_reach_their_verb(given: list[str], verb: object, rest: list[str]) -> None:
    options, left = run.read_arguments(given)
    assert options.run is verb
    assert left == rest


def test_an_unknown_option_is_refused_outside_tests() -> None:
    with pytest.raises(SystemExit) as stop:
        run.read_arguments(["--prot", "1"])
    assert stop.value.code == 2


def test_the_browser_is_found_by_variable_then_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "browser"
    named.touch()
    monkeypatch.setenv("MLS_METRICS_BROWSER", str(named))
    assert run.find_browser() == str(named)
    monkeypatch.delenv("MLS_METRICS_BROWSER")
    found = {"google-chrome": "/opt/google/chrome"}
    monkeypatch.setattr(run.shutil, "which", found.get)
    assert run.find_browser() == "/opt/google/chrome"


def test_the_browser_is_found_under_windows_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MLS_METRICS_BROWSER", raising=False)
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run, "BROWSER_FILES", ())
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    monkeypatch.delenv("PROGRAMFILES(X86)", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert run.find_browser() is None
    chrome = tmp_path / "Google" / "Chrome" / "Application" / "chrome.exe"
    chrome.parent.mkdir(parents=True)
    chrome.touch()
    assert run.find_browser() == str(chrome)


def test_tests_fail_without_a_browser_and_say_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "set_up", lambda files: Path(sys.executable))
    monkeypatch.setattr(run, "find_browser", lambda: None)
    monkeypatch.setattr(run, "run_linters", lambda steps: None)
    monkeypatch.setattr(run.Steps, "run", lambda steps, name, *command: steps.add(name, 0.0, True))
    assert run.main(["test"]) == 1
    said = capfd.readouterr()
    assert "The browser tests need Chromium" in said.err
    assert "FAILED: browser tests" in said.out
    assert run.main(["test", "--no-browser"]) == 0


def test_a_failing_step_fails_the_run(capfd: pytest.CaptureFixture[str]) -> None:
    steps = run.Steps(Path(sys.executable))
    steps.run("good", "-c", "print('closing line')")
    steps.run("bad", "-c", "raise SystemExit(3)")
    assert steps.close() == 1
    out = capfd.readouterr().out
    assert "closing line" in out
    assert re.search(r"good +\d+\.\d  passed", out)
    assert "FAILED: bad" in out


def test_stopping_takes_the_server_along(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.signal, "signal", lambda *what: None)
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    patient, asked = server.wait, []

    def interrupted(timeout: float | None = None) -> int:
        asked.append(timeout)
        if len(asked) == 1:
            raise KeyboardInterrupt
        return patient(timeout=timeout)

    monkeypatch.setattr(server, "wait", interrupted)
    assert run.stand_by(server) == 0
    assert server.poll() is not None
    assert "Stopped." in capsys.readouterr().out


def test_it_starts_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "--help"],
        cwd=tmp_path,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    for verb in ("serve", "test", "check", "lint", "bench", "validate", "sample"):
        assert verb in done.stdout


def test_it_needs_the_standard_library_only() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    modules = set(re.findall(r"^import ([\w.]+)|^from ([\w.]+) import", source, re.MULTILINE))
    heads = {(plain or named).split(".")[0] for plain, named in modules}
    assert heads <= set(sys.stdlib_module_names)


def test_it_asks_no_shell_and_no_fork() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    for word in (
        "shell=True",
        "os.system",
        "os.fork",
        "os.exec",
        "import fcntl",
        "import resource",
    ):
        assert word not in source
