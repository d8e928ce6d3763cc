"""Whether rows make sense under a choice of columns: later dates are later, facts vary."""

from collections.abc import Mapping

from mls_metrics.intake.dates import ISO, LATER_THAN, Evidence, as_number, weigh
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.names import is_open

WRONG, DOUBTED = 0.1, 0.8
ENOUGH, REPEATED = 5, 5
PER_PROGRAM = ("started_on", "enrolled_on", "completed_on", "score")
# What tells the rows of a table apart.
KEYS = {
    "employees": "employee_id",
    "programs": "program_id",
    "sessions": "session_id",
    "skills": "skill",
    "objectives": "objective_id",
    "needs": "need_id",
    "audiences": "audience",
}


def doubts_of_rows(
    headers: Headers, table: str, chosen: Mapping[int, str]
) -> dict[int, tuple[float, str]]:
    """Factor and reason by position for choices that the rows speak against."""
    places = {target: position for position, target in chosen.items()}
    found = out_of_order(headers, places) | repeated_keys(headers, table, places)
    if table == "enrollments" and "employee_id" in places:
        for target in PER_PROGRAM:
            place = places.get(target)
            if place is None or not is_open(headers.cells[place]):
                continue
            if belongs_to_person(headers, places["employee_id"], place):
                found[place] = (DOUBTED, "the same in all rows of a person")
    return found


def repeated_keys(
    headers: Headers, table: str, places: Mapping[str, int]
) -> dict[int, tuple[float, str]]:
    """The column that tells the rows of a table apart, where its values repeat."""
    key = KEYS.get(table, "")
    if key not in places or "snapshot_date" in places:
        return {}
    values = headers.column(places[key])
    repeated = len(values) - len(set(values))
    if len(values) < ENOUGH or repeated <= WRONG * len(values):
        return {}
    reason = f"{repeated} of {len(values)} values repeat, where each row has its own"
    return {places[key]: (DOUBTED, reason)}


def out_of_order(headers: Headers, places: Mapping[str, int]) -> dict[int, tuple[float, str]]:
    """Columns of dates that stand before what they must follow in too many rows."""
    found: dict[int, tuple[float, str]] = {}
    dated = {name for pair in LATER_THAN for name in pair} & set(places)
    evidence = [weigh(headers.column(places[name])) for name in sorted(dated)]
    order = sum(evidence, Evidence()).order() or "dmy"
    for later, earlier in LATER_THAN:
        if later not in places or earlier not in places:
            continue
        pairs = [
            (b, a)
            for row in headers.sample
            if (b := day_number(row, places[later], order)) is not None
            and (a := day_number(row, places[earlier], order)) is not None
        ]
        wrong = sum(b < a for b, a in pairs)
        if len(pairs) >= ENOUGH and wrong > WRONG * len(pairs):
            for name, other in ((later, earlier), (earlier, later)):
                words = "before" if name == later else "after"
                reason = f"{wrong} of {len(pairs)} dates stand {words} {other.replace('_', ' ')}"
                found[places[name]] = (DOUBTED, reason)
    return found


def day_number(row: tuple[str, ...], position: int, order: str) -> int | None:
    """A date of a row as a number that grows with it; None where it is none."""
    cell = row[position] if position < len(row) else ""
    if ISO.match(cell):
        digits = "".join(sign for sign in cell[:10] if sign.isdigit())
        return iso_number(digits)
    return as_number(cell, order)


def iso_number(digits: str) -> int | None:
    """``20240131`` on the scale of numeric dates."""
    if len(digits) != 8:
        return None
    return int(digits[:4]) * 372 + int(digits[4:6]) * 31 + int(digits[6:])


def belongs_to_person(headers: Headers, person: int, fact: int) -> bool:
    """True where a fact never varies between the rows of one person, of enough such people."""
    seen: dict[str, set[str]] = {}
    rows: dict[str, int] = {}
    for row in headers.sample:
        if max(person, fact) < len(row) and row[person] and row[fact]:
            seen.setdefault(row[person], set()).add(row[fact])
            rows[row[person]] = rows.get(row[person], 0) + 1
    repeated = [key for key, count in rows.items() if count > 1]
    constant = all(len(seen[key]) == 1 for key in repeated)
    varied = len({value for values in seen.values() for value in values}) > 1
    return len(repeated) >= REPEATED and constant and varied
