"""Our own tests of claims: rows of facts to differences with ranges, or to what is missing."""

import pandas as pd

from mls_metrics.analysis.company import estimate_rate
from mls_metrics.catalog.load import company_metrics
from mls_metrics.model.claim import AlignedTest, Reason, Reasons, SaidAndDone, SayAndDo
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.evidence import Grade
from mls_metrics.model.policy import Policy
from mls_metrics.stats.intervals import mean_difference_interval, share_difference_interval, wilson

FEWEST_OBJECTIVES = 5


def aligned_test(rows: pd.DataFrame, *, policy: Policy) -> AlignedTest:
    """Progress of objectives with a whole chain against the others (fact `aligned_progress`)."""
    known = rows[rows["progress"].notna()]
    is_whole = known["is_whole"].astype(bool)
    whole = known.loc[is_whole, "progress"].to_numpy(dtype=float)
    others = known.loc[~is_whole, "progress"].to_numpy(dtype=float)
    fewest = min(len(whole), len(others))
    difference: Measure
    if fewest < 2 or not whole.std() + others.std():
        difference = NotEstimable(
            reason=f"Objectives that can be measured: {len(whole)} with a whole chain, "
            f"{len(others)} without. Too few to compare.",
            needed="Two or more of each, not all alike, with baseline, target and KPI values.",
            n=len(known),
        )
    else:
        low, high = mean_difference_interval(whole, others, level=policy.level)
        difference = Estimate(
            value=float(whole.mean() - others.mean()),
            low=low,
            high=high,
            n=len(known),
            unit="share",
            method="welch",
            level=policy.level,
        )
    return AlignedTest(
        whole=float(whole.mean()) if len(whole) else None,
        others=float(others.mean()) if len(others) else None,
        whole_count=len(whole),
        other_count=len(others),
        unmeasured=len(rows) - len(known),
        difference=difference,
        grade=Grade.D if fewest >= FEWEST_OBJECTIVES else Grade.E,
    )


def say_and_do(rows: pd.DataFrame, *, policy: Policy) -> SayAndDo:
    """Stated intent to stay beside observed staying, by learning (fact `say_and_do`)."""
    shown = rows[rows["people"].notna()]
    gone = shown[["left_by_choice", "left_otherwise", "left_untyped"]].sum()
    any_exit = bool(gone["left_untyped"] > policy.untyped_exit_limit * gone.sum())
    groups = []
    counts = []
    for row in shown.to_dict("records"):
        said, people = int(row["said"]), int(row["people"])
        left = int(row["left_by_choice"])
        if any_exit:
            left += int(row["left_otherwise"]) + int(row["left_untyped"])
        stayed = int(row["stayed"])
        followed = stayed + left
        counts.append((said, people, stayed, followed))
        groups.append(
            SaidAndDone(
                programs=str(row["programs"]),
                said=share(said, people, policy),
                stayed=share(stayed, followed, policy),
            )
        )
    more_said, more_stayed = differences(counts, policy)
    return SayAndDo(
        groups=tuple(groups),
        hidden=len(rows) - len(shown),
        said=more_said,
        stayed=more_stayed,
        any_exit=any_exit,
        verdict=verdict(more_said, more_stayed),
    )


def differences(counts: list[tuple[int, int, int, int]], policy: Policy) -> tuple[Measure, Measure]:
    """Those who learned most less those who learned least, in what they say and in who stayed."""
    if len(counts) < 2 or not counts[0][3] or not counts[-1][3]:
        refused = NotEstimable(
            reason="Fewer than two amounts of learning have enough people to be shown.",
            needed="More named answers to surveys.intent_to_stay that are a year old.",
            n=None,
        )
        return refused, refused
    (said, people, stayed, followed), most = counts[0], counts[-1]
    return (
        difference_of_shares((most[0], most[1]), (said, people), policy),
        difference_of_shares((most[2], most[3]), (stayed, followed), policy),
    )


def verdict(said: Measure, stayed: Measure) -> str:
    """Whether what people say of more learning is what they do."""
    if not isinstance(said, Estimate) or not isinstance(stayed, Estimate):
        return "unknown"
    if said.low > stayed.high or stayed.low > said.high:
        return "disagree"
    is_said = said.low > 0 or said.high < 0
    is_done = stayed.low > 0 or stayed.high < 0
    if is_said != is_done:
        return "said_only" if is_said else "done_only"
    return "alike"


def leaving_rate(rows: pd.DataFrame, *, policy: Policy) -> Measure:
    """Voluntary leavers for each year worked (fact `own_leaving`)."""
    metric = company_metrics()["voluntary_turnover"]
    n = int(rows["n"].sum()) if len(rows) else 0
    if n < max(metric.min_n, policy.minimum_group):
        return NotEstimable(
            reason="Too few people were employed in the last year to give a rate.",
            needed=f"At least {max(metric.min_n, policy.minimum_group)} people in the roster.",
            n=None,
        )
    return estimate_rate(metric, rows.iloc[0], n, policy)


def reasons_for_leaving(rows: pd.DataFrame, *, policy: Policy) -> Reasons:
    """Reasons that may be shown, most frequent first (fact `reasons_for_leaving`)."""
    known = rows[rows["every_leaver"].notna()]
    if known.empty:
        return Reasons(leavers=None, named=())
    every = int(known["every_leaver"].iloc[0])
    named = known[known["is_named"].astype(bool)].sort_values(
        "leavers", ascending=False, kind="stable"
    )
    return Reasons(
        leavers=every,
        named=tuple(
            Reason(
                reason=str(row["reason"]),
                share=share(int(row["leavers"]), every, policy),
                is_growth=bool(row["is_growth"]),
            )
            for row in named.to_dict("records")
        ),
    )


def share(k: int, n: int, policy: Policy) -> Measure:
    """A share of people with its range; nobody to count is a refusal."""
    if n <= 0:
        return NotEstimable(reason="Nobody is left to count.", needed="More people.", n=0)
    low, high = wilson(k, n, level=policy.level)
    return Estimate(
        value=k / n,
        low=min(low, k / n),
        high=max(high, k / n),
        n=n,
        unit="share",
        method="wilson",
        level=policy.level,
    )


def difference_of_shares(one: tuple[int, int], other: tuple[int, int], policy: Policy) -> Estimate:
    """One share less another, in percentage points."""
    low, high = share_difference_interval(*one, *other, level=policy.level)
    return Estimate(
        value=100 * (one[0] / one[1] - other[0] / other[1]),
        low=100 * low,
        high=100 * high,
        n=one[1] + other[1],
        unit="pp",
        method="newcombe",
        level=policy.level,
    )
