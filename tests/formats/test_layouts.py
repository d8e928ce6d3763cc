"""Every layout reads its samples as its vendor means them."""

import tomllib
from importlib.resources import files

import pytest

from mls_metrics.intake.layouts import shipped
from tests.formats.sampled import FOLDER, Sample, differences, outcome_of, samples

MADE_ELSEWHERE = ("oulad_", "employee_all_in_one_")


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.id)
def test_a_sample_is_read_as_its_vendor_means_it(sample: Sample) -> None:
    outcome = outcome_of(sample.path, filed=sample.filed)
    own = next(layout for layout in shipped() if layout.id == sample.layout)
    assert (outcome.reports[0].system, outcome.reports[0].table) == (own.system, own.table or None)
    assert differences(sample, outcome) == []


def test_every_layout_has_a_plain_and_a_nasty_sample() -> None:
    sampled = {(sample.layout, sample.name) for sample in samples()}
    wanted = {
        (layout.id, name)
        for layout in shipped()
        if not layout.id.startswith(MADE_ELSEWHERE)
        for name in ("plain", "nasty")
    }
    assert sampled == wanted


def test_every_layout_says_what_it_is_and_whether_an_export_was_seen() -> None:
    folder = files("mls_metrics.intake") / "formats"
    for layout in shipped():
        if layout.id.startswith(MADE_ELSEWHERE):
            continue
        content = tomllib.loads((folder / f"{layout.id}.toml").read_text(encoding="utf-8"))
        assert content.get("title"), layout.id
        assert content.get("source"), layout.id
        assert isinstance(content.get("confirmed"), bool), layout.id


def test_samples_stay_small() -> None:
    for path in FOLDER.rglob("*"):
        assert not path.is_file() or path.stat().st_size < 60_000, path.name
