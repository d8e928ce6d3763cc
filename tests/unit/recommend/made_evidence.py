"""Evidence made by hand for the tests of judgement: every number is chosen, none is a result."""

from dataclasses import replace
from datetime import date

from mls_metrics.analysis.success import dimension_draws
from mls_metrics.catalog.load import dimensions, load_policy, metrics
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.evidence import Check, EffectEstimate, Grade, ProgramEvidence, ProgramFacts
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.recommend import recommend
from mls_metrics.recommend.worlds import make_worlds

AS_OF = date(2026, 10, 31)
POLICY = replace(load_policy(), draws=2000, weight_draws=100)


def facts(program_id: str = "P1", **changes: object) -> ProgramFacts:
    """A dated, owned, reviewed program of 800 starters at 400 per head."""
    return replace(
        ProgramFacts(
            program_id=program_id,
            program_name=f"Program {program_id}",
            objective_id="O1",
            objective="Grow",
            objective_kpi="sales",
            objective_due_on=date(2027, 6, 30),
            owner="Ada",
            content_reviewed_on=date(2026, 6, 1),
            people=850,
            starters=800,
            completers=700,
            direct_cost=320000.0,
            hours_per_starter=0.0,
            mean_salary=60000.0,
            eligible_people=3000,
            unreached_people=2000,
        ),
        **changes,  # type: ignore[arg-type]
    )


def retention(
    program_id: str = "P1",
    observed: float = 60,
    expected: float = 100,
    *,
    checks: tuple[Check, ...] = (),
    grade: Grade = Grade.B,
) -> EffectEstimate:
    """A retention effect from observed and expected leavers, comparison survival 0.85."""
    survival = 0.85
    value = 100 * (survival ** (observed / expected) - survival)
    return EffectEstimate(
        name="retention_12m",
        program_id=program_id,
        measure=Estimate(
            value=value,
            low=value - 2,
            high=value + 2,
            n=800,
            unit="pp",
            method="balanced_sequential_trials",
        ),
        estimand="12-month voluntary retention among starters",
        design="balanced sequential trials",
        comparison_n=3000,
        naive=value + 10,
        checks=checks,
        treated_n=800,
        standard_error=1.0,
        base_grade=grade,
        observed_leavers=observed,
        expected_leavers=expected,
        control_survival=survival,
        effective_observed=observed,
        effective_expected=expected,
    )


def refused(name: str, program_id: str = "P1") -> EffectEstimate:
    """An effect that could not be estimated."""
    return EffectEstimate(
        name=name,
        program_id=program_id,
        measure=NotEstimable(reason="Too few people.", needed="40 more starters.", n=12),
        estimand="as agreed",
        design="balanced sequential trials",
        comparison_n=0,
        naive=None,
        checks=(),
    )


def kpi_effect(value: float, error: float, **changes: object) -> EffectEstimate:
    """An effect on sales of so many units, with its standard error."""
    effect = EffectEstimate(
        name="productivity",
        program_id="P1",
        measure=Estimate(
            value=value,
            low=value - 1.96 * error,
            high=value + 1.96 * error,
            n=800,
            unit="units",
            method="group_time_difference_in_differences",
        ),
        estimand="mean difference",
        design="group-time difference-in-differences",
        comparison_n=2000,
        naive=value,
        checks=(),
        treated_n=800,
        standard_error=error,
        kpi="sales",
        kpi_sd=10.0,
        kpi_mean=50.0,
        value_per_unit=50.0,
    )
    return replace(effect, **changes)  # type: ignore[arg-type]


def good_metrics(points: float = 60.0, n: int = 500) -> dict[str, Measure]:
    """Every scored metric at the value that gives these points (60: its target)."""
    result: dict[str, Measure] = {}
    for id_, metric in metrics().items():
        if not metric.scored or metric.statistic == "effect":
            continue
        value = metric.floor + (metric.target - metric.floor) * points / 60
        width = abs(metric.target - metric.floor) * 0.05
        result[id_] = Estimate(
            value=value, low=value - width, high=value + width, n=n, unit=metric.unit, method="made"
        )
    return result


def evidence(
    program_id: str = "P1",
    *,
    effect: EffectEstimate | None = None,
    kpi: EffectEstimate | None = None,
    measures: dict[str, Measure] | None = None,
    **changes: object,
) -> ProgramEvidence:
    """Facts, metrics and effects of one made program."""
    return ProgramEvidence(
        facts=facts(program_id, **changes),
        metrics=good_metrics() if measures is None else measures,
        effects={
            "retention_12m": effect or retention(program_id),
            "productivity": kpi or refused("productivity", program_id),
            "speed": refused("speed", program_id),
        },
    )


def verdicts(*entries: ProgramEvidence, policy: Policy = POLICY) -> tuple[Recommendation, ...]:
    """Recommendations for made evidence."""
    points, observed = dimension_draws(
        {entry.facts.program_id: entry.metrics for entry in entries},
        metrics=metrics(),
        dimensions=dimensions(),
        draws=policy.draws,
        seed=policy.seed,
    )
    worlds = make_worlds(entries, points, observed, policy=policy, as_of=AS_OF)
    return recommend(
        entries, worlds, policy=policy, metrics=metrics(), dimensions=dimensions(), as_of=AS_OF
    )
