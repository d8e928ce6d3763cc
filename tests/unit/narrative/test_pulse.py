"""Why a decision changed: the effect that came, the letter that fell, the number that moved."""

from dataclasses import replace

import pytest

from mls_metrics.model.standing import ProgramStanding, Pulse, Standing
from mls_metrics.narrative.pulse import pulse_lines, pulse_sentence

PROGRAM = ProgramStanding(
    program_id="p",
    program_name="Fire safety",
    action="keep",
    grade="B",
    numbers={
        "retention_12m": (1.0, -1.0, 3.0, "pp"),
        "completion_rate": (0.7, 0.65, 0.75, "share"),
    },
    refusals={"productivity": "There is no KPI."},
)
BEFORE = Standing(
    data_sha256="a",
    policy_sha256="x",
    product_version="1",
    as_of="2026-10-31",
    made_at="",
    programs=(PROGRAM,),
    gaps=("Sales · Agent · North",),
    objectives=("Grow",),
    files=("one.csv",),
    rows={"enrollments": 10},
    set_aside=0,
)


def after(**changed: object) -> Pulse:
    program = replace(PROGRAM, **changed)
    later = replace(BEFORE, data_sha256="b", programs=(program,), files=("one.csv", "two.csv"))
    return Pulse(before=BEFORE, after=later)


@pytest.mark.ledger("1")
def test_an_effect_that_can_be_given_now_explains_the_change() -> None:
    numbers = {**PROGRAM.numbers, "productivity": (4.0, 2.0, 6.0, "KPI")}
    pulse = after(action="scale", numbers=numbers, refusals={})
    assert pulse_sentence(pulse) == "Another action for 1 of 1 program since two.csv came in."
    assert pulse_lines(pulse)[0].startswith(
        "Fire safety: Keep to Scale, because the effect on work can now be given: +4.0"
    )


def test_an_effect_that_was_refused_gives_its_reason() -> None:
    numbers = {"completion_rate": PROGRAM.numbers["completion_rate"]}
    refusals = {"retention_12m": "The roster holds no leavers.", **PROGRAM.refusals}
    (line,) = pulse_lines(after(action="find_out", numbers=numbers, refusals=refusals))
    assert line == (
        "Fire safety: Keep to Find out, because the effect on retention can no longer be given "
        "(The roster holds no leavers)."
    )


def test_a_fallen_letter_explains_where_no_effect_moved() -> None:
    (line,) = pulse_lines(after(action="find_out", grade="D"))
    assert line == "Fire safety: Keep to Find out, because its evidence went from B to D."


def test_only_what_leaves_its_earlier_range_is_told() -> None:
    inside = {**PROGRAM.numbers, "completion_rate": (0.74, 0.7, 0.78, "share")}
    assert pulse_lines(after(numbers=inside)) == []
    assert pulse_sentence(after(numbers=inside)) == (
        "No decision changed (1 program) since two.csv came in."
    )
    outside = {**PROGRAM.numbers, "completion_rate": (0.8, 0.76, 0.84, "share")}
    (line,) = pulse_lines(after(numbers=outside))
    assert "completion rate went from 70% (65% to 75%) to 80% (76% to 84%)" in line


@pytest.mark.ledger("1")
def test_gaps_objectives_and_rows_are_counted() -> None:
    later = replace(
        BEFORE, data_sha256="b", gaps=(), objectives=("Grow", "Shrink"), rows={}, set_aside=4
    )
    assert pulse_lines(Pulse(before=BEFORE, after=later)) == [
        "Skill gaps: none opened, 1 (Sales · Agent · North) closed.",
        "Objectives: 1 (Shrink) added, none gone.",
        "Rows used: enrollments 10 → 0.",
        "Rows set aside: 0 → 4.",
    ]
