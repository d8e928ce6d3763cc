"""What the columns of an unknown table may mean: right, asked, and never wrong in silence."""

from collections import Counter
from collections.abc import Callable

import pytest

from mls_metrics.catalog.load import tables
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.mapping import NEVER_GUESSED, Proposal, propose, proposed_layout
from mls_metrics.intake.names import abbreviations, known, names_file, targets_of
from mls_metrics.model.source import How
from tests.unit.intake.proposal_tables import made_table


def day(year: int) -> Callable[[int], str]:
    return lambda row: f"{year}-{1 + row * 5 % 12:02d}-{1 + row * 7 % 28:02d}"


def among(*words: str) -> Callable[[int], str]:
    return lambda row: words[row % len(words)]


VALUES: dict[str, Callable[[int], str]] = {
    "person": lambda row: f"{1000 + row % 40:05d}",
    "key": lambda row: f"{1000 + row:05d}",
    "user": lambda row: f"user{row % 40}",
    "program": lambda row: f"C-{row % 9:03d}",
    "title": among("Fire Safety", "Data Privacy 101", "Excel Basics"),
    "hired": lambda row: day(2015)(row % 40),
    "early": day(2021),
    "late": day(2024),
    "status": among("Completed", "In Progress", "Registered"),
    "yes": among("Yes", "No"),
    "score": lambda row: str(40 + row % 60),
    "five": lambda row: str(1 + row % 5),
    "percent": lambda row: f"{row % 100}%",
    "band": lambda row: f"L{row % 6 + 1}",
    "money": lambda row: f"{100 + row * 3.5:.2f}",
    "month": lambda row: f"2024-{row % 12 + 1:02d}",
    "active": among("Active", "Terminated"),
    "open": among("Open", "Closed", "Pending"),
    "sent": among("Shipped", "Delivered"),
    "words": among("HR", "IT", "Sales"),
    "name": among("Ann Lee", "Bo Chen", "Cy de la Paz"),
    "note": among("", "fine", "talk to him"),
    "mail": lambda row: f"p{row % 40}@x.org",
    "number": str,
    "blank": lambda row: "",
}


def seen(columns: str, *, rows: int = 80) -> Headers:
    """Headers with values, written as ``header: values | header: values``."""
    fields = [field.rsplit(":", 1) for field in columns.split("|")]
    return Headers(
        row=1,
        cells=tuple(name.strip() for name, _ in fields),
        sample=tuple(tuple(VALUES[kind.strip()](row) for _, kind in fields) for row in range(rows)),
    )


def sure(proposal: Proposal) -> dict[str, str | None]:
    """What would be taken without asking."""
    return {c.source: c.target for c in proposal.columns if c.is_sure}


