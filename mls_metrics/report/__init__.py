"""Presenters: an assessment as JSON and other files."""
