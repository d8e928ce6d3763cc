"""The workspace: sources, their reading, the book of imports and the database (conductor 1)."""

from mls_metrics.intake.mapping import Proposal
from mls_metrics.intake.questions import read_answers
from mls_metrics.warehouse.imports import ImportRecord
from mls_metrics.workspace.recognition import recognise
from mls_metrics.workspace.workspace import Workspace

__all__ = ["ImportRecord", "Proposal", "Workspace", "read_answers", "recognise"]
