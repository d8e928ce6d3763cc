"""Sentence templates of the page Change; see `wording`."""

from collections.abc import Mapping

CHANGE: Mapping[str, str] = {}
