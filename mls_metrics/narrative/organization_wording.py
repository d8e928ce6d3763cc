"""Sentence templates of the pages about the organization; see `wording`."""

from collections.abc import Mapping

ORGANIZATION: Mapping[str, str] = {
    "fact_needs": "Not known yet. It needs {columns}. Ask {who}.",
    "fact_ask_table": "{table}.csv, {grain}, with the columns {columns}.",
    "fact_working": "This select gives the same rows in plain DuckDB, over the workspace's file.",
    "hand_stands": "Version {version}, saved by {author} on {at}: {rows}.",
    "hand_imported": "As it was imported: {rows}.",
    "hand_nothing": "Nothing is entered yet.",
    "hand_saved": "{table} saved as version {version}.",
    "hand_conflict": (
        "{author} saved version {version} since you opened it. Rows only in theirs: {theirs}; only "
        "in yours: {mine}."
    ),
}
