"""The answer: what to do with each program, how likely, and what would change our mind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mls_metrics.model.draws import Worlds
from mls_metrics.model.estimate import Measure
from mls_metrics.model.evidence import Grade, ProgramEvidence, SkillGap, SkillStanding
from mls_metrics.model.policy import Policy
from mls_metrics.model.source import Finding, ImportReport


class Action(StrEnum):
    """The five things one can do with a program."""

    SCALE = "scale"
    KEEP = "keep"
    FIX = "fix"
    RETIRE = "retire"
    FIND_OUT = "find_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for a verdict; `code` is from the closed list in docs/."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A single change that would change the verdict."""

    driver: str
    now: float
    threshold: float
    to_action: Action
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextEvidence:
    """The cheapest evidence that would settle more."""

    sentence: str
    people: int
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recommendation:
    """The verdict on one program."""

    evidence: ProgramEvidence
    action: Action
    probability: Mapping[Action, float]
    stability_given_weights: float
    stability_any_weights: float
    grade: Grade
    grade_reasons: tuple[str, ...]
    dimensions: Mapping[str, Measure]
    score: Measure
    net_value: Measure
    break_even: Measure
    reasons: tuple[Reason, ...]
    flips: tuple[Flip, ...]
    next_evidence: NextEvidence
    owner: str
    review_on: date

    @property
    def program_id(self) -> str:
        """The program this verdict is about."""
        return self.evidence.facts.program_id

    @property
    def program_name(self) -> str:
        """The program's name as people know it."""
        return self.evidence.facts.program_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a result rests on; the same provenance gives the same bytes."""

    product_version: str
    as_of: date
    seed: int
    policy_sha256: str
    data_sha256: str
    created_at: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Portfolio:
    """What can only be said of all programs together."""

    objectives: tuple[Mapping[str, object], ...] = ()
    orphan_programs: tuple[str, ...] = ()
    uncovered_objectives: tuple[str, ...] = ()
    groups: tuple[Mapping[str, object], ...] = ()
    service: Mapping[str, object] = field(default_factory=dict)
    company: Mapping[str, Measure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessment:
    """The whole answer; pages, reports and JSON carry the same values."""

    recommendations: tuple[Recommendation, ...]
    skill_gaps: tuple[SkillGap, ...]
    portfolio: Portfolio
    findings: tuple[Finding, ...]
    imports: tuple[ImportReport, ...]
    policy: Policy
    provenance: Provenance
    worlds: Worlds
    skill_map: tuple[SkillGap, ...] = ()
    skills: tuple[SkillStanding, ...] = ()
