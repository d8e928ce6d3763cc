import re
import string
from dataclasses import replace

import pytest

from mls_metrics.model.decision import Action
from mls_metrics.model.estimate import NotEstimable
from mls_metrics.model.evidence import Check, Grade
from mls_metrics.narrative.actions import (
    card_sentence,
    chance_line,
    first_sight,
    flip_sentences,
    leading_action,
    marks,
)
from mls_metrics.narrative.brief import cheapest_step, decisions, in_order
from mls_metrics.narrative.changes import changes_sentence, weight_changes
from mls_metrics.narrative.effects import (
    effect_grade,
    explain_effect,
    grade_sentence,
    is_blocked,
    leavers_headline,
    naive_sentence,
    natural_sentence,
    plan_sentences,
    reached_headline,
    reaching_sentence,
    sooner_range,
    subject_words,
)
from mls_metrics.narrative.likelihood import verbal
from mls_metrics.narrative.overview import data_line, people_behind
from mls_metrics.narrative.refusals import needs
from mls_metrics.narrative.titles import (
    LONGEST,
    brief_title,
    data_title,
    productivity_title,
    programs_title,
    retention_title,
    speed_title,
)
from mls_metrics.narrative.wording import ACTION_NAMES, TEMPLATES, say
from mls_metrics.recommend.grades import grade_effect
from tests.pages.made_assessment import (
    STORIES,
    broken_assessment,
    hostile_assessment,
    make_assessment,
    thin_assessment,
)

BANNED = re.compile(
    r"(?i)\b(significant\w*|prove[sn]?|drives?|driven|actionable|insights?|best-in-class|ai-powered|"
    r"unlocks?|impact\w*|roi|leverage\w*|synerg\w*)\b"
)
CAUSES = re.compile(r"(?i)\b(raised|cut|caused|led to|because of the program)\b")


@pytest.fixture(scope="module")
def made():
    return make_assessment()


@pytest.fixture(scope="module")
def thin():
    return thin_assessment()


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_templates_hold_no_digit_and_no_banned_word(key: str) -> None:
    fixed = "".join(text for text, *_ in string.Formatter().parse(TEMPLATES[key]))
    assert not re.search(r"\d", fixed)
    assert not BANNED.search(fixed)


@pytest.mark.parametrize(
    "key", [k for k in TEMPLATES if re.fullmatch(r"(retention|productivity)_[A-D]|cannot_tell", k)]
)
def test_effect_sentences_carry_range_n_and_grade(key: str) -> None:
    slots = {slot for _, slot, *_ in string.Formatter().parse(TEMPLATES[key]) if slot}
    assert {"treated", "comparison", "grade"} <= slots
    assert "range" in slots or {"low", "high"} <= slots
    if not key.endswith("_A"):
        assert not CAUSES.search(TEMPLATES[key])


def test_every_action_has_a_name() -> None:
    assert set(ACTION_NAMES) == {action.value for action in Action}


@pytest.mark.ledger("55")
def test_first_sight_is_one_phrase_and_one_letter(made) -> None:
    for item in made.recommendations:
        phrase = first_sight(item)
        assert phrase.startswith(ACTION_NAMES[item.action.value])
        assert phrase.endswith(f"evidence {item.grade.value}")
        assert re.search(r"\((more than |fewer than )?\d+ in 20\)", phrase)


def test_a_guarded_action_names_the_reading_that_leads(made) -> None:
    guarded = [i for i in made.recommendations if leading_action(i) is not i.action]
    assert guarded, "the made company has programs whose action a guard changed"
    for item in guarded:
        assert f"though {ACTION_NAMES[leading_action(item).value].lower()} leads" in first_sight(
            item
        )
        assert chance_line(item).startswith(ACTION_NAMES[leading_action(item).value])


def test_twenty_marks_agree_with_the_phrase(made) -> None:
    for item in made.recommendations:
        row = marks(item)
        leading = leading_action(item)
        assert row.count(leading) == verbal(item.probability[leading]).count
        assert 19 <= len(row) <= 20
        assert row[0] is leading


