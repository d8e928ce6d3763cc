"""Files chosen by path below the one folder that an installation may read from."""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mls_metrics.errors import NothingUsableError, UserError
from mls_metrics.intake.receive import KINDS, is_visible

LOOKED_AT, LONGEST = 20_000, 4_000
NAMED = 5
HIDDEN, OTHER, OUTSIDE = "hidden", "not a table", "leads out of the allowed folder"
CLOSED, TWICE, OURS = "may not be read", "the same file again", "the dashboard's own copies"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file or folder that is not taken, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What would be read: each file where it really lies, with the name it is brought in by."""

    place: str
    names: Mapping[Path, str]
    size: int
    left_out: tuple[LeftOut, ...]


def offer(root: Path, typed: str, *, apart: Path | None = None) -> Offer:
    """The files that a path below `root` means, from names and sizes alone: none is opened.

    Parameters
    ----------
    root : Path
        The allowed folder; links are followed as long as they stay in it.
    typed : str
        A file or folder, as a path from `root` or a whole one.
    apart : Path, optional
        A folder whose files are never taken: the workspace's own copies.

    Raises
    ------
    NothingUsableError
        A path outside of `root`, hidden or missing, or a folder without a table.
    """
    typed, inside = typed[:LONGEST], real(root)
    if inside is None or not inside.is_dir():
        raise NothingUsableError(
            "The folder for large files could not be opened.",
            f"MLS_METRICS_FOLDER names '{root}', which is no folder.",
            "Correct the setting, or create the folder.",
        )
    target = chosen(root, inside, typed)
    own = real(apart) if apart is not None else None
    entries = below(target, inside, own) if target.is_dir() else [(target.name, target)]
    found, left_out = sorted_out(entries, inside, own)
    if not found:
        raise no_table(typed, left_out)
    size = sum(path.stat().st_size for path in found)
    place = target.relative_to(inside).as_posix()
    return Offer(place=place, names=found, size=size, left_out=tuple(left_out))


def require_room(offered: Offer, directory: Path) -> None:
    """Refuse before the first byte what cannot be kept.

    Raises
    ------
    UserError
        The disk that holds `directory` has less room than the files take.
    """
    there = next(path for path in (directory, *directory.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if offered.size > free:
        raise UserError(
            "The files do not fit on this disk.",
            f"They take {megabytes(offered.size)}; {megabytes(free)} are free where the dashboard "
            "keeps its copies.",
            "Make room, choose fewer files, or keep the workspace on a larger disk.",
        )


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{max(size, 1) / 1e3:,.1f} kB"


def reasons_line(left_out: Sequence[LeftOut]) -> str:
    """The first few files that are left out, each with its reason."""
    said = [f"'{item.name}' ({item.reason})" for item in left_out[:NAMED]]
    more = len(left_out) - NAMED
    return ", ".join(said) + (f" and {more:,} more" if more > 0 else "")


def chosen(root: Path, inside: Path, typed: str) -> Path:
    """Where a typed path really leads, if that is below the allowed folder.

    What lies outside is refused by its name alone, before the disk is asked: an answer there
    would say what exists, and a network path would call its host.
    """
    text = typed.strip().strip("\"'")
    home = text == "~" or text.startswith(("~/", "~\\"))
    try:
        path = Path(os.path.normpath(inside / (Path(text).expanduser() if home else text)))
    except (RuntimeError, ValueError):
        raise missing(typed, root) from None
    base = next((base for base in (inside, absolute(root)) if path.is_relative_to(base)), None)
    if base is None:
        raise outside(typed, root)
    target = real(inside / path.relative_to(base))
    if target is not None and not target.is_relative_to(inside):
        raise outside(typed, root)
    if target is None or not is_there(target):
        raise missing(typed, root)
    if not (is_visible(path, base) and is_visible(target, inside)):
        raise NothingUsableError(
            f"'{typed}' is hidden.",
            "Hidden files and folders, whose name begins with a point, are never read.",
            "Move the file to a folder that is not hidden.",
        )
    return target


def below(folder: Path, root: Path, own: Path | None) -> Iterator[tuple[str, Path]]:
    """Every entry below a folder by its name from there; a folder not opened is one entry."""
    pending, seen, looked = [("", folder)], {folder}, 0
    while pending:
        above, here = pending.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError:
            yield above, here
            continue
        for entry in entries:
            looked += 1
            if looked > LOOKED_AT:
                raise too_many(folder)
            name, target = f"{above}{entry.name}", real(entry)
            if target is None or not target.is_dir() or reason_shut(entry, target, root, own):
                yield name, entry
            elif target not in seen:
                seen.add(target)
                pending.append((f"{name}/", target))


def sorted_out(
    entries: Iterable[tuple[str, Path]], root: Path, own: Path | None
) -> tuple[dict[Path, str], list[LeftOut]]:
    """Entries to read, and those left out with the reason."""
    found: dict[Path, str] = {}
    left_out: list[LeftOut] = []
    for name, entry in sorted(entries, key=lambda item: item[0]):
        target = real(entry)
        reason = reason_against(entry, target, root, own)
        if reason is None and target in found:
            reason = TWICE
        if reason is not None or target is None:
            left_out.append(LeftOut(name=name or entry.name, reason=reason or CLOSED))
        else:
            found[target] = name
    return found, left_out


def reason_against(entry: Path, target: Path | None, root: Path, own: Path | None) -> str | None:
    """Why an entry is not read; None where it is."""
    if target is None:
        return CLOSED
    if shut := reason_shut(entry, target, root, own):
        return shut
    try:
        mode = target.stat().st_mode
    except OSError:
        return CLOSED
    if not stat.S_ISDIR(mode) and not (stat.S_ISREG(mode) and target.suffix.lower() in KINDS):
        return OTHER
    return None if stat.S_ISREG(mode) and os.access(target, os.R_OK) else CLOSED


def reason_shut(entry: Path, target: Path, root: Path, own: Path | None) -> str | None:
    """Why a file or folder is not even looked into, by where it lies."""
    if not target.is_relative_to(root):
        return OUTSIDE
    if not (is_visible(entry, entry.parent) and is_visible(target, root)):
        return HIDDEN
    return OURS if own is not None and target.is_relative_to(own) else None


def real(path: Path) -> Path | None:
    """The path with every link followed; None where that leads nowhere or in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None


