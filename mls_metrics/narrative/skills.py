"""Skills in words: the finding, the gaps that last, and what the assessments are worth."""

from collections.abc import Mapping, Sequence

import pandas as pd

from mls_metrics.model.decision import Assessment, Recommendation
from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.model.evidence import SkillGap, SkillStanding
from mls_metrics.narrative.numbers import count, interval, plural, with_range
from mls_metrics.narrative.wording import TEMPLATES, say

A_YEAR = 4
CLOSURE = "gap_closure"
UNKNOWN = "–"


def lasting_gaps(assessment: Assessment) -> list[SkillGap]:
    """Gaps that have lasted four quarters or more, those nothing teaches first, then by people."""
    found = [
        gap
        for gap in assessment.skill_gaps
        if gap.periods_persisting >= A_YEAR and isinstance(gap.share_below, Estimate)
    ]
    return sorted(found, key=lambda gap: (bool(gap.program_id), -below(gap), gap.skill, gap.region))


def below(gap: SkillGap) -> float:
    """People below the level, of those assessed."""
    measure = gap.share_below
    return measure.value * measure.n if isinstance(measure, Estimate) else 0.0


def skills_title(assessment: Assessment | None) -> str:
    """Which gaps will not close by themselves."""
    if assessment is None or not assessment.skill_map:
        return TEMPLATES["title_skills_empty"]
    known = [gap for gap in assessment.skill_map if isinstance(gap.share_below, Estimate)]
    if not known:
        return TEMPLATES["title_skills_unknown"]
    lasting = lasting_gaps(assessment)
    if lasting:
        uncovered = sum(1 for gap in lasting if not gap.program_id)
        if len(lasting) == 1 and not uncovered:
            return TEMPLATES["title_skills_lasting_one"]
        gaps = plural(len(lasting), "gap")
        if uncovered:
            which = "any of them" if uncovered == len(lasting) else f"{uncovered} of them"
            return say("title_skills_uncovered", gaps=gaps, uncovered=which)
        return say("title_skills_lasting", gaps=gaps)
    open_skills = {gap.skill for gap in known if below(gap) > 0}
    if open_skills:
        return say("title_skills_open", skills=plural(len(open_skills), "skill"))
    return TEMPLATES["title_skills_closed"]


def gap_sentence(gap: SkillGap, names: Mapping[str, str]) -> str:
    """One gap: how many are below, for how long, and what addresses it."""
    measure = gap.share_below
    assert isinstance(measure, Estimate), "a gap that lasts has been assessed"
    return say(
        "gap",
        skill=gap.skill,
        role=gap.job_role,
        region=gap.region,
        share=f"{measure.value:.0%}",
        range=interval(measure),
        assessed=count(measure.n),
        quarters=plural(gap.periods_persisting, "quarter"),
        addressed=addressed(gap, names),
    )


def lasting_table(gaps: Sequence[SkillGap], names: Mapping[str, str]) -> pd.DataFrame:
    """The gaps that last, with who is below and what teaches them.

    Parameters
    ----------
    names : mapping
        Program name by id.
    """
    return pd.DataFrame(
        [
            {
                "Skill": gap.skill,
                "Who": f"{gap.job_role}, {gap.region}",
                "Below the level": with_range(gap.share_below),
                "Quarters": gap.periods_persisting,
                "What addresses it": addressed(gap, names),
            }
            for gap in gaps
        ]
    )


def addressed(gap: SkillGap, names: Mapping[str, str]) -> str:
    """The program that teaches the skill, or that none does."""
    if not gap.program_id:
        return TEMPLATES["gap_untaught"]
    return say("gap_taught", program=names.get(gap.program_id, gap.program_id))


def closure_table(items: Sequence[Recommendation]) -> pd.DataFrame:
    """How much of the gap each program's people closed, the same people and rater, best first."""
    measured = [(item, item.evidence.metrics.get(CLOSURE)) for item in items]
    found = [(item, value) for item, value in measured if isinstance(value, Estimate)]
    found.sort(key=lambda pair: (-pair[1].value, pair[0].program_name))
    return pd.DataFrame(
        [
            {
                "Program": item.program_name,
                "Gap closed": f"{value.value:.0%}",
                "Range": interval(value),
                "People and skills": value.n,
            }
            for item, value in found
        ]
    )


def standing_table(skills: Sequence[SkillStanding]) -> pd.DataFrame:
    """What is known of each required skill, and how far the assessments can be trusted."""
    return pd.DataFrame(
        [
            {
                "Skill": skill.skill,
                "Assessed": short(skill.coverage),
                "Stays below": short(skill.persistent),
                "Lost again": short(skill.lost),
                "Self, in levels": short(skill.self_above),
            }
            for skill in skills
        ]
    )


def short(measure: Measure) -> str:
    """The range in few characters, a dash where it is not known, "few" where it is hidden."""
    if not isinstance(measure, Estimate):
        return "few" if measure.n is None else UNKNOWN
    if measure.unit == "share":
        return f"{100 * measure.low:.0f}–{100 * measure.high:.0f}%"
    return interval(measure, as_difference=True).removesuffix(f" {measure.unit}")
