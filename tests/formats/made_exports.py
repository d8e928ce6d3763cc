"""Small made-up exports in the layouts that people really save; no real row is in here."""

from datetime import date, timedelta

NEVER = None
EMPLOYEES = [
    # id, start, exit, status, termination type, description, title, rating
    (1001, date(2019, 9, 20), NEVER, "Active", "Unk", "", "Technician", 4),
    (1002, date(2023, 2, 11), date(2023, 7, 3), "Active", "Resignation", "New, far.", "Clerk", 3),
    (1003, date(2018, 12, 10), date(2022, 5, 25), "Left", "Voluntary", "Left.", "Manager", 3),
    (1004, date(2021, 6, 21), date(2022, 8, 2), "Dismissed", "Involuntary", "Why.", "Clerk", 2),
    (1005, date(2020, 6, 29), date(2023, 1, 4), "Leave", "Retirement", "Retired.", "Clerk", 5),
]
TRAININGS = [
    # id, date, program, outcome, days, cost
    (1001, date(2022, 9, 21), "Customer Service", "Failed", 4, 510.83),
    (1002, date(2023, 7, 19), "Leadership Development", "Incomplete", 2, 582.37),
    (1003, date(2023, 2, 24), "Technical Skills", "Completed", 4, 777.06),
    (1004, date(2023, 1, 12), "Customer Service", "Passed", 2, 824.30),
    (1005, date(2023, 5, 12), "Communication Skills", "Completed", 1, 145.99),
]
SURVEYS = [
    (1001 + n, date(2022, 10, 10) + timedelta(days=37 * n), n % 5 + 1, 5 - n, 3) for n in range(5)
]


def named_day(day: date | None, empty: str = "") -> str:
    return empty if day is None else day.strftime("%d-%b-%y")


def dmy(day: date | None, empty: str = "") -> str:
    return empty if day is None else day.strftime("%d-%m-%Y")


def mdy(day: date | None, empty: str = "") -> str:
    return empty if day is None else f"{day.month}-{day.day}-{day.year}"


def lines(*rows: list[str]) -> str:
    return (
        "\r\n".join(",".join(f'"{c}"' if "," in c or "\n" in c else c for c in row) for row in rows)
        + "\r\n"
    )


REST = ["ADEmail", "BusinessUnit", "EmployeeType", "PayZone", "EmployeeClassificationType"]
TAIL = [
    "DepartmentType",
    "Division",
    "DOB",
    "State",
    "LocationCode",
    "Performance Score",
    "Current Employee Rating",
]


def employee_row(person: tuple, day, empty: str = "", birth=None) -> dict[str, str]:
    id_, start, exit_, status, type_, description, title, rating = person
    return {
        "id": str(id_), "StartDate": day(start), "ExitDate": day(exit_, empty), "Title": title,
        "ADEmail": "a@example.org", "BusinessUnit": "PL", "EmployeeStatus": status,
        "EmployeeType": "Contract", "PayZone": "Zone C", "EmployeeClassificationType": "Temporary",
        "TerminationType": type_, "TerminationDescription": description or empty,
        "DepartmentType": "Production       ", "Division": "Field", "State": "MA",
        "DOB": (birth or day)(date(1969, 10, 7 + id_ % 20)), "LocationCode": "34904",
        "Performance Score": "Fully Meets", "Current Employee Rating": str(rating),
    }  # fmt: skip


def roster(order: list[str], renamed: dict[str, str], rows: list[dict[str, str]]) -> str:
    return lines(
        [renamed.get(name, name) for name in order],
        *([row.get(name, "") for name in order] for row in rows),
    )


ORDER = [
    "id", "FirstName", "StartDate", "ExitDate", "Title", *REST[:2], "EmployeeStatus", *REST[2:],
    "TerminationType", "TerminationDescription", *TAIL,
]  # fmt: skip


def original() -> dict[str, bytes]:
    people = [employee_row(person, named_day, birth=dmy) for person in EMPLOYEES]
    return {
        "employee_data.csv": roster(ORDER, {"id": "EmpID"}, people).encode("utf-8-sig"),
        "training_and_development_data.csv": trainings(dmy, "{:.2f}").encode(),
        "employee_engagement_survey_data.csv": surveys(dmy).encode(),
    }


def mdy_dash() -> dict[str, bytes]:
    people = [employee_row(person, mdy, "NA") for person in EMPLOYEES]
    order = [*ORDER[:2], "FullName", *ORDER[2:]]
    names = {"id": "EmpID", "Title": "TitleOfJob", "ADEmail": "EmployerEmail"}
    return {
        "employee_data.csv": roster(order, names, people).encode(),
        "training_and_development_data.csv": trainings(mdy, "{:g}").encode(),
        "employee_engagement_survey_data.csv": surveys(mdy).encode(),
    }


def excel_litter() -> dict[str, bytes]:
    people = [employee_row(person, dmy) for person in EMPLOYEES]
    extra = [
        "Work-Life Balance Score",
        "Engagement Score",
        "Satisfaction Score",
        "Column1",
        "Performance Score2",
    ]
    for person in people:
        person |= dict.fromkeys(extra[:3], "3") | {"Column1": "Leadership Development"}
    return {
        "employee_data.xlsx.csv": roster(
            [*ORDER[:2], "Employee Name", *ORDER[2:], *extra], {"id": "Employee ID"}, people
        ).encode("utf-8-sig"),
        "training_and_development_data.csv": trainings(named_day, "{:g}", litter=True).encode(),
        "employee_engagement_survey_data.csv": surveys(dmy).encode(),
    }


def trainings(day, money: str, *, litter: bool = False) -> str:
    head = [
        "Employee ID", "Training Date", "Training Program Name", "Training Type",
        "Training Outcome", "Location", "Trainer", "Training Duration(Days)", "Training Cost",
    ]  # fmt: skip
    rows = [
        [
            str(id_),
            day(on),
            program,
            "Internal",
            outcome,
            "Port",
            "A. Lee",
            str(days),
            money.format(cost),
        ]
        for id_, on, program, outcome, days, cost in TRAININGS
    ]
    if litter:
        head = [*head, "SUMPRODUCT function to calculate\nthe total", "", ""]
        rows = [[*row, "", "", ""] for row in rows]
        rows[1][-2:] = ["Location", "Total Cost"]
        rows[2][-2:] = ["Port", "758.18"]
    return lines(head, *rows)


def surveys(day) -> str:
    head = [
        "Employee ID",
        "Survey Date",
        "Engagement Score",
        "Satisfaction Score",
        "Work-Life Balance Score",
    ]
    return lines(head, *([str(i), day(on), str(a), str(b), str(c)] for i, on, a, b, c in SURVEYS))
