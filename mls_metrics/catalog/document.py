"""The closed lists and the decision rule as Markdown, written from the catalogue itself."""

from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.catalog.load import (
    company_metrics,
    contexts,
    dimensions,
    load_policy,
    metrics,
    policy_entries,
    read_toml,
)
from mls_metrics.model.definition import CompanyMetric, Metric


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


def facts_markdown() -> str:
    """The facts of the organization, page by page."""
    lines = [
        "# Facts of the organization",
        "",
        "Counted rows that the pages about strategy, skills, future fit, change, governance and "
        "service show, and that the JSON of an assessment carries under `organization`. Each has "
        "one entry in `mls_metrics/catalog/facts` and one select of its name in "
        "`mls_metrics/warehouse/facts`. This page is written from the catalogue.",
        "",
    ]
    for page in dict.fromkeys(fact.page for fact in facts().values()):
        lines += [f"## {page.capitalize()}", ""]
        for fact in (fact for fact in facts().values() if fact.page == page):
            needs = ", ".join(" or ".join(f"`{n}`" for n in names) for names in fact.needs)
            lines += [
                f"### {fact.title}",
                "",
                f"`{fact.id}`. {fact.question} {fact.definition}",
                "",
                f"- Needs: {needs}",
                f"- Columns: {', '.join(f'{k} ({v})' for k, v in fact.columns.items())}",
                *([f"- Caution: {fact.caveat}"] if fact.caveat else []),
                "",
            ]
    return "\n".join(lines)


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


def metrics_markdown() -> str:
    """Every metric with its definition, goalposts and caution."""
    lines = [
        "# Metrics",
        "",
        "What is measured, how, and how a value becomes points. A metric is one entry in "
        "`mls_metrics/catalog/metrics` and one select of the same name in "
        "`mls_metrics/warehouse/metrics` (or an effect, the verdict or an account of sums); this "
        "page is written from the catalogue. Unassessed is never zero, rates leave out what is not "
        "due yet, times keep unfinished people in the count, and cost never enters a dimension. "
        "Fewer people than the policy's minimum group are hidden; fewer than a metric needs give "
        "a refusal with its reason.",
    ]
    groups = {name: (entry.title, entry.question) for name, entry in dimensions().items()}
    for name, context in contexts().items():
        beside = f"{context.question} Shown beside the five dimensions, never inside a score."
        groups[name] = (context.title, beside)
    for name, (title, question) in groups.items():
        lines += ["", f"## {title}", "", question]
        for metric in (entry for entry in metrics().values() if entry.dimension == name):
            lines += metric_lines(metric)
    return "\n".join([*lines, *company_lines()]) + "\n"


def company_lines() -> list[str]:
    """The numbers of the whole company, by what they are about."""
    lines = [
        "",
        "## The whole company",
        "",
        "Numbers that speak of the company or the service and of no single program: one entry each "
        "in `mls_metrics/catalog/company_metrics.toml` and one select of the same name in "
        "`mls_metrics/warehouse/company_metrics`. None is scored. What was counted in full has "
        "itself as its range; everything else has an interval.",
    ]
    for area in dict.fromkeys(metric.area for metric in company_metrics().values()):
        for metric in (m for m in company_metrics().values() if m.area == area):
            lines += company_metric_lines(metric)
    return lines


def company_metric_lines(metric: CompanyMetric) -> list[str]:
    """One number of the whole company as a heading and a list."""
    number = f" (number {metric.number})" if metric.number else ""
    return [
        "",
        f"### {metric.title}{number}",
        "",
        f"`{metric.id}`: {metric.question} {metric.definition}",
        "",
        f"- Formula: {metric.formula} ({metric.unit})",
        f"- About: {metric.area}; refused below {metric.min_n}.",
        f"- Reads: {', '.join(f'`{source}`' for source in metric.inputs)}",
        f"- Standard: {metric.standard}. Caution: {metric.caveat}",
    ]


def standard_of(metric: Metric) -> str:
    """Where the definition comes from, its level, and what TDRp calls such a measure."""
    level = f"; {metric.level}" if metric.level else ""
    return f"{metric.standard}{level}; a measure of {metric.measures}"


def metric_lines(metric: Metric) -> list[str]:
    """One metric as a heading and a list."""
    number = f" (number {metric.number})" if metric.number else ""
    goals = (
        f"0 points at {metric.floor:g}, 60 at {metric.target:g}, 100 at {metric.stretch:g} "
        f"({metric.unit}). {metric.goalpost_reason}"
    )
    shrinks = f"pulled toward {metric.prior:g} as if by {metric.prior_n:g} more; "
    shown = f"Shown, not scored. {metric.goalpost_reason}"
    return [
        "",
        f"### {metric.title}{number}",
        "",
        f"`{metric.id}`: {metric.question} {metric.definition}",
        "",
        f"- Formula: {metric.formula}",
        f"- Goalposts: {goals if metric.scored else shown}",
        f"- Small programs: {shrinks}refused below {metric.min_n}.",
        f"- Reads: {', '.join(f'`{source}`' for source in metric.inputs)}",
        f"- Standard: {standard_of(metric)}. Caution: {metric.caveat}",
    ]
