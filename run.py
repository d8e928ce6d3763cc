"""The one door: ``python3 run.py`` starts the product, ``python3 run.py test`` checks it.

Standard library only. Every verb first makes ``.venv`` and installs what it needs, once.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PORT = 8501
LOWEST = (3, 11)
RUNTIME = ("requirements.txt",)
CHECKS = ("requirements.txt", "requirements-dev.txt")
SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile", "tests/whole", "tests/formats", "tests")
SPREAD = ("-n", "auto", "--dist", "load")

BROWSER_NAMES = (
    "chromium chromium-browser google-chrome google-chrome-stable chrome "
    "microsoft-edge microsoft-edge-stable msedge"
)
BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/snap/bin/chromium",
)
BROWSER_UNDER_PROGRAMS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)


class RefusedError(Exception):
    """One sentence that says why nothing was done and what helps."""


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        require_python(sys.version_info[:2])
        options, rest = read_arguments(given)
        return int(options.run(options, rest))
    except RefusedError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130


def read_arguments(given: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Split the command line into options of a verb and, for tests, arguments of pytest."""
    every = (serve, test, check, lint, bench, validate, sample)
    verbs = {verb.__name__: verb for verb in every}
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("verb", nargs="?", choices=list(verbs), default="serve")
    parser.add_argument("--port", type=int, default=PORT, help=f"serve: default {PORT}")
    parser.add_argument("--headless", action="store_true", help="serve: open no browser")
    parser.add_argument("--workspace", type=Path, default=ROOT / "workspace", help="serve: data")
    parser.add_argument("--no-browser", action="store_true", help="test: without browser tests")
    parser.add_argument("--import", type=int, dest="rows", help="bench: import so many rows")
    parser.add_argument("--evidence", type=float, help="bench: so many million person-months")
    parser.add_argument("--scenarios", action="store_true", help="bench: a step of a scenario")
    parser.add_argument("--data", type=Path, help="validate: folder of public data sets")
    options, rest = parser.parse_known_args(given)
    if rest and options.verb != "test":
        parser.error(f"'{' '.join(rest)}' is not known to '{options.verb}'")
    options.run = verbs[options.verb]
    return options, rest


def require_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old."""
    if version < LOWEST:
        needed = ".".join(map(str, LOWEST))
        found = ".".join(map(str, version))
        raise RefusedError(
            f"This needs Python {needed} or newer and was started with {found}: "
            f"install a newer one from https://www.python.org and start this again with it."
        )


def venv_python() -> Path:
    """Where the environment's interpreter is, on this system."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(files: tuple[str, ...]) -> str:
    """What an installation depends on: the interpreter, the place, and the requirements."""
    seen = hashlib.sha256(f"{sys.version}{platform.machine()}{ROOT}".encode())
    for name in files:
        seen.update((ROOT / name).read_bytes())
    return seen.hexdigest()


def is_installed(files: tuple[str, ...]) -> bool:
    """True where the environment was made for just what the files ask for now."""
    stamp = VENV / f"installed-{files[-1]}"
    noted = stamp.read_text(encoding="utf-8") if stamp.exists() else None
    return venv_python().exists() and noted == fingerprint(files)


def set_up(files: tuple[str, ...]) -> Path:
    """Make the environment hold what the files ask for, and return its interpreter."""
    if is_installed(files) or is_installed(CHECKS):  # what the checks need holds all the rest
        return venv_python()
    started = time.perf_counter()
    print(f"Setting up in {VENV.name} (once; about a minute) ...", flush=True)
    install(files, shutil.which("uv"))
    (VENV / f"installed-{files[-1]}").write_text(fingerprint(files), encoding="utf-8")
    print(f"Ready after {time.perf_counter() - started:.0f} s.", flush=True)
    return venv_python()


def install(files: tuple[str, ...], uv: str | None) -> None:
    """Install with uv where it is found and works, else with venv and pip."""
    asked = [part for name in files for part in ("-r", str(ROOT / name))]
    if uv and quiet([uv, "venv", "--allow-existing", "--python", sys.executable, str(VENV)]):
        python = str(venv_python())
        if quiet([uv, "pip", "install", "--python", python, *asked]):
            return
    if not is_installed(RUNTIME):  # else the checks' packages are added to what is there
        make_venv()
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
    if subprocess.run([*command, *asked], cwd=ROOT, check=False).returncode:
        raise RefusedError(
            "The packages could not be installed (pip's words are above): "
            "check the network connection or proxy, then start this again."
        )


