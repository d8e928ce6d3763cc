"""Where gaps are: skill by role, the share below in each cell, what persists marked."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mls_metrics.charts.theme import Palette, finished
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import SkillGap

STEP, MOST_SKILLS, MOST_ROLES = 46, 12, 8
LONG = 3
LETTERS = "ABCDEFGH"
HIDDEN, UNKNOWN = "few", "?"


def drawn_roles(gaps: Sequence[SkillGap]) -> list[str]:
    """The roles with most people, in the order of their names; at most as many as letters."""
    people: dict[str, int] = {}
    for gap in gaps:
        people[gap.job_role] = max(people.get(gap.job_role, 0), gap.people or 0)
    return sorted(sorted(people, key=lambda role: (-people[role], role))[:MOST_ROLES])


def gap_map_frame(gaps: Sequence[SkillGap]) -> pd.DataFrame:
    """One row per drawn cell; skills in the order given."""
    roles = drawn_roles(gaps)
    skills = list(dict.fromkeys(gap.skill for gap in gaps))[:MOST_SKILLS]
    rows = [
        {
            "row": skills.index(gap.skill),
            "skill": gap.skill,
            "letter": LETTERS[roles.index(gap.job_role)],
            "share": gap.share_below.value if isinstance(gap.share_below, Estimate) else None,
            "label": cell_label(gap),
        }
        for gap in gaps
        if gap.skill in skills and gap.job_role in roles
    ]
    columns = ["row", "skill", "letter", "share", "label"]
    return pd.DataFrame(rows, columns=columns).astype({"share": "float64"})


def cell_label(gap: SkillGap) -> str:
    """The share below, with a dot where it has lasted; or why there is none."""
    if isinstance(gap.share_below, Estimate):
        return f"{gap.share_below.value:.0%}" + (" ●" if gap.periods_persisting >= LONG else "")
    return HIDDEN if gap.share_below.n is None else UNKNOWN


def gap_map(gaps: Sequence[SkillGap], *, colors: Palette) -> alt.LayerChart:
    """The chart; darker: more people below the level."""
    frame = gap_map_frame(gaps)
    base = alt.Chart(frame).encode(
        x=alt.X(
            "letter:N",
            title=None,
            axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, grid=False),
            scale=alt.Scale(paddingInner=0.06),
        ),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.5, paddingOuter=0.35)),
    )
    names = alt.Chart(frame.drop_duplicates("row")).encode(
        x=alt.value(0), y=alt.Y("row:O", axis=None), text="skill:N"
    )
    filled = alt.Color(
        "share:Q",
        legend=None,
        scale=alt.Scale(domain=[0, 1], range=[colors.ground, colors.band]),
    )
    return finished(
        base.mark_rect(stroke=colors.rule, strokeWidth=0.5).encode(
            color=alt.when(alt.datum.share >= 0).then(filled).otherwise(alt.value(colors.ground))
        ),
        base.mark_text(fontSize=12, color=colors.ink).encode(text="label:N"),
        names.mark_text(
            align="left", dy=-18, fontSize=12, color=colors.ink, limit=alt.expr("width")
        ),
        height=alt.Step(STEP),
        colors=colors,
    )


def gap_map_subtitle(gaps: Sequence[SkillGap]) -> str:
    """What the cells say, and which letter is which role."""
    roles = drawn_roles(gaps)
    named = ", ".join(f"{LETTERS[place]} {role}" for place, role in enumerate(roles))
    skills = len(dict.fromkeys(gap.skill for gap in gaps))
    rest = f" The {MOST_SKILLS} heaviest of {skills} skills." if skills > MOST_SKILLS else ""
    return (
        f"Share of those assessed who are below the level their role requires. {named}. "
        f"●: lasts {LONG} quarters or more in a region. {UNKNOWN}: nobody assessed. "
        f"{HIDDEN}: too few people to be shown.{rest}"
    )


def gap_map_table(gaps: Sequence[SkillGap]) -> pd.DataFrame:
    """Every cell with its range and people, drawn or not."""
    rows = []
    for gap in gaps:
        known = gap.share_below if isinstance(gap.share_below, Estimate) else None
        rows.append(
            {
                "Skill": gap.skill,
                "Role": gap.job_role,
                "Below": f"{known.value:.0%}" if known else cell_label(gap),
                "Low": f"{known.low:.0%}" if known else None,
                "High": f"{known.high:.0%}" if known else None,
                "Assessed": gap.share_below.n,
                "People": gap.people,
                "Quarters": gap.periods_persisting or None,
            }
        )
    return pd.DataFrame(rows)


def gap_map_alt(gaps: Sequence[SkillGap]) -> str:
    """Alternative text: the worst cell that is known."""
    known = [gap for gap in gaps if isinstance(gap.share_below, Estimate)]
    if not known:
        return "Skills by role: nobody has been assessed. The table below lists every cell."
    worst = max(known, key=lambda gap: gap.share_below.value)  # type: ignore[union-attr]
    return (
        f"Skills by role, share below the required level; highest {cell_label(worst)} in "
        f"{worst.skill} among {worst.job_role}. The table below holds every cell with its range."
    )
