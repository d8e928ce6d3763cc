"""Under which ids and addresses people stand in the rosters that count."""

from mls_metrics.warehouse.connection import Store

ROSTER_IDS = """
select distinct known.id
from landing.employees as employee
inner join landing.imports as import using (import_id)
cross join
    unnest([employee.employee_id, employee.email, employee.username]) as known (id)
where import.active and known.id is not null
"""


def roster_ids(store: Store) -> frozenset[str]:
    """Every id, e-mail and user name of the rosters that count."""
    return frozenset(str(id_) for (id_,) in store.rows(ROSTER_IDS))
