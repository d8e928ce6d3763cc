"""The answer: what to do with each program, how likely, and what would change our mind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mls_metrics.model.draws import Worlds
from mls_metrics.model.estimate import Measure
from mls_metrics.model.evidence import Grade, ProgramEvidence, SkillGap, SkillStanding
from mls_metrics.model.fact import FactTable
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
    """The cheapest evidence that would settle more.

    Parameters
    ----------
    people, weeks : int
        Asked for, 0 where the step is not a study.
    at_stake, saves, cost : float or None
        Money: the expected loss of running or stopping the program today against knowing its
        benefit; how much of it the step saves; what the step costs. None where there is no study
        or it cannot be put into money.
    """

    sentence: str
    people: int
    weeks: int
    at_stake: float | None = None
    saves: float | None = None
    cost: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A program's place by net value per starter among those of its portfolio class.

    Parameters
    ----------
    value, low, high : int
        Place by mean net value, and the range of places over the plausible worlds; 1 is first.
    of : int
        Programs that have a place.
    by_cost : int
        Place by cost per starter, 1 the cheapest.
    portfolio : str
        The class.
    too_close_to : tuple of str
        Programs next above and below that cannot be told from it.
    """

    value: int
    low: int
    high: int
    of: int
    by_cost: int
    portfolio: str
    too_close_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recommendation:
    """The verdict on one program.

    `agree_if_known` is the share of weightings within the agreed bounds that name one action if
    everything else were known (mean over the plausible worlds), 0-1; `rank` is None where the
    program has no place.
    """

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
    roi: Measure
    chance_of_net_benefit: Measure
    reasons: tuple[Reason, ...]
    flips: tuple[Flip, ...]
    next_evidence: NextEvidence
    owner: str
    review_on: date
    agree_if_known: float = 1.0
    rank: Rank | None = None

    @property
    def metrics(self) -> dict[str, Measure]:
        """Every metric of the catalogue by id, those in money that the verdict makes included."""
        return {
            **self.evidence.metrics,
            "net_benefit": self.net_value,
            "roi": self.roi,
            "chance_of_net_benefit": self.chance_of_net_benefit,
            "break_even_effect": self.break_even,
        }

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
    books_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Portfolio:
    """What can only be said of all programs together."""

    objectives: tuple[Mapping[str, object], ...] = ()
    orphan_programs: tuple[str, ...] = ()
    uncovered_objectives: tuple[str, ...] = ()
    groups: tuple[Mapping[str, object], ...] = ()
    service: Mapping[str, object] = field(default_factory=dict)
    company: Mapping[str, Measure] = field(default_factory=dict)
    inflation: Measure | None = None
    adjusted_estimates: Mapping[str, Measure] = field(default_factory=dict)
    people: int = 0
    enrollments: int = 0


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
    organization: tuple[FactTable, ...] = ()
