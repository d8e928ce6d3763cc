"""What a year of each program takes and gives, as it runs and scaled, in every world."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mls_metrics.model.draws import BoolArray, Worlds
from mls_metrics.model.estimate import Estimate, FloatArray, Measure, NotEstimable
from mls_metrics.model.evidence import ProgramEvidence, ProgramFacts
from mls_metrics.model.outcome import Bridge, Choice, Option, Totals
from mls_metrics.model.policy import DIMENSIONS, Policy
from mls_metrics.model.scenario import Scenario
from mls_metrics.recommend.value import interval
from mls_metrics.recommend.worlds import EFFECTS
from mls_metrics.scenarios.valuation import paid_per_starter


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ledger:
    """P programs, S worlds, a year.

    Parameters
    ----------
    people, growth, growth_low, growth_high : ndarray, shape (P,)
        Learners a year, and how many more where it is scaled: as assumed, at least, at most.
    paid, hours : ndarray, shape (P,)
        Money paid and hours spent per learner; `paid` is nan where not known.
    net, staying : ndarray, shape (P, S)
        Benefit minus fully loaded cost, and leavers avoided, per learner.
    valued, retained : ndarray of bool, shape (P,)
        Whether effect and cost are known, and whether the effect on staying is.
    """

    evidence: tuple[ProgramEvidence, ...]
    people: FloatArray
    growth: FloatArray
    growth_low: FloatArray
    growth_high: FloatArray
    paid: FloatArray
    hours: FloatArray
    net: FloatArray
    staying: FloatArray
    valued: BoolArray
    retained: BoolArray
    points: FloatArray
    observed: BoolArray

    def learners(self, options: Sequence[Option]) -> FloatArray:
        """Learners a year under an option for each program, (P,)."""
        stopped = np.array([option is Option.STOP for option in options], dtype=bool)
        scaled = np.array([option is Option.SCALE for option in options], dtype=bool)
        return np.where(stopped, 0.0, self.people + np.where(scaled, self.growth, 0.0))


def make_ledger(
    evidence: Sequence[ProgramEvidence], worlds: Worlds, scenario: Scenario, policy: Policy
) -> Ledger:
    """The ledger of the scenario's prices; `worlds` must be valued by them already."""
    facts = [entry.facts for entry in evidence]
    people = np.array([pace(entry, policy) for entry in facts])
    known = [
        [isinstance(entry.effects[name].measure, Estimate) for name in EFFECTS]
        for entry in evidence
    ]
    effects = np.array(known, dtype=bool).reshape(len(facts), len(EFFECTS))
    paid = np.array([paid_per_starter(entry) for entry in facts])
    cost = worlds.draws.cost

    def grown(share: float) -> FloatArray:
        pairs = zip(facts, people, strict=True)
        return np.array([growth(entry, now, share) for entry, now in pairs])

    return Ledger(
        evidence=tuple(evidence),
        people=people,
        growth=grown(scenario.growth_share.value),
        growth_low=grown(scenario.growth_share.low),
        growth_high=grown(scenario.growth_share.high),
        paid=paid * scenario.paid_cost_factor.value,
        hours=np.array([entry.hours_per_starter or 0.0 for entry in facts]),
        net=worlds.draws.benefit - np.nan_to_num(cost)[:, None],
        staying=worlds.retention,
        valued=effects.any(axis=1) & np.isfinite(cost) & np.isfinite(paid),
        retained=effects[:, 0],
        points=worlds.draws.dimensions,
        observed=worlds.draws.observed,
    )


def pace(facts: ProgramFacts, policy: Policy) -> float:
    """Learners a year: those who began in the last twelve months, all starters if not counted.

    A pace of fewer people than may be shown counts as the smallest number that may, so that no
    sum of money tells how few they were; hidden programs count none.
    """
    if facts.people is None:
        return 0.0
    found = facts.starters if facts.starters_year is None else facts.starters_year
    return float(max(found, policy.minimum_group)) if found else 0.0


def growth(facts: ProgramFacts, people: float, share: float) -> float:
    """How many more learners a year scaling means: a share of the pace, no more than are left."""
    wanted = float(np.floor(share * people + 0.5))
    left = facts.unreached_people
    return wanted if left is None else min(wanted, float(max(left, 0)))


