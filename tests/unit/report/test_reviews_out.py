"""The calendar file and the frozen numbers of a review."""

import json
from datetime import date

import pandas as pd
import pytest
from icalendar import Calendar

from mls_metrics.report.calendar_file import ReviewDate, calendar_file, entry
from mls_metrics.report.review_snapshot import review_snapshot, rows_of, value_of
from tests.pages.made_assessment import make_assessment

TODAY = date(2026, 10, 31)


@pytest.mark.ledger("29c")
def test_the_calendar_file_is_read_back_by_any_calendar() -> None:
    long = "Learning steering, with a very long subject; and signs, such as \\ and ü, " * 3
    reviews = [
        ReviewDate(subject=long.strip(), due_on=date(2026, 12, 1), note="two\nlines"),
        ReviewDate(subject="Partner", due_on=date(2027, 1, 15)),
    ]
    made = calendar_file(reviews, as_of=TODAY)
    assert made == calendar_file(reviews, as_of=TODAY)
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    events = Calendar.from_ical(made).walk("VEVENT")
    assert [event["dtstart"].dt for event in events] == [date(2026, 12, 1), date(2027, 1, 15)]
    assert [event["dtend"].dt for event in events] == [date(2026, 12, 2), date(2027, 1, 16)]
    assert str(events[0]["summary"]) == f"Review: {long.strip()}"
    assert str(events[0]["description"]) == "two\nlines"
    assert len({str(event["uid"]) for event in events}) == 2
    assert entry(reviews[1], TODAY)["uid"] == events[1]["uid"]


@pytest.mark.ledger("29c")
def test_frozen_numbers_are_plain_values() -> None:
    rows = pd.DataFrame(
        {"due_on": [pd.Timestamp("2026-12-01"), pd.NaT], "n": [1, 2], "share": [0.5, None]}
    )
    made = make_assessment()
    content = review_snapshot(made, {"reviews_due": rows}, as_of="2026-10-31")
    again = json.loads(json.dumps(content, allow_nan=False))
    assert again["facts"]["reviews_due"] == [
        {"due_on": "2026-12-01", "n": 1, "share": 0.5},
        {"due_on": None, "n": 2, "share": None},
    ]
    assert len(again["assessment"]["programs"]) == len(made.recommendations)
    assert review_snapshot(None, {}, as_of="2026-10-31")["assessment"] is None
    assert rows_of(rows.iloc[:0]) == []
    assert value_of(pd.Timestamp("2026-12-01")) == "2026-12-01"
