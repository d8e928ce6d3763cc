"""User text made harmless: Streamlit reads labels, captions and st.table cells as Markdown."""

import html
import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&=^\"'])")
# These survive Markdown escapes because they are found in the finished text: automatic links
# (scheme, www, mail) and emoji or icon names between colons. A word joiner breaks them.
JOINER = "\u2060"
LINKS = re.compile(r"(?i)(://|\bwww\.|@|:(?=[a-z0-9_+/\-]+:))")


def plain(text: object) -> str:
    """Text that Streamlit's Markdown shows exactly as it is, on one line."""
    one_line = " ".join(str(text).split())
    unlinked = LINKS.sub(lambda found: found.group(0)[0] + JOINER + found.group(0)[1:], one_line)
    return SPECIAL.sub(r"\\\1", unlinked)


def markup(text: object) -> str:
    """Text for use inside HTML."""
    return html.escape(" ".join(str(text).split()), quote=True)
