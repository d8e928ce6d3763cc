"""Our own tests of claims: differences with ranges, refusals with reasons, and disagreement."""

import pandas as pd
import pytest

from mls_metrics.analysis.own_tests import (
    FEWEST_OBJECTIVES,
    aligned_test,
    difference_of_shares,
    differences,
    leaving_rate,
    reasons_for_leaving,
    say_and_do,
    share,
    verdict,
)
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.claim import AlignedTest, Reason, Reasons, SaidAndDone, SayAndDo
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import Grade
from mls_metrics.narrative.claims import (
    aligned_sentence,
    leaving_sentence,
    mean_words,
    reasons_sentence,
    reasons_table,
    say_and_do_sentence,
    say_and_do_table,
    short,
)

POLICY = load_policy()
GROUPS = ("none", "one", "two or more")


def objectives(whole: list[float | None], others: list[float | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "is_whole": [True] * len(whole) + [False] * len(others),
            "progress": [*whole, *others],
        }
    )


@pytest.mark.ledger("12")
def test_aligned_objectives_against_the_others_by_hand() -> None:
    test = aligned_test(
        objectives([0.8, 1.0, 0.9, 0.7, 0.6], [0.2, 0.1, 0.3, 0.4, 0.0]), policy=POLICY
    )
    assert (test.whole, test.others) == (pytest.approx(0.8), pytest.approx(0.2))
    assert isinstance(test.difference, Estimate)
    # equal spreads: 0.6 and 2.306 standard errors of 0.1 each way
    assert test.difference.value == pytest.approx(0.6)
    assert test.difference.low == pytest.approx(0.6 - 0.2306, abs=1e-4)
    assert test.difference.high == pytest.approx(0.6 + 0.2306, abs=1e-4)
    assert test.grade is Grade.D
    said = aligned_sentence(test)
    assert "further along: 60% of the way to the target (37% to 83%; 5 against 5" in said
    assert "Evidence D" in said
    turned = aligned_test(objectives([0.2, 0.1, 0.3], [0.8, 1.0, 0.9]), policy=POLICY)
    assert "less far along" in aligned_sentence(turned)
    assert turned.grade is Grade.E  # fewer than five on a side
    assert turned.whole_count < FEWEST_OBJECTIVES


@pytest.mark.ledger("12")
def test_few_objectives_are_not_compared_and_the_unmeasured_are_counted() -> None:
    test = aligned_test(objectives([0.5, 0.7], [0.1, None]), policy=POLICY)
    assert isinstance(test.difference, NotEstimable)
    assert test == AlignedTest(
        whole=pytest.approx(0.6),
        others=pytest.approx(0.1),
        whole_count=2,
        other_count=1,
        unmeasured=1,
        difference=test.difference,
        grade=Grade.E,
    )
    said = aligned_sentence(test)
    assert "can be measured: 2 with a whole chain, 1 without. Too few to compare." in said
    assert "60% of the way" in said
    assert "The progress of 1 objective is not known." in said
    assert mean_words(None) == "not known"


def test_an_unclear_difference_is_said_to_be_one() -> None:
    test = aligned_test(objectives([0.1, 0.9], [0.2, 0.7]), policy=POLICY)
    assert "cannot be told apart" in aligned_sentence(test)


