"""Verdicts in words: one phrase and one letter at first sight, the reasons on demand."""

from collections.abc import Mapping

from mls_metrics.model.decision import Action, Recommendation
from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.narrative.groups import listed
from mls_metrics.narrative.likelihood import EVEN, IN_ALL, ORDER, verbal
from mls_metrics.narrative.numbers import amount, day, interval, money, people
from mls_metrics.narrative.wording import ACTION_NAMES, say

CLOSE_MARKS = 3
SETTLED = 0.9  # "very likely": with both doubts above it, removing either changes little


def action_name(action: Action) -> str:
    """The action as people read it: ``Find out``."""
    return ACTION_NAMES[action.value]


def leading_action(recommendation: Recommendation) -> Action:
    """The most probable action, which a guard may have replaced by the stated one."""
    shares = recommendation.probability
    return max(Action, key=lambda action: (shares[action], action is recommendation.action))


def first_sight(recommendation: Recommendation) -> str:
    """One phrase and one letter: ``Scale, likely (17 in 20), evidence B``.

    Where a guard put another action in the place of the most probable one, both are named, so
    that nobody reads the chance of one as the chance of the other.
    """
    stated, leading = recommendation.action, leading_action(recommendation)
    chance = verbal(recommendation.probability[leading])
    slots = {
        "action": action_name(stated),
        "likely": chance.phrase,
        "in_twenty": chance.in_twenty,
        "grade": recommendation.grade.value,
        "other": action_name(leading).lower(),
    }
    if stated is not leading:
        return say("first_sight_guarded", **slots)
    if ORDER.index(chance.word) < ORDER.index(EVEN):
        return say("first_sight_leading", **slots)
    return say("first_sight", **slots)


def chance_line(recommendation: Recommendation) -> str:
    """The chance of the most probable action, named where it is not the stated one."""
    leading = leading_action(recommendation)
    phrase = verbal(recommendation.probability[leading]).phrase
    if leading is recommendation.action:
        return phrase
    return f"{action_name(leading)} {phrase}"


def deciding_reason(recommendation: Recommendation) -> str:
    """The first reason, which decides; the chance where there is none to give."""
    if recommendation.reasons:
        return recommendation.reasons[0].sentence
    return say("stands_on_words")


def card_sentence(recommendation: Recommendation) -> str:
    """What a decision card says in one or two sentences."""
    subject = deciding_reason(recommendation)
    if recommendation.action is Action.KEEP:
        return say("card_keep", subject=subject, date=day(recommendation.review_on))
    return subject


def people_line(recommendation: Recommendation) -> str:
    """People affected, or that the count is hidden."""
    return people(recommendation.evidence.facts.people)


def money_line(recommendation: Recommendation) -> str:
    """Net value of the first year as a range, or ``not known``."""
    net = recommendation.net_value
    return interval(net) if isinstance(net, Estimate) else "not known"


def cost_line(recommendation: Recommendation) -> str:
    """What was paid for it, or ``not known``."""
    facts = recommendation.evidence.facts
    return money(facts.direct_cost, facts.currency)


def overall_line(score: Measure, dimensions: Mapping[str, Measure]) -> str:
    """The total over the dimensions with its range, or why there is none."""
    if not isinstance(score, Estimate):
        return score.reason
    return say(
        "overall",
        points=amount(score.value, score.unit),
        range=interval(score),
        known=score.n,
        all=len(dimensions),
    )


def data_or_values(recommendation: Recommendation) -> str:
    """Whether more data or agreeing the weights would help more, or neither by much."""
    given = max(recommendation.probability.values())
    known = recommendation.agree_if_known
    more = "more data helps more" if given < known else "agreeing the weights helps more"
    return say(
        "data_or_values",
        given=verbal(given).in_twenty,
        known=verbal(known).in_twenty,
        any_weights=verbal(recommendation.stability_any_weights).in_twenty,
        more="neither would change much" if min(given, known) >= SETTLED else more,
    )


def rank_line(recommendation: Recommendation, names: Mapping[str, str]) -> str | None:
    """The program's range of places by worth among its class, its place by cost, its neighbors."""
    rank = recommendation.rank
    if rank is None or rank.of < 2:
        return None
    close = [names.get(one, one) for one in rank.too_close_to]
    sentence = say(
        "rank" if rank.low < rank.high else "rank_fixed",
        low=rank.low,
        high=rank.high,
        of=rank.of,
        portfolio=rank.portfolio,
        by_cost=rank.by_cost,
    )
    return f"{sentence} {say('rank_close', others=listed(close))}" if close else sentence


def flip_sentences(recommendation: Recommendation) -> tuple[str, ...]:
    """What would change our mind; one sentence also where nothing would."""
    found = tuple(flip.sentence for flip in recommendation.flips)
    return found or (say("no_flip"),)


def too_close(recommendation: Recommendation) -> str | None:
    """A sentence where the two leading actions are within a few marks of each other."""
    shares = recommendation.probability
    first, second = sorted(Action, key=lambda action: -shares[action])[:2]
    k, j = verbal(shares[first]).count, verbal(shares[second]).count
    if k - j > CLOSE_MARKS or k + j < IN_ALL // 2:
        return None
    return say("too_close", action=action_name(first), other=action_name(second).lower(), k=k, j=j)


def marks(recommendation: Recommendation) -> tuple[Action, ...]:
    """Twenty marks, each an action, the leading one first, by largest remainder.

    The leading action's number of marks equals the count in its phrase, which is never all
    twenty; what is left goes to the others by largest remainder.
    """
    shares = recommendation.probability
    leading = leading_action(recommendation)
    kept = verbal(shares[leading]).count
    others = [action for action in Action if action is not leading]
    rest = IN_ALL - kept
    total = sum(shares[action] for action in others)
    exact = {a: rest * shares[a] / total if total else 0.0 for a in others}
    given = {a: int(exact[a]) for a in others}
    by_remainder = sorted(others, key=lambda a: given[a] - exact[a])
    for action in by_remainder[: rest - sum(given.values())] if total else ():
        given[action] += 1
    row = [leading] * kept
    for action in sorted(others, key=lambda a: -given[a]):
        row += [action] * given[action]
    return tuple(row)
