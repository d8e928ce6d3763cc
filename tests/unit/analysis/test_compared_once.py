"""A company whose KPI has one value before and one after: from files to the answer."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import jsonschema
import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.data_checks import DATA_CHECKS
from mls_metrics.analysis.one_shot import paired_rows, period_length
from mls_metrics.analysis.one_shot_checks import ONE_SHOT_CHECKS
from mls_metrics.analysis.productivity import estimate_productivity
from mls_metrics.assess import assess
from mls_metrics.catalog.load import load_policy
from mls_metrics.gather import read_facts
from mls_metrics.inputs.kpi import KpiPanels
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import EffectEstimate, Grade
from mls_metrics.narrative.effects import explain_effect
from mls_metrics.narrative.placebos import placebo_table
from mls_metrics.recommend.grades import grade_effect
from mls_metrics.report.assessment_json import assessment_dict, schema
from mls_metrics.stats.group_time_did import NEVER, Panel
from mls_metrics.workspace import Workspace
from tests.lab.landed import PROGRAM, built_store

POLICY = load_policy()
ADDED, SPREAD, NOISE = 4.0, 10.0, 5.0
LAST_MONTH = 60
TWO = ("2024-02", "2025-06")
THREE = ("2023-05", "2024-02", "2025-06")
YEARS = ("2022-01", "2023-01", "2024-01", "2025-01")


def company(
    periods: tuple[str, ...] = TWO,
    *,
    people: int = 400,
    hidden: float = 0.0,
    noise: float = NOISE,
    added: float = ADDED,
    seed: int = 1,
) -> dict[str, pd.DataFrame]:
    """A roster, a program and one KPI; the program adds `added` after completion.

    People are sent by their role and by how good they usually are (`hidden`), which each value
    shows with noise; everyone is trained between April and September 2024.
    """
    rng = np.random.default_rng(seed)
    role, talent = rng.integers(0, 3, people), rng.normal(0, 1, people)
    usual = 100 + SPREAD * talent + 5.0 * role
    chance = 1 / (1 + np.exp(0.3 + 0.5 * role - hidden * talent))
    trained = rng.random(people) < chance
    begun = rng.integers(4, 8, people)
    name = np.char.add("p", np.arange(people).astype(str))
    day = pd.to_datetime("2024-01-10") + pd.to_timedelta((begun - 1) * 30.5, unit="D")
    roster = pd.DataFrame(
        {
            "employee_id": name,
            "hire_date": "2015-03-01",
            "job_role": np.char.add("role", role.astype(str)),
            "region": "north",
            "snapshot_date": "2026-12-31",
        }
    )
    taken = pd.DataFrame(
        {
            "employee_id": name,
            "program_id": PROGRAM,
            "status": "completed",
            "started_on": day.strftime("%Y-%m-%d"),
            "completed_on": (day + pd.to_timedelta(40, unit="D")).strftime("%Y-%m-%d"),
        }
    )[trained]
    values = []
    for period in periods:
        after = trained & (period > "2024-11")
        value = usual + rng.normal(0, noise, people) + 3.0 * (period > "2024") + added * after
        values.append(kpi_rows(name, period, value))
    return {"employees": roster, "enrollments": taken, "kpis": pd.concat(values)}


def kpi_rows(name: np.ndarray, period: str, value: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kpi": "output",
            "period": period,
            "value": np.round(value, 3),
            "employee_id": name,
            "direction": "higher",
            "unit_of_measure": "pieces",
            "value_per_unit": 12.0,
        }
    )


def dated(frames: dict[str, pd.DataFrame]) -> dict[str, object]:
    """Dates as the landing tables hold them."""
    found: dict[str, object] = {}
    for table, frame in frames.items():
        names = [str(name) for name in frame]
        days = [name for name in names if name.endswith(("_on", "_date")) or name == "period"]
        found[table] = frame.assign(**{name: pd.to_datetime(frame[name]) for name in days})
    return found


def effect_of(frames: dict[str, pd.DataFrame]) -> EffectEstimate:
    """The effect on the KPI, straight from the landing."""
    with_dates = dated(frames)
    store = built_store(with_dates, last_month=LAST_MONTH, policy=POLICY)
    facts = next(item for item in read_facts(store) if item.program_id == PROGRAM)
    effect = estimate_productivity(KpiPanels(store, POLICY).data_of(facts), policy=POLICY)
    store.close()
    return effect


@cache
def usual_effect(periods: tuple[str, ...]) -> EffectEstimate:
    return effect_of(company(periods))


def failed(effect: EffectEstimate) -> set[str]:
    return {check.name for check in effect.checks if not check.passed}


def test_two_periods_from_files_give_the_planted_truth(tmp_path: Path) -> None:
    for table, frame in company().items():
        frame.to_csv(tmp_path / f"{table}.csv", index=False)
    with Workspace.open(None) as workspace:
        workspace.add([tmp_path])
        answer = assessment_dict(assess(workspace))
    jsonschema.validate(answer, schema())
    (program,) = answer["programs"]
    effect = program["effects"]["productivity"]
    assert effect["method"] == "entropy_balancing_before_and_after"
    assert effect["low"] < ADDED < effect["high"]
    assert effect["value"] == pytest.approx(ADDED, abs=1.5)
    assert "compared once before and once after" in effect["design"]
    assert effect["second_opinion"]["value"] == pytest.approx(effect["value"], abs=1.0)
    assert effect["naive"] < ADDED - 1
    assert {check["name"] for check in effect["checks"]} <= {*ONE_SHOT_CHECKS, *DATA_CHECKS}
    assert program["action"] not in {"scale", "retire"}


def test_one_value_before_costs_a_letter_and_an_earlier_one_earns_it_back() -> None:
    two, three = usual_effect(TWO), usual_effect(THREE)
    assert (two.base_grade, grade_effect(two).grade) == (Grade.C, Grade.D)
    assert failed(two) == {"no_earlier_value"}
    assert (failed(three), grade_effect(three).grade) == (set(), Grade.C)
    assert "earlier_placebo" in {check.name for check in three.checks}
    assert explain_effect(three).startswith("Trained units had output different by")


def test_chosen_by_what_nobody_recorded_fails_the_placebo_and_blocks() -> None:
    effect = effect_of(company(THREE, people=800, hidden=1.5, noise=SPREAD, added=0.0))
    assert isinstance(effect.measure, Estimate)
    assert "earlier_placebo" in failed(effect)
    result = grade_effect(effect)
    assert not result.grade.at_least(Grade.C)
    assert "earlier_placebo" in {check.name for check in result.blocking}


def test_years_are_compared_only_where_they_hold_no_training() -> None:
    effect = usual_effect(YEARS)
    assert isinstance(effect.measure, Estimate)
    assert effect.measure.low < ADDED < effect.measure.high
    periods = next(check for check in effect.checks if check.name == "periods")
    assert "12 months" in periods.sentence
    lead = float(periods.sentence.split("dated ")[1].split()[0])
    assert lead > 14
    assert effect.value_per_unit == pytest.approx(1.0)


def test_two_values_a_year_apart_may_be_totals_and_carry_no_money() -> None:
    effect = effect_of(company(("2024-02", "2025-02")))
    assert failed(effect) == {"no_earlier_value", "periods"}
    assert effect.value_per_unit is None
    assert grade_effect(effect).grade is Grade.D


def test_too_few_values_before_stay_a_refusal_that_names_the_way_out() -> None:
    frames = company()
    kpis, trained = frames["kpis"], frames["enrollments"]["employee_id"]
    without = kpis["employee_id"].isin(trained.iloc[10:]) & (kpis["period"] < "2025")
    effect = effect_of(frames | {"kpis": kpis[~without]})
    assert isinstance(effect.measure, NotEstimable)
    assert "one value before the start and one after completion" in effect.measure.needed
    assert effect.treated_n == 10
    assert effect.base_grade is Grade.B


def test_everyone_trained_leaves_nobody_to_compare_with() -> None:
    frames = company()
    taken = frames["enrollments"].iloc[:1]
    everyone = pd.concat([taken.assign(employee_id=one) for one in frames["employees"].employee_id])
    effect = effect_of(frames | {"enrollments": everyone})
    assert isinstance(effect.measure, NotEstimable)


def test_same_data_same_answer() -> None:
    one, other = effect_of(company(THREE)), usual_effect(THREE)
    assert one.measure == other.measure
    assert one.second_opinion == other.second_opinion


def test_the_placebo_is_listed_with_the_others() -> None:
    evidence = SimpleNamespace(effects={"productivity": usual_effect(THREE)})
    item = SimpleNamespace(program_name="P", evidence=evidence)
    table = placebo_table([cast(Recommendation, item)])
    assert table["Asked of"].tolist() == ["KPI, the value before as if it came after"]


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ([0, 12], (1, False)),
        ([0, 3], (1, False)),
        ([0, 7], (1, True)),
        ([0, 12, 24], (12, True)),
        ([0, 3, 9], (3, True)),
        ([0, 24, 48], (12, True)),
        ([0, 1, 2], (1, True)),
        ([4], (1, True)),
    ],
)
def test_months_of_a_value(columns: list[int], found: tuple[int, bool]) -> None:
    values = np.full((2, 50), np.nan)
    values[0, columns] = 1.0
    assert period_length(values) == found


def test_who_is_compared_with_whom() -> None:
    values = np.full((10, 12), np.nan)
    values[:, [1, 4, 8]] = 1.0
    values[7, 8] = np.nan
    cohort, started = np.full(10, NEVER), np.full(10, NEVER)
    cohort[0], started[0] = 6, 4
    cohort[1], started[1] = 9, 9
    started[2] = 6
    started[3] = -NEVER
    rows = paired_rows(
        Panel(values=values, cohort=cohort, clean_until=cohort, factors=()),
        started,
        length=1,
        seed=1,
    )
    assert rows.person[rows.treated].tolist() == [0]
    assert rows.person[~rows.treated].tolist() == [1, 4, 5, 6, 8, 9]
    assert (set(rows.before), set(rows.after), rows.complete) == ({1}, {8}, 1)
