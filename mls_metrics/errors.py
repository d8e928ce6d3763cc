"""Errors that people read: what went wrong, what was found, what to do."""


class MLSError(Exception):
    """Root of every error this package raises on purpose."""


class UserError(MLSError):
    """An error shown as it is, without a traceback, to the person who can fix it.

    Parameters
    ----------
    what : str
        What could not be done, as a sentence.
    found : str
        What was found instead, as a sentence; may be empty.
    fix : str
        What the reader can do about it, as a sentence; may be empty.
    """

    def __init__(self, what: str, found: str = "", fix: str = "") -> None:
        self.what, self.found, self.fix = what, found, fix
        super().__init__(" ".join(part for part in (what, found, fix) if part))


class UnreadableFileError(UserError, ValueError):
    """A file whose bytes could not be turned into a table."""


class UnrecognisedExportError(UserError, ValueError):
    """A readable table that no layout fits and nobody has confirmed yet."""


class NothingUsableError(UserError, ValueError):
    """Nothing among the given files could be used."""


class PolicyError(UserError, ValueError):
    """A policy file with an unknown name or a value out of range."""


class AnswersError(UserError, ValueError):
    """An answers file that does not fit the questions it replies to."""


class ScenarioError(UserError, ValueError):
    """A scenario with a value out of range, or one that this data cannot carry."""


class ByHandError(UserError, ValueError):
    """Rows entered by hand that cannot be kept."""


class EditConflictError(ByHandError):
    """Somebody else saved the table after it was opened; `version` is theirs."""

    def __init__(self, what: str, found: str, fix: str, *, version: int) -> None:
        self.version = version
        super().__init__(what, found, fix)


class WorkspaceBusyError(UserError, OSError):
    """Another process holds the workspace."""


class CancelledError(UserError):
    """Whoever waited for an import called it off; nothing of it stays."""

    def __init__(self) -> None:
        super().__init__("The import was cancelled.", "Nothing was changed.")


class ViewOnlyError(UserError, PermissionError):
    """A change was asked of a workspace that is open for viewing only."""


class BuildError(MLSError):
    """A relation of ours could not be built; carries its name and its SQL."""

    def __init__(self, relation: str, sql: str, cause: str) -> None:
        self.relation, self.sql, self.cause = relation, sql, cause
        super().__init__(f"Building {relation} failed.\n{sql}\nDuckDB said: {cause}")
