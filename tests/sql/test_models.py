"""Every relation: its sidecar tells the truth, its keys are unique, and counts match by hand."""

import re
import threading
from datetime import date

import pytest
from made_company import AS_OF, built, person, put, taking

from mls_metrics.catalog.load import load_policy, metrics
from mls_metrics.errors import NothingUsableError
from mls_metrics.warehouse.build import build, build_order, relations
from mls_metrics.warehouse.check import check, check_ids
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import fetch, metric_rows
from mls_metrics.warehouse.landing import create_landing
from mls_metrics.warehouse.sidecars import sidecar

EVERYTHING = {
    "employees": [person("a"), person("b", left="2026-03-10"), person("c", "2025-06-01")],
    "programs": [{"program_id": "P", "program_name": "Pitching", "skill": "Sales"}],
    "enrollments": [
        taking("a", "P", started_on="2026-01-05", completed_on="2026-02-05"),
        taking("b", "P", started_on="2026-04-01"),
        taking("c", "P", "withdrawn", started_on="2026-02-01", withdrawn_on="2026-02-20"),
    ],
    "kpis": [
        {"kpi": "sales", "period": date(2026, month, 1), "value": 5.0, "employee_id": "a"}
        for month in (1, 2, 3)
    ],
    "skills": [{"skill": "Sales"}],
    "role_requirements": [{"job_role": "Agent", "skill": "Sales", "required_level": 3.0}],
    "skill_assessments": [
        {
            "employee_id": "a",
            "skill": "Sales",
            "assessed_on": date(2026, 3, 1),
            "level": 4.0,
            "rater": "manager",
        }
    ],
    "surveys": [{"responded_on": date(2026, 2, 6), "program_id": "P", "satisfaction": 5.0}],
    "costs": [{"program_id": "P", "period": date(2026, 1, 1), "amount": 900}],
    "objectives": [{"objective_id": "O", "objective": "Grow"}],
}


@pytest.fixture(scope="module")
def store() -> Store:
    return built(EVERYTHING)


@pytest.mark.parametrize("name", sorted(relations()))
def test_sidecar_tells_the_truth(store: Store, name: str) -> None:
    relation = relations()[name]
    entry = sidecar(relation.schema, relation.name)
    real = set(store.query(f"describe {name}")["column_name"])
    assert set(entry["columns"]) == real
    assert all(column["sentence"] for column in entry["columns"].values())
    keys = ", ".join(f'"{key}"' for key in entry["keys"])
    doubled = store.rows(f"select {keys} from {name} group by {keys} having count(*) > 1")
    assert doubled == []
    assert relation.sql.startswith("-- one row"), "the first line states the grain"
    assert ";" not in relation.sql


def test_every_relation_comes_after_what_it_reads() -> None:
    place = {name: position for position, name in enumerate(build_order())}
    for name, relation in relations().items():
        for source in relations():
            if re.search(rf"\b{source}\b", relation.sql):
                assert place[source] < place[name]


def test_exit_date_places_training_inside_or_outside_employment(store: Store) -> None:
    rows = store.rows(
        "select employee_id, is_outside_employment from core.enrollments order by employee_id"
    )
    assert rows == [("a", False), ("b", True), ("c", False)]
    found = {finding.id: finding for finding in check(store, as_of=AS_OF, policy=load_policy())}
    assert found["training_outside_employment"].rows == 1


def test_program_facts_by_hand(store: Store) -> None:
    facts = fetch(store, "program_facts").iloc[0]
    assert (facts["people"], facts["starters"], facts["completers"]) == (3, 2, 1)
    assert facts["outside_employment"] == 1
    assert facts["direct_cost"] == 900
    assert facts["eligible_people"] == 2
    assert facts["unreached_people"] == 0


