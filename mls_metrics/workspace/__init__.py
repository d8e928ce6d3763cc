"""The workspace: sources, their reading, the book of imports and the database (conductor 1)."""

from mls_metrics.intake.mapping import ColumnProposal, Proposal, RunnerUp
from mls_metrics.intake.questions import read_answers
from mls_metrics.intake.value_mapping import ValueMatch
from mls_metrics.warehouse.imports import ImportRecord
from mls_metrics.workspace.recognition import recognise
from mls_metrics.workspace.sample import open_sample
from mls_metrics.workspace.workspace import Workspace

__all__ = [
    "ColumnProposal",
    "ImportRecord",
    "Proposal",
    "RunnerUp",
    "ValueMatch",
    "Workspace",
    "open_sample",
    "read_answers",
    "recognise",
]
