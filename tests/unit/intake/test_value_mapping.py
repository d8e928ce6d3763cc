"""What the words of a column mean, apart from what the column means."""

import pytest

from mls_metrics.catalog.load import tables
from mls_metrics.intake.value_mapping import holds_words, propose_values
from mls_metrics.model.source import How

STATUS = tables()["enrollments"].column("status")


def test_statuses_are_listed_by_frequency_with_what_they_mean() -> None:
    words = {"Not completed": 2, "Completed": 9, "no_show": 5, "Zu prüfen": 7, "": 3, "n/a": 1}
    found = [(m.word, m.rows, m.target, m.how) for m in propose_values(words, STATUS)]
    assert found == [
        ("Completed", 9, "completed", How.EXACT),
        ("Zu prüfen", 7, None, How.GUESS),
        ("no_show", 5, "no_show", How.EXACT),
        ("Not completed", 2, "in_progress", How.ALIAS),
        ("n/a", 1, "", How.ALIAS),
    ]


@pytest.mark.parametrize("word", ["Uncompleted", "Completed?", "Pre-completed", "complete-ish"])
def test_nothing_is_guessed_from_a_part_of_a_word(word: str) -> None:
    (match,) = propose_values({word: 1}, STATUS)
    assert (match.target, match.how) == (None, How.GUESS)


def test_answers_in_words_become_numbers_and_numbers_are_left_alone() -> None:
    satisfaction = tables()["surveys"].column("satisfaction")
    found = propose_values({"Strongly agree": 4, "Disagree": 2, "n/a": 1}, satisfaction)
    assert [(m.word, m.target) for m in found] == [("Strongly agree", "5"), ("Disagree", "2")]
    assert propose_values({"4": 4, "5": 2}, satisfaction) == ()
    (odd,) = propose_values({"meh": 4}, satisfaction)
    assert odd.target is None


def test_yes_and_no_and_columns_of_any_text() -> None:
    mandatory = tables()["programs"].column("mandatory")
    assert [m.target for m in propose_values({"Ja": 2, "Nein": 1}, mandatory)] == ["true", "false"]
    assert propose_values({"HR": 2}, tables()["employees"].column("department")) == ()


@pytest.mark.parametrize(
    ("table", "name", "sample", "answer"),
    [
        ("enrollments", "status", ["Completed"], True),
        ("surveys", "relevance", ["Rather yes", "Rather no", "4"], True),
        ("enrollments", "score", ["80", "75,5", "n/a"], False),
        ("enrollments", "employee_id", ["Ann", "Ben"], False),
    ],
)
def test_only_columns_that_hold_words_are_counted(
    table: str, name: str, sample: list[str], answer: bool
) -> None:
    assert holds_words(tables()[table].column(name), sample) is answer
