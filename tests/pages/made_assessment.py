"""Assessments made in code: made evidence, the real recommendation over it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from mls_metrics.analysis.skill_standing import find_skill_map, skill_standings
from mls_metrics.analysis.skills import find_skill_gaps
from mls_metrics.catalog.load import dimensions, load_policy, metrics, policy_sha256
from mls_metrics.model.decision import Assessment, Portfolio, Provenance, Recommendation
from mls_metrics.model.estimate import Curve, Estimate, NotEstimable
from mls_metrics.model.evidence import (
    Check,
    Design,
    EffectEstimate,
    ProgramEvidence,
    ProgramFacts,
    StudyPlan,
)
from mls_metrics.model.groups import FactorTest, GroupDifferences, GroupEffect
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.source import ColumnMatch, Finding, How, ImportReport, Question, Severity
from mls_metrics.recommend.recommend import recommend
from mls_metrics.recommend.worlds import make_worlds
from tests.unit.recommend.made_evidence import good_metrics

AS_OF = date(2026, 10, 31)
HOSTILE = "![x](http://evil.test/a.png) <script>alert(1)</script> :red[=1+1] | `$x$`"


BY_LOT = StudyPlan(
    design=Design.COIN_FLIP,
    people_per_group=310,
    months=26,
    detectable=2.6,
    unit="pp",
    sentence="Give places by lot among those who ask: 310 people with and 310 without.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one made program is like."""

    name: str
    starters: int = 600
    observed: float | None = 36.0
    expected: float = 42.0
    kpi: float | None = 4.0
    cost: float | None = 120_000.0
    points: tuple[float | None, ...] = (62, 58, 55, 70, 52)
    mandatory: bool = False
    reviewed: date | None = date(2026, 3, 1)
    failed: tuple[str, ...] = ()


STORIES = (
    Story(name="Sales essentials", observed=40, expected=70, kpi=9.0, cost=90_000),
    Story(name="Leadership journey", observed=30, expected=55, kpi=None, cost=400_000),
    Story(name="Presentation basics", observed=60, expected=58, kpi=0.2, cost=310_000),
    Story(
        name="Star talent track", observed=20, expected=33, kpi=3.0, failed=("placebo", "balance")
    ),
    Story(name="Pilot: data storytelling", starters=14, observed=None, kpi=None, cost=8_000),
    Story(name="Safety at work", observed=41, expected=40, kpi=None, mandatory=True),
    Story(name="Old systems training", observed=38, expected=44, reviewed=date(2023, 1, 1)),
    Story(name="Engaging but idle", observed=50, expected=51, kpi=0.0, points=(50, 45, 40, 92, 55)),
    Story(name="Unknown cost course", cost=None, points=(None, 40, 50, None, None)),
)


def make_assessment(
    stories: Sequence[Story] = STORIES,
    *,
    findings: tuple[Finding, ...] | None = None,
    imports: tuple[ImportReport, ...] | None = None,
) -> Assessment:
    """An assessment over made evidence; the verdicts come from the real recommendation."""
    policy = load_policy()
    evidence = [make_evidence(number, story) for number, story in enumerate(stories)]
    points, observed = make_points(stories, policy.draws)
    worlds = make_worlds(evidence, points, observed, policy=policy, as_of=AS_OF)
    # The made points have no metric behind them; the recommendation asks for one in each dimension.
    behind = [replace(entry, metrics=good_metrics()) for entry in evidence]
    verdicts = recommend(
        behind, worlds, policy=policy, metrics=metrics(), dimensions=dimensions(), as_of=AS_OF
    )
    recommendations = tuple(
        replace(item, evidence=entry, dimensions=make_dimensions(story, item.dimensions))
        for story, item, entry in zip(stories, verdicts, evidence, strict=True)
    )
    gaps = made_gaps(stories)
    return Assessment(
        recommendations=recommendations,
        skill_gaps=find_skill_gaps(gaps, policy=policy),
        skill_map=find_skill_map(gaps, policy=policy),
        skills=skill_standings(made_standing(stories), policy=policy),
        portfolio=Portfolio(service=made_service(recommendations), people=6012),
        findings=FINDINGS if findings is None else findings,
        imports=IMPORTS if imports is None else imports,
        policy=policy,
        provenance=Provenance(
            product_version="0.1",
            as_of=AS_OF,
            seed=policy.seed,
            policy_sha256=policy_sha256(policy),
            data_sha256=hashlib.sha256(repr([s.name for s in stories]).encode()).hexdigest(),
            created_at="2026-11-01T00:00:00+00:00",
        ),
        worlds=worlds,
    )


