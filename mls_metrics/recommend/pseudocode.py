"""The decision rule in words, with the thresholds of the policy it is printed from."""

from mls_metrics.model.policy import Policy

RULE = """\
In each of {draws:,} plausible worlds (draws over the doubt in effects, scores and prices),
for each program:

  defect   = content not reviewed for {freshness_limit_months} months
             or it pays in one region and not in another
             or a measured dimension other than business performance is below {dimension_floor:g}
  benefit  = leavers avoided x replacement cost + KPI effect x value per unit, first
             {benefit_months} months, per starter (a KPI counts for those it measures)
  cost     = what was paid + learning hours at the learner's pay, per starter
  score    = weighted mean of the five dimensions (power {power:g}; 0 is the geometric mean)

  if a rule requires the program:
      nothing known of its delivery            -> find out
      defect                                   -> fix
      otherwise                                -> keep            (never retire)
  if fewer than {minimum_verdict_starters} people started, or the data leave more than
     {information_ratio:.0%} of the prior doubt                 -> find out
  if cost is unknown and benefit is not negative           -> find out
  if benefit < {smallest_worthwhile_share:g} x cost:
      it pays in some region, or score >= {retire_score:g}      -> fix
      otherwise                                -> retire
  if defect                                    -> fix
  if benefit >= {scale_hurdle:g} x cost and score >= {scale_score:g}
     and at least {headroom_people} people are left to reach     -> scale
  otherwise                                    -> keep

The probability of an action is its share of worlds. The recommended action is the most
probable one, unless a guard stops it:

  scale  needs probability >= {scale_probability:g}, evidence {scale_evidence} or better,
         no blocking check failed, the same action under {scale_stability:.0%} of the
         weightings between {weight_low:g} and {weight_high:g}, and a place among the programs
         whose expected share of false calls stays <= {false_discovery_rate:.0%};
         without a dated objective and a KPI it is said to be "on condition"
  retire needs probability >= {retire_probability:g}, evidence {retire_evidence} or better,
         no blocking check failed, a measured effect on the KPI, and the same probability
         with every dimension that has no data at its best (missing data never retires);
         carrying it out asks for a second review
  where a guard stops scale: keep, if worth its cost with probability >= {scale_probability:g}
         and the evidence allows it; otherwise find out
  where a guard stops retire: find out
"""


def decision_rule(policy: Policy) -> str:
    """The published rule with this policy's thresholds filled in."""
    values = {name: getattr(policy, name) for name in Policy.__slots__}
    return RULE.format(**values)
