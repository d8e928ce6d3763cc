"""Where each page is: the only list of pages, for the navigation and for links to a page."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

PAGES = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page: its name in the menu and the address, its section, and what it is for."""

    name: str
    section: str
    file: str
    purpose: str

    @property
    def title(self) -> str:
        """The name as the menu shows it."""
        return self.name.capitalize()


PLACES = (
    Place(
        name="brief",
        section="",
        file="brief/brief.py",
        purpose="What to decide and how sure we are.",
    ),
    Place(
        name="programs",
        section="Decide",
        file="decide/programs.py",
        purpose="Verdict and reasons for each program.",
    ),
    Place(
        name="impact",
        section="Decide",
        file="decide/impact.py",
        purpose="What learning changed: do people stay, do they work better.",
    ),
    Place(
        name="data",
        section="Data",
        file="data/data.py",
        purpose="From files to trust: what was read, what more data would answer.",
    ),
    Place(
        name="method",
        section="Data",
        file="data/method.py",
        purpose="How each number is computed.",
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
    )


def page(name: str) -> st.Page:
    """The page of that name, for ``st.page_link`` and ``st.switch_page``."""
    return to_page(next(place for place in PLACES if place.name == name))


def menu() -> dict[str, list[st.Page]]:
    """All pages by section, in order."""
    sections: dict[str, list[st.Page]] = {}
    for place in PLACES:
        sections.setdefault(place.section, []).append(to_page(place))
    return sections
