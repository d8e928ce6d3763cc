"""Names out of files as they are spoken in a sentence."""


def spoken(name: str) -> str:
    """A name with its underscores read as spaces: ``tickets_per_hour`` is tickets per hour."""
    return name.replace("_", " ").strip()