def made_service(items: Sequence[Recommendation]) -> dict[str, object]:
    """The whole service as the first program, its parts and periods as the first two."""
    first, other = (
        {"dimensions": item.dimensions, "score": item.score} for item in (items[0], items[-1])
    )
    return {
        "all": first,
        "by_party": {"internal": first, "partner": other},
        "by_provider": {"Alder": first},
        "by_platform": {},
        "by_region": {},
        "trend": [{"period": "2026-Q2", **other}, {"period": "2026-Q3", **first}],
    }


def made_gaps(stories: Sequence[Story]) -> pd.DataFrame:
    """Three skills in two roles and two regions; the first named after the first program."""
    cells = [
        (stories[0].name, "Agent", "North", 60, 40, 30, 5, ""),
        (stories[0].name, "Agent", "South", 50, 30, 9, 1, ""),
        (stories[0].name, "Clerk", "North", 5, 4, 2, 6, ""),
        (stories[0].name, "Clerk", "South", 40, 20, 6, 0, ""),
        ("Data literacy", "Agent", "North", 60, 0, 0, 0, "P1"),
        ("Data literacy", "Clerk", "South", 40, 30, 12, 4, "P1"),
        ("Safety", "Clerk", "South", 40, 35, 0, 0, "P1"),
    ]
    names = ["skill", "job_role", "region", "people", "assessed", "below", "periods_persisting"]
    # A company that exports its learning system only has not said what its roles require.
    return pd.DataFrame(cells, columns=[*names, "program_id"]).head(
        len(cells) if any(story.kpi for story in stories) else 0
    )


def made_standing(stories: Sequence[Story]) -> pd.DataFrame:
    """What is known of the same three skills."""
    rows = [
        (stories[0].name, 155, 94, 47, 40, 21, 60, 12, 20, 0.4, 0.5),
        ("Data literacy", 100, 30, 12, 0, 0, 10, 1, 0, None, 0.0),
        ("Safety", 40, 35, 0, 3, 0, 9, 0, 9, -0.1, 0.2),
    ]
    names = ["skill", "people", "assessed", "below", "repeated", "persistent", "held", "lost"]
    return pd.DataFrame(rows, columns=[*names, "compared", "self_above", "self_above_sd"])


def make_dimensions(story, refused):
    return {
        name: refused[name]
        if point is None
        else Estimate(
            value=float(point),
            low=max(point - 12.0, 0.0),
            high=min(point + 11.0, 100.0),
            n=story.starters,
            unit="points",
            method="dimension_score",
        )
        for name, point in zip(DIMENSIONS, story.points, strict=True)
    }


def make_points(stories, draws):
    rng = np.random.default_rng(7)
    points = np.empty((len(stories), draws, len(DIMENSIONS)))
    observed = np.zeros((len(stories), len(DIMENSIONS)), dtype=bool)
    for row, story in enumerate(stories):
        for column, point in enumerate(story.points):
            observed[row, column] = point is not None
            center, sd = (50, 20) if point is None else (point, 5)
            points[row, :, column] = rng.normal(center, sd, draws)
    return np.clip(points, 0, 100), observed


def make_evidence(number: int, story: Story) -> ProgramEvidence:
    facts = ProgramFacts(
        program_id=f"P{number:02d}",
        program_name=story.name,
        mandatory=story.mandatory,
        regulation="Safety act" if story.mandatory else None,
        objective_id="O1" if number % 2 == 0 else None,
        objective="Grow revenue" if number % 2 == 0 else None,
        objective_kpi="Sales per month" if number % 2 == 0 else None,
        objective_due_on=date(2027, 6, 30) if number % 2 == 0 else None,
        owner="Head of sales" if number == 0 else None,
        content_reviewed_on=story.reviewed,
        people=None if story.starters < 8 else story.starters,
        starters=story.starters,
        completers=int(0.7 * story.starters),
        direct_cost=story.cost,
        hours_per_starter=8.0,
        mean_salary=60_000.0,
        eligible_people=story.starters + 500,
        unreached_people=500,
        last_start_on=date(2026, 8, 1),
    )
    return ProgramEvidence(
        facts=facts,
        metrics={
            "completion_rate": Estimate(
                value=0.7, low=0.66, high=0.74, n=story.starters, unit="share", method="wilson"
            ),
            "pass_rate": NotEstimable(
                reason="No score was given.", needed="Column score in enrollments.", n=0
            ),
        },
        effects={
            "retention_12m": make_retention(facts.program_id, story),
            "productivity": make_productivity(facts.program_id, story),
            "speed": make_speed(facts.program_id, story),
        },
    )


