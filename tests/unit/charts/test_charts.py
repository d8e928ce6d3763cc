import json
from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from altair import Chart

from mls_metrics.charts import theme
from mls_metrics.charts.action_rows import action_rows, action_rows_alt, action_rows_table
from mls_metrics.charts.dimension_bands import (
    dimension_bands,
    dimension_bands_alt,
    dimension_bands_table,
)
from mls_metrics.charts.effect_rows import (
    effect_rows,
    effect_rows_alt,
    effect_rows_table,
    scaled,
)
from mls_metrics.charts.event_study import (
    event_study,
    event_study_alt,
    event_study_subtitle,
    event_study_table,
)
from mls_metrics.charts.part_bands import part_bands, part_bands_alt, part_bands_table
from mls_metrics.charts.reaching_curves import (
    label_heights,
    reaching_curves,
    reaching_curves_alt,
    reaching_curves_subtitle,
    reaching_curves_table,
    reaching_table,
)
from mls_metrics.charts.score_bands import score_bands
from mls_metrics.charts.slope import (
    classes,
    movers,
    placed,
    slope,
    slope_alt,
    slope_subtitle,
    slope_table,
)
from mls_metrics.charts.survival_curves import (
    curve_frame,
    staying_table,
    step_lines,
    survival_curves,
    survival_curves_alt,
    survival_curves_table,
)
from mls_metrics.model.decision import Action, Rank
from mls_metrics.model.estimate import NotEstimable
from mls_metrics.narrative.brief import rows_of
from tests.pages.made_assessment import hostile_assessment, make_assessment, thin_assessment


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=lambda colors: colors.name)
def test_palette_meets_wcag(colors: theme.Palette) -> None:
    for action in Action:
        assert contrast(colors.marks[action], colors.ground) >= 3
        assert contrast(colors.words[action], colors.ground) >= 4.5
    assert contrast(colors.ink, colors.ground) >= 7
    assert contrast(colors.quiet, colors.ground) >= 4.5
    assert contrast(colors.rule, colors.ground) >= 3


def test_actions_differ_in_color_shape_and_symbol() -> None:
    for one, other in combinations(Action, 2):
        assert theme.LIGHT.marks[one] != theme.LIGHT.marks[other]
        assert theme.SHAPES[one] != theme.SHAPES[other]
        assert theme.SYMBOLS[one] != theme.SYMBOLS[other]


def test_an_unknown_mode_is_light() -> None:
    assert theme.palette(None) is theme.LIGHT
    assert theme.palette("dark") is theme.DARK


def every_chart(assessment, colors):
    items = assessment.recommendations
    rows = rows_of(items)
    for name in ("retention_12m", "productivity", "speed"):
        yield (
            effect_rows(items, effect_name=name, colors=colors),
            effect_rows_table(items, effect_name=name),
            effect_rows_alt(items, effect_name=name),
        )
    yield action_rows(rows, colors=colors), action_rows_table(rows), action_rows_alt(rows)
    first = items[0]
    stay, work = (first.evidence.effects[name] for name in ("retention_12m", "productivity"))
    yield (
        dimension_bands(first.dimensions, colors=colors),
        dimension_bands_table(first.dimensions),
        dimension_bands_alt(first.dimensions),
    )
    parts = {"Alder": first.score, "Nimbus": NotEstimable(reason="none", needed="some", n=0)}
    yield (
        part_bands(parts, colors=colors),
        part_bands_table(parts, heading="Provider"),
        part_bands_alt(parts, what="Providers"),
    )
    for name in classes(items):
        yield (
            slope(items, portfolio=name, colors=colors),
            slope_table(items, portfolio=name),
            slope_alt(items, portfolio=name),
        )
    if stay.curves:
        yield (
            survival_curves(stay, colors=colors),
            survival_curves_table(stay),
            survival_curves_alt(stay),
        )
    soon = first.evidence.effects["speed"]
    if soon.curves:
        yield (
            reaching_curves(soon, colors=colors),
            reaching_curves_table(soon),
            reaching_curves_alt(soon),
        )
    if work.curves:
        yield event_study(work, colors=colors), event_study_table(work), event_study_alt(work)