def make_venv() -> None:
    """Make `.venv` with pip in it, or say which one command is missing for that."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise RefusedError(missing_venv_sentence(shutil.which("apt-get") is not None))
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        if "ensurepip" in made.stdout + made.stderr:
            raise RefusedError(missing_venv_sentence(shutil.which("apt-get") is not None))
        raise RefusedError(f"The folder {VENV} could not be made: {last_line(made.stderr)}")


def missing_venv_sentence(has_apt: bool) -> str:
    """The one sentence for a system's Python without venv."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if has_apt:
        return (
            f"This Python comes without 'venv': add it with `sudo apt-get install -y {name}-venv`."
        )
    return (
        f"This Python comes without 'venv': install your system's package for it "
        f"(often `{name}-venv`), or Python from https://www.python.org."
    )


def last_line(text: str) -> str:
    """The last line that says something."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason was given."


def quiet(command: list[str]) -> bool:
    """Run a command without its output; True where it worked."""
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def environment(**extra: str) -> dict[str, str]:
    """The environment of what is started: UTF-8 everywhere, this project first on the path."""
    return {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), **extra}


def serve(options: argparse.Namespace, _rest: list[str]) -> int:
    """Start the dashboard on this machine and open it."""
    require_free(options.port)
    python = set_up(RUNTIME)
    address = f"http://localhost:{options.port}"
    command = [str(python), "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.address=127.0.0.1", f"--server.port={options.port}"]
    command += ["--server.headless=true", "--logger.hideWelcomeMessage=true"]
    settings = environment(
        MLS_METRICS_MODE="edit", MLS_METRICS_WORKSPACE=str(options.workspace.resolve())
    )
    process = subprocess.Popen(command, cwd=ROOT, env=settings)
    greeting = threading.Thread(
        target=greet, args=(address, not options.headless, process), daemon=True
    )
    greeting.start()
    return stand_by(process)


def stand_by(process: subprocess.Popen[bytes]) -> int:
    """Wait for the server; take it along when this process is asked to stop."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
        print("\nStopped.")
        return 0


def require_free(port: int) -> None:
    """Refuse a port that another program listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    if taken:
        raise RefusedError(
            f"Port {port} is in use, perhaps by this dashboard already: open "
            f"http://localhost:{port}, or choose another with `--port {port + 1}`."
        )


def greet(address: str, open_browser: bool, process: subprocess.Popen[bytes]) -> None:
    """Say the address as soon as it answers, and open it."""
    if not wait_until_up(address, process):
        return
    print(f"The dashboard is at {address} (stop it with Ctrl+C).", flush=True)
    if open_browser:
        webbrowser.open(address)


def wait_until_up(address: str, process: subprocess.Popen[bytes], seconds: float = 60.0) -> bool:
    """Wait for the server's own health answer; False where it never came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


class Steps:
    """Named commands, each printed with its time; remembers which failed."""

    def __init__(self, python: Path, **extra: str) -> None:
        self.python, self.extra = python, extra
        self.lines: list[tuple[str, float, bool]] = []

    def run(self, name: str, *command: str) -> None:
        """Run a module of the environment as one step."""
        print(f"\n=== {name}: {' '.join(command)}", flush=True)
        started = time.perf_counter()
        code = subprocess.run(
            [str(self.python), *command], cwd=ROOT, env=environment(**self.extra), check=False
        ).returncode
        self.add(name, time.perf_counter() - started, code == 0)

    def add(self, name: str, seconds: float, passed: bool) -> None:
        """Note a step's outcome."""
        self.lines.append((name, seconds, passed))
        print(f"--- {name}: {'passed' if passed else 'FAILED'} in {seconds:.1f} s", flush=True)

    def close(self) -> int:
        """Print all steps in one table; 0 where all passed."""
        print("\nstep                    seconds")
        for name, seconds, passed in self.lines:
            print(f"{name:<24}{seconds:>7.1f}  {'passed' if passed else 'FAILED'}")
        failed = [name for name, _, passed in self.lines if not passed]
        print(f"FAILED: {', '.join(failed)}" if failed else "All steps passed.", flush=True)
        return 1 if failed else 0