@pytest.mark.ledger("22")
def test_mandatory_programs_say_their_rule(made) -> None:
    safety = next(i for i in made.recommendations if i.evidence.facts.mandatory)
    assert "Must stay" in card_sentence(safety)
    assert safety.probability[Action.RETIRE] == 0


def test_retention_speaks_of_leavers(made) -> None:
    effect = made.recommendations[0].evidence.effects["retention_12m"]
    assert leavers_headline(effect) == "40 left, 70 expected"
    assert "2.9 to 7.1 more of every hundred" in explain_effect(effect)


@pytest.mark.parametrize("grade", list(Grade))
def test_the_verb_follows_the_grade(made, grade: Grade) -> None:
    for name in ("retention_12m", "productivity", "speed"):
        effect = replace(made.recommendations[0].evidence.effects[name], base_grade=grade)
        sentence = explain_effect(effect)
        assert effect_grade(effect) is grade
        assert sentence.endswith(f"Evidence {grade.value}.")
        assert bool(CAUSES.search(sentence)) == (grade is Grade.A)


def test_an_interval_over_zero_never_claims_a_difference(made) -> None:
    effect = made.recommendations[2].evidence.effects["retention_12m"]
    assert "We cannot tell yet" in explain_effect(effect)


def test_refusals_say_what_is_needed(thin) -> None:
    effect = thin.recommendations[0].evidence.effects["productivity"]
    assert "Needed: Table kpis" in explain_effect(effect)
    assert {need.question for need in needs(thin)} >= {"Do people stay?", "Does work improve?"}
    assert needs(thin)[0].programs == len(thin.recommendations)


@pytest.mark.ledger("54")
def test_three_data_sets_three_titles(made, thin) -> None:
    sure = make_assessment(STORIES[:1])
    keeping = make_assessment([s for s in STORIES if s.mandatory])
    brief = [brief_title(data) for data in (made, thin, sure, keeping, None)]
    assert len(set(brief)) == 5
    data = [data_title(source) for source in (made, thin, broken_assessment(), None)]
    assert len(set(data)) == 4
    programs = [programs_title(a.recommendations, a.recommendations) for a in (made, thin, sure)]
    assert len(set(programs)) == 3
    effects = [item.evidence.effects for item in made.recommendations]
    stay = {retention_title("X", e["retention_12m"]) for e in effects}
    work = {productivity_title("X", e["productivity"]) for e in effects}
    soon = {speed_title("X", e["speed"]) for e in effects}
    assert len(stay) >= 4
    assert len(soon) >= 4
    assert len(work) >= 3


def test_titles_stay_short_and_free_of_banned_words(made) -> None:
    hostile = hostile_assessment()
    titles = [brief_title(made), data_title(made)]
    for item in (*made.recommendations, *hostile.recommendations):
        name = item.program_name * 3
        titles.append(retention_title(name, item.evidence.effects["retention_12m"]))
        titles.append(productivity_title(name, item.evidence.effects["productivity"]))
        titles.append(speed_title(name, item.evidence.effects["speed"]))
    assert max(map(len, titles)) <= LONGEST
    assert not [title for title in titles if BANNED.search(title)]


@pytest.mark.ledger("54")
def test_the_brief_brings_one_decision_of_each_kind_first(made) -> None:
    chosen = decisions(made, limit=3)
    assert [item.action for item in chosen] == [Action.SCALE, Action.RETIRE, Action.FIX]
    assert len(in_order(made)) == len(made.recommendations)
    assert cheapest_step(made).startswith(say("no_decision", step="")[:20])


def test_flips_always_say_something(made) -> None:
    assert all(flip_sentences(item) for item in made.recommendations)


def test_changes_of_weights_are_listed(made) -> None:
    first = made.recommendations[0]
    other = replace(
        made, recommendations=(replace(first, action=Action.FIX), *made.recommendations[1:])
    )
    assert weight_changes(made, made) == ()
    assert "keep their action" in changes_sentence(made, made)
    assert "Sales essentials: Scale to Fix" in changes_sentence(made, other)