@pytest.mark.parametrize("make", [make_assessment, thin_assessment, hostile_assessment])
@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=lambda colors: colors.name)
def test_every_chart_is_one_light_layered_view_with_table_and_alt(make, colors) -> None:
    for chart, table, alt in every_chart(make(), colors):
        spec = chart.to_dict()
        assert {"layer", "width", "config"} <= set(spec)
        assert spec["width"] == "container"
        assert not {"hconcat", "vconcat", "facet", "repeat", "title"} & set(spec)
        assert spec["config"]["background"] == "transparent"
        assert sum(len(rows) for rows in spec["datasets"].values()) < theme.MAX_MARKS
        assert "NaN" not in json.dumps(spec)
        assert not table.empty
        assert "table below" in alt


def test_no_mark_is_left_to_the_default_black() -> None:
    for chart, _, _ in every_chart(make_assessment(), theme.DARK):
        for layer in chart.to_dict()["layer"]:
            mark, encoding = layer["mark"], layer["encoding"]
            assert "color" in mark or "color" in encoding, mark


def test_steps_begin_at_the_floor_and_carry_the_labels_given() -> None:
    effect = make_assessment().recommendations[0].evidence.effects["retention_12m"]
    frame = curve_frame(effect.curves)
    labels = frame.groupby("curve").last().reset_index().assign(place=95.0)
    made = step_lines(frame, labels, floor=70.0, colors=theme.LIGHT).to_dict()
    scales = [layer["encoding"]["y"]["scale"]["domain"] for layer in made["layer"]]
    assert scales == [[70.0, 100]] * 3
    assert made["layer"][-1]["encoding"]["text"]["field"] == "label"


def test_every_layer_with_values_has_an_explicit_scale() -> None:
    effect = make_assessment().recommendations[0].evidence.effects["retention_12m"]
    for layer in survival_curves(effect, colors=theme.LIGHT).to_dict()["layer"]:
        assert "domain" in layer["encoding"]["y"]["scale"]


def test_refused_effects_stand_in_the_table_with_their_reason() -> None:
    items = make_assessment().recommendations
    table = effect_rows_table(items, effect_name="retention_12m").set_index("Program")
    assert table.loc["Pilot: data storytelling", "Not given because"] == "Only 14 people started."
    assert len(table) == len(items)


@pytest.mark.ledger("48c")
def test_a_lower_is_better_kpi_points_the_same_way() -> None:

    item = make_assessment().recommendations[0]
    effect = item.evidence.effects["productivity"]
    lower = scaled(item, replace(effect, higher_is_better=False))
    higher = scaled(item, effect)
    assert lower.value == -higher.value
    assert lower.low == -higher.high


def test_too_many_rows_are_refused_rather_than_drawn_slowly() -> None:
    rows = rows_of(make_assessment().recommendations) * 20
    with pytest.raises(AssertionError, match="too many rows"):
        action_rows(rows, colors=theme.LIGHT)


@pytest.mark.ledger("34c")
def test_of_those_who_started_everyone_is_accounted_for() -> None:
    effect = next(
        item.evidence.effects["retention_12m"]
        for item in make_assessment().recommendations
        if item.evidence.effects["retention_12m"].curves
    )
    table = staying_table(effect)
    total = table["Still here"] + table["Left"] + table["Not observed so long"]
    assert (total - effect.curves[0].at_risk[0]).abs().max() <= 1
    assert table["Left"].is_monotonic_increasing
    assert staying_table(replace(effect, curves=())).empty


def reaching_effect():
    return next(
        item.evidence.effects["speed"]
        for item in make_assessment().recommendations
        if item.evidence.effects["speed"].curves
    )


@pytest.mark.ledger("48a")
def test_of_those_below_the_level_everyone_is_accounted_for() -> None:
    effect = reaching_effect()
    table = reaching_table(effect)
    total = table["Reached"] + table["Not yet"] + table["Not observed so long"]
    assert (total - effect.curves[0].at_risk[0]).abs().max() <= 1
    assert table["Reached"].is_monotonic_increasing
    assert "level" in reaching_curves_subtitle()
    assert reaching_table(replace(effect, curves=())).empty


@pytest.mark.parametrize(
    ("ends", "expected"),
    [((80.0, 30.0), (86.0, 12.0)), ((97.0, 90.0), (96.0, 48.0)), ((4.0, 1.0), (15.0, 7.0))],
    ids=["apart", "high", "low"],
)
def test_names_of_lines_stay_inside_the_axis_and_apart(ends, expected) -> None:
    frame = pd.DataFrame(
        [
            {"curve": curve, "label": str(curve), "time": time, "value": end * time / 12}
            for curve, end in enumerate(ends)
            for time in range(13)
        ]
    )
    places = label_heights(frame).set_index("curve")["place"]
    assert places.between(4, 96).all()
    assert abs(places[0] - places[1]) >= 6
    assert places[0] == pytest.approx(expected[0], abs=4)


