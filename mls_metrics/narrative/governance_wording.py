"""Sentence templates of the page Governance & service; see `wording`."""

from collections.abc import Mapping

GOVERNANCE: Mapping[str, str] = {
    "title_owners_faulty": "{faults} of {decisions} have no single, rightful owner",
    "title_owners_clear": "Every decision has one owner",
    "title_no_rights": "Who decides is not written down yet",
    "owners_faulty": "{faults} of {decisions} break a rule of ownership: {first}.",
    "owners_clear": "Each of {decisions} has one accountable role, and no strategy is given away.",
}
