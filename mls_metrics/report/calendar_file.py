"""Review dates as a calendar file (iCalendar, RFC 5545) that every calendar program opens."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//MLS Metrics//Reviews//EN"
DOMAIN = "mls-metrics"
WARNED = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDate:
    """One entry: what is reviewed, when, and what is said about it."""

    subject: str
    due_on: date
    note: str = ""


def calendar_file(reviews: Iterable[ReviewDate], *, as_of: date) -> bytes:
    """The calendar: a whole-day entry a review, with a reminder a week before.

    Parameters
    ----------
    as_of : date
        Stands as the moment the entries were made, so that the same dates give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Learning reviews")
    for review in reviews:
        calendar.add_component(entry(review, as_of))
    return bytes(calendar.to_ical())


def entry(review: ReviewDate, as_of: date) -> Event:
    """One review; its id stays the same from one download to the next."""
    key = hashlib.sha256(f"{review.subject}|{review.due_on}".encode()).hexdigest()[:20]
    event = Event()
    event.add("uid", f"{key}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(as_of, time(), tzinfo=UTC))
    event.add("dtstart", review.due_on)
    event.add("dtend", review.due_on + timedelta(days=1))
    event.add("summary", f"Review: {review.subject}")
    if review.note:
        event.add("description", review.note)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Review in a week: {review.subject}")
    alarm.add("trigger", -WARNED)
    event.add_component(alarm)
    return event
