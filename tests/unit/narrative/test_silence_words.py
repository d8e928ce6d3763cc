"""What a page says of silence: bounds in the table, a sentence only where few answered."""

from dataclasses import replace

from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.narrative.metrics import SILENT, metrics_table, silence_sentence, silent_bounds
from tests.unit.recommend.made_evidence import evidence, good_metrics, verdicts

FEW = Estimate(
    value=0.8,
    low=0.6,
    high=0.92,
    n=50,
    unit="share",
    method="wilson",
    worst=0.2,
    best=0.95,
    response=0.25,
    counts_as=42.0,
)


def about(measure: Estimate) -> Recommendation:
    measures = {**good_metrics(), "reaction_favourable": measure}
    (item,) = verdicts(evidence(measures=measures))
    return item


def test_the_sentence_says_how_many_answered_and_both_ends() -> None:
    sentence = silence_sentence(about(FEW))
    assert sentence is not None
    for part in ("Only 25% answered", "80% of them", "20%", "95%"):
        assert part in sentence


def test_where_enough_answered_there_is_no_sentence_but_a_column() -> None:
    enough = about(replace(FEW, counts_as=None))
    assert silence_sentence(enough) is None
    table = metrics_table(enough).set_index("Metric")
    assert "20% / 95%" in set(table[SILENT])


def test_where_nobody_is_silent_the_column_is_away() -> None:
    assert SILENT not in metrics_table(about(replace(FEW, worst=None, best=None)))
    assert silent_bounds(None) == ""
