"""Results kept for all sessions of a process: same key, same value, the oldest dropped first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

KEPT = {
    "assessments": 6,
    "weighings": 48,
    "figures": 256,
    "books": 24,
    "proposals": 24,
    "placebos": 3,
    "worlds": 4,
    "outcomes": 32,
    "plans": 32,
    "heard": 16,
    "facts": 256,
}


@dataclass
class Shelf:
    """The shelves, with one lock each; `version` counts the changes of workspaces."""

    items: dict[str, OrderedDict[Hashable, Any]] = field(
        default_factory=lambda: {name: OrderedDict() for name in KEPT}
    )
    locks: dict[str, threading.RLock] = field(
        default_factory=lambda: {name: threading.RLock() for name in KEPT}
    )
    version: int = 0

    def get(self, shelf: str, key: Hashable, make: Callable[[], Any]) -> Any:
        """The kept value of that key, made where there is none."""
        kept = self.items[shelf]
        with self.locks[shelf]:
            if key not in kept:
                kept[key] = make()
                while len(kept) > KEPT[shelf]:
                    kept.popitem(last=False)
            kept.move_to_end(key)
            return kept[key]
