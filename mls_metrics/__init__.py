"""Which learning programs to scale and which to retire, with how sure we are.

The public door: `open_workspace`, `assess`, `reweigh`, `load_policy`. Heavy imports happen on
first use, so that ``import mls_metrics`` stays instant.
"""

from importlib import import_module
from typing import Any

from mls_metrics.version import __version__

DOORS = {
    "Workspace": "mls_metrics.workspace",
    "assess": "mls_metrics.assess",
    "reweigh": "mls_metrics.assess",
    "load_policy": "mls_metrics.catalog.load",
    "simulate": "mls_metrics.simulate",
}

__all__ = ["DOORS", "__version__"]


def __getattr__(name: str) -> Any:
    if name not in DOORS:
        message = f"module 'mls_metrics' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(DOORS[name]), name)
