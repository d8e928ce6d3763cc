"""Findings of the page Strategy: what learning serves, from the rows of its facts."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from mls_metrics.model.decision import Assessment
from mls_metrics.model.estimate import Estimate, normal_quantile
from mls_metrics.model.words import spoken
from mls_metrics.narrative.effects import explain_effect
from mls_metrics.narrative.numbers import UNKNOWN, amount, between, count, money, plural
from mls_metrics.narrative.wording import TEMPLATES, say, sentence_case

MOST = 3


def percent(share: object) -> str:
    """A share in whole percent, or the words for one that is not known."""
    return UNKNOWN if pd.isna(share) else amount(float(share), "share")  # type: ignore[call-overload, arg-type]


def names_of(names: Sequence[str]) -> str:
    """The first few names, and how many more."""
    first = ", ".join(names[:MOST])
    more = len(names) - MOST
    return f"{first} and {more} more" if more > 0 else first


def strategy_title(chain: pd.DataFrame, support: pd.DataFrame, vision: pd.DataFrame) -> str:
    """The page's finding, from chain_completeness, objective_support and vision_now."""
    if support.empty:
        return TEMPLATES["title_strategy_empty" if vision.empty else "title_strategy_vision"]
    objectives = plural(len(support), "objective")
    if chain.empty:
        return say("title_strategy_goals", objectives=objectives)
    last = chain.iloc[-1]
    if pd.isna(last["spend_share"]):
        programs = plural(int(last["all_programs"]), "program")
        return say("title_strategy_programs", complete=int(last["programs"]), programs=programs)
    share, bare = percent(last["spend_share"]), int((support["programs"] == 0).sum())
    if bare == 1:
        return say("title_strategy_bare_one", share=share)
    if bare:
        return say("title_strategy_bare", share=share, bare=plural(bare, "objective"))
    if last["spend_share"] == 1:
        return TEMPLATES["title_strategy_full"]
    return say("title_strategy_chain", share=share)


def chain_sentence(chain: pd.DataFrame) -> str:
    """How much stands in an unbroken chain, and where most of the spend is lost."""
    last = chain.iloc[-1]
    told = say(
        "strategy_chain",
        spend=percent(last["spend_share"]),
        learners=percent(last["learner_share"]),
        complete=int(last["programs"]),
        programs=plural(int(last["all_programs"]), "program"),
    )
    lost = -chain["spend_share"].astype("float64").diff().fillna(chain["spend_share"].iloc[0] - 1)
    if lost.notna().any() and lost.max() > 0:
        step = str(chain["step"].iloc[int(lost.to_numpy().argmax())])
        name = step if step == "KPI" else step[:1].lower() + step[1:]
        told += say("strategy_chain_break", step=name, lost=percent(lost.max()))
    return told


def role_sentences(support: pd.DataFrame, currency: str) -> list[str]:
    """What stands behind each objective that has a program, and where its KPI went."""
    return [
        say(
            "strategy_role",
            objective=row["objective"],
            programs=plural(int(row["programs"]), "program"),
            people="learners hidden or not known"
            if pd.isna(row["people"])
            else plural(int(row["people"]), "learner"),
            spend="spend not known" if pd.isna(row["spend"]) else money(row["spend"], currency),
            movement=movement(row),
        )
        for row in support[support["programs"] > 0].to_dict("records")
    ]


def movement(row: Mapping[Hashable, Any]) -> str:
    """Where the KPI of an objective went since its baseline, as association."""
    now, way = row["kpi_now"], row["way_done"]
    if pd.isna(now) or pd.isna(way):
        return TEMPLATES["strategy_kpi_unknown"]
    return (
        say(
            "strategy_kpi_moved",
            kpi=sentence_case(spoken(str(row["kpi"]))),
            baseline=amount(float(row["baseline"]), ""),
            now=amount(float(now), ""),
            unit="",
            way=percent(way),
            target=amount(float(row["target"]), ""),
            spread=spread(row),
        )
        .replace("  ", " ")
        .replace(" ,", ",")
    )


def spread(row: Mapping[Hashable, Any]) -> str:
    """Range of the mean over units; nothing where there is one unit."""
    units, sd = row["units"], row["now_sd"]
    if pd.isna(units) or pd.isna(sd):
        return ""
    number = int(units)
    half = normal_quantile(0.95) * float(sd) / number**0.5
    middle = float(row["kpi_now"])
    low, high = between(middle - half, middle + half, "").split(" to ")
    return say("strategy_spread", units=plural(number, "unit"), low=low, high=high)


