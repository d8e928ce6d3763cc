"""Everything a committee may change, in one immutable object."""

from collections.abc import Mapping
from dataclasses import dataclass

DIMENSIONS = (
    "speed_to_competency",
    "workforce_readiness",
    "business_performance",
    "satisfaction_engagement",
    "innovation_improvement",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The thresholds and assumptions of a run; each stands in policy.toml with its reason.

    `weights` holds the five dimension weights in the order of `DIMENSIONS`; they sum to 1.
    Shares and probabilities are 0-1, points 0-100, money is in `currency`.
    """

    weights: tuple[float, float, float, float, float]
    weight_low: float
    weight_high: float
    weight_concentration: float
    power: float
    level: float
    draws: int
    weight_draws: int
    seed: int
    minimum_group: int
    response_limit: float
    currency: str
    # retention
    horizon_months: int
    grace_months: int
    minimum_starters: int
    minimum_expected_exits: float
    minimum_effective_sample: float
    untyped_exit_limit: float
    unmatched_limit: float
    evidence_age_months: int
    unrecorded_choice_strength: float
    request_months: int
    # productivity
    baseline_months: int
    gap_months: int
    follow_up_months: int
    productive_share: float
    tenured_months: int
    minimum_units: int
    team_adoption_share: float
    placebo_limit: float
    definition_spread_limit: float
    # studies
    study_power: float
    study_fewer_leavers: float
    study_kpi_sd: float
    study_cost_per_person: float
    study_fixed_cost: float
    study_minimum_sites: int
    # value
    replacement_cost_share: float
    replacement_cost_share_low: float
    replacement_cost_share_high: float
    default_salary: float
    work_hours_per_year: float
    benefit_months: int
    smallest_worthwhile_share: float
    # decision
    scale_hurdle: float
    scale_probability: float
    retire_probability: float
    scale_evidence: str
    retire_evidence: str
    scale_stability: float
    outside_employment_limit: float
    false_discovery_rate: float
    scale_score: float
    retire_score: float
    dimension_floor: float
    headroom_people: int
    information_ratio: float
    minimum_verdict_starters: int
    minimum_dimensions: int
    freshness_limit_months: int
    # priors of the verdict
    prior_log_ratio_narrow: float
    prior_log_ratio_wide: float
    prior_kpi_narrow: float
    prior_kpi_wide: float
    prior_pseudo_count: float
    # the service
    service_began_on: str
    # people
    default_owner: str
    review_months_scale: int
    review_months_keep: int
    review_months_fix: int
    review_months_retire: int
    review_months_find_out: int

    def weight_of(self) -> Mapping[str, float]:
        """The five weights by dimension id."""
        return dict(zip(DIMENSIONS, self.weights, strict=True))
