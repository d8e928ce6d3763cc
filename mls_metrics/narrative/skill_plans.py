"""What to learn next, who will be ready and what is lost again, in words and tables."""

from collections.abc import Mapping, Sequence

import pandas as pd

from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.model.skill_plan import (
    DueSkill,
    FamilyTime,
    ReadinessPart,
    RoleStep,
    SkillOutlook,
)
from mls_metrics.narrative.groups import listed
from mls_metrics.narrative.likelihood import verbal
from mls_metrics.narrative.numbers import (
    amount,
    between,
    count,
    day,
    interval,
    people,
    plural,
    with_range,
)
from mls_metrics.narrative.wording import TEMPLATES, say

NEXT = 3
NOTABLE = 0.1
FAMILY = "Digital, data and AI"
ASSUMED: Mapping[str, str] = {
    "growth": "People needed, growth a year",
    "attrition": "People leaving, a year",
    "decay": "Levels lost, a year",
    "inflow": "Reaching the level, of those below, a year",
    "entry": "New hires at the level",
}


def planned_title(plan: pd.DataFrame) -> str:
    """The page's finding where only the books are there: what the plan needs, or nothing known."""
    if plan.empty:
        return TEMPLATES["title_skills_empty"]
    last = plan.sort_values("months_ahead").drop_duplicates("job_role", keep="last")
    return say(
        "title_skills_planned",
        people=people(round(float(last["needed"].sum()))),
        roles=plural(len(last), "role"),
    )


def next_steps(steps: Sequence[RoleStep]) -> list[RoleStep]:
    """The two or three skills of a role that would add most, in that order."""
    known = [step for step in steps if isinstance(step.gain, Estimate) and step.gain.value > 0]
    return known[:NEXT]


def by_role(steps: Sequence[RoleStep]) -> dict[str, list[RoleStep]]:
    """The steps of each role in their order."""
    found: dict[str, list[RoleStep]] = {}
    for step in steps:
        found.setdefault(step.job_role, []).append(step)
    return found


def role_sentence(role: str, steps: Sequence[RoleStep]) -> str:
    """What a role must learn next."""
    chosen = next_steps(steps)
    if not chosen:
        known = any(isinstance(step.gain, Estimate) for step in steps)
        return say("steps_closed" if known else "steps_none", role=role)
    return say("steps_role", role=role, steps=listed([step_words(step) for step in chosen]))


def step_words(step: RoleStep) -> str:
    """One skill: who is at the level, by when it is needed, what closing it adds."""
    assert isinstance(step.share, Estimate), "a step with a gain has a share"
    assert isinstance(step.gain, Estimate), "chosen for its gain"
    return say(
        "step_first",
        skill=step.skill,
        share=interval(step.share),
        assessed=count(step.share.n),
        level=f"{step.required_level:g}",
        by="" if step.needed_by is None else say("step_by", date=day(step.needed_by)),
        gain=interval(step.gain),
    )


def steps_table(steps: Sequence[RoleStep]) -> pd.DataFrame:
    """Every role and skill: now, needed, by when, and what closing it adds."""
    return pd.DataFrame(
        [
            {
                "Role": step.job_role,
                "Skill": step.skill,
                "At the level now": with_range(step.share),
                "Middle level now": step.middle_level,
                "Level needed": step.required_level,
                "Needed by": day(step.needed_by) if step.needed_by else "no date",
                "People needed": count(step.people_needed),
                "Readiness gained, points": (
                    interval(step.gain) if isinstance(step.gain, Estimate) else "not known"
                ),
            }
            for step in steps
        ]
    )


def readiness_sentence(parts: Sequence[ReadinessPart]) -> str:
    """How ready everybody is, or that it is not known."""
    every = next((part for part in parts if part.kind == "all"), None)
    if every is None:
        return say("ready_unknown", reason="nobody holds a role with requirements.")
    share = every.share
    if not isinstance(share, Estimate):
        return say("ready_unknown", reason=share.reason[:1].lower() + share.reason[1:])
    return say(
        "ready_now",
        range=interval(share),
        value=amount(share.value, "share"),
        people=people(share.n),
    )