def effect_sentences(support: pd.DataFrame, assessment: Assessment | None) -> list[str]:
    """What of each objective's KPI an assessment puts down to its programs, with its letter."""
    known = {item.program_id: item for item in assessment.recommendations} if assessment else {}
    told = []
    for row in support.to_dict("records"):
        for program_id in str(row["program_ids"]).split(","):
            item = known.get(program_id)
            effect = item.evidence.effects.get("productivity") if item else None
            if (
                item
                and effect
                and effect.kpi == row["kpi"]
                and isinstance(effect.measure, Estimate)
            ):
                sentence = explain_effect(effect)
                told.append(say("strategy_effect", program=item.program_name, sentence=sentence))
    return told or [TEMPLATES["strategy_effect_none"]]


def bare_sentence(support: pd.DataFrame) -> str:
    """Objectives with nothing behind them."""
    bare = [str(name) for name in support.loc[support["programs"] == 0, "objective"]]
    if bare:
        return say("strategy_nothing", names=names_of(bare))
    return say("strategy_all_supported", objectives=plural(len(support), "objective"))


def orphans_sentence(orphans: pd.DataFrame) -> str:
    """How many of each kind stand alone."""
    if orphans.empty:
        return TEMPLATES["strategy_no_orphans"]
    found = orphans["kind"].value_counts()
    return say(
        "strategy_orphans",
        programs=plural(int(found.get("program without an objective", 0)), "program"),
        objectives=plural(int(found.get("objective without a program", 0)), "objective"),
        kpis=plural(int(found.get("KPI without an owner", 0)), "KPI") + " without an owner",
    )


def reasons_sentence(reasons: pd.DataFrame) -> str:
    """How many programs do not say why they are there."""
    bare = reasons[reasons["missing"] != ""]
    programs = plural(len(reasons), "program")
    if bare.empty:
        return say("strategy_reasons_clear", programs=programs)
    spend = reasons["spend"].astype("float64")
    share = spend[bare.index].sum() / spend.sum() if spend.sum() > 0 else float("nan")
    return say("strategy_reasons", missing=len(bare), programs=programs, share=percent(share))


def categories_sentence(totals: pd.DataFrame) -> str:
    """Which category has most of the spend, and how much serves none."""
    shares = dict(zip(totals["category"], totals["spend_share"], strict=True))
    none = shares.pop("no objective", 0.0)
    known = {name: float(share) for name, share in shares.items() if share == share}
    if not known:
        return TEMPLATES["strategy_priority_none"]
    first = max(known, key=lambda name: known[name])
    return say("strategy_categories", first=first, share=percent(known[first]), none=percent(none))


def guard_sentence(guarded: pd.DataFrame) -> str:
    """How many programs must stay, and how many look regulatory and are not guarded."""
    kept = int(guarded["standing"].str.startswith("must keep").sum())
    programs = plural(kept, "program")
    if kept == len(guarded):
        return say("strategy_guard", guarded=programs)
    return say("strategy_guard_open", guarded=programs, open=len(guarded) - kept)


def priority_sentence(fit: pd.DataFrame) -> str:
    """Share of spend on the objectives of the highest weights."""
    top = fit[fit["is_top"].astype(bool)]
    if fit["spend_share"].isna().all() or top.empty:
        return TEMPLATES["strategy_priority_none"]
    return say(
        "strategy_priority",
        share=percent(top["spend_share"].sum()),
        top=plural(len(top), "objective"),
        weight=percent(top["weight_share"].sum()),
    )


def baseline_sentence(timing: pd.DataFrame) -> str:
    """Share of programs with a baseline from before their start."""
    return say(
        "strategy_baseline",
        before=int((timing["standing"] == "before").sum()),
        programs=plural(len(timing), "program"),
        after=int(timing["standing"].str.startswith("after").sum()),
    )


def pace_sentence(evidence: pd.DataFrame) -> str:
    """How learning keeps pace: fresh content, from vision_evidence."""
    found = evidence[(evidence["question"] == "pace") & evidence["is_backed"].astype(bool)]
    if found.empty:
        return TEMPLATES["strategy_pace_unknown"]
    row = found.iloc[0]
    programs = plural(int(row["n"]), "program")
    return say("strategy_pace", fresh=count(int(row["k"])), programs=programs)
