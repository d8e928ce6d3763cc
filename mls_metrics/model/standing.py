"""What an answer comes down to, small enough to keep and to hold the next one against."""

from collections.abc import Mapping
from dataclasses import dataclass

from mls_metrics.model.decision import Assessment, Recommendation
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable

Number = tuple[float, float, float, str]
EXACT = "as_counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramStanding:
    """One program: action, evidence letter, and what is known of each metric and effect.

    Parameters
    ----------
    numbers : mapping of str to (value, low, high, unit)
        Estimates by the id of the metric or effect.
    refusals : mapping of str to str
        Why there is none, by the same ids.
    """

    program_id: str
    program_name: str
    action: str
    grade: str
    numbers: Mapping[str, Number]
    refusals: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One answer: what it rests on, its programs, its gaps and objectives."""

    data_sha256: str
    policy_sha256: str
    product_version: str
    as_of: str
    made_at: str
    programs: tuple[ProgramStanding, ...]
    gaps: tuple[str, ...]
    objectives: tuple[str, ...]
    files: tuple[str, ...]
    rows: Mapping[str, int]
    set_aside: int

    @property
    def key(self) -> tuple[str, str, str]:
        """Equal for answers to the same data under the same policy and version."""
        return self.data_sha256, self.policy_sha256, self.product_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """The answer that stands now, and the one before the last change of data or policy."""

    before: Standing
    after: Standing


def standing_of(assessment: Assessment) -> Standing:
    """What an assessment comes down to."""
    origin = assessment.provenance
    rows: dict[str, int] = {}
    for report in assessment.imports:
        if report.table:
            rows[report.table] = rows.get(report.table, 0) + report.rows_kept
    return Standing(
        data_sha256=origin.data_sha256,
        policy_sha256=origin.policy_sha256,
        product_version=origin.product_version,
        as_of=origin.as_of.isoformat(),
        made_at=origin.created_at,
        programs=tuple(program_standing(item) for item in assessment.recommendations),
        gaps=tuple(
            sorted(f"{gap.skill} · {gap.job_role} · {gap.region}" for gap in assessment.skill_gaps)
        ),
        objectives=tuple(
            str(entry.get("objective") or entry.get("objective_id"))
            for entry in assessment.portfolio.objectives
        ),
        files=tuple(sorted({report.file for report in assessment.imports})),
        rows=rows,
        set_aside=sum(report.rows_set_aside for report in assessment.imports),
    )


def program_standing(item: Recommendation) -> ProgramStanding:
    """What the verdict on one program comes down to.

    Sums and counts that have no range would differ after every load: they are no news.
    """
    measures: dict[str, Measure] = {
        name: found
        for name, found in item.evidence.metrics.items()
        if not (isinstance(found, Estimate) and found.method == EXACT)
    }
    measures |= {name: effect.measure for name, effect in item.evidence.effects.items()}
    measures["net_value"] = item.net_value
    return ProgramStanding(
        program_id=item.program_id,
        program_name=item.program_name,
        action=item.action.value,
        grade=item.grade.value,
        numbers={
            name: (found.value, found.low, found.high, found.unit)
            for name, found in measures.items()
            if isinstance(found, Estimate)
        },
        refusals={
            name: found.reason
            for name, found in measures.items()
            if isinstance(found, NotEstimable)
        },
    )
