"""Sentence templates of the page Future fit; see `wording`."""

from collections.abc import Mapping

FUTURE: Mapping[str, str] = {}
