"""Which question each finding touches (touches.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mls_metrics.catalog.load import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A question, and the metrics, effects or value by which a program answers it."""

    id: str
    title: str
    measures: tuple[str, ...]


@cache
def touches() -> Mapping[str, Touched]:
    """The question by the id of a finding."""
    found: dict[str, Touched] = {}
    for name, entry in read_toml("touches.toml").items():
        touched = Touched(id=name, title=entry["title"], measures=tuple(entry["measures"]))
        for finding in entry["findings"]:
            assert finding not in found, f"{finding} stands twice"
            found[finding] = touched
    return found