def test_fragments_of_one_attempt_are_merged_and_attempts_kept_apart() -> None:
    store = Store.open(None)
    create_landing(store)
    dates = [taking("a", "P", None, enrolled_on="2026-01-02", started_on="2026-01-05")]
    put(store, "enrollments", [taking("a", "P", "withdrawn")])
    put(store, "enrollments", dates, seq=2)
    again = [
        taking("b", "P", "failed", started_on="2026-01-05"),
        taking("b", "P", "completed", started_on="2026-03-05", completed_on="2026-03-09"),
    ]
    put(store, "enrollments", again, seq=3)
    build(store, as_of=AS_OF, policy=load_policy())
    rows = store.rows('select employee_id, "status", started_on from core.enrollments order by all')
    assert rows == [
        ("a", "withdrawn", date(2026, 1, 5)),
        ("b", "completed", date(2026, 3, 5)),
        ("b", "failed", date(2026, 1, 5)),
    ]


def test_an_undone_import_leaves_nothing_behind() -> None:
    store = built(EVERYTHING)
    store.execute("update landing.imports set active = false where target_table = 'enrollments'")
    build(store, as_of=AS_OF, policy=load_policy())
    assert store.rows("select count(*) from core.enrollments") == [(0,)]


def test_as_of_is_the_latest_event_and_never_a_plan() -> None:
    tables = {
        "enrollments": [
            taking("a", "P", "in_progress", started_on="2026-05-02", due_on="2026-09-01"),
            taking("b", "P", "in_progress", started_on="2199-05-02"),
        ]
    }
    store = Store.open(None)
    create_landing(store)
    put(store, "enrollments", tables["enrollments"])
    assert build(store, as_of=None, policy=load_policy()) == date(2026, 5, 2)


def test_nothing_dated_is_said_and_not_guessed() -> None:
    store = Store.open(None)
    create_landing(store)
    with pytest.raises(NothingUsableError, match="date"):
        build(store, as_of=None, policy=load_policy())


@pytest.mark.parametrize("metric_id", sorted(m for m, e in metrics().items() if e.has_select))
def test_every_metric_has_a_select_of_its_shape(store: Store, metric_id: str) -> None:
    rows = metric_rows(store, metric_id, {"as_of": AS_OF})
    shape = {
        "share": {"k", "n"},
        "mean": {"mean", "sd", "n"},
        "ratio": {"x", "y", "xx", "xy", "yy", "n"},
        "net_share": {"k_plus", "k_minus", "n"},
        "median_days": {"days", "is_event", "n"},
        "survival_share": {"days", "is_event", "n"},
    }[metrics()[metric_id].statistic]
    assert shape | {"program_id"} <= set(rows.columns)


@pytest.mark.parametrize("check_id", check_ids())
def test_every_check_runs_and_has_its_words(store: Store, check_id: str) -> None:
    entry = sidecar("checks", check_id)
    assert entry["severity"] in {"info", "warning", "error"}
    assert entry["sentence"].endswith(".")
    assert entry["fix"].endswith(".")
    assert isinstance(check(store, as_of=AS_OF, policy=load_policy()), tuple)


def test_threads_get_their_own_answers() -> None:
    store = Store.open(None)
    store.execute("create table numbers as select range as n from range(50000)")
    wrong: list[int] = []

    def ask(size: int) -> None:
        for _ in range(40):
            total = store.rows("select sum(n) from numbers where n < $size", {"size": size})
            if total != [(size * (size - 1) // 2,)]:
                wrong.append(size)

    threads = [threading.Thread(target=ask, args=(1000 * (k + 1),)) for k in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_statuses_alone_are_counted_and_the_missing_dates_said() -> None:
    store = Store.open(None)
    create_landing(store)
    put(store, "enrollments", [taking("a", "P", "completed"), taking("b", "P", "withdrawn")])
    day = build(store, as_of=None, policy=load_policy())
    assert day == date(1970, 1, 1)
    found = {finding.id for finding in check(store, as_of=day, policy=load_policy())}
    assert "no_dates" in found
    assert metric_rows(store, "pass_rate", {"as_of": day})["n"].tolist() == [2]


def test_a_table_that_an_older_version_left_gives_way_to_the_view_of_that_name() -> None:
    store = built(EVERYTHING)
    months = store.rows("select count(*) from core.person_months")
    assert months[0][0] > 0
    store.execute("drop view core.person_months")
    store.execute("create table core.person_months as select 1 as old")
    build(store, as_of=AS_OF, policy=load_policy())
    assert store.rows("select count(*) from core.person_months") == months
