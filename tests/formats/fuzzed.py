"""Random and damaged files: every one is read or refused in words, in time and within memory."""

import io
import json
import multiprocessing as mp
import random
import resource
import string
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path

import xlsxwriter

from mls_metrics.errors import UserError
from mls_metrics.workspace import Workspace
from tests.formats.sampled import samples

SECONDS, MEMORY_BYTES = 10.0, 1 << 30  # of a processor; a hanging file is killed after PATIENCE
PATIENCE = 6
WORKERS, TOGETHER = 2, 40
CELLS = (
    "", "-", "N/A", "0", "-1", "1e400", "1.2E+05", "NaN", "inf", "01/02/2024", "31/02/2024",
    "2024-13-45", "99999999999999999999", '="00124"', "'00125", "=cmd|' /C calc'!A0", "@SUM(A1)",
    "Completed", "In Progress / Past Due", "\u200b", "\ufeff", "\x00", "\u202e", "a" * 3000, '"',
    "'; drop table landing.imports; --", "$p0", "{r}", "{d}", "ß", "社員番号", "1.234", "1,234",
    "85%", "(120)", "12:61", "PT1H", "line\nbreak", "line\r\nbreak", "Total", "true", "\\",
)  # fmt: skip
HEADERS = (
    "Employee ID", "Course", "Status", "Completed on", "Hire Date", "Score", "Email", "Hours", "",
    "Employee ID", "Jan-24", "Q1 FY24", "Total", "kpi", "value", "period", "_row", "c0", "skill",
    "level", "assessed_on", "employee_id", "program_id", "status", "amount", "verb.id",
)  # fmt: skip


@dataclass(slots=True)
class Fuzzed:
    """What came of the files: counts by kind and outcome, what must not have been with its file."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    kept: list[tuple[str, bytes]] = field(default_factory=list)
    slowest_seconds: float = 0.0
    most_bytes: int = 0


def random_bytes(chance: random.Random) -> tuple[str, bytes]:
    """Bytes without sense under the name of a table."""
    ending = chance.choice(["csv", "xlsx", "xls", "parquet", "json", "jsonl", "tsv", "zip"])
    magic = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1", b"\xff\xfe", b"{", b"["]
    start = chance.choice(magic)
    return f"file.{ending}", start + chance.randbytes(chance.randint(0, 4000))


def table_text(chance: random.Random) -> tuple[str, bytes]:
    """Text by the grammar of tables, with everything that cells can hold."""
    delimiter = chance.choice([",", ";", "\t", "|"])
    end = chance.choice(["\n", "\r\n", "\r"])
    width = chance.randint(1, 12)
    rows = [[chance.choice(HEADERS) for _ in range(width)]]
    rows += [
        [chance.choice(CELLS) for _ in range(width + chance.choice([0, 0, 0, 1, -1]))]
        for _ in range(chance.randint(0, 60))
    ]
    quote = chance.random()
    lines = [
        delimiter.join(
            '"' + cell.replace('"', '""') + '"' if chance.random() < quote else cell for cell in row
        )
        for row in rows
    ]
    codec = chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "utf-16-be"])
    return "table.csv", end.join(lines).encode(codec, "replace")


def damaged_sample(chance: random.Random) -> tuple[str, bytes]:
    """A sample of a layout with bytes changed, cut, doubled or shifted."""
    sample = chance.choice(samples())
    content = bytearray(sample.path.read_bytes())
    for _ in range(chance.randint(1, 20)):
        if not content:
            break
        at = chance.randrange(len(content))
        act = chance.randrange(4)
        if act == 0:
            content[at] = chance.randrange(256)
        elif act == 1:
            del content[at : at + chance.randint(1, 40)]
        elif act == 2:
            content[at:at] = content[at : at + chance.randint(1, 40)]
        else:
            content[at:at] = chance.choice([b'"', b"\n", b"\x00", b",", b"\xff", b"\r"])
    return sample.filed, bytes(content)


@cache
def plain_book() -> dict[str, str]:
    """The parts of a small sound workbook."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("S").write(0, 0, 1)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def workbook_zip(chance: random.Random) -> tuple[str, bytes]:
    """Workbooks whose parts are missing, damaged or monstrous."""
    corner = chance.choice(["XFD1048576", "A1048576", "XFD1", "B2", "ZZZZ9999999", "A0", ""])
    values = ["<v>1</v>", "<v></v>", "<v>1e400</v>", "<f>1/0</f>", "<is><t>x</t></is>"]
    value = chance.choice(values)
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="{corner}">{value}</c></row>'
        f"</sheetData>{'' if chance.random() < 0.2 else '</worksheet>'}"
    )
    parts = plain_book() | {"xl/worksheets/sheet1.xml": sheet}
    if chance.random() < 0.3:
        del parts[chance.choice(list(parts))]
    if chance.random() < 0.1:
        parts["xl/sharedStrings.xml"] = "<sst>" + "a" * chance.choice([10, 60_000_000]) + "</sst>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    content = bytearray(stream.getvalue())
    if chance.random() < 0.3:
        content[chance.randrange(len(content))] ^= 0xFF
    return "book.xlsx", bytes(content)


def json_text(chance: random.Random) -> tuple[str, bytes]:
    """Objects in lines or lists: deep, ragged, cut, with names that mean something or nothing."""

    def value(depth: int) -> object:
        kind = chance.randrange(6 if depth < 4 else 3)
        if kind == 3:
            return {chance.choice(HEADERS) or "x": value(depth + 1) for _ in range(3)}
        if kind == 4:
            return [value(depth + 1) for _ in range(chance.randint(0, 3))]
        return chance.choice([chance.choice(CELLS), None, True, 1.5, 10**30])

    count = chance.randint(0, 9)
    found = [{name: value(0) for name in chance.sample(HEADERS, 4)} for _ in range(count)]
    text = "\n".join(map(json.dumps, found)) if chance.random() < 0.5 else json.dumps(found)
    if chance.random() < 0.3:
        text = text[: chance.randint(0, len(text))]
    if chance.random() < 0.05:
        text = "[" * 100_000
    return f"events.{chance.choice(['json', 'jsonl'])}", text.encode()