def is_there(path: Path) -> bool:
    """True where the disk knows the path; a name that no disk could hold is not there."""
    try:
        return path.exists()
    except OSError:
        return False


def absolute(path: Path) -> Path:
    """The path from the root of the disk, links not followed."""
    return Path(os.path.normpath(path.expanduser().absolute()))


def outside(typed: str, root: Path) -> NothingUsableError:
    """The error for a path that leads out of the allowed folder."""
    return NothingUsableError(
        f"'{typed}' is not read.",
        f"Only what lies below '{root}' may be read here.",
        "Copy it there, or have MLS_METRICS_FOLDER name another folder when the dashboard starts.",
    )


def missing(typed: str, root: Path) -> NothingUsableError:
    """The error for a path that names nothing."""
    return NothingUsableError(
        f"'{typed}' could not be found.",
        f"Nothing of that name lies below '{root}'.",
        "Check the name and its folder.",
    )


def too_many(folder: Path) -> NothingUsableError:
    """The error for a folder too large to be meant."""
    return NothingUsableError(
        f"'{folder.name}' is not read.",
        f"It holds more than {LOOKED_AT:,} files and folders.",
        "Name the folder in it that holds the exports.",
    )


def no_table(typed: str, left_out: Sequence[LeftOut]) -> NothingUsableError:
    """The error for a path with nothing to read in it."""
    kinds = ", ".join(sorted(KINDS))
    return NothingUsableError(
        f"'{typed}' holds nothing that can be read.",
        f"Left out: {reasons_line(left_out)}." if left_out else "It is empty.",
        f"Files are read by these endings: {kinds}.",
    )
