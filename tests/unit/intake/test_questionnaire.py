"""What questions measure, and as which number answers count."""

import pytest

from mls_metrics.intake.questionnaire import construct_of, highest_level, level_of, likert_of


@pytest.mark.parametrize(
    ("question", "construct"),
    [
        ("Overall, I am satisfied with this course.", "satisfaction"),
        ("How satisfied are you with the training?", "satisfaction"),
        ("Wie zufrieden sind Sie insgesamt mit der Schulung? Gesamtzufriedenheit", "satisfaction"),
        ("Je suis satisfait de la formation", "satisfaction"),
        ("Estoy satisfecho con el curso", "satisfaction"),
        ("Estou satisfeito com o treinamento", "satisfaction"),
        ("The content was relevant to my job", "relevance"),
        ("Le contenu était pertinent pour mon travail", "relevance"),
        ("How likely are you to recommend this program to a colleague?", "recommend"),
        ("Würden Sie den Kurs weiterempfehlen?", "recommend"),
        ("I will apply what I learned in my work", "intent_to_apply"),
        ("Ich werde das Gelernte anwenden", "intent_to_apply"),
        ("I have applied what I learned on the job", "applied"),
        ("He aplicado lo aprendido", "applied"),
        ("My manager actively supports me in using it", "manager_support"),
        ("I plan to stay with the company for two years", "intent_to_stay"),
        (
            "What percentage of the improvement is attributable to the training?",
            "self_isolated_gain",
        ),
        ("How confident are you in this estimate?", "self_confidence"),
        ("Any other comments?", "comment"),
    ],
)
def test_questions_and_what_they_measure(question: str, construct: str) -> None:
    assert construct_of(question) == construct


@pytest.mark.parametrize(
    "question",
    [
        "How satisfied are you with the catering?",
        "Zufriedenheit mit dem Raum",
        "Which department are you in?",
        "The instructor explained well",
        "Name",
        "",
    ],
)
def test_other_questions_measure_nothing(question: str) -> None:
    assert construct_of(question) is None


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [
        (["Strongly disagree", "Agree", "Strongly Agree "], [1, 4, 5]),
        (["Agree", "Somewhat agree"], None),
        (["Somewhat disagree", "Neither agree nor disagree", "Somewhat agree"], [2, 3, 4]),
        (["stimme nicht zu", "teils/teils", "Stimme voll und ganz zu"], [2, 3, 5]),
        (["Pas du tout d'accord", "D'accord"], [1, 4]),
        (["Totalmente de acuerdo", "En desacuerdo"], [5, 2]),
        (["Concordo totalmente", "Discordo"], [5, 2]),
        (["Very satisfied", "Neutral", "Dissatisfied"], [5, 3, 2]),
        (["5 - Strongly agree", "4", "3"], [5, 4, 3]),
        (["1 = strongly agree", "5 = strongly disagree", "2"], [5, 1, 4]),
        (["Agree (4)", "Strongly agree (5)"], [4, 5]),
        (["1 - Agree", "2 - Strongly agree"], None),
        (["4", "5", "3"], None),
        (["great", "agree"], None),
        (["yes", "no"], None),
    ],
)
def test_answers_in_words(answers: list[str], numbers: list[int] | None) -> None:
    scale = likert_of(set(answers))
    if answers == ["Agree", "Somewhat agree"]:
        assert scale is not None
        assert (scale.kind, scale.scale_max) == ("agree7", 7)
        return
    if numbers is None:
        assert scale is None
    else:
        assert scale is not None
        assert [scale.values[answer] for answer in answers] == numbers
        assert scale.scale_max == 5


def test_answers_that_are_none_count_as_missing() -> None:
    scale = likert_of({"Agree", "Unfamiliar (N/A)", "", "Don't know"})
    assert scale is not None
    assert scale.values == {"Agree": 4.0, "Unfamiliar (N/A)": None, "Don't know": None}
    assert likert_of({"N/A", ""}) is None


def test_levels_in_words() -> None:
    assert level_of({"Basic", "Expert"}) == {"Basic": 1.0, "Expert": 4.0}
    assert level_of({"3 - Advanced", "Intermediate"}) == {"3 - Advanced": 3.0, "Intermediate": 2.0}
    assert level_of({"Grundkenntnisse", "Experte"}) == {"Grundkenntnisse": 1.0, "Experte": 4.0}
    assert level_of({"Follow", "Enable"}) == {"Follow": 1.0, "Enable": 4.0}
    assert level_of({"Sales", "Basic"}) is None
    assert level_of({"3", "4"}) is None
    levels = level_of({"Basic", "Intermediate"})
    assert levels is not None
    assert highest_level(levels) == 4.0
