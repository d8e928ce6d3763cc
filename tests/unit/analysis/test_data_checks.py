"""Learners the roster does not know, and old data: what each says and when it costs a letter."""

from dataclasses import replace
from datetime import date

import pytest

from mls_metrics.analysis.data_checks import age_check, unmatched_check, with_data_checks
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.estimate import NotEstimable
from mls_metrics.recommend.grades import grade_effect
from tests.unit.recommend.made_evidence import facts, retention

POLICY = load_policy()
AS_OF = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("unknown", "passed", "words"),
    [(0, True, "0 of 500"), (3, True, "Fewer than 8 of 500"), (100, True, "100"), (101, False, "")],
)
def test_a_fifth_of_learners_may_be_unknown(unknown: int, passed: bool, words: str) -> None:
    check = unmatched_check(facts(begun_people=500, unmatched_people=unknown), POLICY)
    assert check is not None
    assert check.passed is passed
    assert words in check.sentence
    assert not check.blocks


def test_nobody_begun_is_no_check() -> None:
    assert unmatched_check(facts(begun_people=0), POLICY) is None
    assert unmatched_check(facts(begun_people=None), POLICY) is None


@pytest.mark.parametrize(
    ("last", "passed"),
    [(date(2026, 10, 1), True), (date(2025, 5, 2), True), (date(2025, 1, 1), False)],
)
def test_a_year_and_a_half_is_current(last: date, passed: bool) -> None:
    check = age_check(facts(last_start_on=last), AS_OF, POLICY)
    assert check is not None
    assert check.passed is passed
    assert ("may have changed" in check.sentence) is not passed
    assert age_check(facts(), AS_OF, POLICY) is None
    assert age_check(facts(last_start_on=last), None, POLICY) is None


def test_each_costs_one_letter_and_a_refusal_stays_as_it_is() -> None:
    bad = facts(begun_people=500, unmatched_people=200, last_start_on=date(2024, 1, 1))
    effect = retention()
    checked = with_data_checks(effect, bad, as_of=AS_OF, policy=POLICY)
    assert [check.name for check in checked.checks] == ["people_matched", "data_age"]
    assert grade_effect(effect).grade == "B"
    assert grade_effect(checked).grade == "D"
    refused = replace(effect, measure=NotEstimable(reason="No.", needed="More."))
    assert with_data_checks(refused, bad, as_of=AS_OF, policy=POLICY) is refused
