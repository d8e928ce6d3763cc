"""The desk of the Scenarios page: the steps of this sitting, and what they come to."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from mls_metrics.errors import UserError
from mls_metrics.model.history import History
from mls_metrics.model.outcome import NoPlan, Outcome, Plan, Swing
from mls_metrics.model.scenario import Scenario
from mls_metrics.model.scenario_json import from_json
from mls_metrics.narrative.scenario_steps import change_sentence, opened_sentence
from mls_metrics.narrative.scenarios import program_names
from mls_metrics.narrative.wording import say
from mls_metrics.scenarios.apply import Applied, applied, valuation, worlds_of
from mls_metrics.scenarios.compare import inside_limits
from mls_metrics.scenarios.portfolio import objectives_of, plan_of
from mls_metrics.scenarios.tornado import swings
from mls_metrics.scenarios.valuation import base_scenario
from mls_metrics.workspace import Workspace
from pages.components import session
from pages.components.session import DESK_STEPS, Shown

HISTORY, SITTING, OPENED, FOREIGN = DESK_STEPS, "desk_sitting", "desk_opened", "desk_foreign"
ADDRESS = "s"


def now() -> str:
    """The moment, for steps and names."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def base_of(shown: Shown) -> Scenario:
    """The scenario that changes nothing."""
    return base_scenario(shown.assessment)


def history(shown: Shown) -> History:
    """The steps of this sitting: those at hand, else those kept last, else the base alone.

    A scenario named in the page's address is taken up first.
    """
    found = session.state_value(HISTORY)
    if found is None or found[0] != shown.key:
        kept = kept_steps(shown)
        start = kept or History.of(base_of(shown), say("scenario_base"), at=now())
        session.remember(HISTORY, (shown.key, start))
    open_address(shown)
    steps: History = session.state_value(HISTORY)[1]
    return steps


def kept_steps(shown: Shown) -> History | None:
    """Steps kept in the workspace, for whoever works in it; an audience begins at the base."""
    if not session.can_edit() or shown.workspace is None or ADDRESS in st.query_params:
        return None
    found = shown.workspace.scenario_steps()
    base = base_of(shown).state_sha256
    return found if found and found.steps[0].state_sha256 == base else None


def open_address(shown: Shown) -> None:
    """Take up the scenario that the page's address names, once."""
    wanted = st.query_params.get(ADDRESS)
    if not wanted or wanted == session.state_value(OPENED):
        return
    session.remember(OPENED, wanted)
    try:
        take_up(shown, scenario_of(shown, wanted))
    except UserError as error:
        session.notices().append(error)


def scenario_of(shown: Shown, id_: str) -> Scenario:
    """The saved scenario of that id.

    Raises
    ------
    UserError
        None of that id, or nowhere to keep any.
    """
    if shown.workspace is None:
        raise UserError("Scenarios are not kept here.", "", "Bring in its JSON instead.")
    return shown.workspace.scenario(id_)


def take_up(shown: Shown, scenario: Scenario) -> None:
    """Make a saved scenario the present step, over the data shown here.

    Raises
    ------
    ScenarioError
        A lock that no portfolio of these data can keep.
    """
    base = base_of(shown)
    other = scenario.data_sha256 != base.data_sha256
    here = replace(scenario, data_sha256=base.data_sha256)
    applied_of(shown, here)
    session.remember(FOREIGN, scenario.name if other else None)
    step(shown, here, opened_sentence(scenario.name, other_data=other))


def step(shown: Shown, scenario: Scenario, sentence: str) -> None:
    """Add a step and keep it."""
    keep(shown, session.state_value(HISTORY)[1].add(scenario, sentence, at=now()))


def keep(shown: Shown, steps: History) -> None:
    """Make these the steps of the sitting; where work is kept, on disk as well."""
    session.remember(HISTORY, (shown.key, steps))
    if session.can_edit() and shown.workspace is not None:
        workspace = shown.workspace
        try:
            workspace.keep_scenario_steps(sitting(), steps)
        except (UserError, OSError) as error:
            session.notices().append(as_said(error))


def as_said(error: Exception) -> UserError:
    """A refusal as it is; what the disk refuses as a sentence."""
    if isinstance(error, UserError):
        return error
    return UserError("The step could not be kept.", str(error), "Download the scenario as JSON.")


