"""Names out of files, as they are spoken."""

from mls_metrics.model.words import spoken


def test_underscores_are_read_as_spaces() -> None:
    assert spoken("tickets_per_hour ") == "tickets per hour"
    assert spoken("") == ""
