"""Sentence templates of the claims on the page Method; see `wording`."""

from collections.abc import Mapping

METHOD: Mapping[str, str] = {
    "claims_sources": "{named} of {claims} name a source; {followed} followed people to see.",
    "claims_unused": "They are shown and tested here. No score, action or export rests on them.",
    "claim_cited": "Cited: {cited}.",
    "claim_source": "Said by: {said_by}. Source: {source}, {year}.",
    "claim_no_source": "Said by: {said_by}. Source: none named.",
    "aligned_clear": (
        "Objectives with a whole chain are {more} along: {difference} of the way to the target "
        "({range}; {whole} against {others} objectives). As association, not effect. Evidence "
        "{grade}."
    ),
    "aligned_unclear": (
        "Objectives with a whole chain and the others cannot be told apart: a difference of "
        "{range} of the way to the target ({whole} against {others} objectives). Evidence {grade}."
    ),
    "aligned_few": "{reason} With a whole chain: {mean_whole}; the others: {mean_others}.",
    "aligned_mean": "{share} of the way on average",
    "aligned_unmeasured": "The progress of {unmeasured} is not known.",
    "said_by_groups": (
        "With the most learning, {most_said} say they will stay and {most_stayed} did; with the "
        "least, {least_said} and {least_stayed}."
    ),
    "said_disagree": (
        "Survey and HR disagree: between most and least learning the survey differs by {said}, "
        "the staying by {stayed}."
    ),
    "said_only": (
        "People who learn more say {more} often that they will stay ({said}). HR cannot confirm "
        "it: staying differs by {stayed}."
    ),
    "done_only": (
        "People who learn more stay {more} often ({stayed}), although the survey shows no clear "
        "difference ({said})."
    ),
    "said_alike": (
        "Survey and HR do not contradict each other: the survey differs by {said}, the staying by "
        "{stayed}."
    ),
    "said_unknown": "What people say and what they do cannot be compared yet. {reason} {needed}",
    "said_any_exit": "Too many exits have no type, so every exit counts as leaving.",
    "said_stated": (
        "The figure cited is a stated intention. Beside it: who stayed. As association, not "
        "effect. Evidence {grade}."
    ),
    "own_leaving": (
        "Here, {value} people leave by choice for every hundred years worked ({range}; {n})."
    ),
    "own_leaving_unknown": "Our own leaving rate is not known. {reason} {needed}",
    "reasons_top": "Our leavers name {first} most often: {share} of {n} ({range}).",
    "reasons_growth": "Learning or growth ({reason}) comes {place} of {reasons} named.",
    "reasons_no_growth": "None of the reasons that can be shown speaks of learning or growth.",
    "reasons_hidden": "Too few people left by choice to show their reasons.",
    "reasons_unsaid": "No reason was given by enough people to be shown.",
}