def test_the_data_line_says_whose_and_until_when(made) -> None:
    line = data_line(made, is_sample=True)
    assert line == "Sample company · 9 programs · 6,012 people · to 31 Oct 2026"
    assert data_line(made, is_sample=False).startswith("Your data")


def test_who_is_behind_it_is_counted_once_and_not_by_rows(made) -> None:
    no_roster = replace(made, portfolio=replace(made.portfolio, people=0, enrollments=32_593))
    assert people_behind(no_roster) == "32,593 enrollments"
    nobody = replace(made, portfolio=replace(made.portfolio, people=0))
    assert people_behind(nobody) == "people not known"


def test_the_letter_beside_an_effect_is_the_one_the_verdict_used(made, thin) -> None:
    effects = [
        effect
        for assessment in (made, thin)
        for item in assessment.recommendations
        for effect in item.evidence.effects.values()
    ]
    assert [effect_grade(effect) for effect in effects] == [
        grade_effect(effect).grade for effect in effects
    ]


def test_the_turned_away_are_told_with_their_number_or_why_not(made) -> None:
    effect = made.recommendations[0].evidence.effects["retention_12m"]
    said = natural_sentence(effect)
    assert said is not None
    assert "(120 people)" in said
    few = NotEstimable(reason="Too few.", needed="More of them.", n=None)
    assert "Too few. Needed: More of them." in str(
        natural_sentence(replace(effect, natural_comparison=few))
    )
    assert natural_sentence(replace(effect, natural_comparison=None)) is None


def test_studies_are_told_in_their_order(made) -> None:
    refused = next(
        item.evidence.effects["retention_12m"]
        for item in made.recommendations
        if item.evidence.effects["retention_12m"].plans
    )
    second = replace(refused.plans[0], sentence="Another.")
    told = plan_sentences(replace(refused, plans=(*refused.plans, second)))
    assert told == (refused.plans[0].sentence, "Another.")


def test_a_caution_is_not_named_among_the_letters_lost(made) -> None:
    effect = made.recommendations[0].evidence.effects["retention_12m"]
    caution = Check(name="natural_comparison", passed=False, sentence="", costs_a_grade=False)
    lost = Check(name="overlap", passed=False, sentence="")
    said = grade_sentence(replace(effect, checks=(caution, lost)))
    assert "overlap" in said
    assert "natural" not in said


def test_speed_says_the_range_and_which_way(made) -> None:
    effect = made.recommendations[0].evidence.effects["speed"]
    assert reached_headline(effect) == "120 reached it, 90 expected"
    assert sooner_range(effect.measure) == "70 to 110 days sooner"
    assert subject_words(effect) == "Selling"
    assert "shown to be at the level in Selling 70 to 110 days sooner" in explain_effect(effect)
    assert (
        speed_title("X", effect) == "X: at the level 70 to 110 days sooner than comparable people"
    )
    assert "160 starters" in reaching_sentence(effect)
    assert "+140 days" in (naive_sentence(effect) or "")
    later = replace(effect.measure, value=-90.0, low=-110.0, high=-70.0)
    assert sooner_range(later) == "70 to 110 days later"
    of_kpi = replace(effect, subject="tickets_per_hour", subject_kind="output")
    assert "doing tickets per hour as tenured people do" in explain_effect(of_kpi)


def test_a_blocking_check_takes_the_claim_out_of_speed(made) -> None:
    effect = made.recommendations[0].evidence.effects["speed"]
    looked = Check(name="detection", passed=False, sentence="Looked at more.", blocks=True)
    blocked = replace(effect, checks=(looked,))
    assert is_blocked(blocked)
    assert not is_blocked(effect)
    assert speed_title("X", blocked).endswith("but on weak evidence")
    assert "does not show that the program did it" in explain_effect(blocked)