def coverage_sentence(parts: Sequence[ReadinessPart]) -> str:
    """How much is not known, and how much of that only because it is old; empty where hidden."""
    every = next((part for part in parts if part.kind == "all"), None)
    if every is None or every.pairs is None or every.known_pairs is None:
        return ""
    return say(
        "ready_coverage",
        unknown=count(every.pairs - every.known_pairs),
        pairs=count(every.pairs),
        expired=count(every.expired_pairs),
    )


def readiness_table(parts: Sequence[ReadinessPart]) -> pd.DataFrame:
    """Each part with its range and how many of its pairs are known."""
    return pd.DataFrame(
        [
            {
                "Part": part.part,
                "Ready now": with_range(part.share),
                "People": count(part.people),
                "Pairs known": f"{count(part.known_pairs)} of {count(part.pairs)}"
                if part.pairs is not None
                else "hidden",
                "Too old": count(part.expired_pairs) if part.pairs is not None else "hidden",
            }
            for part in parts
        ]
    )


def parts_sentence(parts: Sequence[ReadinessPart], kind: str) -> str:
    """The parts of one kind beside each other; empty where there is none."""
    chosen = [part for part in parts if part.kind == kind]
    if not chosen:
        return ""
    return say("parts_ready", list=listed([part_words(part) for part in chosen]))


def part_words(part: ReadinessPart) -> str:
    """One part with its range, or that it is not known."""
    if not isinstance(part.share, Estimate):
        return say("part_unknown", part=part.part)
    return say(
        "part_ready", part=part.part, range=interval(part.share), people=people(part.share.n)
    )


def due_sentence(item: DueSkill) -> str:
    """Whether enough people will be ready in time."""
    common = {"role": item.job_role, "skill": item.skill, "date": day(item.needed_by)}
    if item.start is None:
        return say("due_hidden", **common)
    if item.forecast is None:
        return say("due_missing", **common, rates=listed([ASSUMED[n] for n in item.missing]))
    common |= {"range": people_range(item), "assessed": count(item.assessed)}
    if item.needed is None or item.on_time is None or item.held is None:
        return say("due_no_need", **common)
    sentence = say(
        "due", **common, needed=people(round(item.needed)), likely=verbal(item.on_time).phrase
    )
    if item.on_time - item.held <= NOTABLE:
        return sentence
    return f"{sentence} {say('due_not_held', held=verbal(item.held).in_twenty)}"


def people_range(item: DueSkill) -> str:
    """People ready on the date, as whole people."""
    assert item.forecast is not None, "asked only where there is a forecast"
    ready = item.forecast.ready_at(item.due_month)
    return f"{count(round(ready.low))} to {people(round(ready.high))}"


def due_table(items: Sequence[DueSkill]) -> pd.DataFrame:
    """Every skill with a date: people now, by then, needed, and the chance of being on time."""
    rows = []
    for item in items:
        now = item.forecast.ready_at(0) if item.forecast else None
        then = item.forecast.ready_at(item.due_month) if item.forecast else None
        rows.append(
            {
                "Role": item.job_role,
                "Skill": item.skill,
                "Needed by": day(item.needed_by),
                "People needed": "not known" if item.needed is None else count(round(item.needed)),
                "Ready now": whole(now),
                "Ready by then": whole(then),
                "On time": chance(item.on_time),
                "Still so on the date": chance(item.held),
                "Assessed": "hidden" if item.assessed is None else count(item.assessed),
            }
        )
    return pd.DataFrame(rows)


def whole(measure: Measure | None) -> str:
    """A range of whole people."""
    if not isinstance(measure, Estimate):
        return "not known"
    return f"{count(round(measure.low))} to {count(round(measure.high))}"


def chance(probability: float | None) -> str:
    """A chance in twenty, or that it is not known."""
    return "not known" if probability is None else verbal(probability).in_twenty


def outlook_sentence(items: Sequence[SkillOutlook], horizons: Sequence[int]) -> str:
    """The skill that lacks most people at the last horizon, and how many gaps grow."""
    known = [item for item in items if isinstance(item.gaps[-1], Estimate)]
    if not known:
        return TEMPLATES["outlook_none"]
    years = f"{horizons[-1] / 12:g}"
    worst = known[0]
    if gap_value(worst.gaps[-1]) < 1:
        return say("outlook_closes", years=years)
    grow = sum(1 for item in known if gap_value(item.gaps[-1]) > gap_value(item.gaps[0]))
    return say(
        "outlook_grows",
        skill=worst.skill,
        years=years,
        later=f"{whole(worst.gaps[-1])} people",
        now=whole(worst.gaps[0]),
        skills=plural(len(known), "skill"),
        grow=grow,
    )


