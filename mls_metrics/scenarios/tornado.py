"""How much each assumption matters: the net value with one of them at a time at its bounds."""

from dataclasses import replace
from typing import Any

from mls_metrics.model.decision import Assessment
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.outcome import Swing
from mls_metrics.model.scenario import ASSUMPTIONS, Assumption, Scenario
from mls_metrics.scenarios.apply import apply


def swings(scenario: Scenario, assessment: Assessment) -> tuple[Swing, ...]:
    """Every assumption with a range, the one that matters most first.

    Decisions are taken anew at each bound, as they would be if it were so. Empty where no net
    value is known.
    """
    if not isinstance(apply(scenario, assessment).totals.net_value, Estimate):
        return ()
    found = []
    for name in ASSUMPTIONS:
        known: Assumption = getattr(scenario, name)
        if known.low == known.high:
            continue
        at_low, at_high = (
            net_at(scenario, name, bound, assessment) for bound in (known.low, known.high)
        )
        found.append(
            Swing(assumption=name, low=known.low, high=known.high, at_low=at_low, at_high=at_high)
        )
    return tuple(sorted(found, key=lambda swing: (-swing.span, swing.assumption)))


def net_at(scenario: Scenario, name: str, bound: float, assessment: Assessment) -> float:
    """The net value with one assumption taken to be just that."""
    fixed: dict[str, Any] = {name: Assumption(value=bound, low=bound, high=bound)}
    measure = apply(replace(scenario, **fixed), assessment).totals.net_value
    return measure.value if isinstance(measure, Estimate) else 0.0
