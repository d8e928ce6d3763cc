"""Large regular text files: the same clean copy and evidence as `normalise`, without a row loop."""

from collections.abc import Mapping
from pathlib import Path

from mls_metrics.intake.dates import PREFIX
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.normalise import (
    KEPT_CELLS,
    KEPT_WORDS,
    LONG_PREFIX,
    WRAPPERS,
    Clean,
    good_rows,
)
from mls_metrics.intake.sniff import DELIMITERS, Sniffed
from mls_metrics.intake.textscan import (
    EVERY_SPACE,
    Below,
    IrregularError,
    TextScan,
    as_utf8,
    below,
    scan,
    without_beginning,
)
from mls_metrics.intake.vocabulary import words
from mls_metrics.model.copying import Copier, CopyOrder
from mls_metrics.model.progress import Tell, tell_nobody

LARGE_BYTES = 16 << 20
UTF8 = {"utf-8", "utf-8-sig"}


def copy_large(
    path: Path,
    sniffed: Sniffed,
    headers: Headers,
    target: Path,
    *,
    roles: Mapping[int, str],
    copier: Copier,
    tell: Tell = tell_nobody,
) -> Clean | None:
    """The clean copy of a large text file; None where the slow way has to be taken.

    Parameters
    ----------
    roles : mapping of int to str
        What to gather by position, as for `normalise`.
    """
    if sniffed.delimiter not in DELIMITERS or not headers.cells:
        return None
    transcoded = target.with_name(f"{target.stem}.utf8")
    shortened = target.with_name(f"{target.stem}.below")
    try:
        source, written = path, sniffed
        if sniffed.codec not in UTF8:
            source = as_utf8(path, sniffed, transcoded)
            written = Sniffed(encoding="utf-8", codec="utf-8", delimiter=sniffed.delimiter)
        start = below(source, written, headers.last_row)
        looked = scan(source, offset=start.offset, delimiter=sniffed.delimiter, tell=tell)
        if not start.is_plain:
            source = without_beginning(source, start.offset, shortened)
        order = order_of(source, target, headers, sniffed.delimiter, start, looked)
        odd = copier.copy(order)
    except IrregularError:
        return None
    finally:
        transcoded.unlink(missing_ok=True)
        shortened.unlink(missing_ok=True)
    if odd is None:
        return None
    clean = Clean(path=target, copier=copier)
    kept = [number for number, _ in good_rows(odd, headers, clean)]
    copier.keep(target, kept)
    gather_all(clean, roles, copier)
    return clean


def order_of(
    source: Path, target: Path, headers: Headers, delimiter: str, start: Below, looked: TextScan
) -> CopyOrder:
    """What the copier has to know."""
    return CopyOrder(
        source=source,
        target=target,
        delimiter=delimiter,
        skip=start.lines if start.is_plain else 0,
        width=len(headers.cells),
        first_row=headers.last_row + 1,
        rows=looked.rows,
        blank_after=tuple(looked.blank_after),
        line_end=looked.line_end,
        has_breaks=looked.has_breaks,
        trims=looked.trims,
        spaces="".join(sorted(looked.spaces)),
        every_space=EVERY_SPACE,
        first_header=headers.cells[0],
        total_words=tuple(sorted({token.split()[0] for token in words()["total_rows"]})),
    )


def gather_all(clean: Clean, roles: Mapping[int, str], copier: Copier) -> None:
    """What the whole file says of its dates, numbers and words."""
    target = clean.path
    clean.rows = copier.count(target)
    for position, role in roles.items():
        if role == "date":
            clean.dates[position] = copier.beginnings(
                target, position, digit=PREFIX, other=LONG_PREFIX
            )
        if role in ("number", "both"):
            clean.numbers[position] = copier.first_distinct(
                target, position, limit=KEPT_CELLS, holding=(",", ".")
            )
        if role in ("word", "both"):
            clean.words[position] = copier.first_distinct(target, position, limit=KEPT_WORDS)
        if role == "fill" and copier.is_filled(target, position):
            clean.filled.add(position)
    ids = [position for position, role in roles.items() if role == "id"]
    clean.is_wrapped = copier.begins_with(target, ids, WRAPPERS)
