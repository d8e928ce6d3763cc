"""Facts of the service: measures, hours, sessions, needs, feeds and trust, counted by hand."""

from datetime import date

import pytest

from mls_metrics.warehouse.fact_rows import fact_rows
from tests.unit.warehouse.landed import company

SERVICE = """
    measure|period|value|kind|target|forecast|weight|party|work_type|hours|spend|direction
    Sessions|2026-09|30|volume|32|30|0.3|partner|run|60|600|higher
    Sessions|2026-10|33|volume|32|30|0.3|partner|run|50|500|higher
    Unit|2026-10|400|cost|390|380|0.1|partner|run|20|100|lower
    Answer|2026-09|0.93|sla|0.95|0.95|0.2|partner|improve|10|100|higher
    Answer|2026-10|0.96|sla|0.95|0.95|0.2|partner|improve|10|100|higher
    Applied|2026-10|0.5|outcome|0.6|0.8|0.4|partner|change|10|200|higher
    Books|2026-10|9|volume|9|-|0.5|internal|-|10|100|higher
"""


def retagged(kind: str) -> str:
    """The table with another kind for the volume measure of the partner."""
    return SERVICE.replace("|volume|32|", f"|{kind}|32|")


@pytest.mark.ledger("3", "4")
def test_retagging_a_measure_moves_the_shares_by_exactly_its_weight() -> None:
    before = fact_rows(company({"service": SERVICE}), "delivery_split").rows
    after = fact_rows(company({"service": retagged("outcome")}), "delivery_split").rows
    weights = before.groupby("side")["weight_share"].sum()
    moved = after.groupby("side")["weight_share"].sum()
    assert weights.to_dict() == pytest.approx({"delivery": 60.0, "outcome": 40.0})
    assert (moved - weights).to_dict() == pytest.approx({"delivery": -30.0, "outcome": 30.0})
    assert before["hours_share"].sum() == pytest.approx(100)
    assert before["spend_share"].sum() == pytest.approx(100)
    assert before.groupby("side")["all_hours"].sum().to_dict() == {"delivery": 160, "outcome": 10}


@pytest.mark.ledger("9")
def test_the_transactional_share_stands_on_either_side_of_its_limit() -> None:
    store = company({"service": SERVICE})
    one = fact_rows(store, "transactional_share").rows.iloc[0]
    assert (one["measures"], one["share"], one["limit_share"]) == (4, pytest.approx(60), 60)
    assert not one["is_above"]
    assert fact_rows(store, "transactional_share", {"most": 59}).rows.iloc[0]["is_above"]
    untold = fact_rows(company({"service": retagged("-")}), "transactional_share").rows.iloc[0]
    assert (untold["untold"], untold["share"]) == (pytest.approx(0.3), pytest.approx(300 / 7))


@pytest.mark.ledger("14", "52")
def test_work_sums_to_a_hundred_in_each_month_and_the_unknown_stays_unknown() -> None:
    rows = fact_rows(company({"service": SERVICE}), "work_split").rows
    for name in ("hours_share", "spend_share"):
        assert rows.groupby("period")[name].sum().tolist() == pytest.approx([100, 100])
    october = rows[rows["period"].dt.month == 10].set_index("work")
    assert [*october.index] == ["run", "improve", "change", "not known"]
    assert october.loc["not known", "hours_share"] == pytest.approx(10)
    assert october.loc["run", "month_hours"] == 70


def session(number: int, planned: str, held: str, seats: int, booked: int, attended: str) -> str:
    return f"S{number} | P1 | {planned} | {held} | {seats} | {booked} | {attended}"


