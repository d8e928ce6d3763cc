"""What learners say a program improved, beside what was measured."""

from mls_metrics.model.decision import Portfolio, Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.wording import say

ESTIMATED = "isolated_impact_estimate"


def opinion_sentence(item: Recommendation, portfolio: Portfolio) -> str | None:
    """The learners' estimate with the measured effect, or with what such estimates are worth."""
    said = item.evidence.metrics.get(ESTIMATED)
    if not isinstance(said, Estimate):
        return None
    parts = [say("opinion", said=percent(said))]
    effect = item.evidence.effects["productivity"]
    adjusted, ratio = portfolio.adjusted_estimates.get(item.program_id), portfolio.inflation
    if isinstance(effect.measure, Estimate) and effect.kpi_mean:
        unit = (100 if effect.higher_is_better else -100) / abs(effect.kpi_mean)
        low, high = sorted((unit * effect.measure.low, unit * effect.measure.high))
        found = f"{low:+.1f}% to {high:+.1f}%".replace("-", "\u2212")
        parts.append(say("opinion_measured", found=found))
    elif isinstance(adjusted, Estimate) and isinstance(ratio, Estimate):
        times = f"{ratio.low:.1f} to {ratio.high:.1f} times"
        parts.append(say("opinion_adjusted", ratio=times, adjusted=percent(adjusted)))
    return " ".join(parts)


def percent(measure: Estimate) -> str:
    """A range in percent to a tenth, whole where it is."""
    return f"{measure.low:.3g}% to {measure.high:.3g}%".replace("-", "\u2212")
