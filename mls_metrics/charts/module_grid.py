"""Programs by shared modules: a square where a program uses a module that another uses too."""

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished, row_names

STEP, WIDEST = 40, 40


def grid_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Cells to draw: modules in two programs or more, the most shared first.

    Parameters
    ----------
    rows : DataFrame
        `program_name`, `module_id`, `programs`.
    """
    shared = rows[rows["programs"] >= 2]
    order = shared.drop_duplicates("module_id").sort_values(
        ["programs", "module_id"], ascending=[False, True]
    )["module_id"]
    kept = list(order[:WIDEST])
    cells = shared[shared["module_id"].isin(kept)].copy()
    names = sorted(cells["program_name"].unique())
    cells["place"] = cells["module_id"].map(kept.index)
    cells["row"] = cells["program_name"].map(names.index)
    return cells.sort_values(["row", "place"]).reset_index(drop=True)


def module_grid(rows: pd.DataFrame, *, colors: Palette) -> alt.LayerChart:
    """The grid, each program's name above its row."""
    cells = grid_frame(rows)
    columns = max(int(cells["place"].max()) + 1 if len(cells) else 1, 8)
    scale = alt.Scale(domain=[-0.5, columns - 0.5], nice=False)
    base = alt.Chart(cells).encode(y=alt.Y("row:O", axis=None))
    names = (
        cells.drop_duplicates("row")
        .rename(columns={"program_name": "name"})
        .sort_values("row")[["row", "name"]]
    )
    titles = alt.Chart(names).encode(y=alt.Y("row:O", axis=None))
    squares = base.mark_point(
        shape="square", filled=True, size=60, color=colors.ink, opacity=1, yOffset=6
    )
    return finished(
        squares.encode(x=alt.X("place:Q", scale=scale, axis=None)),
        *row_names(titles, colors),
        height=alt.Step(STEP),
        colors=colors,
    )


def module_grid_subtitle(rows: pd.DataFrame) -> str:
    """What a column is, and whether some are left out."""
    shared = rows[rows["programs"] >= 2]["module_id"].nunique()
    more = f" The {WIDEST} most shared of {shared}." if shared > WIDEST else ""
    return f"A square: the program uses that module. One column per shared module.{more}"


def module_grid_alt(rows: pd.DataFrame) -> str:
    """Alternative text: modules, how many are shared, between how many programs."""
    shared = rows[rows["programs"] >= 2]
    return (
        f"{shared['module_id'].nunique()} of {rows['module_id'].nunique()} modules stand in two "
        f"programs or more, over {shared['program_name'].nunique()} programs. The table below "
        "lists them."
    )


def module_grid_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Programs as rows, shared modules as columns, a mark where used."""
    cells = grid_frame(rows)
    wide = cells.assign(mark="■").pivot_table(
        index="program_name", columns="module_id", values="mark", aggfunc="first", fill_value=""
    )
    return wide.reset_index().rename(columns={"program_name": "Program"}).rename_axis(None, axis=1)
