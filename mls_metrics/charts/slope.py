"""Cost or value? Each program's place by cost at the left, by worth at the right."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.decision import Rank, Recommendation

STEP = 34
LEFT, RIGHT, ROOM = "By cost", "By worth", " "  # the third place is room for names
NAMED = 2


def placed(
    recommendations: Sequence[Recommendation], portfolio: str
) -> list[tuple[Recommendation, Rank]]:
    """Programs of a class that have a place, the most worth first."""
    found = [
        (item, item.rank)
        for item in recommendations
        if item.rank is not None and item.rank.portfolio == portfolio
    ]
    return sorted(found, key=lambda pair: pair[1].value)


def classes(recommendations: Sequence[Recommendation]) -> list[str]:
    """Classes with two programs or more that have a place, by name."""
    ranks = [item.rank for item in recommendations if item.rank is not None]
    return sorted({rank.portfolio for rank in ranks if rank.of > 1})


def movers(
    recommendations: Sequence[Recommendation], portfolio: str
) -> list[tuple[Recommendation, Rank]]:
    """The programs whose two places lie furthest apart, at most two, none where all agree."""
    pairs = placed(recommendations, portfolio)
    apart = [pair for pair in pairs if pair[1].by_cost != pair[1].value]
    return sorted(apart, key=lambda pair: -abs(pair[1].by_cost - pair[1].value))[:NAMED]


def slope(
    recommendations: Sequence[Recommendation], *, portfolio: str, colors: Palette
) -> alt.LayerChart:
    """The chart: one line a program, those that move most drawn dark."""
    pairs = placed(recommendations, portfolio)
    marked = {item.program_id for item, _ in movers(recommendations, portfolio)}
    frame = pd.DataFrame(
        [
            {
                "name": item.program_name,
                "side": side,
                "place": place,
                "marked": item.program_id in marked,
            }
            for item, rank in pairs
            for side, place in ((LEFT, rank.by_cost), (RIGHT, rank.value))
        ],
        columns=["name", "side", "place", "marked"],
    )
    x = alt.X(
        "side:N",
        title=None,
        axis=alt.Axis(orient="top", labelAngle=0, labelFontSize=12, ticks=False, domain=False),
        scale=alt.Scale(domain=[LEFT, RIGHT, ROOM], paddingOuter=0.3),
    )
    y = alt.Y("place:Q", scale=alt.Scale(reverse=True, zero=False, padding=14), axis=None)
    color = alt.condition("datum.marked", alt.value(colors.ink), alt.value(colors.rule))
    base = alt.Chart(frame).encode(x=x, y=y)
    ends = base.transform_filter(f"datum.side == '{RIGHT}'")
    return finished(
        base.mark_line(strokeWidth=2).encode(detail="name:N", color=color),
        base.mark_point(filled=True, size=60, opacity=1).encode(color=color),
        base.transform_filter(f"datum.side == '{LEFT}'")
        .mark_text(align="right", dx=-8, fontSize=12)
        .encode(text="place:Q", color=color),
        ends.mark_text(align="left", dx=9, fontSize=12).encode(text="place:Q", color=color),
        ends.mark_text(align="left", dx=28, fontSize=12, limit=alt.expr("width * 0.42")).encode(
            text="name:N", color=color
        ),
        height=max(STEP * len(pairs), 3 * STEP),
        colors=colors,
    )


def slope_subtitle() -> str:
    """What the two sides are."""
    return (
        "Place of each program of the class, 1 at the top: left by fully loaded cost per starter, "
        "right by net value per starter. Dark: those that change places most."
    )


def slope_table(recommendations: Sequence[Recommendation], *, portfolio: str) -> pd.DataFrame:
    """Both places and the range of the second."""
    return pd.DataFrame(
        [
            {
                "Program": item.program_name,
                "Place by cost": rank.by_cost,
                "Place by worth": rank.value,
                "Range of places": f"{rank.low} to {rank.high}",
                "Of": rank.of,
            }
            for item, rank in placed(recommendations, portfolio)
        ]
    )


def slope_alt(recommendations: Sequence[Recommendation], *, portfolio: str) -> str:
    """Alternative text: who changes places most."""
    told = [
        f"{item.program_name} from {rank.by_cost} by cost to {rank.value} by worth"
        for item, rank in movers(recommendations, portfolio)
    ]
    moved = "; ".join(told) or "no program changes its place"
    return f"Places by cost and by worth: {moved}. The table below holds every program."
