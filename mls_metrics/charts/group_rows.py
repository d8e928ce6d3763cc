"""One effect by region, role and version as ranges beside a zero line."""

import altair as alt
import pandas as pd

from mls_metrics.charts.interval_rows import interval_rows
from mls_metrics.charts.theme import Palette
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.model.groups import harmed, helped, known_groups


def group_axis(effect: EffectEstimate) -> str:
    """What the axis measures, and which side is better."""
    if effect.kpi is None:
        return "Difference in people still here after a year, pp; right: more stay."
    side = "right" if effect.higher_is_better else "left"
    return f"Difference in the KPI, {effect.kpi_unit or 'in its own unit'}; {side}: better."


def group_frame(effect: EffectEstimate) -> pd.DataFrame:
    """Rows of the chart: factors of which two groups or more have a number."""
    rows: list[dict[str, object]] = []
    for factor, groups in effect.groups().items():
        known = known_groups(groups)
        for name, measure in known.items() if len(known) > 1 else ():
            raw = groups[name].raw
            rows.append(
                {
                    "row": len(rows),
                    "name": f"{factor.capitalize()}: {name}",
                    "value": measure.value,
                    "low": measure.low,
                    "high": measure.high,
                    "alone": raw.value if isinstance(raw, Estimate) else None,
                }
            )
    columns = ["row", "name", "value", "low", "high", "alone"]
    return pd.DataFrame(rows, columns=columns).astype({"alone": "float64"})


def group_rows(effect: EffectEstimate, *, colors: Palette) -> alt.LayerChart:
    """The chart; the name stands above its mark, so that a phone can show it."""
    return interval_rows(group_frame(effect), hollow="alone", colors=colors)


def group_rows_table(effect: EffectEstimate) -> pd.DataFrame:
    """Every group, also those without a number, each with its reason."""
    rows = []
    for factor, groups in effect.groups().items():
        for name, group in groups.items():
            drawn = group.shrunk if isinstance(group.shrunk, Estimate) else None
            raw = group.raw if isinstance(group.raw, Estimate) else None
            rows.append(
                {
                    "By": factor,
                    "Group": name,
                    "Estimate": drawn.value if drawn else None,
                    "Low": drawn.low if drawn else None,
                    "High": drawn.high if drawn else None,
                    "By itself": raw.value if raw else None,
                    "n": drawn.n if drawn else None,
                    "Not given because": (
                        "" if isinstance(group.shrunk, Estimate) else group.shrunk.reason
                    ),
                }
            )
    return pd.DataFrame(rows)


def group_rows_alt(effect: EffectEstimate) -> str:
    """Alternative text: how many groups lie on either side of zero."""
    better = effect.higher_is_better
    good = sum(len(helped(groups, higher_is_better=better)) for groups in effect.groups().values())
    bad = sum(len(harmed(groups, higher_is_better=better)) for groups in effect.groups().values())
    return (
        f"The effect in {len(group_frame(effect))} groups as ranges beside a zero line: {good} lie "
        f"on the good side, {bad} on the bad side. Hollow dots are the groups by themselves. The "
        "table below holds every row."
    )
