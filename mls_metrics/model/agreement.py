"""What a steering group agreed on, or parked: one line of the decision log."""

from dataclasses import dataclass
from datetime import date

from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade

DECIDED, PARKED = "decided", "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A decision with the evidence it rested on, frozen as it was said that day.

    Parameters
    ----------
    kind : str
        ``decided`` or ``parked`` (a question put off, with no action).
    at : str
        The moment, ISO, UTC.
    decision : str
        What was decided or asked, in words.
    by : str
        Who: names, or how many.
    program_id : str
        Empty where it is about no single program.
    action : Action or None
    probability : float or None
        Of that action as the product said it, 0-1.
    evidence : Grade or None
    dissent : str
        Who objected and why; empty where nobody did.
    review_on : date or None
    scenario : str
        Id of the saved scenario it rests on; empty for the base.
    state_sha256, data_sha256 : str
        Fingerprints of the scenario's state and of the data.
    """

    kind: str
    at: str
    decision: str
    by: str = ""
    program_id: str = ""
    action: Action | None = None
    probability: float | None = None
    evidence: Grade | None = None
    dissent: str = ""
    review_on: date | None = None
    scenario: str = ""
    state_sha256: str = ""
    data_sha256: str = ""
