"""The crosswalk: whom the ids of exports mean, by rule and by what people corrected."""

from collections.abc import Mapping
from datetime import UTC, datetime

from mls_metrics.warehouse.connection import Store


def person_keys(store: Store) -> list[tuple[str, str | None, str, int]]:
    """External id, roster id, how and number of candidates; open ones first."""
    found: list[tuple[str, str | None, str, int]] = store.rows(
        "select external_id, employee_id, how, candidates from joined.person_keys "
        "order by how <> 'ambiguous', how <> 'unmatched', external_id"
    )
    return found


def roster(store: Store) -> frozenset[str]:
    """The ids of the rosters that count."""
    rows = store.rows(
        "select distinct source.employee_id from landing.employees as source "
        "inner join landing.imports as place on source.import_id = place.import_id "
        "where place.active"
    )
    return frozenset(row[0] for row in rows)


def enter(store: Store, pairs: Mapping[str, str | None], *, is_corrected: bool) -> None:
    """Write corrections, or that they are taken back; the latest of an id rules."""
    at = datetime.now(UTC).replace(tzinfo=None)
    for external_id, employee_id in pairs.items():
        store.execute(
            "insert into landing.crosswalk (external_id, employee_id, is_corrected, entered_at) "
            "values ($external_id, $employee_id, $is_corrected, $at)",
            {
                "external_id": external_id,
                "employee_id": employee_id,
                "is_corrected": is_corrected,
                "at": at,
            },
        )


def corrections(store: Store) -> list[tuple[str, str]]:
    """The corrections that hold: external id and roster id, "" for nobody."""
    found: list[tuple[str, str]] = store.rows(
        "select external_id, arg_max(coalesce(employee_id, ''), entered_at) as employee_id "
        "from landing.crosswalk group by external_id "
        "having arg_max(is_corrected, entered_at) order by external_id"
    )
    return found
