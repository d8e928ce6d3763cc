"""Where each page is: the only list of pages, for the navigation and for links to a page."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

PAGES = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page: its name in the menu and the address, its file, and what it is for."""

    name: str
    file: str
    purpose: str
    in_menu: bool = True

    @property
    def title(self) -> str:
        """The name as the menu shows it."""
        return self.name.capitalize()


PLACES = (
    Place(
        name="brief",
        file="brief/brief.py",
        purpose="What to decide and how sure we are.",
    ),
    Place(
        name="programs",
        file="decide/programs.py",
        purpose="Verdict and reasons for each program.",
    ),
    Place(
        name="skills",
        file="decide/skills.py",
        purpose="Where gaps persist, and what closes them.",
    ),
    Place(
        name="impact",
        file="decide/impact.py",
        purpose="What learning changed: do people stay, do they work better.",
    ),
    Place(
        name="scorecard",
        file="decide/scorecard.py",
        purpose="Is it working, in the round: five dimensions, and cost beside worth.",
    ),
    Place(
        name="scenarios",
        file="plan/scenarios.py",
        purpose="What if we choose otherwise: other weights, limits, assumptions.",
    ),
    Place(
        name="strategy",
        file="plan/strategy.py",
        purpose="Does learning serve the strategy, and in time.",
    ),
    Place(
        name="future",
        file="plan/future.py",
        purpose="What will be out of date, and how fast we can adapt.",
    ),
    Place(
        name="change",
        file="plan/change.py",
        purpose="The human side: why, what changes and what stays, how we will know.",
    ),
    Place(
        name="governance",
        file="run/governance.py",
        purpose="Who decides, what is overdue, and is the service healthy.",
    ),
    Place(
        name="data",
        file="data/data.py",
        purpose="From files to trust: what was read, what more data would answer.",
    ),
    Place(
        name="method",
        file="data/method.py",
        purpose="How each number is computed.",
    ),
    Place(
        name="workshop",
        file="plan/workshop.py",
        purpose="Try scenarios with a room: guess, weigh, see, draw again, agree.",
        in_menu=False,
    ),
    Place(
        name="join",
        file="plan/join.py",
        purpose="Give your voice in a workshop, from a phone.",
        in_menu=False,
    ),
)


def to_page(place: Place) -> st.Page:
    """The place as Streamlit's page; the first one opens by default."""
    return st.Page(
        PAGES / place.file,
        title=place.title,
        url_path=place.name,
        default=place is PLACES[0],
        help=place.purpose,
        visibility="visible" if place.in_menu else "hidden",
    )


def page(name: str) -> st.Page:
    """The page of that name, for ``st.page_link`` and ``st.switch_page``."""
    return to_page(next(place for place in PLACES if place.name == name))


def menu() -> list[st.Page]:
    """All pages in order; without sections, whose headings break the phone menu's list."""
    return [to_page(place) for place in PLACES]