def gap_value(measure: Measure) -> float:
    """People lacking; zero where it is not known."""
    return measure.value if isinstance(measure, Estimate) else 0.0


def outlook_table(items: Sequence[SkillOutlook], horizons: Sequence[int]) -> pd.DataFrame:
    """People lacking per skill, now and at each horizon."""
    heads = ["Now" if month == 0 else f"In {month} months" for month in horizons]
    return pd.DataFrame(
        [
            {
                "Skill": item.skill,
                **{
                    head: "not known"
                    if not isinstance(gap, Estimate)
                    else f"{count(round(gap.value))} ({whole(gap)})"
                    for head, gap in zip(heads, item.gaps, strict=True)
                },
                "Assessed": count(item.gaps[0].n),
            }
            for item in items
        ]
    )


def assumption_text(name: str, measure: Measure) -> str:
    """What is taken where a reader sets nothing."""
    if not isinstance(measure, Estimate):
        return TEMPLATES["outlook_unplanned"] if name == "growth" else measure.reason
    if name == "growth":
        return amount(measure.value, "share")
    return f"{amount(measure.value, 'share')} ({interval(measure)})"


def family_sentence(items: Sequence[FamilyTime]) -> str:
    """The tagged family beside the rest, never as an effect."""
    known = [(item, item.median) for item in items if isinstance(item.median, Estimate)]
    if not known:
        return TEMPLATES["family_none"]
    if len(known) == 1:
        item, median = known[0]
        return say("family_one", part=item.part, range=days_range(median), n=count(item.learners))
    known.sort(key=lambda pair: pair[0].part != FAMILY)
    (first, one), (other, two) = known
    touch = one.low <= two.high and two.low <= one.high
    return say(
        "family_close" if touch else "family_apart",
        first=first.part,
        first_range=days_range(one),
        first_n=count(first.learners),
        other=other.part,
        other_range=days_range(two),
        other_n=count(other.learners),
    )


def days_range(measure: Estimate) -> str:
    """A range of whole days."""
    return f"{count(round(measure.low))} to {plural(round(measure.high), 'day')}"


def new_roles_sentence(plan: pd.DataFrame) -> str:
    """Roles of the plan that nobody holds today; empty where there is none."""
    last = plan.sort_values("months_ahead").drop_duplicates("job_role", keep="last")
    new = last[last["people"].isna()].sort_values("job_role")
    if new.empty:
        return ""
    names = [
        say(
            "new_role",
            role=row["job_role"],
            people=count(round(float(row["needed"]))),
            date=f"{row['period']:%b %Y}",
        )
        for row in new.to_dict("records")
    ]
    return say("new_roles", list=listed(names))


def family_table(items: Sequence[FamilyTime]) -> pd.DataFrame:
    """Both families: learners, median, and the share at the level after half a year and a year."""
    rows = []
    for item in items:
        shares = {}
        for month in (6, 12):
            curve = item.curve
            has = curve is not None and month < len(curve.value)
            shares[f"At the level after {month} months"] = (
                between(float(curve.low[month]), float(curve.high[month]), "share")
                if curve is not None and has
                else "not known"
            )
        rows.append(
            {
                "Family": item.part,
                "Learners": count(item.learners) if item.learners is not None else "hidden",
                "Days until half are able": with_range(item.median),
                **shares,
            }
        )
    return pd.DataFrame(rows)


def hours_sentence(rows: pd.DataFrame) -> str:
    """Share of learning hours on skills that the future needs."""
    if rows.empty or pd.isna(rows["all_hours"].iloc[0]):
        return TEMPLATES["future_hours_hidden"]
    row = rows.iloc[0]
    return say(
        "future_hours",
        share=amount(float(row["tagged_hours"] / row["all_hours"]), "share"),
        tagged=count(round(float(row["tagged_hours"]))),
        hours=count(round(float(row["all_hours"]))),
        people=people(int(row["people"])),
    )
