"""How much drift an effect survives, in words."""

from dataclasses import replace

from mls_metrics.model.evidence import Check
from mls_metrics.narrative.effects import breakdown_sentence
from tests.pages.made_assessment import make_assessment

EFFECT = make_assessment().recommendations[0].evidence.effects["productivity"]


def test_a_multiple_is_told_with_what_it_multiplies() -> None:
    said = breakdown_sentence(replace(EFFECT, breakdown=2.34))
    assert said is not None
    assert "drifted 2.3 times as fast" in said
    many = breakdown_sentence(replace(EFFECT, breakdown=31.7))
    assert many is not None
    assert "drifted 32 times as fast" in many


def test_without_a_multiple_the_check_speaks_or_nobody() -> None:
    assert breakdown_sentence(replace(EFFECT, breakdown=None, checks=())) is None
    check = Check(name="breakdown", passed=True, sentence="No faster than chance.")
    effect = replace(EFFECT, breakdown=None, checks=(check,))
    assert breakdown_sentence(effect) == "No faster than chance."
