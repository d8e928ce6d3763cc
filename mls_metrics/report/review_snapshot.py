"""What is known at the beginning of a review, as plain values that can be frozen."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mls_metrics.model.decision import Assessment
from mls_metrics.report.assessment_json import assessment_dict, plain


def review_snapshot(
    assessment: Assessment | None, facts: Mapping[str, pd.DataFrame], *, as_of: str
) -> dict[str, Any]:
    """The assessment in the form of its JSON, and the rows of facts, days as text.

    Parameters
    ----------
    assessment : Assessment or None
        None where there is none: the organization's books alone.
    facts : mapping of str to DataFrame
        Rows by the id of the fact.
    """
    return {
        "as_of": as_of,
        "assessment": None if assessment is None else assessment_dict(assessment),
        "facts": {id_: rows_of(rows) for id_, rows in facts.items()},
    }


def rows_of(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as records, what is missing as None."""
    return [
        {str(name): value_of(value) for name, value in row.items()}
        for row in rows.to_dict("records")
    ]


def value_of(value: Any) -> Any:
    """One cell as JSON takes it."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return plain(value.item() if hasattr(value, "item") else value)