@pytest.mark.ledger("13")
def test_operations_equal_a_hand_count_of_thirty_sessions() -> None:
    first = [session(n, "2026-02-10", "2026-02-10", 10, 8, "6") for n in range(10)]
    held = [session(n, "2026-06-10", "2026-06-12", 10, 10, "9") for n in range(10, 26)]
    lost = [session(n, "2026-07-01", "-", 10, 4, "-") for n in range(26, 29)]
    plan = [session(29, "2026-12-01", "-", 10, 0, "-")]
    header = "session_id | program_id | planned_on | held_on | seats | booked | attended"
    store = company(
        {
            "sessions": "\n".join([header, *first, *held, *lost, *plan]),
            "programs": "program_id|program_name|party\nP1|One|partner\nP2|Two|internal",
            "needs": """
                need_id | skill | raised_on  | decided_on | designed_on | program_id
                N1      | Sales | 2026-05-01 | 2026-06-01 | 2026-06-21  | P1
                N2      | Sales | 2026-05-01 | 2026-06-01 | 2026-07-01  | P1
                N3      | Data  | 2026-05-01 | 2026-06-01 | 2026-10-01  | P2
            """,
            "improvements": """
                program_id | raised_on  | kind       | released_on
                P1         | 2026-06-01 | refresh    | 2026-06-11
                P1         | 2026-06-01 | suggestion | 2026-07-01
                P1         | 2026-02-01 | refresh    | 2026-02-06
                P1         | 2026-06-01 | idea       | 2026-06-02
            """,
            "service": "measure | period | value | target\nSeat_fill | 2026-09 | 80 | 85",
        }
    )
    rows = fact_rows(store, "operations").rows.set_index("measure")
    assert rows["amount"].to_dict() == {
        "Sessions planned": 19,
        "Sessions held": 16,
        "Sessions not held": 3,
        "Seat fill": 90,
        "No-shows": 10,
        "Vendor turnaround": 25,
        "Content lead time": 20,
    }
    assert rows["amount_before"].fillna(-1).to_dict() == {
        "Sessions planned": 10,
        "Sessions held": 10,
        "Sessions not held": -1,
        "Seat fill": 60,
        "No-shows": 25,
        "Vendor turnaround": -1,
        "Content lead time": 5,
    }
    assert rows.loc["Seat fill", ["change", "target"]].tolist() == [30, 85]
    assert rows["target"].notna().sum() == 1


def funnel(shift: int) -> dict[str, str]:
    """Two needs through every step, and one that waits; designed and later `shift` days later."""
    day = [date(2026, 3, 1 + shift), date(2026, 4, 1 + shift), date(2026, 5, 1 + shift)]
    later = [date(2026, 6, 1 + shift), date(2026, 7, 1 + shift)]
    return {
        "programs": "program_id | program_name\nP1 | One",
        "needs": f"""
            need_id | skill | raised_on  | decided_on | designed_on | scheduled_on | program_id
            N1      | Sales | 2026-01-01 | 2026-02-01 | {day[0]}    | {day[1]}     | P1
            N2      | Sales | 2026-01-11 | 2026-02-01 | {day[0]}    | {day[1]}     | P1
            N3      | Sales | 2026-01-01 | -          | -           | -            | -
        """,
        "enrollments": f"""
            employee_id | program_id | status    | completed_on
            E1          | P1         | completed | {day[2]}
            E2          | P1         | completed | 2026-01-05
        """,
        "skill_assessments": f"""
            employee_id | skill | assessed_on | level
            E1          | Sales | {later[0]}  | 3
        """,
        "surveys": f"""
            responded_on | program_id | employee_id | applied
            {later[1]}   | P1         | E1          | 4
        """,
    }


@pytest.mark.ledger("15a")
def test_a_delay_of_twenty_days_in_one_step_moves_only_that_step() -> None:
    before = fact_rows(company(funnel(0)), "need_funnel").rows.set_index("step")
    after = fact_rows(company(funnel(20)), "need_funnel").rows.set_index("step")
    assert before["needs"].tolist() == [3, 2, 2, 2, 2, 2, 2]
    assert before["days"].fillna(-1).tolist() == [-1, 26, 28, 31, 30, 31, 30]
    assert (after["days"] - before["days"]).fillna(0).tolist() == [0, 0, 20, 0, 0, 0, 0]
    assert before.loc["decided", ["dropped", "timed_needs"]].tolist() == [1, 2]
    assert before.loc["decided", "dropped_share"] == pytest.approx(100 / 3)


