"""How fast groups of people take up what they were given, with and without help to change."""

import numpy as np
import pandas as pd

from mls_metrics.analysis.metrics import estimate_median_days
from mls_metrics.catalog.load import metrics
from mls_metrics.model.change import ActivityComparison, Adoption, Depth, Wave
from mls_metrics.model.estimate import Curve, Estimate, Measure, NotEstimable
from mls_metrics.model.policy import Policy
from mls_metrics.stats.intervals import wilson
from mls_metrics.stats.reached_by import ReachedBy, difference_of, reached_by
from mls_metrics.stats.survival import kaplan_meier

DAYS = (30, 60, 90)
WITH, WITHOUT = "With change activity", "Without"
FIRST_USE = "time_to_first_use"


def adoption(rows: pd.DataFrame, *, policy: Policy) -> Adoption:
    """Waves of the fact ``adoption_days``, largest first, and all their people together."""
    groups = rows.groupby(["program_id", "audience"], sort=True)
    waves = [wave_of(part, policy) for _, part in groups]
    return Adoption(
        waves=tuple(sorted(waves, key=lambda wave: -wave.people)),
        people=int(rows["n"].sum()),
        adopted=int(rows.loc[rows["is_event"].astype(bool), "n"].sum()),
        median=median_of(rows, policy),
    )


def wave_of(rows: pd.DataFrame, policy: Policy) -> Wave:
    """One group that got one program."""
    first = rows.iloc[0]
    return Wave(
        program_id=str(first["program_id"]),
        program_name=str(first["program_name"]),
        audience=str(first["audience"]),
        access_on=pd.Timestamp(first["access_on"]).date(),
        change_activity=str(first["change_activity"]),
        people=int(rows["n"].sum()),
        adopted=int(rows.loc[rows["is_event"].astype(bool), "n"].sum()),
        curve=rising_curve(rows, str(first["audience"]), policy),
        median=median_of(rows, policy),
    )


def median_of(rows: pd.DataFrame, policy: Policy) -> Measure:
    """Days until half have used it, as the catalogue's metric counts them."""
    statistics = {name: rows[name].to_numpy(dtype=np.float64) for name in ("days", "is_event", "n")}
    if rows.empty:
        return NotEstimable(reason="Nobody has access yet.", needed="A roll-out.", n=0)
    return estimate_median_days(metrics()[FIRST_USE], statistics, int(rows["n"].sum()), policy)


def rising_curve(rows: pd.DataFrame, label: str, policy: Policy) -> Curve:
    """Share that has used it by day, while it is known of enough people by then."""
    days = rows["days"].to_numpy(dtype=np.float64)
    people = rows["n"].to_numpy(dtype=np.float64)
    happened = rows["is_event"].to_numpy(dtype=bool)
    curve = kaplan_meier(days, happened, people, level=policy.level)

    def is_known(day: float) -> bool:
        return float(people[(days >= day) | happened].sum()) >= policy.minimum_group

    steps = [(0.0, 0.0, 0.0, 0.0, float(people.sum()))]
    for place in (k for k, day in enumerate(curve.time) if is_known(float(day))):
        share, low, high = (1 - part[place] for part in (curve.survival, curve.high, curve.low))
        steps.append((float(curve.time[place]), share, low, high, float(curve.at_risk[place])))
    last = max((float(day) for day in days if is_known(float(day))), default=0.0)
    if last > steps[-1][0]:
        still = float(people[days >= last].sum())
        steps.append((last, *steps[-1][1:4], still))
    table = np.array(steps, dtype=np.float64)
    return Curve(
        label=label,
        time=table[:, 0],
        value=table[:, 1],
        low=table[:, 2],
        high=table[:, 3],
        at_risk=table[:, 4],
        unit="share",
        time_unit="days",
    )


def with_and_without(rows: pd.DataFrame, program_id: str, *, policy: Policy) -> ActivityComparison:
    """Groups of one program with change activity beside groups without: an association."""
    mine = rows[rows["program_id"] == program_id]
    name = str(mine["program_name"].iloc[0]) if len(mine) else program_id
    helped = mine["change_activity"].fillna("").astype(str) != ""
    arms = {WITH: mine[helped], WITHOUT: mine[~helped]}
    if any(arm.empty for arm in arms.values()):
        return ActivityComparison(
            program_name=name, refusal="every" if len(mine) and helped.all() else "none"
        )
    return ActivityComparison(
        program_name=name,
        curves=tuple(rising_curve(arm, label, policy) for label, arm in arms.items()),
        groups=tuple(int(arm["audience"].nunique()) for arm in arms.values()),
        differences=tuple(
            (day, difference_by(arms[WITH], arms[WITHOUT], day, policy)) for day in DAYS
        ),
    )


def share_by(rows: pd.DataFrame, day: int, policy: Policy) -> ReachedBy | None:
    """Share that had used it by a day."""
    return reached_by(
        rows["days"].to_numpy(dtype=np.float64),
        rows["is_event"].to_numpy(dtype=np.float64),
        rows["n"].to_numpy(dtype=np.float64),
        float(day),
        level=policy.level,
    )


def share_measure(rows: pd.DataFrame, day: int, policy: Policy) -> Measure:
    """The same with range and n."""
    found = share_by(rows, day, policy)
    if found is None:
        return not_followed(day, int(rows["n"].sum()))
    return Estimate(
        value=found.share,
        low=min(found.low, found.share),
        high=max(found.high, found.share),
        n=int(found.people),
        unit="share",
        method="kaplan_meier",
        level=policy.level,
    )


def difference_by(first: pd.DataFrame, second: pd.DataFrame, day: int, policy: Policy) -> Measure:
    """First minus second by a day, percentage points."""
    one, other = share_by(first, day, policy), share_by(second, day, policy)
    people = int(first["n"].sum() + second["n"].sum())
    if one is None or other is None:
        return not_followed(day, people)
    value, low, high = (100 * part for part in difference_of(one, other))
    return Estimate(
        value=value,
        low=min(low, value),
        high=max(high, value),
        n=people,
        unit="pp",
        method="kaplan_meier",
        level=policy.level,
    )


def not_followed(day: int, people: int) -> NotEstimable:
    """Nobody was followed so long."""
    return NotEstimable(
        reason=f"Nobody has been followed for {day} days yet.", needed="More days.", n=people
    )


def depths(rows: pd.DataFrame, *, policy: Policy) -> tuple[Depth, ...]:
    """Use and level of each wave of the fact ``adoption_depth``."""
    found = []
    for row in rows.to_dict("records"):
        people, used = int(row["people"]), int(row["rated"])
        found.append(
            Depth(
                program_id=str(row["program_id"]),
                audience=str(row["audience"]),
                used=part_of(int(row["used"]), people, policy),
                thrice=part_of(int(row["used_thrice"]), people, policy),
                now=part_of(int(row["use_now"]), people, policy),
                at_level=part_of(int(row["at_level"]), used, policy),
            )
        )
    return tuple(found)


def part_of(k: int, n: int, policy: Policy) -> Measure:
    """A share with its Wilson interval; none where it would be of a few people."""
    if n == 0:
        return NotEstimable(reason="Not known.", needed="Results of people who used it.", n=0)
    if n < policy.minimum_group:
        return NotEstimable(
            reason="Too few to show.", needed=f"{policy.minimum_group} people.", n=None
        )
    low, high = wilson(k, n, level=policy.level)
    return Estimate(
        value=k / n, low=low, high=high, n=n, unit="share", method="wilson", level=policy.level
    )
