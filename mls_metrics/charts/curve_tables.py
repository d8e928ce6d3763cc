"""The tables under two curves: what they show at a few months, and what became of the starters."""

import pandas as pd

from mls_metrics.model.evidence import EffectEstimate

TABLE_STEPS = 5


def table_months(last: int) -> list[int]:
    """Places of a few months from the first to the last."""
    return sorted({round(last * step / (TABLE_STEPS - 1)) for step in range(TABLE_STEPS)})


def curves_table(effect: EffectEstimate, *, share: str, people: str) -> pd.DataFrame:
    """Both curves with their ranges and people at a few months; names of the two columns given."""
    rows = []
    for curve in effect.curves:
        for place in table_months(len(curve.time) - 1) if len(curve.time) else ():
            shares = [100 * float(part[place]) for part in (curve.value, curve.low, curve.high)]
            rows.append(
                {
                    "Group": curve.label,
                    "Month": int(curve.time[place]),
                    share: round(shares[0], 1),
                    "Low": round(shares[1], 1),
                    "High": round(shares[2], 1),
                    people: round(float(curve.at_risk[place])),
                }
            )
    return pd.DataFrame(rows)


def starters_table(
    effect: EffectEstimate, *, waiting: str, happened: str, expected: str, order: tuple[str, ...]
) -> pd.DataFrame:
    """Everyone who started, by month: still waiting, happened, expected, not observed so long.

    Parameters
    ----------
    waiting, happened, expected : str
        Names of the columns; `order` holds all three as they are shown.
    """
    started = next((curve for curve in effect.curves if curve.left is not None), None)
    if started is None or started.left is None or started.expected is None or not len(started.time):
        return pd.DataFrame()
    everyone = float(started.at_risk[0])
    within = pd.Series(started.left).diff().fillna(0.0).to_numpy()
    rows = []
    for place in table_months(len(started.time) - 1):
        left = float(started.at_risk[place]) - float(within[place])
        done = float(started.left[place])
        found = {
            waiting: round(left),
            happened: round(done),
            expected: round(float(started.expected[place])),
        }
        rows.append(
            {"Month": int(started.time[place])}
            | {name: found[name] for name in order}
            | {"Not observed so long": round(everyone - done - left)}
        )
    return pd.DataFrame(rows)