MESSY = {
    "enrollments": (
        "Emp #: person | Crs Code: program | Trng Title: title | Trng Hrs: five | Stat: status"
        " | Enrl Dt: early | Compl Dt: late | Notes: note | Prog %: percent | Final Scr: score"
        " | Mgr Name: name | meta: number | nom: name | area: words",
        {
            "Emp #": "employee_id", "Crs Code": "program_id", "Trng Hrs": "hours",
            "Stat": "status", "Enrl Dt": "enrolled_on", "Compl Dt": "completed_on",
            "Prog %": "progress", "Final Scr": "score",
        },
    ),
    "employees": (
        "EMPLID: key | Hire dt: hired | Term Dt: late | Dept: words | Loc: words | Mgr ID: person"
        " | Job Ttl: words | Sal: money | Perf Rtg: five | Emp Stat: active | DOB: early"
        " | eMail Addr: mail",
        {
            "EMPLID": "employee_id", "Hire dt": "hire_date", "Term Dt": "termination_date",
            "Dept": "department", "Loc": "location", "Mgr ID": "manager_id",
            "Job Ttl": "job_role", "Perf Rtg": "performance_rating",
            "Emp Stat": "employment_status", "eMail Addr": "email",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", MESSY)
def test_messy_headers_are_understood_and_none_is_wrong(table: str) -> None:
    columns, wanted = MESSY[table]
    proposal = propose(seen(columns))
    assert proposal.table == table
    assert sure(proposal) == wanted


def test_foreign_words_that_look_alike_are_not_taken() -> None:
    english = propose(
        seen(
            "Employee ID: person | Course ID: program | Status: status | Note: score | meta: number"
        )
    )
    note = english.columns[3]
    assert (note.guess, note.is_sure) == ("score", False)
    assert note.reasons[0] == "a German or French name, while the other columns are English"
    assert english.columns[4].guess is None
    german = propose(
        seen("Personalnummer: person | Kurs-ID: program | Status: status | Note: score")
    )
    assert sure(german)["Note"] == "score"
    portuguese = propose(
        seen("Matrícula: person | Código do curso: program | Situação: status | Meta: number")
    )
    assert portuguese.table == "enrollments"
    assert "Meta" not in sure(portuguese)
    kpis = propose(seen("Indicador: words | Mês: month | Valor: money | Meta: money"))
    assert (kpis.table, sure(kpis)["Meta"]) == ("kpis", "target")


def test_a_status_in_french_is_no_date() -> None:
    columns = "Matricule: person | Code formation: program | Statut de complétion: status"
    alone = propose(seen(columns))
    assert sure(alone)["Statut de complétion"] == "status"
    both = propose(seen(columns + " | Date de complétion: late"))
    assert sure(both)["Date de complétion"] == "completed_on"


@pytest.mark.parametrize(
    ("kind", "target", "is_sure"),
    [("late", "completed_on", True), ("status", "status", True), ("yes", "status", False)],
)
def test_values_decide_what_completed_means(kind: str, target: str, is_sure: bool) -> None:
    proposal = propose(seen(f"Employee ID: person | Course ID: program | Completed: {kind}"))
    column = proposal.columns[2]
    assert (column.guess, column.is_sure) == (target, is_sure)
    assert (column.target is None) is not is_sure


@pytest.mark.parametrize(
    ("columns", "target"),
    [
        ("Employee ID: person | Course ID: program | Status: status | Grade: score", "score"),
        ("Employee ID: key | Hire Date: hired | Job Title: words | Grade: band", "job_level"),
        ("Employee ID: person | Course ID: program | Status: status | Grade: band", None),
        ("Employee ID: person | Course ID: program | Status: status | Grade: five", None),
    ],
)
def test_a_grade_is_a_score_or_a_pay_grade(columns: str, target: str | None) -> None:
    assert sure(propose(seen(columns))).get("Grade") == target


def test_the_table_decides_words_that_many_tables_use() -> None:
    roster = sure(
        propose(seen("Employee ID: key | Hire Date: hired | Title: words | Status: active"))
    )
    assert (roster["Title"], roster["Status"]) == ("job_role", "employment_status")
    skills = sure(propose(seen("Employee ID: person | Skill: words | Level: five | Date: late")))
    assert (skills["Level"], skills["Date"]) == ("level", "assessed_on")
    learning = sure(propose(seen("User ID: user | Course ID: program | Status: status")))
    assert learning["Status"] == "status"


TRAPS = {
    "enrolled after completed": (
        "Employee ID: person | Course ID: program | Enrollment Date: late | Completion Date: early"
        " | Status: status",
        {"Enrollment Date", "Completion Date"},
    ),
    "assigned after due": (
        "Employee ID: person | Course ID: program | Assigned Date: late | Due Date: early"
        " | Status: status",
        {"Assigned Date", "Due Date"},
    ),
    "born or hired": (
        "Employee ID: key | Birth Date: hired | Job Title: words | Department: words",
        {"Birth Date"},
    ),
    "a share in the place of a score": (
        "Employee ID: person | Course ID: program | Status: status | Score: five",
        {"Score"},
    ),
    "a date of which training is said": (
        "Employee ID: person | Course ID: program | Training Date: late | Status: status",
        {"Training Date"},
    ),
    "expiry of the certificate or of the deadline": (
        "Employee ID: person | Course ID: program | Expiration Date: late | Status: status",
        {"Expiration Date"},
    ),
    "hired or started": (
        "User ID: user | Start Date: hired | Course ID: program | Status: status",
        {"Start Date"},
    ),
    "cost or price": (
        "Employee ID: person | Course ID: program | Status: status | Cost: money | Price: money",
        {"Cost", "Price"},
    ),
    "two ids of a person": (
        "User ID: user | Employee Number: person | Course ID: program | Status: status",
        {"User ID", "Employee Number"},
    ),
    "two starts of work": (
        "Employee ID: key | Hire Date: hired | Start Date: early | Job Title: words",
        {"Hire Date", "Start Date"},
    ),
    "a title in the place of an id": (
        "Employee ID: person | Course Title: title | Status: status",
        {"Course Title"},
    ),
    "names in the place of ids": (
        "Employee ID: name | Course ID: program | Status: status",
        {"Employee ID"},
    ),
    "addresses in the place of ids": (
        "Employee ID: mail | Course ID: program | Status: status",
        {"Employee ID"},
    ),
    "words nobody knows in the place of statuses": (
        "Employee ID: person | Course ID: program | Status: sent",
        {"Status"},
    ),
    "a roster that repeats its people": (
        "Employee ID: person | Hire Date: hired | Leave Type: words",
        {"Employee ID"},
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_what_could_be_swapped_is_asked(trap: str) -> None:
    columns, asked = TRAPS[trap]
    headers = seen(columns)
    proposal = propose(headers)
    assert not asked & set(sure(proposal))
    assert proposed_layout(headers) is None
    shown = {c.source: c for c in proposal.columns}
    kinds = {c.name: c.type for c in tables()[proposal.table].columns}
    assert all(
        shown[name].target is None
        for name in asked
        if kinds.get(shown[name].guess or "") in NEVER_GUESSED
    )


def test_neighbours_that_are_plain_are_told_apart() -> None:
    assert sure(
        propose(
            seen(
                "Employee ID: person | Course ID: program | Assigned Date: early | Due Date: late"
                " | Score: score | Progress (%): percent | Status: status | Birth Date: hired"
            )
        )
    ) == {
        "Employee ID": "employee_id", "Course ID": "program_id", "Assigned Date": "assigned_on",
        "Due Date": "due_on", "Score": "score", "Progress (%)": "progress", "Status": "status",
    }  # fmt: skip


@pytest.mark.parametrize(
    "columns",
    [
        "Ticket ID: number | User ID: user | Status: open | Created Date: early | Due Date: late",
        "Order ID: number | User ID: user | Item ID: program | Status: sent | Price: money",
        "Employee ID: person | Item ID: program | Assigned Date: early | Status: active",
        "User ID: user | Item ID: program | Due Date: late | Start Date: early",
        "Employee ID: person | Date: late | Hours: five",
        "Candidate ID: number | Job Title: words | Status: open | Start Date: late",
        "Employee ID: person | Month: month | Amount: money",
        "Employee ID: key | Start Date: early | End Date: late | Leave Type: words",
        "Team: words | Month: month | Revenue: money",
        "Item ID: key | Title: title | Vendor: words | Language: words",
        "Timestamp: late | Product: words | Feedback: note",
        "Employee ID: person | Effective Date: late | Salary: money",
        "Employee ID: blank | Course ID: blank | Completed: blank",
        "Shoe: words | Weight: five",
    ],
)
def test_tables_about_something_else_are_not_taken(columns: str) -> None:
    assert proposed_layout(seen(columns)) is None


def test_nothing_is_wrong_in_silence_over_every_table() -> None:
    taken: Counter[str] = Counter()
    tried: set[str] = set()
    wrong: list[str] = []
    for seed in range(700):
        made = made_table(seed)
        layout = proposed_layout(made.headers)
        tried.add(made.table)
        if layout is None:
            taken["asked"] += 1
            continue
        truth = dict(zip(made.headers.names, made.truth, strict=True))
        if layout.table != made.table:
            wrong.append(f"{seed}: {made.table} taken for {layout.table}")
        proposal = propose(made.headers)
        for source, target in sure(proposal).items():
            taken["right" if truth[source] == target else "wrong"] += 1
            if truth[source] != target:
                wrong.append(f"{seed}: {source} of {made.table} is {truth[source]}, not {target}")
    assert tried == set(tables())
    assert wrong == []
    # It also has to be of use: more than half of the tables need no question.
    assert taken["asked"] < 700 * 0.45
    assert taken["right"] > 2000


def test_what_is_shown_comes_with_reasons_samples_and_other_meanings() -> None:
    proposal = propose(
        seen("Who: person | Course ID: program | Enrollment Date: early | Went: status"),
        table="enrollments",
        known_ids=frozenset(f"{1000 + row:05d}" for row in range(38)),
    )
    who, course, enrolled, went = proposal.columns
    assert (who.guess, who.target, who.how, who.is_sure) == ("employee_id", None, How.VALUES, False)
    assert who.reasons == ("95 % of its ids are on the roster",)
    assert who.samples == ("01000", "01001", "01002")
    assert (went.guess, went.target, went.how) == ("status", None, How.VALUES)
    assert course.reasons == ("known name", "values look like ids")
    assert [other.target for other in enrolled.runners_up] == ["due_on"]
    assert proposal.runners_up["Who"][0] == "employee_id"


def test_the_roster_decides_between_two_ids() -> None:
    headers = seen("User ID: user | Employee Number: person | Course ID: program | Status: status")
    roster = frozenset(str(1000 + row) for row in range(40))
    without, with_roster = propose(headers), propose(headers, known_ids=roster)
    assert {"User ID", "Employee Number"}.isdisjoint(sure(without))
    assert with_roster.columns[1].guess == "employee_id"
    assert "100 % of its ids are on the roster" in with_roster.columns[1].reasons
    assert (
        "none of its ids are on the roster"
        in propose(seen("User ID: user | Course ID: program | Status: status"), known_ids=roster)
        .columns[0]
        .reasons
    )


def test_two_columns_never_have_one_meaning_and_order_does_not_matter() -> None:
    columns = [
        "User ID: user", "Employee Number: person", "Completion Date: late",
        "Date Completed: late", "Course ID: program", "Status: status", "Status: status",
    ]  # fmt: skip
    one = propose(seen("|".join(columns)))
    targets = [column.target for column in one.columns if column.target]
    assert len(targets) == len(set(targets))
    assert sure(one) == {"Course ID": "program_id"}
    other = propose(seen("|".join(columns[:5][::-1] + columns[5:])))
    assert sure(other) == sure(one)
    assert other.table == one.table


def test_only_sure_columns_of_a_clear_table_are_read() -> None:
    headers = seen(
        "User ID: user | Course ID: program | Completion Status: status | Vendor of record: words"
    )
    layout = proposed_layout(headers)
    assert layout is not None
    assert {rule.target for rule in layout.rules} == {"employee_id", "program_id", "status"}


def test_names_files_name_columns_and_words_that_exist() -> None:
    special = {"any", "stand_ins", "elsewhere", "learning"}
    assert set(names_file()) <= {*tables(), *special}
    every = {column.name for table in tables().values() for column in table.columns}
    assert set(names_file()["any"]) | set(names_file()["stand_ins"]) <= every
    for table in set(names_file()) - special:
        assert set(names_file()[table]) <= set(targets_of(table))
        for target in names_file()[table]:
            assert known(table, target)
    assert all(long != (short,) for short, long in abbreviations().items())
