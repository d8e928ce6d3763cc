"""What a study of one program could count on: its demand, sites, leaving and spread."""

from mls_metrics.analysis.study_setting import StudySetting, study_setting
from mls_metrics.model.policy import Policy
from mls_metrics.warehouse import effect_data
from mls_metrics.warehouse.connection import Store


class StudySettings:
    """What a study of each program would find in this company, fetched once for both effects."""

    def __init__(self, store: Store, policy: Policy) -> None:
        self.store, self.policy = store, policy
        self._found: dict[str, StudySetting] = {}

    def of(self, program_id: str) -> StudySetting:
        """Leaving, demand and sites around one program."""
        if program_id not in self._found:
            asked = effect_data.demand(self.store, program_id)
            months = 0
            if asked.first_start is not None and asked.final_start is not None:
                months = asked.final_start - asked.first_start + 1
            self._found[program_id] = study_setting(
                effect_data.leaving_by_site(self.store, program_id, self.policy),
                starters=asked.starters,
                months=months,
                turned_away=asked.turned_away,
                never_begun=asked.never_begun,
            )
        return self._found[program_id]
