"""Skills over the whole company: small groups hidden, the unknown unknown, shares by hand."""

import pandas as pd
import pytest

from mls_metrics.analysis.skill_standing import find_skill_map, skill_standings
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.estimate import Estimate, NotEstimable

POLICY = load_policy()
NAMES = ["skill", "job_role", "region", "people", "assessed", "below", "periods_persisting"]


def cells(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=NAMES).assign(program_id="")


def test_regions_add_up_to_roles_and_the_longest_run_is_kept() -> None:
    (gap,) = find_skill_map(
        cells(("S", "Agent", "North", 60, 40, 30, 5), ("S", "Agent", "South", 50, 20, 6, 1)),
        policy=POLICY,
    )
    assert isinstance(gap.share_below, Estimate)
    assert (gap.people, gap.share_below.n, gap.share_below.value) == (110, 60, 0.6)
    assert (gap.region, gap.periods_persisting) == ("", 5)


@pytest.mark.ledger("34b")
def test_a_small_role_is_hidden_with_the_one_that_a_total_would_reveal() -> None:
    found = find_skill_map(
        cells(
            ("S", "Agent", "North", 60, 40, 30, 5),
            ("S", "Clerk", "North", 50, 30, 6, 0),
            ("S", "Guide", "North", 3, 3, 2, 7),
        ),
        policy=POLICY,
    )
    hidden = {gap.job_role for gap in found if gap.people is None}
    assert hidden == {"Guide", "Clerk"}
    assert all(gap.periods_persisting == 0 for gap in found if gap.people is None)


@pytest.mark.ledger("34b")
def test_the_run_of_a_hidden_region_stays_hidden_in_its_role() -> None:
    found = find_skill_map(
        cells(("S", "Agent", "North", 60, 40, 30, 1), ("S", "Agent", "South", 4, 4, 4, 9)),
        policy=POLICY,
    )
    assert [gap.periods_persisting for gap in found] == [0]


def test_skills_with_most_people_below_for_longest_come_first() -> None:
    found = find_skill_map(
        cells(("A", "Agent", "North", 60, 40, 30, 0), ("B", "Agent", "North", 60, 40, 20, 3)),
        policy=POLICY,
    )
    assert [gap.skill for gap in found] == ["B", "A"]


def test_no_requirements_no_map() -> None:
    assert find_skill_map(cells(), policy=POLICY) == ()


def known(**more: object) -> pd.DataFrame:
    row = {"skill": "S", "people": 100, "assessed": 50, "below": 20, "repeated": 40}
    row |= {"persistent": 10, "held": 30, "lost": 3, "compared": 25}
    row |= {"self_above": 0.5, "self_above_sd": 1.0}
    return pd.DataFrame([row | more])


def test_each_share_has_its_own_people_behind_it() -> None:
    (skill,) = skill_standings(known(), policy=POLICY)
    measures = (skill.coverage, skill.below, skill.persistent, skill.lost)
    shown = [(m.value, m.n) for m in measures if isinstance(m, Estimate)]
    assert shown == [(0.5, 100), (0.4, 50), (0.25, 40), (0.1, 30)]
    assert isinstance(skill.self_above, Estimate)
    # Student, 24 degrees of freedom: 2.0639 x 1 / 5
    assert skill.self_above.high - skill.self_above.value == pytest.approx(0.41278, abs=1e-4)


@pytest.mark.parametrize(("repeated", "n"), [(0, 0), (5, None)])
def test_unknown_is_not_zero_and_few_are_hidden(repeated: int, n: int | None) -> None:
    (skill,) = skill_standings(known(repeated=repeated, persistent=0), policy=POLICY)
    assert isinstance(skill.persistent, NotEstimable)
    assert skill.persistent.n == n


def test_a_skill_of_few_people_is_hidden_whole() -> None:
    (skill,) = skill_standings(known(people=5, assessed=5), policy=POLICY)
    assert skill.people is None
    assert isinstance(skill.coverage, NotEstimable)
    assert isinstance(skill.self_above, NotEstimable)
