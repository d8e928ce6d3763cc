"""The scorecard in words: what holds the service back, its parts, and cost beside worth."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from mls_metrics.catalog.load import company_metrics, dimensions
from mls_metrics.model.decision import Assessment, Rank, Recommendation
from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.model.evidence import ProgramFacts
from mls_metrics.model.policy import DIMENSIONS, Policy
from mls_metrics.narrative.groups import listed
from mls_metrics.narrative.numbers import amount, count, interval, money
from mls_metrics.narrative.wording import say, sentence_case

TARGET = 60
PARTS = {
    "by_party": "Internal or partner",
    "by_provider": "Provider",
    "by_region": "Region",
    "by_platform": "Platform",
}
OVERALL = "overall"


def service_scores(assessment: Assessment) -> Mapping[str, Measure]:
    """The five dimensions of the whole service, none where there is no service."""
    every = assessment.portfolio.service.get("all")
    return every["dimensions"] if isinstance(every, Mapping) else {}


def service_total(assessment: Assessment) -> Measure | None:
    """The overall score of the whole service."""
    every = assessment.portfolio.service.get("all")
    return every["score"] if isinstance(every, Mapping) else None


def scorecard_title(assessment: Assessment) -> str:
    """The finding: the dimension furthest below target beyond doubt, else what reaches it."""
    scored = {
        name: measure
        for name, measure in service_scores(assessment).items()
        if isinstance(measure, Estimate)
    }
    if not scored:
        return say("scorecard_none")
    below = {name: one for name, one in scored.items() if one.high < TARGET}
    if below:
        weakest = min(below, key=lambda name: below[name].value)
        title = dimensions()[weakest].title
        points = f"{below[weakest].value:.0f}"
        return say("scorecard_below", dimension=title, points=points, target=TARGET)
    if all(one.low >= TARGET for one in scored.values()):
        return say("scorecard_reached", known=len(scored), target=TARGET)
    open_ones = [name for name, one in scored.items() if one.low < TARGET]
    weakest = min(open_ones, key=lambda name: scored[name].value)
    return say("scorecard_open", dimension=dimensions()[weakest].title, target=TARGET)


def weight_line(scores: Mapping[str, Measure], total: Measure, policy: Policy) -> str | None:
    """Which dimensions are missing, and what stands in for their weight in the total, if any."""
    missing = [name for name in DIMENSIONS if not isinstance(scores.get(name), Estimate)]
    if not missing or not isinstance(total, Estimate):
        return None
    weights = dict(zip(DIMENSIONS, policy.weights, strict=True))
    points = sum(weights[name] for name in missing)
    return say(
        "scorecard_missing",
        dimensions=listed([dimensions()[name].title for name in missing]),
        weight=f"{100 * points:.0f}",
    )


def part_names(assessment: Assessment) -> dict[str, str]:
    """Ways of dividing the service that have two parts or more, with their headings."""
    service = assessment.portfolio.service
    found = {}
    for key, heading in PARTS.items():
        parts = service.get(key)
        if isinstance(parts, Mapping) and len(parts) > 1:
            found[heading] = key
    return found


def parts_of(assessment: Assessment, key: str) -> Mapping[str, Mapping[str, Any]]:
    """The parts of a division by name, each with its dimensions and total."""
    parts = assessment.portfolio.service.get(key)
    return parts if isinstance(parts, Mapping) else {}


def periods_of(assessment: Assessment) -> Mapping[str, Mapping[str, Any]]:
    """The periods by name, the latest first."""
    trend = assessment.portfolio.service.get("trend")
    entries: Sequence[Mapping[str, Any]] = trend if isinstance(trend, Sequence) else ()
    return {str(entry["period"]): entry for entry in reversed(entries)}


def part_scores(assessment: Assessment, key: str, dimension: str) -> dict[str, Measure]:
    """One score of every part, the highest first, those without it last."""
    found = parts_of(assessment, key).items()
    scores = {name: score_in(entry, dimension) for name, entry in found}
    return dict(sorted(scores.items(), key=lambda pair: place_in_list(*pair)))


def known_scores(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """The total and the dimensions that at least one of these parts or periods has."""

    def has(name: str) -> bool:
        return any(isinstance(score_in(entry, name), Estimate) for entry in entries)

    return [name for name in (OVERALL, *DIMENSIONS) if has(name)]


def score_in(entry: Mapping[str, Any], dimension: str) -> Measure:
    """The total or a dimension of one part or period."""
    measure: Measure = entry["score"] if dimension == OVERALL else entry["dimensions"][dimension]
    return measure


def place_in_list(name: str, measure: Measure) -> tuple[bool, float, str]:
    """Sorting key: scored first, then by score, then by name."""
    is_known = isinstance(measure, Estimate)
    return (not is_known, -measure.value if isinstance(measure, Estimate) else 0.0, name)


def parts_sentence(scores: Mapping[str, Measure]) -> str:
    """Whether the best and the worst part can be told apart by their ranges."""
    known = {name: one for name, one in scores.items() if isinstance(one, Estimate)}
    if len(known) < 2:
        return say("parts_none")
    best = max(known, key=lambda name: known[name].value)
    worst = min(known, key=lambda name: known[name].value)
    key = "parts_apart" if known[best].low > known[worst].high else "parts_close"
    return sentence_case(say(key, best=best, worst=worst))


def trend_scores(assessment: Assessment, dimension: str) -> dict[str, Measure]:
    """One score of every period, the latest first."""
    found = periods_of(assessment).items()
    return {period: score_in(entry, dimension) for period, entry in found}


def company_table(assessment: Assessment) -> pd.DataFrame:
    """Numbers of the whole company by what they are about; those without one say what is needed."""
    rows = []
    for id_, measure in assessment.portfolio.company.items():
        metric = company_metrics()[id_]
        known = measure if isinstance(measure, Estimate) else None
        rows.append(
            {
                "About": metric.area,
                "Number": metric.title,
                "Value": amount(known.value, known.unit) if known else "not known",
                "Range, or what is needed": interval(known)
                if known
                else getattr(measure, "needed", ""),
                "n": "hidden" if measure.n is None else count(measure.n),
            }
        )
    return pd.DataFrame(rows)


def mover_sentence(pair: tuple[Recommendation, Rank]) -> str:
    """What deciding by cost alone would do to a program that its worth places elsewhere."""
    item, rank = pair
    key = "cost_cuts" if rank.by_cost > rank.value else "cost_spares"
    return say(
        key,
        program=item.program_name,
        by_cost=rank.by_cost,
        place=f"{rank.low} to {rank.high}" if rank.low < rank.high else str(rank.low),
        of=rank.of,
    )


def loaded_cost_table(assessment: Assessment) -> pd.DataFrame:
    """Fully loaded cost per starter in its parts, the effect that pays for it, and net value."""
    rows = []
    for item in assessment.recommendations:
        facts = item.evidence.facts
        measure = item.evidence.metrics.get("cost_per_learner")
        total = measure.value if isinstance(measure, Estimate) else None
        paid = paid_per_starter(facts) if total is not None else None
        time = None if total is None or paid is None else total - paid
        rows.append(
            {
                "Program": item.program_name,
                "Paid per starter": money(paid, facts.currency),
                "Learner time per starter": money(time, facts.currency),
                "Fully loaded": money(total, facts.currency),
                "Pays for itself at": interval(item.break_even)
                if isinstance(item.break_even, Estimate)
                else item.break_even.reason,
                "Net value, first year": interval(item.net_value)
                if isinstance(item.net_value, Estimate)
                else item.net_value.reason,
            }
        )
    return pd.DataFrame(rows)


def paid_per_starter(facts: ProgramFacts) -> float | None:
    """What was paid for the program over those who began it; None where it is not known."""
    starters = facts.starters or facts.people
    return facts.direct_cost / starters if facts.direct_cost is not None and starters else None
