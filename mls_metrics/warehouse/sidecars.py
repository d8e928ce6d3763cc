"""The TOML beside each select: its grain, its keys, and what each column means."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def sidecar(room: str, name: str) -> dict[str, Any]:
    """The sidecar of one relation, metric or check."""
    path = files("mls_metrics.warehouse").joinpath(room, f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
