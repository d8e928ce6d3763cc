"""A workshop in words: what the room guessed, where its voices agree, and the minutes."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.model.agreement import DECIDED, Agreement
from mls_metrics.model.decision import Action
from mls_metrics.model.outcome import Outcome
from mls_metrics.model.voices import Heard
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.likelihood import verbal
from mls_metrics.narrative.numbers import day, plural
from mls_metrics.narrative.wording import say


def workshop_title(outcome: Outcome, heard: Sequence[Heard]) -> str:
    """The finding: how many decisions the room need not argue about."""
    if heard and any(one.voices for one in heard):
        stable = sum(one.is_stable for one in heard)
        return say("title_voices", stable=stable, programs=len(heard))
    stable = sum(decision.is_stable for decision in outcome.decisions)
    return say("title_workshop", stable=stable, programs=len(outcome.decisions))


def contested(heard: Sequence[Heard]) -> list[Heard]:
    """Programs on which voices differ, the most divided first."""
    apart = [one for one in heard if len(one.voices) > 1]
    return sorted(apart, key=lambda one: (max(one.voices.values()), one.program_name))


def voices_words(voices: dict[Action, int]) -> str:
    """``Scale 7, Keep 5``."""
    return ", ".join(f"{action_name(action)} {number}" for action, number in voices.items())


def heard_sentence(heard: Sequence[Heard], voices: int) -> str:
    """What all voices agree on, and what there is to argue about."""
    apart = contested(heard)
    if not apart:
        return say("voices_agree", voices=plural(voices, "voice"), programs=len(heard))
    return say(
        "voices_differ",
        voices=plural(voices, "voice"),
        stable=len(heard) - len(apart),
        programs=len(heard),
        apart=plural(len(apart), "program"),
    )


def heard_table(heard: Sequence[Heard]) -> pd.DataFrame:
    """Every program, contested ones first, with how many voices lead to which action."""
    ordered = [*contested(heard), *(one for one in heard if one.is_stable)]
    return pd.DataFrame(
        [
            {
                "Program": one.program_name,
                "Voices": "stable for all" if one.is_stable else "contested",
                "Actions": voices_words(one.voices),
            }
            for one in ordered
        ]
    )


def guess_sentence(guesses: Sequence[int], probability: float) -> str:
    """What the room guessed beside what the product says, in twentieths."""
    actual = verbal(probability)
    if not guesses:
        return say("guess_none", in_twenty=actual.in_twenty)
    ordered = sorted(guesses)
    middle = ordered[(len(ordered) - 1) // 2]
    close = sum(abs(guess - actual.count) <= 1 for guess in ordered)
    return say(
        "guess",
        guesses=plural(len(ordered), "guess", "guesses"),
        low=ordered[0],
        high=ordered[-1],
        middle=middle,
        in_twenty=actual.in_twenty,
        close=close,
    )


def world_table(actions: dict[str, Action], outcome: Outcome) -> pd.DataFrame:
    """What one world would have us do beside what is recommended over all of them."""
    return pd.DataFrame(
        [
            {
                "Program": decision.program_name,
                "In this world": action_name(actions[decision.program_id]),
                "Over all worlds": action_name(decision.action),
                "Same": "yes" if actions[decision.program_id] is decision.action else "no",
            }
            for decision in outcome.decisions
        ]
    )


def decisions_table(outcome: Outcome) -> pd.DataFrame:
    """Decisions of a scenario with whether other weights within the bounds would change them."""
    return pd.DataFrame(
        [
            {
                "Program": one.program_name,
                "Action": action_name(one.action),
                "Whatever the weights": "holds" if one.is_stable else "depends",
                "Evidence": one.grade.value,
            }
            for one in outcome.decisions
        ]
    )


def entry_line(entry: Agreement) -> str:
    """One line of the decision log in words."""
    if entry.kind != DECIDED:
        return say("minutes_parked", question=entry.decision, by=entry.by or say("nobody_named"))
    evidence = ""
    if entry.action is not None and entry.probability is not None and entry.evidence is not None:
        evidence = " " + say(
            "minutes_evidence",
            action=action_name(entry.action),
            in_twenty=verbal(entry.probability).in_twenty,
            grade=entry.evidence.value,
        )
    dissent = f" {say('minutes_dissent', dissent=entry.dissent)}" if entry.dissent else ""
    review = f" {say('minutes_review', date=day(entry.review_on))}" if entry.review_on else ""
    who = entry.by or say("nobody_named")
    return f"{entry.decision} ({who}).{evidence}{dissent}{review}"


def minutes(
    entries: Sequence[Agreement],
    *,
    vision: str,
    data_line: str,
    voices: str,
    weights: str,
    link: str,
) -> str:
    """The minutes as Markdown: what for, decisions, what was parked, weights, the way back.

    Parameters
    ----------
    entries : sequence of Agreement
        The latest first, as the log gives them.
    vision : str
        The vision in one line.
    voices : str
        What the room's voices came to; empty where none were given.
    link : str
        Address that opens the scenario again; empty where it was not saved.
    """
    decided = [entry for entry in reversed(entries) if entry.kind == DECIDED]
    parked = [entry for entry in reversed(entries) if entry.kind != DECIDED]
    lines = [
        vision,
        "",
        f"# {say('minutes_title')}",
        "",
        data_line,
        "",
        f"## {say('minutes_decided')}",
        "",
    ]
    lines += [f"- {entry_line(entry)}" for entry in decided] or [say("minutes_nothing")]
    lines += ["", f"## {say('minutes_open')}", ""]
    lines += [f"- {entry_line(entry)}" for entry in parked] or [say("minutes_nothing")]
    lines += ["", f"## {say('minutes_weights')}", "", weights]
    if voices:
        lines += ["", voices]
    if link:
        lines += ["", say("minutes_link", link=link)]
    return "\n".join(lines) + "\n"
