"""Track record, decision log, days to a decision and shares kept, by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.decision_log import day_of, follow_through, joined_log
from mls_metrics.analysis.kept_shares import kept_shares
from mls_metrics.analysis.ownership_time import owned_time, ownership_times
from mls_metrics.analysis.track_record import WORDS, calls, track_record, word_of
from mls_metrics.model.agreement import DECIDED, PARKED, Agreement
from mls_metrics.model.decision import Action
from mls_metrics.model.follow_up import CAME_TRUE, CARRIED_OUT, NOT_TRUE, SECOND_REVIEW, FollowUp
from mls_metrics.narrative.likelihood import term
from mls_metrics.stats.poisson_binomial import count_chances, count_range

TEN = pd.DataFrame(
    {
        "probability": [0.95, 0.95, 0.8, 0.8, 0.7, 0.7, 0.5, 0.5, 0.2, 0.9],
        "came_true": [True, True, True, True, False, False, True, False, False, None],
        "outcome_on": ["d"] * 9 + [None],
    }
).astype({"came_true": object})


@pytest.mark.ledger("6", "29 all")
def test_ten_decisions_give_the_calibration_table_of_the_hand() -> None:
    record = track_record(TEN)
    assert [(item.word, item.n, item.came_true) for item in record.words] == [
        ("very likely", 2, 2),
        ("likely", 4, 2),
        ("about as likely as not", 2, 1),
        ("unlikely", 1, 0),
    ]
    assert [item.expected for item in record.words] == pytest.approx([1.9, 3.0, 1.0, 0.2])
    assert record.total is not None
    assert (record.total.n, record.total.came_true) == (9, 5)
    assert record.total.expected == pytest.approx(6.1)
    squares = [0.05**2, 0.05**2, 0.2**2, 0.2**2, 0.7**2, 0.7**2, 0.5**2, 0.5**2, 0.2**2]
    assert record.brier == pytest.approx(sum(squares) / 9)
    assert (record.open, record.unclear) == (1, 0)


def test_outcomes_that_say_neither_are_named_and_no_chance_is_no_call() -> None:
    log = pd.DataFrame(
        {
            "probability": [0.9, None, 80.0],
            "came_true": [None, True, True],
            "outcome_on": ["d", "d", "d"],
        }
    ).astype({"came_true": object})
    record = track_record(log)
    assert (record.total, record.brier, record.unclear, record.open) == (None, None, 1, 0)
    assert calls("all", np.array([0.5]), np.array([True])).share_high == pytest.approx(1)


def test_the_words_are_those_of_the_likelihood_that_the_product_speaks() -> None:
    for chance in np.linspace(0, 1, 201):
        assert word_of(float(chance)) == term(float(chance))
    assert {word for word, _, _ in WORDS} == {term(c) for c in (0.95, 0.7, 0.5, 0.2, 0.05)}
    with pytest.raises(ValueError):
        word_of(-0.1)


def test_counts_of_independent_events_are_those_of_the_binomial() -> None:
    assert count_chances(np.array([0.5, 0.5])) == pytest.approx([0.25, 0.5, 0.25])
    assert count_chances(np.array([0.2, 0.7])) == pytest.approx([0.24, 0.62, 0.14])
    assert count_range(np.full(10, 0.5)) == (2, 8)
    assert count_range(np.array([1.0, 1.0])) == (2, 2)
    assert count_range(np.array([])) == (0, 0)


BOOK = pd.DataFrame(
    [
        {
            "decided_on": pd.Timestamp("2026-01-05"),
            "decision": "Keep Beta",
            "decided_by": "Ada",
            "program_id": None,
            "decided_action": "keep",
            "probability": 0.7,
            "evidence": "C",
            "review_on": pd.Timestamp("2026-06-01"),
            "outcome": None,
            "outcome_on": pd.NaT,
            "came_true": None,
        }
    ]
)
ENTRY = Agreement(
    kind=DECIDED,
    at="2026-10-01T10:00:00+00:00",
    decision="Retire Alpha",
    by="Ada",
    action=Action.RETIRE,
    probability=0.84,
    review_on=date(2027, 1, 1),
    data_sha256="0123456789abcdef",
)


def after(kind: str, decision: str, day: str, at: str, note: str = "") -> FollowUp:
    return FollowUp(
        decision=decision, decided_on=day, kind=kind, by="Bo", on="2026-05-01", at=at, note=note
    )


def test_the_log_joins_both_books_and_a_later_word_stands() -> None:
    parked = Agreement(kind=PARKED, at="2026-10-02T10:00:00+00:00", decision="Why?")
    items = [
        after(CAME_TRUE, "Keep Beta", "2026-01-05", "2026-06-02"),
        after(NOT_TRUE, "Keep Beta", "2026-01-05", "2026-06-03", "it fell back"),
        after(CARRIED_OUT, "Keep Beta", "2026-01-05", "2026-06-04"),
        after(CAME_TRUE, "Another", "2026-01-05", "2026-06-04"),
    ]
    log = joined_log(BOOK, [ENTRY, parked], items)
    assert [*log["decision"]] == ["Retire Alpha", "Keep Beta"]
    assert log.loc[0, "data"] == "0123456789"
    assert log.loc[1, "came_true"] is False
    assert log.loc[1, "outcome"] == "it fell back"
    assert log.loc[1, "carried_out_on"] == date(2026, 5, 1)
    found = follow_through(log, date(2026, 10, 31))
    assert (found.decided, found.carried_out, found.due, found.reviewed, found.on_time) == (
        2,
        1,
        1,
        1,
        1,
    )
    assert found.unreviewed_retires == ("Retire Alpha",)
    seen = joined_log(BOOK, [ENTRY], [after(SECOND_REVIEW, "Retire Alpha", "2026-10-01", "x")])
    assert follow_through(seen, date(2026, 10, 31)).unreviewed_retires == ()
    nothing = follow_through(joined_log(BOOK.iloc[:0], [], []), date(2026, 10, 31))
    assert (nothing.decided, nothing.due) == (0, 0)
    assert day_of(pd.Timestamp("2026-01-05 11:00")) == date(2026, 1, 5)


@pytest.mark.ledger("26", "27", "28")
def test_open_needs_stay_in_the_count_of_days_to_a_decision() -> None:
    rows = pd.DataFrame(
        {
            "days": [10, 20, 30, 40, 50, 60, 5],
            "is_decided": [True] * 5 + [False, True],
            "ownership": ["one owner"] * 6 + ["no single owner"],
        }
    )
    first, second = ownership_times(rows)
    assert (first.ownership, first.n, first.decided, first.median) == ("one owner", 6, 5, 30)
    assert first.low is not None
    assert first.low < 30
    assert (second.decided, second.median, second.low) == (1, None, None)
    censored = owned_time("x", rows.assign(is_decided=[True] * 5 + [False, False]))
    assert censored.median == 30  # 5, 4 and 3 of six at risk remain at 10, 20 and 30 days


def test_shares_kept_bear_their_ranges_and_no_rows_none() -> None:
    rows = kept_shares(pd.DataFrame({"kept": [8, None], "n": [10, 0], "share": [80.0, None]}))
    assert rows.loc[0, ["low", "high"]].tolist() == pytest.approx([49.0, 94.3], abs=0.1)
    assert rows.loc[1, ["low", "high"]].isna().all()
