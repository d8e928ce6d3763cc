"""A made-up company with known true effects, for tests, demonstrations and a first look."""

from mls_metrics.simulate.company import simulate
from mls_metrics.simulate.plan import STORIES

__all__ = ["STORIES", "simulate"]
