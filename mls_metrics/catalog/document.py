"""The closed lists and the decision rule as Markdown, written from the catalogue itself."""

from mls_metrics.catalog.load import load_policy, policy_entries, read_toml


def reasons_markdown() -> str:
    """The reason codes of a verdict."""
    lines = [
        "# Reason codes",
        "",
        "Every reason in a verdict has one of these codes. A guard can change the action away "
        "from the most probable one. This page is written from `mls_metrics/catalog/reasons.toml`.",
        "",
        "| code | guard | sentence |",
        "|---|---|---|",
    ]
    for code, entry in read_toml("reasons.toml").items():
        guard = "yes" if entry.get("guard") else ""
        lines.append(f"| `{code}` | {guard} | {entry['sentence']} |")
    return "\n".join(lines) + "\n"


def policy_markdown() -> str:
    """The default policy with the reason of every number."""
    lines = [
        "# The default policy",
        "",
        "Every threshold and assumption a verdict uses. A policy file of your own replaces any of "
        "them ([example](policy.example.toml)). This page is written from "
        "`mls_metrics/catalog/policy.toml`.",
        "",
        "| setting | value | reason |",
        "|---|---|---|",
    ]
    for name, weight in load_policy().weight_of().items():
        reason = "Equal until a steering group agrees otherwise."
        lines.append(f"| weight of `{name}` | {weight:g} | {reason} |")
    for name, entry in policy_entries().items():
        lines.append(f"| `{name}` | {entry['value']} | {entry['reason']} |")
    return "\n".join(lines) + "\n"
