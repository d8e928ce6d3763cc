"""The way from people to value in five steps; a step without data says so."""

from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.narrative.effects import explain_effect, is_clear
from mls_metrics.narrative.metrics import metric_title
from mls_metrics.narrative.numbers import count, interval, people

# The first of these that a program has tells whether people became able, or whether they apply.
PROFICIENT = (
    "competent_by_day_90",
    "target_achievement",
    "first_attempt_pass_rate",
    "pass_rate",
)
APPLIED = ("application_rate",)
MISSING = "not measured"
# Being able sooner is a step of its own, not yet an effect on the business.
ABLE = "speed"


def five_steps(item: Recommendation) -> tuple[tuple[str, str], ...]:
    """Enrolled, completed, proficient, applied, business effect, and the value at the end."""
    facts = item.evidence.facts
    return (
        ("Enrolled", people(facts.people)),
        ("Completed", completed(item)),
        ("Proficient", first_known(item, PROFICIENT)),
        ("Applied", first_known(item, APPLIED)),
        ("Business effect", business_effect(item)),
        ("Net value, first year", value(item.net_value)),
    )


def completed(item: Recommendation) -> str:
    """Completers; hidden where the program's people are."""
    facts = item.evidence.facts
    if facts.people is None:
        return people(None)
    return f"{count(facts.completers)} of {count(facts.starters)} starters"


def first_known(item: Recommendation, names: tuple[str, ...]) -> str:
    """The first of these metrics that could be estimated, with its range."""
    for name in names:
        measure = item.evidence.metrics.get(name)
        if isinstance(measure, Estimate):
            return f"{metric_title(name)}: {interval(measure)} (n {measure.n:,})"
    return MISSING


def business_effect(item: Recommendation) -> str:
    """The clearest effect in its own sentence; else what was looked for."""
    effects = [effect for name, effect in item.evidence.effects.items() if name != ABLE]
    known = [effect for effect in effects if isinstance(effect.measure, Estimate)]
    clear = [effect for effect in known if is_clear(effect)]
    if clear:
        return " ".join(explain_effect(effect) for effect in clear)
    if known:
        return "none that can be told from zero"
    return MISSING


def value(net: Measure) -> str:
    """Range of the net value, or why it is not known."""
    return interval(net) if isinstance(net, Estimate) else f"not known. {net.reason}"
