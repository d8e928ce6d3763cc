"""Relations are made anew over what an older version left, and in part after a change."""

from datetime import date

from mls_metrics.catalog.load import load_policy
from mls_metrics.warehouse.build import build, make_room, rebuild_from, relations
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.sidecars import sidecar
from tests.unit.warehouse.landed import company, land

DAY, POLICY = date(2024, 1, 1), load_policy()
REVIEWS = "subject | due_on | held_on\n Service | 2023-06-30 | -"


def kinds(store: Store) -> dict[str, str]:
    sql = (
        "select schema_name || '.' || table_name, 'table' from duckdb_tables() "
        "union all select schema_name || '.' || view_name, 'view' from duckdb_views()"
    )
    return dict(store.rows(sql))


def test_a_relation_of_the_other_kind_gives_way() -> None:
    store = company({}, as_of=DAY)
    before = kinds(store)
    view = next(n for n, r in relations().items() if sidecar(r.schema, r.name).get("view"))
    table = "marts.skill_gaps"
    store.execute(f"drop view {view}")
    store.execute(f"create table {view} as select 1 as old")
    store.execute(f"drop table {table}")
    store.execute(f"create view {table} as select 1 as old")
    build(store, as_of=DAY, policy=POLICY)
    assert kinds(store) == before
    make_room(store, relations()[table], "table")
    assert kinds(store) == before, "what is of the right kind stays"


def test_only_what_rests_on_a_table_is_made_anew() -> None:
    store = company({}, as_of=DAY)
    store.execute("create or replace table marts.skill_gaps as select 'untouched' as mark")
    land(store, "reviews", REVIEWS, seq=9)
    rebuild_from(store, "reviews", POLICY)
    assert store.rows("select subject from staging.stg_reviews") == [("Service",)]
    assert store.rows("select mark from marts.skill_gaps") == [("untouched",)]
    rebuild_from(store, "role_requirements", POLICY)
    assert store.rows("select count(*) from marts.skill_gaps") == [(0,)]
