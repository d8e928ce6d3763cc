"""The command line: everything the pages compute, without Streamlit (contract.md 2).

Exit 0: done, even where rows were set aside or numbers refused; 2: nothing usable, with one
sentence on standard error. Nothing but the result goes to standard output.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from mls_metrics.catalog.load import load_policy
from mls_metrics.errors import UserError
from mls_metrics.version import __version__

OUT_KINDS = {".json"}


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence on standard error and exit 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and stop."""
        self.exit(2, f"{self.prog}: {message}. `{self.prog} --help` shows the forms.\n")


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return the exit code."""
    parser = build_parser()
    options = parser.parse_args(list(arguments))
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except UserError as error:
        print(str(error), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def build_parser() -> Parser:
    """The verbs and their options."""
    parser = Parser(prog="mls_metrics", description="Which learning programs to scale or retire.")
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=Parser)

    verb = verbs.add_parser("assess", help="assess exports and print the result as JSON")
    verb.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    verb.add_argument("--workspace", type=Path, metavar="DIR")
    verb.add_argument("--policy", type=Path, metavar="FILE")
    verb.add_argument("--as-of", type=read_date, metavar="DATE")
    verb.add_argument("--out", type=Path, metavar="FILE")
    verb.set_defaults(run=run_assess)

    verb = verbs.add_parser("import", help="bring files into a workspace")
    verb.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    verb.add_argument("--workspace", type=Path, metavar="DIR", required=True)
    verb.add_argument("--answers", type=Path, metavar="FILE")
    verb.add_argument("--report", type=Path, metavar="FILE")
    verb.set_defaults(run=run_import)

    verb = verbs.add_parser("recognise", help="say what files are, without importing them")
    verb.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=run_recognise)

    verb = verbs.add_parser("simulate", help="write a made-up company with known true effects")
    verb.add_argument("--out", type=Path, metavar="DIR", required=True)
    verb.add_argument("--story", metavar="NAME")
    verb.add_argument("--people", type=int, default=6000, metavar="N")
    verb.add_argument("--seed", type=int, default=20261, metavar="N")
    verb.add_argument("--later", action="store_true", help="the same company one month later")
    verb.set_defaults(run=run_simulate)

    verb = verbs.add_parser("explain", help="print a metric, a method, or the policy")
    verb.add_argument("name", metavar="METRIC_OR_METHOD")
    verb.set_defaults(run=run_explain)
    return parser


def read_date(text: str) -> date:
    """A date argument, ISO."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"'{text}' is not a date; write it as 2026-10-31"
        raise argparse.ArgumentTypeError(message) from error


def check_out(path: Path | None) -> None:
    """Refuse an output kind that is not built."""
    if path is not None and path.suffix.lower() not in OUT_KINDS:
        raise UserError(
            f"Files of kind '{path.suffix or path.name}' cannot be written.",
            f"Known kinds: {', '.join(sorted(OUT_KINDS))}.",
            "Choose one of these, or leave --out away to print JSON.",
        )


def write_text(path: Path, text: str) -> None:
    """Write a result file, with a sentence where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"The file '{path.name}' could not be written.",
            f"{error.strerror}.",
            "Check its folder.",
        ) from error


def run_assess(options: argparse.Namespace) -> int:
    """Assess files, or what a workspace already holds."""
    from mls_metrics.assess import assess
    from mls_metrics.report.assessment_json import assessment_text
    from mls_metrics.workspace import Workspace

    check_out(options.out)
    policy = load_policy(options.policy)
    if not options.paths and options.workspace is None:
        raise UserError(
            "There is nothing to assess.", "", "Name a file, a folder or a --workspace."
        )
    with Workspace.open(options.workspace) as workspace:
        if options.paths:
            workspace.add(options.paths)
        text = assessment_text(assess(workspace, policy=policy, as_of=options.as_of))
    if options.out is None:
        sys.stdout.write(text)
    else:
        write_text(options.out, text)
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Bring files into a workspace and report what was understood."""
    from mls_metrics.report.imports import import_report_text
    from mls_metrics.workspace import Workspace, read_answers

    answers = read_answers(options.answers) if options.answers else None
    with Workspace.open(options.workspace) as workspace:
        reports = workspace.add(options.paths, answers=answers)
        findings = workspace.findings_of_intake()
    text = import_report_text(reports, findings, with_values=True)
    if options.report is None:
        sys.stdout.write(text)
    else:
        write_text(options.report, text)
    return 0


def run_recognise(options: argparse.Namespace) -> int:
    """Say what files are."""
    from mls_metrics.report.imports import recognition_lines, recognition_text
    from mls_metrics.workspace import recognise

    reports = recognise(options.paths)
    sys.stdout.write(recognition_text(reports) if options.json else recognition_lines(reports))
    return 0


def run_simulate(options: argparse.Namespace) -> int:
    """Write a made-up company."""
    from mls_metrics.simulate import simulate

    simulate(
        options.out,
        people=options.people,
        seed=options.seed,
        story=options.story,
        later=options.later,
    )
    return 0


def run_explain(options: argparse.Namespace) -> int:
    """Print what a name stands for."""
    from mls_metrics.report.explain import explain

    sys.stdout.write(explain(options.name))
    return 0