def make_retention(program_id: str, story: Story) -> EffectEstimate:
    common = {
        "name": "retention_12m",
        "program_id": program_id,
        "estimand": "Difference in voluntary retention, starters, months 3 to 12.",
        "design": "Comparison with people at risk in the same month, weighted on cells.",
        "comparison_n": 4000,
        "naive": 11.0,
        "checks": make_checks(story.failed),
        "treated_n": story.starters,
    }
    if story.observed is None:
        refusal = NotEstimable(
            reason=f"Only {story.starters} people started.",
            needed="At least 20 starters with a year of follow-up.",
            n=story.starters,
        )
        return EffectEstimate(measure=refusal, plans=(BY_LOT,), **common)
    change = 100 * (story.expected - story.observed) / story.starters
    error = 100 * np.sqrt(story.observed) / story.starters
    return EffectEstimate(
        measure=Estimate(
            value=change,
            low=change - 1.96 * error,
            high=change + 1.96 * error,
            n=story.starters,
            unit="pp",
            method="retention_12m",
        ),
        standard_error=error,
        observed_leavers=story.observed,
        expected_leavers=story.expected,
        control_survival=1 - story.expected / story.starters,
        effective_observed=story.observed,
        effective_expected=story.expected,
        natural_comparison=Estimate(
            value=change,
            low=change - 4 * error,
            high=change + 4 * error,
            n=120,
            unit="pp",
            method="natural_comparison",
        ),
        curves=(
            make_curve("Starters", story.observed / story.starters, story.starters),
            make_curve("Similar people", story.expected / story.starters, 4000),
        ),
        **common,
    )


def make_curve(label: str, leaving: float, people: int) -> Curve:
    time = np.arange(13.0)
    value = 1 - leaving * time / 12
    return Curve(
        label=label,
        time=time,
        value=value,
        low=value - 0.02,
        high=np.minimum(value + 0.02, 1),
        at_risk=people * value,
        unit="share",
        left=people * leaving * time / 12 if label == "Starters" else None,
        expected=people * 0.01 * time if label == "Starters" else None,
    )


def make_productivity(program_id: str, story: Story) -> EffectEstimate:
    common = {
        "name": "productivity",
        "program_id": program_id,
        "estimand": "Mean difference in the KPI over the observed months after completion.",
        "design": "Matched on the baseline year, both averaged over twelve months.",
        "comparison_n": 240,
        "naive": 9.0,
        "checks": make_checks(story.failed),
        "treated_n": 120,
        "kpi": "Sales per month",
        "kpi_unit": "deals",
        "kpi_sd": 12.0,
        "kpi_mean": 60.0,
        "value_per_unit": 30.0,
    }
    if story.kpi is None:
        refusal = NotEstimable(
            reason="No KPI is tied to this program.",
            needed="Table kpis with a KPI for its people, and an objective that names it.",
        )
        return EffectEstimate(
            measure=refusal, **{**common, "naive": None, "kpi": None, "kpi_sd": None}
        )
    time = np.arange(-12.0, 13.0)
    value = np.where(time < 0, 0.1, story.kpi) + 0.3 * np.sin(time)
    return EffectEstimate(
        measure=Estimate(
            value=story.kpi,
            low=story.kpi - 2,
            high=story.kpi + 2,
            n=120,
            unit="deals",
            method="productivity",
        ),
        standard_error=1.02,
        by_region=made_regions(story.kpi),
        differs_by_group=GroupDifferences(
            tests=(
                FactorTest(
                    factor="region",
                    levels=2,
                    statistic=0.0,
                    chance=1.0,
                    corrected=1.0,
                    between=0.0,
                    differs=False,
                ),
            ),
            sentence="The regions do not differ beyond chance.",
        ),
        curves=(
            Curve(
                label="Trained minus comparison",
                time=time,
                value=value,
                low=value - 2,
                high=value + 2,
                uniform_low=value - 3,
                uniform_high=value + 3,
                at_risk=np.full(25, 120.0),
                unit="deals",
            ),
        ),
        **common,
    )


def made_regions(kpi: float) -> dict[str, GroupEffect]:
    values = {"North": kpi, "South": kpi}
    groups = {}
    for name, value in values.items():
        drawn = Estimate(
            value=value, low=value - 3, high=value + 3, n=60, unit="deals", method="shrunk_groups"
        )
        raw = replace(drawn, low=value - 4, high=value + 4, method="productivity")
        groups[name] = GroupEffect(name=name, raw=raw, shrunk=drawn)
    few = NotEstimable(reason="Too few units.", needed="20 units.", n=12)
    return groups | {"East": GroupEffect(name="East", raw=few, shrunk=few)}


