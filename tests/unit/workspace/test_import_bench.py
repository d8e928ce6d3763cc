"""The benchmark of an import times functions that are there, on rows that are always the same."""

import hashlib
from pathlib import Path

import pytest

from tests.bench import import_speed


@pytest.mark.parametrize("name", sorted(import_speed.PARTS))
def test_every_timed_part_is_there(name: str) -> None:
    module, function = import_speed.PARTS[name]
    owner = __import__(module, fromlist=["_"])
    *parents, last = function.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    assert callable(getattr(owner, last))


def test_the_rows_are_made_by_the_seed(tmp_path: Path) -> None:
    digests = set()
    for name in ("a.csv", "b.csv"):
        import_speed.make_enrollments(tmp_path / name, 1000)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1
    assert len((tmp_path / "a.csv").read_text().splitlines()) == 1001


def test_our_import_keeps_every_row_and_says_where_time_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mls_metrics.intake.reading.LARGE_BYTES", 0)
    for module, function in import_speed.PARTS.values():  # put back what is timed
        owner = __import__(module, fromlist=["_"])
        *parents, last = function.split(".")
        for parent in parents:
            owner = getattr(owner, parent)
        monkeypatch.setattr(owner, last, getattr(owner, last))
    source, spent = tmp_path / "enrollments.csv", {}
    import_speed.make_enrollments(source, 2000)
    assert import_speed.ours(source, tmp_path / "workspace", spent) == 2000
    assert {"fingerprint", "look_at_bytes", "clean_copy", "evidence", "parse", "land"} <= set(spent)
