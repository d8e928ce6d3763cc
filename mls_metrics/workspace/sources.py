"""Files of a workspace on disk: sources by fingerprint, confirmed mappings, saved runs."""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mls_metrics.intake.layouts import Layout
from mls_metrics.intake.receive import Received, receive
from mls_metrics.intake.remembered import remembered_layouts
from mls_metrics.model.source import ImportReport


class Shelf:
    """The folders of a workspace; whatever is written appears whole or not at all."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def source_path(self, sha256: str, name: str) -> Path:
        """Where a source of that fingerprint lies."""
        return self.directory / "sources" / f"{sha256}{Path(name).suffix.lower()}"

    @contextmanager
    def keeping(self, items: Mapping[str, Received]) -> Iterator[None]:
        """Keep files; those that were not there before go again where what follows fails."""
        fresh: list[Path] = []
        try:
            for item in items.values():
                fresh += self.keep_source(item)
            yield
        except BaseException:
            for path in fresh:
                path.unlink(missing_ok=True)
            raise

    def keep_source(self, item: Received) -> list[Path]:
        """Keep a file's bytes untouched under their fingerprint; where, if it is new."""
        target = self.source_path(item.sha256, item.name)
        if target.is_file():
            return []
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".part")
        shutil.copyfile(item.path, partial)
        partial.replace(target)
        return [target]

    def source_of(self, report: ImportReport) -> Received:
        """The kept source of an import, under the name it was brought in by."""
        path = self.source_path(report.sha256, report.file)
        return replace(receive([path])[0], name=report.file)

    def mappings(self) -> tuple[Layout, ...]:
        """The mappings that people confirmed here, the fullest first."""
        return remembered_layouts(self.directory / "mappings")

    def save_mapping(self, key: str, text: str) -> None:
        """Remember a confirmed mapping by the fingerprint of its headers."""
        write_whole(self.directory / "mappings" / f"{key}.toml", text)

    def mapping_texts(self) -> list[tuple[str, str]]:
        """Key and text of every confirmed mapping, in the order of the keys."""
        paths = sorted((self.directory / "mappings").glob("*.toml"))
        return [(path.stem, path.read_text(encoding="utf-8")) for path in paths]

    def drop_mapping(self, key: str) -> None:
        """Remember a mapping no longer."""
        (self.directory / "mappings" / f"{key}.toml").unlink()

    def save_run(self, text: str) -> Path:
        """Keep the JSON of an assessment, named by its fingerprint."""
        name = f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"
        return write_whole(self.directory / "runs" / name, text)


def write_whole(path: Path, text: str) -> Path:
    """Write a text file so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f"{path.suffix}.part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)
    return path


def fingerprint(report: ImportReport) -> str:
    """What of one import decides over the values made of it."""
    columns = ",".join(f"{match.source}>{match.target}" for match in report.columns)
    return "|".join(
        (report.sha256, report.sheet or "", report.table or "", report.date_order or "", columns)
    )