def total(ledger: Ledger, options: Sequence[Option], scenario: Scenario, policy: Policy) -> Totals:
    """All programs together under an option for each."""
    learners = ledger.learners(options)
    live = learners > 0
    counted, valued = live & ledger.retained, live & ledger.valued
    leavers = learners[counted] @ ledger.staying[counted]
    net = learners[valued] @ ledger.net[valued]
    currency = ledger.evidence[0].facts.currency if ledger.evidence else policy.currency
    return Totals(
        choices=choices(ledger, options, learners),
        bridge=bridge(ledger, options, scenario, currency),
        people=round(float(learners.sum())),
        hours=float(learners @ ledger.hours),
        leavers_avoided=summed(
            leavers,
            n=round(float(learners[counted].sum())),
            unit="people",
            level=policy.level,
            what="effect on staying",
        ),
        net_value=summed(
            net,
            n=round(float(learners[valued].sum())),
            unit=currency,
            level=policy.level,
            what="effect and cost",
        ),
        dimensions=dimensions(ledger, learners, policy),
        leavers_draws=leavers,
        net_draws=net,
        leavers_of=int(counted.sum()),
        valued_of=int(valued.sum()),
    )


def choices(ledger: Ledger, options: Sequence[Option], learners: FloatArray) -> tuple[Choice, ...]:
    """Each program with its option."""
    found = []
    for row, (entry, option) in enumerate(zip(ledger.evidence, options, strict=True)):
        paid = float(ledger.paid[row])
        known = bool(np.isfinite(paid))
        found.append(
            Choice(
                program_id=entry.facts.program_id,
                program_name=entry.facts.program_name,
                option=option,
                people_now=round(float(ledger.people[row])),
                people=round(float(learners[row])),
                money_now=paid * float(ledger.people[row]) if known else None,
                money=paid * float(learners[row]) if known else None,
                currency=entry.facts.currency,
            )
        )
    return tuple(found)


def bridge(ledger: Ledger, options: Sequence[Option], scenario: Scenario, currency: str) -> Bridge:
    """Money now, freed, added and in all; unknown costs are counted apart."""
    paid = np.nan_to_num(ledger.paid)
    stopped = np.array([option is Option.STOP for option in options], dtype=bool)
    scaled = np.array([option is Option.SCALE for option in options], dtype=bool)
    now = float(paid @ ledger.people)
    freed = float(paid[stopped] @ ledger.people[stopped])
    added = float(paid[scaled] @ ledger.growth[scaled])
    factor = scenario.paid_cost_factor
    low, high = (
        end / factor.value * (now - freed + float(paid[scaled] @ more[scaled]))
        for end, more in ((factor.low, ledger.growth_low), (factor.high, ledger.growth_high))
    )
    unknown = ~np.isfinite(ledger.paid) & (ledger.people > 0) & ~stopped
    return Bridge(
        now=now,
        freed=freed,
        added=added,
        total=now - freed + added,
        low=low,
        high=high,
        currency=currency,
        cap=scenario.cap,
        unknown=int(unknown.sum()),
    )


def dimensions(ledger: Ledger, learners: FloatArray, policy: Policy) -> dict[str, Measure]:
    """Points of what runs in each dimension, weighted by learners, with their range."""
    counted = ledger.observed * learners[:, None]
    people = counted.sum(axis=0)
    sums = np.einsum("pd,psd->sd", counted, ledger.points)
    result: dict[str, Measure] = {}
    for column, name in enumerate(DIMENSIONS):
        if not people[column]:
            result[name] = NotEstimable(
                reason="No program that runs has data on this.", needed="Data on it.", n=0
            )
            continue
        result[name] = interval(
            sums[:, column] / people[column],
            n=round(float(people[column])),
            unit="points",
            level=policy.level,
            method="scenario_dimension",
        )
    return result


def summed(draws: FloatArray, *, n: int, unit: str, level: float, what: str) -> Measure:
    """A sum over programs with its range, or a refusal where nothing could be summed."""
    if not n:
        return NotEstimable(
            reason=f"No program that runs has a known {what}.",
            needed="What the refused effects name.",
            n=0,
        )
    return interval(draws, n=n, unit=unit, level=level, method="scenario_sum")
