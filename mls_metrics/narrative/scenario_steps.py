"""What a step of a scenario changed, in words: the lines of the history."""

from collections.abc import Mapping

from mls_metrics.catalog.load import dimensions
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.scenario import Assumption, Scenario
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.numbers import money, plural
from mls_metrics.narrative.wording import say, sentence_case

NONE = "none"
SAME = 1e-9
WHAT: Mapping[str, str] = {
    "replacement_cost_share": "Cost of replacing a leaver, in annual salaries,",
    "work_hours_per_year": "Paid working hours a year",
    "paid_cost_factor": "What is paid, against what was paid,",
    "growth_share": "Growth of a scaled program, as a share of its learners,",
}


def change_sentence(
    before: Scenario, after: Scenario, *, names: Mapping[str, str], currency: str
) -> str:
    """Everything that differs, in one line; empty where nothing does.

    Parameters
    ----------
    names : mapping of str to str
        Program id to program name.
    """
    return "; ".join(all_parts(before, after, names, currency))


def all_parts(
    before: Scenario, after: Scenario, names: Mapping[str, str], currency: str
) -> tuple[str, ...]:
    """Each thing that differs, in words."""
    return (
        *weight_parts(before, after),
        *limit_parts(before, after, currency),
        *assumption_parts(before, after),
        *lock_parts(before, after, names),
    )


def chip_line(base: Scenario, now: Scenario, *, currency: str) -> str:
    """``Scenario on the desk: Autumn cap, 2 changes from the base``; empty at the base."""
    names = {lock.program_id: lock.program_id for one in (base, now) for lock in one.locks}
    changes = len(all_parts(base, now, names, currency))
    if not changes:
        return ""
    name = now.name if now.name and now.name != base.name else say("chip_unnamed")
    return say("chip", name=name, changes=plural(changes, "change"))


def weight_parts(before: Scenario, after: Scenario) -> list[str]:
    """``Weight of speed to competency from 20 to 30 points``."""
    rows = zip(DIMENSIONS, before.weights, after.weights, strict=True)
    return [
        say(
            "step_weight",
            dimension=dimensions()[name].title.lower(),
            before=number(was),
            after=number(now),
        )
        for name, was, now in rows
        if abs(was - now) > SAME
    ]


def limit_parts(before: Scenario, after: Scenario, currency: str) -> list[str]:
    """Cap, capacity, bars, evidence and horizon."""

    def cap(scenario: Scenario) -> str:
        return NONE if scenario.cap is None else money(scenario.cap, currency)

    def capacity(scenario: Scenario) -> str:
        return NONE if scenario.capacity is None else f"{scenario.capacity:,.0f} hours"

    def evidence(scenario: Scenario) -> str:
        return "as agreed" if scenario.evidence is None else scenario.evidence.value

    pairs = [
        ("Cap a year", cap(before), cap(after)),
        ("Capacity a year", capacity(before), capacity(after)),
        ("Score needed to scale", number(before.scale_score), number(after.scale_score)),
        (
            "Score that spares a program",
            number(before.retire_score),
            number(after.retire_score),
        ),
        ("Evidence needed at least", evidence(before), evidence(after)),
        ("Horizon", f"{before.horizon_months} months", f"{after.horizon_months} months"),
    ]
    return [
        say("step_number", what=what, before=was, after=now)
        for what, was, now in pairs
        if was != now
    ]


def assumption_parts(before: Scenario, after: Scenario) -> list[str]:
    """Assumptions whose value or whose range differs."""
    found = []
    for name, what in WHAT.items():
        was, now = getattr(before, name), getattr(after, name)
        if was.value != now.value:
            slots = {"before": number(was.value), "after": number(now.value)}
            found.append(say("step_number", what=what.rstrip(","), **slots))
        if (was.low, was.high) != (now.low, now.high):
            slots = {"before": span(was), "after": span(now)}
            found.append(say("step_range", what=what.rstrip(","), **slots))
    return found


def lock_parts(before: Scenario, after: Scenario, names: Mapping[str, str]) -> list[str]:
    """Locks set, changed or taken away."""
    was = {lock.program_id: lock for lock in before.locks}
    now = {lock.program_id: lock for lock in after.locks}
    found = [
        say(
            "step_lock",
            program=names.get(id_, id_),
            action=action_name(lock.action).lower(),
            reason=lock.reason,
        )
        for id_, lock in now.items()
        if was.get(id_) != lock
    ]
    gone = [id_ for id_ in was if id_ not in now]
    return found + [say("step_unlock", program=names.get(id_, id_)) for id_ in gone]


def number(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def span(assumption: Assumption) -> str:
    """``0.3 to 0.9``."""
    return f"{number(assumption.low)} to {number(assumption.high)}"


def opened_sentence(name: str, *, other_data: bool) -> str:
    """That a saved scenario was taken up."""
    key = "scenario_opened_other" if other_data else "scenario_opened"
    return sentence_case(say(key, name=name))
