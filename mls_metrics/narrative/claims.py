"""Claims that are often cited, and in words what our own tests of them give."""

from collections.abc import Iterable

import pandas as pd

from mls_metrics.model.claim import AlignedTest, Claim, Reasons, SayAndDo
from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.model.evidence import Grade
from mls_metrics.narrative.numbers import amount, between, interval, plural
from mls_metrics.narrative.wording import TEMPLATES, say

PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def claims_sentence(known: Iterable[Claim]) -> str:
    """How many claims name a source, and that nothing rests on any of them."""
    every = list(known)
    named = sum(bool(claim.source) for claim in every)
    followed = sum(claim.followed for claim in every) or "none of them"
    counted = say(
        "claims_sources", named=named, claims=plural(len(every), "claim"), followed=followed
    )
    return f"{counted} {TEMPLATES['claims_unused']}"


def claim_lines(claim: Claim) -> tuple[str, ...]:
    """The figure, who says it with the source or the lack of it, its evidence, what was found."""
    key = "claim_source" if claim.source else "claim_no_source"
    return (
        say("claim_cited", cited=claim.cited),
        say(key, said_by=claim.said_by, source=claim.source, year=claim.year),
        claim.evidence,
        claim.found,
    )


def aligned_sentence(test: AlignedTest) -> str:
    """Whether objectives with a whole chain came further, with range and grade."""
    found = test.difference
    counts = {"whole": test.whole_count, "others": test.other_count, "grade": test.grade.value}
    if not isinstance(found, Estimate):
        text = say(
            "aligned_few",
            reason=found.reason,
            mean_whole=mean_words(test.whole),
            mean_others=mean_words(test.others),
        )
    elif found.low > 0 or found.high < 0:
        low, high = sorted((abs(found.low), abs(found.high)))
        text = say(
            "aligned_clear",
            more="further" if found.value > 0 else "less far",
            difference=amount(abs(found.value), "share"),
            range=between(low, high, "share"),
            **counts,
        )
    else:
        text = say("aligned_unclear", range=interval(found), **counts)
    if not test.unmeasured:
        return text
    unmeasured = plural(test.unmeasured, "objective")
    return f"{text} {say('aligned_unmeasured', unmeasured=unmeasured)}"


def mean_words(mean: float | None) -> str:
    """A mean share of the way, or that there is none."""
    if mean is None:
        return "not known"
    return say("aligned_mean", share=amount(mean, "share"))


def say_and_do_sentence(result: SayAndDo) -> str:
    """What survey and HR say of more learning, and where they disagree."""
    said, stayed = result.said, result.stayed
    if not isinstance(said, Estimate) or not isinstance(stayed, Estimate):
        refused = said if not isinstance(said, Estimate) else stayed
        assert not isinstance(refused, Estimate)
        return say("said_unknown", reason=refused.reason, needed=refused.needed)
    least, most = result.groups[0], result.groups[-1]
    leads = stayed if result.verdict == "done_only" else said
    key = {
        "disagree": "said_disagree",
        "said_only": "said_only",
        "done_only": "done_only",
    }.get(result.verdict, "said_alike")
    sentences = [
        say(
            key,
            said=interval(said, as_difference=True),
            stayed=interval(stayed, as_difference=True),
            more="more" if leads.value > 0 else "less",
        ),
        say(
            "said_by_groups",
            most_said=short(most.said),
            most_stayed=short(most.stayed),
            least_said=short(least.said),
            least_stayed=short(least.stayed),
        ),
        say("said_stated", grade=Grade.D.value),
    ]
    if result.any_exit:
        sentences.append(TEMPLATES["said_any_exit"])
    return " ".join(sentences)


def short(measure: Measure) -> str:
    """``71% (66% to 76%; n 310)``, or that it is not known."""
    if not isinstance(measure, Estimate):
        return "not known"
    return f"{amount(measure.value, measure.unit)} ({interval(measure)}; n {measure.n:,})"


def say_and_do_table(result: SayAndDo) -> pd.DataFrame:
    """One row for each amount of learning, with ranges."""
    rows = [
        {
            "Programs begun in the year before": group.programs,
            "Say they will stay (range; people)": short(group.said),
            "Still here a year later (range; people)": short(group.stayed),
        }
        for group in result.groups
    ]
    return pd.DataFrame(rows)


def leaving_sentence(rate: Measure) -> str:
    """Our own rate of leaving by choice with its range, or why there is none."""
    if not isinstance(rate, Estimate):
        return say("own_leaving_unknown", reason=rate.reason, needed=rate.needed)
    return say(
        "own_leaving",
        value=f"{100 * rate.value:.1f}",
        range=f"{100 * rate.low:.1f} to {100 * rate.high:.1f}",
        n=plural(rate.n, "person", "people"),
    )


def reasons_sentence(found: Reasons) -> str:
    """The reason named most often, and where learning stands among the reasons."""
    if found.leavers is None:
        return TEMPLATES["reasons_hidden"]
    if not found.named:
        return TEMPLATES["reasons_unsaid"]
    first = found.named[0]
    assert isinstance(first.share, Estimate)
    sentences = [
        say(
            "reasons_top",
            first=first.reason,
            share=amount(first.share.value, "share"),
            n=found.leavers,
            range=interval(first.share),
        )
    ]
    places = [place for place, reason in enumerate(found.named) if reason.is_growth]
    if not places:
        sentences.append(TEMPLATES["reasons_no_growth"])
    else:
        place = places[0]
        sentences.append(
            say(
                "reasons_growth",
                reason=found.named[place].reason,
                place=PLACES[place] if place < len(PLACES) else f"number {place + 1}",
                reasons=len(found.named),
            )
        )
    return " ".join(sentences)


def reasons_table(found: Reasons) -> pd.DataFrame:
    """Own reasons with their shares and ranges, most frequent first."""
    rows = [
        {
            "Reason": reason.reason,
            "Of all who left by choice (range; people)": short(reason.share),
            "About learning or growth": "yes" if reason.is_growth else "no",
        }
        for reason in found.named
    ]
    return pd.DataFrame(rows)
