"""What a program is worth in money, with the doubt of effects and prices (numbers 30 to 33)."""

import numpy as np

from mls_metrics.model.draws import VerdictDraws, Worlds
from mls_metrics.model.estimate import Estimate, FloatArray, Measure, NotEstimable
from mls_metrics.model.evidence import ProgramEvidence
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.worlds import EFFECTS
from mls_metrics.stats.intervals import wilson

COST = "costs.amount or enrollments.cost"


def cost_unknown(entry: ProgramEvidence) -> NotEstimable:
    """The refusal where nothing says what the program cost."""
    return NotEstimable(
        reason="The program's cost is not known.",
        needed="A row for this program in the costs table, or a cost per enrollment.",
        n=entry.facts.starters,
        missing=(COST,),
    )


def refused(row: int, entry: ProgramEvidence, draws: VerdictDraws) -> NotEstimable | None:
    """Why there is no value in money; None where there is."""
    if not np.isfinite(float(draws.cost[row])):
        return cost_unknown(entry)
    if not any(isinstance(entry.effects[name].measure, Estimate) for name in EFFECTS):
        return NotEstimable(
            reason="No effect could be estimated, so there is no benefit to put a value on.",
            needed="What the refused effects name.",
            n=entry.facts.starters,
        )
    return None


def net_value(row: int, entry: ProgramEvidence, draws: VerdictDraws, policy: Policy) -> Measure:
    """First-year benefit minus fully loaded cost over all starters, in money (number 30)."""
    refusal = refused(row, entry, draws)
    if refusal is not None:
        return refusal
    cost, starters = float(draws.cost[row]), entry.facts.starters
    total = (draws.benefit[row] - cost) * starters
    return interval(
        total, n=starters, unit=entry.facts.currency, level=policy.level, method="net_value"
    )


def break_even(row: int, entry: ProgramEvidence, worlds: Worlds, policy: Policy) -> Measure:
    """The retention difference, in pp, at which the program just covers its cost (number 33)."""
    cost = float(worlds.draws.cost[row])
    if not np.isfinite(cost):
        return cost_unknown(entry)
    salary = entry.facts.mean_salary or policy.default_salary
    shares = (
        policy.replacement_cost_share,
        policy.replacement_cost_share_high,
        policy.replacement_cost_share_low,
    )
    value, low, high = (100 * cost / (salary * part) for part in shares)
    return Estimate(
        value=value,
        low=low,
        high=high,
        n=entry.facts.starters,
        unit="pp",
        method="break_even",
        level=policy.level,
    )


def interval(draws: FloatArray, *, n: int, unit: str, level: float, method: str) -> Estimate:
    """Mean and central interval of draws, shape (S,)."""
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    value = float(draws.mean())
    return Estimate(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        n=n,
        unit=unit,
        method=method,
        level=level,
    )


def roi(row: int, entry: ProgramEvidence, draws: VerdictDraws, policy: Policy) -> Measure:
    """Net benefit as percentage of fully loaded cost (number 31)."""
    refusal = refused(row, entry, draws)
    if refusal is not None:
        return refusal
    cost = float(draws.cost[row])
    if cost <= 0:
        return NotEstimable(
            reason="The program cost nothing, so there is no return on it.",
            needed="Look at the net benefit instead.",
            n=entry.facts.starters,
        )
    percent = 100 * (draws.benefit[row] - cost) / cost
    return interval(
        percent, n=entry.facts.starters, unit="%", level=policy.level, method="net_value"
    )


def chance_of_net_benefit(
    row: int, entry: ProgramEvidence, draws: VerdictDraws, policy: Policy
) -> Measure:
    """Share of draws with a benefit above the cost (number 32), with the draws' own luck."""
    refusal = refused(row, entry, draws)
    if refusal is not None:
        return refusal
    above = draws.benefit[row] > float(draws.cost[row])
    value = float(above.mean())
    low, high = wilson(float(above.sum()), float(above.size), level=policy.level)
    return Estimate(
        value=value,
        low=min(low, value),
        high=max(high, value),
        n=entry.facts.starters,
        unit="share",
        method="net_value",
        level=policy.level,
    )
