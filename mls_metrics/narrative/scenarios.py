"""What a scenario comes to, in sentences: the result first, then what it costs and gives up."""

from collections.abc import Mapping, Sequence

from mls_metrics.model.decision import Action, Assessment
from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.model.outcome import (
    Bridge,
    Comparison,
    Option,
    Outcome,
    Plan,
    ScenarioDecision,
    Totals,
)
from mls_metrics.narrative.actions import action_name
from mls_metrics.narrative.likelihood import verbal
from mls_metrics.narrative.numbers import between, money, plain, plural, signed
from mls_metrics.narrative.titles import clipped
from mls_metrics.narrative.wording import say, sentence_case

LISTED = 6
NEARLY_NONE = 0.5


def scenario_title(outcome: Outcome, base: Outcome) -> str:
    """The finding: decisions changed, or how many hold whatever the weights."""
    changed = len(changes(outcome, base))
    programs = plural(len(outcome.decisions), "decision")
    stable = sum(decision.is_stable for decision in outcome.decisions)
    over = outcome.totals.bridge.over
    slots = {"changed": changed, "programs": programs, "stable": stable}
    if over and changed:
        return clipped(say("title_scenario_over", **slots))
    if over:
        amount = money(over, outcome.totals.bridge.currency)
        return clipped(say("title_scenario_only_over", over=amount))
    if changed:
        return clipped(say("title_scenario_changed", **slots))
    same = outcome.scenario.state_sha256 == base.scenario.state_sha256
    return clipped(say("title_scenario_base" if same else "title_scenario_same", **slots))


def changes(outcome: Outcome, base: Outcome) -> list[tuple[ScenarioDecision, Action]]:
    """Decisions that differ from the base, each with the action it had there."""
    was = {decision.program_id: decision.action for decision in base.decisions}
    return [
        (decision, was[decision.program_id])
        for decision in outcome.decisions
        if decision.action is not was[decision.program_id]
    ]


def changed_sentences(outcome: Outcome, base: Outcome) -> list[str]:
    """One line for each decision that differs from the base."""
    return [
        say(
            "decision_locked" if decision.lock_reason else "decision_changed",
            program=decision.program_name,
            before=action_name(was),
            after=action_name(decision.action).lower(),
            reason=decision.lock_reason,
        )
        for decision, was in changes(outcome, base)
    ]


def changed_sentence(outcome: Outcome, base: Outcome) -> str:
    """How many decisions differ from the base."""
    count, programs = len(changes(outcome, base)), plural(len(outcome.decisions), "program")
    if outcome.scenario.state_sha256 == base.scenario.state_sha256:
        return say("scenario_base")
    if not count:
        return say("scenario_same", programs=programs)
    return say("scenario_changed", changed=count, programs=programs)


def stable_sentence(outcome: Outcome) -> str:
    """Which decisions are the same whatever weights are chosen within the agreed bounds."""
    stable = [d for d in outcome.decisions if d.is_stable]
    programs = plural(len(outcome.decisions), "decision")
    if len(stable) == len(outcome.decisions):
        return say("stable_all", programs=programs)
    if not stable:
        return say("stable_none")
    names = [f"{d.program_name} ({action_name(d.action).lower()})" for d in stable]
    return say("stable_some", stable=len(stable), programs=programs, list=listed(names))


def contested_sentences(outcome: Outcome) -> list[str]:
    """For each contested decision, in how many weightings of twenty each action comes out."""
    return [
        say(
            "contested",
            program=decision.program_name,
            list=", ".join(
                say(
                    "contested_part",
                    action=action_name(action).lower(),
                    count=verbal(share).in_twenty,
                )
                for action, share in decision.under_any_weights.items()
            ),
        )
        for decision in outcome.decisions
        if not decision.is_stable
    ]


def listed(names: Sequence[str]) -> str:
    """The first names and how many more there are."""
    more = len(names) - LISTED
    shown = ", ".join(names[:LISTED])
    return f"{shown} and {more} more" if more > 0 else shown


def bridge_sentences(bridge: Bridge) -> list[str]:
    """Money now, freed, added and in all, and how that stands to the cap."""
    found = [
        say(
            "bridge_sentence",
            now=money(bridge.now, bridge.currency),
            freed=money(bridge.freed, bridge.currency),
            added=money(bridge.added, bridge.currency),
            total=money(bridge.total, bridge.currency),
            range=between(bridge.low, bridge.high, bridge.currency),
        )
    ]
    if bridge.cap is not None:
        cap = money(bridge.cap, bridge.currency)
        if bridge.over:
            found.append(say("bridge_over", over=money(bridge.over, bridge.currency), cap=cap))
        else:
            found.append(say("bridge_inside", cap=cap))
    if bridge.unknown:
        found.append(say("bridge_unknown", programs=plural(bridge.unknown, "program")))
    return found


def totals_sentences(totals: Totals) -> list[str]:
    """Learners, hours, leavers avoided and net value of everything together."""
    return [
        say(
            "totals_sentence",
            people=f"{totals.people:,}",
            hours=f"{totals.hours:,.0f}",
            leavers=ranged(totals.leavers_avoided),
            net=ranged(totals.net_value),
        ),
        say(
            "totals_of",
            leavers=plural(totals.leavers_of, "program"),
            valued=totals.valued_of,
        ),
    ]