def feed(day: str) -> dict[str, str | list[str]]:
    people = "\n".join(f"E{n} | P1 | completed | {day} | Hub" for n in range(9))
    few = "\n".join(f"F{n} | P1 | failed | 2026-10-30 | Annex" for n in range(3))
    header = "employee_id | program_id | status | completed_on | platform\n"
    staff = "\n".join(f"E{n} | 2020-01-01" for n in range(9))
    return {
        "employees": f"employee_id | hire_date\n{staff}",
        "enrollments": f"{header}{people}\n{few}",
        "surveys": f"""
            responded_on | program_id | employee_id | satisfaction
            {day}        | P1         | E1          | 4
            {day}        | P1         | X9          | 4
        """,
        "activity": f"""
            employee_id | occurred_on | platform | minutes
            E1          | {day}       | Hub      | 5
            E1          | {day}       | Hub      | 5
        """,
    }


@pytest.mark.ledger("15b")
def test_a_stale_feed_turns_late_and_few_people_are_hidden_with_what_gives_them_away() -> None:
    fresh = company(feed("2026-10-30"))
    stale = company(feed("2026-06-30"))
    now = fact_rows(fresh, "feeds").rows.set_index("table_name")
    old = fact_rows(stale, "feeds").rows.set_index("table_name")
    assert now.loc["surveys", "state"] == "fresh"
    assert old.loc["surveys", ["state", "days_old"]].tolist() == ["late", 123]
    assert fact_rows(stale, "feeds", {"late_days": 200}).rows["state"].eq("fresh").all()
    assert now.loc["activity", "duplicates"] == 1
    assert now.loc["surveys", "matched_share"] == pytest.approx(50)
    rows = fact_rows(stale, "platforms").rows.set_index("platform")
    assert rows.loc["Hub", ["learners", "state"]].tolist() == [9, "late"]
    assert rows.loc["Annex", ["learners", "learner_share", "broken_off_share"]].isna().all()
    assert rows["learner_share"].isna().all()  # nine of twelve would give the three away


@pytest.mark.ledger("17")
def test_trust_is_counted_in_the_logs_and_without_rows_there_is_no_number() -> None:
    reviews = "subject | due_on | held_on\nPartner review | 2026-06-01 | 2026-06-03"
    rows = fact_rows(company({"service": SERVICE, "reviews": reviews}), "partner_trust").rows
    assert rows["kept"].fillna(-1).tolist() == [1, 5, 1, -1]
    assert rows["n"].tolist() == [2, 6, 1, 0]
    assert rows["says"].tolist() == ["", "", "", "no data"]
    assert rows["share"].isna().tolist() == [False, False, False, True]
    without = fact_rows(company({"reviews": reviews}), "partner_trust").rows
    assert without["says"].tolist() == ["no data", "no data", "", "no data"]
    assert without["share"].isna().sum() == 3


@pytest.mark.ledger("30")
def test_one_team_is_counted_again_from_the_log_and_without_a_log_there_is_no_number() -> None:
    kpis = """
        kpi      | period  | value | owner_party
        Answer   | 2026-10 | 3     | internal
        Own      | 2026-10 | 3     | internal
        Both     | 2026-10 | 3     | internal
        Both     | 2026-09 | 3     | partner
    """
    needs = """
        need_id | raised_on  | due_on     | decided_on
        N1      | 2026-05-01 | 2026-06-01 | 2026-05-20
        N2      | 2026-05-01 | 2026-06-01 | 2026-07-01
        N3      | 2026-05-01 | 2026-06-01 | -
        N4      | 2026-05-01 | 2027-06-01 | -
    """
    rows = fact_rows(company({"service": SERVICE, "kpis": kpis, "needs": needs}), "one_team").rows
    assert rows["kept"].fillna(-1).tolist() == [1, 2, -1]
    assert rows["n"].tolist() == [3, 3, 6]
    errors = [0, 3 / 33, 20 / 400, 0.02 / 0.93, 0.01 / 0.96, 0.3 / 0.5]
    assert rows["amount"].tolist() == pytest.approx([100 / 3, 200 / 3, 100 * sum(errors) / 6])
    alone = fact_rows(company({"kpis": kpis}), "one_team").rows
    assert alone["says"].tolist() == ["no data", "", "no data"]
    assert fact_rows(company({}), "one_team").missing
