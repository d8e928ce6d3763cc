"""Sentence templates of the page Strategy; see `wording`."""

from collections.abc import Mapping

STRATEGY: Mapping[str, str] = {}