def ranged(measure: Measure) -> str:
    """A range with its value, or that it is not known."""
    if not isinstance(measure, Estimate):
        return "not known"
    if measure.unit == "people":
        low, high = plain(measure.low, 0), plain(measure.high, 0)
        return f"{low} to {high} (about {plain(measure.value, 0)})"
    value = money(measure.value, measure.unit)
    return f"{between(measure.low, measure.high, measure.unit)} (about {value})"


def plan_sentences(plan: Plan) -> list[str]:
    """What the best portfolio does, what the limits give up, and what the next money buys."""
    currency = plan.totals.bridge.currency
    stopped = names_of(plan.totals, Option.STOP)
    found = [
        say("plan_stops", list=listed(stopped)) if stopped else say("plan_stops_none"),
    ]
    grown = names_of(plan.totals, Option.SCALE)
    if grown:
        found.append(say("plan_scales", list=listed(grown)))
    if plan.unjudged:
        found.append(say("plan_unjudged", list=listed(plan.unjudged)))
    given = gains(plan.free, plan.totals, worth=plan.worth_free - plan.worth, currency=currency)
    same = [c.option for c in plan.free.choices] == [c.option for c in plan.totals.choices]
    found.append(say("plan_all") if same else say("plan_gives_up", gains=given))
    if plan.next_money is not None:
        more = gains(
            plan.next_money.totals, plan.totals, worth=plan.next_money.worth, currency=currency
        )
        found.append(say("plan_next", step=money(plan.next_money.step, currency), gains=more))
    elif plan.totals.bridge.cap is not None and not same:
        found.append(say("plan_next_none"))
    return found


def gains(more: Totals, less: Totals, *, worth: float, currency: str) -> str:
    """What one portfolio has over another; what it lacks is said as well."""
    people = more.people - less.people
    leavers = float(more.leavers_draws.mean() - less.leavers_draws.mean())
    had: list[str] = []
    lacked: list[str] = []
    if worth >= 1:
        had.append(say("gain_worth", worth=money(worth, currency)))
    if people:
        words = f"{abs(people):,}"
        (had if people > 0 else lacked).append(
            say("gain_people" if people > 0 else "loss_people", people=words)
        )
    if abs(leavers) >= NEARLY_NONE:
        words = plain(abs(leavers), 0)
        (had if leavers > 0 else lacked).append(
            say("gain_leavers" if leavers > 0 else "loss_leavers", leavers=words)
        )
    gained = joined(had) if had else say("gain_none")
    return say("gain_but", gains=gained, losses=joined(lacked)) if lacked else gained


def joined(parts: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def names_of(totals: Totals, option: Option) -> list[str]:
    """Programs under that option that run now, those with the most money first."""
    chosen = [c for c in totals.choices if c.option is option and c.people_now > 0]
    return [c.program_name for c in sorted(chosen, key=lambda c: -(c.money_now or 0.0))]


def difference_sentences(comparison: Comparison, names: Sequence[str]) -> list[str]:
    """One plain sentence for each outcome after the first."""
    return [
        difference_sentence(comparison, names, number)
        for number in range(1, len(comparison.outcomes))
    ]


def difference_sentence(comparison: Comparison, names: Sequence[str], number: int) -> str:
    """How one outcome differs from the first."""
    first, other = comparison.outcomes[0].totals, comparison.outcomes[number].totals
    paid = other.bridge.total - first.bridge.total
    reached = other.people - first.people
    leavers = comparison.leavers_more[number]
    if not comparison.changed[number] and not reached and abs(paid) < NEARLY_NONE:
        return say("difference_same", other=sentence_case(names[number]), first=names[0])
    chance = comparison.chance_better[number]
    even = bool((first.net_draws == other.net_draws).all())
    stops = len(names_of(other, Option.STOP)) - len(names_of(first, Option.STOP))
    return say(
        "difference",
        first=names[0],
        other=names[number],
        decisions=plural(comparison.changed[number], "decision"),
        stops=way("difference_stops", stops, programs=plural(abs(stops), "program")),
        money=way("difference_money", paid, amount=money(abs(paid), first.bridge.currency)),
        people=way("difference_people", reached, people=f"{abs(reached):,}"),
        leavers=leavers_words(leavers),
        chance=say("difference_chance_same")
        if even
        else say("difference_chance", chance=verbal(chance).in_twenty),
    )


def way(key: str, change: float, **slots: str) -> str:
    """The template for more, less or the same."""
    if abs(change) < NEARLY_NONE:
        return say(f"{key}_same")
    return say(f"{key}_more" if change > 0 else f"{key}_less", **slots)


def leavers_words(found: tuple[float, float] | None) -> str:
    """How many more leavers are avoided, as a range with its signs."""
    if found is None:
        return say("difference_leavers_none")
    if max(abs(found[0]), abs(found[1])) < NEARLY_NONE:
        return say("difference_leavers_same")
    return say("difference_leavers", range=f"{signed(found[0], 0)} to {signed(found[1], 0)}")


def program_names(assessment: Assessment) -> Mapping[str, str]:
    """Program names by id."""
    return {item.program_id: item.program_name for item in assessment.recommendations}
