"""Tables that people keep by hand: each saved state is a version, and none is written over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HandVersion:
    """One saved state of a table.

    Parameters
    ----------
    table : str
        The canonical table.
    version : int
        From 1; 0 is what was imported.
    author, at : str
        Who saved it, and when (ISO, UTC).
    note : str
        Why, in the author's words; may be empty.
    sha256 : str
        Of the kept file that holds the rows; empty where there are none, or where the table
        stands as it was imported.
    rows : int
    as_imported : bool
        True where this version puts the imported rows back.
    """

    table: str
    version: int
    author: str = ""
    at: str = ""
    note: str = ""
    sha256: str = ""
    rows: int = 0
    as_imported: bool = False
