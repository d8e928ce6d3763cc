"""Each table taken away in turn: no page breaks, and what is missing is named with its column."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.catalog.load import load_policy, tables
from mls_metrics.model.fact import Fact
from mls_metrics.narrative.facts import ask_text, needs_sentence
from mls_metrics.warehouse.build import reads, rebuild_from, sources
from mls_metrics.warehouse.fact_rows import fact_sql
from mls_metrics.workspace import Workspace
from pages.components import organization, session
from pages.components.organization import Organized
from tests.pages.made_organization import ROOT, SMALL, organized_of, said, small_sample

PAGES = {
    "strategy": "pages/plan/strategy.py",
    "future": "pages/plan/future.py",
    "change": "pages/plan/change.py",
    "governance": "pages/run/governance.py",
    "skills": "pages/decide/skills.py",
    "method": "pages/data/method.py",
}
ADDRESS = {"method": {"part": "Claims"}}
TABLES = [
    path.stem
    for path in sorted((ROOT / "data").glob("*.csv"))
    if path.stat().st_size < SMALL and path.stem in tables()
]


@cache
def tables_behind(name: str) -> frozenset[str]:
    """Canonical tables that a relation rests on, through whatever lies between."""
    found = {name.removeprefix("staging.stg_")} & set(tables())
    return frozenset(found.union(*(tables_behind(below) for below in sources().get(name, ()))))


@cache
def tables_of_page(page: str) -> frozenset[str]:
    """Canonical tables that the facts of a page read or need."""
    own = [fact for fact in facts().values() if fact.page == page]
    found = {name.partition(".")[0] for fact in own for names in fact.needs for name in names}
    with duckdb.connect(":memory:") as parser:
        for fact in own:
            found |= {t for n in reads(parser, fact_sql(fact.id)) for t in tables_behind(n)}
    return frozenset(found)


def cards() -> None:
    """A page of its own: the card of every fact that lacks something."""
    from mls_metrics.catalog.facts_of_pages import facts
    from pages.components import organization
    from pages.components.facts import needs_card

    org = organization.organized()
    for id_ in facts():
        if org.fact(id_).missing:
            needs_card(org.fact(id_))


@dataclass(slots=True)
class Reader:
    """The pages, each opened once and run again over whatever organization is put before them."""

    workspace: Workspace
    current: Organized
    apps: dict[str, AppTest]

    def turn(self, table: str, *, there: bool) -> None:
        """Take a table away, or bring it back."""
        for record in self.workspace.history():
            if record.report.table == table:
                change = self.workspace.redo if there else self.workspace.undo
                change(record.import_id)
        rebuild_from(self.workspace.store, table, load_policy())
        self.current = organized_of(self.workspace)

    def words(self, page: str) -> str:
        """What a page says now; an exception fails the test."""
        if page not in self.apps and page == "cards":
            self.apps[page] = AppTest.from_function(cards, default_timeout=120)
        elif page not in self.apps:
            app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
            for name, value in ADDRESS.get(page, {}).items():
                app.query_params[name] = value
            self.apps[page] = app.switch_page(PAGES[page])
        app = self.apps[page].run()
        assert not app.exception, app.exception
        assert page == "cards" or len(app.title) == 1
        return said(app)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    workspace = small_sample(tmp_path_factory.mktemp("needs"))
    made = Reader(workspace, organized_of(workspace), {})
    st.config.set_option("client.showErrorDetails", "full")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "current", lambda: None)
        patch.setattr(organization, "organized", lambda: made.current)
        yield made


def lacking(fact: Fact, table: str) -> list[tuple[str, ...]]:
    """What a fact needs of which every column is of this table."""
    return [names for names in fact.needs if {n.partition(".")[0] for n in names} == {table}]


@pytest.mark.parametrize("table", TABLES)
def test_without_a_table_no_page_breaks_and_cards_name_it(reader: Reader, table: str) -> None:
    reader.turn(table, there=False)
    try:
        shown = reader.words("cards")
        for fact in facts().values():
            missing = reader.current.fact(fact.id).missing
            assert set(lacking(fact, table)) <= set(missing), fact.id
            if missing:
                assert needs_sentence(fact, missing) in shown
                for name in (name for names in lacking(fact, table) for name in names):
                    assert table in needs_sentence(fact, missing)
                    assert name.partition(".")[2] in needs_sentence(fact, missing)
                    assert name.partition(".")[2] in ask_text(fact, missing)
        for page in PAGES:
            if table in tables_of_page(page):
                reader.words(page)
    finally:
        reader.turn(table, there=True)


def test_with_no_table_but_programs_every_fact_says_what_it_needs(reader: Reader) -> None:
    others = [table for table in TABLES if table != "programs"]
    for table in others:
        reader.turn(table, there=False)
    try:
        shown = reader.words("cards")
        for fact in facts().values():
            missing = reader.current.fact(fact.id).missing
            others_only = [n for n in fact.needs if not any(c.startswith("programs.") for c in n)]
            assert set(others_only) <= set(missing), fact.id
            if missing:
                assert fact.question in shown
                assert needs_sentence(fact, missing) in shown
        for page in PAGES:
            reader.words(page)
    finally:
        for table in others:
            reader.turn(table, there=True)


def test_the_facts_of_every_page_are_asked_about() -> None:
    elsewhere = {"data", "scorecard"}  # their facts stand beside an assessment, without a card
    assert {fact.page for fact in facts().values()} <= set(PAGES) | elsewhere
    assert tables_behind("marts.objective_map") >= {"objectives", "kpis", "programs"}
    assert tables_of_page("governance") >= {"decision_rights"}
    assert len(TABLES) >= 10
