"""A metric, a method, a dimension or the policy in words, for the command line and the pages."""

from mls_metrics.catalog.document import standard_of
from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.catalog.load import (
    company_metrics,
    contexts,
    dimensions,
    load_policy,
    metrics,
    policy_entries,
    read_toml,
    tables,
)
from mls_metrics.errors import UserError
from mls_metrics.model.definition import CompanyMetric, Metric
from mls_metrics.model.fact import Fact
from mls_metrics.recommend.pseudocode import decision_rule


def explain(name: str) -> str:
    """What a name stands for.

    Parameters
    ----------
    name : str
        A metric's id or number, a method, a dimension, a canonical table, a fact of the
        organization, ``policy`` or ``rule``.

    Raises
    ------
    UserError
        The name means nothing here.
    """
    wanted = name.strip().lower().replace("-", "_")
    # of two metrics with one number (cost per learner, per hour) the first
    by_number = {str(m.number): m for m in reversed([*metrics().values()]) if m.number}
    if wanted in metrics() or wanted in by_number:
        return metric_text(metrics().get(wanted) or by_number[wanted])
    of_company = [m for m in company_metrics().values() if wanted in {m.id, str(m.number)}]
    if of_company:
        return "\n".join(company_text(metric) for metric in of_company)
    methods = read_toml("methods.toml")
    if wanted in methods:
        entry = methods[wanted]
        lines = [entry["title"], entry["sentence"], f"Trap avoided: {entry['trap']}"]
        return "\n".join([*lines, f"Source: {entry['source']}"]) + "\n"
    if wanted in dimensions():
        dimension = dimensions()[wanted]
        inside = [m.id for m in metrics().values() if m.dimension == wanted and m.scored]
        return f"{dimension.title}\n{dimension.question}\nScored from: {', '.join(inside)}\n"
    if wanted in contexts():
        context = contexts()[wanted]
        inside = [m.id for m in metrics().values() if m.dimension == wanted]
        return f"{context.title}\n{context.question}\nNever scored: {', '.join(inside)}\n"
    if wanted in tables():
        table = tables()[wanted]
        columns = ", ".join(c.name + ("*" if c.needed else "") for c in table.columns)
        return f"{table.name}: {table.grain}\nColumns (* needed): {columns}\n"
    if wanted in facts():
        return fact_text(facts()[wanted])
    if wanted == "policy":
        return policy_text()
    if wanted == "rule":
        return decision_rule(load_policy())
    raise unknown(
        name,
        [
            *metrics(),
            *company_metrics(),
            *methods,
            *dimensions(),
            *contexts(),
            *tables(),
            *facts(),
            "policy",
            "rule",
        ],
    )


def unknown(name: str, known: list[str]) -> UserError:
    """The error for a name that means nothing."""
    return UserError(
        f"'{name}' is not a metric, method, dimension or table.",
        "",
        "Known names: " + ", ".join(known) + ".",
    )


def metric_text(metric: Metric) -> str:
    """One catalogue entry in words."""
    better = "higher is better" if metric.higher_is_better else "lower is better"
    group = "Dimension" if metric.dimension in dimensions() else "Beside the dimensions"
    scored = "scored" if metric.scored else "shown beside the score"
    return "\n".join(
        [
            f"{metric.id} ({metric.number}): {metric.title}",
            metric.question,
            f"Definition: {metric.definition}",
            f"Formula: {metric.formula}",
            f"{group}: {metric.dimension}; {scored}; unit {metric.unit}; {better}",
            f"Goalposts: floor {metric.floor:g} = 0, target {metric.target:g} = 60, "
            f"stretch {metric.stretch:g} = 100 points. {metric.goalpost_reason}",
            f"Prior for small programs: {metric.prior:g}, worth {metric.prior_n:g} observations",
            f"Smallest n: {metric.min_n}",
            f"Needs: {', '.join(metric.inputs)}",
            f"Standard: {standard_of(metric)}",
            f"Caveat: {metric.caveat}",
            "",
        ]
    )


def company_text(metric: CompanyMetric) -> str:
    """One number of the whole company in words."""
    better = "higher is better" if metric.higher_is_better else "lower is better"
    return "\n".join(
        [
            f"{metric.id} ({metric.number}): {metric.title}",
            metric.question,
            f"Definition: {metric.definition}",
            f"Formula: {metric.formula}",
            f"Of the whole company, about {metric.area}; not scored; unit {metric.unit}; {better}",
            f"Smallest n: {metric.min_n}",
            f"Needs: {', '.join(metric.inputs)}",
            f"Standard: {metric.standard}",
            f"Caveat: {metric.caveat}",
            "",
        ]
    )


def fact_text(fact: Fact) -> str:
    """One fact of the organization in words."""
    needs = "; ".join(" or ".join(names) for names in fact.needs)
    columns = ", ".join(f"{name} ({heading})" for name, heading in fact.columns.items())
    lines = [
        f"{fact.id}: {fact.title} (page {fact.page})",
        fact.question,
        f"Definition: {fact.definition}",
        f"Columns: {columns}",
        f"Needs: {needs}; ask {fact.ask}",
    ]
    if fact.parameters:
        settings = ", ".join(f"{name} = {value:g}" for name, value in fact.parameters.items())
        lines.append(f"May be set: {settings}")
    if fact.caveat:
        lines.append(f"Caveat: {fact.caveat}")
    return "\n".join([*lines, ""])


def policy_text() -> str:
    """Every setting with its value and reason."""
    weights = load_policy().weight_of()
    lines = [f"weight of {name} = {weight:g}" for name, weight in weights.items()]
    lines += [f"{k} = {v['value']}  # {v['reason']}" for k, v in policy_entries().items()]
    return "\n".join(lines) + "\n"
