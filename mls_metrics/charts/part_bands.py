"""One score of several parts of the service, a row a part, the surest name of each above it."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from mls_metrics.charts.score_bands import score_bands
from mls_metrics.charts.theme import Palette
from mls_metrics.model.estimate import Estimate, Measure

Parts = Mapping[str, Measure]


def part_bands(parts: Parts, *, colors: Palette) -> alt.LayerChart:
    """The chart; a part without the score keeps its row, named as not scored."""
    rows: list[dict[str, object]] = []
    for name, measure in parts.items():
        known = measure if isinstance(measure, Estimate) else None
        rows.append(
            {
                "name": name if known else f"{name}: not scored",
                "value": known.value if known else None,
                "low": known.low if known else None,
                "high": known.high if known else None,
            }
        )
    return score_bands(rows, colors=colors)


def part_bands_table(parts: Parts, *, heading: str) -> pd.DataFrame:
    """Points with range and n per part, or why there are none."""
    rows = []
    for name, measure in parts.items():
        known = measure if isinstance(measure, Estimate) else None
        rows.append(
            {
                heading: name,
                "Points": f"{known.value:.0f}" if known else "not scored",
                "Range": f"{known.low:.0f} to {known.high:.0f}"
                if known
                else getattr(measure, "reason", ""),
                "n": measure.n,
            }
        )
    return pd.DataFrame(rows)


def part_bands_alt(parts: Parts, *, what: str) -> str:
    """Alternative text: the score of each part."""
    told = [
        f"{name} {measure.value:.0f}" if isinstance(measure, Estimate) else f"{name} not scored"
        for name, measure in parts.items()
    ]
    return f"{what} in points of 100: {', '.join(told)}. The table below holds ranges."
