"""Facts of the organization where there is no page: in the JSON, in `explain`, as a document."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from mls_metrics.catalog.document import facts_markdown
from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.company import describe_organization, value_of
from mls_metrics.model.fact import Fact, FactTable
from mls_metrics.narrative.facts import ask_text, bare, columns_line, headed, needs_sentence
from mls_metrics.report.assessment_json import assessment_dict, fact_dict
from mls_metrics.report.explain import explain, fact_text
from mls_metrics.warehouse.fact_rows import (
    FactRows,
    bound,
    fact_query,
    fact_rows,
    fact_sql,
    holds_something,
    missing_columns,
)
from tests.pages.made_assessment import make_assessment
from tests.unit.warehouse.landed import company

RIGHTS = "decision | role | letter\n Retire | Head | A\n Retire | Desk | R"
FACT = facts()["ownership_faults"]
MISSING = (("decision_rights.decision",), ("reviews.held_on", "decisions.decided_on"))


def test_the_json_carries_every_fact_as_plain_values() -> None:
    store = company({"decision_rights": RIGHTS})
    tables = describe_organization(store)
    assert [table.id for table in tables] == list(facts())
    told = {table.id: fact_dict(table) for table in tables}
    assert told["ownership_faults"]["rows"] == [
        {
            "decision": "Retire",
            "accountable": "Head",
            "accountable_roles": 1,
            "responsible_roles": 1,
            "fault": "",
        }
    ]
    assert told["last_review"] == {"rows": [], "missing": [["reviews.held_on"]]}
    made = replace(make_assessment(), organization=tables)
    assert json.loads(json.dumps(assessment_dict(made)["organization"])) == told


def test_no_fact_names_a_person() -> None:
    forbidden = {"employee_id", "full_name", "email", "manager_id"}
    assert [f.id for f in facts().values() if forbidden & set(f.columns)] == []


def test_cells_become_plain() -> None:
    assert value_of(pd.Timestamp("2026-01-02")) == "2026-01-02"
    assert value_of(np.int64(3)) == 3
    assert [value_of(cell) for cell in (pd.NaT, pd.NA, np.nan, None)] == [None] * 4
    assert FactTable(id="x", rows=({"a": 1},)).missing == ()


def test_explain_and_the_document_tell_every_fact() -> None:
    assert "ownership_faults: Who is accountable (page governance)" in explain("ownership_faults")
    set_ = replace(FACT, parameters={"horizon": 12.0}, caveat="Only what is written down.")
    assert "May be set: horizon = 12" in fact_text(set_)
    assert "Caveat: Only what is written down." in fact_text(set_)
    document = facts_markdown()
    assert [fact.id for fact in facts().values() if f"`{fact.id}`" not in document] == []


def test_what_is_needed_is_asked_for_by_file_and_column() -> None:
    line = columns_line(MISSING)
    assert line == "decision_rights (decision); reviews (held_on or decisions.decided_on)"
    assert bare("reviews.held_on", "decisions") == "reviews.held_on"
    assert line in needs_sentence(FACT, MISSING)
    assert FACT.ask in needs_sentence(FACT, MISSING)
    message = ask_text(FACT, MISSING)
    assert FACT.question in message
    assert "decision_rights.csv" in message
    assert "reviews.csv" in message


def test_days_lose_their_midnight_and_columns_take_their_headings() -> None:
    fact = replace(FACT, columns={"held_on": "Held on"})
    assert isinstance(fact, Fact)
    rows = pd.DataFrame({"held_on": pd.to_datetime(["2026-01-02", None])})
    days = headed(fact, rows)["Held on"]
    assert days.iloc[0] == "2026-01-02"
    assert pd.isna(days.iloc[1])
    shares = replace(FACT, columns={"part": "Part of spend (0-1)"})
    told = headed(shares, pd.DataFrame({"part": [0.937, None]}))["Part of spend"]
    assert told.iloc[0] == "94%"
    assert told.iloc[1] is None


def test_a_select_takes_its_settings_and_refuses_what_it_does_not_have() -> None:
    store = company({"decision_rights": RIGHTS}, as_of=date(2024, 1, 1))
    assert isinstance(fact_rows(store, "ownership_faults"), FactRows)
    assert "$" not in fact_query(store, "last_review")
    assert "date '2024-01-01'" in fact_query(store, "last_review")
    assert "$as_of" in fact_sql("last_review")
    assert bound(store, replace(FACT, parameters={"h": 1.0}), {"h": 2})["h"] == 2
    with pytest.raises(KeyError, match="horizon"):
        bound(store, FACT, {"horizon": 3})
    assert holds_something(store, "decision_rights.letter")
    assert not holds_something(store, "decision_rights.spend_limit")
    assert missing_columns(store, facts()["last_review"]) == (("reviews.held_on",),)
