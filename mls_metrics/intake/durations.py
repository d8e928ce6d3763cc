"""Units of time in headers."""

import re

UNITS = {"sec": 1 / 3600, "seconds": 1 / 3600, "min": 1 / 60, "minutes": 1 / 60, "hrs": 1.0, "hours": 1.0, "days": 8.0}  # fmt: skip


def unit_of_header(header: str) -> float | None:
    """Hours per unit that a header names; None where it names none."""
    words = re.findall(r"[a-z]+", header.casefold())
    return next((UNITS[word] for word in words if word in UNITS), None)
