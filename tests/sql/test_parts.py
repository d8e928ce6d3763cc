"""Metrics kept to a region or a period: the same select, the rows counted by hand."""

from datetime import date

import pandas as pd
import pytest

from mls_metrics.catalog.load import metrics, parts
from mls_metrics.warehouse.build import relations
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import metric_rows
from mls_metrics.warehouse.parts import (
    PartMaker,
    made_again,
    part_sql,
    parts_of,
    renamed,
    sources_of,
)
from tests.unit.warehouse.landed import company

AS_OF = date(2024, 12, 31)
ROSTER = """
    employee_id | hire_date  | termination_date | job_role | region | snapshot_date
    a           | 2020-01-01 | -                | Agent    | North  | 2024-12-31
    b           | 2020-01-01 | 2024-05-31       | Agent    | North  | 2024-12-31
    c           | 2020-01-01 | -                | Agent    | South  | 2024-12-31
    d           | 2020-01-01 | -                | Agent    | -      | 2024-12-31
"""
FILES = {
    "employees": ROSTER,
    "programs": """
        program_id | program_name | skill | mandatory
        p          | Pitching     | Sales | false
        law        | Law          | -     | true
    """,
    "role_requirements": "job_role | skill | required_level\n Agent | Sales | 3",
    "enrollments": """
        employee_id | program_id | status      | started_on | completed_on | assigned_on | due_on
        a           | p          | completed   | 2024-01-10 | 2024-02-10   | -          | 2024-02-01
        a           | p          | completed   | 2024-04-05 | 2024-04-15   | -           | -
        b           | p          | failed      | 2024-02-10 | 2024-04-10   | - | 2024-04-30
        c           | p          | completed   | 2024-04-10 | 2024-06-10   | - | 2024-06-30
        d           | p          | in_progress | 2024-04-20 | -            | - | 2024-06-30
        a           | law        | completed   | 2024-07-01 | 2024-07-02   | 2024-07-01 | 2024-08-01
    """,
    "skill_assessments": """
        employee_id | skill | assessed_on | level | rater
        a           | Sales | 2024-01-05  | 1     | manager
        a           | Sales | 2024-03-01  | 4     | manager
        b           | Sales | 2024-05-01  | 3     | manager
        c           | Sales | 2024-06-01  | 2     | manager
    """,
    "surveys": """
        responded_on | program_id | employee_id | satisfaction | scale_max
        2024-02-11   | p          | a           | 5            | 5
        2024-06-11   | p          | c           | 1            | 5
        2024-06-12   | p          | -           | 5            | 5
    """,
    "improvements": """
        program_id | raised_on  | kind       | released_on | concluded_on | outcome
        p          | 2024-01-10 | suggestion | -           | 2024-06-01   | adopted
        p          | 2024-01-11 | suggestion | -           | 2024-12-01   | adopted
        p          | 2024-05-10 | suggestion | -           | 2024-05-11   | adopted
        p          | 2024-01-20 | idea       | -           | 2024-12-01   | adopted
        p          | 2024-01-21 | idea       | -           | 2024-03-01   | adopted
    """,
}
FIRST = {"from_on": date(2024, 1, 1), "until_on": date(2024, 3, 31)}
SECOND = {"from_on": date(2024, 4, 1), "until_on": date(2024, 6, 30)}
KINDS = [
    (id_, kind, restriction)
    for id_, entry in parts().metrics.items()
    for kind, restriction in (("region", entry.region), ("period", entry.period))
    if restriction
]


@pytest.fixture(scope="module")
def store() -> Store:
    return company(FILES, as_of=AS_OF)


def kept(maker: PartMaker, metric: str, restriction: str, **params: object) -> list[dict]:
    changed = {"as_of": params.pop("as_of")} if "as_of" in params else {}
    rows = maker.part(**params).rows(metric, parts().restrictions[restriction], **changed)
    return [dict(row) for row in rows.to_dict("records")]


def share(store: Store, metric: str, restriction: str, **params: object) -> dict[str, tuple]:
    with parts_of(store) as maker:
        found = kept(maker, metric, restriction, **params)
    return {row["program_id"]: (int(row["k"]), int(row["n"])) for row in found}


@pytest.mark.parametrize(("id_", "kind", "restriction"), KINDS)
def test_every_restriction_is_of_relations_that_its_metric_rests_on(
    id_: str, kind: str, restriction: str, store: Store
) -> None:
    replaced = parts().restrictions[restriction]
    assert metrics()[id_].scored
    assert made_again(id_, frozenset(replaced))
    params = {"region": "North"} if kind == "region" else FIRST
    with parts_of(store) as maker:
        columns = set(maker.part(**params).rows(id_, replaced).columns)
    assert columns == set(metric_rows(store, id_).columns)


@pytest.mark.parametrize(
    ("relation", "name"),
    sorted({pair for entry in parts().restrictions.values() for pair in entry.items()}),
)
def test_what_takes_a_relations_place_has_its_columns(
    relation: str, name: str, store: Store
) -> None:
    assert relation in relations()
    params = {**FIRST, "region": "North", "as_of": AS_OF}
    found = store.query(part_sql("parts", name), params).columns
    assert list(found) == list(store.query(f"select * from {relation} limit 0").columns)


def test_a_region_counts_its_own_people(store: Store) -> None:
    assert share(store, "completion_rate", "region", region="North") == {
        "p": (2, 3),
        "law": (1, 1),
    }
    assert share(store, "completion_rate", "region", region="South") == {"p": (1, 1)}
    assert share(store, "completion_rate", "region", region=None) == {"p": (0, 1)}