def sitting() -> str:
    """The name of this sitting; two browsers never write over each other."""
    name = session.state_value(SITTING)
    if name is None:
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        session.remember(SITTING, name)
    return str(name)


def change(shown: Shown, make: Callable[[Scenario], Scenario]) -> None:
    """Replace the present scenario; the sentence says what differs, a refusal what is wrong."""
    before = session.state_value(HISTORY)[1].scenario
    try:
        after = make(before)
        applied_of(shown, after)
    except UserError as error:
        session.notices().append(error)
        return
    names, currency = program_names(shown.assessment), shown.assessment.policy.currency
    sentence = change_sentence(before, after, names=names, currency=currency)
    if sentence:
        leave_address()
        step(shown, after, sentence)


def leave_address() -> None:
    """The address no longer names what is on the desk."""
    st.query_params.pop(ADDRESS, None)
    session.remember(OPENED, None)


def move(shown: Shown, where: Callable[[History], History]) -> None:
    """Undo, redo, or go to any step."""
    leave_address()
    keep(shown, where(session.state_value(HISTORY)[1]))


def reset(shown: Shown) -> None:
    """Back to base, as a step that can be undone."""
    leave_address()
    session.remember(FOREIGN, None)
    step(shown, base_of(shown), say("scenario_reset"))


def save(shown: Shown, *, name: str, reason: str, author: str) -> None:
    """Save the present scenario under a name, and put its id into the address."""
    workspace, scenario = shown.workspace, session.state_value(HISTORY)[1].scenario
    try:
        assert workspace is not None, "offered only where there is a workspace"
        named = scenario.named(name=name, reason=reason, author=author, made_at=now())
        id_ = workspace.save_scenario(named)
    except UserError as error:
        session.notices().append(error)
        return
    keep(shown, session.state_value(HISTORY)[1].named(named))
    session.remember(OPENED, id_)
    session.remember(FOREIGN, None)
    st.query_params[ADDRESS] = id_
    session.notices().append(f"Saved as {id_}.")


def bring_in(shown: Shown, text: str) -> None:
    """Take up a scenario from its JSON."""
    try:
        scenario = from_json(text)
        leave_address()
        take_up(shown, scenario)
    except UserError as error:
        session.notices().append(error)


def saved(workspace: Workspace | None) -> dict[str, Scenario]:
    """The scenarios saved beside the data shown."""
    return {} if workspace is None else workspace.scenarios()


def foreign_name() -> str | None:
    """The name of the scenario on the desk where it was made over other data."""
    name: str | None = session.state_value(FOREIGN)
    return name


def applied_of(shown: Shown, scenario: Scenario) -> Applied:
    """What a scenario comes to, worked out once.

    Raises
    ------
    ScenarioError
        A lock that no portfolio can keep.
    """
    kept, assessment = session.shelf(), shown.assessment

    def work_out() -> Applied:
        worlds = kept.get(
            "worlds", (shown.key, valuation(scenario)), lambda: worlds_of(scenario, assessment)
        )
        return applied(scenario, assessment, worlds=worlds)

    result: Applied = kept.get("outcomes", (shown.key, scenario.state_sha256), work_out)
    return result


def outcome_of(shown: Shown, scenario: Scenario) -> Outcome:
    """The outcome of a scenario.

    Raises
    ------
    ScenarioError
        A lock that no portfolio can keep.
    """
    return applied_of(shown, scenario).outcome


def swings_of(shown: Shown, scenario: Scenario) -> tuple[Swing, ...]:
    """How much each assumption of a scenario matters, worked out once."""
    found: tuple[Swing, ...] = session.shelf().get(
        "plans",
        (shown.key, "swings", scenario.state_sha256),
        lambda: swings(scenario, shown.assessment),
    )
    return found


def best_of(shown: Shown, scenario: Scenario) -> Plan | NoPlan:
    """The best portfolio inside the scenario's limits, found once."""
    found: Plan | NoPlan = session.shelf().get(
        "plans",
        (shown.key, scenario.state_sha256),
        lambda: plan_of(applied_of(shown, scenario), objectives_of(shown.assessment)),
    )
    return found


def settled_of(shown: Shown, scenario: Scenario) -> Outcome:
    """The outcome as it is compared: inside its limits, where it has any.

    Raises
    ------
    ScenarioError
        A lock that no portfolio can keep.
    """
    return inside_limits(outcome_of(shown, scenario), best_of(shown, scenario))
