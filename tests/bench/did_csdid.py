"""csdid on the panel of did_speed.py. Run with a Python that has csdid 0.4.3, not the project's.

    PYTHON tests/bench/did_csdid.py P.csv

Prints one JSON object: seconds and CPU seconds of ATT(g, t) in its faster mode, without bootstrap,
and the mean over units and months after treatment with its error.
"""

import json
import sys
import time

import pandas as pd


def main(path: str) -> dict[str, float]:
    """Fit and time it."""
    from csdid.att_gt import ATTgt  # type: ignore[import-not-found]

    frame = pd.read_csv(path)
    started, spent = time.perf_counter(), time.process_time()
    fitted = ATTgt(
        yname="value",
        tname="month",
        idname="person_key",
        gname="first",
        data=frame,
        control_group=["notyettreated"],
        xformla="value~1",
        faster_mode=True,
    ).fit(est_method="reg", bstrap=False)
    seconds, cpu = time.perf_counter() - started, time.process_time() - spent
    whole = fitted.aggte(typec="simple", bstrap=False).atte
    return {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "effect": float(whole["overall_att"]),
        "standard_error": float(whole["overall_se"]),
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
