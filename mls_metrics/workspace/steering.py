"""What a steering group keeps in a workspace: follow-ups, reviews with minutes, escalations."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mls_metrics.model.decision import Action
from mls_metrics.model.escalation import Judged
from mls_metrics.model.follow_up import FollowUp
from mls_metrics.workspace import decisions, escalations, reviews
from mls_metrics.workspace.keeping import Keeping, now
from mls_metrics.workspace.reviews import Snapshot


class Steering(Keeping):
    """What becomes of decisions, reviews with what was known that day, and rules that fire."""

    def follow_up(
        self, item: FollowUp, *, action: Action | None = None, decided_by: str = ""
    ) -> None:
        """Add what became of a decision; a retire is carried out after a second review only.

        Raises
        ------
        ScenarioError
            Nothing was added.
        """
        self._require_writing()
        decisions.follow(self.directory, item, action=action, decided_by=decided_by)

    def start_review(
        self, *, subject: str, due_on: str, by: str, content: Mapping[str, Any]
    ) -> Snapshot:
        """Freeze what is known at the beginning of a review.

        Raises
        ------
        UserError
            No subject, or nobody who begins it.
        """
        self._require_writing()
        return reviews.start(
            self.directory, subject=subject, due_on=due_on, by=by, at=now(), content=content
        )

    def add_minutes(self, review: str, *, text: str, by: str) -> None:
        """Add a note to the minutes of a review; none is ever changed.

        Raises
        ------
        UserError
            Nothing was added.
        """
        self._require_writing()
        reviews.add_minutes(self.directory, review, text=text, by=by, at=now())

    def fire(self, judged: Iterable[Judged], *, as_of: date) -> tuple[str, ...]:
        """Raise what is newly triggered, once per episode, and say which rules those are."""
        self._require_writing()
        return escalations.fire(self, judged, as_of=as_of)
