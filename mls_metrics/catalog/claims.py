"""Claims that are often cited, as data; read by narrative and pages only, by no calculation."""

from collections.abc import Mapping
from functools import cache

from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.catalog.load import read_toml, with_tuples
from mls_metrics.model.claim import Claim


@cache
def claims() -> Mapping[str, Claim]:
    """Every claim by id, in the order of the file."""
    found = {id_: Claim(id=id_, **with_tuples(e)) for id_, e in read_toml("claims.toml").items()}
    for claim in found.values():
        for name in claim.facts:
            assert name in facts(), f"{claim.id} names no fact {name}"
    return found
