"""What is known about reaching a level, and when that is not enough to compare how soon."""

from dataclasses import dataclass

from mls_metrics.model.estimate import NotEstimable
from mls_metrics.model.policy import Policy
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.trial_cells import ClusterRows, TrialCells

RATERS = ("a test", "their manager", "themselves", "an unnamed rater")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpeedData:
    """People below the level that one program is for, and when they got there.

    Parameters
    ----------
    kind : str
        ``"skill"``, ``"output"`` (a KPI on persons) or ``"none"``.
    subject : str
        The skill or the KPI; empty where there is none.
    skills : tuple of str
        What the program is for, assessed or not.
    target : float or None
        The level; None where each role has its own, and for output.
    cells, clusters : TrialCells, ClusterRows or None
        Outcome 1 is the level reached; None where nobody was known to be below it.
    looked : ndarray of int, shape (n,), or None
        Months until the same kind of rater looked again; 0: not while the person was followed.
    rater : ndarray of int, shape (n,), or None
        Who gave the level at the start, place in `RATERS`.
    starters, by_completion, outside : int
        Starters inside employment; of those below the level, whose only date is the completion;
        rows outside employment.
    last_month : int
        Last month in which the level could be seen to be reached.
    dated_share : float
        Share of person-months whose role, level and rating come from dated history.
    plain_days : tuple of float or None
        Mean days to the level of those who reached it: starters, never starters.
    """

    program_id: str
    kind: str
    subject: str = ""
    skills: tuple[str, ...] = ()
    target: float | None = None
    mandatory: bool = False
    cells: TrialCells | None = None
    clusters: ClusterRows | None = None
    looked: IntArray | None = None
    rater: IntArray | None = None
    starters: int = 0
    by_completion: int = 0
    outside: int = 0
    last_month: int = 0
    dated_share: float = 0.0
    plain_days: tuple[float | None, float | None] = (None, None)

    @property
    def level(self) -> str:
        """What is to be reached, in words."""
        if self.kind == "output":
            return f"the {self.subject.replace('_', ' ')} of a productive person"
        named = "the level their role requires" if self.target is None else f"level {self.target:g}"
        return f"{named} in {self.subject}"


def nothing_to_reach(data: SpeedData) -> NotEstimable:
    """Refusal where neither assessments nor a KPI on persons exist."""
    skills = ", ".join(data.skills[:3])
    about = f"in {skills}" if skills else "in what it is for (no skill is named for it)"
    return NotEstimable(
        reason=(
            f"Nobody is assessed {about}, and no KPI is known for its people one by one. Finishing "
            "or passing the program cannot be compared: nobody outside it can pass it."
        ),
        needed=(
            "The program's skill with its level, and dated skill assessments of people in and "
            "outside it; or a KPI by person and month."
        ),
        n=data.starters,
    )


def nobody_below(data: SpeedData) -> NotEstimable:
    """Refusal where no starter was known to be below the level."""
    before = "a KPI value" if data.kind == "output" else "an assessment"
    return NotEstimable(
        reason=f"No starter was known to be below {data.level} in the month of the start.",
        needed=f"For starters and for others: {before} up to that month, and after it.",
        n=data.starters,
    )


def everyone_starts(data: SpeedData) -> NotEstimable:
    """Refusal where there is no comparison."""
    return NotEstimable(
        reason="Not estimable: everyone takes it, so nobody shows how soon people get there alone.",
        needed="A group, a site or a period in which comparable people have not started it yet.",
        n=data.starters,
    )


def speed_refusal_before(data: SpeedData, policy: Policy) -> NotEstimable | None:
    """Why nothing can be estimated, from counts alone."""
    if data.mandatory:
        return everyone_starts(data)
    if data.kind == "none":
        return nothing_to_reach(data)
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
    if data.cells is None or not data.cells.treated.any():
        return nobody_below(data)
    below = float(data.cells.count[data.cells.treated].sum())
    if below < policy.minimum_starters:
        return NotEstimable(
            reason=f"Only {below:.0f} starters were known to be below {data.level} as they began.",
            needed=(
                f"At least {policy.minimum_starters - below:.0f} more starters assessed before "
                f"they begin ({policy.minimum_starters} in all)."
            ),
            n=round(below),
        )
    return None
