"""Scenarios as JSON text, to be kept, sent and taken in again."""

import json
from collections.abc import Mapping
from typing import Any

from mls_metrics.errors import ScenarioError
from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.scenario import ASSUMPTIONS, FORM, Assumption, Lock, Scenario, content

LONGEST = 4_000_000


def to_json(scenario: Scenario) -> str:
    """The scenario with its id and fingerprint, indented for readers."""
    body = {"id": scenario.id, "sha256": scenario.sha256, **content(scenario)}
    return json.dumps(body, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def from_json(text: str) -> Scenario:
    """The scenario of such a text; its fingerprint must still fit, whatever the keys' order.

    Raises
    ------
    ScenarioError
        Text that is no scenario, holds a value out of range, or was changed since it was saved.
    """
    if len(text) > LONGEST:
        raise not_one("The file is too large.")
    try:
        body = json.loads(text)
    except ValueError as error:
        raise not_one(f"It is no JSON: {error}.") from None
    if not isinstance(body, dict) or body.get("form") != FORM:
        raise not_one(f"Its entry 'form' is not '{FORM}'.")
    try:
        scenario = from_content(body)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ScenarioError):
            raise
        raise not_one(f"An entry is missing or of the wrong kind: {error}.") from None
    if body.get("sha256") != scenario.sha256:
        raise ScenarioError(
            "This scenario was changed after it was saved.",
            "Its entry 'sha256' no longer fits its content.",
            "Make the change on the Scenarios page and save it under a name.",
        )
    return scenario


def from_content(body: Mapping[str, Any]) -> Scenario:
    """A scenario from plain values.

    Raises
    ------
    KeyError, TypeError, ValueError
        An entry that is missing or of the wrong kind; ScenarioError for one out of range.
    """
    first, second, third, fourth, fifth = (float(body["weights"][name]) for name in DIMENSIONS)
    assumed = {
        name: Assumption(
            **{part: float(body["assumptions"][name][part]) for part in ("value", "low", "high")}
        )
        for name in ASSUMPTIONS
    }
    return Scenario(
        name=str(body["name"]),
        reason=str(body["reason"]),
        author=str(body["author"]),
        made_at=str(body["made_at"]),
        data_sha256=str(body["data_sha256"]),
        weights=(first, second, third, fourth, fifth),
        cap=None if body["cap"] is None else float(body["cap"]),
        capacity=None if body["capacity"] is None else float(body["capacity"]),
        scale_score=float(body["scale_score"]),
        retire_score=float(body["retire_score"]),
        evidence=None if body["evidence"] is None else Grade(body["evidence"]),
        horizon_months=int(body["horizon_months"]),
        locks=tuple(
            Lock(
                program_id=str(o["program_id"]), action=Action(o["action"]), reason=str(o["reason"])
            )
            for o in body["locks"]
        ),
        **assumed,
    )


def not_one(found: str) -> ScenarioError:
    """The refusal of a text that is no scenario."""
    return ScenarioError(
        "This is no scenario of ours.", found, "Take the file that 'Download' on Scenarios gives."
    )
