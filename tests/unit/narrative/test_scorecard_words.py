"""The scorecard's findings: what holds the service back, and how sure that is."""

from dataclasses import replace

import pytest

from mls_metrics.model.decision import Assessment, Rank
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.narrative.scorecard import (
    OVERALL,
    company_table,
    known_scores,
    loaded_cost_table,
    mover_sentence,
    paid_per_starter,
    part_names,
    part_scores,
    parts_of,
    parts_sentence,
    periods_of,
    place_in_list,
    score_in,
    scorecard_title,
    service_scores,
    service_total,
    trend_scores,
    weight_line,
)
from tests.pages.made_assessment import make_assessment, thin_assessment

REFUSAL = NotEstimable(reason="Nobody answered.", needed="surveys", n=0)


@pytest.fixture(scope="module")
def made() -> Assessment:
    return make_assessment()


def points(value: float, half: float = 5) -> Estimate:
    return Estimate(
        value=value, low=value - half, high=value + half, n=90, unit="points", method="made"
    )


def scored(made: Assessment, *values: float | None, half: float = 5) -> Assessment:
    scores: dict[str, Measure] = {
        name: REFUSAL if value is None else points(value, half)
        for name, value in zip(DIMENSIONS, values, strict=True)
    }
    service = {"all": {"dimensions": scores, "score": points(60)}}
    return replace(made, portfolio=replace(made.portfolio, service=service))


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ((None,) * 5, "No dimension of the service can be scored yet"),
        ((80, 40, 50, 90, None), "Workforce readiness is below target: 40 points, target 60"),
        ((80, 70, 66, 90, None), "All 4 scored dimensions reach the target of 60 points"),
        ((80, 62, 66, 90, None), "Workforce readiness may fall short of the target of 60 points"),
    ],
)
def test_the_title_is_the_first_true_finding(made, values, title) -> None:
    assert scorecard_title(scored(made, *values)) == title


def test_without_a_service_nothing_is_scored(made) -> None:
    bare = replace(made, portfolio=replace(made.portfolio, service={}))
    assert (service_scores(bare), service_total(bare)) == ({}, None)
    assert scorecard_title(bare).startswith("No dimension")
    assert (part_names(bare), trend_scores(bare, OVERALL)) == ({}, {})


@pytest.mark.ledger("48 all")
def test_the_weight_of_what_is_missing_is_said(made) -> None:
    partly = service_scores(scored(made, 80, None, 66, 90, None))
    line = weight_line(partly, points(70), made.policy)
    assert line is not None
    assert "Workforce readiness and Innovation" in line
    assert " 40 of every hundred" in line
    every = service_scores(scored(made, 1, 2, 3, 4, 5, half=0.5))
    assert weight_line(every, points(3), made.policy) is None
    assert weight_line(partly, REFUSAL, made.policy) is None, "no total, no weight in it"


def test_parts_are_listed_best_first_and_compared_by_ranges(made) -> None:
    assert part_names(made) == {"Internal or partner": "by_party"}
    scores = {"a": points(50), "b": REFUSAL, "c": points(70)}
    order = sorted(scores, key=lambda name: place_in_list(name, scores[name]))
    assert order == ["c", "a", "b"]
    assert "do not touch" in parts_sentence(scores)
    assert "still touch" in parts_sentence({"a": points(60), "c": points(62)})
    assert "cannot be compared" in parts_sentence({"a": points(60), "b": REFUSAL})
    assert set(part_scores(made, "by_party", OVERALL)) == {"internal", "partner"}
    assert part_scores(made, "by_region", OVERALL) == {}


def test_periods_come_latest_first(made) -> None:
    assert list(trend_scores(made, "satisfaction_engagement")) == ["2026-Q3", "2026-Q2"]


@pytest.mark.ledger("47")
def test_cost_alone_cuts_what_is_worth_most_and_spares_what_is_not(made) -> None:
    item = made.recommendations[0]
    rank = Rank(value=1, low=1, high=2, of=6, by_cost=5, portfolio="growth")
    assert "would be cut early: place 5 of 6" in mover_sentence((item, rank))
    assert "would be safe: place 1 of 6" in mover_sentence(
        (item, replace(rank, value=5, by_cost=1))
    )


def test_loaded_cost_adds_paid_and_learner_time(made) -> None:
    item = made.recommendations[0]
    facts = item.evidence.facts
    paid = paid_per_starter(facts)
    assert paid == pytest.approx((facts.direct_cost or 0) / facts.starters)
    whole = Estimate(
        value=paid + 80, low=paid, high=paid + 90, n=9, unit="USD", method="as_counted"
    )
    evidence = replace(item.evidence, metrics={"cost_per_learner": whole})
    one = replace(made, recommendations=(replace(item, evidence=evidence),))
    (row,) = loaded_cost_table(one).to_dict("records")
    assert row["Learner time per starter"] == "USD 80"
    assert "pp" in row["Pays for itself at"]
    unknown = loaded_cost_table(thin_assessment())
    assert set(unknown["Fully loaded"]) == {"not known"}


def test_the_company_in_numbers_says_what_is_needed(made) -> None:
    share = Estimate(value=0.14, low=0.12, high=0.16, n=400, unit="share", method="wilson")
    company = {"voluntary_turnover": share, "human_capital_roi": REFUSAL}
    table = company_table(replace(made, portfolio=replace(made.portfolio, company=company)))
    assert list(table["Value"]) == ["14%", "not known"]
    assert table["Range, or what is needed"][1] == "surveys"


def test_only_scores_that_some_part_has_are_offered(made) -> None:
    some = {"score": REFUSAL, "dimensions": dict.fromkeys(DIMENSIONS, REFUSAL)}
    one = {"score": REFUSAL, "dimensions": some["dimensions"] | {DIMENSIONS[3]: points(50)}}
    assert known_scores([some, one]) == [DIMENSIONS[3]]
    assert known_scores([some]) == []
    assert score_in(one, DIMENSIONS[3]) == points(50)
    assert score_in(one, OVERALL) is REFUSAL
    assert list(parts_of(made, "by_party")) == ["internal", "partner"]
    assert list(periods_of(made)) == ["2026-Q3", "2026-Q2"]
