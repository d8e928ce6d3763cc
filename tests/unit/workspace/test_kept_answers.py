"""A second start is quick: relations and answers are kept, and never taken for others."""

from datetime import date
from pathlib import Path

import pytest

from mls_metrics.assess import assess
from mls_metrics.catalog.load import load_policy
from mls_metrics.errors import ViewOnlyError, WorkspaceBusyError
from mls_metrics.report.assessment_json import assessment_text
from mls_metrics.warehouse.built_as import built_as, note_built
from mls_metrics.workspace import Workspace, kept_answers, open_sample
from mls_metrics.workspace import workspace as module
from mls_metrics.workspace.sample import sample_key

POLICY = load_policy()
PEOPLE = "employee_id,hire_date\n" + "".join(f"E{n},2022-01-0{1 + n % 9}\n" for n in range(12))
TAKEN = "employee_id,program_id,status,started_on,completed_on\n" + "".join(
    f"E{n},P1,completed,2023-01-10,2023-02-10\n" for n in range(12)
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "employees.csv").write_text(PEOPLE)
    (folder / "enrollments.csv").write_text(TAKEN)
    return sorted(folder.glob("*.csv"))


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """How often relations were really made."""
    made: list[object] = []
    original = module.build

    def counted(*args: object, **kwargs: object) -> date:
        made.append(kwargs)
        return original(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "build", counted)
    return made


def test_the_answer_of_the_last_start_is_taken_up_whole(
    tmp_path: Path, files: list[Path], builds: list[object]
) -> None:
    with Workspace.open(tmp_path / "w") as first:
        first.add(files)
        assert first.kept_answer(POLICY) is None
        worked_out = assess(first)
        first.keep_answer(worked_out)
    assert len(builds) == 1
    with Workspace.open(tmp_path / "w") as second:
        kept = second.kept_answer(POLICY)
    assert len(builds) == 1
    assert kept is not None
    assert assessment_text(kept) == assessment_text(worked_out)


def test_other_data_policy_or_code_find_no_answer(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(tmp_path / "w") as opened:
        opened.add(files)
        opened.keep_answer(assess(opened))
        assert opened.kept_answer(POLICY) is not None
        other = tmp_path / "policy.toml"
        other.write_text("[settings]\ndraws = 2500\n")
        assert opened.kept_answer(load_policy(other)) is None
        more = tmp_path / "surveys.csv"
        more.write_text("responded_on,program_id,satisfaction\n2023-03-01,P1,4\n")
        opened.add([more])
        assert opened.kept_answer(POLICY) is None
        opened.undo(next(r.import_id for r in opened.history() if r.report.file == "surveys.csv"))
        assert opened.kept_answer(POLICY) is not None
        monkeypatch.setattr(kept_answers, "code_sha256", lambda: "other code")
        assert opened.kept_answer(POLICY) is None


def test_only_an_answer_is_read_and_only_the_last_few_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / kept_answers.FOLDER
    assert kept_answers.load(tmp_path, "none") is None
    folder.mkdir()
    (folder / "torn.kept").write_bytes(b"\x80\x05torn")
    assert kept_answers.load(tmp_path, "torn") is None
    for number in range(5):
        kept_answers.save(tmp_path, kept_answers.key_of(number), "no answer")  # type: ignore[arg-type]
    assert len(list(folder.glob("*.kept"))) == kept_answers.KEPT
    assert kept_answers.load(tmp_path, kept_answers.key_of(4)) is None
    assert kept_answers.key_of(date(2026, 1, 1)) != kept_answers.key_of(date(2026, 1, 2))
    assert len(kept_answers.code_sha256()) == 64


def test_viewers_keep_nothing(tmp_path: Path, files: list[Path]) -> None:
    with Workspace.open(tmp_path / "w") as opened:
        opened.add(files)
        answer = assess(opened)
    with (
        Workspace.open(tmp_path / "w", view_only=True) as viewed,
        pytest.raises(ViewOnlyError),
    ):
        viewed.keep_answer(answer)


def test_relations_are_made_again_for_another_day_and_never_half(
    tmp_path: Path, files: list[Path], builds: list[object]
) -> None:
    with Workspace.open(tmp_path / "w") as opened:
        opened.add(files)
        assert built_as(opened.store) == {}
        day = opened.build()
        assert opened.build(as_of=day) == opened.build() == day
        assert len(builds) == 1
        assert opened.build(as_of=date(2024, 1, 1)) == date(2024, 1, 1)
        assert opened.build() == day
        assert len(builds) == 3
        note_built(opened.store, {})
        assert opened.build() == day
        assert len(builds) == 4
        assert built_as(opened.store)["day"] == day.isoformat()


def test_the_sample_is_read_once_and_gives_way_to_a_newer_one(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "sample"
    with open_sample(files, place) as first:
        assert first.directory == place / sample_key(files)
        assert len(first.imports()) == 2
    monkeypatch.setattr(Workspace, "add", lambda *_: pytest.fail("read again"))
    with open_sample(files, place) as second:
        assert len(second.imports()) == 2
    monkeypatch.undo()
    files[0].write_text(PEOPLE + "E99,2024-01-01\n")
    with open_sample(files, place) as newer:
        assert [path.name for path in place.iterdir()] == [newer.directory.name]
    with open_sample(files, None) as in_memory:
        assert len(in_memory.imports()) == 2


def test_where_another_process_has_the_sample_it_is_read_into_memory(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Workspace.open

    def busy(directory: Path | None, **kwargs: bool) -> Workspace:
        if directory is not None:
            raise WorkspaceBusyError("Held by another.")
        return original(directory, **kwargs)

    monkeypatch.setattr(Workspace, "open", busy)
    with open_sample(files, tmp_path / "sample") as opened:
        assert len(opened.imports()) == 2
        assert tmp_path not in opened.directory.parents