def make_speed(program_id: str, story: Story) -> EffectEstimate:
    """As many days sooner as the KPI effect is large; refused where there is no KPI effect."""
    common = {
        "name": "speed",
        "program_id": program_id,
        "estimand": "Days sooner until an assessment shows the level.",
        "design": "Comparison with people below the level in the same month.",
        "comparison_n": 900,
        "checks": make_checks(story.failed),
        "grace_months": 0,
        "kpi_unit": "days",
    }
    if story.kpi is None:
        refusal = NotEstimable(
            reason="Nobody is assessed in what it is for.", needed="Dated skill assessments."
        )
        return EffectEstimate(measure=refusal, naive=None, subject_kind="none", **common)
    days, time = 10 * story.kpi, np.arange(13.0)
    return EffectEstimate(
        measure=Estimate(
            value=days,
            low=days - 20,
            high=days + 20,
            n=160,
            unit="days",
            method="restricted_mean_days_saved",
        ),
        naive=140.0,
        standard_error=10.2,
        treated_n=160,
        subject="Selling",
        subject_kind="skill",
        observed_reached=90.0 + days / 3,
        expected_reached=90.0,
        curves=tuple(
            Curve(
                label=label,
                time=time,
                value=pace * time / 12,
                low=np.maximum(pace * time / 12 - 0.05, 0),
                high=pace * time / 12 + 0.05,
                at_risk=people * (1 - pace * time / 12),
                unit="share",
                left=people * pace * time / 12 if label == "Started it" else None,
                expected=people * 0.4 * time / 12 if label == "Started it" else None,
            )
            for label, pace, people in (
                ("Started it", 0.4 + days / 600, 160.0),
                ("Comparable people", 0.4, 900.0),
            )
        ),
        **common,
    )


def make_checks(failed: tuple[str, ...]) -> tuple[Check, ...]:
    names = ("overlap", "balance", "follow_up", "events", "placebo")
    return tuple(
        Check(name=name, passed=name not in failed, sentence=f"The {name} check was run.")
        for name in names
    )


FINDINGS = (
    Finding(
        id="training_outside_employment",
        severity=Severity.WARNING,
        rows=31,
        sentence="31 trainings are dated outside the person's employment.",
        fix="Check the hire dates of these people.",
    ),
    Finding(
        id="duplicate_rows", severity=Severity.INFO, rows=4, sentence="4 rows came twice.", fix=""
    ),
)
BROKEN = Finding(
    id="unreadable_file",
    severity=Severity.ERROR,
    rows=0,
    sentence="The file 'broken.xlsx' could not be read: it is not a workbook.",
    fix="Save it again as XLSX or CSV.",
)


def make_import(table: str, rows: int, *, aside: int = 0) -> ImportReport:
    return ImportReport(
        file=f"{table}.csv",
        sheet=None,
        sha256=table * 8,
        system="canonical",
        table=table,
        confidence=1.0,
        header_row=1,
        encoding="utf-8",
        delimiter=",",
        date_order="ymd",
        columns=(
            ColumnMatch(source="employee_id", target="employee_id", confidence=1.0, how=How.EXACT),
        ),
        rows_read=rows + aside,
        rows_kept=rows,
        rows_set_aside=aside,
        questions=(
            Question(
                id="date_order", text="Day or month first?", options=("dmy", "mdy"), default="dmy"
            ),
        )
        if aside
        else (),
    )


IMPORTS = (make_import("employees", 6012), make_import("enrollments", 9001, aside=3))


def thin_assessment() -> Assessment:
    """Only an LMS export: no effect, one dimension, no money."""
    stories = [
        replace(s, observed=None, kpi=None, cost=None, points=(None, None, None, 60, None))
        for s in STORIES[:4]
    ]
    return make_assessment(stories, findings=(), imports=(make_import("enrollments", 400),))


def broken_assessment() -> Assessment:
    """The sample with a file that could not be read."""
    return make_assessment(findings=(BROKEN, *FINDINGS))


def hostile_assessment() -> Assessment:
    """A program whose name is an attack on Markdown, HTML and spreadsheets."""
    stories = [replace(STORIES[0], name=HOSTILE), *STORIES[1:4]]
    return make_assessment(stories)
