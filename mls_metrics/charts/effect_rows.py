"""Effects of all programs as ranges beside a zero line, the naive number as hollow contrast."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from mls_metrics.charts.interval_rows import interval_rows
from mls_metrics.charts.theme import MAX_MARKS, Palette
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate

AXES = {
    "retention_12m": "Difference in people still here after a year, pp; right: more stay.",
    "productivity": "Difference in the KPI, in its usual spread between units; right: better.",
    "speed": "Days sooner at the level within a year; right: sooner.",
}
PER_ROW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaled:
    """One program's effect on the chart's common scale (better to the right)."""

    name: str
    value: float
    low: float
    high: float
    naive: float | None


def scaled(item: Recommendation, effect: EffectEstimate) -> Scaled | None:
    """Retention in pp as it is; a KPI in its own spread between units, better to the right."""
    measure = effect.measure
    if not isinstance(measure, Estimate):
        return None
    unit = 1.0 if effect.kpi is None else effect.kpi_sd
    if not unit:
        return None
    unit = unit if effect.higher_is_better else -unit
    low, high = sorted((measure.low / unit, measure.high / unit))
    return Scaled(
        name=item.program_name,
        value=measure.value / unit,
        low=low,
        high=high,
        naive=None if effect.naive is None else effect.naive / unit,
    )


def shown_effects(recommendations: Sequence[Recommendation], effect_name: str) -> list[Scaled]:
    """The effects that can be drawn, in the order of the programs given."""
    found = (
        scaled(item, item.evidence.effects[effect_name])
        for item in recommendations
        if effect_name in item.evidence.effects
    )
    return [entry for entry in found if entry is not None]


def effect_rows(
    recommendations: Sequence[Recommendation], *, effect_name: str, colors: Palette
) -> alt.LayerChart:
    """The chart; what the axis measures stands in words above it (`effect_rows_subtitle`)."""
    effects = shown_effects(recommendations, effect_name)[: MAX_MARKS // PER_ROW]
    frame = pd.DataFrame(
        [
            {
                "row": row,
                "name": effect.name,
                "value": effect.value,
                "low": effect.low,
                "high": effect.high,
                "naive": effect.naive,
            }
            for row, effect in enumerate(effects)
        ],
        columns=["row", "name", "value", "low", "high", "naive"],
    ).astype({"naive": "float64"})
    return interval_rows(frame, hollow="naive", colors=colors)


def effect_rows_subtitle(effect_name: str) -> str:
    """What the axis measures, which side is better, and what the dots are."""
    return (
        f"{AXES[effect_name]} Solid dot and line: our estimate with its range. "
        "Hollow dot: what a plain dashboard would show."
    )


def effect_rows_table(
    recommendations: Sequence[Recommendation], *, effect_name: str
) -> pd.DataFrame:
    """Every program, also those whose effect is refused, each with its reason."""
    rows = []
    for item in recommendations:
        effect = item.evidence.effects.get(effect_name)
        if effect is None:
            continue
        measure = effect.measure
        known = measure if isinstance(measure, Estimate) else None
        rows.append(
            {
                "Program": item.program_name,
                "Unit": (known.unit if known else effect.kpi_unit) or "pp",
                "Estimate": known.value if known else None,
                "Low": known.low if known else None,
                "High": known.high if known else None,
                "Plain dashboard": effect.naive,
                "Treated": effect.treated_n,
                "Comparison": effect.comparison_n,
                "Not given because": "" if isinstance(measure, Estimate) else measure.reason,
            }
        )
    return pd.DataFrame(rows)


def effect_rows_alt(recommendations: Sequence[Recommendation], *, effect_name: str) -> str:
    """Alternative text: how many effects lie on either side of zero."""
    effects = shown_effects(recommendations, effect_name)
    better = sum(1 for effect in effects if effect.low > 0)
    worse = sum(1 for effect in effects if effect.high < 0)
    return (
        f"Effects of {len(effects)} programs as ranges beside a zero line: {better} lie above "
        f"zero, {worse} below, {len(effects) - better - worse} cannot be told from zero. "
        "Hollow dots are what a plain dashboard would show. The table below holds every row."
    )
