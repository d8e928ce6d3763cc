"""The frozen numbers of `test_grouped_hazard.py`, from lifelines; not run by the tests.

lifelines needs an older pandas than this project, so it has an environment of its own:

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install lifelines==0.30.3 "pandas<3"
    PYTHONPATH=. /tmp/oracle/bin/python tests/reference/oracles/cox_lifelines.py

Written with lifelines 0.30.3, pandas 2.3.3 and numpy 2.4.6 (Efron's ties, no penalty).
"""

import json

import lifelines
import numpy as np
import pandas as pd
from lifelines import CoxTimeVaryingFitter

from tests.reference.grouped_people import SITES, person_months

SEED, PEOPLE = 7, 8000


def fitted(rows: dict[str, np.ndarray], *, daily: bool) -> dict[str, list[float]]:
    """Coefficients and errors with exits on their day, or all at the end of their month."""
    leaves = rows["day"] > 0
    begin = 30 * rows["month"]
    end = begin + np.where(leaves & daily, rows["day"], 30)
    table = pd.DataFrame(
        {"id": rows["person"], "start": begin, "stop": end, "event": leaves.astype(int)}
    )
    table["exposed"] = rows["exposed"]
    for site in range(1, SITES):
        table[f"site{site}"] = (rows["site"] == site).astype(int)
    model = CoxTimeVaryingFitter()
    model.fit(table, id_col="id", start_col="start", stop_col="stop", event_col="event")
    return {"beta": model.params_.tolist(), "error": model.standard_errors_.tolist()}


if __name__ == "__main__":
    made = person_months(SEED, PEOPLE)
    found = {
        "versions": [lifelines.__version__, pd.__version__, np.__version__],
        "rows": len(made["day"]),
        "events": int((made["day"] > 0).sum()),
        "monthly": fitted(made, daily=False),
        "daily": fitted(made, daily=True),
    }
    print(json.dumps(found, indent=1))