def answers(*groups: tuple[int, int, int, int] | None) -> pd.DataFrame:
    """People, said, stayed, left by choice, group by group; None for a hidden one."""
    names = ["people", "said", "stayed", "left_by_choice"]
    rows = [
        {"programs": name, **dict(zip(names, group or (None,) * 4, strict=True))}
        for name, group in zip(GROUPS, groups, strict=False)
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(left_otherwise=0.0, left_untyped=0.0)


@pytest.mark.ledger("35")
def test_where_survey_and_hr_disagree_the_sentence_says_so() -> None:
    # who learns more says so more often (90 against 50 in 100) and leaves more often (60 to 90)
    result = say_and_do(
        answers((100, 50, 90, 10), (100, 70, 80, 20), (100, 90, 60, 40)), policy=POLICY
    )
    assert result.verdict == "disagree"
    said = say_and_do_sentence(result)
    assert said.startswith("Survey and HR disagree")
    assert "+27.8 to +50.6 pp" in said  # what the survey says
    assert "stated intention" in said
    assert "Evidence D" in said
    table = say_and_do_table(result)
    assert table.iloc[0].tolist() == ["none", "50% (40% to 60%; n 100)", "90% (83% to 94%; n 100)"]


@pytest.mark.ledger("35")
def test_where_they_do_not_disagree_nothing_of_it_is_said() -> None:
    alike = say_and_do(answers((100, 50, 70, 30), (100, 90, 95, 5)), policy=POLICY)
    assert alike.verdict == "alike"
    assert "disagree" not in say_and_do_sentence(alike)
    said_only = say_and_do(answers((100, 50, 80, 20), (100, 70, 85, 15)), policy=POLICY)
    assert said_only.verdict == "said_only"
    assert "HR cannot confirm it" in say_and_do_sentence(said_only)
    done_only = say_and_do(answers((100, 60, 70, 30), (100, 62, 88, 12)), policy=POLICY)
    assert done_only.verdict == "done_only"
    assert "no clear difference" in say_and_do_sentence(done_only)


def test_hidden_groups_are_counted_and_leave_nothing_to_compare() -> None:
    result = say_and_do(answers(None, None, (40, 30, 38, 2)), policy=POLICY)
    assert (result.hidden, result.verdict, len(result.groups)) == (2, "unknown", 1)
    assert say_and_do_sentence(result).startswith("What people say and what they do cannot")
    assert verdict(result.said, result.stayed) == "unknown"
    assert isinstance(differences([], POLICY)[0], NotEstimable)


def test_leaving_of_another_kind_is_left_out_unless_exits_have_no_type() -> None:
    rows = answers((100, 50, 80, 5), (100, 60, 85, 5)).assign(left_otherwise=10.0)
    result = say_and_do(rows, policy=POLICY)
    assert not result.any_exit
    assert result.groups[0].stayed.n == 85
    untyped = say_and_do(rows.assign(left_untyped=5.0), policy=POLICY)
    assert untyped.any_exit
    assert untyped.groups[0].stayed.n == 100
    assert "Too many exits have no type" in say_and_do_sentence(untyped)
    assert isinstance(untyped, SayAndDo)
    assert isinstance(untyped.groups[0], SaidAndDone)


@pytest.mark.ledger("36")
def test_our_leaving_rate_has_a_range_and_is_refused_for_few() -> None:
    row = {"k": 12, "exposure": 100.0, "exits": 20, "untyped": 1, "n": 130}
    rate = leaving_rate(pd.DataFrame([row]), policy=POLICY)
    said = leaving_sentence(rate)
    assert "12.0 people leave by choice for every hundred years worked (6.2 to 21.0" in said
    untyped = leaving_rate(pd.DataFrame([{**row, "untyped": 9}]), policy=POLICY)
    assert "not known" in leaving_sentence(untyped)
    few = leaving_rate(pd.DataFrame([{**row, "n": 6}]), policy=POLICY)
    assert isinstance(few, NotEstimable)
    assert few.n is None


def reasons(*rows: tuple[str, int | None, bool, bool], every: int | None) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["reason", "leavers", "is_named", "is_growth"])
    return frame.assign(every_leaver=every)


@pytest.mark.ledger("36")
def test_the_top_reason_and_the_place_of_learning_are_said() -> None:
    found = reasons_for_leaving(
        reasons(
            ("pay", 30, True, False),
            ("no growth", 20, True, True),
            ("reasons of few, together", 10, False, False),
            every=60,
        ),
        policy=POLICY,
    )
    said = reasons_sentence(found)
    assert said.startswith("Our leavers name pay most often: 50% of 60 (38% to 62%).")
    assert "Learning or growth (no growth) comes second of 2 named." in said
    assert reasons_table(found)["Reason"].tolist() == ["pay", "no growth"]
    assert isinstance(found.named[0], Reason)
    without = reasons_for_leaving(reasons(("pay", 30, True, False), every=30), policy=POLICY)
    assert "None of the reasons" in reasons_sentence(without)


def test_hidden_and_unsaid_reasons_are_told_apart() -> None:
    hidden = reasons_for_leaving(
        reasons(("reasons of few, together", None, False, False), every=None), policy=POLICY
    )
    assert hidden == Reasons(leavers=None, named=())
    assert reasons_sentence(hidden).startswith("Too few people")
    unsaid = reasons_for_leaving(reasons(("not said", 30, False, False), every=30), policy=POLICY)
    assert reasons_sentence(unsaid).startswith("No reason was given")


def test_shares_and_their_differences() -> None:
    assert isinstance(share(0, 0, POLICY), NotEstimable)
    assert short(share(0, 0, POLICY)) == "not known"
    # Newcombe (1998), table II: 56 of 70 less 48 of 80
    found = difference_of_shares((56, 70), (48, 80), POLICY)
    assert found.value == pytest.approx(20.0)
    assert (round(found.low, 2), round(found.high, 2)) == (5.24, 33.39)
