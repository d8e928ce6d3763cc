"""What would change our mind: the nearest value of each driver that gives another action."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mls_metrics.catalog.load import dimensions
from mls_metrics.model.decision import Action, Flip
from mls_metrics.model.draws import VerdictDraws, Worlds
from mls_metrics.model.estimate import Estimate, FloatArray
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.model.policy import DIMENSIONS, Policy
from mls_metrics.model.words import spoken
from mls_metrics.recommend.reasons import money, round_significant
from mls_metrics.recommend.rules import ACTIONS, action_codes, action_shares
from mls_metrics.stats.composite import power_mean

THINNED = 300
MULTIPLES = 2.0 ** np.linspace(-3, 3, 61)


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """Something that can be varied: its value now, the values to try, and what they do.

    `apply` takes the tried values, shape (K,), and returns benefit (K, S) and cost (K,).
    `weights` holds the weight vectors of the tried values, shape (K, 5), where they differ.
    """

    name: str
    now: float
    tried: FloatArray
    show: Callable[[float], str]
    apply: Callable[[FloatArray], tuple[FloatArray, FloatArray]]
    weights: FloatArray | None = None


def find_flips(
    row: int,
    evidence: ProgramEvidence,
    worlds: Worlds,
    weights: FloatArray,
    *,
    action: Action,
    policy: Policy,
) -> tuple[Flip, ...]:
    """The nearest flip of each driver, found by trying values outward from today's.

    Parameters
    ----------
    row : int
        Position of the program in `worlds`.
    weights : ndarray, shape (5,)
    action : Action
        The action most worlds give today, before guards.
    """
    flips = []
    every = [*drivers(row, evidence, worlds), *weight_drivers(row, worlds, weights, policy)]
    for driver in every:
        benefit, cost = driver.apply(driver.tried)
        tried = one_program_many_times(row, worlds.draws, benefit, cost)
        if driver.weights is None:
            score = power_mean(tried.dimensions[:1], weights, power=policy.power)
            score = np.repeat(score, len(cost), axis=0)
        else:
            score = power_mean(tried.dimensions, driver.weights[:, None, :], power=policy.power)
        codes = action_codes(tried, score, policy)
        best = [ACTIONS[code] for code in action_shares(codes).argmax(axis=1)]
        flip = nearest_flip(driver, best, action)
        if flip is not None:
            flips.append(flip)
    return tuple(flips)


def nearest_flip(driver: Driver, best: list[Action], action: Action) -> Flip | None:
    """The tried value closest to today's at which the action differs."""
    distance = np.abs(driver.tried - driver.now)
    for position in np.argsort(distance, kind="stable"):
        if best[position] is not action:
            threshold = round_significant(float(driver.tried[position]))
            side = "below" if threshold < driver.now else "above"
            to_action = best[position]
            words = to_action.value.replace("_", " ")
            sentence = (
                f"We would switch to {words} if {driver.name} were {side} "
                f"{driver.show(threshold)}; now {driver.show(driver.now)}."
            )
            return Flip(
                driver=driver.name,
                now=float(driver.now),
                threshold=threshold,
                to_action=to_action,
                sentence=sentence,
            )
    return None


def drivers(row: int, evidence: ProgramEvidence, worlds: Worlds) -> list[Driver]:
    """What can be varied for this program."""
    keep = slice(0, THINNED)
    retention, kpi = worlds.benefit_retention[row, keep], worlds.benefit_kpi[row, keep]
    total, cost = retention + kpi, worlds.draws.cost[row]
    currency = evidence.facts.currency
    found: list[Driver] = []
    if np.isfinite(cost) and cost > 0:
        found.append(
            Driver(
                name="the cost per starter",
                now=float(cost),
                tried=cost * MULTIPLES,
                show=lambda value: money(value, currency),
                apply=lambda tried: (np.tile(total, (len(tried), 1)), tried),
            )
        )
    effect = evidence.effects["retention_12m"]
    mean = float(worlds.retention[row].mean())
    if isinstance(effect.measure, Estimate) and abs(mean) > 1e-6:
        price = retention.mean() / worlds.retention[row, keep].mean()
        shifts = np.linspace(-0.12, 0.12, 61)
        found.append(
            Driver(
                name="the retention difference",
                now=100 * mean,
                tried=100 * (mean + shifts),
                show=lambda value: f"{value:+.1f} pp".replace("-", "\u2212"),
                apply=lambda tried: (
                    total[None, :] + ((tried / 100 - mean) * price)[:, None],
                    np.full(len(tried), cost),
                ),
            )
        )
    if np.any(kpi != 0):
        middle = float(worlds.kpi[row, keep].mean())
        unit = float(kpi.mean()) / middle if middle else 0.0
        center, sd = float(worlds.kpi[row].mean()), evidence.effects["productivity"].kpi_sd or 1.0
        name = spoken(evidence.effects["productivity"].kpi or "the KPI")
        found.append(
            Driver(
                name=f"the effect on {name}",
                now=center,
                tried=center + sd * np.linspace(-0.8, 0.8, 61),
                show=lambda value: f"{value:+.3g}".replace("-", "\u2212"),
                apply=lambda tried: (
                    total[None, :] + ((tried - center) * unit)[:, None],
                    np.full(len(tried), cost),
                ),
            )
        )
    return found


def weight_drivers(row: int, worlds: Worlds, weights: FloatArray, policy: Policy) -> list[Driver]:
    """The weight of each dimension, in points of 100 within the agreed bounds.

    The other four share what is left in the proportions they have now.
    """
    keep = slice(0, THINNED)
    benefit, cost = worlds.draws.benefit[row, keep], worlds.draws.cost[row]
    now = weights / weights.sum()
    tried = np.linspace(policy.weight_low, policy.weight_high, 46)
    titles = dimensions()
    found = []
    for column, name in enumerate(DIMENSIONS):
        rest = 1 - now[column]
        if rest <= 0:
            continue
        vectors = now[None, :] * ((1 - tried) / rest)[:, None]
        vectors[:, column] = tried
        found.append(
            Driver(
                name=f"the weight of {titles[name].title.lower()}",
                now=float(100 * now[column]),
                tried=100 * tried,
                show=lambda value: f"{value:.0f} of 100",
                apply=lambda values: (
                    np.tile(benefit, (len(values), 1)),
                    np.full(len(values), cost),
                ),
                weights=vectors,
            )
        )
    return found


def one_program_many_times(
    row: int, draws: VerdictDraws, benefit: FloatArray, cost: FloatArray
) -> VerdictDraws:
    """The program of that row K times, with other benefits (K, S) and costs (K,)."""
    count = len(cost)

    def repeat(values: Any) -> Any:
        one = values[row : row + 1]
        one = one[:, :THINNED] if one.ndim > 1 and one.shape[1] == draws.benefit.shape[1] else one
        return np.repeat(one, count, axis=0)

    kept = {
        spec.name: repeat(getattr(draws, spec.name))
        for spec in dataclasses.fields(draws)
        if spec.name not in {"program_ids", "benefit", "cost"}
    }
    ids = (draws.program_ids[row],) * count
    return VerdictDraws(program_ids=ids, benefit=benefit, cost=cost, **kept)