def test_regions_add_up_to_the_whole(store: Store) -> None:
    for metric in ("completion_rate", "on_time_completion", "target_achievement"):
        whole = sum(metric_rows(store, metric)["n"])
        regions = ("North", "South", None)
        found = [share(store, metric, "region", region=name) for name in regions]
        assert sum(n for part in found for _, n in part.values()) == whole > 0


def test_answers_without_a_name_are_of_no_region(store: Store) -> None:
    assert share(store, "reaction_favourable", "region", region="North") == {"p": (1, 1)}
    assert share(store, "reaction_favourable", "region", region="South") == {"p": (0, 1)}


def test_who_is_bound_by_an_assigned_program_is_seen_from_everybody(store: Store) -> None:
    """Law is assigned in the North alone: nobody of the South is short of it."""
    assert share(store, "compliance_completion", "region_people", region="North") == {"law": (1, 1)}
    assert share(store, "compliance_completion", "region_people", region="South") == {}


def test_a_period_takes_whom_it_saw_begin_first(store: Store) -> None:
    with parts_of(store) as maker:
        first = kept(maker, "time_to_complete", "begun", **FIRST)
        second = kept(maker, "time_to_complete", "begun", **SECOND)
    # both attempts of a, and b who failed; then c, and d until the as-of date
    assert [(r["days"], bool(r["is_event"])) for r in first] == [
        (10, True),
        (31, True),
        (60, False),
    ]
    assert [(r["days"], bool(r["is_event"])) for r in second] == [(61, True), (255, False)]


def test_a_period_takes_what_ended_or_fell_due_in_it(store: Store) -> None:
    assert share(store, "completion_rate", "ended", **FIRST) == {"p": (1, 1)}
    assert share(store, "completion_rate", "ended", **SECOND) == {"p": (2, 4)}  # d is overdue
    assert share(store, "on_time_completion", "due", **SECOND) == {"p": (1, 3)}
    assert share(store, "on_time_completion", "due", **FIRST) == {"p": (0, 1)}


def test_first_attempts_stay_first_attempts(store: Store) -> None:
    second = share(store, "first_attempt_pass_rate", "first_ended", **SECOND)
    assert second == {"p": (1, 2)}  # b and c; the second attempt of a is no first one


def test_a_standing_is_of_who_was_there_at_the_time(store: Store) -> None:
    """Of the assessments made in the period alone, and with b, who has left since."""
    assert share(store, "target_achievement", "standing", **FIRST) == {"p": (1, 1)}
    assert share(store, "target_achievement", "standing", **SECOND) == {"p": (0, 1)}
    may = {"from_on": date(2024, 3, 1), "until_on": date(2024, 5, 15)}
    assert share(store, "target_achievement", "standing", **may) == {"p": (2, 2)}


def test_answers_are_of_the_period_they_were_given_in(store: Store) -> None:
    with parts_of(store) as maker:
        (row,) = kept(maker, "reaction_favourable", "answers", **SECOND)
    assert (row["k"], row["n"]) == (1, 2)
    assert pd.isna(row["silent"]), "who stayed silent is not known by period"


def test_what_becomes_of_suggestions_is_followed_equally_long(store: Store) -> None:
    judged = {**FIRST, "as_of": date(2024, 9, 27)}
    assert share(store, "feedback_to_change", "settled", **judged) == {"p": (1, 2)}
    assert share(store, "feedback_to_change", "settled", **FIRST) == {"p": (2, 2)}
    assert share(store, "ideas_implemented", "settled", **judged) == {"p": (1, 2)}


def test_a_gap_is_judged_on_the_day_asked_for(store: Store) -> None:
    with parts_of(store) as maker:
        early = kept(maker, "gap_closure", "begun", **FIRST, as_of=date(2024, 2, 28))
        later = kept(maker, "gap_closure", "begun", **FIRST)
    assert early == []
    assert [(row["mean"], row["n"]) for row in later] == [(1.0, 1)]


def test_a_metric_that_rests_on_nothing_of_a_part_is_refused(store: Store) -> None:
    with parts_of(store) as maker, pytest.raises(KeyError, match="content_age"):
        maker.part(region="North").rows("content_age", parts().restrictions["answers"])


def test_a_part_leaves_nothing_behind(store: Store) -> None:
    before = store.rows("select count(*) from duckdb_databases()")
    with parts_of(store) as maker:
        maker.part(region="North").rows("reaction_favourable", parts().restrictions["region"])
        assert store.rows("select count(*) from duckdb_databases()") != before
    assert store.rows("select count(*) from duckdb_databases()") == before


def test_whole_names_alone_are_put_in_anothers_place() -> None:
    names = {"core.people": "(select 1)"}
    assert renamed("from core.people_x join core.people", names) == (
        "from core.people_x join (select 1)"
    )
    assert "marts.time_to_level" in sources_of("time_to_competency")


def test_parts_are_counted_by_hand(store: Store) -> None:
    with parts_of(store) as maker:
        people = maker.count("region_people")
        months = maker.count("month_events")
        ends = maker.count("undated_ends").iloc[0]
        began = maker.count("service_began")["began_on"].isna().tolist()
    found = {row["region"]: row["learners"] for row in people.dropna().to_dict("records")}
    assert found == {"North": 2, "South": 1}
    assert dict(zip(months["month"], months["n"], strict=True)) == {
        24288: 2, 24289: 2, 24290: 1, 24291: 3, 24292: 1, 24293: 3, 24294: 1,
    }  # fmt: skip
    assert (ends["undated"], ends["n"]) == (0, 6)
    assert began == [True]
