"""What the Method page says beyond the catalogue: grades, limits, words, this run."""

from dataclasses import fields

import pandas as pd

from mls_metrics.catalog.load import dimensions, policy_entries, read_toml
from mls_metrics.model.decision import Assessment
from mls_metrics.model.policy import DIMENSIONS, Policy

GRADES = pd.DataFrame(
    [
        ("A", "Randomized, or staggered at random", "raised, cut"),
        (
            "B",
            "Comparison group, before and after, checks passed",
            "raised, compared with similar people",
        ),
        (
            "C",
            "Adjusted comparison; no data from before, or a check not passed",
            "people who took part had … than similar people",
        ),
        ("D", "Before and after, or a raw comparison", "moved at the same time as"),
        ("E", "Opinion, self-report, or too few people", "we cannot tell yet"),
    ],
    columns=["Grade", "Rests on", "Words allowed"],
)

LIMITS = (
    "An effect is the average over the people who took part; nothing here scores, ranks or "
    "predicts a named person.",
    "Comparison people are alike in what the files hold: role, level, region, tenure, rating. What "
    "the files do not hold can still differ; the checks say how much of that would undo a result.",
    "Retention looks at voluntary leaving in the first year after the start. Later years are not "
    "claimed.",
    "Money counts first-year benefits only, with replacement cost and learning hours as the policy "
    "states them. Better work counts for the people whom the KPI measures; what a program does for "
    "the work of others is left out.",
    "A dimension without data is named and left to its wide prior; it is never zero, and missing "
    "data never retires a program.",
    "Groups under the policy's minimum size are hidden, with whatever would reveal them.",
)

GLOSSARY = pd.DataFrame(
    [
        ("Program", "A course, path or offer that people enroll in."),
        ("Starter", "A person with a start date inside employment."),
        ("Effect", "A difference against a comparison group; without one we say difference."),
        ("Range", "The interval that holds the true value in 19 of 20 such analyses."),
        ("Reading", "One plausible world drawn from the doubt in effects, scores and prices."),
        ("Evidence", "How good the design behind the verdict is, A to E."),
        ("Net value", "First-year benefit minus fully loaded cost over all starters."),
        ("Set aside", "A row that could not be trusted, kept out and listed with its reason."),
        ("Plain dashboard", "The number without comparison people, shown only as contrast."),
        ("pp", "Percentage points: the difference between two percentages."),
    ],
    columns=["Word", "Meaning here"],
)


def policy_table(policy: Policy) -> pd.DataFrame:
    """Every setting of this run with the reason for its default."""
    reasons = policy_entries()
    why = str(read_toml("policy.toml")["weights"]["reason"])
    rows = [
        (f"weight: {dimensions()[name].title}", f"{weight:g}", why)
        for name, weight in zip(DIMENSIONS, policy.weights, strict=True)
    ]
    rows += [
        (
            spec.name.replace("_", " "),
            str(getattr(policy, spec.name)),
            str(reasons[spec.name]["reason"]),
        )
        for spec in fields(policy)
        if spec.name in reasons
    ]
    return pd.DataFrame(rows, columns=["Setting", "Value", "Reason"])


def provenance_table(assessment: Assessment) -> pd.DataFrame:
    """What the run rests on; the same four fingerprints give the same numbers."""
    origin = assessment.provenance
    rows = [
        ("Product version", origin.product_version),
        ("As of", origin.as_of.isoformat()),
        ("Seed", str(origin.seed)),
        ("Policy fingerprint", origin.policy_sha256),
        ("Data fingerprint", origin.data_sha256),
        ("Files", str(len({report.sha256 for report in assessment.imports}))),
    ]
    return pd.DataFrame(rows, columns=["What", "Value"])
