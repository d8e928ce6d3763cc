"""The change pulse in words: what the last load or undo changed, and why."""

from collections.abc import Iterator
from datetime import date

from mls_metrics.model.standing import Number, ProgramStanding, Pulse
from mls_metrics.narrative.metrics import metric_title
from mls_metrics.narrative.numbers import amount, between, count, day, plural
from mls_metrics.narrative.wording import ACTION_NAMES, say

EFFECTS = {
    "retention_12m": "effect on retention",
    "productivity": "effect on work",
    "speed": "effect on speed",
    "net_value": "value",
}


def pulse_sentence(pulse: Pulse) -> str:
    """One line: how many decisions changed, after which files."""
    changed = len(list(action_changes(pulse)))
    total = plural(len(pulse.after.programs), "program")
    if changed:
        what = say("pulse_changed", changed=changed, programs=total)
    else:
        what = say("pulse_same", programs=total)
    return f"{what} {since(pulse)}"


def meeting_sentence(pulse: Pulse | None, when: date | None) -> str:
    """One line: what changed since the last meeting, or why that cannot be said."""
    if when is None:
        return say("pulse_no_meeting")
    if pulse is None:
        return say("pulse_no_answer_then", day=day(when))
    if not pulse_lines(pulse):
        return say("pulse_nothing_since", day=day(when))
    changed = len(list(action_changes(pulse)))
    total = plural(len(pulse.after.programs), "program")
    what = (
        say("pulse_changed", changed=changed, programs=total)
        if changed
        else say("pulse_same", programs=total)
    )
    return f"{what} {say('pulse_since_meeting', day=day(when), until=pulse.before.as_of)}"


def since(pulse: Pulse) -> str:
    """What lies between the two answers: files, policy or version."""
    before, after = set(pulse.before.files), set(pulse.after.files)
    fresh, gone = sorted(after - before), sorted(before - after)
    if fresh:
        return say("pulse_since_files", files=listed(fresh))
    if gone:
        return say("pulse_since_undo", files=listed(gone))
    if pulse.before.data_sha256 != pulse.after.data_sha256:
        return say("pulse_since_reading")
    return say("pulse_since_policy")


def pulse_lines(pulse: Pulse) -> list[str]:
    """Every change worth a line, decisions first."""
    lines = [*action_changes(pulse), *comings_and_goings(pulse), *moved_numbers(pulse)]
    for words, name in (("pulse_gaps", "gaps"), ("pulse_objectives", "objectives")):
        before, after = set(getattr(pulse.before, name)), set(getattr(pulse.after, name))
        if before != after:
            fresh, gone = sorted(after - before), sorted(before - after)
            lines.append(say(words, opened=named(fresh), closed=named(gone)))
    lines += row_changes(pulse)
    return lines


def action_changes(pulse: Pulse) -> Iterator[str]:
    """Programs with another action, each with what moved it."""
    for before, after in in_both(pulse):
        if before.action != after.action:
            yield say(
                "pulse_action",
                program=after.program_name,
                before=ACTION_NAMES[before.action],
                after=ACTION_NAMES[after.action],
                why=why(before, after),
            )


def in_both(pulse: Pulse) -> Iterator[tuple[ProgramStanding, ProgramStanding]]:
    """Programs that both answers know."""
    was = {item.program_id: item for item in pulse.before.programs}
    for item in pulse.after.programs:
        if item.program_id in was:
            yield was[item.program_id], item


def why(before: ProgramStanding, after: ProgramStanding) -> str:
    """The first of what differs: an effect, the evidence, any other number."""
    moves = [*moves_of(before, after)]
    of_effects = [text for name, text in moves if name in EFFECTS]
    if of_effects:
        return of_effects[0]
    if before.grade != after.grade:
        return say("pulse_grade", before=before.grade, after=after.grade)
    return moves[0][1] if moves else say("pulse_small_moves")


def moves_of(before: ProgramStanding, after: ProgramStanding) -> Iterator[tuple[str, str]]:
    """Numbers that came, went, or left their earlier range."""
    for name in sorted(
        {*before.numbers, *after.numbers}, key=lambda id_: (id_ not in EFFECTS, id_)
    ):
        title = EFFECTS.get(name) or metric_title(name).lower()
        was, now = before.numbers.get(name), after.numbers.get(name)
        if was is None and now is not None:
            yield name, say("pulse_answered", what=title, now=told(now, name))
        elif now is None and was is not None:
            reason = after.refusals.get(name, "").rstrip(".")
            yield name, say("pulse_refused", what=title, reason=reason)
        elif was is not None and now is not None and not was[1] <= now[0] <= was[2]:
            yield (
                name,
                say("pulse_moved", what=title, before=told(was, name), now=told(now, name)),
            )


def told(number: Number, name: str) -> str:
    """Value and range."""
    value, low, high, unit = number
    as_difference = name in EFFECTS
    return (
        f"{amount(value, unit, as_difference=as_difference)} "
        f"({between(low, high, unit, as_difference=as_difference)})"
    )


def comings_and_goings(pulse: Pulse) -> Iterator[str]:
    """Programs that are new, and those that are no longer there."""
    was = {item.program_id: item.program_name for item in pulse.before.programs}
    now = {item.program_id: item.program_name for item in pulse.after.programs}
    fresh = [name for id_, name in now.items() if id_ not in was]
    gone = [name for id_, name in was.items() if id_ not in now]
    if fresh:
        yield say("pulse_new_programs", programs=plural(len(fresh), "program"), names=listed(fresh))
    if gone:
        yield say("pulse_gone_programs", programs=plural(len(gone), "program"), names=listed(gone))


def moved_numbers(pulse: Pulse) -> Iterator[str]:
    """Of programs that keep their action: what came, went or left its earlier range."""
    for before, after in in_both(pulse):
        moves = [text for _, text in moves_of(before, after)]
        if before.action == after.action and moves:
            rest = say("pulse_more", number=len(moves) - 1) if len(moves) > 1 else ""
            yield say("pulse_program", program=after.program_name, what=moves[0], rest=rest)


def row_changes(pulse: Pulse) -> Iterator[str]:
    """Rows used and set aside, by table."""
    moved = [
        f"{table.replace('_', ' ')} {count(was)} → {count(now)}"
        for table in sorted({*pulse.before.rows, *pulse.after.rows})
        if (was := pulse.before.rows.get(table, 0)) != (now := pulse.after.rows.get(table, 0))
    ]
    if moved:
        yield say("pulse_rows", tables=", ".join(moved))
    if pulse.before.set_aside != pulse.after.set_aside:
        yield say(
            "pulse_set_aside",
            before=count(pulse.before.set_aside),
            after=count(pulse.after.set_aside),
        )


def named(names: list[str]) -> str:
    """How many, and the first of them."""
    return f"{len(names)} ({listed(names)})" if names else "none"


def listed(names: list[str], limit: int = 3) -> str:
    """The first names, and how many more."""
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more
