"""The claims ledger on Method: who says it on which evidence, and our own test beside it."""

from pathlib import Path

import pytest

from mls_metrics.catalog.claims import claims
from mls_metrics.narrative.claims import claim_lines, claims_sentence
from tests.pages.made_organization import (
    Opener,
    open_organized,  # noqa: F401  (a fixture)
    organized_of,
    said,
    workspace_of,
)
from tests.sql.test_facts_of_method import OBJECTIVES

PAGE = "pages/data/method.py"


def as_csv(table: str) -> str:
    """A text table as a CSV."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return "\n".join(
        ",".join("" if cell.strip() == "-" else cell.strip() for cell in line.split("|"))
        for line in lines
    )


@pytest.mark.ledger("12", "35", "36")
def test_every_claim_says_who_says_it_and_on_what_evidence(
    open_organized: Opener,  # noqa: F811
) -> None:
    app = open_organized(PAGE, None, part="Claims")
    words = said(app)
    assert claims_sentence(claims().values()) in words
    assert {claim.row for claim in claims().values()} == {"12", "35", "36"}
    for claim in claims().values():
        assert claim.claim in words
        assert claim.evidence
        for line in claim_lines(claim):
            assert line in words
    assert "3 of 4 claims name a source; none of them followed people to see." in words
    assert "Source: none named." in words
    assert "2.4 times as likely" in words
    assert words.count("No data yet, so there is no test of our own.") == len(claims())


@pytest.mark.ledger("12")
def test_our_own_test_stands_beside_and_changes_with_the_links(
    open_organized: Opener,  # noqa: F811
    tmp_path: Path,
) -> None:
    files = {name: as_csv(text) for name, text in OBJECTIVES.items()}
    before = organized_of(workspace_of(files, tmp_path / "before"))
    one = said(open_organized(PAGE, before, part="Claims"))
    assert "can be measured: 1 with a whole chain, 2 without." in one
    assert "With a whole chain: 50% of the way on average; the others: \u221240%" in one
    files["objective_links"] = files["objective_links"].replace("O1", "O2")
    after = organized_of(workspace_of(files, tmp_path / "after"))
    other = said(open_organized(PAGE, after, part="Claims"))
    assert "With a whole chain: 20% of the way on average; the others: \u221225%" in other
    # what is missing for the other tests is named
    assert "surveys (intent_to_stay" in other
    assert "employees (termination_date, termination_type, termination_reason)" in other