def run_linters(steps: Steps) -> None:
    """Format, style, types, floors, SQL."""
    steps.run("format", "-m", "ruff", "format", "--check", ".")
    steps.run("style", "-m", "ruff", "check", ".")
    steps.run("types", "-m", "mypy")
    steps.run("floors", "-c", "from importlinter.cli import lint_imports_command as c; c()")
    steps.run("sql", "-m", "sqlfluff", "lint", "--processes", "0", "mls_metrics/warehouse")


def lint(_options: argparse.Namespace, _rest: list[str]) -> int:
    """Everything a machine can say without running the product."""
    steps = Steps(set_up(CHECKS))
    run_linters(steps)
    return steps.close()


def check(_options: argparse.Namespace, _rest: list[str]) -> int:
    """The checks to run before a commit: linters, architecture, unit and spec tests."""
    steps = Steps(set_up(CHECKS))
    run_linters(steps)
    quick = [f"tests/{name}" for name in ("unit", "spec") if (ROOT / "tests" / name).is_dir()]
    steps.run(
        "quick tests", "-m", "pytest", "tests/test_architecture.py", "tests/test_docs.py", *quick
    )
    return steps.close()


def test(options: argparse.Namespace, rest: list[str]) -> int:
    """Every check; what follows goes to pytest, and with paths only those tests run."""
    python = set_up(CHECKS)
    browser = find_browser()
    steps = Steps(python, **({"MLS_METRICS_BROWSER": browser} if browser else {}))
    if any((ROOT / part.split("::")[0]).exists() for part in rest):
        steps.run("tests", "-m", "pytest", *rest)
        return steps.close()
    run_linters(steps)
    # files stay whole, the long ones first: what a file computes once is computed once
    steps.run("tests", "-m", "pytest", *SIDE_BY_SIDE, "--ignore=tests/browser", *rest)
    if options.no_browser:
        print("\nThe browser tests were left out, as asked.")
    elif browser is None:
        print(f"\n{no_browser_sentence()}", file=sys.stderr)
        steps.add("browser tests", 0.0, False)
    else:
        steps.run("browser tests", "-m", "pytest", *SPREAD, "tests/browser", *rest)
    return steps.close()


def find_browser() -> str | None:
    """The system's Chromium, Chrome or Edge; None where there is none."""
    named = os.environ.get("MLS_METRICS_BROWSER")
    if named and Path(named).is_file():
        return named
    for name in BROWSER_NAMES.split():
        found = shutil.which(name)
        if found:
            return found
    roots = [os.environ.get(key) for key in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    under = [Path(root) / tail for root in roots if root for tail in BROWSER_UNDER_PROGRAMS]
    for path in [*map(Path, BROWSER_FILES), *under]:
        if path.is_file():
            return str(path)
    return None


def no_browser_sentence() -> str:
    """How to get a browser for the browser tests, on this system."""
    fix = {
        "Darwin": "`brew install --cask chromium`",
        "Windows": "`winget install Google.Chrome`",
    }.get(platform.system(), "`sudo apt-get install -y chromium`")
    return (
        f"The browser tests need Chromium, Chrome or Edge: get it with {fix}, or use --no-browser."
    )


def bench(options: argparse.Namespace, _rest: list[str]) -> int:
    """Files to Brief and page switches; or an import, the evidence, the steps of a scenario."""
    steps = Steps(set_up(CHECKS))
    size = options.evidence or options.rows
    name = "evidence_speed" if options.evidence else "import_speed" if size else "bench_pages"
    name = "scenario_step" if options.scenarios else name
    steps.run("bench", "-m", f"tests.bench.{name}", *([str(size)] if size else []))
    return steps.close()


def validate(options: argparse.Namespace, _rest: list[str]) -> int:
    """Known truths recovered: fresh made-up companies, and public data sets in --data."""
    steps = Steps(set_up(CHECKS))
    data = ["--data", str(options.data.resolve())] if options.data else []
    steps.run("validate", "-m", "tests.validation.validate", *data)
    return steps.close()


def sample(_options: argparse.Namespace, _rest: list[str]) -> int:
    """Write the committed sample company again."""
    steps = Steps(set_up(RUNTIME))
    steps.run("sample", "-m", "mls_metrics", "simulate", "--out", "data")
    return steps.close()


if __name__ == "__main__":
    sys.exit(main())
