"""What is known about starting a program and about leaving, and when that is not enough."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mls_metrics.model.estimate import NotEstimable
from mls_metrics.model.policy import Policy
from mls_metrics.stats.trial_cells import ClusterRows, TrialCells

EVERYONE = "Not estimable: everyone takes it, so there is nobody to compare with."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RetentionData:
    """What is known about starting one program and about leaving.

    Parameters
    ----------
    cells, clusters : TrialCells, ClusterRows or None
        None where nobody started or nobody's employment is known.
    starters, by_completion, outside : int
        People with a start inside employment; those of them whose only date is the completion;
        people whose first start lies outside their employment.
    roster_people, exits, untyped_exits : int
        People with a hire date, those who left, and those of them without a kind of exit.
    dated_share : float
        Share of person-months whose role, level and rating come from dated history.
    completers, never_enrolled : tuple of (people, voluntary leavers, leavers of any kind)
    last_month : int
        Last month the roster covers in full.
    second_opinion : tuple of (pp, standard error) or None
        Of the pooled logistic hazard.
    leavers_in_learning : tuple of (seen, expected)
        Leavers whom the learning exports hold, and whom they would hold had leavers not been left
        out of them; 0 expected where there is no sign of that.
    group_names : mapping of factor to names by code
        Regions and roles as in the cells' factors, versions as in their `variant`; empty where
        groups are not asked for.
    """

    program_id: str
    mandatory: bool
    cells: TrialCells | None
    clusters: ClusterRows | None
    starters: int
    by_completion: int
    outside: int
    roster_people: int
    exits: int
    untyped_exits: int
    dated_share: float
    completers: tuple[int, int, int]
    never_enrolled: tuple[int, int, int]
    last_month: int
    second_opinion: tuple[float, float] | None = None
    leavers_in_learning: tuple[int, int] = (0, 0)
    group_names: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def any_exit(self, policy: Policy) -> bool:
        """Too many exits are untyped to speak of voluntary ones."""
        return self.untyped_exits > policy.untyped_exit_limit * max(self.exits, 1)


def only_data_missing(data: RetentionData, policy: Policy) -> bool:
    """True where no study is needed but another export: what is there says nothing yet."""
    dated = data.starters + data.outside
    return (
        data.roster_people == 0
        or data.exits == 0
        or data.leavers_in_learning[1] > 0
        or data.outside > policy.outside_employment_limit * max(dated, 1)
    )


def no_starts(data: RetentionData) -> NotEstimable:
    """Refusal where nothing is dated or nobody is known."""
    return NotEstimable(
        reason="Nobody's start of this program falls in a month that the roster covers.",
        needed="Start, enrollment or completion dates, and a roster with hire dates.",
        n=data.starters,
    )


def everyone_takes_it(data: RetentionData) -> NotEstimable:
    """Refusal where there is no comparison."""
    return NotEstimable(
        reason=EVERYONE,
        needed="A group, a site or a period in which comparable people have not started it yet.",
        n=data.starters,
    )


def refusal_before(data: RetentionData, policy: Policy) -> NotEstimable | None:
    """Why nothing can be estimated, from counts alone."""
    if data.roster_people == 0:
        return NotEstimable(
            reason="There is no roster with hire dates, so nobody's staying is known.",
            needed="The table employees with hire_date and termination_date.",
            n=data.starters,
        )
    if data.exits == 0:
        return NotEstimable(
            reason="The roster holds no leavers, so staying cannot be told from leaving.",
            needed="A roster that keeps people who left, with termination_date.",
            n=data.starters,
        )
    seen, expected = data.leavers_in_learning
    if expected > 0:
        return NotEstimable(
            reason=(
                f"The learning exports hold {seen} of about {expected} leavers who should be in "
                "them. They are of active users only, so those who learned and left are missing."
            ),
            needed="The learning report with inactive, suspended or deleted users included.",
            n=data.starters,
        )
    dated = data.starters + data.outside
    if data.outside > policy.outside_employment_limit * max(dated, 1):
        return NotEstimable(
            reason=(
                f"{data.outside} of {dated} learners began outside their own employment, so the "
                "dates themselves are in doubt."
            ),
            needed="Training, hire and termination dates that agree with each other.",
            n=data.starters,
        )
    if data.mandatory:
        return everyone_takes_it(data)
    if data.starters < policy.minimum_starters:
        missing = policy.minimum_starters - data.starters
        return NotEstimable(
            reason=f"Only {data.starters} people started it while employed.",
            needed=f"At least {missing} more starters ({policy.minimum_starters} in all).",
            n=data.starters,
        )
    return None