def archive_of(chance: random.Random) -> tuple[str, bytes]:
    """Archives with names that lead elsewhere, archives in archives, and bombs."""
    stream = io.BytesIO()
    names = ["a.csv", "../../b.csv", "/etc/c.csv", "d/e.csv", "inner.zip", "C:\\x.csv"]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in chance.sample(names, chance.randint(0, 4)):
            size = chance.choice([10, 1000, 80_000_000])
            archive.writestr(name, b"employee_id,hire_date\n1,2020-01-01\n" + b"0" * size)
    return "export.zip", stream.getvalue()


KINDS: Mapping[str, Callable[[random.Random], tuple[str, bytes]]] = {
    "bytes": random_bytes,
    "table text": table_text,
    "damaged sample": damaged_sample,
    "workbook": workbook_zip,
    "JSON": json_text,
    "archive": archive_of,
}
SHARES = {"bytes": 2, "table text": 4, "damaged sample": 4, "workbook": 1, "JSON": 2, "archive": 1}


def outcome_of(name: str, content: bytes, workspace: Workspace) -> tuple[str, str]:
    """``read``, ``refused`` or ``fault``, with what the fault is."""
    letters = set(string.ascii_letters + string.digits + "._-")
    safe = "".join(sign if sign in letters else "_" for sign in name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / safe
        path.write_bytes(content)
        try:
            workspace.add([path])
        except UserError as error:
            if error.what and error.found and error.fix:
                return "refused", ""
            return "fault", f"a refusal without what, found and fix: {error}"
        except Exception as error:
            return "fault", f"{type(error).__name__}: {str(error)[:300]}"
        said = workspace.findings_of_intake()
        grave = [item for item in said if item.severity == "error" and not item.fix]
        silent = [item.id for item in [*said, *grave] if not item.sentence or item in grave]
        return ("fault", f"finding without words: {silent}") if silent else ("read", "")


def serve(pipe: Connection) -> None:
    """A worker: one file after the other, until there is none."""
    base, done, workspace = peak_bytes(), 0, Workspace.open(None)
    while (task := pipe.recv()) is not None:
        if done % TOGETHER == TOGETHER - 1:
            workspace.close()
            workspace = Workspace.open(None)
        began = time.process_time()  # whoever else keeps the machine busy is no fault of a file
        verdict, why = outcome_of(*task, workspace)
        pipe.send((verdict, why, time.process_time() - began, peak_bytes() - base))
        done += 1
    workspace.close()


def peak_bytes() -> int:
    """The most memory that this process ever held.

    `ru_maxrss` is handed down from the parent that started a process, so Linux is asked for the
    peak of this program's own memory.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return 1024 * int(status.split("VmHWM:")[1].split()[0])


def start() -> tuple[mp.process.BaseProcess, Connection]:
    """A new worker, which has read one small table already."""
    context = mp.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    ours.send(("warm.csv", b"employee_id,hire_date\n1,2020-01-01\n"))
    ours.recv()
    return process, ours


def fuzz(*, count: int, seed: int, workers: int = WORKERS) -> Fuzzed:
    """Bring in so many files, each in a worker with a limit on time, and say what came of them."""
    chance = random.Random(seed)
    found = Fuzzed()
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
    crew = [start() for _ in range(workers)]
    sent: dict[int, tuple[str, str, bytes, float]] = {}
    left = count
    while left or sent:
        for number, (_, pipe) in enumerate(crew):
            if number not in sent and left:
                kind = chance.choice(kinds)
                name, content = KINDS[kind](chance)
                pipe.send((name, content))
                sent[number] = (kind, name, content, time.perf_counter())
                left -= 1
        for number in list(sent):
            kind, name, content, began = sent[number]
            process, pipe = crew[number]
            faults = len(found.faults)
            if take(found, kind, name, process, pipe, began):
                found.kept += [(name, content)] * (len(found.faults) - faults)
                del sent[number]
                if not process.is_alive():
                    crew[number] = start()
        time.sleep(0.001)
    for process, pipe in crew:
        pipe.send(None)
        process.join()
    return found


def take(
    found: Fuzzed,
    kind: str,
    name: str,
    process: mp.process.BaseProcess,
    pipe: Connection,
    began: float,
) -> bool:
    """Count one file whose worker has finished, died or taken too long; False while it works."""
    try:
        if pipe.poll():
            verdict, why, seconds, held = pipe.recv()
            found.slowest_seconds = max(found.slowest_seconds, seconds)
            found.most_bytes = max(found.most_bytes, held)
            if seconds > SECONDS:
                verdict, why = "fault", f"{seconds:.1f} s"
            if held > MEMORY_BYTES:
                verdict, why = "fault", f"{held / 1e6:,.0f} MB"
        elif not process.is_alive():
            verdict, why = "fault", "its process died"
        elif time.perf_counter() - began > PATIENCE * SECONDS:
            process.kill()
            process.join()
            verdict, why = "fault", f"over {PATIENCE * SECONDS:.0f} s"
        else:
            return False
    except EOFError:
        process.join()
        verdict, why = "fault", "its process died"
    found.counts[kind, verdict] += 1
    if verdict == "fault":
        found.faults.append(f"{kind} {name}: {why}")
    return True
