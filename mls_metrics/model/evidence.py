"""Everything known about a program, before any verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mls_metrics.model.estimate import Curve, Measure
from mls_metrics.model.groups import GroupDifferences, GroupEffect, Groups


class Grade(StrEnum):
    """How good the evidence is: A is best, E says that we cannot tell."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"

    def lowered(self, steps: int) -> "Grade":
        """The grade that many letters further down, E at the lowest."""
        order = list(Grade)
        return order[min(order.index(self) + steps, len(order) - 1)]

    def at_least(self, other: "Grade") -> bool:
        """True where this grade is as good as `other` or better."""
        order = list(Grade)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One test of an effect's design, with its outcome in words."""

    name: str
    passed: bool
    sentence: str
    costs_a_grade: bool = True
    blocks: bool = False


class Design(StrEnum):
    """Ways to make a comparison possible or sharper."""

    LMS_WAITLIST = "lms_waitlist"
    COIN_FLIP = "coin_flip"
    STAGGERED_SITES = "staggered_sites"
    LATER_WAVE = "later_wave"
    MORE_STARTERS = "more_starters"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPlan:
    """A study that this company could run, and what it would show.

    Parameters
    ----------
    people_per_group : int
        People needed in each group; for `MORE_STARTERS` further starters, for `LMS_WAITLIST`
        comparison people.
    months : int
        From today until the answer.
    detectable : float
        Size seen with the policy's power and level, in `unit`.
    already_available : int
        Comparison people who are in the data already.
    """

    design: Design
    people_per_group: int
    months: int
    detectable: float
    unit: str
    sentence: str
    already_available: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EffectEstimate:
    """An estimated effect of one program, or its refusal, with its design and its checks.

    Parameters
    ----------
    measure : Estimate or NotEstimable
        Retention in pp; productivity in the KPI's own unit per period (not yet oriented).
    standard_error : float or None
        Standard error of `measure`, cluster-robust.
    observed_leavers, expected_leavers, control_survival : float or None
        Retention only: voluntary leavers among starters, how many the comparison people's
        leaving rates predict, and the comparison's 12-month survival after the grace.
    months_gained : Measure or None
        Retention only: difference in restricted mean months within the months compared.
    without_undated : Measure or None
        Retention only: the same without role, level and rating where only today's roster tells
        them; None where they are dated.
    natural_comparison : Measure or None
        Retention only: the same against those alone who asked for it and could not come for
        reasons not of their own; None where there are none.
    plans : tuple of StudyPlan
        Studies that would answer or sharpen, the cheapest first; empty where nothing is missing or
        where only data are.
    effective_observed, effective_expected : float or None
        Retention only: the same two, deflated so that their Poisson likelihood carries the
        cluster-robust information (statistics.md 1.3 step 6).
    subject, subject_kind, observed_reached, expected_reached : optional
        Speed only (`measure` in days saved): the skill or KPI in which a level is reached,
        ``"skill"``, ``"output"`` or ``"none"``, starters shown to have reached it, and how many
        the comparison people's pace predicts.
    kpi, kpi_unit, kpi_sd, kpi_mean, higher_is_better, value_per_unit : optional
        Productivity only; sd between units and mean of the comparison, in the KPI's own unit.
    money_share : float
        Productivity only: part of `value_per_unit` that counts for each starter (0 to 1).
    by_region, by_role, by_version : mapping of name to GroupEffect
        Empty where there are not two groups to tell apart; versions in the order of their start.
    differs_by_group : GroupDifferences or None
        None where no factor has two groups with a number.
    breakdown : float or None
        Productivity only: the range would hold zero if the months after drifted apart so many
        times as fast as the months before did; None where those moved no more than by chance.
    """

    name: str
    program_id: str
    measure: Measure
    estimand: str
    design: str
    comparison_n: int
    naive: float | None
    checks: tuple[Check, ...]
    treated_n: int = 0
    standard_error: float | None = None
    base_grade: Grade = Grade.B
    time_zero: str = "start"
    grace_months: int = 2
    observed_leavers: float | None = None
    expected_leavers: float | None = None
    control_survival: float | None = None
    months_gained: Measure | None = None
    without_undated: Measure | None = None
    natural_comparison: Measure | None = None
    plans: tuple[StudyPlan, ...] = ()
    effective_observed: float | None = None
    effective_expected: float | None = None
    subject: str = ""
    subject_kind: str = ""
    observed_reached: float | None = None
    expected_reached: float | None = None
    kpi: str | None = None
    kpi_unit: str = ""
    kpi_sd: float | None = None
    kpi_mean: float | None = None
    higher_is_better: bool = True
    value_per_unit: float | None = None
    money_share: float = 1.0
    by_region: Mapping[str, GroupEffect] = field(default_factory=dict)
    by_role: Mapping[str, GroupEffect] = field(default_factory=dict)
    by_version: Mapping[str, GroupEffect] = field(default_factory=dict)
    differs_by_group: GroupDifferences | None = None
    breakdown: float | None = None
    second_opinion: Measure | None = None
    curves: tuple[Curve, ...] = ()

    @property
    def money_per_starter(self) -> float:
        """Productivity only: money a unit of the effect is worth for each starter; 0 unpriced."""
        return (self.value_per_unit or 0.0) * self.money_share

    def groups(self) -> Mapping[str, Groups]:
        """The effect by group of each factor."""
        return {
            "region": self.by_region,
            "role": self.by_role,
            "version": self.by_version,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFacts:
    """What the register and the exports say about one program (mart `program_facts`).

    `people` is None where the count is hidden to protect the few it is made of. `starters_year`
    counts those who began in the twelve months up to the as-of date; None where not counted.
    """

    program_id: str
    program_name: str
    program_group: str | None = None
    program_type: str | None = None
    purpose: str | None = None
    skill: str | None = None
    provider: str | None = None
    party: str | None = None
    platform: str | None = None
    mandatory: bool = False
    regulation: str | None = None
    objective_id: str | None = None
    objective: str | None = None
    objective_kpi: str | None = None
    objective_due_on: date | None = None
    owner: str | None = None
    portfolio: str | None = None
    launched_on: date | None = None
    content_reviewed_on: date | None = None
    people: int | None = 0
    begun_people: int | None = None
    unmatched_people: int | None = None
    starters: int = 0
    completers: int = 0
    outside_employment: int = 0
    direct_cost: float | None = None
    currency: str = "USD"
    hours_per_starter: float | None = None
    mean_salary: float | None = None
    eligible_people: int | None = None
    unreached_people: int | None = None
    last_start_on: date | None = None
    certificate_portable: bool | None = None
    starters_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIns:
    """What was found among people like the starters of one program who never took it.

    Parameters
    ----------
    drawn, claims : int
        Draws of as many people as started that could be estimated, and those of them whose range
        leaves zero out.
    mean : float or None
        Mean effect over the draws, pp.
    """

    program_id: str
    program_name: str
    drawn: int
    claims: int
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillGap:
    """A cell of skill x role x region that is below what the role requires."""

    skill: str
    job_role: str
    region: str
    share_below: Measure
    people: int | None
    periods_persisting: int
    program_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillStanding:
    """What is known of one required skill over the whole company.

    Parameters
    ----------
    people : int or None
        People whose role requires it; None where they are too few to be shown.
    coverage, below : Measure
        Share assessed at all; share of those below the required level.
    persistent : Measure
        Of people with three or more assessments by one kind of rater, below at the last three.
    lost : Measure
        Of assessments at the level that were followed up, below it at the next one.
    self_above : Measure
        How far people rate themselves above a manager or a test, levels.
    """

    skill: str
    people: int | None
    coverage: Measure
    below: Measure
    persistent: Measure
    lost: Measure
    self_above: Measure


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgramEvidence:
    """Facts, metrics, effects and findings of one program; no verdict."""

    facts: ProgramFacts
    metrics: Mapping[str, Measure]
    effects: Mapping[str, EffectEstimate]
