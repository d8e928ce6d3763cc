"""The rows of groups: what is drawn, what the table keeps, what is said of it."""

from dataclasses import replace

from mls_metrics.charts import theme
from mls_metrics.charts.group_rows import (
    group_axis,
    group_frame,
    group_rows,
    group_rows_alt,
    group_rows_table,
)
from mls_metrics.model.evidence import EffectEstimate
from tests.pages.made_assessment import make_assessment


def made_effect() -> EffectEstimate:
    items = make_assessment().recommendations
    return next(
        item.evidence.effects["productivity"]
        for item in items
        if item.evidence.effects["productivity"].by_region
    )


def test_groups_with_a_number_are_drawn_and_the_table_keeps_all() -> None:
    effect = made_effect()
    frame = group_frame(effect)
    assert list(frame["name"]) == ["Region: North", "Region: South"]
    spec = group_rows(effect, colors=theme.LIGHT).to_dict()
    assert len(spec["layer"]) == 6
    table = group_rows_table(effect).set_index("Group")
    assert table.loc["East", "Not given because"] == "Too few units."
    assert table.loc["North", "n"] == 60
    assert "2 groups" in group_rows_alt(effect)


def test_one_group_alone_is_not_drawn() -> None:
    effect = made_effect()
    lone = replace(effect, by_region={"North": effect.by_region["North"]})
    assert group_frame(lone).empty


def test_the_axis_says_which_side_is_better() -> None:
    effect = made_effect()
    assert group_axis(effect).endswith("right: better.")
    assert group_axis(replace(effect, higher_is_better=False)).endswith("left: better.")
    assert "still here" in group_axis(replace(effect, kpi=None))
