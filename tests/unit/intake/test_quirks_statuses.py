"""Status words: several facts glued into one, in ten languages, matched whole."""

from pathlib import Path

import pytest

from mls_metrics.catalog.load import tables
from mls_metrics.intake.vocabulary import StatusFacts, fold, meaning, status_facts, words
from tests.unit.intake.landing import land

STATUS = tables()["enrollments"].column("status")


def facts(lifecycle: str | None, **more: object) -> StatusFacts:
    return StatusFacts(lifecycle=lifecycle, **more)  # type: ignore[arg-type]


FACTS = {
    "Completed": facts("completed"),
    "  COMPLETED  ": facts("completed"),
    "Incomplete": facts("in_progress"),
    "Not completed": facts("in_progress"),
    "Not  Completed": facts("in_progress"),
    "Completed (Equivalent)": facts("completed", credit="equivalent"),
    "Equivalency": facts("completed", credit="equivalent"),
    "Completed (Self-Asserted)": facts("completed", credit="self_asserted"),
    "Complete via rpl": facts("completed", credit="rpl"),
    "Exempt": facts("waived"),
    "Waiver/Exempt": facts("waived"),
    "Passed": facts("completed", passed=True),
    "Failed": facts("failed", passed=False),
    "Completed (achieved pass grade)": facts("completed", passed=True),
    "Completed (did not achieve pass grade)": facts("failed", passed=False),
    "60 Completed - Not OK": facts("failed", passed=False),
    "50 Completed - OK": facts("completed", passed=True),
    "10 - In Progress": facts("in_progress"),
    "Completed (set by A. Lee)": facts("completed", overridden=True),
    "Not completed (set by Ann Lee (HR)": facts("in_progress", overridden=True),
    "Completed (achieved pass grade) (set by B)": facts("completed", passed=True, overridden=True),
    "In Progress / Past Due": facts("in_progress", overdue=True),
    "In Progress/Past Due": facts("in_progress", overdue=True),
    "In Progress /Past Due": facts("in_progress", overdue=True),
    "In Progress/ Past Due": facts("in_progress", overdue=True),
    "In Progress (Past Due)": facts("in_progress", overdue=True),
    "In Progress - Overdue": facts("in_progress", overdue=True),
    "Pending Pre-Work/Past Due": facts("not_started", overdue=True),
    "Pending Evaluation / Past Due": facts("in_progress", overdue=True),
    "Registered / Past Due": facts("enrolled", overdue=True),
    "30 Registered / Past Due": facts("enrolled", overdue=True),
    "Not Started / Past Due (set by C)": facts("not_started", overdue=True, overridden=True),
    "Overdue": facts("in_progress", overdue=True),
    "Past Due": facts("in_progress", overdue=True),
    "Registrado / Vencido": facts("enrolled", overdue=True),
    "Angemeldet / Überfällig": facts("enrolled", overdue=True),
    "unknown": facts("unknown"),
    "no_show": facts("no_show"),
    "in_progress": facts("in_progress"),
}


@pytest.mark.parametrize("word", FACTS)
def test_facts_of_a_status_word(word: str) -> None:
    assert status_facts(word) == FACTS[word]
    assert meaning(word, STATUS) in (FACTS[word].lifecycle, "")


@pytest.mark.parametrize(
    "word",
    ["Frobnicated", "Completed maybe", "Almost completed", "uncompleted", "Complete the course",
     "Pending something new", "In Progress / Frobnicated", "60", "", "/ Past Due", "Completed (x)",
     "Completely", "60 60 Completed"],
)  # fmt: skip
def test_words_that_nobody_explained_say_nothing(word: str) -> None:
    assert status_facts(word).lifecycle is None


@pytest.mark.parametrize(
    ("word", "lifecycle"),
    [
        ("Abgeschlossen", "completed"), ("Nicht abgeschlossen", "in_progress"),
        ("Nicht bestanden", "failed"), ("Terminé", "completed"), ("Non terminé", "in_progress"),
        ("Inachevé", "in_progress"), ("Échoué", "failed"), ("Completado", "completed"),
        ("No completado", "in_progress"), ("Reprobado", "failed"), ("Concluído", "completed"),
        ("Não concluído", "in_progress"), ("Reprovado", "failed"), ("Completato", "completed"),
        ("Non completato", "in_progress"), ("Non superato", "failed"), ("Voltooid", "completed"),
        ("Niet voltooid", "in_progress"), ("Niet gestart", "not_started"),
        ("Ukończono", "completed"), ("Nie ukończono", "in_progress"), ("W toku", "in_progress"),
        ("完了", "completed"), ("未受講", "not_started"), ("不合格", "failed"),
        ("已完成", "completed"), ("未通过", "failed"), ("进行中", "in_progress"),
    ],
)  # fmt: skip
def test_words_of_other_languages(word: str, lifecycle: str) -> None:
    assert status_facts(word).lifecycle == lifecycle
    assert status_facts(word.upper()).lifecycle == lifecycle


def test_accents_may_be_written_as_signs_of_their_own() -> None:
    assert status_facts("Termine\u0301").lifecycle == "completed"
    assert status_facts("Nicht begonnen\u00a0").lifecycle == "not_started"
    assert status_facts("Com\u200bpleted").lifecycle == "completed"


def test_no_word_has_two_meanings() -> None:
    lists = words()["status"]
    every = [fold(name) for names in lists.values() for name in names]
    assert len(every) == len(set(every))
    assert set(lists) == set(STATUS.values)


def test_every_word_that_says_more_is_explained() -> None:
    for kind, names in words()["status_says"].items():
        for name in names:
            if name == "late":  # only behind another word
                continue
            lifecycle = status_facts(name).lifecycle
            assert lifecycle is not None, name
            assert kind != "passed" or lifecycle == "completed", name
            assert kind != "failed" or lifecycle == "failed", name


def test_facts_reach_their_columns(tmp_path: Path) -> None:
    said = {
        "In Progress / Past Due": (True, None, None, None),
        "Completed (Equivalent)": (None, "equivalent", None, None),
        "Passed": (None, None, True, None),
        "Completed (did not achieve pass grade) (set by A. Lee)": (None, None, False, True),
        "Completed": (None, None, None, None),
    }
    rows = "".join(f'{n},P,"{word}"\n' for n, word in enumerate(said))
    done = land(tmp_path, {"enrollments.csv": "employee_id,program_id,status\n" + rows})
    columns = [
        done.column("enrollments", name) for name in ("overdue", "credit", "passed", "overridden")
    ]
    assert list(zip(*columns, strict=True)) == list(said.values())
    assert done.report.set_aside == ()


def test_hostile_statuses_take_no_time() -> None:
    for word in ("(set by " * 100_000, "a / " * 200_000, " " * 400_000 + "x", "1" * 300_000):
        assert status_facts(word).lifecycle is None
