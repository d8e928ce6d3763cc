"""What a layout would decide by and a file lacks: deciding columns, and ids of its own."""

import re
from collections.abc import Sequence

from mls_metrics.intake.headers import Headers, first_place
from mls_metrics.intake.layouts import Layout, positions_of


def absent_cases(layout: Layout, headers: Headers) -> list[str]:
    """Columns that decide a value case by case and are not there, as the layout names them."""
    named = {
        case.names
        for rule in layout.rules
        if rule.kind == "cases" and rule.target == "status"
        for case in rule.cases
    }
    absent = [names[0] for names in named if first_place(headers, names) is None]
    return sorted(f"'{in_words(name)}'" for name in absent)


def in_words(name: str) -> str:
    """A name as people read it: of a pattern what is left without its signs."""
    if not name.startswith("/"):
        return name
    return " ".join(re.sub(r"\\[a-z]|[^\w%]+", " ", name.replace("_", " ")).split())


def stand_ins(layout: Layout, headers: Headers) -> list[str]:
    """Which ids are only stood in for: people by an address or login, programs by a title."""
    places = {rule.target: positions_of(rule, headers) or () for rule in layout.rules}
    titles = {
        place
        for other in layout.also
        for rule in other.rules
        if rule.target == "program_name"
        for place in positions_of(rule, headers) or ()
    }
    people = {*places.get("email", ()), *places.get("username", ())}
    found = []
    if places.get("employee_id") and set(places["employee_id"]) <= people:
        found.append("employee")
    if places.get("program_id") and set(places["program_id"]) <= titles:
        found.append("program")
    return found


def stand_in_words(stand_in: Sequence[str]) -> str:
    """What stands in for the ids."""
    words = {
        "employee": "people are known by address or login",
        "program": "programs are known by their titles",
    }
    return " and ".join(words[name] for name in stand_in)
