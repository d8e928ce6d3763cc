"""What a room's voices come to: how far apart they are, and which decisions they agree on."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mls_metrics.model.decision import Action, Assessment
from mls_metrics.model.draws import Worlds
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.scenario import POINTS, Scenario
from mls_metrics.model.voices import Heard, Points, Spread
from mls_metrics.recommend.decide import judge
from mls_metrics.recommend.guards import guarded_action
from mls_metrics.recommend.rules import ACTIONS, action_codes, overall_scores
from mls_metrics.scenarios.apply import worlds_of
from mls_metrics.scenarios.valuation import policy_of


def spreads(ballots: Sequence[Points]) -> tuple[Spread, ...]:
    """How far apart the voices are, dimension by dimension; none without voices."""
    if not ballots:
        return ()
    table = np.array(ballots, dtype=float)
    marks = np.quantile(table, [0, 0.25, 0.5, 0.75, 1], axis=0)
    return tuple(
        Spread(
            dimension=name,
            low=float(marks[0, column]),
            quarter=float(marks[1, column]),
            middle=float(marks[2, column]),
            three_quarters=float(marks[3, column]),
            high=float(marks[4, column]),
        )
        for column, name in enumerate(DIMENSIONS)
    )


def group_points(ballots: Sequence[Points]) -> tuple[float, float, float, float, float]:
    """The room's weights: medians of the dimensions, scaled to whole points that sum to 100.

    Medians, so that one voice that gives everything to one dimension does not carry the room. The
    largest remainders are rounded up.
    """
    middles = np.median(np.array(ballots, dtype=float), axis=0)
    if middles.sum() <= 0:
        middles = np.array(ballots, dtype=float).mean(axis=0)
    exact = POINTS * middles / middles.sum()
    whole = np.floor(exact)
    missing = round(POINTS - whole.sum())
    for column in np.argsort(-(exact - whole), kind="stable")[:missing]:
        whole[column] += 1
    first, second, third, fourth, fifth = (float(one) for one in whole)
    return first, second, third, fourth, fifth


def hear(
    ballots: Sequence[Points],
    scenario: Scenario,
    assessment: Assessment,
    *,
    worlds: Worlds | None = None,
) -> tuple[Heard, ...]:
    """Each program's action under every voice's weights, all else as in the scenario.

    Parameters
    ----------
    ballots : sequence of tuple of float
        Points of the five dimensions, each summing to 100.
    worlds : Worlds, optional
        Of `apply.worlds_of`, where they are at hand.
    """
    evidence = [item.evidence for item in assessment.recommendations]
    worlds = worlds_of(scenario, assessment) if worlds is None else worlds
    counts: list[dict[Action, int]] = [{} for _ in evidence]
    for points in ballots:
        first, second, third, fourth, fifth = points
        tried = replace(scenario, weights=(first, second, third, fourth, fifth))
        policy = policy_of(tried, assessment.policy)
        _, candidates = judge(evidence, worlds, policy)
        for row, candidate in enumerate(candidates):
            lock = scenario.lock_of(candidate.evidence.facts.program_id)
            action = guarded_action(candidate, policy)[0] if lock is None else lock.action
            counts[row][action] = counts[row].get(action, 0) + 1
    return tuple(
        Heard(
            program_id=entry.facts.program_id,
            program_name=entry.facts.program_name,
            voices=dict(sorted(count.items(), key=lambda pair: (-pair[1], pair[0].value))),
        )
        for entry, count in zip(evidence, counts, strict=True)
    )


def one_world(
    number: int, scenario: Scenario, assessment: Assessment, *, worlds: Worlds | None = None
) -> dict[str, Action]:
    """What a single plausible world would have us do with each program, before any guard.

    Parameters
    ----------
    number : int
        Any whole number; worlds are taken in turn.
    """
    worlds = worlds_of(scenario, assessment) if worlds is None else worlds
    policy = policy_of(scenario, assessment.policy)
    draws = worlds.draws
    column = number % draws.benefit.shape[1]
    codes = action_codes(draws, overall_scores(draws, np.asarray(policy.weights), policy), policy)[
        :, column
    ]
    return {program: ACTIONS[code] for program, code in zip(draws.program_ids, codes, strict=True)}
