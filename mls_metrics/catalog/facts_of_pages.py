"""Facts of the organization, read once per process: a file of definitions for each page."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from mls_metrics.catalog.load import columns_of, needs_of, read_toml, tables
from mls_metrics.model.fact import Fact


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by id, pages in the order of their names."""
    found: dict[str, Fact] = {}
    folder = files("mls_metrics.catalog").joinpath("facts")
    for name in sorted(entry.name for entry in folder.iterdir()):
        page = name.removesuffix(".toml")
        for id_, entry in read_toml(f"facts/{name}").items():
            assert id_ not in found, f"{id_} stands twice"
            for column in columns_of(entry["needs"]):
                table, _, bare = column.partition(".")
                tables()[table].column(bare)
            found[id_] = Fact(id=id_, page=page, **{**entry, "needs": needs_of(entry["needs"])})
    return found


def kept_by_hand() -> tuple[str, ...]:
    """Tables that people may keep by hand, in the order of the catalogue."""
    return tuple(name for name, table in tables().items() if table.by_hand)


def books() -> frozenset[str]:
    """Tables about the organization itself: no verdict on a program rests on them."""
    return frozenset(name for name, table in tables().items() if table.is_book)
