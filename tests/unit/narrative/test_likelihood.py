import pytest

from mls_metrics.narrative.likelihood import verbal


@pytest.mark.parametrize(
    ("probability", "phrase"),
    [
        (1.0, "very likely (more than 19 in 20)"),
        (0.975, "very likely (more than 19 in 20)"),
        (0.974, "very likely (19 in 20)"),
        (0.93, "very likely (19 in 20)"),
        (0.91, "very likely (18 in 20)"),
        (0.90, "likely (18 in 20)"),
        (0.88, "likely (18 in 20)"),
        (0.85, "likely (17 in 20)"),
        (0.68, "likely (14 in 20)"),
        (0.67, "about as likely as not (13 in 20)"),
        (0.66, "about as likely as not (13 in 20)"),
        (0.65, "about as likely as not (13 in 20)"),
        (0.5, "about as likely as not (10 in 20)"),
        (0.34, "about as likely as not (7 in 20)"),
        (0.326, "about as likely as not (7 in 20)"),
        (0.30, "unlikely (6 in 20)"),
        (0.12, "unlikely (2 in 20)"),
        (0.09, "unlikely (2 in 20)"),
        (0.07, "very unlikely (1 in 20)"),
        (0.02, "very unlikely (fewer than 1 in 20)"),
        (0.0, "very unlikely (fewer than 1 in 20)"),
    ],
)
def test_word_from_the_unrounded_chance_count_from_rounding(
    probability: float, phrase: str
) -> None:
    assert verbal(probability).phrase == phrase


def test_nothing_is_ever_all_twenty() -> None:
    assert max(verbal(step / 1000).count for step in range(1001)) == 19


def test_words_never_climb_down_as_the_chance_rises() -> None:
    order = ["very unlikely", "unlikely", "about as likely as not", "likely", "very likely"]
    ranks = [order.index(verbal(step / 1000).word) for step in range(1001)]
    assert ranks == sorted(ranks)
