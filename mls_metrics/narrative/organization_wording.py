"""Sentence templates of the pages about the organization; see `wording`."""

from collections.abc import Mapping

ORGANIZATION: Mapping[str, str] = {
    "fact_needs": "Not known yet. It needs {columns}. Ask {who}.",
    "fact_ask_table": "{table}.csv, {grain}, with the columns {columns}.",
    "fact_working": "This select gives the same rows in plain DuckDB, over the workspace's file.",
    "cell_hidden": "few",
    "data_coverage": "The learning exports cover {platforms} in {regions}.",
    "data_coverage_gap": "{platform} holds nobody of some of them: a gap in use, or in the files.",
    "tornado_first": (
        "{assumption} matters most: between its bounds the net value in the first year moves by "
        "{span}."
    ),
    "tornado_none": (
        "No program that runs has both an effect and a cost, so no assumption moves a net value."
    ),
    "tornado_axis": (
        "{currency} a year, net value of what runs. Line: as assumed. Bars: one assumption at a "
        "time at its lowest and highest; together they may add up or cancel."
    ),
    "hand_stands": "Version {version}, saved by {author} on {at}: {rows}.",
    "hand_imported": "As it was imported: {rows}.",
    "hand_nothing": "Nothing is entered yet.",
    "hand_saved": "{table} saved as version {version}.",
    "hand_conflict": (
        "{author} saved version {version} since you opened it. Rows only in theirs: {theirs}; only "
        "in yours: {mine}."
    ),
}