def test_the_event_study_draws_both_ranges_and_says_so() -> None:
    effect = make_assessment().recommendations[0].evidence.effects["productivity"]
    spec = event_study(effect, colors=theme.LIGHT).to_dict()
    band = spec["layer"][0]
    assert band["mark"]["type"] == "area"
    assert band["mark"]["color"] == theme.LIGHT.band
    assert band["encoding"]["y2"]["field"] == "uniform_high"
    curve = effect.curves[0]
    low, high = band["encoding"]["y"]["scale"]["domain"]
    assert low <= curve.uniform_low.min()
    assert high >= curve.uniform_high.max()
    assert "all months at once" in event_study_subtitle(effect)
    table = event_study_table(effect)
    assert list(table["Low, all months"]) == list(curve.uniform_low)
    assert (table["High, all months"] > table["High"]).all()


def test_an_event_study_without_a_band_is_drawn_without() -> None:
    effect = make_assessment().recommendations[0].evidence.effects["productivity"]
    bare = replace(effect.curves[0], uniform_low=None, uniform_high=None)
    effect = replace(effect, curves=(bare,))
    marks = [
        layer["mark"]["type"] for layer in event_study(effect, colors=theme.DARK).to_dict()["layer"]
    ]
    assert "area" not in marks
    assert "at once" not in event_study_subtitle(effect)
    assert "Low, all months" not in event_study_table(effect)


def test_names_of_rows_stand_on_a_rim_so_that_rules_pass_behind() -> None:
    frame = pd.DataFrame([{"row": 0, "name": "A"}])
    rim, names = theme.row_names(Chart(frame).encode(y="row:O"), theme.DARK)
    assert rim.to_dict()["mark"]["stroke"] == theme.DARK.ground
    assert names.to_dict()["mark"]["color"] == theme.DARK.ink
    assert rim.to_dict()["encoding"]["text"] == names.to_dict()["encoding"]["text"]


def test_a_row_without_a_score_keeps_its_place() -> None:
    rows = [{"name": "a", "value": 50, "low": 40, "high": 60}, {"name": "b", "value": None}]
    spec = score_bands(rows, colors=theme.LIGHT).to_dict()
    drawn = max(spec["datasets"].values(), key=len)
    assert [(row["row"], row["name"], row["value"]) for row in drawn] == [
        (0, "a", 50.0),
        (1, "b", None),
    ]


@pytest.mark.ledger("47")
def test_the_slope_names_those_whose_places_lie_furthest_apart() -> None:
    items = make_assessment().recommendations[:4]

    def ranked(place: int, cost: int, name: str = "growth") -> Rank:
        return Rank(value=place, low=place, high=place, of=3, by_cost=cost, portfolio=name)

    ranks = [ranked(1, 3), ranked(2, 1), ranked(3, 2), ranked(1, 1, "risk")]
    made = [replace(item, rank=rank) for item, rank in zip(items, ranks, strict=True)]
    assert [item.program_id for item, _ in placed(made, "growth")] == [
        item.program_id for item in items[:3]
    ]
    assert [rank.by_cost for _, rank in movers(made, "growth")] == [3, 1]
    assert classes(made) == ["growth", "risk"]
    assert "left by fully loaded cost" in slope_subtitle()
    same = [replace(item, rank=ranked(place, place)) for place, item in enumerate(items[:3], 1)]
    assert movers(same, "growth") == []
    assert "no program changes its place" in slope_alt(same, portfolio="growth")


def test_a_layer_without_a_mark_is_left_out() -> None:
    layer = Chart(pd.DataFrame({"tick": [1.0]})).mark_tick()
    known, unknown = pd.DataFrame({"tick": [None, 1.0]}), pd.DataFrame({"tick": [None, None]})
    assert theme.where_known(known, "tick", layer) == (layer,)
    assert theme.where_known(unknown, "tick", layer) == ()
    assert theme.where_known(pd.DataFrame({"tick": [False, False]}), "tick", layer) == ()
    assert theme.where_known(pd.DataFrame({"tick": [True, False]}), "tick", layer) == (layer,)
