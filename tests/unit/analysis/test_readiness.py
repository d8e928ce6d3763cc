"""A refusal names the column that is missing, keeps other words, and readiness counts numbers."""

from mls_metrics.analysis.cost import cost_measures, cost_per_starter, hourly_pay
from mls_metrics.analysis.readiness import (
    READINESS,
    data_readiness,
    missing_of,
    named,
    not_known,
    with_missing,
)
from mls_metrics.catalog.load import load_policy, metrics
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import ProgramFacts
from mls_metrics.model.filled import Filled

POLICY = load_policy()
NUMBER = Estimate(value=1.0, low=1.0, high=1.0, n=9, unit="share", method="as_counted")
FILLED = Filled(
    anywhere=frozenset({"employees.hire_date"}),
    of_program={"enrollments.enrolled_on": frozenset({"p"})},
)


def facts(**changes: object) -> ProgramFacts:
    values: dict[str, object] = {
        "program_id": "p",
        "program_name": "P",
        "people": 100,
        "starters": 80,
        "direct_cost": 8000.0,
        "hours_per_starter": 2.0,
        "mean_salary": POLICY.work_hours_per_year * 30.0,
        "currency": "EUR",
    }
    return ProgramFacts(**{**values, **changes})  # type: ignore[arg-type]


def test_a_column_counts_for_its_program_or_for_all() -> None:
    assert FILLED.holds("employees.hire_date", "q")
    assert FILLED.holds("enrollments.enrolled_on", "p")
    assert not FILLED.holds("enrollments.enrolled_on", "q")


def test_missing_names_what_one_of_several_would_mend() -> None:
    metric = metrics()["time_to_complete"]
    either = "enrollments.started_on or enrollments.enrolled_on"
    assert missing_of(metric, FILLED, "p") == ("enrollments.completed_on",)
    assert missing_of(metric, FILLED, "q") == (either, "enrollments.completed_on")
    assert named(["surveys.construct=impact"]) == "surveys.construct = impact"


def test_a_refusal_says_the_column_or_that_rows_are_too_few() -> None:
    metric = metrics()["refresh_cycle_time"]
    bare = not_known(metric, ("improvements.released_on",))
    assert "improvements.released_on" in bare.reason
    assert "improvements.released_on" in bare.needed
    assert bare.missing == ("improvements.released_on",)
    assert not_known(metric, ()).missing == ()
    assert "columns are there" in not_known(metric, ()).reason


def test_refusals_made_elsewhere_keep_their_words_and_hidden_ones_say_nothing() -> None:
    other = NotEstimable(reason="Too few leavers.", needed="More.", n=3)
    marked = with_missing(other, ("employees.termination_date",))
    assert isinstance(marked, NotEstimable)
    assert (marked.reason, marked.missing) == (other.reason, ("employees.termination_date",))
    hidden = NotEstimable(reason="Hidden.", needed="More people.", n=None)
    assert with_missing(hidden, ("employees.termination_date",)) is hidden
    assert with_missing(NUMBER, ("employees.termination_date",)) is NUMBER


def test_readiness_counts_metrics_with_a_number_but_not_itself() -> None:
    unknown = NotEstimable(reason="No.", needed="Rows.")
    found = data_readiness(
        {"a": NUMBER, "b": unknown, "c": unknown, "d": NUMBER, READINESS: NUMBER}
    )
    assert isinstance(found, Estimate)
    assert (found.value, found.n) == (0.5, 4)


def test_cost_is_paid_money_and_time() -> None:
    found = cost_measures(facts(), 40, POLICY)
    assert hourly_pay(facts(), POLICY) == 30.0
    # 80 starters: 8,000 paid and 2 hours each at 30
    values = {id_: measure.value for id_, measure in found.items() if isinstance(measure, Estimate)}
    assert values == {
        "opportunity_cost": 4800.0,
        "fully_loaded_cost": 12800.0,
        "cost_per_learner": 160.0,
        "cost_per_hour": 80.0,
        "cost_per_competent_learner": 320.0,
    }
    assert {measure.unit for measure in found.values()} == {"EUR"}  # type: ignore[union-attr]
    assert cost_per_starter(facts(), POLICY) == 160.0


def test_unknown_cost_is_left_out_and_few_competent_people_hidden() -> None:
    assert set(cost_measures(facts(direct_cost=None), 40, POLICY)) == {"opportunity_cost"}
    assert "cost_per_competent_learner" not in cost_measures(facts(), 0, POLICY)
    few = cost_measures(facts(), 7, POLICY)["cost_per_competent_learner"]
    assert isinstance(few, NotEstimable)
    assert few.n is None
    assert "opportunity_cost" not in cost_measures(facts(hours_per_starter=None), 40, POLICY)
