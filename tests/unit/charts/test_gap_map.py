"""The map of gaps: one cell per skill and role, what is hidden or unknown said, never drawn."""

import json

import pytest

from mls_metrics.charts import theme
from mls_metrics.charts.gap_map import (
    gap_map,
    gap_map_alt,
    gap_map_frame,
    gap_map_subtitle,
    gap_map_table,
)
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import SkillGap


def gap(skill: str, role: str, share: float | None = 0.4, *, quarters: int = 0, n: int | None = 50):
    if share is None:
        measure = NotEstimable(reason="hidden" if n is None else "unknown", needed="", n=n)
    else:
        measure = Estimate(value=share, low=share, high=share, n=n, unit="share", method="wilson")
    return SkillGap(
        skill=skill,
        job_role=role,
        region="",
        share_below=measure,
        people=n,
        periods_persisting=quarters,
        program_id="",
    )


GAPS = (
    gap("Sales", "Agent", 0.62, quarters=5),
    gap("Sales", "Clerk", None, n=None),
    gap("Data", "Agent", None, n=0),
    gap("Data", "Clerk", 0.1),
)


@pytest.mark.ledger("34b")
def test_cells_say_share_duration_hidden_and_unknown() -> None:
    frame = gap_map_frame(GAPS)
    labels = {(row.skill, row.letter): row.label for row in frame.itertuples()}
    assert labels == {
        ("Sales", "A"): "62% ●",
        ("Sales", "B"): "few",
        ("Data", "A"): "?",
        ("Data", "B"): "10%",
    }
    assert "A Agent, B Clerk" in gap_map_subtitle(GAPS)
    assert "62%" in gap_map_alt(GAPS)
    assert "Sales among Agent" in gap_map_alt(GAPS)


@pytest.mark.ledger("34b")
@pytest.mark.parametrize(("quarters", "label"), [(3, "40% ●"), (2, "40%"), (0, "40%")])
def test_a_gap_of_three_quarters_in_a_row_gets_its_dot_and_one_of_two_does_not(
    quarters: int, label: str
) -> None:
    (row,) = gap_map_frame((gap("Sales", "Agent", quarters=quarters),)).itertuples()
    assert row.label == label
    assert "lasts 3 quarters or more" in gap_map_subtitle((gap("Sales", "Agent"),))


def test_the_table_holds_every_cell_also_those_not_drawn() -> None:
    many = tuple(gap(f"skill {place:02}", "Agent") for place in range(20))
    assert len(gap_map_frame(many)) == 12
    assert len(gap_map_table(many)) == 20
    assert "12 heaviest of 20" in gap_map_subtitle(many)


def test_many_roles_leave_those_with_most_people() -> None:
    many = tuple(gap("Sales", f"role {place}", n=100 - place) for place in range(12))
    assert sorted(set(gap_map_frame(many)["letter"])) == list("ABCDEFGH")
    assert "role 7" in gap_map_subtitle(many)
    assert "role 8" not in gap_map_subtitle(many)


@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=lambda colors: colors.name)
def test_the_chart_is_one_view_that_can_be_written(colors: theme.Palette) -> None:
    spec = gap_map(GAPS, colors=colors).to_dict()
    assert "layer" in spec
    assert json.loads(json.dumps(spec)) == spec


def test_nothing_known_is_said() -> None:
    assert "nobody has been assessed" in gap_map_alt((gap("Data", "Agent", None, n=0),))
