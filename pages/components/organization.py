"""Whose organization a page shows, and its facts, each read once after a change."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.fact_rows import FactRows
from mls_metrics.warehouse.fetch import settings
from mls_metrics.workspace import Workspace
from pages.components import session
from pages.components.session import Shown
from pages.components.states import no_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Organized:
    """What a page about the organization renders.

    Parameters
    ----------
    shown : Shown or None
        The assessment; None where only the organization's books were brought in.
    may_edit : bool
        True where tables may be kept by hand: in a workspace of one's own, on one's own machine.
    key : tuple
        Equal keys, equal facts.
    """

    workspace: Workspace
    shown: Shown | None
    is_sample: bool
    may_edit: bool
    as_of: date
    policy: Policy
    key: tuple[object, ...]

    def fact(self, id_: str, **parameters: Any) -> FactRows:
        """A fact, read once."""
        kept = (*self.key, id_, tuple(sorted(parameters.items())))
        found: FactRows = session.shelf().get(
            "facts", kept, lambda: self.workspace.fact(id_, **parameters)
        )
        return found

    def rows(self, id_: str, **parameters: Any) -> pd.DataFrame:
        """The rows of a fact; none where something needed is not there."""
        return self.fact(id_, **parameters).rows


def organized() -> Organized | None:
    """The reader's own organization where anything of it is there, else the sample's, else None."""
    own = session.own_workspace()
    shown = session.current()
    if shown is not None and shown.workspace is not None:
        workspace, is_sample = shown.workspace, shown.is_sample
    elif own is not None and session.has_own_data():
        workspace, is_sample = own, False
    else:
        return None
    key = (str(workspace.directory), session.shelf().version, is_sample)
    policy = session.load_policy()
    session.shelf().get(
        "books", (*key, "built"), lambda: workspace.build(policy=policy, books_alone=True)
    )
    return Organized(
        workspace=workspace,
        shown=shown,
        is_sample=is_sample,
        may_edit=session.can_edit() and not is_sample,
        as_of=settings(workspace.store)["as_of"],
        policy=policy,
        key=key,
    )


def require_organized() -> Organized:
    """What to render; where there is nothing at all, the page says so and ends here."""
    found = organized()
    if found is None:
        no_data()
        st.stop()
    return found
