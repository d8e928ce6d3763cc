"""Effects of every program: the warehouse's cells and panels to the analyses, and nothing more."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from mls_metrics.analysis.certificates import with_certificate_check
from mls_metrics.analysis.data_checks import with_data_checks
from mls_metrics.analysis.kpi_money import with_reach
from mls_metrics.analysis.natural_comparison import with_natural_comparison
from mls_metrics.analysis.productivity import estimate_productivity
from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.analysis.retention_data import only_data_missing
from mls_metrics.analysis.second_opinion import SecondOpinions, second_opinions
from mls_metrics.analysis.speed import estimate_speed
from mls_metrics.analysis.stand_ins import stand_in_effects
from mls_metrics.analysis.study_setting import kpi_spread
from mls_metrics.inputs.kpi import KpiPanels
from mls_metrics.inputs.retention import retention_data, turned_away
from mls_metrics.inputs.speed import speed_of
from mls_metrics.inputs.study import StudySettings
from mls_metrics.model.evidence import EffectEstimate, ProgramFacts, StandIns
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.designs import with_productivity_plans, with_retention_plans
from mls_metrics.warehouse import effect_data
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.fetch import settings as build_settings
from mls_metrics.warehouse.speed_data import speed_context

WORKERS = 2
MOST_EXPOSURES = 60
Progress = Callable[[str], None]


def hazard_opinions(store: Store, facts: Sequence[ProgramFacts], policy: Policy) -> SecondOpinions:
    """The joint hazard model of all programs with enough starters."""
    chosen = sorted(
        (item for item in facts if item.starters >= policy.minimum_starters),
        key=lambda item: (-item.starters, item.program_id),
    )[:MOST_EXPOSURES]
    programs = [item.program_id for item in chosen]
    contexts = [effect_data.retention_context(store, program) for program in programs[:1]]
    if not contexts:
        return {}
    any_exit = contexts[0].untyped_exits > policy.untyped_exit_limit * max(contexts[0].exits, 1)
    starters = effect_data.starter_profiles(store, programs, policy)
    if not len(starters):
        return {}
    first = int(starters["start_month"].min()) - policy.horizon_months
    cells = effect_data.hazard_cells(store, programs, first, policy, any_exit=any_exit)
    return second_opinions(
        cells,
        starters,
        programs,
        grace=policy.grace_months,
        horizon=policy.horizon_months,
    )


def try_stand_ins(
    store: Store,
    facts: Sequence[ProgramFacts],
    policy: Policy,
    *,
    times: int,
    progress: Progress = lambda _: None,
) -> tuple[StandIns, ...]:
    """Ask of people who never took a program what it did for them; nothing is to be found.

    Parameters
    ----------
    store : Store
        Built.
    times : int
        Draws for each program.
    progress : callable
        Told each program's name before its draws.

    Returns
    -------
    tuple of StandIns
        Programs for which nobody could stand in have no draws.
    """
    found = []
    for item in facts:
        progress(f"People like those of {item.program_name}")
        data = retention_data(store, item.program_id, policy, mandatory=item.mandatory)
        drawn = stand_in_effects(data, times=times, seed=policy.seed, policy=policy)
        found.append(
            StandIns(
                program_id=item.program_id,
                program_name=item.program_name,
                drawn=len(drawn),
                claims=sum(1 for one in drawn if one.low > 0 or one.high < 0),
                mean=sum(one.value for one in drawn) / len(drawn) if drawn else None,
            )
        )
    return tuple(found)


def estimate_effects(
    store: Store,
    facts: Sequence[ProgramFacts],
    policy: Policy,
    *,
    progress: Progress,
) -> dict[str, dict[str, EffectEstimate]]:
    """Every effect of every program; a refusal is an EffectEstimate too.

    Parameters
    ----------
    store : Store
        Built.
    facts : sequence of ProgramFacts
    progress : callable
        Told each program's name as its estimates are done.

    Returns
    -------
    dict
        By program id: `retention_12m`, `productivity` and `speed`.
    """
    from threadpoolctl import threadpool_limits

    panels, settings = KpiPanels(store, policy), StudySettings(store, policy)
    as_of = build_settings(store)["as_of"]

    def retention(item: ProgramFacts, opinions: Future[SecondOpinions]) -> EffectEstimate:
        data = retention_data(
            store,
            item.program_id,
            policy,
            mandatory=item.mandatory,
            group_names=panels.names_of(item.program_id),
        )
        second = opinions.result().get(item.program_id)
        effect = estimate_retention(replace(data, second_opinion=second), policy=policy)
        away = turned_away(store, item.program_id)
        effect = with_natural_comparison(effect, data, away, policy=policy)
        if item.certificate_portable:
            done = effect_data.person_starts(store, item.program_id)
            effect = with_certificate_check(effect, data, done, policy=policy)
        if only_data_missing(data, policy):
            return effect
        return with_retention_plans(effect, settings.of(item.program_id), item, policy=policy)

    def productivity(item: ProgramFacts) -> EffectEstimate:
        data = panels.data_of(item)
        effect = estimate_productivity(data, policy=policy)
        return with_productivity_plans(
            with_reach(effect, data.reach, starters=item.starters),
            settings.of(item.program_id),
            kpi_spread(data, policy),
            item,
            unit_kind=data.unit_kind,
            policy=policy,
        )

    levels = speed_context(store)

    def speed(item: ProgramFacts) -> EffectEstimate:
        return estimate_speed(speed_of(store, levels, item, policy), policy=policy)

    # BLAS threads inside worker threads spin against each other: one each is faster.
    with threadpool_limits(1), ThreadPoolExecutor(max_workers=WORKERS) as pool:
        opinions = pool.submit(hazard_opinions, store, facts, policy)
        kpi = [pool.submit(productivity, item) for item in facts]
        stay = [pool.submit(retention, item, opinions) for item in facts]
        soon = [pool.submit(speed, item) for item in facts]
        found = {}
        for item, one, other, third in zip(facts, stay, kpi, soon, strict=True):
            results = {
                "retention_12m": one.result(),
                "productivity": other.result(),
                "speed": third.result(),
            }
            found[item.program_id] = {
                name: with_data_checks(effect, item, as_of=as_of, policy=policy)
                for name, effect in results.items()
            }
            progress(f"Effects of {item.program_name}")
    return found
