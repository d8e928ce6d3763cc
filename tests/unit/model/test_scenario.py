"""Scenarios: what they refuse, what their fingerprint tells apart, and their JSON."""

import json
import random
from dataclasses import replace

import pytest

from mls_metrics.errors import ScenarioError
from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade
from mls_metrics.model.scenario import ASSUMPTIONS, Assumption, Lock, Scenario, canonical, slug
from mls_metrics.model.scenario_json import from_json, to_json

BASE = Scenario(
    data_sha256="d" * 64,
    weights=(20, 20, 20, 20, 20),
    scale_score=50,
    retire_score=60,
    horizon_months=12,
    replacement_cost_share=Assumption(value=0.5, low=0.3, high=0.9),
    work_hours_per_year=Assumption(value=1800, low=1600, high=2000),
)
FULL = replace(
    BASE,
    cap=1_000_000.0,
    capacity=40_000,
    evidence=Grade.B,
    locks=(
        Lock(program_id="P9", action=Action.KEEP, reason="Promised."),
        Lock(program_id="P1", action=Action.RETIRE, reason="Contract ends."),
    ),
).named(
    name="Autumn cap, größer",
    reason="Half the budget",
    author="Ada",
    made_at="2026-11-01T08:00:00+00:00",
)


def test_a_scenario_survives_json_whole() -> None:
    assert from_json(to_json(FULL)) == FULL
    assert from_json(to_json(BASE)) == BASE


def test_the_order_of_keys_and_locks_does_not_matter() -> None:
    body = json.loads(to_json(FULL))
    keys = list(body)
    random.Random(3).shuffle(keys)
    body = {key: body[key] for key in keys}
    body["locks"].reverse()
    body["weights"] = dict(reversed(body["weights"].items()))
    again = from_json(json.dumps(body))
    assert again == FULL
    assert again.sha256 == FULL.sha256
    assert canonical({"b": 1, "a": 2}) == '{"a":2,"b":1}'


def test_the_id_is_name_and_four_figures_and_stands_in_the_json() -> None:
    assert FULL.id == f"autumn-cap-groer-{FULL.sha256[:4]}"
    assert json.loads(to_json(FULL))["id"] == FULL.id
    assert FULL.id_of(8).startswith(FULL.id)
    assert slug("秋") == "scenario"
    assert slug("  Autumn cap! ") == "autumn-cap"


def test_names_and_times_do_not_decide_and_numbers_do() -> None:
    renamed = FULL.named(name="Other", reason="Other", author="Bo", made_at="2027")
    assert renamed.state_sha256 == FULL.state_sha256
    assert renamed.sha256 != FULL.sha256
    assert replace(BASE, weights=(20.0, 20.0, 20.0, 20.0, 20.0)).sha256 == BASE.sha256
    changed = [
        replace(BASE, weights=(30, 10, 20, 20, 20)),
        replace(BASE, cap=1.0),
        replace(BASE, capacity=1.0),
        replace(BASE, scale_score=51),
        replace(BASE, retire_score=61),
        replace(BASE, evidence=Grade.C),
        replace(BASE, horizon_months=13),
        replace(BASE, locks=FULL.locks[:1]),
        replace(BASE, data_sha256="e" * 64),
        *(
            replace(
                BASE,
                **{name: replace(getattr(BASE, name), high=4.0 if "hours" not in name else 2100)},
            )
            for name in ASSUMPTIONS
        ),
    ]
    assert len({BASE.state_sha256, *(one.state_sha256 for one in changed)}) == len(changed) + 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"weights": (20, 20, 20, 20, 10)}, "They sum to 90."),
        ({"weights": (120, -20, 0, 0, 0)}, "each 0 or more"),
        ({"weights": (float("nan"), 0, 0, 0, 100)}, "five numbers"),
        ({"cap": -1.0}, "The cap"),
        ({"cap": float("inf")}, "The cap"),
        ({"capacity": -3.0}, "The capacity"),
        ({"scale_score": 101}, "between 0 and 100 points"),
        ({"retire_score": -1}, "between 0 and 100 points"),
        ({"evidence": Grade.E}, "we cannot tell"),
        ({"horizon_months": 2}, "3 to 36 whole months"),
        ({"replacement_cost_share": Assumption(value=0.5, low=0.6, high=0.9)}, "its lowest"),
        ({"replacement_cost_share": Assumption(value=0.0, low=0.0, high=0.9)}, "above 0"),
        ({"work_hours_per_year": Assumption(value=9, low=9, high=9)}, "between 100 and 4000"),
        ({"paid_cost_factor": Assumption(value=11, low=1, high=12)}, "between 0 and 10"),
        ({"growth_share": Assumption(value=6, low=1, high=6)}, "between 0 and 5"),
        ({"locks": (Lock(program_id="P", action=Action.KEEP, reason=" "),)}, "needs a reason"),
        (
            {"locks": (Lock(program_id="P", action=Action.KEEP, reason="a"),) * 2},
            "locked once at most",
        ),
        ({"name": "n" * 81}, "too long"),
    ],
)
def test_bad_values_are_refused_in_words(change: dict[str, object], says: str) -> None:
    with pytest.raises(ScenarioError) as refusal:
        replace(BASE, **change)
    assert says in str(refusal.value)
    assert refusal.value.fix


def test_a_name_and_a_reason_are_asked_for() -> None:
    with pytest.raises(ScenarioError, match="with a name and a reason"):
        BASE.named(name="x", reason=" ", author="", made_at="")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nonsense", "It is no JSON"),
        ("[]", "'form'"),
        ('{"form": "mls-metrics scenario 1"}', "missing or of the wrong kind"),
        (
            to_json(FULL).replace('"cap": 1000000.0', '"cap": 2000000.0'),
            "changed after it was saved",
        ),
        (to_json(FULL).replace('"cap": 1000000.0', '"cap": -5'), "The cap"),
        (to_json(FULL).replace('"keep"', '"burn"'), "missing or of the wrong kind"),
    ],
)
def test_other_texts_are_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(ScenarioError) as refusal:
        from_json(text)
    assert says in str(refusal.value)


def test_a_lock_is_found_by_its_program() -> None:
    lock = FULL.lock_of("P1")
    assert lock is not None
    assert lock.action is Action.RETIRE
    assert FULL.lock_of("P2") is None
    assert [o.program_id for o in FULL.locks] == ["P1", "P9"]
