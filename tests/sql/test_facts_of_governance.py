"""Facts of Governance & service on rows that a hand counts."""

import pytest

from mls_metrics.warehouse.fact_rows import fact_rows
from tests.unit.warehouse.landed import company

RIGHTS = {
    "decision_rights": """
        decision | role    | letter | party    | strategic
        Retire   | Head    | A      | internal | true
        Retire   | Partner | A      | partner  | true
        Room     | Partner | A      | partner  | false
        Room     | Desk    | R      | internal | false
        Vision   | Partner | A      | partner  | true
        Budget   | Head    | R      | internal | true
        Venue    | Desk    | A      | internal | false
    """
}


@pytest.mark.ledger("18", "26", "29a")
def test_each_rule_of_ownership_names_its_fault() -> None:
    rows = fact_rows(company(RIGHTS), "ownership_faults").rows
    assert dict(zip(rows["decision"], rows["fault"], strict=True)) == {
        "Budget": "nobody accountable",
        "Retire": "more than one accountable",
        "Venue": "nobody responsible",
        "Vision": "strategy given to the partner",
        "Room": "",
    }


def test_without_rows_the_columns_are_named() -> None:
    found = fact_rows(company({}), "ownership_faults")
    assert found.missing == (("decision_rights.decision",), ("decision_rights.letter",))
    assert found.rows.empty
